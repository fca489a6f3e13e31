"""Turns of the assistant: claimed by a worker, written down as they come into being, stopped, taken over.

A step is a stored message of the assistant with its calls. What a killed worker leaves are finished steps, which stay;
calls that did not run, which run later; and text that no step holds, which is dropped.
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Max, Q
from django.db.models.functions import Now
from psycopg.types.json import Jsonb

from accounts.models import Profile
from conversations.models import Message, Run, RunEvent, ToolCall
from conversations.operations.queue import begin_next, hold, hold_run, plan_answer
from eventai.db.acting import acting_as_system
from eventai.db.functions import call_rows
from eventai.errors import DomainError, NotAllowed
from eventai.operation import operation

LEASE = timedelta(seconds=20)
MOST_ATTEMPTS = 3
_EVENTS_KEPT = timedelta(hours=24)
_ENDS_TEXT = (RunEvent.Kind.TOOL, RunEvent.Kind.RESET, RunEvent.Kind.APPROVAL)
_GONE = "Something went wrong on our side, three times. Nothing is lost: try again, or send your message again."
_NOT_DONE = "Stopped before it was done. Nothing of it happened."
_LOST = "It did not come to this. Nothing of it happened."


class NothingToStop(DomainError):
    """The answer is complete already."""


class RunLost(Exception):
    """The run is no longer this worker's: it was stopped, or taken over."""


@operation
def stop_run(run: Run, *, by: Profile, now: datetime) -> Run:
    """Stop an answer at once, from any tab. What was written and done so far stays. Locks the run.

    Raises NothingToStop when the answer is complete.
    """
    if run.conversation.user_id != by.pk:
        raise NotAllowed("Only the owner of the conversation stops an answer.")
    with acting_as_system():
        locked = hold_run(run.pk)
        if locked.status == Run.Status.CANCELLED:
            return locked
        if locked.status not in (Run.Status.QUEUED, Run.Status.RUNNING):
            raise NothingToStop("The answer was complete before it could be stopped.")
        locked.is_stop_requested = True
        keep_text(locked, unsaved_text(locked), status=Message.Status.STOPPED)
        close_calls(locked, _NOT_DONE)
        end_run(locked, Run.Status.CANCELLED, now=now)
    return locked


def claim_run(run_id: UUID, *, worker: str, now: datetime) -> Run | None:
    """Take a queued run, or one whose lease ran out; None when there is nothing to do. Runs as the system.

    A later attempt drops what the one before said last and stored nowhere. Each has a name of its own, so that the one
    before loses the run even when the same worker took it over.
    """
    with acting_as_system():
        found = Run.objects.filter(pk=run_id).values_list("conversation_id", flat=True).first()
        conversation = hold(found) if found else None
        run = Run.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk=run_id).first()
        if run is None or conversation is None or not _is_claimable(run, now):
            return None
        run.conversation = conversation
        if run.attempt >= MOST_ATTEMPTS:
            close_calls(run, _LOST)
            end_run(run, Run.Status.FAILED, now=now, error=_GONE)
            return None
        run.status, run.attempt = Run.Status.RUNNING, run.attempt + 1
        run.worker = f"{worker}/{run.attempt}"
        run.started_at = run.started_at or now
        run.lease_until = now + LEASE
        run.save()
        if run.attempt > 1:
            drop_unsaved_text(run)
        return run


def append_event(run: Run, kind: RunEvent.Kind, data: dict[str, Any]) -> int:
    """Write one event down and renew the lease. Runs in the surrounding system scope. Raises RunLost."""
    rows = call_rows("append_run_event", run.pk, run.worker, kind.value, Jsonb(data), int(LEASE.total_seconds()))
    if not rows:
        raise RunLost
    return int(rows[0][0])


def renew_lease(run: Run) -> None:
    """Say that this worker is still at it. Runs in the surrounding system scope. Raises RunLost."""
    mine = Run.objects.filter(pk=run.pk, worker=run.worker, status=Run.Status.RUNNING)
    if not mine.update(lease_until=Now() + LEASE):
        raise RunLost


