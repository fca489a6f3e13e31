"""How tests drive the engine without a worker: every step is noted, every call gets an outcome."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from conversations.engines.openai import Limits, OpenAIEngine, Server
from conversations.engines.steps import Act, Call, EngineFailed, Note, Outcome, Past, Say, Spent, Turn, Unsay
from tests.fake_provider import FakeProvider

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
QUICK = Limits(silence=3, seconds=20, grace=5)
Carry = Callable[[Call], Outcome]


@dataclass
class Answered:
    """What an engine did with a turn."""

    said: str = ""
    calls: list[Call] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    spent: list[Spent] = field(default_factory=list)
    failed: str = ""
    meta: list[dict[str, Any]] = field(default_factory=list)

    @property
    def made(self) -> list[tuple[str, dict[str, Any]]]:
        return [(call.name, call.arguments) for call in self.calls]


def turn_of(text: str = "A jazz night", past: tuple[Past, ...] = ()) -> Turn:
    """A turn about no event yet."""
    return Turn(text=text, now=NOW, timezone="Europe/Berlin", locale="en", had_event=False, past=past)


def server_of(provider: FakeProvider, model: str) -> Server:
    return Server(provider.url, "key", model)


def done(call: Call) -> Outcome:
    """Every call is done; refused unheard when the engine found a fault."""
    if call.fault:
        return Outcome(call.name, is_done=False, sentence=call.fault, told=json.dumps({"error": call.fault}))
    return Outcome(call.name, is_done=True, sentence="done", told=json.dumps({"summary": "done"}))


def refused(call: Call) -> Outcome:
    return Outcome(call.name, is_done=False, sentence="no", told=json.dumps({"error": "no"}))


def drive(
    provider: FakeProvider, model: str, turn: Turn | None = None, *, limits: Limits = QUICK, carry: Carry = done
) -> Answered:
    """Follow a turn to its end, as the worker does."""
    answer = OpenAIEngine(server_of(provider, model), limits=limits).answer(turn or turn_of())
    found = Answered()
    try:
        step = next(answer, None)
        while step is not None:
            step = answer.send(_taken(found, step, carry))
    except StopIteration:
        pass
    except EngineFailed as failure:
        found.failed = failure.sentence
    return found


def _taken(found: Answered, step: Say | Act | Note | Unsay | Spent, carry: Carry) -> list[Outcome]:
    match step:
        case Say(text):
            found.said += text
        case Unsay():
            found.said = ""
        case Note(text):
            found.notes.append(text)
        case Spent():
            found.spent.append(step)
        case Act(calls, meta):
            found.calls += calls
            found.meta.append(meta)
            return [carry(call) for call in calls]
    return []
