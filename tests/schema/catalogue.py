"""Questions to `pg_catalog`. What it does not know does not count."""

from typing import Any

from django.apps import apps
from django.db import connection

OURS = ("eventai", "accounts", "events", "ticketing", "conversations")
RUNTIME_ROLES = ("eventai_anon", "eventai_user", "eventai_system")
VERBS = {"SELECT": "r", "INSERT": "a", "UPDATE": "w", "DELETE": "d"}

# Tables of Django and its libraries: row security with one narrow policy, their own keys and indexes.
FRAMEWORK_TABLES = frozenset(
    {
        "account_emailaddress",
        "account_emailconfirmation",
        "auth_group",
        "auth_group_permissions",
        "auth_permission",
        "django_admin_log",
        "django_cache",
        "django_content_type",
        "django_migrations",
        "django_session",
        "guardian_groupobjectpermission",
        "guardian_userobjectpermission",
        "mfa_authenticator",
        "procrastinate_events",
        "procrastinate_jobs",
        "procrastinate_periodic_defers",
        "procrastinate_workers",
        "users_groups",
        "users_user_permissions",
        "usersessions_usersession",
    }
)

# Not information_schema, which leaves out what the asking role may not touch.
EVERY_COLUMN = """
    (SELECT c.relname AS table_name, a.attname AS column_name, format_type(a.atttypid, NULL) AS data_type
       FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped)"""


def rows(sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
    """Run one question."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def column(sql: str, *parameters: Any) -> list[Any]:
    """The first column of the answer."""
    return [row[0] for row in rows(sql, *parameters)]


def all_tables() -> set[str]:
    """Every table of schema `public`."""
    return set(
        column("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')")
    )


def our_tables() -> set[str]:
    """The tables of our five apps, from the catalogue less the framework's."""
    return all_tables() - FRAMEWORK_TABLES


def model_tables() -> set[str]:
    """The tables our models name, without the automatic ones between users and groups."""
    return {model._meta.db_table for app in OURS for model in apps.get_app_config(app).get_models()}
