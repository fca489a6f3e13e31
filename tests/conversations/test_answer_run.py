"""Carrying out a turn: a draft from words, once, whatever happens to the worker."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from accounts.models import Profile
from conversations.models import Message, Run, RunEvent
from conversations.operations.runs import claim_run
from eventai.db.acting import acting_as, acting_as_system
from events.models import Event
from tests.conversations.talking import begin, calls, fresh, last_run, last_words, talk
from ticketing.models import Ticket


def test_the_first_message_makes_the_draft_its_tickets_tasks_and_page(olga: Profile) -> None:
    conversation = talk(olga)

    with acting_as(olga.pk):
        event = Event.objects.get()
        [ticket] = Ticket.objects.all()
        assert event.tasks.count() == 4
    assert (event.name, event.venue, event.city, event.capacity) == ("Blue Hour", "The Low Note", "Chicago", 140)
    assert event.starts_local is not None
    assert event.starts_local.isoformat() == "2027-06-11T20:30:00-05:00"
    assert (ticket.price, ticket.quantity, event.currency) == (Decimal(28), 140, "USD")
    assert conversation.event_id == event.pk
    assert conversation.title == "Blue Hour"
    assert event.landing_page_config["sections"]


def test_messages_events_and_receipts_are_written_down_in_order(olga: Profile) -> None:
    conversation = talk(olga)

    run = last_run(conversation)
    with acting_as_system():
        events = list(RunEvent.objects.filter(run=run))
        messages = list(Message.objects.filter(conversation=conversation))
    assert [event.seq for event in events] == list(range(1, len(events) + 1))
    assert events[-1].kind == RunEvent.Kind.DONE
    assert [message.role for message in messages] == ["user", "assistant", "tool", "tool", "assistant"]
    assert [message.seq for message in messages] == [1, 2, 3, 4, 5]
    assert len(messages[1].tool_calls) == 2
    assert run.status == Run.Status.DONE


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A concert in Berlin on 31 February 2027", "February"),
        ("A concert in Berlin on Monday 11 June 2027", "Friday"),
        ("A concert in Berlin on 3 March 2020", "2020"),
    ],
)
def test_a_doubtful_date_becomes_a_question_not_an_event_on_a_wrong_day(olga: Profile, text: str, words: str) -> None:
    conversation = talk(olga, text)

    assert conversation.event is not None
    assert conversation.event.start_date is None
    assert conversation.metadata["pending"]["field"] == "date"
    assert words in last_words(conversation)


def test_a_free_event_gets_one_free_ticket_for_everybody(olga: Profile) -> None:
    talk(olga, "Free meetup of the Lagos type club in Lagos on 28 January 2027 at 18:30, 80 places")

    with acting_as(olga.pk):
        [ticket] = Ticket.objects.all()
    assert (ticket.price, ticket.quantity) == (Decimal(0), 80)


def test_what_is_missing_is_asked_one_at_a_time(olga: Profile) -> None:
    conversation = talk(olga, "A pottery workshop in Leeds")

    assert [name for name, _ in calls(conversation)] == ["create_event", "ask_user"]
    assert conversation.metadata["pending"]["field"] == "date"
    assert last_words(conversation).endswith("When does it happen?")


def test_a_run_is_claimed_by_one_worker(olga: Profile) -> None:
    run = last_run(begin(olga))

    assert claim_run(run.pk, worker="first", now=timezone.now()) is not None
    assert claim_run(run.pk, worker="second", now=timezone.now()) is None


def test_three_dead_workers_are_enough(olga: Profile) -> None:
    conversation = begin(olga)
    run = last_run(conversation)
    for minutes in (4, 3, 2):
        assert claim_run(run.pk, worker="killed", now=timezone.now() - timedelta(minutes=minutes)) is not None
    assert claim_run(run.pk, worker="fourth", now=timezone.now()) is None

    ended = last_run(fresh(conversation))
    assert ended.status == Run.Status.FAILED
    assert "try again" in ended.error
