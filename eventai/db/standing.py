"""The web process looks at its own rights before it serves: too many, and it does not start."""

from django.core.exceptions import ImproperlyConfigured
from django.db import connection

_RIGHTS = """
    SELECT current_user::text,
           (SELECT rolsuper OR rolbypassrls FROM pg_catalog.pg_roles WHERE rolname = session_user),
           EXISTS (SELECT 1 FROM pg_catalog.pg_class c JOIN pg_catalog.pg_roles r ON r.oid = c.relowner
                    WHERE r.rolname IN (session_user, current_user) AND c.relnamespace = 'public'::regnamespace)
"""


def refuse_power() -> None:
    """Raise ImproperlyConfigured unless we are `eventai_anon`, by a login that owns nothing and passes no policy."""
    with connection.cursor() as cursor:
        cursor.execute(_RIGHTS)
        role, is_mighty, is_owner = cursor.fetchone()
    connection.close()
    if role != "eventai_anon" or is_mighty or is_owner:
        raise ImproperlyConfigured(
            f"The web process would act as {role}, which row security does not bind. It must log in as a member of"
            " eventai_anon that owns no table; see `manage.py bootstrap_roles`."
        )
