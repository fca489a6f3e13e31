"""Holding seats."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from accounts.models import Profile
from eventai.db.acting import acting_as
from events.models import Event
from tests import builders
from tests.ticketing import buying
from ticketing.models import Order
from ticketing.operations.orders import NothingChosen, NotOnSale, SoldOut, reserve_tickets


@pytest.fixture
def event(olga: Profile) -> Event:
    return builders.publish(builders.make_event(olga, capacity=None))


def test_seats_are_held_with_their_price(event: Event, ben: Profile) -> None:
    ticket = builders.make_ticket(event, price=Decimal("12.50"), quantity=5)
    order = buying.hold(event, ben, entry=2)
    assert (order.status, order.total_amount, order.currency) == (Order.Status.PENDING, Decimal(25), "EUR")
    assert buying.fresh(ticket).reserved == 2
    with acting_as(ben.pk):
        assert [(seat.position, seat.price, seat.status) for seat in order.attendees.all()] == [
            (1, Decimal("12.5"), "held"),
            (2, Decimal("12.5"), "held"),
        ]


def test_no_more_than_there_are(event: Event, ben: Profile) -> None:
    ticket = builders.make_ticket(event, quantity=2)
    with pytest.raises(SoldOut, match="Only 2 seats are left of “Entry”"):
        buying.hold(event, ben, entry=3)
    assert buying.fresh(ticket).reserved == 0


def test_all_or_nothing_over_several_types(event: Event, ben: Profile) -> None:
    plenty = builders.make_ticket(event, name="Plenty", quantity=50)
    builders.make_ticket(event, name="Rare", quantity=1)
    with pytest.raises(SoldOut, match="Only one seat is left of “Rare”"):
        buying.hold(event, ben, plenty=2, rare=2)
    assert buying.fresh(plenty).reserved == 0


def test_the_capacity_of_the_event_binds_all_types(olga: Profile, ben: Profile, sam: Profile) -> None:
    event = builders.publish(builders.make_event(olga, capacity=5))
    builders.make_ticket(event, name="Day", quantity=5)
    builders.make_ticket(event, name="Night", quantity=5)
    buying.hold(event, ben, day=3)
    with pytest.raises(SoldOut, match=r"Only 2 seats are left\. Choose fewer"):
        buying.hold(event, sam, night=3)
    assert buying.hold(event, sam, night=2).total_amount == 0


def test_the_same_again_is_the_same_hold(event: Event, ben: Profile) -> None:
    ticket = builders.make_ticket(event)
    assert buying.hold(event, ben, entry=2) == buying.hold(event, ben, entry=2)
    assert buying.fresh(ticket).reserved == 2


def test_something_else_gives_the_earlier_hold_back(event: Event, ben: Profile) -> None:
    ticket = builders.make_ticket(event, quantity=3)
    first = buying.hold(event, ben, entry=2)
    second = buying.hold(event, ben, entry=3)
    assert buying.fresh(first).status == Order.Status.CANCELLED
    assert (buying.fresh(second).status, buying.fresh(ticket).reserved) == (Order.Status.PENDING, 3)


def test_a_refusal_leaves_the_earlier_hold_alone(event: Event, ben: Profile) -> None:
    ticket = builders.make_ticket(event, quantity=3)
    first = buying.hold(event, ben, entry=2)
    with pytest.raises(SoldOut):
        buying.hold(event, ben, entry=4)
    assert (buying.fresh(first).status, buying.fresh(ticket).reserved) == (Order.Status.PENDING, 2)


def test_what_others_left_is_free_before_the_clock_comes_round(event: Event, ben: Profile, sam: Profile) -> None:
    builders.make_ticket(event, quantity=2)
    left = buying.hold(event, sam, timezone.now() - timedelta(minutes=16), entry=2)
    assert buying.hold(event, ben, entry=2).status == Order.Status.PENDING
    assert buying.fresh(left).status == Order.Status.EXPIRED


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"sale_starts_at": timezone.now() + timedelta(days=1)}, "not on sale yet"),
        ({"sale_ends_at": timezone.now() - timedelta(days=1)}, "no longer on sale"),
        ({"visibility": "hidden"}, "cannot be bought now"),
        ({"max_per_order": 1}, "One order can hold 1"),
        ({"min_per_order": 4}, "Choose at least 4"),
    ],
)
def test_the_rules_of_a_type_are_kept(event: Event, ben: Profile, changes: dict[str, object], sentence: str) -> None:
    ticket = builders.make_ticket(event, **changes)
    with pytest.raises(NotOnSale, match=sentence):
        buying.hold(event, ben, entry=2)
    assert buying.fresh(ticket).reserved == 0


@pytest.mark.parametrize("seats", [-1, 1001, 10**12])
def test_impossible_numbers_are_refused(event: Event, ben: Profile, seats: int) -> None:
    builders.make_ticket(event)
    with pytest.raises(NotOnSale):
        buying.hold(event, ben, entry=seats)


def test_nothing_chosen_is_no_order(event: Event, ben: Profile) -> None:
    builders.make_ticket(event)
    with pytest.raises(NothingChosen):
        buying.hold(event, ben, entry=0)


def test_a_type_of_another_event_is_unknown(event: Event, olga: Profile, ben: Profile) -> None:
    builders.make_ticket(builders.publish(builders.make_event(olga, name="Other")), name="Foreign")
    with pytest.raises(NotOnSale):
        buying.hold(event, ben, foreign=1)


@pytest.mark.parametrize("status", ["draft", "cancelled", "ended"])
def test_only_a_published_event_sells(olga: Profile, ben: Profile, status: str) -> None:
    event = builders.make_event(olga)
    builders.make_ticket(event)
    builders.set_status(event, status)
    with pytest.raises(NotOnSale):
        buying.hold(event, ben, entry=1)


def test_nobody_buys_for_another(event: Event, ben: Profile, sam: Profile) -> None:
    builders.make_ticket(event)
    with acting_as(sam.pk), pytest.raises(DatabaseError, match="may not buy for another"), transaction.atomic():
        reserve_tickets(event, quantities={"entry": 1}, customer=ben, now=timezone.now())


@pytest.mark.django_db(transaction=True)
def test_the_last_seat_is_held_once(event: Event) -> None:
    ticket = builders.make_ticket(event, quantity=1)
    people = [builders.make_person(f"buyer{number}") for number in range(12)]
    results = buying.at_once(*[lambda buyer=buyer: buying.hold(event, buyer, entry=1) for buyer in people])
    assert (buying.of_kind(results, Order), buying.of_kind(results, SoldOut)) == (1, 11)
    assert buying.fresh(ticket).reserved == 1


@pytest.mark.django_db(transaction=True)
def test_the_last_shared_seat_is_held_once(olga: Profile) -> None:
    event = builders.publish(builders.make_event(olga, capacity=1))
    builders.make_ticket(event, name="Day")
    builders.make_ticket(event, name="Night")
    people = [builders.make_person(f"buyer{number}") for number in range(6)]
    types = ["day", "night"] * 3
    deeds = [lambda b=b, t=t: buying.hold(event, b, **{t: 1}) for b, t in zip(people, types, strict=True)]
    results = buying.at_once(*deeds)
    assert (buying.of_kind(results, Order), buying.of_kind(results, SoldOut)) == (1, 5)


@pytest.mark.django_db(transaction=True)
def test_a_double_click_holds_once(event: Event, ben: Profile) -> None:
    ticket = builders.make_ticket(event)
    results = buying.at_once(*[lambda: buying.hold(event, ben, entry=2)] * 4)
    assert len({order.pk for order in results}) == 1
    assert buying.fresh(ticket).reserved == 2


@pytest.mark.soak
@pytest.mark.django_db(transaction=True)
def test_three_hundred_buyers_share_a_hundred_seats(event: Event) -> None:
    first = builders.make_ticket(event, name="First", quantity=60)
    second = builders.make_ticket(event, name="Second", quantity=40)
    people = [builders.make_person(f"buyer{number}") for number in range(300)]
    sold = 0
    for start in range(0, 300, 10):  # the pool has twelve connections
        deeds = [lambda b=b: buying.hold(event, b, first=1, second=1) for b in people[start : start + 5]]
        deeds += [lambda b=b: buying.hold(event, b, first=1) for b in people[start + 5 : start + 10]]
        sold += buying.of_kind(buying.at_once(*deeds), Order)
    assert (buying.fresh(first).reserved, buying.fresh(second).reserved <= 40) == (60, True)
    assert sold == 60
