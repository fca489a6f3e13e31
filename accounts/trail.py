"""The audit trail, put into words."""

import json
from typing import Any, NamedTuple

from django.apps import apps
from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, NullIf

from accounts.models import AuditLog, Profile

LATEST = 10
LONGEST = 60


class Difference(NamedTuple):
    """One column before and after; a row that came or went has only one of the two."""

    column: str
    before: str
    after: str


def differences(entry: AuditLog) -> list[Difference]:
    """What an entry changed, column by column."""
    changes = sorted(entry.changes.items())
    if "id" in entry.changes and not isinstance(entry.changes["id"], list):  # a whole row, which came or went
        return [Difference(column, "", _in_words(value)) for column, value in changes]
    return [Difference(column, _in_words(pair[0]), _in_words(pair[1])) for column, pair in changes]


def summary(entry: AuditLog) -> str:
    """A line such as "price: 20.00 → 25.00"."""
    lines = [
        f"{found.column}: {_cut(found.before)} → {_cut(found.after)}"
        if found.before
        else f"{found.column}: {_cut(found.after)}"
        for found in differences(entry)
        if found.column not in ("id", "created_at")
    ]
    return "; ".join(lines[:3]) + (f"; {len(lines) - 3} more" if len(lines) > 3 else "")


def with_actors(entries: QuerySet[AuditLog]) -> QuerySet[AuditLog]:
    """Each entry with `actor_name`, of profiles that are still there."""
    actors = Profile.objects.filter(pk=OuterRef("actor_id"))
    name = Coalesce(NullIf("full_name", Value("")), NullIf("email", Value("")))
    return entries.annotate(actor_name=Subquery(actors.values_list(name)[:1]))


def latest() -> list[AuditLog]:
    """The last few entries."""
    return list(with_actors(AuditLog.objects.all())[:LATEST])


def model_of(table: str) -> Any:
    """The model that lives in a table; None when there is none any more."""
    return next((model for model in apps.get_models() if model._meta.db_table == table), None)


def _in_words(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value or "nothing"
    return json.dumps(value, ensure_ascii=False)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
