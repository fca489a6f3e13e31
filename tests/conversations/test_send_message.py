"""Every further message: one turn at a time, the same key once, a waiting approval set aside."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Profile
from conversations.models import Message, Run
from conversations.operations import AnswerPending, send_message
from eventai.db.acting import acting_as
from eventai.errors import NotAllowed
from tests.conversations.talking import begin, last_run, talk


def test_a_message_while_the_answer_comes_is_refused_and_says_what_to_do(olga: Profile) -> None:
    conversation = begin(olga)

    with acting_as(olga.pk), pytest.raises(AnswerPending, match="Wait a moment, or stop it and send this"):
        send_message(conversation, text="And now?", client_key=uuid.uuid4(), by=olga, now=timezone.now())


def test_the_same_key_twice_is_one_turn(olga: Profile) -> None:
    conversation, key = talk(olga), uuid.uuid4()

    with acting_as(olga.pk):
        first = send_message(conversation, text="Hello", client_key=key, by=olga, now=timezone.now())
        second = send_message(conversation, text="Hello", client_key=key, by=olga, now=timezone.now())
        assert first.pk == second.pk
        assert Message.objects.filter(role="user").count() == 2


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
