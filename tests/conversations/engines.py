"""Engines that do as a test tells them, and workers that die at a given point."""

import itertools
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.utils import timezone

from conversations.engines.built_in import BuiltInEngine
from conversations.engines.steps import Answer, EngineFailed, Spent, Step, Turn
from conversations.models import Run
from conversations.operations import take_over_runs
from conversations.operations.answering import answer_run
from conversations.operations.budgets import EngineChoice
from conversations.operations.runs import LEASE


class Killed(BaseException):
    """kill -9: nothing of the program runs any more."""


class Scripted:
    """A model that takes these steps; an exception among them is raised. It goes on behind the steps it finds."""

    replays = False
    unsettled: Spent | None = None

    def __init__(self, *steps: Step | BaseException) -> None:
        self.steps = steps
        self.turns: list[Turn] = []
        self.is_closed = False

    def answer(self, turn: Turn) -> Answer:
        self.turns.append(turn)
        own = turn.past[-1].run if turn.past else ""
        taken = sum(bool(row.tool_calls) for row in turn.past if row.run == own)
        try:
            for step in _behind(taken, self.steps):
                if isinstance(step, BaseException):
                    raise step
                yield step
        finally:
            self.is_closed = True


class Mortal:
    """The built-in assistant in a worker that is killed before its step of this number."""

    replays = True
    unsettled = None

    def __init__(self, last: int) -> None:
        self.last = last

    def answer(self, turn: Turn) -> Answer:
        answer, outcomes = BuiltInEngine().answer(turn), None
        for number in itertools.count():
            if number == self.last:
                raise Killed
            try:
                step = next(answer) if outcomes is None else answer.send(outcomes)
            except StopIteration:
                return
            outcomes = yield step


def mortal_clock(last: int) -> Callable[[], datetime]:
    """A clock in whose worker somebody dies at its reading of this number: in the middle of a tool, or at the end."""
    readings = itertools.count()

    def read() -> datetime:
        if next(readings) == last:
            raise Killed
        return timezone.now()

    return read


def by_model(run: Run, engine: Any, *, worker: str = "a worker", **more: Any) -> None:
    """Let this engine answer in the place of a model."""

    def engine_of(run: Run) -> Any:
        return engine if run.engine == Run.Engine.OPENAI else BuiltInEngine()

    choice = EngineChoice(Run.Engine.OPENAI, "test-model", more.pop("remark", ""))
    answer_run(run.pk, worker=worker, choose=lambda *_: choice, engines=engine_of, **more)


def let_time_pass(run: Run) -> int:
    """Let the lease of a dead worker run out, and have its turn taken over."""
    return take_over_runs(now=timezone.now() + 2 * LEASE)


def _behind(taken: int, steps: tuple[Any, ...]) -> Iterator[Any]:
    """The steps behind the acts that were taken already."""
    for step in steps:
        if taken and type(step).__name__ != "Act":
            continue
        if taken:
            taken -= 1
            continue
        yield step


__all__ = ["EngineFailed", "Killed", "Mortal", "Scripted", "by_model", "let_time_pass", "mortal_clock"]
