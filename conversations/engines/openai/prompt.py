"""What a model is told before the conversation: the rules, and how things stand now. Made anew for every request."""

from datetime import datetime
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from conversations.engines.questions import missing
from conversations.engines.steps import Turn
from conversations.registry import DRAFT, NO_EVENT, PUBLISHED
from conversations.tools.moments import stamp
from eventai.money import Money
from events.models import Event
from events.page.reading import read_page
from ticketing.models import Ticket

PROMPT_VERSION = 1
_MOST_TICKETS = 20


def system_prompt(turn: Turn, *, notes: str = "") -> str:
    """The rules, then the state of things; `notes` are for this request alone."""
    return "\n".join(part for part in (_rules(), state_block(turn), notes) if part)


@cache
def _rules() -> str:
    return files("conversations.engines.openai").joinpath("rules.md").read_text("utf-8")


def state_of(turn: Turn) -> str:
    """Which tools make sense."""
    if turn.event is None:
        return NO_EVENT
    return DRAFT if turn.event.status == Event.Status.DRAFT else PUBLISHED


def state_block(turn: Turn) -> str:
    """How things stand: today, the event, its tickets, its page, the question that waits."""
    zone = turn.event.timezone if turn.event else turn.timezone
    lines = [
        "State now (read from the database)",
        f"- Today: {today(turn.now, zone)}. The person's language setting: {turn.locale}.",
        *(_event_lines(turn.event, turn.tickets) if turn.event else ["- There is no event yet."]),
    ]
    if turn.event and (gaps := [gap for gap in missing(turn.event, turn.tickets) if gap not in turn.skipped]):
        lines.append(f"- Still missing: {', '.join(gaps)}.")
    if turn.skipped:
        lines.append(f"- Put off by the person, do not ask: {', '.join(sorted(turn.skipped))}.")
    if question := turn.pending.get("question"):
        lines.append(f"- The last message answers the question: {question}")
    return "\n".join(lines)


def today(now: datetime, zone: str) -> str:
    """The day, its weekday and the hour where the event is: "2026-11-22 (Sun) 13:00 Europe/Berlin"."""
    return stamp(now, ZoneInfo(zone))


def _event_lines(event: Event, tickets: list[Ticket]) -> list[str]:
    facts = {
        "name": event.name,
        "status": event.status,
        "kind": event.kind,
        "start": stamp(event.start_date, event.zone, has_time=event.has_start_time),
        "end": stamp(event.end_date, event.zone),
        "time zone": event.timezone,
        "venue": event.venue,
        "city": event.city,
        "country": event.country,
        "online": "yes" if event.is_online else "",
        "capacity": str(event.capacity or ""),
        "currency": event.currency,
        "summary": event.summary,
    }
    told = "; ".join(f"{name}: {value}" for name, value in facts.items() if value)
    return [f"- The event: {told}.", *_ticket_lines(event, tickets), _page_line(event)]


def _ticket_lines(event: Event, tickets: list[Ticket]) -> list[str]:
    lines = [
        f"- Ticket “{ticket.name}”: {_price(ticket, event)}, {ticket.quantity} seats, {ticket.sold} sold"
        + (f", sale ends {stamp(ticket.sale_ends_at, event.zone)}" if ticket.sale_ends_at else "")
        for ticket in tickets[:_MOST_TICKETS]
    ]
    left_out = len(tickets) - _MOST_TICKETS
    return [*lines, *([f"- And {left_out} more ticket types."] if left_out > 0 else [])]


def _price(ticket: Ticket, event: Event) -> str:
    return Money(ticket.price, event.currency).format() if ticket.price else "free"


def _page_line(event: Event) -> str:
    page = read_page(event.landing_page_config)
    sections = ", ".join(section.type for section in page.sections)
    return f"- Its page: theme {page.theme.preset}, {page.theme.mode}; sections: {sections}."
