"""From a brief to a draft: which calls make it, and what had to be assumed."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from babel.numbers import get_territory_currencies

from conversations.engines.steps import Call
from conversations.tools.moments import instants
from conversations.understanding import gazetteer
from conversations.understanding.facts import Brief, Moment, TicketBrief
from events.page.facts import PageFacts

PAID, FREE = "Standard", "Free entry"
UNTITLED = "Untitled event"

_QUOTE = "[\"'“”„«»‘’]?"


@dataclass
class Plan:
    """The calls of a first draft, what was assumed on the way, and what waits for another answer."""

    calls: list[Call] = field(default_factory=list)
    assumed: list[str] = field(default_factory=list)
    memo: dict[str, Any] = field(default_factory=dict)


def plan_draft(brief: Brief, *, timezone: str) -> Plan:
    """Turn what was understood into `create_event` and `set_ticket`; a doubtful date is left out."""
    plan = Plan()
    zone = brief.timezone.value if brief.timezone else timezone
    facts: dict[str, Any] = {"name": _name(brief, plan), "timezone": zone, "currency": _currency(brief, zone, plan)}
    told = {"name": brief.name or brief.summary, "timezone": brief.timezone, "currency": brief.currency}
    facts["assumed"] = [key for key, found in told.items() if found is None]
    facts |= places_of(brief)
    for key, found in (("kind", brief.kind), ("capacity", brief.capacity)):
        if found is not None:
            facts[key] = found.value
    if summary := _summary(brief, facts["name"]):
        facts["summary"] = summary
    facts |= dates_of(brief)
    if "start_day" not in facts:
        plan.memo |= _times_told(brief)
    if brief.timezone is None and "start_time" in facts:
        plan.assumed.append(f"times are in {zone.replace('_', ' ')}")
    plan.calls.append(Call("create_event", facts))
    plan_tickets(list(brief.tickets), capacity=facts.get("capacity"), zone=zone, plan=plan)
    return plan


def places_of(brief: Brief) -> dict[str, Any]:
    """Where it is, as arguments."""
    told = {"venue": brief.venue, "city": brief.city, "country": brief.country, "is_online": brief.online}
    return {key: found.value for key, found in told.items() if found is not None}


def has_doubtful_date(brief: Brief) -> bool:
    """Whether somebody has to say which day is meant."""
    return any(problem.field in ("date", "start", "end", "when") for problem in brief.problems)


def dates_of(brief: Brief) -> dict[str, Any]:
    """The days and hours as arguments; nothing while they are in doubt."""
    if has_doubtful_date(brief):
        return {}
    found: dict[str, Any] = {}
    if brief.start:
        found["start_day"] = brief.start.value.day.isoformat()
        if brief.start.value.time:
            found["start_time"] = brief.start.value.time.isoformat()
    if brief.end:
        found["end_day"] = brief.end.value.day.isoformat()
        if brief.end.value.time:
            found["end_time"] = brief.end.value.time.isoformat()
    return found


def plan_tickets(briefs: list[TicketBrief], *, capacity: int | None, zone: str, plan: Plan) -> None:
    """Add a call for each ticket type; without a price, or without seats where no capacity is known, they wait."""
    wanted = [_ticket(brief, zone) for brief in briefs]
    ready = [ticket for ticket in wanted if ticket.get("price") is not None]
    if capacity is None:
        ready = [ticket for ticket in ready if ticket.get("quantity") is not None]
    if waiting := [ticket for ticket in wanted if ticket not in ready]:
        plan.memo["tickets"] = [*plan.memo.get("tickets", []), *waiting]
    if capacity is not None and any(ticket.get("quantity") is None for ticket in ready):
        share_seats(ready, capacity, plan)
    plan.calls += [Call("set_ticket", ticket) for ticket in ready]


def share_seats(wanted: list[dict[str, Any]], capacity: int, plan: Plan) -> None:
    """Give the types without a number the seats that the others leave, in equal parts."""
    open_ones = [ticket for ticket in wanted if ticket.get("quantity") is None]
    left = max(capacity - sum(ticket.get("quantity") or 0 for ticket in wanted), len(open_ones))
    share, rest = divmod(left, len(open_ones))
    for place, ticket in enumerate(open_ones):
        ticket["quantity"] = share + (1 if place < rest else 0)
        ticket["assumed"] = [*ticket.get("assumed", []), "quantity"]
    if len(open_ones) > 1:
        plan.assumed.append(f"the {left:,} seats are shared equally between the ticket types")
    elif capacity and open_ones[0]["quantity"] == capacity:
        plan.assumed.append(f"all {capacity:,} places are sold as “{open_ones[0]['name']}”")


def _ticket(brief: TicketBrief, zone: str) -> dict[str, Any]:
    """A new ticket as arguments, under the usual name when it was given none."""
    name = brief.name or (FREE if brief.price == 0 else PAID)
    found = {"name": name[:1].upper() + name[1:], **told_ticket(brief, zone)}
    return found if brief.name else found | {"assumed": ["name"]}


def told_ticket(brief: TicketBrief, zone: str) -> dict[str, Any]:
    """What was told about a ticket, but for its name, as arguments."""
    found: dict[str, Any] = {}
    if brief.price is not None:
        found["price"] = str(brief.price)
    if brief.quantity:
        found["quantity"] = brief.quantity
    if brief.sale_ends:
        found["sale_ends_at"] = _closing(brief.sale_ends, zone).isoformat()
    return found


def _closing(ends: datetime | date, zone: str) -> datetime:
    """A sale that ends on a day ends with it."""
    if isinstance(ends, datetime):
        return ends if ends.tzinfo else ends.replace(tzinfo=ZoneInfo(zone))
    return datetime.combine(ends, time(23, 59), tzinfo=ZoneInfo(zone))


def _name(brief: Brief, plan: Plan) -> str:
    if brief.name:
        return brief.name.value
    subject = brief.summary.value if brief.summary else (brief.kind.value if brief.kind else "")
    if not subject:
        plan.assumed.append(f"a name will come: it is called “{UNTITLED}” for now")
        return UNTITLED
    name = (subject[:1].upper() + subject[1:])[:140]
    plan.assumed.append(f"it is called “{name}”")
    return name


def _summary(brief: Brief, name: str) -> str:
    """What it is, in the message's words, where that says more than the name does."""
    words = brief.summary.value if brief.summary else ""
    if brief.name:
        words = re.sub(
            rf"[\s,:]*(?:called|named|titled)?[\s,:]*{_QUOTE}{re.escape(brief.name.value)}{_QUOTE}",
            "",
            words,
            flags=re.IGNORECASE,
        )
    words = words.strip(" ,:")
    return "" if words.casefold() in name.casefold() else words[:1].upper() + words[1:300]


