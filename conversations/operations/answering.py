"""Carrying out a turn: the engine's steps become messages, events and effects.

Messages and calls are written as the system, before the tool runs; the tool itself acts as the person who asked.
"""

import logging
from collections import deque
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from conversations.engines import engine_of
from conversations.engines.handover import sum_up, take_over
from conversations.engines.steps import Act, Answer, Engine, EngineFailed, Outcome, Say, Spent, Step, Turn, Unsay
from conversations.models import Message, Run, RunEvent, Usage
from conversations.operations.budgets import EngineChoice, choose_engine
from conversations.operations.calls import CallBook
from conversations.operations.calls import Step as Taken
from conversations.operations.queue import hold_run
from conversations.operations.runs import (
    RunLost,
    append_event,
    claim_run,
    close_calls,
    drop_unsaved_text,
    end_run,
    keep_text,
    renew_lease,
)
from conversations.operations.scribe import Scribe
from conversations.operations.turns import put_off, read_draft, read_past, read_turn
from eventai.db.acting import acting_as, acting_as_system
from eventai.db.functions import let_connection_go

logger = logging.getLogger(__name__)

MOST_STEPS = 60
_FAILED = "Something went wrong on our side. What was done stays, and your message is kept: try again, or send it anew."
_NOT_REACHED = "Something went wrong before it came to this. Nothing of it happened."
_MODEL_BROKE = "The model's answer could not be read."


class Diverged(Exception):
    """The engine takes another way than it did for the worker before."""


def answer_run(
    run_id: UUID,
    *,
    worker: str,
    clock: Callable[[], datetime] = timezone.now,
    choose: Callable[..., EngineChoice] = choose_engine,
    engines: Callable[[Run], Engine] = engine_of,
    scribe: Scribe | None = None,
) -> None:
    """Carry out one turn from its beginning to its last event, if it is there to be had.

    `choose` decides who answers, before the first step. A run that was stopped or taken over meanwhile ends quietly.
    What goes wrong is said in the conversation. With a `scribe`, who knows the worker by the same name, text is
    written down together with that of other answers.
    """
    run = claim_run(run_id, worker=worker, now=clock())
    if run is None:
        return
    try:
        Answering(run, clock, engines, scribe).carry_out(choose)
    except RunLost:
        logger.info("A run was stopped or taken over")
    except Exception:
        logger.exception("A run failed")
        _fail(run, clock())
    finally:
        if scribe:
            scribe.forget(run)


