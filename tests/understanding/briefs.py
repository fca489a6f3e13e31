"""Briefs as organizers write them, with what they say. The clock stands at Sunday, 22 November 2026, noon."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from conversations.understanding import Brief, Moment, TicketBrief, understand_brief

NOW = datetime(2026, 11, 22, 12, 0)


def read(text: str, timezone: str = "Europe/London", locale: str = "en-GB") -> Brief:
    return understand_brief(text, now=NOW, timezone=timezone, locale=locale)


@dataclass(frozen=True)
class Case:
    """`facts` are all there is; facts named in `free` may be there as well."""

    text: str
    facts: dict[str, object]
    timezone: str = "Europe/London"
    locale: str = "en-GB"
    free: frozenset[str] = field(default_factory=frozenset)


CHECKED = (
    "name",
    "kind",
    "start",
    "end",
    "timezone",
    "venue",
    "city",
    "country",
    "online",
    "capacity",
    "currency",
    "tickets",
)


def seen(brief: Brief) -> dict[str, object]:
    """The brief as plain values: moments as "2027-03-01T19:00", tickets as (name, price, quantity, sale end)."""
    found: dict[str, object] = {}
    for name in CHECKED:
        value = getattr(brief, name)
        if name == "tickets":
            if value:
                found[name] = [ticket_row(ticket) for ticket in value]
        elif value is not None:
            found[name] = moment(value.value) if isinstance(value.value, Moment) else value.value
    return found


def facts_of(case: Case) -> dict[str, object]:
    """What was read of the case, without the facts it leaves free."""
    found = seen(read(case.text, case.timezone, case.locale))
    return {name: value for name, value in found.items() if name in case.facts or name not in case.free}


def moment(value: Moment) -> str:
    return f"{value.day}T{value.time:%H:%M}" if value.time else str(value.day)


def ticket_row(ticket: TicketBrief) -> tuple[str | None, Decimal | None, int | None, str | None]:
    return ticket.name, ticket.price, ticket.quantity, str(ticket.sale_ends) if ticket.sale_ends else None


def paid(
    price: str, name: str | None = None, quantity: int | None = None, until: str | None = None
) -> tuple[str | None, Decimal, int | None, str | None]:
    return name, Decimal(price), quantity, until
