"""Who buys and who comes."""

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from accounts.models import Profile
from eventai.db.acting import acting_as, acting_as_guest
from events.models import Event
from tests import builders
from tests.ticketing import buying
from ticketing.codes import order_secret
from ticketing.models import Order
from ticketing.operations.orders import AttendeeDetails, NotOpen, name_attendees


@pytest.fixture
def order(olga: Profile, ben: Profile) -> Order:
    event = builders.publish(builders.make_event(olga))
    builders.make_ticket(event)
    return buying.hold(event, ben, entry=2)


def named(order: Order) -> Order:
    details = [AttendeeDetails(1, "Ann", "ann@example.com"), AttendeeDetails(2, "")]
    return name_attendees(
        order, email="ben@example.com", full_name="Ben", attendees=details, by=None, now=timezone.now()
    )


def test_the_customer_names_everybody(order: Order, ben: Profile) -> None:
    with acting_as(ben.pk):
        assert named(order).email == "ben@example.com"
        assert [(seat.full_name, seat.email) for seat in order.attendees.all()] == [
            ("Ann", "ann@example.com"),
            ("", ""),
        ]


def test_the_holder_of_the_link_may_too(order: Order) -> None:
    with acting_as_guest(order_secret(order.pk)):
        assert named(order).full_name == "Ben"


def test_nobody_else_may(order: Order, sam: Profile, olga: Profile) -> None:
    for person in (sam, olga):
        with acting_as(person.pk), pytest.raises(DatabaseError, match="somebody else"), transaction.atomic():
            named(order)
    with acting_as_guest("a" * 43), pytest.raises(DatabaseError, match="somebody else"), transaction.atomic():
        named(order)


def test_a_complete_order_keeps_its_names(order: Order, ben: Profile) -> None:
    buying.pay(buying.name(order, ben))
    with acting_as(ben.pk), pytest.raises(NotOpen):
        named(order)


def test_what_was_told_once_is_known_next_time(order: Order, ben: Profile) -> None:
    with acting_as(ben.pk):
        named(order)
        event = Event.objects.get(pk=order.event_id)
    assert buying.hold(event, ben, entry=1).full_name == "Ben"
