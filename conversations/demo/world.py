"""Builds the demo world, as its people would have."""

import itertools
import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress

from accounts.models import AppRole, Profile, User, UserRole
from accounts.operations import open_guest
from conversations.demo.script import EVENTS, GUESTS, DemoEvent, DemoTicket
from eventai.db.acting import acting_as, acting_as_system
from eventai.operation import operation
from events.models import Event, Task
from events.operations import (
    add_task,
    approve_task,
    complete_task,
    create_event,
    dismiss_task,
    grant_event_permission,
    revise_page,
)
from ticketing.models import Attendee, Order, Ticket
from ticketing.operations.check_in import check_in_attendee
from ticketing.operations.orders import AttendeeDetails, name_attendees, reserve_tickets
from ticketing.operations.payments import settle_order
from ticketing.operations.publishing import publish_event
from ticketing.operations.tickets import set_ticket
from ticketing.payments import rail_for

PASSWORD = "eventai-demo"  # noqa: S105  # printed at the first start, for the demo's people only
SIGN_INS = {
    "organizer": "organizer@demo.example",
    "co-organizer": "co-organizer@demo.example",
    "attendee": "attendee@demo.example",
    "admin": "admin@demo.example",
}
_NAMES = {
    "organizer": "Mara Costa",
    "co-organizer": "Omar Diallo",
    "attendee": "Ben Achterberg",
    "admin": "Ada Fischer",
}
_ROLES = {"organizer": AppRole.ORGANIZER, "co-organizer": AppRole.ORGANIZER, "admin": AppRole.ADMIN}
_SALES_LAST = timedelta(days=26)
_SEATS_AT_ONCE = (2, 1, 4, 2, 3, 1, 2)


@operation
def load_demo_world(*, now: datetime) -> int:
    """Make the demo's people, events, orders and check-ins; return how many events. Does nothing where users exist."""
    with acting_as_system():
        if User.objects.exists():
            return 0
        people = {part: _make_person(part) for part in SIGN_INS}
    for demo in EVENTS:
        event = _make_event(demo, people["organizer"], now=now)
        _sell(event, demo, people, now=now)
        if demo is EVENTS[0]:
            _share(event, people)
            _tasks_in_every_state(event, people["organizer"], now=now)
    return len(EVENTS)


def _make_person(part: str) -> Profile:
    user = User.objects.create_user(SIGN_INS[part], PASSWORD)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    profile: Profile = Profile.objects.select_related("user").get(user=user)
    profile.full_name = _NAMES[part]
    profile.save(update_fields=["full_name"])
    if part in _ROLES:
        UserRole.objects.create(user=profile, role=_ROLES[part])
    return profile


def _make_event(demo: DemoEvent, organizer: Profile, *, now: datetime) -> Event:
    with acting_as(organizer.pk):
        start = demo.starts(now)
        event = create_event(
            organizer, by=organizer, now=now, name=demo.name, kind=demo.kind, start_date=start,
            end_date=start + demo.length, timezone=demo.timezone, venue=demo.venue, city=demo.city,
            country=demo.country, currency=demo.currency, capacity=demo.capacity, summary=demo.summary, host=demo.host,
        )  # fmt: skip
        event = revise_page(event, config=_dressed(event.landing_page_config, demo), by=organizer)
        for ticket in demo.tickets:
            set_ticket(
                event, name=ticket.name, price=ticket.amount, quantity=ticket.quantity, description=ticket.description,
                by=organizer, now=now,
            )  # fmt: skip
        return publish_event(event, by=organizer, now=now) if demo.is_published else event


def _dressed(config: dict[str, Any], demo: DemoEvent) -> dict[str, Any]:
    """The drawn page in the demo's theme, with its own words where it has some."""
    sections = [{**section, **demo.sections.get(section["type"], {})} for section in config["sections"]]
    return {**config, "theme": {"preset": demo.theme}, "sections": sections}


