"""Taking a published event back, while nobody has ordered."""

import pytest
from django.utils import timezone

from accounts.models import Profile
from eventai.db.acting import acting_as, acting_as_guest
from eventai.errors import NotAllowed
from events.models import Event
from tests import builders
from tests.accounts.belongings import make_guest
from tests.ticketing import buying
from ticketing.models import Order
from ticketing.operations.orders import release_order, reserve_tickets
from ticketing.operations.publishing import NotWithdrawable, withdraw_event


@pytest.fixture
def event(olga: Profile) -> Event:
    event = builders.make_event(olga)
    builders.make_ticket(event)
    return builders.publish(event)


def withdraw_by(person: Profile, event: Event) -> Event:
    with acting_as(person.pk):
        return withdraw_event(event, by=person, now=timezone.now())


def test_it_is_a_draft_again_and_nobody_sees_it(event: Event, olga: Profile, sam: Profile) -> None:
    withdrawn = withdraw_by(olga, event)
    assert (withdrawn.status, withdrawn.published_at) == (Event.Status.DRAFT, None)
    with acting_as(sam.pk):
        assert not Event.objects.filter(pk=event.pk).exists()


def test_twice_is_once(event: Event, olga: Profile) -> None:
    withdraw_by(olga, event)
    assert withdraw_by(olga, event).status == Event.Status.DRAFT


def test_with_an_order_it_stays_public(event: Event, olga: Profile, ben: Profile) -> None:
    buying.buy(event, ben, entry=1)
    with pytest.raises(NotWithdrawable, match="Somebody has ordered, so Night of Lights stays public"):
        withdraw_by(olga, event)


def test_with_a_held_seat_it_stays_public(event: Event, olga: Profile, ben: Profile) -> None:
    order = buying.hold(event, ben, entry=1)
    with pytest.raises(NotWithdrawable):
        withdraw_by(olga, event)
    with acting_as(ben.pk):
        release_order(order, by=ben, now=timezone.now())
    assert withdraw_by(olga, event).status == Event.Status.DRAFT


def test_a_stranger_may_not(event: Event, sam: Profile) -> None:
    with pytest.raises(NotAllowed):
        withdraw_by(sam, event)
    assert buying.fresh(event).status == Event.Status.PUBLISHED


@pytest.mark.django_db(transaction=True)
def test_no_order_slips_into_a_draft(event: Event, olga: Profile) -> None:
    buyers = [builders.make_person(f"buyer{number}") for number in range(4)]
    deeds = [lambda buyer=buyer: buying.hold(event, buyer, entry=1) for buyer in buyers]
    withdrawal, *holds = buying.at_once(lambda: withdraw_by(olga, event), *deeds)
    is_draft = buying.fresh(event).status == Event.Status.DRAFT
    assert is_draft == isinstance(withdrawal, Event)
    assert buying.of_kind(holds, Order) == (0 if is_draft else len(buyers))


def test_a_draft_is_not_shown_to_who_once_held_a_seat(event: Event, olga: Profile, ben: Profile) -> None:
    guest, token = make_guest()
    for buyer, scope in ((ben, acting_as(ben.pk)), (guest, acting_as_guest(token))):
        with scope:
            order = reserve_tickets(event, quantities={"entry": 1}, customer=buyer, now=timezone.now())
            release_order(order, by=buyer, now=timezone.now())
            assert Event.objects.filter(pk=event.pk).exists()

    withdraw_by(olga, event)

    for scope in (acting_as(ben.pk), acting_as_guest(token)):
        with scope:
            assert not Event.objects.filter(pk=event.pk).exists()
