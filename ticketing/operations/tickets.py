"""What organizers decide about ticket types: name, price, number, until when."""

import secrets
from datetime import datetime
from decimal import Decimal

from accounts.models import Profile
from eventai.errors import DomainError, NotAllowed
from eventai.money import Money
from eventai.operation import operation
from events.models import Event
from ticketing.models import Ticket

MOST_SEATS = 1_000_000
HIGHEST_PRICE = Decimal(1_000_000)


class TicketUnclear(DomainError):
    """What was said about the ticket cannot be."""


class TicketInUse(DomainError):
    """Somebody holds seats of this ticket already."""


@operation
def set_ticket(
    event: Event,
    *,
    name: str,
    price: Decimal,
    quantity: int,
    by: Profile,
    now: datetime,
    description: str | None = None,
    sale_ends_at: datetime | None = None,
    new_name: str | None = None,
    is_open_ended: bool = False,
) -> Ticket:
    """Put a ticket type on the event's list, or change the one of this name.

    A new price counts for new orders only. None leaves description and end of sale as they are; `is_open_ended` takes
    the end of sale away. Locks the event and its tickets. Raises TicketUnclear, or TicketInUse when fewer
    seats are asked for than are sold or held.
    """
    event = locked_with_tickets(event)
    _refuse_over(event)
    named = {ticket.name.casefold(): ticket for ticket in event.tickets.all()}
    ticket = named.get(name.strip().casefold()) or _new_ticket(event, list(named.values()))
    wanted = (new_name or name).strip()
    if named.get(wanted.casefold(), ticket).pk != ticket.pk:
        raise TicketUnclear(f"There is a ticket “{wanted}” already. Two tickets need two names.")
    ticket.name = wanted
    ticket.price = payable(price, event.currency)
    ticket.quantity = quantity
    if description is not None:
        ticket.description = description.strip()[:300]
    if sale_ends_at is not None or is_open_ended:
        ticket.sale_ends_at = sale_ends_at
    if ticket.visibility == Ticket.Visibility.ARCHIVED:
        ticket.visibility = Ticket.Visibility.PUBLIC
    check_ticket(ticket)
    ticket.save()
    return ticket


@operation
def remove_ticket(ticket: Ticket, *, by: Profile, now: datetime) -> Ticket:
    """Take a ticket type off the list. Removing it twice changes nothing.

    Locks the event and its tickets. Raises TicketInUse when seats are sold or held.
    """
    event = locked_with_tickets(ticket.event)
    locked = event.tickets.get(pk=ticket.pk)
    if locked.visibility == Ticket.Visibility.ARCHIVED:
        return locked
    refuse_taken(locked)
    locked.visibility = Ticket.Visibility.ARCHIVED
    locked.save(update_fields=["visibility"])
    return locked


def refuse_taken(ticket: Ticket) -> None:
    """Keep a ticket type on the list while anybody has a seat of it. Raises TicketInUse."""
    if ticket.sold:
        raise TicketInUse(
            f"{_seats(ticket.sold)} of “{ticket.name}” {_are(ticket.sold)} sold, so the ticket stays."
            f" Set its number to {ticket.sold} to sell no more."
        )
    if ticket.reserved:
        raise TicketInUse(
            f"Somebody is buying “{ticket.name}” right now ({_seats(ticket.reserved)} held)."
            " Try again in a quarter of an hour."
        )


def locked_with_tickets(event: Event) -> Event:
    """The event and its ticket types, locked in the order in which buyers take them: the event first.

    Buyers share the event among themselves, so this waits for those who are just taking seats, and they for this.
    """
    found = Event.objects.select_for_update(no_key=True).filter(pk=event.pk).first()
    if found is None:
        raise NotAllowed("You may look at this event, but not change it.")
    tickets = Ticket.objects.filter(event=event).order_by("pk")
    list(tickets.select_for_update(no_key=True).values_list("pk"))
    return found


def _new_ticket(event: Event, others: list[Ticket]) -> Ticket:
    return Ticket(
        event=event,
        organizer_id=event.organizer_id,
        position=max((other.position for other in others), default=0) + 1,
        reference=secrets.token_hex(4),
    )


def _refuse_over(event: Event) -> None:
    if event.status in (Event.Status.CANCELLED, Event.Status.ENDED):
        raise TicketUnclear(f"{event.name} is {event.status}; its tickets stay as they were.")


def payable(price: Decimal, currency: str) -> Decimal:
    """The price, if it can be paid in the currency. Raises TicketUnclear."""
    if not price.is_finite() or not 0 <= price < HIGHEST_PRICE:
        raise TicketUnclear(f"A price lies between nothing and {Money(HIGHEST_PRICE, currency).brief}.")
    money = Money(price, currency)
    if money.amount != price:
        raise TicketUnclear(f"{currency} has nothing smaller than {money.unit}. Round the price to that.")
    return money.amount


def check_ticket(ticket: Ticket) -> None:
    """Refuse a ticket type that cannot be. Raises TicketUnclear, or TicketInUse when more seats are taken."""
    if not ticket.name or len(ticket.name) > 80:
        raise TicketUnclear("A ticket needs a name of at most 80 letters.")
    if not 1 <= ticket.quantity <= MOST_SEATS:
        raise TicketUnclear(f"The number of “{ticket.name}” must be between 1 and {MOST_SEATS:,}.")
    taken = ticket.sold + ticket.reserved
    if ticket.quantity < taken:
        held = f", {ticket.reserved} of them held by people who are paying" if ticket.reserved else ""
        raise TicketInUse(
            f"{_seats(taken)} of “{ticket.name}” {_are(taken)} taken already{held}. The number cannot be lower."
        )


def _seats(count: int) -> str:
    return "1 seat" if count == 1 else f"{count:,} seats"


def _are(count: int) -> str:
    return "is" if count == 1 else "are"
