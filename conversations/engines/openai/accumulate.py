"""From the pieces of a stream to one reply, in whatever shape the server cuts them."""

import json
from dataclasses import dataclass, field
from typing import Any

_KNOWN = frozenset({"role", "content", "refusal", "tool_calls", "function_call", "index", "id", "type", "function"})
_MOST_EXTRA = 20_000  # characters of what a provider adds; more is not worth keeping


@dataclass
class Asked:
    """A tool call as the model wrote it. `fault` says what is wrong with the arguments."""

    id: str
    name: str
    written: str
    arguments: dict[str, Any] = field(default_factory=dict)
    fault: str = ""


@dataclass(frozen=True)
class Reply:
    """One complete reply. `extra` is what the provider added and wants to see again."""

    text: str
    refusal: str
    calls: tuple[Asked, ...]
    finish: str
    extra: dict[str, Any]


@dataclass
class _Slot:
    id: str = ""
    name: str = ""
    written: str = ""


class Accumulator:
    """Takes chunks of a stream one by one; tolerant of everything servers were seen to do."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.refusal: list[str] = []
        self.finish = ""
        self.chunks = 0
        self.usage: Any = None
        self._slots: list[_Slot] = []
        self._by_index: dict[int, _Slot] = {}
        self._extra: dict[str, Any] = {}

    def feed(self, chunk: Any) -> str:
        """Take a chunk; return the text it brought. A chunk without choices carries usage, or nothing."""
        self.usage = getattr(chunk, "usage", None) or self.usage
        choices = getattr(chunk, "choices", None)
        if not choices:
            return ""
        self.chunks += 1
        choice = choices[0]
        self.finish = choice.finish_reason or self.finish
        delta = choice.delta
        if delta is None:
            return ""
        self._keep_extra(delta)
        if isinstance(refusal := getattr(delta, "refusal", None), str):
            self.refusal.append(refusal)
        for piece in delta.tool_calls or ():
            self._feed_call(piece)
        text = delta.content if isinstance(delta.content, str) else ""
        self.text.append(text)
        return text

    @property
    def has_begun(self) -> bool:
        """Whether anything of an answer came."""
        return bool(self._slots or any(self.text) or self.refusal)

    @property
    def size(self) -> int:
        """Characters so far, arguments included."""
        return sum(map(len, self.text)) + sum(len(slot.written) for slot in self._slots)

    def reply(self) -> Reply:
        """What came, as a reply; ids are made where the server sent none, and made different where it repeats them."""
        calls: list[Asked] = []
        for place, slot in enumerate(self._slots):
            name = slot.id if slot.id and slot.id not in {call.id for call in calls} else f"{slot.id or 'call'}_{place}"
            calls.append(read_call(name, slot.name, slot.written))
        return Reply("".join(self.text), "".join(self.refusal), tuple(calls), self.finish, self._extra)

    def _feed_call(self, piece: Any) -> None:
        slot = self._slot_of(piece)
        slot.id = slot.id or piece.id or ""
        function = piece.function
        if function is None:
            return
        slot.name = slot.name or function.name or ""
        written = function.arguments
        if written is not None:
            slot.written += written if isinstance(written, str) else json.dumps(written)

    def _slot_of(self, piece: Any) -> _Slot:
        """A new slot: an index not seen yet, one used again with another id, or a name without any index."""
        index, function = getattr(piece, "index", None), piece.function
        last = self._slots[-1] if self._slots else None
        slot = last if index is None else self._by_index.get(index)
        is_other = bool(slot and piece.id and slot.id and piece.id != slot.id)
        if slot is None or is_other or (index is None and function is not None and function.name):
            slot = _Slot()
            self._slots.append(slot)
        if index is not None:
            self._by_index[index] = slot
        return slot

    def _keep_extra(self, delta: Any) -> None:
        for key, value in (getattr(delta, "model_extra", None) or {}).items():
            if key in _KNOWN or value in (None, "", [], {}):
                continue
            joined = _joined(self._extra.get(key), value)
            if len(json.dumps(joined, default=str)) <= _MOST_EXTRA:
                self._extra[key] = joined


def _joined(before: Any, value: Any) -> Any:
    """Pieces of text and of lists follow each other; anything else comes whole."""
    if isinstance(before, str) and isinstance(value, str):
        return before + value
    return [*before, *value] if isinstance(before, list) and isinstance(value, list) else value


def read_call(id: str, name: str, written: str) -> Asked:
    """A call with its arguments read. Nothing is mended: what is no JSON object is told to the model."""
    try:
        arguments = json.loads(written or "{}")
    except ValueError as fault:
        return Asked(id, name, written, fault=f"The arguments were not valid JSON: {fault}.")
    if not isinstance(arguments, dict):
        return Asked(id, name, written, fault="The arguments were no JSON object.")
    return Asked(id, name, written, arguments)
