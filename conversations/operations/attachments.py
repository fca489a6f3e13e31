"""Files given to a conversation. They become candidates; a person's click makes a candidate a call, like any other."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import PurePath
from typing import Any
from uuid import UUID, uuid5

from django.conf import settings

from accounts.models import Profile
from conversations.attachments.finding import Draft, find_candidates
from conversations.attachments.readers import Reading, Unreadable
from conversations.attachments.reading import MOST_BYTES, read_file
from conversations.engines.steps import Act, Call
from conversations.models import Attachment, Conversation, Run
from conversations.operations.calls import CallBook
from conversations.operations.queue import hold
from conversations.operations.runs import end_run
from conversations.untrusted import cleaned
from eventai.db.acting import acting_as, acting_as_system
from eventai.db.functions import call
from eventai.errors import DomainError, NotAllowed
from eventai.operation import operation
from events.models import Event
from events.operations import event_facts

FILES_PER_DAY = 100
MOST_FILES = 30  # of one conversation
_DAY = 86_400  # seconds
_LEASE = timedelta(seconds=60)
_LONGEST_KEPT = 20_000  # characters of text
_WORKER = "a person's click"


class NotReadable(DomainError):
    """The file cannot be read, and why."""

    status_code = 422


class FilesUsedUp(DomainError):
    """Enough files for now."""

    status_code = 429


class NothingPicked(DomainError):
    """Nothing that could be added was picked."""

    status_code = 422


class AnswerComing(DomainError):
    """The assistant is in the middle of something."""


def attach_file(
    conversation: Conversation, *, name: str, content_type: str, data: bytes, by: Profile, now: datetime
) -> Attachment:
    """Read a file and keep what was found in it: its text and candidates, never the file.

    Opens scopes of its own, so that none is open while the file is read, which takes up to 15 seconds. Raises
    NotAllowed for guests and others, FilesUsedUp, NotReadable.
    """
    if conversation.user_id != by.pk:
        raise NotAllowed("You can read this conversation, but only its owner adds files to it.")
    if by.is_guest:
        raise NotAllowed("Files need a free account: your draft and this conversation come along. Text you can paste.")
    with acting_as(by.pk):
        _count(conversation, by)
        draft = _draft_of(conversation, by, now)
    if len(data) > MOST_BYTES:
        raise NotReadable(f"This file is larger than {MOST_BYTES // 1_000_000} MB. Save only the part that matters.")
    try:
        reading = read_file(data)
    except Unreadable as fault:
        raise NotReadable(fault.sentence) from fault
    with acting_as(by.pk):
        return _keep(conversation, _name_of(name), content_type, len(data), reading, find_candidates(reading, draft))


@operation
def take_candidates(attachment: Attachment, *, ids: Sequence[str], by: Profile, now: datetime) -> Run:
    """Add what was picked to the event: each candidate's call is made as the assistant's are, receipts and undo too.

    Locks the conversation and the attachment. What was taken before is not taken again. A call that is refused stays
    to be picked. Raises NothingPicked, AnswerComing.
    """
    if attachment.conversation.user_id != by.pk:
        raise NotAllowed("Only the owner of the conversation adds what is in its files.")
    if sum(one["kind"] == "event" for one in attachment.candidates if one["id"] in set(ids)) > 1:
        raise NothingPicked("Pick one of the dates: an event has one.")
    with acting_as_system():
        conversation = hold(attachment.conversation_id)
        locked = Attachment.objects.select_for_update().get(pk=attachment.pk)
        picked = [one for one in locked.candidates if one["id"] in set(ids) and is_open(one)]
        if not picked:
            raise NothingPicked("Pick what shall be added first. What was added already stays.")
        if conversation.runs.live().exists():
            raise AnswerComing("EventAI is still at something in this conversation. Wait for it, or stop it, then add.")
        run = _run(conversation, locked, picked, now)
    attachment.candidates = locked.candidates
    return run


@operation
def discard_attachment(attachment: Attachment, *, by: Profile) -> None:
    """Forget a file: its text and what was found in it. What was added from it stays."""
    if attachment.conversation.user_id != by.pk:
        raise NotAllowed("Only the owner of the conversation discards its files.")
    attachment.delete()


def is_open(candidate: dict[str, Any]) -> bool:
    """Whether a candidate can still be taken."""
    return bool(candidate["call"]["name"]) and not candidate.get("taken_at")


def _run(conversation: Conversation, attachment: Attachment, picked: list[dict[str, Any]], now: datetime) -> Run:
    """A turn that only makes these calls; it is over when this returns."""
    run = Run.objects.create(
        reference=secrets.token_hex(8), conversation=conversation, client_key=_key(attachment, picked),
        kind=Run.Kind.SYSTEM, status=Run.Status.RUNNING, worker=_WORKER, attempt=1, started_at=now,
        lease_until=now + _LEASE,
    )  # fmt: skip
    book = CallBook(run, lambda: now)
    calls = tuple(Call(one["call"]["name"], one["call"]["arguments"]) for one in picked)
    rows = book.write_down(Act(calls), text=f"Added from **{attachment.name}**, as you picked it.")
    for candidate, row in zip(picked, rows, strict=True):
        if book.carry_out(row).is_done:
            candidate["taken_at"] = now.isoformat()
    attachment.run = run
    attachment.save(update_fields=["candidates", "run"])
    end_run(run, Run.Status.DONE, now=now)
    return run


def _key(attachment: Attachment, picked: list[dict[str, Any]]) -> UUID:
    """The same pick twice at once is one turn; picked again after a refusal, another."""
    tries = attachment.conversation.runs.filter(kind=Run.Kind.SYSTEM).count()
    return uuid5(attachment.pk, f"{tries}:" + ",".join(one["id"] for one in picked))


def _count(conversation: Conversation, by: Profile) -> None:
    if not call("count_against_limit", str(by.pk), "attach_file", FILES_PER_DAY, _DAY):
        raise FilesUsedUp(f"That was {FILES_PER_DAY} files today. Tomorrow you can go on; text you can paste.")
    if conversation.attachments.count() >= MOST_FILES:
        raise FilesUsedUp(f"This conversation has {MOST_FILES} files. Discard one that is not needed any more.")


def _draft_of(conversation: Conversation, by: Profile, now: datetime) -> Draft:
    """What the file is held against: the event as it stands, and where its person is."""
    metadata = conversation.metadata
    event = Event.objects.filter(pk=conversation.event_id).first() if conversation.event_id else None
    locale = metadata.get("locale") or by.locale or settings.LANGUAGE_CODE
    if event is None:
        return Draft(now, metadata.get("timezone") or by.timezone or settings.TIME_ZONE, locale)
    facts = event_facts(event)
    return Draft(
        now, event.timezone, locale, has_event=True, first_day=facts.day(1), last_day=facts.last_day,
        currency=event.currency, country=event.country,
    )  # fmt: skip


def _keep(
    conversation: Conversation,
    name: str,
    content_type: str,
    size: int,
    reading: Reading,
    candidates: list[dict[str, Any]],
) -> Attachment:
    return Attachment.objects.create(
        reference=secrets.token_hex(8), conversation=conversation, name=name, content_type=content_type[:100],
        size=size, text=cleaned(reading.text, longest=_LONGEST_KEPT), candidates=candidates,
    )  # fmt: skip


def _name_of(name: str) -> str:
    """The file's name as its person knows it: no folders, nothing invisible."""
    bare = PurePath(name.replace("\\", "/")).name
    return cleaned(bare, longest=200).strip() or "a file"
