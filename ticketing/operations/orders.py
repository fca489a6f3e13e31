"""Holding seats, naming who comes, giving seats back."""

import hashlib
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import uuid4

from django.conf import settings
from psycopg.types.json import Jsonb

from accounts.models import Profile
from eventai.db.functions import call, call_row
from eventai.errors import DomainError
from eventai.operation import operation
from events.models import Event
from ticketing.codes import order_secret
from ticketing.models import Order

_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that are taken for another
_MOST_SEATS = 1000  # of one type in one order, whatever the type allows; keeps numbers within the database's


class SoldOut(DomainError):
    """Fewer seats are left than were asked for."""


class NotOnSale(DomainError):
    """The tickets cannot be bought, or not so many at once."""


class NothingChosen(DomainError):
    """An order needs at least one ticket."""


class NotOpen(DomainError):
    """The order is complete or gone; its details stand."""


@dataclass(frozen=True)
class AttendeeDetails:
    """Who sits on a seat of the order: its position (1, 2, …), a name, an address or an empty string."""

    position: int
    full_name: str
    email: str = ""


@operation
def reserve_tickets(event: Event, *, quantities: Mapping[str, int], customer: Profile, now: datetime) -> Order:
    """Hold seats for a quarter of an hour: quantities by the ticket types' references.

    Asking for the same again gives the same order; asking for something else gives the earlier hold back first.
    Locks what it takes, in id order, inside one database function. Raises SoldOut, NotOnSale, NothingChosen.
    """
    wanted = {reference: seats for reference, seats in quantities.items() if seats}
    if not wanted:
        raise NothingChosen("Choose at least one ticket.")
    if any(not 0 < seats <= _MOST_SEATS for seats in wanted.values()):
        raise NotOnSale("That is not a number of tickets we can sell. Choose again.")
    order_id = uuid4()
    held, refusal, ticket_name, number = call_row(
        "reserve_tickets",
        event.pk,
        customer.pk,
        Jsonb(wanted),
        order_id,
        "".join(secrets.choice(_LETTERS) for _ in range(8)),
        hashlib.sha256(order_secret(order_id).encode()).digest(),
        now,
        settings.HOLD_MINUTES,
    )
    if refusal:
        raise _refusal(refusal, ticket_name, number)
    return Order.objects.select_related("event").get(pk=held)


@operation
def name_attendees(
    order: Order, *, email: str, full_name: str, attendees: Sequence[AttendeeDetails], by: Profile | None, now: datetime
) -> Order:
    """Write who buys and who comes; unfinished details may be empty.

    `by` is None for the holder of the order's link. Locks the order. Raises NotOpen once it is complete or gone.
    """
    details = json.dumps([asdict(attendee) for attendee in attendees])
    status = call("name_attendees", order.pk, email, full_name, details)
    order.refresh_from_db()
    if status not in (Order.Status.PENDING, Order.Status.AWAITING_PAYMENT):
        raise NotOpen("This order is no longer open, so its details stay as they are.")
    return order


@operation
def release_order(order: Order, *, by: Profile | None, now: datetime) -> Order:
    """Give the held seats back before paying. An order that is no longer held stays as it is. Locks the order."""
    call("release_order", order.pk)
    order.refresh_from_db()
    return order


@operation
def release_expired_holds(*, now: datetime) -> int:
    """Free the seats of orders that were held too long; returns how many orders. Those being paid are left alone."""
    released: int = call("release_expired_holds", now, None)
    return released


def _refusal(reason: str, ticket: str, number: int) -> DomainError:
    match reason:
        case "sold_out" | "event_full":
            return SoldOut(_seats_left(ticket, number))
        case "not_yet":
            return NotOnSale(f"“{ticket}” is not on sale yet.")
        case "ended":
            return NotOnSale(f"“{ticket}” is no longer on sale.")
        case "too_few":
            return NotOnSale(f"“{ticket}” is sold {number} or more at a time. Choose at least {number}.")
        case "too_many":
            return NotOnSale(f"One order can hold {number} of “{ticket}”. Choose fewer.")
        case "event_cancelled":
            return NotOnSale("The event was cancelled. Tickets are no longer sold.")
        case "event_over":
            return NotOnSale("The event is over. Tickets are no longer sold.")
        case "nothing":
            return NothingChosen("Choose at least one ticket.")
    return NotOnSale("These tickets cannot be bought now. Open the page again to see what is on sale.")


def _seats_left(ticket: str, number: int) -> str:
    what = f" of “{ticket}”" if ticket else ""
    if number < 1:
        return f"The last seats{what} have just been taken. Nothing was reserved for you."
    seats = "Only one seat is" if number == 1 else f"Only {number} seats are"
    return f"{seats} left{what}. Choose fewer and try again."
