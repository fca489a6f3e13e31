"""Django's `migrate`, run as the owner of the schema."""

from typing import Any

from django.core.management.commands.migrate import Command as DjangoMigrate
from django.db import DEFAULT_DB_ALIAS

from eventai.db.owner import as_owner


class Command(DjangoMigrate):
    """Migrate past row security, which the owner of the tables is not subject to."""

    def execute(self, *args: Any, **options: Any) -> str | None:
        with as_owner(options.get("database") or DEFAULT_DB_ALIAS):  # the checks before it ask the database, too
            return super().execute(*args, **options)
