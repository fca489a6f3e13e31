"""Carrying out a turn: the engine's steps become messages, events and effects.

Messages and calls are written as the system, before the tool runs; the tool itself acts as the person who asked.
"""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from accounts.models import Profile
from conversations.engines import engine_of
from conversations.engines.steps import Act, Outcome, Say, Turn
from conversations.models import Run, RunEvent, ToolCall
from conversations.operations.calls import CallBook
from conversations.operations.runs import RunLost, append_event, claim_run, end_run, keep_text
from conversations.operations.turns import put_off, read_draft, read_turn
from eventai.db.acting import acting_as, acting_as_system

logger = logging.getLogger(__name__)

MOST_STEPS = 60
_FAILED = "Something went wrong on our side. What was done stays, and your message is kept: send it again."


def answer_run(run_id: UUID, *, worker: str, clock: Callable[[], datetime] = timezone.now) -> None:
    """Carry out one turn from its beginning to its last event, if it is there to be had.

    A run that was stopped or taken over meanwhile ends quietly. What goes wrong is said in the conversation.
    """
    run = claim_run(run_id, worker=worker, now=clock())
    if run is None:
        return
    try:
        Answering(run, clock).carry_out()
    except RunLost:
        logger.info("A run was stopped or taken over")
    except Exception:
        logger.exception("A run failed")
        _fail(run, clock())


class Answering:
    """One attempt at one run."""

    def __init__(self, run: Run, clock: Callable[[], datetime]) -> None:
        self.run = run
        self.clock = clock
        self.said: list[str] = []
        self.conversation = run.conversation
        self.profile: Profile = self.conversation.user
        self.book = CallBook(run, self.conversation, self.profile, clock)

    def carry_out(self) -> None:
        """Follow the engine's steps until it is done, or waits for the person."""
        self._note(RunEvent.Kind.STATUS, {"text": "EventAI is answering"})
        turn = self._turn()
        answer = engine_of(self.run).answer(turn)
        step = next(answer, None)
        for _ in range(MOST_STEPS):
            if step is None:
                break
            outcomes = self._take(step)
            if any(outcome.is_waiting for outcome in outcomes):
                return
            if isinstance(step, Act):
                with acting_as(self.profile.pk):
                    read_draft(turn, self.conversation)
            try:
                step = answer.send(outcomes)
            except StopIteration:
                break
        self._finish(turn)

    def _turn(self) -> Turn:
        approved = self.book.approved_call()
        outcome = self.book.carry_out(approved) if approved else None
        with acting_as(self.profile.pk):
            return read_turn(self.run, self.conversation, self.profile, approved=outcome, now=self.clock())

    def _take(self, step: Say | Act) -> list[Outcome]:
        if isinstance(step, Say):
            self.said.append(step.text)
            self._note(RunEvent.Kind.TEXT, {"text": step.text})
            return []
        calls = self.book.write_down(step.calls, text="".join(self.said))
        self.said.clear()
        return [self.book.carry_out(call) for call in calls]

    def _note(self, kind: RunEvent.Kind, data: dict[str, Any]) -> None:
        with acting_as_system():
            append_event(self.run, kind, data)

    def _finish(self, turn: Turn) -> None:
        with acting_as_system():
            locked = _mine(self.run)
            put_off(self.conversation, turn)
            keep_text(locked, "".join(self.said))
            end_run(locked, Run.Status.DONE, now=self.clock())


def _mine(run: Run) -> Run:
    """The run, locked, if it still is this worker's."""
    locked = Run.objects.select_for_update().get(pk=run.pk)
    if locked.status != Run.Status.RUNNING or locked.worker != run.worker:
        raise RunLost
    return locked


def _fail(run: Run, now: datetime) -> None:
    with acting_as_system():
        locked = Run.objects.select_for_update().get(pk=run.pk)
        if locked.status != Run.Status.RUNNING or locked.worker != run.worker:
            return
        locked.tool_calls.filter(status=ToolCall.Status.RUNNING).update(status=ToolCall.Status.UNKNOWN)
        end_run(locked, Run.Status.FAILED, now=now, error=_FAILED)
