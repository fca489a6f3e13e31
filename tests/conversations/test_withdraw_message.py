"""Taking back a message that waits: it was never said."""

import pytest
from django.utils import timezone

from accounts.models import Profile
from conversations.models import Message, Run
from conversations.operations import IsAnswered, withdraw_message
from eventai.db.acting import acting_as
from eventai.errors import NotAllowed
from tests.conversations.talking import answer, begin, last_run, send, statuses


def withdraw(run: Run, by: Profile) -> Run:
    with acting_as(by.pk):
        return withdraw_message(run, by=by, now=timezone.now())


def test_it_is_gone_and_the_next_one_follows(olga: Profile) -> None:
    conversation = begin(olga)
    second, third = send(conversation, "A party"), send(conversation, "make it 250 seats")

    withdraw(second, olga)
    withdraw(second, olga)
    answer(last_run(conversation, 0))

    assert statuses(conversation) == ["done", "cancelled", "queued"]
    with acting_as(olga.pk):
        assert [run.pk for run in conversation.runs.shown()][1:] == [third.pk]
        assert not Message.objects.filter(content="A party").exists()


def test_what_is_being_answered_is_not_withdrawn(olga: Profile) -> None:
    run = last_run(begin(olga))

    with pytest.raises(IsAnswered):
        withdraw(run, olga)


def test_only_the_owner_withdraws(olga: Profile, sam: Profile) -> None:
    conversation = begin(olga)
    second = send(conversation, "A party")

    with pytest.raises(NotAllowed):
        withdraw(second, sam)
    assert statuses(conversation) == ["queued", "waiting"]
