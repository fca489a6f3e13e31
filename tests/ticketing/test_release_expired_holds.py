"""Seats that were held and left."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Profile
from eventai.db.acting import acting_as, acting_as_system
from events.models import Event
from tests import builders
from tests.ticketing import buying
from ticketing.jobs import free_forgotten_seats
from ticketing.models import Attendee, Order
from ticketing.operations.orders import release_expired_holds, release_order


@pytest.fixture
def event(olga: Profile) -> Event:
    return builders.publish(builders.make_event(olga, capacity=None))


def test_only_what_is_over_is_released(event: Event, ben: Profile, sam: Profile) -> None:
    ticket = builders.make_ticket(event)
    left = buying.hold(event, ben, timezone.now() - timedelta(minutes=16), entry=2)
    kept = buying.hold(event, sam, entry=1)
    with acting_as_system():
        assert release_expired_holds(now=timezone.now()) == 1
        assert set(left.attendees.values_list("status", flat=True)) == {Attendee.Status.CANCELLED}
    assert (buying.fresh(left).status, buying.fresh(kept).status) == (Order.Status.EXPIRED, Order.Status.PENDING)
    assert buying.fresh(ticket).reserved == 1


def test_paid_orders_stay(event: Event, ben: Profile) -> None:
    builders.make_ticket(event)
    order = buying.buy(event, ben, entry=1)
    with acting_as_system():
        assert release_expired_holds(now=timezone.now() + timedelta(days=1)) == 0
    assert buying.fresh(order).status == Order.Status.PAID


def test_the_clock_does_it(event: Event, ben: Profile) -> None:
    builders.make_ticket(event)
    order = buying.hold(event, ben, timezone.now() - timedelta(minutes=16), entry=2)
    free_forgotten_seats(timestamp=0)
    assert buying.fresh(order).status == Order.Status.EXPIRED


def test_the_buyer_gives_seats_back_once(event: Event, ben: Profile) -> None:
    ticket = builders.make_ticket(event)
    order = buying.hold(event, ben, entry=2)
    with acting_as(ben.pk):
        release_order(order, by=ben, now=timezone.now())
        assert release_order(order, by=ben, now=timezone.now()).status == Order.Status.CANCELLED
    assert buying.fresh(ticket).reserved == 0
