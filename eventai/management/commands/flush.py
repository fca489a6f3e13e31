"""Django's `flush`, run as the owner of the schema."""

from typing import Any

from django.core.management.commands.flush import Command as DjangoFlush
from django.db import DEFAULT_DB_ALIAS

from eventai.db.owner import as_owner


class Command(DjangoFlush):
    """Empty the tables, which only their owner may."""

    def execute(self, *args: Any, **options: Any) -> str | None:
        with as_owner(options.get("database") or DEFAULT_DB_ALIAS):  # the checks before it ask the database, too
            return super().execute(*args, **options)