def _currency(brief: Brief, zone: str, plan: Plan) -> str:
    if brief.currency:
        return brief.currency.value
    country = brief.country.value if brief.country else gazetteer.country_of_zone(zone)
    currencies = get_territory_currencies(country) if country else []
    currency = str(currencies[-1]) if currencies else "USD"
    if any(ticket.price for ticket in brief.tickets):
        plan.assumed.append(f"prices are in {currency}")
    return currency


def _times_told(brief: Brief) -> dict[str, str]:
    """Hours that were told without a day, or with one in doubt: kept until the day is known."""
    start = brief.start.value.time if brief.start else (brief.start_time.value if brief.start_time else None)
    end = brief.end.value.time if brief.end else (brief.end_time.value if brief.end_time else None)
    told = {"start_time": start, "end_time": end}
    return {key: value.isoformat() for key, value in told.items() if value}


def when_words(start: Moment, end: Moment | None, zone: str) -> str:
    """When, as the event's page says it: weekday, date, hours, zone."""
    begins, ends = instants(start.day, start.time, end.day if end else None, end.time if end else None, zone)
    has_time = start.time is not None
    facts = PageFacts(event_id="", name="", starts_at=begins, ends_at=ends, has_start_time=has_time, timezone=zone)
    return facts.date_line
