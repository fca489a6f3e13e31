"""What only a person decides: a call that waits, its frozen arguments, the facts they were shown."""

import hashlib
import json
from datetime import datetime
from typing import Any

from accounts.models import Profile
from conversations.models import Conversation, Run, ToolCall
from conversations.operations.runs import plan_run
from conversations.registry import TOOLS, context_for
from eventai.db.acting import acting_as_system
from eventai.errors import DomainError, NotAllowed
from eventai.operation import operation


class AlreadyDecided(DomainError):
    """Somebody decided, or time did."""


class ApprovalExpired(DomainError):
    """It waited for too long."""


def hash_of(facts: dict[str, Any]) -> str:
    """What a person saw, as a fingerprint."""
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()


@operation
def approve_tool_call(call: ToolCall, *, by: Profile, now: datetime) -> ToolCall:
    """Let a waiting call run exactly as it was frozen. Approving twice is one approval.

    Locks the conversation and the call. If the facts changed since they were shown, the call stays waiting, with the
    new ones to look at. Raises AlreadyDecided or ApprovalExpired.
    """
    locked = _locked(call, by)
    if locked.status in (ToolCall.Status.APPROVED, ToolCall.Status.RUNNING, ToolCall.Status.DONE):
        return locked
    _refuse_decided(locked, now)
    facts = _facts_of(locked, by, now)
    if hash_of(facts) != locked.facts_hash:
        locked.facts, locked.facts_hash = {**facts, "has_changed": True}, hash_of(facts)
        locked.save(update_fields=["facts", "facts_hash"])
        return locked
    _decide(locked, ToolCall.Status.APPROVED, by, now)
    plan_run(locked.run.conversation, client_key=locked.pk, kind=Run.Kind.APPROVAL)
    return locked


@operation
def deny_tool_call(call: ToolCall, *, by: Profile, now: datetime) -> ToolCall:
    """Say "not now" to a waiting call; nothing happens. Denying twice changes nothing. Locks as approving does."""
    locked = _locked(call, by)
    if locked.status in (ToolCall.Status.DENIED, ToolCall.Status.EXPIRED):
        return locked
    _refuse_decided(locked, now)
    _decide(locked, ToolCall.Status.DENIED, by, now)
    return locked


def set_aside(run: Run, *, by: Profile, now: datetime) -> None:
    """Deny what waits in a run, because its person said something else instead."""
    for call in run.tool_calls.select_for_update().filter(status=ToolCall.Status.PENDING_APPROVAL):
        _decide(call, ToolCall.Status.DENIED, by, now)
    _end(run, now)


@operation
def expire_tool_calls(*, now: datetime) -> int:
    """Close what waited longer than a day; return how many."""
    with acting_as_system():
        waiting = ToolCall.objects.select_for_update(skip_locked=True, of=("self",)).select_related("run")
        late = list(waiting.filter(status=ToolCall.Status.PENDING_APPROVAL, created_at__lt=now - ToolCall.VALID_FOR))
        for call in late:
            _decide(call, ToolCall.Status.EXPIRED, None, now)
    return len(late)


def _locked(call: ToolCall, by: Profile) -> ToolCall:
    """The call, locked behind its conversation, so that a message sent at the same moment comes before or after."""
    list(Conversation.objects.select_for_update().filter(pk=call.run.conversation_id).values_list("pk"))
    locked = ToolCall.objects.select_for_update(of=("self",)).select_related("run__conversation").get(pk=call.pk)
    if locked.run.conversation.user_id != by.pk:
        raise NotAllowed("Only the owner of the conversation decides this.")
    return locked


def _refuse_decided(call: ToolCall, now: datetime) -> None:
    if call.status != ToolCall.Status.PENDING_APPROVAL:
        raise AlreadyDecided("This was decided already. Ask again if you want it after all.")
    if call.expires_at < now:
        raise ApprovalExpired("This waited for more than a day, so it expired. Nothing happened. Ask again to see it.")


def _facts_of(call: ToolCall, by: Profile, now: datetime) -> dict[str, Any]:
    facts = TOOLS[call.name].facts
    if facts is None:
        raise LookupError(f"{call.name} shows no facts")
    return facts(context_for(call.run.conversation, by, now))


def _decide(call: ToolCall, status: ToolCall.Status, by: Profile | None, now: datetime) -> None:
    call.status, call.decided_by, call.decided_at = status, by, now
    call.save(update_fields=["status", "decided_by", "decided_at"])
    _end(call.run, now)


def _end(run: Run, now: datetime) -> None:
    """The turn that asked is over; what was approved is a turn of its own."""
    Run.objects.filter(pk=run.pk, status=Run.Status.AWAITING_APPROVAL).update(status=Run.Status.DONE, finished_at=now)
