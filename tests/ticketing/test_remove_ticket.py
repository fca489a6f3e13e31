"""Taking a ticket type off the list."""

import pytest
from django.utils import timezone

from accounts.models import Profile
from eventai.db.acting import acting_as
from eventai.errors import NotAllowed
from events.models import Event
from tests import builders
from tests.ticketing import buying
from ticketing.models import Ticket
from ticketing.operations.tickets import TicketInUse, remove_ticket


@pytest.fixture
def event(olga: Profile) -> Event:
    return builders.publish(builders.make_event(olga))


@pytest.fixture
def ticket(event: Event) -> Ticket:
    return builders.make_ticket(event)


def remove_by(person: Profile, ticket: Ticket) -> Ticket:
    with acting_as(person.pk):
        return remove_ticket(ticket, by=person, now=timezone.now())


def test_it_is_archived(ticket: Ticket, olga: Profile) -> None:
    assert remove_by(olga, ticket).visibility == Ticket.Visibility.ARCHIVED


def test_twice_is_once(ticket: Ticket, olga: Profile) -> None:
    first = remove_by(olga, ticket)
    changed_at = buying.fresh(first).updated_at
    assert remove_by(olga, ticket).updated_at == changed_at


def test_a_sold_ticket_stays(event: Event, ticket: Ticket, olga: Profile, ben: Profile) -> None:
    buying.buy(event, ben, entry=1)
    with pytest.raises(TicketInUse, match="1 seat of “Entry” is sold, so the ticket stays"):
        remove_by(olga, ticket)


def test_a_held_ticket_stays(event: Event, ticket: Ticket, olga: Profile, ben: Profile) -> None:
    buying.hold(event, ben, entry=2)
    with pytest.raises(TicketInUse, match="2 seats held"):
        remove_by(olga, ticket)


def test_a_stranger_may_not(ticket: Ticket, sam: Profile) -> None:
    with pytest.raises(NotAllowed):
        remove_by(sam, ticket)
    assert buying.fresh(ticket).visibility == Ticket.Visibility.PUBLIC
