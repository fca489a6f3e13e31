"""What of a model's text the person sees: no thoughts, and no tool call that was written out as text."""

import json
import re

from conversations.engines.openai.accumulate import Asked, read_call

_THOUGHT = re.compile(r"\s*<(think|thinking|reasoning)>.*?</\1>\s*", re.DOTALL)
_OPENINGS = ("<think>", "<thinking>", "<reasoning>")
_CALL_MARK = "<tool_call>"
_WRITTEN_CALL = re.compile(r"<tool_call>\s*(\{.*?\})\s*(?:</tool_call>|\Z)", re.DOTALL)
_FENCE = re.compile(r"^```(?:json)?\s*|\s*```$")


class Speech:
    """Lets text through piece by piece, and holds back what may turn out not to be meant for people."""

    def __init__(self, *, offers_tools: bool) -> None:
        self._offers_tools = offers_tools
        self._held = ""
        self._has_spoken = False

    def hear(self, text: str) -> str:
        """Take a piece of the model's text; return what can be shown now."""
        self._held += text
        if not self._has_spoken and self._may_be_hidden():
            return ""
        cut = self._start_of_call()
        shown, self._held = self._held[:cut], self._held[cut:]
        self._has_spoken = self._has_spoken or bool(shown.strip())
        return shown

    def rest(self) -> str:
        """What was held back and is text after all."""
        rest, self._held = self._held, ""
        return without_thoughts(rest) if not self._has_spoken else rest

    def _may_be_hidden(self) -> bool:
        """Whether the beginning may be a thought, or a call in JSON; a thought that is over is dropped."""
        self._held = without_thoughts(self._held)
        start = self._held.lstrip()
        if any(start.startswith(opening) or opening.startswith(start) for opening in _OPENINGS):
            return True
        return self._offers_tools and (not start or start[0] == "{" or "```json"[: len(start)] == start[:7])

    def _start_of_call(self) -> int:
        """Where a call in text begins, or may be about to."""
        if not self._offers_tools:
            return len(self._held)
        if (found := self._held.find(_CALL_MARK)) >= 0:
            return found
        tail = next((n for n in range(len(_CALL_MARK) - 1, 0, -1) if self._held.endswith(_CALL_MARK[:n])), 0)
        return len(self._held) - tail


def without_thoughts(text: str) -> str:
    """The text without the thoughts at its beginning."""
    return _THOUGHT.sub("", text) if _THOUGHT.match(text) else text


def salvaged_calls(text: str, names: set[str]) -> tuple[Asked, ...]:
    """The calls a model wrote out as text, where all of it is calls of known tools; else none."""
    written = _WRITTEN_CALL.findall(text) or [_FENCE.sub("", without_thoughts(text).strip())]
    calls = [_call_in(piece, place) for place, piece in enumerate(written)]
    return tuple(call for call in calls if call) if all(call and call.name in names for call in calls) else ()


def _call_in(piece: str, place: int) -> Asked | None:
    try:
        found = json.loads(piece)
    except ValueError:
        return None
    if not isinstance(found, dict) or not isinstance(found.get("name"), str):
        return None
    arguments = found.get("arguments", found.get("parameters"))
    if arguments is None:
        return None
    return read_call(
        f"call_text_{place}", found["name"], arguments if isinstance(arguments, str) else json.dumps(arguments)
    )
