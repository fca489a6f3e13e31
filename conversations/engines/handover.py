"""When an engine cannot go on: the built-in assistant takes the rest of the turn, and says so."""

from collections.abc import Sequence

from conversations.engines.asking import ask_on
from conversations.engines.built_in import BuiltInEngine
from conversations.engines.steps import Answer, Say, Turn

TOOK_OVER = "The built-in assistant took over."
_INTERRUPTED = "I was interrupted, and what you see has changed since."


def take_over(turn: Turn, why: str, done: Sequence[str]) -> Answer:
    """Say why, then answer the message; where something was done for it already, only say what, and what is open."""
    yield Say(f"{why} {TOOK_OVER}\n\n")
    if done:
        yield from _report(turn, done)
    else:
        yield from BuiltInEngine().answer(turn)


def sum_up(turn: Turn, done: Sequence[str]) -> Answer:
    """Say what was done of a turn that cannot be followed to its end any more, and what is open."""
    yield Say(f"{_INTERRUPTED}\n\n")
    yield from _report(turn, done)


def _report(turn: Turn, done: Sequence[str]) -> Answer:
    lines = "\n".join(f"- {line}" for line in done)
    yield Say(f"Done so far, and it stays:\n\n{lines}\n\n" if lines else "Nothing was done so far.\n\n")
    yield from ask_on(turn, None, turn.memo, again=True)
