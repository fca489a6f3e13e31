"""Stopping: at once, from any tab, and what was written stays."""

import uuid

import pytest
from django.utils import timezone

from accounts.models import Profile
from conversations.models import Message, Run, RunEvent
from conversations.operations import NothingToStop, send_message, stop_run
from conversations.operations.runs import RunLost, append_event, claim_run
from eventai.db.acting import acting_as, acting_as_system
from eventai.errors import NotAllowed
from tests.conversations.talking import answer, begin, last_run, talk


def half_answered(profile: Profile) -> Run:
    """A run whose worker has said something and is at it."""
    run = claim_run(last_run(begin(profile)).pk, worker="a worker", now=timezone.now())
    assert run is not None
    with acting_as_system():
        append_event(run, RunEvent.Kind.TEXT, {"text": "I read "})
        append_event(run, RunEvent.Kind.TEXT, {"text": "this."})
    return last_run(run.conversation)


def test_the_words_so_far_stay_and_the_worker_loses_the_run(olga: Profile) -> None:
    run = half_answered(olga)

    with acting_as(olga.pk):
        stop_run(run, by=olga, now=timezone.now())

    with acting_as_system():
        [message] = Message.objects.filter(run=run, role="assistant")
        assert (message.content, message.status) == ("I read this.", "stopped")
        assert RunEvent.objects.filter(run=run).latest("seq").data == {"status": "cancelled"}
        with pytest.raises(RunLost):
            append_event(run, RunEvent.Kind.TEXT, {"text": "more"})


def test_a_turn_nobody_began_is_stopped_too_and_never_answered(olga: Profile) -> None:
    run = last_run(begin(olga))
    with acting_as(olga.pk):
        stop_run(run, by=olga, now=timezone.now())

    answer(run)

    assert last_run(run.conversation).status == Run.Status.CANCELLED
    with acting_as_system():
        assert not Message.objects.filter(run=run, role="assistant").exists()


def test_after_a_stop_the_next_message_goes_out(olga: Profile) -> None:
    run = half_answered(olga)

    with acting_as(olga.pk):
        stop_run(run, by=olga, now=timezone.now())
        stop_run(run, by=olga, now=timezone.now())
        after = send_message(run.conversation, text="A party", client_key=uuid.uuid4(), by=olga, now=timezone.now())
    assert after.status == Run.Status.QUEUED


def test_a_complete_answer_is_not_stopped(olga: Profile) -> None:
    conversation = talk(olga)

    with acting_as(olga.pk), pytest.raises(NothingToStop):
        stop_run(last_run(conversation), by=olga, now=timezone.now())


def test_only_the_owner_stops(olga: Profile, sam: Profile) -> None:
    run = half_answered(olga)

    with acting_as(sam.pk), pytest.raises(NotAllowed):
        stop_run(run, by=sam, now=timezone.now())
