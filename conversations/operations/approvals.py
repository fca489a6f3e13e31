"""What only a person decides: a call that waits, its frozen arguments, the facts they were shown."""

import hashlib
import json
from datetime import datetime
from typing import Any

from accounts.models import Profile
from conversations.models import Conversation, Run, ToolCall
from conversations.operations.queue import add_turn, begin_next, hold
from conversations.registry import TOOLS, Tool, ToolContext, context_for
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
    """Let a waiting call run exactly as it was frozen, in a turn of its own. Approving twice is one approval.

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
    add_turn(locked.run.conversation, client_key=locked.pk, kind=Run.Kind.APPROVAL)
    _decide(locked, ToolCall.Status.APPROVED, by, now)
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


def set_aside(conversation: Conversation, *, by: Profile, now: datetime) -> None:
    """Deny what waits for the person, who said something else instead. The caller holds the conversation."""
    waiting = ToolCall.objects.filter(run__conversation=conversation, status=ToolCall.Status.PENDING_APPROVAL)
    for call in waiting.select_for_update(of=("self",)).select_related("run"):
        call.run.conversation = conversation
        _decide(call, ToolCall.Status.DENIED, by, now)


@operation
def expire_tool_calls(*, now: datetime) -> int:
    """Close what waited longer than a day; return how many."""
    with acting_as_system():
        waiting = ToolCall.objects.filter(status=ToolCall.Status.PENDING_APPROVAL)
        late = waiting.filter(created_at__lt=now - ToolCall.VALID_FOR).select_related("run")
        expired = [_expire(call, now) for call in late.order_by("run__conversation_id", "pk")]
    return sum(expired)


def _expire(call: ToolCall, now: datetime) -> bool:
    conversation = hold(call.run.conversation_id)
    locked = ToolCall.objects.select_for_update(of=("self",)).select_related("run").get(pk=call.pk)
    if locked.status != ToolCall.Status.PENDING_APPROVAL:
        return False
    locked.run.conversation = conversation
    _decide(locked, ToolCall.Status.EXPIRED, None, now)
    return True


def _locked(call: ToolCall, by: Profile) -> ToolCall:
    """The call, locked behind its conversation, so that a message sent at the same moment comes before or after."""
    conversation = hold(call.run.conversation_id)
    locked = ToolCall.objects.select_for_update(of=("self",)).select_related("run").get(pk=call.pk)
    locked.run.conversation = conversation
    if conversation.user_id != by.pk:
        raise NotAllowed("Only the owner of the conversation decides this.")
    return locked


def _refuse_decided(call: ToolCall, now: datetime) -> None:
    if call.status != ToolCall.Status.PENDING_APPROVAL:
        raise AlreadyDecided("This was decided already. Ask again if you want it after all.")
    if call.expires_at < now:
        raise ApprovalExpired("This waited for more than a day, so it expired. Nothing happened. Ask again to see it.")


def _facts_of(call: ToolCall, by: Profile, now: datetime) -> dict[str, Any]:
    return facts_of(call, TOOLS[call.name], context_for(call.run.conversation, by, now))


def facts_of(call: ToolCall, tool: Tool, context: ToolContext) -> dict[str, Any]:
    """What the person is shown: computed by the tool, or the arguments in words where it only changes something."""
    if tool.facts is not None:
        return tool.facts(context, tool.arguments.model_validate(call.arguments))
    rows = [[key.replace("_", " ").capitalize(), in_words(value)] for key, value in call.arguments.items()]
    return {"headline": tool.doing, "rows": [row for row in rows if row[1]], "is_escalated": True}


def in_words(value: Any) -> str:
    """An argument as a person reads it; empty when it says nothing."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(in_words(one) for one in value)
    return json.dumps(value) if isinstance(value, dict) and value else str(value or "")


def _decide(call: ToolCall, status: ToolCall.Status, by: Profile | None, now: datetime) -> None:
    call.status, call.decided_by, call.decided_at = status, by, now
    call.save(update_fields=["status", "decided_by", "decided_at"])
    _end(call.run, now)


def _end(run: Run, now: datetime) -> None:
    """The turn that asked is over when nothing of it waits any more; what was approved is a turn of its own."""
    if run.tool_calls.filter(status=ToolCall.Status.PENDING_APPROVAL).exists():
        return
    Run.objects.filter(pk=run.pk, status=Run.Status.AWAITING_APPROVAL).update(status=Run.Status.DONE, finished_at=now)
    begin_next(run.conversation)
