"""The only way an order becomes paid."""

from datetime import timedelta
from decimal import Decimal
from functools import partial

import pytest
from django.utils import timezone

from accounts.models import Profile
from eventai.db.acting import acting_as, acting_as_system
from eventai.models import OutboxMessage
from eventai.money import Money
from events.models import Event
from tests import builders
from tests.ticketing import buying
from ticketing.codes import order_secret, read_code
from ticketing.models import Attendee, Order, Payment, TicketKey
from ticketing.operations.orders import release_expired_holds, release_order
from ticketing.operations.payments import WrongAmount, settle_order
from ticketing.payments import PaymentFacts


@pytest.fixture
def event(olga: Profile) -> Event:
    return builders.publish(builders.make_event(olga, capacity=None))


def test_seats_are_sold_and_tickets_signed(event: Event, ben: Profile) -> None:
    ticket = buying.fresh(builders.make_ticket(event, price=Decimal(10)))
    order = buying.buy(event, ben, entry=2)
    ticket = buying.fresh(ticket)
    assert (order.status, ticket.sold, ticket.reserved) == (Order.Status.PAID, 2, 0)
    with acting_as_system():
        key = TicketKey.objects.get(event=event)
        seats = list(order.attendees.all())
    codes = [read_code(seat.qr_code or "") for seat in seats]
    assert [
        code and (code.attendee_id, code.is_for(event.pk), code.is_signed_by(bytes(key.public_key))) for code in codes
    ] == [(seat.pk, True, True) for seat in seats]


def test_the_buyer_gets_one_letter_with_links_that_open(event: Event, ben: Profile) -> None:
    builders.make_ticket(event)
    order = buying.buy(event, ben, entry=2)
    with acting_as_system():
        letter = OutboxMessage.objects.get(kind="order_confirmed")
    assert (letter.recipient, letter.subject) == (ben.email, "Your 2 tickets for Night of Lights")
    for position in (1, 2):
        link = f"/orders/{order.reference}/tickets/{position}/?key={order_secret(order.pk)}"
        assert link in letter.body_text
        assert link in letter.body_html


def test_an_empty_name_becomes_the_buyers(event: Event, ben: Profile) -> None:
    builders.make_ticket(event)
    order = buying.hold(event, ben, entry=1)
    buying.name(order, ben, names=[""])
    buying.pay(buying.fresh(order))
    with acting_as(ben.pk):
        assert Attendee.objects.get(order=order).full_name == "Ben Buyer"


def test_the_same_payment_again_changes_nothing(event: Event, ben: Profile) -> None:
    ticket = builders.make_ticket(event)
    order = buying.buy(event, ben, entry=1)
    buying.pay(order)
    with acting_as_system():
        assert (Payment.objects.count(), OutboxMessage.objects.filter(kind="order_confirmed").count()) == (1, 1)
    assert buying.fresh(ticket).sold == 1


def test_another_amount_is_refused(event: Event, ben: Profile) -> None:
    builders.make_ticket(event, price=Decimal(10))
    order = buying.name(buying.hold(event, ben, entry=1), ben)
    with acting_as_system(), pytest.raises(WrongAmount):
        settle_order(order, payment=PaymentFacts("test", "x", Money(Decimal(9), "EUR")), now=timezone.now())
    assert buying.fresh(order).status == Order.Status.PENDING


def test_a_late_payment_takes_the_seats_anew(event: Event, ben: Profile) -> None:
    ticket = builders.make_ticket(event, quantity=1)
    order = buying.expired(event, ben, entry=1)
    assert buying.pay(order).status == Order.Status.PAID
    ticket = buying.fresh(ticket)
    assert (ticket.sold, ticket.reserved) == (1, 0)


def test_a_late_payment_without_seats_is_kept_and_gives_none(event: Event, ben: Profile, sam: Profile) -> None:
    ticket = builders.make_ticket(event, quantity=1)
    order = buying.expired(event, ben, entry=1)
    buying.buy(event, sam, entry=1)
    assert buying.pay(order).status == Order.Status.EXPIRED
    assert buying.fresh(ticket).sold == 1
    with acting_as_system():
        assert Payment.objects.get(order=order).status == Payment.Status.SUCCEEDED
        assert not OutboxMessage.objects.filter(kind="order_confirmed", profile=ben).exists()


def test_a_cancelled_event_gives_no_tickets(event: Event, ben: Profile) -> None:
    builders.make_ticket(event)
    order = buying.name(buying.hold(event, ben, entry=1), ben)
    builders.set_status(event, "cancelled")
    assert buying.pay(order).status == Order.Status.PENDING


def test_seats_given_back_are_not_sold(event: Event, ben: Profile) -> None:
    ticket = builders.make_ticket(event)
    order = buying.name(buying.hold(event, ben, entry=1), ben)
    with acting_as(ben.pk):
        release_order(order, by=ben, now=timezone.now())
    assert buying.pay(order).status == Order.Status.CANCELLED
    ticket = buying.fresh(ticket)
    assert (ticket.sold, ticket.reserved) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_a_double_confirm_settles_once(event: Event, ben: Profile) -> None:
    ticket = builders.make_ticket(event)
    order = buying.name(buying.hold(event, ben, entry=2), ben)
    results = buying.at_once(*[lambda: buying.pay(order)] * 4)
    ticket = buying.fresh(ticket)
    assert [result.status for result in results] == [Order.Status.PAID] * 4
    assert (ticket.sold, ticket.reserved) == (2, 0)
    with acting_as_system():
        assert (Payment.objects.count(), OutboxMessage.objects.filter(kind="order_confirmed").count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_the_first_orders_of_an_event_share_one_key(event: Event) -> None:
    builders.make_ticket(event)
    people = [builders.make_person(f"buyer{number}") for number in range(4)]
    orders = [buying.name(buying.hold(event, buyer, entry=1), buyer) for buyer in people]
    results = buying.at_once(*[lambda order=order: buying.pay(order) for order in orders])
    assert [result.status for result in results] == [Order.Status.PAID] * 4
    with acting_as_system():
        assert TicketKey.objects.filter(event=event).count() == 1


@pytest.mark.django_db(transaction=True)
def test_expiry_and_payment_do_not_both_win(event: Event) -> None:
    ticket = builders.make_ticket(event)
    people = [builders.make_person(f"buyer{number}") for number in range(4)]
    late = timezone.now() + timedelta(minutes=20)

    def expire() -> int:
        with acting_as_system():
            return release_expired_holds(now=late)

    for buyer in people:
        order = buying.name(buying.hold(event, buyer, entry=1), buyer)
        paid, *_ = buying.at_once(partial(buying.pay, order), expire, expire)
        assert paid.status == Order.Status.PAID
    ticket = buying.fresh(ticket)
    assert (ticket.sold, ticket.reserved) == (4, 0)
