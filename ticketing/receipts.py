"""What a buyer is shown of orders and tickets, read in few queries."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.urls import reverse

from eventai.db.functions import call_rows
from eventai.money import Money
from events.models import Event
from events.operations import event_facts
from ticketing.access import OpenedOrder
from ticketing.models import Attendee, Order, Payment
from ticketing.offer import cover_url


@dataclass(frozen=True)
class Line:
    """Seats of one type in an order, at one price."""

    name: str
    seats: int
    price: Money

    @property
    def total(self) -> Money:
        return self.price * self.seats


@dataclass(frozen=True)
class MyTicket:
    """A ticket as its owner's list shows it; a row of app.page_my_tickets."""

    reference: str
    position: int
    full_name: str
    ticket_name: str
    checked_in: bool
    event_name: str
    slug: str
    event_status: str
    start_date: datetime
    end_date: datetime | None
    has_start_time: bool
    timezone: str
    venue: str
    city: str

    @property
    def url(self) -> str:
        return reverse("ticketing:ticket_page", args=[self.reference, self.position])

    @property
    def ends_at(self) -> datetime:
        return self.end_date or self.start_date + timedelta(days=1)


@dataclass(frozen=True)
class Night:
    """An event somebody has tickets for. `facts` say when and where."""

    facts: Any
    cover_url: str
    tickets: list[MyTicket]


@dataclass(frozen=True)
class OpenOrder:
    """An order without tickets as its buyer's list shows it; a row of app.page_my_orders."""

    reference: str
    status: str
    total_amount: Decimal
    currency: str
    expires_at: datetime
    created_at: datetime
    event_name: str
    seats: int


def seats_of(order: Order) -> list[Attendee]:
    """The order's seats in order, with their types."""
    return list(order.attendees.select_related("ticket"))


def quantities_of(seats: Sequence[Attendee]) -> dict[str, int]:
    """How many of which type: what `reserve_tickets` takes."""
    return dict(Counter(seat.ticket.reference for seat in seats))


def order_page(opened: OpenedOrder) -> dict[str, Any]:
    """What every page of an order shows."""
    order = opened.order
    seats = seats_of(order)
    return {
        "order": order,
        "event": order.event,
        "facts": event_facts(order.event, cover_url=cover_url(order.event)),
        "seats": seats,
        "lines": _lines(order, seats),
        "query": opened.query,
        "can_take_again": opened.buyer is not None,
        "payment": order.payments.filter(status=Payment.Status.SUCCEEDED).first(),
    }


def my_nights(*, now: datetime) -> dict[str, Any]:
    """The acting person's tickets by event, ahead and past, and their orders that still wait."""
    tickets = [MyTicket(*row) for row in call_rows("page_my_tickets")]
    ahead = [ticket for ticket in tickets if ticket.ends_at > now]
    past = [ticket for ticket in reversed(tickets) if ticket.ends_at <= now]
    orders = [OpenOrder(*row) for row in call_rows("page_my_orders")]
    return {
        "ahead": _nights(ahead),
        "past": _nights(past),
        "waiting": [order for order in orders if order.status == "pending" and order.expires_at > now],
    }


def _lines(order: Order, seats: Sequence[Attendee]) -> list[Line]:
    kinds = Counter((seat.ticket.name, seat.price) for seat in seats)
    return [Line(name, count, Money(price, order.currency)) for (name, price), count in kinds.items()]


def _nights(tickets: Sequence[MyTicket]) -> list[Night]:
    return [_night(list(own)) for _, own in groupby(tickets, attrgetter("slug"))]


def _night(tickets: list[MyTicket]) -> Night:
    first = tickets[0]
    event = Event(
        name=first.event_name,
        slug=first.slug,
        status=first.event_status,
        start_date=first.start_date,
        end_date=first.end_date,
        has_start_time=first.has_start_time,
        timezone=first.timezone,
        venue=first.venue,
        city=first.city,
    )
    return Night(event_facts(event), reverse("ticketing:cover", args=[first.slug]), tickets)
