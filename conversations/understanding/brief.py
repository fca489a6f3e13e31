"""One message read as a description of an event."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from conversations.understanding import gazetteer
from conversations.understanding.attendance import group_sizes, is_only_online, read_capacity, read_online
from conversations.understanding.dates import DateSpan, read_dates
from conversations.understanding.facts import Brief, Found, Moment, Problem, TicketBrief
from conversations.understanding.kinds import KINDS, read_kind
from conversations.understanding.long_texts import without_other_days
from conversations.understanding.money import MoneySpan, currency_of, read_money, stated_currency
from conversations.understanding.names import Title, read_title
from conversations.understanding.places import Place, read_place
from conversations.understanding.said_names import read_name, read_said_name
from conversations.understanding.schedule import read_schedule
from conversations.understanding.shared_prices import share_currency
from conversations.understanding.spans import Source, Span, blank
from conversations.understanding.ticket_spans import TicketReading
from conversations.understanding.tickets import read_tickets
from conversations.understanding.times import TimeSpan, read_times
from conversations.understanding.venues import read_venue
from conversations.understanding.zones import read_zone

__all__ = ["KINDS", "Brief", "Found", "Moment", "Problem", "TicketBrief", "understand_brief"]

_TELLING_CODES = frozenset("chf sek nok dkk pln czk huf gbp zar aud nzd cad inr jpy brl mxn".split())
_EVENING = re.compile(
    r"\b(?:evening|night|tonight|dinner|party|supper|pub|gig|concert|disco|abend|soir|soiree|noche|noite|sera|"
    r"avond|kvall|cocktails?|drinks|quiz|comedy|jazz)\b"
)


def understand_brief(text: str, *, now: datetime, timezone: str, locale: str) -> Brief:
    """Read an event out of a message: facts with their words, candidates and problems; never raises, never invents.

    `now` is the clock, `timezone` and `locale` are the organizer's; relative days, 02/03 and "$" depend on them.
    """
    source, today = Source.of(text), local_day(now, timezone)
    if focused := without_other_days(source, today=today, locale=locale):
        source.plain = focused
    return _Reading(source, today, timezone, locale).brief()


def read_follow_up(
    text: str, *, now: datetime, timezone: str, locale: str, naming: bool, anchor: Moment | None
) -> Brief:
    """As `understand_brief`, for a message about an event that exists: its first words are no title.

    `naming`: the assistant asked for a name. `anchor` is the event's start: "Friday" is the Friday next to it.
    """
    today = local_day(now, timezone)
    reading = _Reading(Source.of(text), today, timezone, locale, follow_up=not naming, anchor=anchor)
    brief = reading.brief()
    if anchor and brief.start and (weekday := reading.bare_weekday()) is not None:
        nearest = min(
            (anchor.day + timedelta(days=n) for n in range(-3, 4)),
            key=lambda day: (day.weekday() != weekday, abs((day - anchor.day).days)),
        )
        brief = replace(
            brief,
            start=Found(Moment(nearest, brief.start.value.time), brief.start.words),
            end=None if brief.end and not brief.end.value.time else brief.end,
        )
    return replace(brief, kind=None, summary=None) if not naming else brief


def local_day(now: datetime, timezone: str) -> date:
    """The organizer's calendar day; a naive `now` is already theirs."""
    return (now.astimezone(ZoneInfo(timezone)) if now.tzinfo else now).date()


