"""Finding out what a model can do: a handful of small requests, each of which shows one thing."""

from collections.abc import Callable, Generator
from dataclasses import asdict, dataclass, field
from typing import Any

from conversations.engines.openai.accumulate import Reply
from conversations.engines.openai.capability import Capability, capability_of, recall, usual_for
from conversations.engines.openai.client import Server
from conversations.engines.openai.models import listed_models
from conversations.engines.openai.requests import Asking, Limits
from conversations.engines.openai.trouble import Trouble
from conversations.engines.steps import EngineFailed, Note, Say, Spent, Unsay

_WORD = "heron-4821"
_FILLER = "The hall has chairs, tables, a stage, lamps and a bar near the door. "
_LONG = 24_000  # characters, about 6,000 tokens
_CUT = 4_000  # tokens: what is left where a long prompt is cut silently
_PATIENCE = Limits(requests=50, seconds=240, silence=90, waiting=10, answer=300)
_WEATHER = {
    "type": "function",
    "function": {
        "name": "get_weather",
        "description": "Tell the weather in one city.",
        "parameters": {
            "type": "object",
            "properties": {"city": {"type": "string"}},
            "required": ["city"],
            "additionalProperties": False,
        },
    },
}
Progress = Callable[[str], None]


@dataclass
class Findings:
    """What was found. `error` is a sentence where the model could not be asked; `spent` is what finding out took."""

    capability: Capability = field(default_factory=Capability)
    models: int | None = None
    is_listed: bool | None = None
    one_tool: bool = False
    two_tools: bool = False
    remembers: bool = False
    first_ms: int | None = None
    tells_usage: bool = False
    error: str = ""
    spent: list[Spent] = field(default_factory=list)

    def stored(self) -> dict[str, Any]:
        """As a record keeps it: how to ask, and what people want to know."""
        kept = asdict(self)
        for name in ("capability", "spent", "error"):
            kept.pop(name)
        return kept | self.capability.stored()


def probe(server: Server, *, tell: Progress) -> Findings:
    """Ask the model for what shows its abilities; `tell` hears what is being tried. Takes seconds to minutes."""
    found = Findings()
    recall(server, usual_for(server))
    tell("Asking for the list of models")
    found.models, found.is_listed, context = listed_models(server)
    try:
        _try_tools(server, found, tell)
        tell("Trying a long prompt")
        found.remembers = _remembers(server, found)
    except EngineFailed as failure:
        found.error = failure.sentence
    known = capability_of(server)
    window = context if found.remembers or context is None else min(context, _CUT)
    found.capability = Capability.of(
        known.stored()
        | {
            "tools": (found.one_tool or bool(found.error)) and known.tools,
            "parallel": known.parallel,
            "context": window if found.remembers or found.error else window or _CUT,
        }
    )
    return found


def _try_tools(server: Server, found: Findings, tell: Progress) -> None:
    tell("Trying a tool")
    reply, spent = _asked(server, found, "What is the weather in Oslo? Use the tool.", tools=True)
    found.one_tool = [call.name for call in reply.calls] == ["get_weather"] and not reply.calls[0].fault
    found.first_ms, found.tells_usage = spent.first_ms, not spent.is_estimated
    tell("Trying two tools at once")
    both = "What is the weather in Oslo and in Rome? Call the tool for both cities at once."
    reply, _ = _asked(server, found, both, tools=True)
    found.two_tools = len(reply.calls) > 1 and not any(call.fault for call in reply.calls)


def _remembers(server: Server, found: Findings) -> bool:
    """Whether the beginning of a long prompt arrives; some servers cut it without a word."""
    filler = _FILLER * (_LONG // len(_FILLER))
    prompt = f"The code word is {_WORD}.\n\n{filler}\n\nWhat is the code word? Answer with the code word alone."
    try:
        reply, _ = _asked(server, found, prompt, tools=False)
    except Trouble:  # it says itself that this is too long
        return False
    return _WORD in reply.text.lower()


def _asked(server: Server, found: Findings, prompt: str, *, tools: bool) -> tuple[Reply, Spent]:
    asking = Asking(server, _PATIENCE)
    return _followed(asking.ask([{"role": "user", "content": prompt}], [_WEATHER] if tools else []), found)


def _followed(steps: Generator[Say | Note | Unsay | Spent, None, Reply], found: Findings) -> tuple[Reply, Spent]:
    """The reply at the end of the steps, and what it took."""
    while True:
        try:
            step = next(steps)
        except StopIteration as end:
            return end.value, found.spent[-1]
        if isinstance(step, Spent):
            found.spent.append(step)
