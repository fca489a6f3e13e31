"""Giving a file to a conversation: read, searched, kept as text and candidates; nothing else happens."""

import pytest
from django.utils import timezone

from accounts.models import Profile
from conversations.models import Attachment, Conversation
from conversations.operations.attachments import (
    FILES_PER_DAY,
    FilesUsedUp,
    NotReadable,
    attach_file,
    discard_attachment,
)
from eventai.db.acting import acting_as, acting_as_system
from eventai.db.functions import call
from eventai.errors import NotAllowed
from events.models import Event
from tests.conversations.attachments.files import CALENDAR, SPEAKERS
from tests.conversations.talking import begin, guest, talk


def give(
    conversation: Conversation,
    data: bytes = SPEAKERS.encode(),
    *,
    by: Profile | None = None,
    name: str = "speakers.csv",
) -> Attachment:
    return attach_file(
        conversation, name=name, content_type="text/csv", data=data, by=by or conversation.user, now=timezone.now()
    )


def test_a_file_becomes_candidates_and_the_event_stays_as_it_is(olga: Profile) -> None:
    conversation = talk(olga)
    with acting_as(olga.pk):
        before = Event.objects.get().version

    attachment = give(conversation, name="C:\\lists\\speak\u202eers.csv")

    assert attachment.name == "speakers.csv"
    assert [one["title"] for one in attachment.candidates] == ["Ada Lovelace", "Grace Hopper"]
    assert attachment.size == len(SPEAKERS)
    with acting_as(olga.pk):
        assert Event.objects.get().version == before


def test_before_a_draft_stands_a_calendar_offers_to_begin_one(olga: Profile) -> None:
    candidates = give(begin(olga), CALENDAR.encode()).candidates

    assert [one["call"]["name"] for one in candidates] == ["create_event", "create_event"]


def test_guests_and_others_give_no_files(olga: Profile, sam: Profile) -> None:
    visitor, _ = guest()
    with acting_as_system():
        theirs = Conversation.objects.create(reference="guest", user=visitor)

    with pytest.raises(NotAllowed, match="free account"):
        give(theirs)
    with pytest.raises(NotAllowed, match="only its owner"):
        give(begin(olga), by=sam)
    with acting_as_system():
        assert not Attachment.objects.exists()


def test_what_cannot_be_read_is_refused_in_words_and_not_kept(olga: Profile) -> None:
    conversation = begin(olga)

    for data, why in ((b"", "empty"), (b"x" * 5_000_001, "5 MB"), (b"%PDF-1.4 broken", "damaged")):
        with pytest.raises(NotReadable, match=why):
            give(conversation, data)
    with acting_as_system():
        assert not Attachment.objects.exists()


def test_a_day_has_only_so_many_files(olga: Profile) -> None:
    with acting_as(olga.pk):
        for _ in range(FILES_PER_DAY):
            call("count_against_limit", str(olga.pk), "attach_file", FILES_PER_DAY, 86_400)

    with pytest.raises(FilesUsedUp, match="Tomorrow"):
        give(begin(olga))


def test_a_discarded_file_is_forgotten_by_its_owner_only(olga: Profile, sam: Profile) -> None:
    attachment = give(begin(olga))

    with acting_as(sam.pk):
        assert not Attachment.objects.exists()
        with pytest.raises(NotAllowed):
            discard_attachment(attachment, by=sam)
    with acting_as(olga.pk):
        discard_attachment(attachment, by=olga)
        assert not Attachment.objects.exists()
