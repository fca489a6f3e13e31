"""The one question that ends a turn: what is missing most, and likely answers to choose from."""

import dataclasses
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from conversations.engines.steps import Act, Call, Turn
from eventai.money import Money
from events.models import Event
from ticketing.models import Ticket

SKIP = "Not decided yet"
_SKIPPING = (
    "not decided",
    "skip",
    "later",
    "don't know",
    "dont know",
    "no idea",
    "not sure",
    "undecided",
    "tbd",
    "tba",
)


@dataclass(frozen=True)
class Question:
    """A question, the field it is about, likely answers, and what has to be kept until it is answered."""

    field: str
    sentence: str
    options: tuple[str, ...] = ()
    memo: dict[str, Any] = dataclasses.field(default_factory=dict)
    also: tuple[str, ...] = ()  # what is asked for in the same breath

    def asked(self) -> Act:
        """The call that asks it."""
        arguments = {"question": self.sentence, "field": self.field, "options": list(self.options), "memo": self.memo}
        return Act((Call("ask_user", arguments | ({"also": list(self.also)} if self.also else {})),))


def is_skipped(text: str) -> bool:
    """Whether somebody would rather not answer now."""
    words = text.lower().strip(" .!")
    return len(words) < 30 and any(words.startswith(phrase) for phrase in _SKIPPING)


def missing(event: Event, tickets: list[Ticket]) -> list[str]:
    """What a publishable event still needs, in the order in which it is asked for."""
    gaps = {
        "date": event.start_date is None,
        "place": not (event.venue or event.city or event.is_online),
        "capacity": event.capacity is None,
        "tickets": not tickets,
    }
    return [name for name, is_open in gaps.items() if is_open]


def next_question(turn: Turn, *, skipped: frozenset[str], memo: dict[str, Any]) -> Question | None:
    """The most important thing that is missing and was not put off; None when all is there."""
    if turn.event is None:
        return None
    gaps = [gap for gap in missing(turn.event, turn.tickets) if gap not in skipped]
    if "tickets" in gaps and "capacity" in gaps and _unpriced(memo):
        gaps.remove("capacity")
    if gaps[:2] == ["date", "place"]:
        return _date_and_place(turn, memo)
    return _ASKED[gaps[0]](turn, memo) if gaps else None


def _unpriced(memo: dict[str, Any]) -> list[str]:
    """Ticket types that were named without a price."""
    return [ticket["name"] for ticket in memo.get("tickets", []) if ticket.get("price") is None]


def which_day(sentence: str, days: list[date], memo: dict[str, Any]) -> Question:
    """Ask which of several days is meant."""
    return Question("date", sentence, (*(day_words(day) for day in days[:4]), SKIP), memo)


def day_words(day: date) -> str:
    """A day so that it cannot be misread, by people or by us: "Saturday 12 June 2027"."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def _date(turn: Turn, memo: dict[str, Any]) -> Question:
    today = _today(turn.now, turn.timezone)
    saturday = today + timedelta(days=(5 - today.weekday()) % 7 + 42)
    days = (saturday - timedelta(days=2), saturday)
    return Question("date", "When does it happen?", (*(day_words(day) for day in days), SKIP), memo)


def _date_and_place(turn: Turn, memo: dict[str, Any]) -> Question:
    """An event of which hardly anything is known is asked about in one sentence."""
    named = "name" not in turn.assumed_of_event
    sentence = "When and where does it happen?" if named else "What is it called, and when and where does it happen?"
    return replace(_date(turn, memo), sentence=sentence, also=("place",) if named else ("place", "name"))


def _place(turn: Turn, memo: dict[str, Any]) -> Question:
    return Question("place", "Where does it happen?", ("Online", SKIP), memo)


def _capacity(turn: Turn, memo: dict[str, Any]) -> Question:
    return Question("capacity", "For how many people?", ("50 people", "100 people", "250 people", SKIP), memo)


def _tickets(turn: Turn, memo: dict[str, Any]) -> Question:
    if unpriced := _unpriced(memo):
        told = " and ".join(f"“{name}”" for name in unpriced)
        return Question("tickets", f"What {'do' if len(unpriced) > 1 else 'does'} {told} cost?", ("Free", SKIP), memo)
    if memo.get("tickets"):
        names = " and ".join(f"“{ticket['name']}”" for ticket in memo["tickets"])
        return Question("tickets", f"How many seats are there in all, for {names}?", ("50", "100", "250", SKIP), memo)
    currency = turn.event.currency if turn.event else "USD"
    prices = [Money(Decimal(amount), currency).brief for amount in (15, 40)]
    return Question("tickets", "What does a ticket cost?", ("Free", *(f"{price} each" for price in prices), SKIP), memo)


def _today(now: datetime, timezone: str) -> date:
    return now.astimezone(ZoneInfo(timezone)).date()


_ASKED = {"date": _date, "place": _place, "capacity": _capacity, "tickets": _tickets}
