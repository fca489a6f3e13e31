"""What people say: the first message, and every one after it."""

import re
import secrets
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db.models import Max

from accounts.models import Profile
from conversations.models import Conversation, Message, Run
from conversations.operations.approvals import set_aside
from conversations.operations.runs import plan_run
from eventai.db.functions import call
from eventai.errors import DomainError, NotAllowed
from eventai.operation import operation

GUEST_MESSAGES_PER_DAY = 30
GUEST_CHARACTERS = 2_000
CHARACTERS = 10_000
MESSAGES_PER_DAY = 1_000
_DAY = 86_400  # seconds
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


class NothingSaid(DomainError):
    """The message is empty."""

    status_code = 422


class SaidTooMuch(DomainError):
    """The message is too long."""

    status_code = 422


class TooManyMessages(DomainError):
    """The day's messages are used up."""

    status_code = 429


class AnswerPending(DomainError):
    """The assistant is still answering."""


@operation
def start_conversation(
    profile: Profile, *, text: str, client_key: UUID, now: datetime, timezone: str = "", locale: str = ""
) -> Conversation:
    """Open a conversation with its first message and ask for the answer.

    The same `client_key` twice is one conversation. `timezone` and `locale` are the browser's, for dates.
    Raises NothingSaid, SaidTooMuch or TooManyMessages.
    """
    words = _words(text, by=profile)
    conversation, is_new = Conversation.objects.get_or_create(
        id=uuid5(profile.pk, str(client_key)),
        defaults={
            "reference": secrets.token_hex(8),
            "user": profile,
            "title": _title_of(words),
            "metadata": {"timezone": timezone, "locale": locale},
        },
    )
    if is_new:
        _count(profile)
        _ask(conversation, words, client_key)
    return conversation


@operation
def send_message(conversation: Conversation, *, text: str, client_key: UUID, by: Profile, now: datetime) -> Run:
    """Say something and ask for the answer. The same `client_key` twice is the same turn.

    Locks the conversation. A waiting approval is set aside: its person said something else instead.
    Raises AnswerPending while an answer is being written.
    """
    if conversation.user_id != by.pk:
        raise NotAllowed("You can read this conversation, but only its owner writes in it.")
    words = _words(text, by=by)
    locked = Conversation.objects.select_for_update().get(pk=conversation.pk)
    sent = locked.runs.filter(client_key=client_key).first()
    if sent is not None:
        return sent
    live = locked.runs.filter(status__in=Run.LIVE).first()
    if live is not None and live.status != Run.Status.AWAITING_APPROVAL:
        raise AnswerPending("EventAI is still answering. Wait a moment, or stop it and send this.")
    if live is not None:
        set_aside(live, by=by, now=now)
    _count(by)
    return _ask(locked, words, client_key)


def _ask(conversation: Conversation, words: str, client_key: UUID) -> Run:
    run = plan_run(conversation, client_key=client_key)
    metadata: dict[str, Any] = dict(conversation.metadata)
    # What the turn starts from stands with the message, so that a second worker starts from the same.
    start = {"pending": metadata.pop("pending", None), "had_event": conversation.event_id is not None}
    last = conversation.messages.aggregate(last=Max("seq"))["last"] or 0
    Message.objects.create(
        conversation=conversation, run=run, seq=last + 1, role=Message.Role.USER, content=words, meta=start
    )
    conversation.metadata = metadata
    conversation.save(update_fields=["metadata", "updated_at"])
    return run


def _words(text: str, *, by: Profile) -> str:
    """The message without what cannot be seen; refused when nothing or too much is left."""
    words = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if not words:
        raise NothingSaid("Write what you are planning first.")
    limit = GUEST_CHARACTERS if by.is_guest else CHARACTERS
    if len(words) > limit:
        more = " With a free account it can be longer." if by.is_guest else ""
        raise SaidTooMuch(
            f"That is {len(words):,} characters; a message can have {limit:,}. Shorten it a little.{more}"
        )
    return words


def _count(profile: Profile) -> None:
    limit = GUEST_MESSAGES_PER_DAY if profile.is_guest else MESSAGES_PER_DAY
    if not call("count_against_limit", str(profile.pk), "send_message", limit, _DAY):
        more = " A free account lifts the limit." if profile.is_guest else ""
        raise TooManyMessages(f"That was {limit:,} messages today. Tomorrow you can go on.{more} Your draft is kept.")


def _title_of(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= 60 else line[:57].rsplit(" ", 1)[0] + " …"
