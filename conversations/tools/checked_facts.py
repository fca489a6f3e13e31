"""The facts of an event and of a ticket type as a model wrote them, checked and completed before they are saved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from babel.numbers import get_territory_currencies

from conversations.registry import ToolContext
from conversations.tools.crosscheck import (
    Disagreement,
    Testimony,
    agree,
    check_day,
    check_number,
    check_time,
    home_zone,
    testimony_of,
)
from conversations.understanding import gazetteer
from conversations.understanding.facts import Brief, TicketBrief
from conversations.understanding.money import currency_of, read_money, stated_currency
from conversations.understanding.said import Said, figures_in
from conversations.understanding.spans import fold
from ticketing.models import Ticket

if TYPE_CHECKING:
    from conversations.tools.events import EventFacts
    from conversations.tools.tickets import TicketFacts

_LAST_MINUTE = time(23, 59)
_FEW = 3  # hours in a message


def checked_event(context: ToolContext, written: EventFacts) -> EventFacts:
    """The facts where they agree with what was said, with zone, country and currency completed.

    Raises Disagreement. What the person did not say but has to stand somewhere (a working name, a zone) is assumed.
    """
    heard = testimony_of(context)
    event, newest = context.event, heard.newest
    facts = written.model_copy(update={"assumed": []})
    _check_moments(context, facts, heard)
    capacity = newest.brief.capacity
    agree("capacity", facts.capacity, capacity.value if capacity else None, capacity.words if capacity else "")
    check_number("capacity", facts.capacity, heard, known=(event.capacity if event else None,))
    for field in ("venue", "city"):
        _check_named(field, getattr(facts, field), heard, known=getattr(event, field) if event else "")
    if facts.summary and not figures_in(facts.summary) <= {
        one for said in heard.said for one in figures_in(said.plain)
    }:
        facts.summary = None
    if facts.name and not heard.names(facts.name) and not (event and event.name == facts.name):
        facts.assumed.append("name")
    _complete_place(context, facts, heard)
    _settle_currency(context, facts, heard)
    return facts


def checked_ticket(context: ToolContext, written: TicketFacts, known: Ticket | None) -> TicketFacts:
    """A ticket type where its price, seats and end of sale agree with what was said. Raises Disagreement."""
    heard, facts = testimony_of(context), written.model_copy(update={"assumed": []})
    name = known.name if known else facts.name
    if facts.price is not None and (known is None or facts.price != known.price):
        _check_price(name, facts.price, known, heard)
    if facts.quantity is not None and (known is None or facts.quantity != known.quantity):
        _check_quantity(context, name, facts.quantity, known, heard)
    _check_closing(facts, _ticket_read(heard.said, name), heard)
    if known is None and not heard.names(facts.name):
        facts.assumed.append("name")
    return facts


# --- Days and hours -----------------------------------------------------------------------------------


def _check_moments(context: ToolContext, facts: EventFacts, heard: Testimony) -> None:
    """Days and hours that somebody said; `when_text` fills in what the model left to us."""
    if facts.when_text and heard.names(facts.when_text):
        _take_words(facts, heard.read(facts.when_text).brief)
    brief, event = heard.newest.brief, context.event
    if brief.problems and facts.start_day and facts.start_day not in heard.newest.days:
        reads = " ".join(problem.sentence for problem in brief.problems)
        raise Disagreement("start_day", written=str(facts.start_day), reads=reads)
    if brief.start and facts.start_day not in heard.newest.days:
        agree("start_day", facts.start_day, brief.start.value.day, brief.start.words)
    starts = brief.start.value.time if brief.start else (brief.start_time.value if brief.start_time else None)
    if len(heard.newest.times) <= _FEW:  # in a pasted programme the first hour is often not the event's
        agree("start_time", facts.start_time, starts, brief.start.words if brief.start else "")
    start, end = (event.starts_local, event.ends_local) if event else (None, None)
    known = [at for at in (start, end) if at]
    for field in ("start_day", "end_day"):
        check_day(field, getattr(facts, field), heard, known=[at.date() for at in known])
    for field in ("start_time", "end_time"):
        check_time(field, getattr(facts, field), heard, known=[at.time() for at in known])


def _take_words(facts: EventFacts, brief: Brief) -> None:
    """Hold the model's days and hours against the words it quoted, and take from them what it left out."""
    words = facts.when_text or ""
    if brief.problems:
        reads = " ".join(problem.sentence for problem in brief.problems)
        raise Disagreement("when_text", written=words, reads=reads)
    start, end = (brief.start.value if brief.start else None), (brief.end.value if brief.end else None)
    read: dict[str, date | time | None] = {
        "start_day": start.day if start else None,
        "start_time": (start.time if start else None) or (brief.start_time.value if brief.start_time else None),
        "end_day": end.day if end else None,
        "end_time": (end.time if end else None) or (brief.end_time.value if brief.end_time else None),
    }
    for field, value in read.items():
        agree(field, getattr(facts, field), value, words)
        if value is not None:
            setattr(facts, field, value)


def _check_closing(facts: TicketFacts, read: TicketBrief | None, heard: Testimony) -> None:
    zone = ZoneInfo(heard.home.timezone)
    if facts.sale_ends_text and facts.sale_ends_at is None and heard.names(facts.sale_ends_text):
        if read and read.sale_ends:
            facts.sale_ends_at = _instant(read.sale_ends, zone)
        elif days := sorted(heard.read(facts.sale_ends_text).days):
            facts.sale_ends_at = _instant(days[0], zone)
    if facts.sale_ends_at is None:
        return
    day = facts.sale_ends_at.astimezone(zone).date()
    if read and read.sale_ends:
        closing = read.sale_ends
        agree("sale_ends_at", day, closing.date() if isinstance(closing, datetime) else closing, read.words)
    else:
        check_day("sale_ends_at", day, heard)


