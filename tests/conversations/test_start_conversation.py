"""The first message: kept, planned, once."""

import uuid

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import Profile
from conversations.models import Conversation, Message, Run
from conversations.operations import NothingSaid, SaidTooMuch, TooManyMessages, start_conversation
from eventai.db.acting import acting_as, acting_as_guest, acting_as_system
from tests.conversations.talking import begin, guest


def jobs_of(run: Run) -> int:
    with acting_as_system(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE args->>'run_id' = %s", [str(run.pk)])
        return int(cursor.fetchone()[0])


def test_the_message_its_turn_and_its_job_stand_together(olga: Profile) -> None:
    conversation = begin(olga, "  A concert\r\nin Berlin  ")

    with acting_as(olga.pk):
        [message] = Message.objects.all()
        [run] = Run.objects.all()
    assert (message.content, message.role, message.seq) == ("A concert\nin Berlin", "user", 1)
    assert (run.status, run.conversation_id, run.engine) == ("queued", conversation.pk, "built-in")
    assert jobs_of(run) == 1


def test_the_same_key_twice_is_one_conversation(olga: Profile) -> None:
    key = uuid.uuid4()

    first, second = begin(olga, client_key=key), begin(olga, client_key=key)

    assert first.pk == second.pk
    with acting_as(olga.pk):
        assert (Conversation.objects.count(), Run.objects.count(), Message.objects.count()) == (1, 1, 1)


@pytest.mark.parametrize("text", ["", "  \n ", "\x00\x01\u200b"])
def test_nothing_said_is_refused(olga: Profile, text: str) -> None:
    with pytest.raises(NothingSaid, match="Write what you are planning"):
        begin(olga, text)


def test_what_cannot_be_seen_is_dropped(olga: Profile) -> None:
    begin(olga, "A con\x00cert\x07 in \u202eBerlin\ud800")

    with acting_as(olga.pk):
        assert Message.objects.get().content == "A concert in Berlin"


def test_a_guest_writes_2000_characters_and_an_account_10000(olga: Profile) -> None:
    visitor, token = guest()

    with acting_as_guest(token), pytest.raises(SaidTooMuch, match="2,001 characters; a message can have 2,000"):
        start_conversation(visitor, text="x" * 2001, client_key=uuid.uuid4(), now=timezone.now())
    with pytest.raises(SaidTooMuch, match="10,001 characters"):
        begin(olga, "x" * 10_001)
    begin(olga, "x" * 10_000)


def test_a_guest_begins_thirty_times_a_day(db: None) -> None:
    visitor, token = guest()
    now = timezone.now()
    with acting_as_guest(token):
        for _ in range(30):
            start_conversation(visitor, text="A party", client_key=uuid.uuid4(), now=now)
            with acting_as_system():
                Run.objects.update(status="done")
        with pytest.raises(TooManyMessages, match=r"30 messages today.*free account"):
            start_conversation(visitor, text="A party", client_key=uuid.uuid4(), now=now)
        assert Conversation.objects.count() == 30
