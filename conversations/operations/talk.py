"""What people say: the first message, and every one after it."""

import re
import secrets
from datetime import datetime
from uuid import UUID, uuid5

from accounts.models import Profile
from conversations.models import Conversation, Run
from conversations.operations.approvals import set_aside
from conversations.operations.queue import MOST_WAITING, TooManyWaiting, add_turn, hold
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


class OneAtATime(DomainError):
    """A visitor's other answer is still being written."""

    status_code = 429


class TooManyMessages(DomainError):
    """The day's messages are used up."""

    status_code = 429


@operation
def start_conversation(
    profile: Profile, *, text: str, client_key: UUID, now: datetime, timezone: str = "", locale: str = ""
) -> Conversation:
    """Open a conversation with its first message and ask for the answer.

    The same `client_key` twice is one conversation. `timezone` and `locale` are the browser's, for dates.
    Raises NothingSaid, SaidTooMuch, TooManyMessages or OneAtATime.
    """
    words = clean_words(text, by=profile)
    client_key = key_of(client_key, words)
    conversation, is_new = Conversation.objects.get_or_create(
        id=uuid5(profile.pk, str(client_key)),
        defaults={
            "reference": secrets.token_hex(8),
            "user": profile,
            "title": title_of(words),
            "metadata": {"timezone": timezone, "locale": locale},
        },
    )
    if is_new:
        _refuse_second(conversation, profile)
        count_message(profile)
        add_turn(hold(conversation.pk), client_key=client_key, words=words)
    return conversation


@operation
def send_message(conversation: Conversation, *, text: str, client_key: UUID, by: Profile, now: datetime) -> Run:
    """Say something and ask for the answer. The same `client_key` twice is the same turn.

    Locks the conversation. While an answer is being written the message waits behind it, in status `waiting`. A waiting
    approval is set aside, unless messages wait already: its person said something else instead.
    Raises NothingSaid, SaidTooMuch, TooManyMessages or TooManyWaiting.
    """
    if conversation.user_id != by.pk:
        raise NotAllowed("You can read this conversation, but only its owner writes in it.")
    words = clean_words(text, by=by)
    locked = hold(conversation.pk)
    client_key = key_of(client_key, words)
    sent = locked.runs.filter(client_key=client_key).first()
    if sent is not None:
        return sent
    waiting = locked.runs.waiting().count()
    if waiting >= MOST_WAITING:
        raise TooManyWaiting(f"{waiting} messages wait already. Wait for an answer, or remove one of them.")
    if not locked.runs.waiting().exclude(kind=Run.Kind.APPROVAL).exists():
        set_aside(locked, by=by, now=now)
    _refuse_second(locked, by)
    count_message(by)
    return add_turn(locked, client_key=client_key, words=words)


def key_of(client_key: UUID, words: str) -> UUID:
    """The key of a turn: a browser may bring a page's key back with other words, which are another turn."""
    return uuid5(client_key, words)


def clean_words(text: str, *, by: Profile) -> str:
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


def count_message(profile: Profile) -> None:
    """Count a message against the day's limit. Raises TooManyMessages."""
    limit = GUEST_MESSAGES_PER_DAY if profile.is_guest else MESSAGES_PER_DAY
    if not call("count_against_limit", str(profile.pk), "send_message", limit, _DAY):
        more = " A free account lifts the limit." if profile.is_guest else ""
        raise TooManyMessages(f"That was {limit:,} messages today. Tomorrow you can go on.{more} Your draft is kept.")


def _refuse_second(conversation: Conversation, profile: Profile) -> None:
    """A visitor has one answer at a time; what they say in the same conversation waits."""
    others = Run.objects.live().exclude(status=Run.Status.AWAITING_APPROVAL).exclude(conversation=conversation)
    if profile.is_guest and others.filter(conversation__user=profile).exists():
        raise OneAtATime(
            "EventAI is still answering you in another conversation. Wait for that answer,"
            " or make a free account: it lifts the limit."
        )


def title_of(words: str) -> str:
    """What a conversation is called until there is an event."""
    line = " ".join(words.split())
    return line if len(line) <= 60 else line[:57].rsplit(" ", 1)[0] + " …"
