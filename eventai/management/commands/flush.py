"""Django's `flush`, run as the owner of the schema."""

from typing import Any

from django.core.management.commands.flush import Command as DjangoFlush
from django.db import DEFAULT_DB_ALIAS

from eventai.db.owner import as_owner


class Command(DjangoFlush):
    def handle(self, *args: Any, **options: Any) -> str | None:
        with as_owner(options.get("database") or DEFAULT_DB_ALIAS):
            return super().handle(*args, **options)
