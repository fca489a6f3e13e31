"""From stored messages to the messages a provider takes: built by rules, and proven before it is sent.

Nothing else makes a model's history. Whatever was stopped, killed, stored twice or lost, what comes out is valid.
"""

import json
from collections.abc import Iterable, Sequence
from itertools import chain, count
from typing import Any

from conversations.engines.steps import Past

Message = dict[str, Any]

MOST_ROUNDS = 12
RESULT = 2_000  # characters of a tool's result that are kept
_STOPPED = "[stopped by user]"
_UNKNOWN = json.dumps({"error": "Interrupted: what came of it is not known."})


class BrokenHistory(AssertionError):
    """A history no provider would take; a fault of this module."""


def history(past: Sequence[Past], *, provider: str = "", model: str = "", room: int = 60_000) -> list[Message]:
    """The stored messages as a provider takes them, oldest rounds left out beyond `room` characters.

    Every call is followed by one result per id; what is not known is said so; failed and empty messages are left out.
    What a provider added goes back only to the same `provider` and `model`.
    """
    rows = [row for row in past if row.status != "failed" and row.role in ("user", "assistant", "tool")]
    results = _Results(rows)
    messages = [message for row in rows for message in _messages_of(row, results, provider, model)]
    messages = _merged(_with_own_ids(messages))
    rounds = _rounds(messages)
    kept = [message for part in _fitting(rounds, room) for message in part]
    prove(kept)
    return kept


def prove(messages: Sequence[Message]) -> None:
    """Raise BrokenHistory unless every provider would take these messages."""
    seen: set[str] = set()
    open_ids: list[str] = []
    before = ""
    for message in messages:
        role = message["role"]
        if role == "tool":
            if not open_ids or message["tool_call_id"] != open_ids.pop(0):
                raise BrokenHistory("a result without its call")
        elif open_ids:
            raise BrokenHistory("a call without its result")
        elif role == "user" and before == "user":
            raise BrokenHistory("two messages of the person in a row")
        elif role == "assistant":
            open_ids = _checked_ids(message, seen)
        before = role
    if open_ids:
        raise BrokenHistory("a call without its result")
    if messages and messages[0]["role"] != "user":
        raise BrokenHistory("it does not begin with the person")


def _checked_ids(message: Message, seen: set[str]) -> list[str]:
    calls = message.get("tool_calls", [])
    if not calls and not message["content"]:
        raise BrokenHistory("an empty message")
    ids = [call["id"] for call in calls]
    if len(set(ids)) != len(ids) or seen & set(ids) or not all(ids):
        raise BrokenHistory("an id used twice, or none")
    seen |= set(ids)
    for call in calls:
        if not isinstance(json.loads(call["function"]["arguments"]), dict):
            raise BrokenHistory("arguments that are no object")
    return ids


class _Results:
    """The stored results by the id of their call, each given out once."""

    def __init__(self, rows: Sequence[Past]) -> None:
        self._waiting: dict[str, list[str]] = {}
        for row in rows:
            if row.role == "tool" and row.meta.get("tool_call_id"):
                self._waiting.setdefault(str(row.meta["tool_call_id"]), []).append(row.content)

    def take(self, id: str, known: dict[str, Any]) -> str:
        """The result of a call; what else is known of it, where none is stored."""
        stored = self._waiting.get(id)
        text = stored.pop(0) if stored else str(known.get(id) or _UNKNOWN)
        return clipped(text)


def clipped(text: str, most: int = RESULT) -> str:
    """A result no longer than a model should be burdened with."""
    return text if len(text) <= most else f"{text[:most]} … [{len(text) - most:,} characters left out]"


def _messages_of(row: Past, results: _Results, provider: str, model: str) -> Iterable[Message]:
    if row.role == "user":
        if row.content.strip():
            yield {"role": "user", "content": row.content}
        return
    if row.role == "tool":
        return  # it stands behind its call, or nowhere
    text = f"{row.content} {_STOPPED}".strip() if row.status == "stopped" else row.content
    calls = [call for call in map(_call, row.tool_calls) if call]
    if not calls and not text.strip():
        return
    yield (
        {"role": "assistant", "content": text} | _extra(row, provider, model) | ({"tool_calls": calls} if calls else {})
    )
    known = row.meta.get("outcomes")
    for call in calls:
        result = results.take(call["id"], known if isinstance(known, dict) else {})
        yield {"role": "tool", "tool_call_id": call["id"], "content": result}


def _call(stored: dict[str, Any]) -> Message | None:
    function = stored.get("function")
    if not isinstance(function, dict) or not function.get("name"):
        return None
    arguments = {"name": str(function["name"]), "arguments": _as_object(function.get("arguments"))}
    return {"id": str(stored.get("id") or ""), "type": "function", "function": arguments}


def _as_object(written: object) -> str:
    """The arguments as they were written; a broken string would poison every later turn."""
    try:
        return written if isinstance(written, str) and isinstance(json.loads(written), dict) else "{}"
    except ValueError:
        return "{}"


def _extra(row: Past, provider: str, model: str) -> Message:
    extra = row.meta.get("provider_extra")
    is_theirs = provider and (row.meta.get("provider"), row.meta.get("model")) == (provider, model)
    kept = extra if is_theirs and isinstance(extra, dict) else {}
    return {key: value for key, value in kept.items() if key not in ("role", "content", "tool_calls")}


def _with_own_ids(messages: Iterable[Message]) -> list[Message]:
    """Every id once in the conversation; a result follows its call, so the last renaming is the right one."""
    taken: set[str] = set()
    renamed: dict[str, list[str]] = {}
    found: list[Message] = []
    for message in messages:
        if message["role"] == "tool":
            message = {**message, "tool_call_id": renamed[message["tool_call_id"]].pop(0)}
        elif "tool_calls" in message:
            renamed = {}
            calls = [{**call, "id": _fresh(call["id"], taken)} for call in message["tool_calls"]]
            for old, new in zip(message["tool_calls"], calls, strict=True):
                renamed.setdefault(old["id"], []).append(new["id"])
            message = {**message, "tool_calls": calls}
        found.append(message)
    return found


def _fresh(id: str, taken: set[str]) -> str:
    wanted = id[:36] or "call"
    names = chain([wanted], (f"{wanted}_{number}" for number in count(2)))
    name = next(name for name in names if name not in taken)
    taken.add(name)
    return name


def _merged(messages: Iterable[Message]) -> list[Message]:
    """Messages of one side in a row as one: some models accept nothing else."""
    found: list[Message] = []
    for message in messages:
        last = found[-1] if found else None
        plain = last and last.keys() == message.keys() == {"role", "content"} and last["role"] == message["role"]
        if last and plain:
            found[-1] = {**last, "content": f"{last['content']}\n\n{message['content']}"}
        else:
            found.append(message)
    return found


def _rounds(messages: Sequence[Message]) -> list[list[Message]]:
    """Rounds from a message of the person to the end of its answer; what stands before the first is left out."""
    rounds: list[list[Message]] = []
    for message in messages:
        if message["role"] == "user":
            rounds.append([])
        if rounds:
            rounds[-1].append(message)
    return rounds


def _fitting(rounds: list[list[Message]], room: int) -> list[list[Message]]:
    """The last rounds that fit; the last one always."""
    kept = rounds[-MOST_ROUNDS:]
    while len(kept) > 1 and sum(len(json.dumps(part, ensure_ascii=False)) for part in kept) > room:
        kept = kept[1:]
    return kept
