"""Django's PostgreSQL backend; databases are created and dropped (by the test runner) as the schema's owner."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.backends.postgresql import base

from eventai.db.owner import owner_settings


class DatabaseWrapper(base.DatabaseWrapper):
    """Connects like Django's, except for CREATE and DROP DATABASE."""

    @contextmanager
    def _nodb_cursor(self) -> Iterator[Any]:
        with owner_settings(self), super()._nodb_cursor() as cursor:
            yield cursor
