"""The audit trail, put into words."""

import json
from typing import Any, NamedTuple

from django.apps import apps
from django.db.models import CharField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, NullIf

from accounts.models import AuditLog, Profile

LATEST = 10
SHOWN = 3
LONGEST = 60


class Difference(NamedTuple):
    """One column before and after, in words; empty when there was nothing."""

    column: str
    before: str
    after: str

    def __str__(self) -> str:
        if self.before == self.after:  # personal data, of which only the fact of a change is kept
            return f"{self.column}: {self.after}"
        if self.before and self.after:
            return f"{self.column}: {_cut(self.before)} → {_cut(self.after)}"
        return f"{self.column}: {_cut(self.after)}" if self.after else f"{self.column}: no longer {_cut(self.before)}"


def differences(entry: AuditLog) -> list[Difference]:
    """What an entry changed, column by column; a row that came or went has only one side."""
    return [Difference(column, _in_words(old), _in_words(new)) for column, (old, new) in sorted(entry.changes.items())]


def summary(entry: AuditLog) -> str:
    """A line such as "price: 20.00 → 25.00"."""
    lines = [str(found) for found in differences(entry) if not found.column.endswith(("id", "created_at"))]
    return "; ".join(lines[:SHOWN]) + (f"; {len(lines) - SHOWN} more" if len(lines) > SHOWN else "")


def with_actors(entries: QuerySet[AuditLog]) -> QuerySet[AuditLog]:
    """Each entry with `actor_name`, of profiles that are still there."""
    actors = Profile.objects.filter(pk=OuterRef("actor_id"))
    name = Coalesce(NullIf("full_name", Value("")), NullIf("email", Value("")), output_field=CharField())
    return entries.annotate(actor_name=Subquery(actors.values_list(name)[:1]))


def latest() -> list[AuditLog]:
    """The last few entries."""
    return list(with_actors(AuditLog.objects.all())[:LATEST])


def model_of(table: str) -> Any:
    """The model that lives in a table; None when there is none any more."""
    return next((model for model in apps.get_models() if model._meta.db_table == table), None)


def _in_words(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value
    if isinstance(value, float):  # an amount: two decimals, or three where there are three
        return f"{value:.3f}".removesuffix("0")
    return json.dumps(value, ensure_ascii=False)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
