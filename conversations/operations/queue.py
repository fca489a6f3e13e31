"""The order of turns: one live turn of a conversation, and those that wait behind it.

Whoever begins, ends or queues a turn holds the conversation first, then the run, then its calls.
"""

import secrets
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Max
from procrastinate.contrib.django import app

from accounts.models import Profile
from conversations.models import Conversation, Message, Run
from eventai.errors import DomainError, NotAllowed
from eventai.operation import operation

MOST_WAITING = 5


class TooManyWaiting(DomainError):
    """Enough messages wait for the answer before them."""


class IsAnswered(DomainError):
    """The message does not wait any more."""


def hold(conversation_id: UUID) -> Conversation:
    """Lock the conversation for the rest of the transaction, with whose it is now."""
    return Conversation.objects.select_for_update(of=("self",)).select_related("user").get(pk=conversation_id)


def hold_run(run_id: UUID) -> Run:
    """Lock a run behind its conversation."""
    conversation = hold(Run.objects.only("conversation_id").get(pk=run_id).conversation_id)
    run = Run.objects.select_for_update().get(pk=run_id)
    run.conversation = conversation
    return run


def add_turn(conversation: Conversation, *, client_key: UUID, kind: Run.Kind = Run.Kind.USER, words: str = "") -> Run:
    """Plan a turn: it begins at once, or behind the one that is live. The caller holds the conversation."""
    run = Run.objects.create(
        reference=secrets.token_hex(8),
        conversation=conversation,
        client_key=client_key,
        kind=kind,
        status=Run.Status.WAITING,
        said=words,
    )
    begun = begin_next(conversation)
    return begun if begun == run else run


def begin_next(conversation: Conversation) -> Run | None:
    """Begin what waits longest, unless a turn is live; what was approved goes first. The caller holds the conversation.

    The message and the job that answers it stand in the surrounding transaction.
    """
    if conversation.runs.live().exists():
        return None
    run = conversation.runs.waiting().first()
    if run is None:
        return None
    if run.said:
        _say(conversation, run)
    run.status = Run.Status.QUEUED
    run.save(update_fields=["status"])
    plan_answer(run)
    return run


def plan_answer(run: Run) -> None:
    """Plan the job that answers, with the surrounding transaction."""
    app.configure_task("conversations.jobs.answer_run").defer(run_id=str(run.pk))


@operation
def withdraw_message(run: Run, *, by: Profile, now: datetime) -> Run:
    """Take back a message that waits for the answer before it. Withdrawing twice changes nothing. Locks the run.

    Raises IsAnswered when it is that message's turn already.
    """
    if run.conversation.user_id != by.pk:
        raise NotAllowed("Only the owner of the conversation takes a message back.")
    locked = hold_run(run.pk)
    if locked.status == Run.Status.CANCELLED:
        return locked
    if locked.kind == Run.Kind.APPROVAL:
        raise IsAnswered("That was approved, so it is carried out. Stop it once it has begun, or undo it.")
    if locked.status != Run.Status.WAITING:
        raise IsAnswered("It is being answered already. Stop the answer if you do not want it.")
    locked.status, locked.finished_at = Run.Status.CANCELLED, now
    locked.save(update_fields=["status", "finished_at"])
    return locked


def _say(conversation: Conversation, run: Run) -> None:
    """Put the message at the end of the conversation.

    What the turn starts from stands with the message, so that a second worker, or a second try, starts from the same.
    """
    metadata: dict[str, Any] = dict(conversation.metadata)
    pending = metadata.pop("pending", None)
    start = {"pending": pending, "had_event": conversation.event_id is not None, "metadata": metadata}
    last = conversation.messages.aggregate(last=Max("seq"))["last"] or 0
    Message.objects.create(
        conversation=conversation, run=run, seq=last + 1, role=Message.Role.USER, content=run.said, meta=start
    )
    conversation.metadata = metadata
    conversation.save(update_fields=["metadata", "updated_at"])
