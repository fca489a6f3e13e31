"""A sale rehearsed: what a buyer and the door will do, done for real and undone at once."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from accounts.models import Profile
from accounts.operations import open_guest
from eventai.db.acting import acting_as_guest, acting_as_system
from eventai.db.functions import call
from eventai.errors import DomainError, NotAllowed
from eventai.models import OutboxMessage
from eventai.operation import operation
from events.models import Event
from ticketing.models import Order, Ticket
from ticketing.operations.check_in import check_in_attendee
from ticketing.operations.orders import AttendeeDetails, name_attendees, reserve_tickets
from ticketing.operations.payments import settle_order
from ticketing.payments import FreeRail, TestRail, rail_for

logger = logging.getLogger(__name__)

Act = Literal["reserve", "name", "pay", "letter", "ticket", "door"]
_ACTS: tuple[Act, ...] = get_args(Act)
_BUYER, _ADDRESS = "Rehearsal Buyer", "buyer@rehearsal.invalid"  # nobody's, and nothing is sent


@dataclass(frozen=True)
class Step:
    """One act of a sale: whether it works, what people will see, and where to mend it. `ticket` is the type's name."""

    act: Act
    ticket: str
    sentence: str
    is_good: bool = True
    url: str = ""


class Stumbled(DomainError):
    """An act went through, but not to where it should lead."""


@operation
def rehearse_sale(event: Event, *, by: Profile, now: datetime) -> list[Step]:
    """Sell one order of each ticket type to a guest and let it in, as if the event were public; then undo everything.

    Runs as `by`. The acts are the real ones, each as whoever will do it; a type whose sale begins later is sold at that
    moment. A type's steps end with the first that fails. Nothing stays: no order, letter, job, audit row or version.
    Locks the event and what is sold until it returns. Raises NotAllowed.
    """
    if not call("may_change_event", event.pk):
        raise NotAllowed("You cannot rehearse the sales of this event.")
    kinds = [kind for kind in event.tickets.shown() if kind.can_be_sold(now)]
    obstacle = _obstacle(event, kinds)
    if obstacle:
        return [obstacle]
    with _undone():
        if event.status == Event.Status.DRAFT:
            with acting_as_system():
                Event.objects.filter(pk=event.pk).update(status=Event.Status.PUBLISHED, published_at=now)
        return [step for kind in kinds for step in _walk(event, kind, by=by, now=max(now, kind.sale_starts_at or now))]


@contextmanager
def _undone() -> Iterator[None]:
    """Take back whatever happens inside, also when all goes well."""
    with transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)


def _obstacle(event: Event, kinds: list[Ticket]) -> Step | None:
    """Why there is nothing to rehearse."""
    edit = reverse("events:edit", args=[event.slug])
    if event.start_date is None:
        return Step("reserve", "", "The event has no date, so nothing can be sold yet.", False, edit)
    if event.visibility == Event.Visibility.PRIVATE:
        return Step("reserve", "", "The event is private: nobody else can order. Unlisted sells by link.", False, edit)
    if not kinds:
        tickets = reverse("ticketing:tickets", args=[event.slug])
        return Step("reserve", "", "There is no ticket that could be sold.", False, tickets)
    return None


def _walk(event: Event, kind: Ticket, *, by: Profile, now: datetime) -> list[Step]:
    """The steps of one type, undone before the next one, so that they do not take each other's seats."""
    steps: list[Step] = []
    try:
        with _undone():
            for sentence in _acts(event, kind, by=by, now=now):
                steps.append(Step(_ACTS[len(steps)], kind.name, sentence))
            connection.check_constraints()  # what the database would look at when the sale is committed
    except DomainError as refusal:
        steps.append(_failed(event, kind, _ACTS[len(steps)], refusal.sentence))
    except DatabaseError:
        logger.exception("a rehearsed sale was refused by the database")
        act = _ACTS[min(len(steps), len(_ACTS) - 1)]
        steps[len(_ACTS) - 1 :] = [_failed(event, kind, act, "The database refused this. The operator's log says why.")]
    return steps


def _failed(event: Event, kind: Ticket, act: Act, sentence: str) -> Step:
    place = "events:edit" if act in ("letter", "ticket", "door") else "ticketing:tickets"
    return Step(act, kind.name, sentence, False, reverse(place, args=[event.slug]))


def _acts(event: Event, kind: Ticket, *, by: Profile, now: datetime) -> Iterator[str]:
    """Do one act after the other, in the order of `Act`; say of each what people will see."""
    seats = f"{kind.min_per_order} {'ticket' if kind.min_per_order == 1 else 'tickets'}"
    guest_id, token = open_guest()
    with acting_as_guest(token):
        guest = Profile.objects.get(pk=guest_id)
        order = reserve_tickets(event, quantities={kind.reference: kind.min_per_order}, customer=guest, now=now)
    price = order.total.brief if order.total else "free of charge"
    yield f"{seats} held for {settings.HOLD_MINUTES} minutes, {price}."
    with acting_as_guest(token):
        order = name_attendees(order, email=_ADDRESS, full_name=_BUYER, attendees=_guests(kind), by=guest, now=now)
    yield "The buyer gives a name and an address and says who comes."
    yield _pay(order, now=now)
    yield _letter(order)
    with acting_as_guest(token):
        codes = [code or "" for code in order.attendees.valid().values_list("qr_code", flat=True)]
    if len(set(codes)) != kind.min_per_order:
        raise Stumbled("A seat is left without a ticket code.")
    yield f"{seats} to show, {'with a code' if len(codes) == 1 else 'each with a code of its own'}."
    yield _door(event, codes[0], by=by, now=now)


def _guests(kind: Ticket) -> list[AttendeeDetails]:
    return [AttendeeDetails(seat, f"Rehearsal Guest {seat}") for seat in range(1, kind.min_per_order + 1)]


def _pay(order: Order, *, now: datetime) -> str:
    """Settle on a rail inside this process, whichever the buyer will use. Raises NoRail where there is none."""
    rail_for(order)
    rail = TestRail() if order.total else FreeRail()
    with acting_as_system():
        settled = settle_order(order, payment=rail.charge(order, {}), now=now)
    if not settled.is_confirmed:
        raise Stumbled("The payment arrives, but the order is not confirmed.")
    return f"{order.total.brief} paid, the order is confirmed." if order.total else "Nothing to pay: it is confirmed."


def _letter(order: Order) -> str:
    with acting_as_system():
        letter = OutboxMessage.objects.filter(key=f"order_confirmed:{order.pk}").first()
    if letter is None or letter.recipient != _ADDRESS:
        raise Stumbled("No letter with the tickets is written to the buyer.")
    return f"The buyer gets the letter “{letter.subject}”."


def _door(event: Event, code: str, *, by: Profile, now: datetime) -> str:
    first = check_in_attendee(event, code=code, by=by, now=now)
    if first.outcome != "valid":
        raise Stumbled(f"The door does not let the ticket in: it reads “{first.outcome.replace('_', ' ')}”.")
    if check_in_attendee(event, code=code, by=by, now=now).outcome != "repeat":
        raise Stumbled("The door lets the same ticket in twice.")
    return f"The door lets {first.full_name} in, and says so when the same code comes again."
