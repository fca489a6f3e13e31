"""Everything a person's messages say that could be a fact: what somebody else claims they said is held against it.

Wider than a brief: a day is "said" wherever it stands, except in text that reached the message from elsewhere and
speaks to the machine. Nothing here decides what is meant.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache

from rapidfuzz import fuzz

from conversations.understanding.brief import local_day, understand_brief
from conversations.understanding.dates import DateSpan, read_dates
from conversations.understanding.facts import Brief, Moment, TicketBrief
from conversations.understanding.money import read_money
from conversations.understanding.numbers import COUNT, whole_number
from conversations.understanding.requests import Request, understand_request
from conversations.understanding.spans import CONSUMED, Source, blank, fold
from conversations.understanding.times import read_times
from eventai.money import CURRENCIES

_ALIKE = 80  # of 100: a name with a slip, or in another spelling
_SHORT = 60  # characters: a bare number in so short a message may be anything
_CODE = re.compile(r"\b[A-Z]{3}\b")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


@dataclass(frozen=True)
class Home:
    """The clock, zone and language a message is read by, and the event it may be about."""

    now: datetime
    timezone: str
    locale: str
    start: Moment | None = None
    end: Moment | None = None
    has_event: bool = False
    ticket_names: tuple[str, ...] = ()
    asked: str = ""


@dataclass(frozen=True)
class Said:
    """What a message says: sets of everything, and the reading of the whole."""

    plain: str  # folded, without what is not the person's to say
    codes: frozenset[str]
    days: frozenset[date]
    doubtful: frozenset[date]
    times: frozenset[time]
    amounts: frozenset[Decimal]
    numbers: frozenset[int]
    brief: Brief
    request: Request

    @property
    def tickets(self) -> tuple[TicketBrief, ...]:
        """Ticket types it describes, or changes."""
        changed = self.request.tickets or ((self.request.ticket,) if self.request.ticket else ())
        return (*changed, *self.brief.tickets)

    @property
    def is_confirmation(self) -> bool:
        return self.request.kind == "confirm"

    def names(self, words: str) -> bool:
        """Whether the words stand in it, give or take a slip."""
        wanted = fold(words).strip()
        return bool(wanted) and (wanted in self.plain or fuzz.partial_ratio(wanted, self.plain) >= _ALIKE)


def read_said(messages: Sequence[str], home: Home) -> tuple[Said, ...]:
    """Each message by itself, newest first; only the newest is an answer to what was asked."""
    newest_first = list(reversed(messages))
    return tuple(
        _said(text, home if place == 0 else replace(home, asked="")) for place, text in enumerate(newest_first)
    )


@lru_cache(maxsize=512)
def _said(text: str, home: Home) -> Said:
    source, today = Source.of(text), local_day(home.now, home.timezone)
    dates = read_dates(source.plain, today=today, locale=home.locale)
    rest = blank(source.plain, [piece for item in dates for piece in item.consumed])
    money = read_money(rest)
    rest = blank(rest, [item.span for item in money])
    hours = read_times(rest, evening=False) + read_times(rest, evening=True)
    numbers = _numbers(rest)
    request = _request(text, home)
    brief = request.brief if request.kind != "brief" else _brief(text, home)
    clean = [item for item in dates if item.trouble is None]
    bare = {Decimal(number) for number in numbers} if len(source.plain) <= _SHORT else set()
    return Said(
        plain=source.plain,
        codes=_codes(source),
        days=frozenset({day for item in clean for day in (item.first, item.last) if day} | _days(brief)),
        doubtful=_doubtful(dates, brief),
        times=frozenset(
            {at for item in hours for at in (item.start, item.end) if at}
            | {item.at for item in dates if item.at}
            | {at for at in _times(brief) if at}
        ),
        amounts=frozenset(
            {item.amount for item in money}
            | {ticket.price for ticket in brief.tickets if ticket.price is not None}
            | bare
        ),
        numbers=frozenset(numbers | _counted(brief)),
        brief=brief,
        request=request,
    )


def _request(text: str, home: Home) -> Request:
    return understand_request(
        text,
        now=home.now,
        timezone=home.timezone,
        locale=home.locale,
        ticket_names=home.ticket_names,
        has_event=home.has_event,
        pending_field=home.asked or None,
        event_start=home.start,
        event_end=home.end,
    )


def _brief(text: str, home: Home) -> Brief:
    return understand_brief(text, now=home.now, timezone=home.timezone, locale=home.locale)


def _codes(source: Source) -> frozenset[str]:
    """Currencies by their code, in capitals: "all" is none."""
    own = (match for match in _CODE.finditer(source.shown) if CONSUMED not in source.plain[match.start() : match.end()])
    return frozenset(match[0] for match in own if match[0] in CURRENCIES) if not source.shown.isupper() else frozenset()


def _numbers(rest: str) -> set[int]:
    found = {whole_number(match[0]) for match in re.finditer(COUNT, rest)}
    return {number for number in found if number is not None}


def _counted(brief: Brief) -> set[int]:
    counted = {ticket.quantity for ticket in brief.tickets if ticket.quantity}
    return counted | ({brief.capacity.value} if brief.capacity else set())


def _days(brief: Brief) -> set[date]:
    """The days of the whole reading; none while something about them is in doubt."""
    if brief.problems:
        return set()
    moments = [found.value for found in (brief.start, brief.end, *brief.date_candidates) if found]
    closings = [ticket.sale_ends for ticket in brief.tickets if ticket.sale_ends]
    days = {closing.date() if isinstance(closing, datetime) else closing for closing in closings}
    return {moment.day for moment in moments} | days


def _doubtful(dates: Sequence[DateSpan], brief: Brief) -> frozenset[date]:
    spoken = {day for item in dates if item.trouble for day in (item.first, *item.choices) if day}
    return frozenset(spoken | {day for problem in brief.problems for day in problem.choices})


def _times(brief: Brief) -> list[time | None]:
    moments = [found.value.time for found in (brief.start, brief.end, *brief.date_candidates) if found]
    return [*moments, *(found.value for found in (brief.start_time, brief.end_time) if found)]


def figures_in(text: str) -> set[str]:
    """The numbers written in a text, digit for digit."""
    return set(_NUMBER.findall(text))