class _Reading:
    """One pass over one message: each reader gets what the earlier ones left."""

    def __init__(
        self,
        source: Source,
        today: date,
        timezone: str,
        locale: str,
        *,
        follow_up: bool = False,
        anchor: Moment | None = None,
    ) -> None:
        self.source, self.timezone, self.follow_up = source, timezone, follow_up
        day = anchor.day if anchor else None
        self.dates: list[DateSpan] = read_dates(source.plain, today=today, locale=locale, anchor=day)
        rest = blank(source.plain, [piece for item in self.dates for piece in item.consumed])
        self.money: list[MoneySpan] = share_currency(rest, read_money(rest))
        without_money = blank(rest, [item.span for item in self.money])
        is_late = bool(anchor and anchor.time and anchor.time.hour >= 15)
        self.times: list[TimeSpan] = read_times(without_money, evening=bool(_EVENING.search(source.plain)) or is_late)
        if follow_up:
            self.times = [item for item in self.times if item.role not in ("doors", "aside")]
        hours = [item.span for item in self.times]
        self.bought: TicketReading = read_tickets(source, blank(rest, hours), self.dates, self.money)
        self.rest = blank(without_money, hours)
        unsold = blank(self.rest, self.bought.used)
        self.place: Place | None = read_place(source, unsold, home_zone=timezone, money=self._home_of_money())
        self.title, self.name = self._title(
            blank(blank(blank(source.plain, self._days_that_stand_alone()), [item.span for item in self.money]), hours)
        )
        self.venue = read_venue(
            source,
            unsold,
            self.place,
            self.name or (self.title.phrase if self.title else None),
            boldly=not follow_up or bool(self.dates or self.times or self.place),
        )

    def brief(self) -> Brief:
        source, place = self.source, self.place
        used = [item for item in self.dates if item in self.bought.dates]
        zone = self._zone()
        schedule = read_schedule(
            source,
            [item for item in self.dates if item not in used],
            self.times,
            zone=zone.value if zone else self.timezone,
        )
        tickets = self._tickets()
        return Brief(
            name=self._found(self.name, tidy=True),
            kind=self._kind(),
            start=schedule.start,
            end=schedule.end,
            timezone=zone,
            venue=self._found(self.venue, tidy=True),
            city=Found(place.city, source.words(place.city_span)) if place and place.city and place.city_span else None,
            country=self._country(),
            online=self._online(),
            capacity=self._capacity(),
            currency=self._currency(tickets),
            tickets=tickets,
            summary=self._found(self.title.phrase if self.title else None),
            date_candidates=schedule.candidates,
            problems=schedule.problems,
            recurrence=schedule.recurrence,
            start_time=schedule.start_time,
            end_time=schedule.end_time,
        )

    def _days_that_stand_alone(self) -> list[Span]:
        """Days but for those that belong to a name: "New Year's Eve ceilidh"."""
        return [
            piece
            for item in self.dates
            for piece in item.consumed
            if item.strength != "weekday"
            or not re.match(
                r"[ ](?!(?:at|from|in|on|with|for|and|um|ab|von|a|as|om)\b)[^\W\d_]|\w", self.source.plain[piece.end :]
            )
        ]

    def bare_weekday(self) -> int | None:
        """The weekday when that is all the message says about the day."""
        own = [
            item
            for item in self.dates
            if item.first
            and not re.search(
                r"\b(?:not|instead of|nicht|statt|pas|no|non|niet|inte)[ ]+$", self.source.plain[: item.span.start]
            )
        ]
        return own[0].first.weekday() if len(own) == 1 and own[0].first and own[0].strength == "weekday" else None

    def _title(self, rest: str) -> tuple[Title | None, Span | None]:
        if self.follow_up:
            return None, read_said_name(self.source, rest)
        title = read_title(self.source, rest, self.place)
        if title and any(ticket.name and ticket.span.overlaps(title.phrase) for ticket in self.bought.tickets):
            title = read_title(self.source, blank(rest, self.bought.used), self.place)
        said = read_name(self.source, rest)
        return title, said or (title.phrase if title and title.is_name else None)

    def _found(self, span: Span | None, *, tidy: bool = False) -> Found[str] | None:
        if span is None:
            return None
        words = self.source.words(span)
        value = re.sub(r"\s+", " ", words)
        if tidy and self.source.shown.isupper() and len(value) > 4:
            value = value.title().replace("'S", "'s")
        return Found(value[:1].upper() + value[1:] if tidy and " " in value else value, words)

    def _kind(self) -> Found[str] | None:
        span = self.name or (self.title.phrase if self.title else None)
        if span and self.title and not span.overlaps(self.title.phrase):
            span = span if read_kind(self.source.plain[span.start : span.end], None) else self.title.phrase
        elif self.title:
            span = self.title.phrase
        found = read_kind(blank(self.source.plain, self.bought.used), span)
        return Found(found[0], self.source.words(found[1])) if found else None

    def _zone(self) -> Found[str] | None:
        said = read_zone(self.source.plain, home=self.timezone)
        place = self.place
        if place and place.zone and not (said and is_only_online(self.source.plain)):
            span = place.city_span or place.span
            return Found(place.zone, self.source.words(span))
        return Found(said[0], self.source.words(said[1])) if said else None

    def _country(self) -> Found[str] | None:
        if not self.place or not self.place.country:
            return None
        span = self.place.country_span
        return Found(self.place.country, self.source.words(span) if span else "")

    def _online(self) -> Found[bool] | None:
        found = read_online(self.source.plain)
        return Found(found[0], self.source.words(found[1])) if found else None

    def _capacity(self) -> Found[int] | None:
        names = [self.name] if self.name else []
        prices = [item.span for item in self.money if not item.free]
        groups = group_sizes(self.source.plain, prices if len(prices) > 1 else [])
        found = read_capacity(blank(self.rest, [*self.bought.used, *names, *groups]))
        if found:
            return Found(found[0], self.source.words(found[1]))
        only = self.bought.tickets[0] if len(self.bought.tickets) == 1 else None
        if only and only.quantity:
            return next(
                (
                    Found(only.quantity, self.source.words(span))
                    for span in self.bought.used
                    if str(only.quantity) in self.source.plain[span.start : span.end]
                ),
                None,
            )
        return None

    def _home_of_money(self) -> str | None:
        """The currency, where the sign is that of a few countries only: it tells towns of one name apart."""
        marks = {item.mark for item in self.money}
        signs = {"£": "GBP", "€": "EUR", "zl": "PLN", "fr.": "CHF"}
        return next(
            (signs.get(mark) or mark.upper() for mark in sorted(marks) if mark in signs or mark in _TELLING_CODES), None
        )

    def _tickets(self) -> tuple[TicketBrief, ...]:
        country = self.place.country if self.place else None
        home = gazetteer.country_of_zone(self.timezone)
        stated = stated_currency(self.source.plain)
        return tuple(
            TicketBrief(
                item.name,
                item.price,
                currency_of(item.mark or stated, country, home) if item.mark or (stated and item.price) else None,
                item.quantity,
                item.sale_ends,
                self.source.words(item.span),
            )
            for item in self.bought.tickets
        )

    def _currency(self, tickets: tuple[TicketBrief, ...]) -> Found[str] | None:
        for ticket, item in zip(tickets, self.bought.tickets, strict=True):
            if ticket.currency:
                return Found(ticket.currency, self.source.words(item.span))
        return None
