"""Every further message: one turn at a time, the others wait; the same key once; a waiting approval set aside."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Profile
from conversations.models import Conversation, Message, Run, ToolCall
from conversations.operations import TooManyWaiting, send_message, stop_run
from conversations.operations.queue import begin_next, hold
from conversations.operations.runs import begin_forgotten_turns
from eventai.db.acting import acting_as, acting_as_system
from eventai.errors import NotAllowed
from tests.conversations.talking import answer, begin, last_run, last_words, send, statuses, talk
from tests.conversations.test_approve_tool_call import waiting
from tests.ticketing.buying import at_once


def test_a_message_while_the_answer_comes_waits_and_begins_behind_it(olga: Profile) -> None:
    conversation = begin(olga)
    first = last_run(conversation)

    second, third = send(conversation, "make it 250 seats"), send(conversation, "undo")
    assert statuses(conversation) == ["queued", "waiting", "waiting"]
    answer(first)

    assert statuses(conversation) == ["done", "queued", "waiting"]
    answer(second)
    answer(third)
    assert statuses(conversation) == ["done", "done", "done"]
    with acting_as(olga.pk):
        said = list(Message.objects.filter(role="user").values_list("content", flat=True))
        assert said[1:] == ["make it 250 seats", "undo"]
        assert Conversation.objects.get().event.capacity == 140  # type: ignore[union-attr]


def test_what_waits_begins_when_the_answer_is_stopped(olga: Profile) -> None:
    conversation = begin(olga)
    first, second = last_run(conversation), send(conversation, "A party")

    with acting_as(olga.pk):
        stop_run(first, by=olga, now=timezone.now())

    assert statuses(conversation) == ["cancelled", "queued"]
    answer(second)
    assert statuses(conversation) == ["cancelled", "done"]


def test_the_sixth_message_is_one_too_many(olga: Profile) -> None:
    conversation = begin(olga)
    for number in range(5):
        send(conversation, f"Number {number}")

    with pytest.raises(TooManyWaiting, match="5 messages wait already"):
        send(conversation, "Number 5")


def test_the_same_key_twice_is_one_turn_also_while_it_waits(olga: Profile) -> None:
    conversation, key = begin(olga), uuid.uuid4()

    assert send(conversation, "Hello", key).pk == send(conversation, "Hello", key).pk
    answer(last_run(conversation, 0))
    assert send(conversation, "Hello", key).status == Run.Status.QUEUED
    assert statuses(conversation) == ["done", "queued"]


@pytest.mark.django_db(transaction=True)
def test_a_double_click_is_one_turn(olga: Profile) -> None:
    conversation, key = talk(olga), uuid.uuid4()

    runs = at_once(*[lambda: send(conversation, "Hello", key)] * 4)

    assert len({run.pk for run in runs}) == 1
    assert statuses(conversation) == ["done", "queued"]


@pytest.mark.django_db(transaction=True)
def test_a_message_sent_as_the_answer_ends_is_never_forgotten(olga: Profile) -> None:
    conversation = begin(olga)
    run = last_run(conversation)

    at_once(lambda: answer(run), lambda: send(conversation, "make it 250 seats"))

    assert statuses(conversation) == ["done", "queued"]


def test_a_turn_that_waits_for_nobody_is_begun(olga: Profile) -> None:
    conversation = talk(olga)
    with acting_as_system():  # as if nobody had looked when the answer ended
        Run.objects.create(
            reference="a", conversation=conversation, client_key=uuid.uuid4(), status="waiting", said="A party"
        )

    assert begin_forgotten_turns() == 1
    assert begin_forgotten_turns() == 0
    assert statuses(conversation) == ["done", "queued"]


def test_typing_while_a_card_waits_is_a_no(olga: Profile) -> None:
    call = waiting(olga)
    conversation = call.run.conversation

    send(conversation, "Wait")

    with acting_as_system():
        call.refresh_from_db()
    assert (call.status, call.decided_by_id) == ("denied", olga.pk)
    assert statuses(conversation) == ["done", "done", "queued"]


def test_what_was_typed_before_the_card_came_decides_nothing(olga: Profile) -> None:
    call = waiting(olga, "and make it 250 seats")
    conversation = call.run.conversation
    send(conversation, "One more thing")

    with acting_as_system():
        call.refresh_from_db()
    assert call.status == ToolCall.Status.PENDING_APPROVAL
    assert statuses(conversation) == ["done", "awaiting_approval", "waiting", "waiting"]


def test_only_the_owner_writes(olga: Profile, sam: Profile) -> None:
    conversation = talk(olga)

    with acting_as(sam.pk), pytest.raises(NotAllowed):
        send_message(conversation, text="Hello", client_key=uuid.uuid4(), by=sam, now=timezone.now())


def test_the_pending_question_goes_with_the_message(olga: Profile) -> None:
    conversation = talk(olga, "A pottery workshop in Leeds")

    with acting_as(olga.pk):
        run = send_message(
            conversation, text="12 June 2027", client_key=uuid.uuid4(), by=olga, now=timezone.now() + timedelta(hours=1)
        )
        message = Message.objects.get(run=run)
    assert message.meta["pending"]["field"] == "date"
    assert message.meta["had_event"] is True
    assert last_run(conversation).status == Run.Status.QUEUED


def test_a_question_asked_meanwhile_goes_with_the_message_that_waited(olga: Profile) -> None:
    conversation = begin(olga, "A pottery workshop in Leeds")
    first, second = last_run(conversation), send(conversation, "12 June 2027")

    answer(first)
    with acting_as_system():
        assert Message.objects.get(run=second, role="user").meta["pending"]["field"] == "date"
        assert begin_next(hold(conversation.pk)) is None
    answer(second)
    assert "12" in last_words(conversation)
