"""What changes the schema runs as its owner; everything else runs as a runtime role."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.management import CommandError
from django.db import OperationalError, connections
from django.db.backends.base.base import BaseDatabaseWrapper


class CannotBecomeOwner(CommandError):
    """The server does not let us in as the owner of the schema."""


@contextmanager
def as_owner(alias: str = "default") -> Iterator[BaseDatabaseWrapper]:
    """Reconnect this thread as the schema's owner, past the pool; put the runtime connection back afterwards."""
    connection = connections[alias]
    if connection.in_atomic_block:
        raise RuntimeError("The owner does not step into somebody's transaction.")
    connection.close()
    with owner_settings(connection):
        try:
            _connect(connection)
            yield connection
        finally:
            connection.close()


def _connect(connection: BaseDatabaseWrapper) -> None:
    try:
        connection.ensure_connection()
    except OperationalError as error:
        raise CannotBecomeOwner(
            f"The database does not let us in as {settings.DB_OWNER_ROLE}: {str(error).strip()}\n"
            "`manage.py bootstrap_roles` says what its administrator must run once."
        ) from error


@contextmanager
def owner_settings(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Make new connections of this wrapper the owner's. Other threads share the settings, hence a copy of them."""
    runtime = connection.settings_dict
    options = {
        **runtime["OPTIONS"],
        "options": f"-c role={settings.DB_OWNER_ROLE}",
        "pool": False,
    }
    connection.settings_dict = {**runtime, "OPTIONS": options}
    try:
        yield
    finally:
        connection.settings_dict = runtime
