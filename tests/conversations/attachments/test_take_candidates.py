"""Adding what a file offers: the calls are made like the assistant's, with receipts, once each, and can be undone."""

from typing import Any

import pytest
from django.utils import timezone

from accounts.models import AuditLog, Profile
from conversations.models import Attachment, Conversation, Message, Run
from conversations.operations.attachments import AnswerComing, NothingPicked, take_candidates
from conversations.transcript import transcript
from eventai.db.acting import acting_as, acting_as_system
from eventai.errors import NotAllowed
from events.models import ChangeSet, Event
from tests.conversations.attachments.files import CALENDAR
from tests.conversations.attachments.test_attach_file import give
from tests.conversations.talking import begin, calls, fresh, last_run, say, talk


def take(attachment: Attachment, *ids: str, by: Profile | None = None) -> Run:
    profile = by or attachment.conversation.user
    with acting_as(profile.pk):
        return take_candidates(attachment, ids=ids, by=profile, now=timezone.now())


def speakers(conversation: Conversation) -> list[str]:
    event = fresh(conversation).event
    assert event is not None
    found: list[dict[str, Any]] = [one for one in event.landing_page_config["sections"] if one["type"] == "speakers"]
    return [one["name"] for section in found for one in section["items"] if not one["placeholder"]]


def test_what_is_picked_is_added_with_receipts(olga: Profile) -> None:
    conversation = talk(olga)
    attachment = give(conversation)

    run = take(attachment, "c2")

    assert speakers(conversation) == ["Grace Hopper"]
    assert (run.kind, run.status, calls(conversation)[-1]) == ("system", "done", ("add_speaker", "done"))
    assert [bool(one.get("taken_at")) for one in attachment.candidates] == [False, True]
    with acting_as(olga.pk):
        turn = transcript(conversation)[-1]
        assert [part.kind for part in turn.parts] == ["text", "receipts"]
        assert ChangeSet.objects.filter(run_id=run.pk).exists()
    with acting_as_system():
        assert AuditLog.objects.filter(action="add_speaker", actor_id=olga.pk).exists()


def test_what_was_added_is_undone_in_one_go(olga: Profile) -> None:
    conversation = talk(olga)
    take(give(conversation), "c1", "c2")

    say(conversation, "undo")

    assert speakers(conversation) == []


def test_nothing_is_added_twice_and_nothing_unpicked(olga: Profile) -> None:
    attachment = give(talk(olga))
    take(attachment, "c1", "c2", "c99")

    for ids in (("c1",), (), ("c99",)):
        with pytest.raises(NothingPicked):
            take(attachment, *ids)
    assert speakers(attachment.conversation) == ["Ada Lovelace", "Grace Hopper"]


def test_a_calendar_begins_the_draft_with_the_chosen_date(olga: Profile) -> None:
    conversation = begin(olga, "hello")
    with acting_as_system():
        Run.objects.update(status="done")
    attachment = give(conversation, CALENDAR.encode())

    with pytest.raises(NothingPicked, match="one of the dates"):
        take(attachment, "c1", "c2")
    take(attachment, "c1")

    event = fresh(conversation).event
    assert event is not None
    assert (event.name, event.venue, event.city) == ("Blue Hour", "The Low Note", "Chicago")
    assert event.starts_local and event.starts_local.isoformat() == "2027-06-11T20:30:00-05:00"


def test_what_is_refused_stays_to_be_picked_and_says_why(olga: Profile) -> None:
    conversation = talk(olga, "hello")
    attachment = give(conversation)

    take(attachment, "c1")

    assert calls(conversation)[-1] == ("add_speaker", "failed")
    with acting_as_system():
        assert not any("taken_at" in one for one in Attachment.objects.get().candidates)
        assert "There is no event yet" in Message.objects.filter(role="tool").latest("seq").content


def test_while_an_answer_comes_nothing_is_added(olga: Profile) -> None:
    conversation = talk(olga)
    attachment = give(conversation)
    with acting_as_system():
        Run.objects.filter(pk=last_run(conversation).pk).update(status="queued")

    with pytest.raises(AnswerComing):
        take(attachment, "c1")
    assert speakers(conversation) == []


def test_a_stranger_adds_nothing(olga: Profile, sam: Profile) -> None:
    attachment = give(talk(olga))

    with pytest.raises(NotAllowed):
        take(attachment, "c1", by=sam)
    with acting_as(sam.pk):
        assert not Event.objects.exists()