def _instant(closing: date | datetime, zone: ZoneInfo) -> datetime:
    if isinstance(closing, datetime):
        return closing if closing.tzinfo else closing.replace(tzinfo=zone)
    return datetime.combine(closing, _LAST_MINUTE, tzinfo=zone)


# --- Money and seats ----------------------------------------------------------------------------------


def _ticket_read(said: Sequence[Said], name: str) -> TicketBrief | None:
    """What the newest message that speaks of this type says about it."""
    wanted = fold(name).strip()
    described = (ticket for one in said for ticket in one.tickets)
    return next((ticket for ticket in described if ticket.name and fold(ticket.name).strip() == wanted), None)


def _check_price(name: str, price: Decimal, known: Ticket | None, heard: Testimony) -> None:
    """An amount somebody named for this type, or at all; or the known price changed by what was said: "10 % up"."""
    change = heard.newest.request.price_change
    if known and change:
        by = change.amount if change.amount is not None else known.price * (change.percent or 0) / 100
        if price in (known.price + by, round(known.price + by, 2)):
            return
    for one in heard.said:
        if (read := _ticket_read([one], name)) and read.price is not None:
            agree("price", price, read.price, read.words)
            return
        if price in one.amounts:
            return
    reads = " or ".join(f"{amount:f}" for amount in sorted(heard.amounts())[:6])
    raise Disagreement("price", written=f"{price:f}", reads=reads or "no price")


def _check_quantity(context: ToolContext, name: str, quantity: int, known: Ticket | None, heard: Testimony) -> None:
    """A number somebody named, all the seats there are, or the known number changed by one that was named."""
    for one in heard.said:
        if (read := _ticket_read([one], name)) and read.quantity:
            agree("quantity", quantity, read.quantity, read.words)
            return
        if quantity in one.numbers:
            return
    numbers = heard.newest.numbers
    changed = {known.quantity + sign * number for number in numbers for sign in (1, -1)} if known else set()
    capacity = context.event.capacity if context.event else None
    check_number("quantity", quantity, heard, known=(capacity, *changed))


def _settle_currency(context: ToolContext, facts: EventFacts, heard: Testimony) -> None:
    """The currency of the prices that were said; without any, the usual one of the place, as an assumption."""
    event = context.event
    said = _currencies_said(facts, heard)
    if facts.currency:
        facts.currency = facts.currency.upper()
        if said and facts.currency not in said and not (event and facts.currency == event.currency):
            raise Disagreement("currency", written=facts.currency, reads=" or ".join(sorted(said)))
    if not said and event is None:
        facts.currency = _usual_currency(facts, heard.home.timezone)
        facts.assumed.append("currency")
    elif not said and event is not None and facts.currency != event.currency:
        facts.currency = None
    elif event is None and len(said) == 1:
        [facts.currency] = said


def _currencies_said(facts: EventFacts, heard: Testimony) -> set[str]:
    home = gazetteer.country_of_zone(heard.home.timezone)
    found: set[str] = set()
    for said in heard.said:
        marks = {item.mark for item in read_money(said.plain) if item.mark} | {stated_currency(said.plain)}
        found |= {code for mark in marks if mark and (code := currency_of(mark, facts.country, home))}
        found |= said.codes
        found |= {said.brief.currency.value} if said.brief.currency else set()
    return found


def _usual_currency(facts: EventFacts, zone: str) -> str:
    country = facts.country or gazetteer.country_of_zone(facts.timezone or zone)
    currencies = get_territory_currencies(country) if country else []
    return str(currencies[-1]) if currencies else "USD"


# --- Places -------------------------------------------------------------------------------------------


def _check_named(field: str, words: str | None, heard: Testimony, *, known: str) -> None:
    """Refuse a place nobody named; a town under its other name is the same town."""
    if not words or words == known or heard.names(words):
        return
    read = [found.value for said in heard.said if (found := getattr(said.brief, field))]
    if field == "city" and any(_is_same_town(words, city) for city in read):
        return
    raise Disagreement(field, written=words, reads=" or ".join(dict.fromkeys(read)) or "no such place")


def _is_same_town(one: str, other: str) -> bool:
    first, second = (gazetteer.cities_named(fold(name)) for name in (one, other))
    return any(city in second for city in first)


def _complete_place(context: ToolContext, facts: EventFacts, heard: Testimony) -> None:
    """Country and time zone of the place that was named; the person's own zone until one is."""
    briefs = [said.brief for said in heard.said]
    country = next((brief.country for brief in briefs if brief.country), None)
    zone = next((brief.timezone.value for brief in briefs if brief.timezone), None)
    facts.country = facts.country and facts.country.upper()
    if country and facts.country and facts.country != country.value:
        agree("country", facts.country, country.value if country.words else None, country.words)
        zone = _zone_in(facts)  # two towns of one name: the model took the other one
    elif country and facts.city:
        facts.country = country.value
    if zone is not None and (facts.city or facts.timezone or context.event is None):
        facts.timezone = zone
    elif context.event is None:
        facts.timezone = home_zone(context)
        facts.assumed.append("timezone")
    else:
        facts.timezone = None


def _zone_in(facts: EventFacts) -> str | None:
    """A zone of the country: the one that was given, where it lies there, else the only one."""
    given, country = facts.timezone or "", facts.country or ""
    return given if gazetteer.country_of_zone(given) == country else gazetteer.zone_of_country(country)
