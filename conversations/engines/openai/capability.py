"""What a model at an address can do and which parameters it takes: tested, or learnt from its refusals.

Kept in the memory of the process; what was learnt on the way waits in `take_news` to be stored.
"""

import re
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from conversations.engines.openai.client import Server

SMALL_CONTEXT = 8_000  # tokens


@dataclass(frozen=True)
class Capability:
    """How to ask a model. `context` is its window in tokens, None while unknown."""

    limit_name: str = "max_tokens"
    temperature: bool = True
    parallel: bool = True
    strict: bool = False
    usage: bool = True
    extras: bool = True
    tools: bool = True
    context: int | None = None

    @property
    def is_small(self) -> bool:
        return self.context is not None and self.context < SMALL_CONTEXT

    @classmethod
    def of(cls, stored: dict[str, Any]) -> "Capability":
        """From a stored record; what else stands there is for people to read."""
        return cls(**{item.name: stored[item.name] for item in fields(cls) if item.name in stored})

    def stored(self) -> dict[str, Any]:
        return asdict(self)

    def without(self, refused: str) -> "Capability":
        """How to ask after a parameter was refused."""
        if refused == "max_tokens":
            return replace(self, limit_name="max_completion_tokens")
        if refused == "max_completion_tokens":
            return replace(self, limit_name="")
        return Capability.of(self.stored() | {_FIELDS[refused]: False})


_FIELDS = {
    "temperature": "temperature",
    "parallel_tool_calls": "parallel",
    "strict": "strict",
    "stream_options": "usage",
    "include_usage": "usage",
    "tools": "tools",
    "extras": "extras",
}
_OF_MESSAGES = frozenset({"role", "content", "tool_calls", "tool_call_id"})
_known: dict[Server, Capability] = {}
_news: dict[Server, Capability] = {}


def usual_for(server: Server) -> Capability:
    """How servers of this kind are asked, as long as nothing is known."""
    return Capability(limit_name="max_completion_tokens", strict=True) if server.is_openai else Capability()


def capability_of(server: Server) -> Capability:
    """What is known of a server, else what is usual there."""
    return _known.get(server) or usual_for(server)


def recall(server: Server, capability: Capability) -> None:
    """Take over what is stored."""
    _known[server] = capability


def learn(server: Server, capability: Capability) -> None:
    """Note what a refusal taught; it waits to be stored."""
    _known[server] = _news[server] = capability


def take_news(server: Server) -> Capability | None:
    """What was learnt since it was last stored."""
    return _news.pop(server, None)


def refused_parameter(sent: dict[str, Any], param: str | None, message: str, capability: Capability) -> str | None:
    """Which of the parameters we sent a refusal names; None when it is about something else."""
    candidates = [capability.limit_name, "temperature", "parallel_tool_calls", "stream_options", "strict", "tools"]
    if param in candidates and param in sent:
        return param
    spoken = message.lower()
    if "does not support tools" in spoken or "tool use is not supported" in spoken:
        return "tools" if "tools" in sent else None
    named = [name for name in candidates[:-1] if name and re.search(rf"\b{name}\b", spoken) and _is_sent(name, sent)]
    return named[0] if named else ("extras" if _added(sent) & set(re.findall(r"\w+", spoken)) else None)


def plain_message(message: dict[str, Any]) -> dict[str, Any]:
    """A message without what a provider added to it."""
    return {key: value for key, value in message.items() if key in _OF_MESSAGES}


def _added(sent: dict[str, Any]) -> set[str]:
    return {key for message in sent.get("messages", ()) for key in message if key not in _OF_MESSAGES}


def _is_sent(name: str, sent: dict[str, Any]) -> bool:
    if name == "strict":
        return any(tool["function"].get("strict") for tool in sent.get("tools", ()))
    return name in sent
