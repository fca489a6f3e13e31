"""Tickets as they stand in the text."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from conversations.understanding.dates import DateSpan
from conversations.understanding.spans import Span


@dataclass(frozen=True, slots=True)
class TicketSpan:
    """One sort of ticket. `mark` is the currency as written; `span` runs from its name to its price."""

    span: Span
    name: str | None = None
    price: Decimal | None = None
    mark: str = ""
    quantity: int | None = None
    sale_ends: date | None = None


@dataclass
class TicketReading:
    """The tickets, and what of the text they used up: dates, and everything else."""

    tickets: list[TicketSpan] = field(default_factory=list)
    dates: list[DateSpan] = field(default_factory=list)
    used: list[Span] = field(default_factory=list)
