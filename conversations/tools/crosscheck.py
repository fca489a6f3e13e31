"""A model's arguments held against the person's own words: what nobody said, or said otherwise, is not written.

Models get weekdays and relative dates wrong, and may follow instructions in pasted text. So dates, hours, prices,
currencies, seats and places pass only where our own reading of the messages says the same. A disagreement becomes the
tool's result, and the model asks.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.conf import settings

from conversations.models import Message
from conversations.registry import ToolContext
from conversations.understanding.facts import Moment
from conversations.understanding.said import Home, Said, read_said
from eventai.errors import DomainError


class Disagreement(DomainError):
    """What was written and what the words say are two things. `conflict` tells a model both."""

    def __init__(self, what: str, *, written: str, reads: str) -> None:
        super().__init__(f"{what}: {written} was given, but the message reads {reads}. Nothing was changed.")
        self.conflict = {"field": what, "you_said": written, "text_reads": reads}


@dataclass(frozen=True)
class Testimony:
    """What the person said, newest message first, and a question of ours they said yes to."""

    said: tuple[Said, ...]
    home: Home

    @property
    def newest(self) -> Said:
        return self.said[0]

    def days(self) -> set[date]:
        return {day for one in self.said for day in one.days}

    def times(self) -> set[time]:
        return {at for one in self.said for at in one.times}

    def amounts(self) -> set[Decimal]:
        return {amount for one in self.said for amount in one.amounts}

    def numbers(self) -> set[int]:
        return {number for one in self.said for number in one.numbers}

    def names(self, words: str) -> bool:
        return any(one.names(words) for one in self.said)

    def read(self, words: str) -> Said:
        """A quotation from the messages, read by itself."""
        return read_said([words], self.home)[0]


def testimony_of(context: ToolContext) -> Testimony:
    """The person's words as they bear on a call. A plain yes says what the question said."""
    home = _home(context)
    said = read_said(context.words or ("",), home)
    if said[0].is_confirmation and (question := _pending(context).get("question")):
        said = (read_said([str(question)], home)[0], *said[1:])
    return Testimony(said, home)


def check_day(what: str, day: date | None, testimony: Testimony, *, known: Iterable[date | None] = ()) -> None:
    """Refuse a day nobody said, and one that the words leave in doubt."""
    if day is None or day in known:
        return
    for one in testimony.said:
        if day in one.days:
            return
        if day in one.doubtful:
            break
    newest = next((one for one in testimony.said if one.days or one.doubtful), testimony.newest)
    choices = sorted(newest.days or newest.doubtful)
    raise Disagreement(what, written=day_words(day), reads=_listed(day_words(one) for one in choices) or "no such day")


def check_time(what: str, at: time | None, testimony: Testimony, *, known: Iterable[time | None] = ()) -> None:
    """Refuse an hour nobody said."""
    if at is None or at in known or at in testimony.times():
        return
    reads = _listed(f"{one:%H:%M}" for one in sorted(testimony.times()))
    raise Disagreement(what, written=f"{at:%H:%M}", reads=reads or "no hour")


def check_number(what: str, number: int | None, testimony: Testimony, *, known: Iterable[int | None] = ()) -> None:
    """Refuse a number nobody said."""
    if number is None or number in known or number in testimony.numbers():
        return
    reads = _listed(str(one) for one in sorted(testimony.numbers()))
    raise Disagreement(what, written=str(number), reads=reads or "no number")


def agree(what: str, written: Any, read: Any, words: str) -> None:
    """Refuse when both are there and differ."""
    if written is not None and read is not None and written != read:
        raise Disagreement(
            what, written=_words(written), reads=f"{_words(read)} (“{words}”)" if words else _words(read)
        )


def day_words(day: date) -> str:
    """A day as a model should read it: "2027-06-12 (Sat)"."""
    return f"{day:%Y-%m-%d (%a)}"


def _words(value: Any) -> str:
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return day_words(value) if isinstance(value, date) and not isinstance(value, datetime) else str(value)


def _listed(words: Iterable[str]) -> str:
    return " or ".join(list(words)[:6])


def _home(context: ToolContext) -> Home:
    event, metadata = context.event, context.conversation.metadata
    shown = event.tickets.exclude(visibility="archived").values_list("name", flat=True) if event else ()
    start, end = (event.starts_local, event.ends_local) if event else (None, None)
    has_time = bool(event and event.has_start_time)
    return Home(
        now=context.now,
        timezone=event.timezone if event else home_zone(context),
        locale=str(metadata.get("locale") or context.profile.locale or settings.LANGUAGE_CODE),
        start=_moment(start, has_time=has_time),
        end=_moment(end, has_time=has_time),
        has_event=event is not None,
        ticket_names=tuple(shown),
        asked=str(_pending(context).get("field", "")),
    )


def home_zone(context: ToolContext) -> str:
    """The person's own time zone."""
    return str(context.conversation.metadata.get("timezone") or context.profile.timezone or settings.TIME_ZONE)


def _moment(at: datetime | None, *, has_time: bool) -> Moment | None:
    return Moment(at.date(), at.time() if has_time else None) if at else None


def _pending(context: ToolContext) -> dict[str, Any]:
    """The question that the newest message answers."""
    said = context.conversation.messages.filter(role=Message.Role.USER).order_by("-seq")
    meta = said.values_list("meta", flat=True).first() or {}
    return dict(meta.get("pending") or {})
