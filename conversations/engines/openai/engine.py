"""The engine of any server that speaks OpenAI's chat API: asks the model, makes its calls, tells it what they did."""

import json
from collections import Counter
from collections.abc import Generator
from dataclasses import replace
from typing import Any

from conversations.engines.openai.accumulate import Asked, Reply
from conversations.engines.openai.client import Server
from conversations.engines.openai.history import clipped, history
from conversations.engines.openai.prompt import PROMPT_VERSION, state_of, system_prompt
from conversations.engines.openai.requests import Asking, Limits
from conversations.engines.openai.schemas import arguments_from, schema_of, tools_in
from conversations.engines.openai.trouble import Trouble
from conversations.engines.questions import is_skipped
from conversations.engines.steps import Act, Answer, Call, EngineFailed, Note, Outcome, Past, Say, Spent, Turn, Unsay
from conversations.registry import TOOLS

MOST_ERRORS = 3  # of one tool, then there are no tools for a request
MOST_REPEATS = 3  # of one call
MOST_CALLS = 40  # of one reply; the next is refused unheard and tells the model, the others are dropped
MOST_UNREADABLE = 2  # replies whose arguments are no JSON
_RESULT = 4_000  # characters of a result within the turn
_ROOM = 60_000  # characters of history when nothing is known of the window
_LAST = (
    "There are no tools in this request. Tell the person in a few sentences what was done, what was not, and what you"
    " suggest next."
)
_TOO_MANY_ERRORS = (
    "There are no tools in this request, because {name} failed {count} times. Tell the person plainly what did not work"
    " and what you need to know."
)
_WITHHELD = "The provider of the model withheld this answer, so nothing was done. Say it in other words."
_CUT_SHORT = "\n\n_The answer ended at the model's length limit._"


class OpenAIEngine:
    """Answers turns with a model. Knows nothing of the database."""

    replays = False

    def __init__(self, server: Server, *, limits: Limits | None = None) -> None:
        self.server = server
        self.asking = Asking(server, limits or Limits())

    @property
    def unsettled(self) -> Spent | None:
        """What a request took that was stopped before it was told."""
        return self.asking.unsettled

    def answer(self, turn: Turn) -> Answer:
        """Yield the model's words and calls until it has nothing more to do. Raises EngineFailed."""
        if turn.pending_field and is_skipped(turn.text):
            turn.skipped |= {turn.pending_field}
        yield from _Talk(self.asking, turn).carry_on()


