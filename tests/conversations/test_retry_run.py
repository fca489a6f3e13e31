"""Saying the last turn anew: as if the old one had never been, or not at all."""

import uuid
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Profile
from conversations.engines.steps import Act, Call, EngineFailed, Say
from conversations.models import Conversation, Message, Run
from conversations.operations.retrying import NotRetryable, TouchedSince, retry_run
from eventai.db.acting import acting_as, acting_as_guest
from eventai.errors import NotAllowed
from events.models import Event
from events.operations import revise_event
from tests.conversations.engines import Scripted, by_model
from tests.conversations.talking import (
    BRIEF,
    answer,
    begin,
    fresh,
    guest,
    last_run,
    last_words,
    say,
    send,
    statuses,
    talk,
)
from tests.conversations.test_approve_tool_call import waiting
from tests.ticketing.buying import at_once
from ticketing.models import Ticket
from ticketing.operations.changes import ChangedSince


def retry(run: Run, by: Profile, text: str | None = None, key: uuid.UUID | None = None) -> Run:
    with acting_as(by.pk):
        return retry_run(run, by=by, now=timezone.now(), client_key=key or uuid.uuid4(), text=text)


def shown(conversation: Conversation) -> list[str]:
    """The messages of the person that stand in the conversation."""
    with acting_as(conversation.user_id):
        said = Message.objects.filter(run__in=conversation.runs.shown(), role="user").order_by("seq")
        return list(said.values_list("content", flat=True))


def prices(olga: Profile) -> list[tuple[Any, int]]:
    with acting_as(olga.pk):
        return list(Ticket.objects.values_list("price", "quantity"))


def test_an_edited_change_takes_the_place_of_the_old_one(olga: Profile) -> None:
    conversation = talk(olga, BRIEF, "change the ticket to $99")

    fresh_run = retry(last_run(conversation), olga, "change the ticket to $30")
    assert prices(olga) == [(28, 140)]
    answer(fresh_run)

    assert prices(olga) == [(30, 140)]
    assert shown(conversation) == [BRIEF, "change the ticket to $30"]
    with acting_as(olga.pk):
        assert Run.objects.get(replaced_by=fresh_run).status == "done"


def test_the_first_draft_is_thrown_away_and_drafted_anew(olga: Profile) -> None:
    conversation = talk(olga, BRIEF)

    answer(retry(last_run(conversation), olga, BRIEF.replace("Blue Hour", "Red Hour")))

    with acting_as(olga.pk):
        assert [event.name for event in Event.objects.all()] == ["Red Hour"]
    conversation = fresh(conversation)
    assert conversation.title == "Red Hour"
    assert "Drafted" in last_words(conversation)
    assert len(shown(conversation)) == 1


def test_a_draft_that_somebody_changed_by_hand_is_not_thrown_away(olga: Profile) -> None:
    conversation = talk(olga, BRIEF)
    with acting_as(olga.pk):
        revise_event(Event.objects.get(), by=olga, now=timezone.now(), name="My Hour")

    with pytest.raises(TouchedSince, match="My Hour"):
        retry(last_run(conversation), olga, "Another event")
    assert statuses(conversation) == ["done"]
    assert shown(conversation) == [BRIEF]


def test_what_was_changed_by_hand_since_is_not_taken_back(olga: Profile) -> None:
    conversation = talk(olga, BRIEF, "make it 250 seats")
    with acting_as(olga.pk):
        revise_event(Event.objects.get(), by=olga, now=timezone.now(), capacity=300)

    with pytest.raises(ChangedSince):
        retry(last_run(conversation), olga)
    with acting_as(olga.pk):
        assert Event.objects.get().capacity == 300
    assert statuses(conversation) == ["done", "done"]


def test_an_undo_that_is_said_anew_is_itself_undone(olga: Profile) -> None:
    conversation = talk(olga, BRIEF, "make it 250 seats", "undo")

    retry(last_run(conversation), olga, "show the tasks")

    with acting_as(olga.pk):
        assert Event.objects.get().capacity == 250


def test_a_failed_turn_is_tried_again_from_where_it_began(olga: Profile) -> None:
    conversation = begin(olga, "A pottery workshop in Leeds")
    answer(last_run(conversation))
    run = send(conversation, "12 June 2027")
    wrong_day = Act((Call("revise_event", {"start_day": "2028-01-01"}),))
    by_model(run, Scripted(wrong_day, EngineFailed("The model broke off.")))

    answer(retry(run, olga))

    with acting_as(olga.pk):
        event = Event.objects.get()
    assert event.starts_local is not None
    assert event.starts_local.date().isoformat() == "2027-06-12"
    assert shown(conversation) == ["A pottery workshop in Leeds", "12 June 2027"]


def test_a_model_does_not_remember_what_was_said_anew(olga: Profile) -> None:
    conversation = talk(olga, BRIEF, "make it 250 seats")
    model = Scripted(Say("Hello."))

    by_model(retry(last_run(conversation), olga, "hello"), model)

    assert [row.content for row in model.turns[0].past if row.role == "user"] == [BRIEF, "hello"]


def test_only_the_last_turn_and_only_when_it_is_over(olga: Profile) -> None:
    conversation = talk(olga, BRIEF, "make it 250 seats")

    with pytest.raises(NotRetryable, match="Only the last message"):
        retry(last_run(conversation, 0), olga)
    send(conversation, "undo")
    with pytest.raises(NotRetryable, match="being written"):
        retry(last_run(conversation, 1), olga)


def test_a_turn_that_waits_for_a_click_is_not_said_anew(olga: Profile) -> None:
    call = waiting(olga)

    with pytest.raises(NotRetryable, match="waits for you"):
        retry(call.run, olga)


@pytest.mark.django_db(transaction=True)
def test_a_double_click_is_one_turn(olga: Profile) -> None:
    conversation, key = talk(olga, BRIEF, "make it 250 seats"), uuid.uuid4()
    run = last_run(conversation)

    runs = at_once(*[lambda: retry(run, olga, key=key)] * 3)

    assert len({run.pk for run in runs}) == 1
    assert statuses(conversation) == ["done", "done", "queued"]


def test_a_guest_tries_again_too(db: None) -> None:
    visitor, token = guest()
    conversation = talk(visitor, BRIEF, "make it 250 seats")

    with acting_as_guest(token):
        again = retry_run(
            last_run(conversation), by=visitor, now=timezone.now(), client_key=uuid.uuid4(), text="make it 90 seats"
        )
    answer(again)

    event = fresh(conversation).event
    assert event is not None
    assert event.capacity == 90


def test_only_the_owner_asks_again(olga: Profile, sam: Profile) -> None:
    run = last_run(talk(olga))

    with pytest.raises(NotAllowed):
        retry(run, sam)


def test_what_is_said_anew_can_be_undone(olga: Profile) -> None:
    conversation = talk(olga, BRIEF, "make it 250 seats")
    answer(retry(last_run(conversation), olga, "make it 90 seats"))

    say(conversation, "undo")

    with acting_as(olga.pk):
        assert Event.objects.get().capacity == 140