def _sell(event: Event, demo: DemoEvent, people: dict[str, Profile], *, now: datetime) -> None:
    names = itertools.cycle(GUESTS)
    first = True
    for ticket in demo.tickets:
        with acting_as_system():
            reference = Ticket.objects.get(event=event, name=ticket.name).reference
        for seats in _portions(ticket):
            buyer = people["attendee"] if first else _guest()
            name = _NAMES["attendee"] if first else next(names)
            _buy(event, reference, seats, buyer, name, now=now)
            first = False
    _spread_sales(event, now=now)
    _let_in(event, demo, people["organizer"], now=now)


def _spread_sales(event: Event, *, now: datetime) -> None:
    """Put the orders into the weeks before: what time would have done."""
    with acting_as_system():
        orders = list(Order.objects.filter(event=event))
        random.Random(event.name).shuffle(orders)  # noqa: S311 - a demo, no secret
        for number, order in enumerate(orders, start=1):
            moment = now - _SALES_LAST * (1 - number / len(orders)) ** 1.4 - timedelta(minutes=37 * (number % 9))
            Order.objects.filter(pk=order.pk).update(created_at=moment, paid_at=moment)


def _portions(ticket: DemoTicket) -> Iterator[int]:
    left = ticket.sold
    for seats in itertools.cycle(_SEATS_AT_ONCE):
        if left <= 0:
            return
        yield min(seats, left)
        left -= seats


def _guest() -> Profile:
    with acting_as_system():
        profile_id, _token = open_guest()
        return Profile.objects.get(pk=profile_id)


def _buy(event: Event, reference: str, seats: int, buyer: Profile, name: str, *, now: datetime) -> Order:
    email = buyer.email or f"{name.split()[0].lower()}@guests.example"
    with acting_as(buyer.pk):
        order = reserve_tickets(event, quantities={reference: seats}, customer=buyer, now=now)
        details = [AttendeeDetails(position=n, full_name=name if n == 1 else "") for n in range(1, seats + 1)]
        name_attendees(order, email=email, full_name=name, attendees=details, by=buyer, now=now)
        order.refresh_from_db()
        payment = rail_for(order).charge(order, {})
    with acting_as_system():
        return settle_order(order, payment=payment, now=now)


def _let_in(event: Event, demo: DemoEvent, organizer: Profile, *, now: datetime) -> None:
    with acting_as(organizer.pk):
        seats = list(Attendee.objects.valid().filter(event=event).order_by("created_at", "position"))
        for seat in seats[: int(len(seats) * demo.share_checked_in)]:
            check_in_attendee(event, code=seat.qr_code or "", by=organizer, now=now)


def _share(event: Event, people: dict[str, Profile]) -> None:
    with acting_as(people["organizer"].pk):
        grant_event_permission(
            event, email=people["co-organizer"].email, permission="change_event", by=people["organizer"]
        )


def _tasks_in_every_state(event: Event, organizer: Profile, *, now: datetime) -> None:
    with acting_as(organizer.pk):
        approve_task(Task.objects.get(event=event, rule="reminder"), by=organizer, now=now)
        complete_task(_todo(event, "Sign the contract for the boat", organizer, now=now), by=organizer)
        dismiss_task(_todo(event, "Rent extra chairs", organizer, now=now), by=organizer)
        others = {
            Task.Status.SUGGESTED: "Offer the last early seats to last year's guests",
            Task.Status.RUNNING: "Collect the speakers' slides",
            Task.Status.FAILED: "Send the programme to the printer",
            Task.Status.EXPIRED: "Announce the early-bird end",
        }
        tasks = {status: _todo(event, title, organizer, now=now, is_ours=True) for status, title in others.items()}
    with acting_as_system():  # states that time and the worker bring about
        for status, task in tasks.items():
            Task.objects.filter(pk=task.pk).update(status=status)


def _todo(event: Event, title: str, organizer: Profile, *, now: datetime, is_ours: bool = False) -> Task:
    due = now + timedelta(days=3)
    return add_task(event, title=title, due_date=due, by=organizer, now=now, is_by_assistant=is_ours)
