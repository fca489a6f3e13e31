"""How tests talk with the assistant: say something, let it answer, look at what is there."""

import uuid
from datetime import UTC, datetime

from django.utils import timezone

from accounts.models import Profile
from accounts.operations import open_guest
from conversations.models import Conversation, Message, Run, ToolCall
from conversations.operations import send_message, start_conversation
from conversations.operations.answering import answer_run
from eventai.db.acting import acting_as, acting_as_guest, acting_as_system

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
BRIEF = "A jazz night called Blue Hour at The Low Note in Chicago on Friday 11 June 2027, 8:30 pm, 140 people, $28"


def begin(profile: Profile, text: str = BRIEF, *, client_key: uuid.UUID | None = None) -> Conversation:
    """Start a conversation, not yet answered."""
    with acting_as(profile.pk):
        return start_conversation(profile, text=text, client_key=client_key or uuid.uuid4(), now=timezone.now())


def send(conversation: Conversation, text: str, client_key: uuid.UUID | None = None) -> Run:
    """Say something, not yet answered."""
    key = client_key or uuid.uuid4()
    with acting_as(conversation.user_id):
        return send_message(conversation, text=text, client_key=key, by=conversation.user, now=timezone.now())


def say(conversation: Conversation, text: str) -> Run:
    """Say something and let it be answered."""
    run = send(conversation, text)
    answer(run)
    return run


def answer(run: Run, *, worker: str = "a worker") -> None:
    """Do what the worker does."""
    answer_run(run.pk, worker=worker)


def talk(profile: Profile, *texts: str) -> Conversation:
    """A conversation in which all of this was said and answered."""
    conversation = begin(profile, *texts[:1])
    answer(last_run(conversation))
    conversation = fresh(conversation)
    for text in texts[1:]:
        say(conversation, text)
    return fresh(conversation)


def fresh(conversation: Conversation) -> Conversation:
    with acting_as_system():
        return Conversation.objects.select_related("event", "user").get(pk=conversation.pk)


def last_run(conversation: Conversation, place: int = -1) -> Run:
    """The last run of a conversation, or the one at another place."""
    with acting_as_system():
        runs = Run.objects.select_related("conversation__user").filter(conversation=conversation)
        return list(runs.order_by("created_at"))[place]


def statuses(conversation: Conversation) -> list[str]:
    """How its turns stand, in the order in which they were asked for."""
    with acting_as_system():
        return list(conversation.runs.order_by("created_at").values_list("status", flat=True))


def last_words(conversation: Conversation) -> str:
    """Everything the assistant said in its last turn."""
    with acting_as_system():
        run = Run.objects.filter(conversation=conversation).latest("created_at")
        said = Message.objects.filter(run=run, role=Message.Role.ASSISTANT).exclude(status=Message.Status.FAILED)
        return "\n".join(message.content for message in said)


def calls(conversation: Conversation) -> list[tuple[str, str]]:
    """Every call made, in order, with what became of it."""
    with acting_as_system():
        made = ToolCall.objects.filter(run__conversation=conversation)
        return [(call.name, call.status) for call in made.order_by("created_at", "position")]


def guest() -> tuple[Profile, str]:
    """A visitor without an account, and the secret in their browser."""
    _, token = open_guest()
    with acting_as_guest(token):
        return Profile.objects.get(), token