def add_event(run: Run, kind: RunEvent.Kind, data: dict[str, Any]) -> None:
    """Write one event down whoever holds the run. Runs in a system scope that has locked the run."""
    last = run.events.aggregate(last=Max("seq"))["last"] or 0
    RunEvent.objects.create(run=run, seq=last + 1, kind=kind, data=data)


def add_message(run: Run, role: Message.Role, content: str, **more: Any) -> Message:
    """Put a message at the end of the run's conversation."""
    last = Message.objects.filter(conversation_id=run.conversation_id).aggregate(last=Max("seq"))["last"] or 0
    return Message.objects.create(
        conversation_id=run.conversation_id, run=run, seq=last + 1, role=role, content=content, **more
    )


def keep_text(run: Run, text: str, *, status: Message.Status = Message.Status.COMPLETE, **more: Any) -> None:
    """Store what was said last, if anything was."""
    if text.strip():
        add_message(run, Message.Role.ASSISTANT, text, status=status, **more)


def unsaved_text(run: Run) -> str:
    """What was streamed after the last stored message: a tool call ends a message, and so does a new attempt."""
    pieces: list[str] = []
    for event in run.events.order_by("seq"):
        if event.kind == RunEvent.Kind.TEXT:
            pieces.append(event.data["text"])
        elif event.kind in _ENDS_TEXT:
            pieces.clear()
    return "".join(pieces)


def drop_unsaved_text(run: Run, **why: Any) -> None:
    """Tell who watches to forget what was said behind the last step. Runs in a system scope that has locked the run."""
    stays = run.events.filter(kind__in=_ENDS_TEXT).aggregate(last=Max("seq"))["last"] or 0
    add_event(run, RunEvent.Kind.RESET, {"after": stays, **why})


def close_calls(run: Run, sentence: str) -> None:
    """Close the calls that the run would still have made: their effects and their rows are one, so nothing happened."""
    open_calls = run.tool_calls.filter(status=ToolCall.Status.RUNNING)
    if run.kind == Run.Kind.APPROVAL:
        open_calls = open_calls | ToolCall.objects.filter(pk=run.client_key, status=ToolCall.Status.APPROVED)
    open_calls.update(status=ToolCall.Status.FAILED, result={"error": sentence})


def end_run(run: Run, status: Run.Status, *, now: datetime, error: str = "") -> None:
    """Close a run with its last event and begin what waits. Runs in a system scope that holds conversation and run."""
    run.status, run.finished_at, run.lease_until, run.error = status, now, None, error
    run.save()
    if error:
        add_event(run, RunEvent.Kind.ERROR, {"text": error})
    else:
        add_event(run, RunEvent.Kind.DONE, {"status": status.value})
    begin_next(run.conversation)


def take_over_runs(*, now: datetime) -> int:
    """Queue again what a killed worker left: runs whose lease ran out, or that nobody began. Return how many."""
    nobody_began = Q(status=Run.Status.QUEUED, lease_until=None, created_at__lt=now - LEASE)
    with acting_as_system():
        runs = Run.objects.select_for_update(skip_locked=True).filter(
            nobody_began | Q(status__in=[Run.Status.QUEUED, Run.Status.RUNNING], lease_until__lt=now)
        )
        for run in runs:
            run.status, run.lease_until = Run.Status.QUEUED, now + LEASE
            run.save(update_fields=["status", "lease_until"])
            plan_answer(run)
    return len(runs)


def begin_forgotten_turns() -> int:
    """Begin turns that wait for nobody. Return how many conversations had one."""
    with acting_as_system():
        waits = Run.objects.filter(status=Run.Status.WAITING).exclude(conversation__runs__in=Run.objects.live())
        forgotten = sorted(set(waits.values_list("conversation_id", flat=True)))
        for conversation_id in forgotten:
            begin_next(hold(conversation_id))
    return len(forgotten)


def forget_run_events(*, now: datetime) -> int:
    """Delete the events of runs that ended a day ago; their messages say the same. Return how many."""
    with acting_as_system():
        old = RunEvent.objects.filter(run__finished_at__lt=now - _EVENTS_KEPT)
        return old.delete()[0]


def _is_claimable(run: Run, now: datetime) -> bool:
    if run.status == Run.Status.QUEUED:
        return True
    return run.status == Run.Status.RUNNING and (run.lease_until is None or run.lease_until < now)
