"""What nobody said is told apart from what was said, until somebody says it."""

from accounts.models import Profile
from conversations.assumptions import assumed_fields
from conversations.models import Conversation
from eventai.db.acting import acting_as
from tests.conversations.talking import fresh, talk
from ticketing.models import Ticket


def assumed_of_event(conversation: Conversation) -> frozenset[str]:
    event = fresh(conversation).event
    assert event is not None
    return assumed_fields(fresh(conversation).metadata, event)


def assumed_of_tickets(conversation: Conversation) -> dict[str, frozenset[str]]:
    with acting_as(conversation.user_id):
        shown = Ticket.objects.filter(event=conversation.event).exclude(visibility=Ticket.Visibility.ARCHIVED)
        return {ticket.name: assumed_fields(fresh(conversation).metadata, ticket) for ticket in shown}


def test_what_was_filled_in_is_marked(olga: Profile) -> None:
    conversation = talk(olga, "A pottery workshop on 12 June 2027 at 10am, 12 people, tickets 45 each")

    assert assumed_of_event(conversation) == {"timezone", "currency"}
    assert assumed_of_tickets(conversation) == {"Standard": {"name", "quantity"}}


def test_a_place_told_later_brings_its_time_zone(olga: Profile) -> None:
    conversation = talk(olga, "A pottery workshop on 12 June 2027 at 10am, 12 people, £45", "it's in Lisbon")

    event = fresh(conversation).event
    assert event is not None
    assert event.timezone == "Europe/Lisbon"
    assert assumed_of_event(conversation) == frozenset()


def test_a_number_that_was_said_is_no_assumption_any_more(olga: Profile) -> None:
    conversation = talk(olga, "A pottery workshop in Leeds on 12 June 2027, 12 people, £45", "only 10 tickets")

    assert assumed_of_tickets(conversation) == {"Standard": {"name"}}


def test_seats_that_are_only_shared_follow_the_house(olga: Profile) -> None:
    talk(olga, "Folk night in Leeds, 12 June 2027, 8pm, 100 people. Adults £12, students £8", "make it 60")

    with acting_as(olga.pk):
        assert {ticket.name: ticket.quantity for ticket in Ticket.objects.all()} == {"Adults": 30, "Students": 30}
