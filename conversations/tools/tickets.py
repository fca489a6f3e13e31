"""Tools that set what is sold."""

from datetime import datetime, time
from decimal import Decimal
from typing import Any

from pydantic import AwareDatetime, BaseModel, Field

from conversations.assumptions import note_assumptions
from conversations.registry import DRAFT, PUBLISHED, Done, Risk, ToolContext, tool
from conversations.tools.checked_facts import checked_ticket
from conversations.tools.moments import stamp
from eventai.errors import DomainError
from eventai.money import Money
from events.models import Event
from ticketing.models import Ticket
from ticketing.operations import tickets as operations


class TicketUnclear(DomainError):
    """A ticket type lacks what it needs, or there is none of that name."""


class TicketFacts(BaseModel):
    """A ticket type by its name. None means "not said": it stays as it is. `assumed` names what nobody said."""

    name: str = Field(max_length=80)
    price: Decimal | None = Field(default=None, ge=0)
    quantity: int | None = Field(default=None, ge=0)
    description: str | None = Field(default=None, max_length=300)
    sale_ends_text: str | None = Field(
        default=None, max_length=200, description="The person's own words for the end of the sale, unchanged."
    )
    sale_ends_at: AwareDatetime | None = None
    new_name: str | None = Field(default=None, max_length=80)
    assumed: list[str] = Field(default_factory=list, max_length=6)


class TicketName(BaseModel):
    """A ticket type by its name."""

    name: str = Field(max_length=80)


@tool(TicketFacts, risk=Risk.WRITE, states={DRAFT, PUBLISHED}, doing="Setting tickets", is_sensitive=True)
def set_ticket(context: ToolContext, arguments: TicketFacts) -> Done:
    """Create a ticket type, or change the one of that name: price, number of seats, end of sale."""
    event = context.subject
    known = ticket_named(event, arguments.name)
    if context.is_model:
        arguments = checked_ticket(context, arguments, known)
    before = _described(known, event) if known else {}
    more: dict[str, Any] = arguments.model_dump(include={"description", "sale_ends_at", "new_name"}, exclude_none=True)
    ticket = operations.set_ticket(
        event,
        name=known.name if known else arguments.name,
        price=_price(known, arguments),
        quantity=_quantity(known, arguments, event),
        by=context.profile,
        now=context.now,
        **more,
    )
    _note(context, ticket, arguments, is_new=known is None)
    after = _described(ticket, event)
    rows = tuple(
        (label, f"{before[label]} → {value}" if before.get(label) not in ("", None, value) else value)
        for label, value in after.items()
        if value and before.get(label) != value
    )
    title = f"Ticket changed: {ticket.name}" if known else f"Ticket set: {ticket.name}"
    data = {"sale_ends": stamp(ticket.sale_ends_at, event.zone)} if ticket.sale_ends_at else {}
    return Done(title, f"{after['Price']}, {after['Seats']} seats", rows=rows, data=data)


def _note(context: ToolContext, ticket: Ticket, arguments: TicketFacts, *, is_new: bool) -> None:
    """Keep what was only assumed; a new type without a number got the whole house."""
    said = {name for name in ("price", "quantity") if getattr(arguments, name) is not None}
    said |= {"name"} if is_new or arguments.new_name else set()
    assumed = said & set(arguments.assumed) | ({"quantity"} if is_new and arguments.quantity is None else set())
    note_assumptions(context.conversation, ticket, said=said - assumed, assumed=assumed)


@tool(TicketName, risk=Risk.WRITE, states={DRAFT, PUBLISHED}, doing="Removing a ticket", is_sensitive=True)
def remove_ticket(context: ToolContext, arguments: TicketName) -> Done:
    """Take a ticket type off sale for good. Refused when one was sold."""
    known = ticket_named(context.subject, arguments.name)
    if known is None:
        raise TicketUnclear(f"There is no ticket called “{arguments.name}”. Nothing was removed.")
    operations.remove_ticket(known, by=context.profile, now=context.now)
    return Done(f"Ticket removed: {known.name}", "no longer on the page")


def ticket_named(event: Event, name: str) -> Ticket | None:
    """The ticket type on the page by its name, however it is written."""
    shown = event.tickets.exclude(visibility=Ticket.Visibility.ARCHIVED)
    return shown.filter(name__iexact=name.strip()).first()


def _price(known: Ticket | None, arguments: TicketFacts) -> Decimal:
    if arguments.price is not None:
        return arguments.price
    if known is None:
        raise TicketUnclear(f"What does “{arguments.name}” cost? I need a price, or the word free.")
    return known.price


def _quantity(known: Ticket | None, arguments: TicketFacts, event: Event) -> int:
    if arguments.quantity is not None:
        return arguments.quantity
    if known is not None:
        return known.quantity
    if event.capacity is None:
        raise TicketUnclear(f"How many “{arguments.name}” tickets are there? I need a number.")
    return event.capacity


def _described(ticket: Ticket, event: Event) -> dict[str, str]:
    return {
        "Name": ticket.name,
        "Price": Money(ticket.price, event.currency).format() if ticket.price else "Free",
        "Seats": f"{ticket.quantity:,}",
        "Sale ends": _day(ticket.sale_ends_at, event),
    }


def _day(instant: datetime | None, event: Event) -> str:
    if instant is None:
        return ""
    local = instant.astimezone(event.zone)
    day = f"{local:%a} {local.day} {local:%b %Y}"
    return day if local.time() >= time(23, 59) else f"{day}, {local:%H:%M}"