class Answering:
    """One attempt at one run."""

    def __init__(
        self,
        run: Run,
        clock: Callable[[], datetime],
        engines: Callable[[Run], Engine] = engine_of,
        scribe: Scribe | None = None,
    ) -> None:
        self.run = run
        self.clock = clock
        self.engines = engines
        self.scribe = scribe
        self.said: list[str] = []
        self.remark = ""
        self.is_parked = False
        self.book = CallBook(run, clock)

    def carry_out(self, choose: Callable[..., EngineChoice]) -> None:
        """Follow the engine's steps until it is done, or waits for the person."""
        self._note(RunEvent.Kind.STATUS, {"text": "EventAI is answering"})
        approved = self.book.approved()
        taken = self.book.resume()
        if any(step.is_waiting for step in taken):
            self._park()
            return
        why = self._failure_before()
        if not taken and not why:
            self._choose(choose)
        turn = self._turn(approved)
        if why:
            self._take_over(turn, why, taken)
        else:
            self._answer(turn, taken)
        if self.is_parked:
            self._park()
        else:
            self._finish(turn)

    # --- Who answers --------------------------------------------------------------------------------

    def _choose(self, choose: Callable[..., EngineChoice]) -> None:
        """Ask who answers, before the first step; what there is to say about it is said once in a conversation."""
        with acting_as_system():
            choice = choose(self.book.conversation, self.book.profile, self.clock())
            self.run.engine, self.run.model = choice.engine, choice.model
            self.run.save(update_fields=["engine", "model"])
        if choice.remark and self.book.conversation.metadata.get("remark") != choice.remark:
            self.remark = choice.remark
            self._say(f"{choice.remark}\n\n")

    def _turn(self, approved: Outcome | None) -> Turn:
        with acting_as(self.book.profile.pk):
            turn = read_turn(self.run, self.book.conversation, self.book.profile, approved=approved, now=self.clock())
        if self.run.engine != Run.Engine.BUILT_IN:
            with acting_as_system():
                turn.past = read_past(self.book.conversation)
        return turn

    def _answer(self, turn: Turn, taken: list[Taken]) -> None:
        try:
            engine = self.engines(self.run)
            try:
                self._follow(engine.answer(turn), turn, deque(taken if engine.replays else ()))
            finally:
                if engine.unsettled:
                    self._count(engine.unsettled)
        except Diverged:
            self.said.clear()
            self._follow(sum_up(turn, self._done()), turn, deque())
        except EngineFailed as failure:
            self._hand_over(failure)
            self._take_over(turn, failure.sentence, [])

    def _take_over(self, turn: Turn, why: str, taken: list[Taken]) -> None:
        """Let the built-in assistant take the rest; `taken` are the run's steps, of which it knows its own."""
        others = [step for step in taken if step.engine != Run.Engine.BUILT_IN]
        own = [step for step in taken if step.engine == Run.Engine.BUILT_IN]
        done = self._done(before=sum(len(step.names) for step in others) if taken else None)
        try:
            self._follow(take_over(turn, why, done), turn, deque(own))
        except Diverged:
            self._follow(sum_up(turn, self._done()), turn, deque())

    def _hand_over(self, failure: EngineFailed) -> None:
        """Set aside what the engine said last, and write down that another one answers from here on."""
        self._stand()
        logger.warning("The engine failed; the built-in assistant takes over")
        with acting_as_system():
            locked = self._mine()
            keep_text(locked, "".join(self.said), status=Message.Status.FAILED)
            drop_unsaved_text(locked, handed_over=failure.sentence)
            locked.engine, locked.model = Run.Engine.BUILT_IN, ""
            locked.save(update_fields=["engine", "model"])
        self.run.engine, self.run.model = locked.engine, locked.model
        self.said.clear()

    def _failure_before(self) -> str:
        """Why an engine handed over to the built-in assistant before an earlier worker died; empty if none did."""
        if self.run.attempt == 1:
            return ""
        with acting_as_system():
            marks = self.run.events.filter(kind=RunEvent.Kind.RESET, data__has_key="handed_over")
            mark = marks.order_by("seq").last()
        return str(mark.data["handed_over"]) if mark else ""

    def _done(self, *, before: int | None = None) -> list[str]:
        """What calls of this run changed, in words; with `before`, those among its first ones."""
        made = [call for call in self.book.changes() if before is None or call.position <= before]
        return [": ".join(filter(None, (call.result.get("title"), call.result.get("summary")))) for call in made]

    # --- Its steps ----------------------------------------------------------------------------------

    def _follow(self, answer: Answer, turn: Turn, taken: deque[Taken]) -> None:
        """Take the engine's steps; those that an earlier worker finished are only answered again."""
        with closing(answer):
            step, acts = self._next(answer, None), 0
            while step is not None and acts < MOST_STEPS:
                outcomes = _again(step, taken) if taken else self._take(step)
                self.is_parked = any(outcome.is_waiting for outcome in outcomes)
                if self.is_parked:
                    return
                if isinstance(step, Act):
                    acts += 1
                    self.book.look()
                    with acting_as(self.book.profile.pk):
                        read_draft(turn, self.book.conversation)
                step = self._next(answer, outcomes)
            if taken:
                raise Diverged

    def _next(self, answer: Answer, outcomes: list[Outcome] | None) -> Step | None:
        """The engine's next step. It may take a minute, so no connection is kept meanwhile."""
        let_connection_go()
        try:
            return next(answer) if outcomes is None else answer.send(outcomes)
        except StopIteration:
            return None
        except Exception as fault:
            if isinstance(fault, EngineFailed) or self.run.engine == Run.Engine.BUILT_IN:
                raise
            logger.exception("The engine broke")
            raise EngineFailed(_MODEL_BROKE) from fault

    def _take(self, step: Step) -> list[Outcome]:
        if isinstance(step, Say):
            self._say(step.text)
            return []
        self._stand()
        if isinstance(step, Act):
            calls = self.book.write_down(step, text="".join(self.said))
            self.said.clear()
            return [self.book.carry_out(call) for call in calls]
        if isinstance(step, Unsay):
            self.said.clear()
            with acting_as_system():
                drop_unsaved_text(self._mine())
        elif isinstance(step, Spent):
            self._count(step)
        elif step.text:
            self._note(RunEvent.Kind.STATUS, {"text": step.text})
        else:
            with acting_as_system():
                renew_lease(self.run)
        return []

    def _say(self, text: str) -> None:
        self.said.append(text)
        if self.scribe:
            self.scribe.say(self.run, text)
        else:
            self._note(RunEvent.Kind.TEXT, {"text": text})

    def _stand(self) -> None:
        """Wait until what was said stands: what happens next is told behind it."""
        if self.scribe:
            self.scribe.finish(self.run)

    def _note(self, kind: RunEvent.Kind, data: dict[str, Any]) -> None:
        with acting_as_system():
            append_event(self.run, kind, data)

    def _count(self, spent: Spent) -> None:
        """Write down what a request took, also when the run was stopped meanwhile: it was spent."""
        with acting_as_system():
            self.book.look()
            Usage.objects.create(
                run=self.run, profile=self.book.profile, attempt=self.run.attempt, step=len(self.book.stored),
                **{name: getattr(spent, name) for name in Spent.__dataclass_fields__},
            )  # fmt: skip

    # --- Its end ------------------------------------------------------------------------------------

    def _park(self) -> None:
        """Wait for the person: the run costs nothing until they decide."""
        with acting_as_system():
            locked = self._mine()
            append_event(locked, RunEvent.Kind.APPROVAL, {})
            locked.status, locked.lease_until = Run.Status.AWAITING_APPROVAL, None
            locked.save(update_fields=["status", "lease_until"])

    def _finish(self, turn: Turn) -> None:
        self._stand()
        with acting_as_system():
            locked = self._mine()
            put_off(locked.conversation, turn, remark=self.remark)
            keep_text(locked, "".join(self.said), meta={"engine": locked.engine})
            end_run(locked, Run.Status.DONE, now=self.clock())

    def _mine(self) -> Run:
        """The run, locked behind its conversation, if it still is this worker's."""
        locked = hold_run(self.run.pk)
        if locked.status != Run.Status.RUNNING or locked.worker != self.run.worker:
            raise RunLost
        return locked


def _again(step: Step, taken: deque[Taken]) -> list[Outcome]:
    """What a finished step was answered with; what was said before it stands already."""
    if not isinstance(step, Act):
        return []
    before = taken.popleft()
    if before.names != tuple(call.name for call in step.calls):
        raise Diverged
    return before.outcomes


def _fail(run: Run, now: datetime) -> None:
    with acting_as_system():
        locked = hold_run(run.pk)
        if locked.status != Run.Status.RUNNING or locked.worker != run.worker:
            return
        close_calls(locked, _NOT_REACHED)
        drop_unsaved_text(locked)
        end_run(locked, Run.Status.FAILED, now=now, error=_FAILED)
