"""How an event sells: read in few queries, through functions that check once who is asking."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from eventai.db.functions import call_rows
from eventai.money import Money
from events.models import Event
from ticketing.models import Ticket

FEW_LEFT = 0.1  # of the seats


@dataclass(frozen=True)
class Sales:
    """What was sold for one event. Gross counts what was ever paid; `refunded` was given back of it."""

    gross: Money
    refunded: Money
    orders: int = 0
    seats: int = 0
    checked_in: int = 0

    @property
    def checked_in_percent(self) -> int:
        return round(100 * self.checked_in / self.seats) if self.seats else 0


@dataclass(frozen=True)
class TicketSales:
    """What was sold of one ticket type. `value` is what its valid seats cost."""

    ticket: Ticket
    seats: int
    value: Money
    checked_in: int

    @property
    def percent(self) -> int:
        return round(100 * self.seats / self.ticket.quantity) if self.ticket.quantity else 0

    @property
    def is_sold_out(self) -> bool:
        return self.ticket.left == 0


@dataclass(frozen=True)
class Room:
    """Seats: sold of how many, and how many are still to be had."""

    sold: int
    size: int
    left: int

    @property
    def percent(self) -> int:
        return min(100, round(100 * self.sold / self.size)) if self.size else 0

    @property
    def is_full(self) -> bool:
        return self.size > 0 and self.left == 0

    @property
    def is_nearly_full(self) -> bool:
        return 0 < self.left <= max(1, self.size * FEW_LEFT) and self.sold > 0


@dataclass(frozen=True)
class Day:
    """One day of sales, in the event's time zone."""

    day: date
    seats: int
    amount: Money


def room_of(event: Event, tickets: Iterable[Ticket]) -> Room:
    """The seats of the tickets that are not archived, never more than the event has places."""
    offered = [ticket for ticket in tickets if ticket.visibility != Ticket.Visibility.ARCHIVED]
    sold = sum(ticket.sold for ticket in offered)
    size, left = sum(ticket.quantity for ticket in offered), sum(ticket.left for ticket in offered)
    if event.capacity is not None and event.capacity < size:
        size, left = event.capacity, min(left, max(0, event.capacity - sold))
    return Room(sold, size, left)


def sales_of(events: Iterable[Event]) -> dict[UUID, Sales]:
    """The sales of the events whose figures the acting person may read; one query."""
    currencies = {event.pk: event.currency for event in events}
    rows = call_rows("sales_of_events", list(currencies)) if currencies else []
    return {
        event_id: Sales(
            Money(gross, currencies[event_id]), Money(refunded, currencies[event_id]), orders, seats, checked_in
        )
        for event_id, orders, gross, refunded, seats, checked_in in rows
    }


def no_sales(event: Event) -> Sales:
    return Sales(Money.zero(event.currency), Money.zero(event.currency))


def sales_by_ticket(event: Event, tickets: Iterable[Ticket]) -> list[TicketSales]:
    """What each ticket type sold, in the organizer's order; archived ones where they sold."""
    rows = {ticket_id: figures for ticket_id, *figures in call_rows("sales_by_ticket", event.pk)}
    sold = []
    for ticket in tickets:
        seats, value, checked_in = rows.get(ticket.pk, (0, Decimal(0), 0))
        if seats or ticket.visibility != Ticket.Visibility.ARCHIVED:
            sold.append(TicketSales(ticket, seats, Money(value, event.currency), checked_in))
    return sold


def sales_by_day(event: Event, *, now: datetime) -> list[Day]:
    """The days from the first sale to today without a gap, oldest first; empty before the first sale."""
    rows = {day: (seats, amount) for day, seats, amount in call_rows("sales_by_day", event.pk, event.timezone)}
    if not rows:
        return []
    first, last = min(rows), max(max(rows), now.astimezone(event.zone).date())
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [
        Day(day, seats, Money(amount, event.currency))
        for day in days
        for seats, amount in [rows.get(day, (0, Decimal(0)))]
    ]
