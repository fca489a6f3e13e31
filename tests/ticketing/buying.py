"""Builders for what buyers do, and threads that do it at once."""

import threading
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.db import connection
from django.utils import timezone

from accounts.models import Profile
from eventai.db.acting import acting_as, acting_as_system
from eventai.errors import DomainError
from eventai.money import Money
from events.models import Event
from ticketing.models import Order, Ticket
from ticketing.operations.orders import AttendeeDetails, name_attendees, release_expired_holds, reserve_tickets
from ticketing.operations.payments import settle_order
from ticketing.payments import PaymentFacts

Row = TypeVar("Row", Event, Order, Ticket)


def hold(event: Event, buyer: Profile, now: datetime | None = None, /, **quantities: int) -> Order:
    """An order whose seats are held: `hold(event, ben, entry=2)`."""
    with acting_as(buyer.pk):
        return reserve_tickets(event, quantities=quantities, customer=buyer, now=now or timezone.now())


def name(order: Order, buyer: Profile, *, names: Sequence[str] = ()) -> Order:
    """The order with its buyer and everybody named: Guest 1, Guest 2, … unless told otherwise."""
    names = names or [f"Guest {position}" for position in range(1, order_size(order) + 1)]
    details = [AttendeeDetails(position, each) for position, each in enumerate(names, 1)]
    with acting_as(buyer.pk):
        return name_attendees(
            order, email=buyer.email, full_name="Ben Buyer", attendees=details, by=buyer, now=timezone.now()
        )


def expired(event: Event, buyer: Profile, **quantities: int) -> Order:
    """An order with names whose hold has ended."""
    order = name(hold(event, buyer, timezone.now() - timedelta(minutes=16), **quantities), buyer)
    with acting_as_system():
        release_expired_holds(now=timezone.now())
    return fresh(order)


def pay(order: Order, *, reference: str = "", now: datetime | None = None) -> Order:
    """The order settled with its total on the test rail."""
    facts = PaymentFacts("test", reference or f"test-{order.reference}", Money(order.total_amount, order.currency))
    with acting_as_system():
        return settle_order(order, payment=facts, now=now or timezone.now())


def buy(event: Event, buyer: Profile, **quantities: int) -> Order:
    """A complete order."""
    return pay(name(hold(event, buyer, **quantities), buyer))


def order_size(order: Order) -> int:
    with acting_as_system():
        return order.attendees.count()


def fresh(row: Row) -> Row:
    """The row as it stands now, whoever may see it."""
    with acting_as_system():
        row.refresh_from_db()
    return row


def at_once(*deeds: Callable[[], Any]) -> list[Any]:
    """Do all deeds at the same moment, each in a thread with its own connection; results or refusals in order."""
    start = threading.Barrier(len(deeds))
    results: list[Any] = [None] * len(deeds)

    def run(place: int, deed: Callable[[], Any]) -> None:
        try:
            start.wait()
            results[place] = deed()
        except DomainError as refusal:
            results[place] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place, deed)) for place, deed in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def of_kind(results: Iterable[Any], kind: type) -> int:
    return sum(isinstance(result, kind) for result in results)