class _Talk:
    """One turn: the messages so far, and how often what went wrong."""

    def __init__(self, asking: Asking, turn: Turn) -> None:
        self.asking = asking
        self.turn = turn
        self.room = _room(asking)
        self.told: list[dict[str, Any]] = []
        self.errors: Counter[str] = Counter()
        self.repeats: Counter[str] = Counter()
        self.unreadable = 0
        self.notes = ""

    def carry_on(self) -> Answer:
        while True:
            is_last = self.asking.is_spent
            has_tools = not is_last and not self.notes
            reply = yield from self._reply(_LAST if is_last else self.notes, has_tools=has_tools)
            self.notes = ""
            if reply.finish == "content_filter" or reply.refusal:
                yield Say(reply.refusal or _WITHHELD)
                return
            if not reply.calls or not has_tools:
                yield from _ended(reply)
                return
            calls = self._calls(reply)
            yield from _question_said(reply, calls)
            outcomes = yield Act(tuple(calls), meta=self._meta(reply))
            self._remember(reply, calls, outcomes)
            if any(outcome.name == "ask_user" and outcome.is_done for outcome in outcomes):
                return

    def _reply(self, notes: str, *, has_tools: bool) -> Generator[Say | Note | Unsay | Spent, None, Reply]:
        """One reply; when the conversation is too long for the model, once more with less of it."""
        for room in (self.room, self.room // 4):
            try:
                return (yield from self.asking.ask(self._messages(notes, room), self._tools() if has_tools else []))
            except Trouble as trouble:
                self.room, fault = room // 4, trouble
        raise EngineFailed(fault.sentence)

    def _tools(self) -> list[dict[str, Any]]:
        offered = tools_in(state_of(self.turn), is_small=self.asking.capability.is_small)
        return [schema_of(tool, strict=True) for tool in offered]

    def _messages(self, notes: str, room: int) -> list[dict[str, Any]]:
        server = self.asking.server
        said = history(_with_this_message(self.turn), provider=server.provider, model=server.model, room=room)
        return [{"role": "system", "content": system_prompt(self.turn, notes=notes)}, *said, *self.told]

    def _calls(self, reply: Reply) -> list[Call]:
        """The calls in the given order; what cannot be meant is refused unheard, and the model told why."""
        if any(asked.fault for asked in reply.calls):
            self.unreadable += 1
        if self.unreadable > MOST_UNREADABLE:
            raise EngineFailed("The model's instructions could not be read.")
        calls = [self._call(asked) for asked in reply.calls[: MOST_CALLS + 1]]
        if len(calls) > MOST_CALLS:
            fault = f"{len(reply.calls)} calls at once are too many: only the first {MOST_CALLS} were made."
            calls[MOST_CALLS] = replace(calls[MOST_CALLS], fault=fault)
        return calls

    def _call(self, asked: Asked) -> Call:
        arguments = arguments_from(TOOLS.get(asked.name), asked.arguments)
        key = f"{asked.name} {json.dumps(arguments, sort_keys=True)}"
        self.repeats[key] += 1
        fault = asked.fault
        if not fault and asked.name not in TOOLS:
            names = ", ".join(tool.name for tool in tools_in(state_of(self.turn)))
            fault = f"There is no tool called {asked.name[:40]}. There are: {names}."
        elif not fault and self.repeats[key] >= MOST_REPEATS:
            fault = f"This exact call was made {self.repeats[key]} times; it was not made again. Do something else."
        return Call(asked.name[:60], arguments, id=asked.id, fault=fault)

    def _meta(self, reply: Reply) -> dict[str, Any]:
        server = self.asking.server
        meta: dict[str, Any] = {"model": server.model, "finish_reason": reply.finish, "prompt": PROMPT_VERSION}
        return meta | ({"provider": server.provider, "provider_extra": reply.extra} if reply.extra else {})

    def _remember(self, reply: Reply, calls: list[Call], outcomes: list[Outcome]) -> None:
        """Put the calls and their results where the next request finds them."""
        functions = [
            {"id": f"{call.id[:30]}_{self.asking.requests}_{place}", "type": "function", "function": _function(call)}
            for place, call in enumerate(calls)
        ]
        self.told.append({"role": "assistant", "content": reply.text} | reply.extra | {"tool_calls": functions})
        for place, function in enumerate(functions):
            outcome = outcomes[place] if place < len(outcomes) else None
            self.told.append({"role": "tool", "tool_call_id": function["id"], "content": _told(outcome)})
        for outcome in outcomes:
            self.errors[outcome.name] += not (outcome.is_done or outcome.is_waiting)
        name, count = self.errors.most_common(1)[0] if self.errors else ("", 0)
        if count >= MOST_ERRORS:
            self.notes = _TOO_MANY_ERRORS.format(name=name, count=count)
            self.errors.clear()


def _ended(reply: Reply) -> Generator[Say, None, None]:
    """The end of an answer without calls: it was said already, unless there was nothing."""
    if not reply.text.strip():
        raise EngineFailed("The model gave an empty answer.")
    if reply.finish == "length":
        yield Say(_CUT_SHORT)


def _question_said(reply: Reply, calls: list[Call]) -> Generator[Say, None, None]:
    """A question is asked in words too: only its likely answers are shown as buttons."""
    for call in calls:
        question = str(call.arguments.get("question", "")) if call.name == "ask_user" and not call.fault else ""
        if question and question.strip() not in reply.text:
            yield Say(f"\n\n{question}" if reply.text.strip() else question)


def _with_this_message(turn: Turn) -> list[Past]:
    """The stored messages, this turn's own in any case."""
    past = list(turn.past)
    last = next((row for row in reversed(past) if row.role == "user"), None)
    if turn.text and (last is None or last.content != turn.text):
        past.append(Past("user", turn.text))
    if turn.approved is not None and (not past or past[-1].role != "tool"):
        did = "It was done" if turn.approved.is_done else "It was not done"
        past.append(Past("user", f"[The person approved {turn.approved.name}. {did}: {turn.approved.sentence}]"))
    return past


def _function(call: Call) -> dict[str, str]:
    return {"name": call.name, "arguments": json.dumps(call.arguments, ensure_ascii=False)}


def _told(outcome: Outcome | None) -> str:
    """What the model is told of a call: the stored words, where there are some."""
    if outcome is None:
        return json.dumps({"error": "Not carried out."})
    if outcome.told:
        return clipped(outcome.told, _RESULT)
    key = "summary" if outcome.is_done else "error"
    found = {key: outcome.sentence, "rows": outcome.rows, "lines": outcome.lines, "data": outcome.data}
    return clipped(json.dumps({name: value for name, value in found.items() if value}, default=str), _RESULT)


def _room(asking: Asking) -> int:
    """Characters of history: what the window leaves beside the rules, the tools and the answer."""
    context = asking.capability.context
    if context is None:
        return _ROOM
    tools = 4_000 if asking.capability.is_small else 12_000
    return max(2_000, min(_ROOM, (context - asking.limits.answer) * 3 - tools - 6_000))
