"""Ticket types: added, changed, and what would break sold ones."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Profile
from eventai.db.acting import acting_as
from eventai.errors import NotAllowed
from events.models import Event
from tests import builders
from tests.ticketing import buying
from ticketing.models import Ticket
from ticketing.operations.tickets import TicketInUse, TicketUnclear, set_ticket


@pytest.fixture
def event(olga: Profile) -> Event:
    return builders.make_event(olga)


def set_by(person: Profile, event: Event, **changes: Any) -> Ticket:
    wanted: dict[str, Any] = {"name": "Entry", "price": Decimal(10), "quantity": 20, **changes}
    with acting_as(person.pk):
        return set_ticket(event, by=person, now=timezone.now(), **wanted)


def names_of(event: Event) -> list[tuple[str, Decimal, int]]:
    with acting_as(event.organizer_id):
        return [(ticket.name, ticket.price, ticket.quantity) for ticket in event.tickets.all()]


def test_a_new_name_adds_a_ticket(event: Event, olga: Profile) -> None:
    set_by(olga, event)
    set_by(olga, event, name="Early bird", price=Decimal("7.50"), quantity=5)
    assert names_of(event) == [("Entry", Decimal(10), 20), ("Early bird", Decimal("7.5"), 5)]


def test_a_known_name_changes_that_ticket(event: Event, olga: Profile) -> None:
    first = set_by(olga, event, description="With a drink")
    again = set_by(olga, event, name=" entry ", price=Decimal(12), quantity=30)
    assert (again.pk, again.description) == (first.pk, "With a drink")
    assert names_of(event) == [("entry", Decimal(12), 30)]


def test_a_second_click_adds_nothing(event: Event, olga: Profile) -> None:
    assert set_by(olga, event).pk == set_by(olga, event).pk


def test_a_ticket_is_renamed(event: Event, olga: Profile) -> None:
    set_by(olga, event)
    set_by(olga, event, new_name="Standing")
    assert names_of(event) == [("Standing", Decimal(10), 20)]


def test_two_tickets_need_two_names(event: Event, olga: Profile) -> None:
    set_by(olga, event)
    set_by(olga, event, name="Balcony")
    with pytest.raises(TicketUnclear, match="There is a ticket “Entry” already"):
        set_by(olga, event, name="Balcony", new_name="Entry")


def test_the_end_of_sale_stays_until_taken_away(event: Event, olga: Profile) -> None:
    ends = timezone.now() + timedelta(days=3)
    set_by(olga, event, sale_ends_at=ends)
    assert set_by(olga, event).sale_ends_at == ends
    assert set_by(olga, event, is_open_ended=True).sale_ends_at is None


def test_not_fewer_than_are_taken(event: Event, olga: Profile, ben: Profile) -> None:
    builders.make_ticket(event)
    builders.publish(event)
    buying.hold(event, ben, entry=3)
    with pytest.raises(TicketInUse, match="3 seats of “Entry” are taken already, 3 of them held"):
        set_by(olga, event, quantity=2)
    assert set_by(olga, event, quantity=3).quantity == 3


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"name": "  "}, "needs a name"),
        ({"quantity": 0}, "between 1 and 1,000,000"),
        ({"price": Decimal(-1)}, "between nothing and"),
        ({"price": Decimal("NaN")}, "between nothing and"),
        ({"price": Decimal("9.999")}, "nothing smaller than 0.01"),
    ],
)
def test_what_cannot_be_is_refused(event: Event, olga: Profile, changes: dict[str, Any], why: str) -> None:
    with pytest.raises(TicketUnclear, match=why):
        set_by(olga, event, **changes)
    assert names_of(event) == []


def test_a_yen_has_no_cents(olga: Profile) -> None:
    event = builders.make_event(olga, currency="JPY")
    with pytest.raises(TicketUnclear, match="JPY has nothing smaller than 1"):
        set_by(olga, event, price=Decimal("10.5"))


def test_a_co_organizer_may(event: Event, omar: Profile) -> None:
    builders.open_to(event, omar, "change_event")
    assert set_by(omar, event).name == "Entry"


@pytest.mark.parametrize("permission", ["view_event", "check_in_attendee"])
def test_who_may_only_look_may_not(event: Event, omar: Profile, permission: str) -> None:
    builders.open_to(event, omar, permission)
    with pytest.raises(NotAllowed):
        set_by(omar, event)


def test_a_stranger_may_not(event: Event, sam: Profile) -> None:
    with pytest.raises(NotAllowed):
        set_by(sam, builders.publish(event))


@pytest.mark.django_db(transaction=True)
def test_two_tabs_add_one_ticket(event: Event, olga: Profile) -> None:
    results = buying.at_once(*[lambda: set_by(olga, event)] * 4)
    assert len({ticket.pk for ticket in results}) == 1
    assert names_of(event) == [("Entry", Decimal(10), 20)]


@pytest.mark.django_db(transaction=True)
def test_lowering_the_number_never_oversells(event: Event, olga: Profile, ben: Profile) -> None:
    ticket = builders.make_ticket(event, quantity=5)
    builders.publish(event)
    buying.at_once(lambda: set_by(olga, event, quantity=2), lambda: buying.hold(event, ben, entry=4))
    found = buying.fresh(ticket)
    assert (found.quantity, found.reserved) in [(2, 0), (5, 4)]
