"""What understanding a message yields: facts with the words they were read from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Generic, Literal, TypeVar

T = TypeVar("T")
ProblemKind = Literal["impossible", "weekday", "past", "ambiguous"]


@dataclass(frozen=True)
class Found(Generic[T]):
    """A value and the source words it was read from, "" when it was assumed from another fact."""

    value: T
    words: str


@dataclass(frozen=True)
class TicketBrief:
    """One sort of ticket as described; whatever the text does not say is None. `sale_ends` is local to the event."""

    name: str | None
    price: Decimal | None
    currency: str | None
    quantity: int | None
    sale_ends: datetime | date | None
    words: str


@dataclass(frozen=True)
class Moment:
    """A day and perhaps a time, local to the event's zone."""

    day: date
    time: time | None


@dataclass(frozen=True)
class Problem:
    """Something about the text only the organizer can settle; `sentence` is written for that person.

    `choices` are the days it may mean, for the interface to offer.
    """

    field: str
    words: str
    sentence: str
    kind: ProblemKind
    choices: tuple[date, ...] = ()


@dataclass(frozen=True)
class Brief:
    """An event as far as the text says it. Nothing is invented: what is not said is None or empty.

    With several dates of which none is clearly the event's, `start` is None and `date_candidates` lists them.
    `start_time` and `end_time` are times told without a day ("end at 1.30pm").
    `country` is ISO alpha-2, `currency` ISO 4217, `timezone` IANA; `summary` says in the text's own words what it is.
    """

    name: Found[str] | None = None
    kind: Found[str] | None = None
    start: Found[Moment] | None = None
    end: Found[Moment] | None = None
    timezone: Found[str] | None = None
    venue: Found[str] | None = None
    city: Found[str] | None = None
    country: Found[str] | None = None
    online: Found[bool] | None = None
    capacity: Found[int] | None = None
    currency: Found[str] | None = None
    tickets: tuple[TicketBrief, ...] = ()
    summary: Found[str] | None = None
    date_candidates: tuple[Found[Moment], ...] = ()
    problems: tuple[Problem, ...] = ()
    recurrence: Found[str] | None = None
    start_time: Found[time] | None = None
    end_time: Found[time] | None = None
