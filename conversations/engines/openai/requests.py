"""Asking a model once, and again where that helps: parameters it refuses, a busy server, an answer that broke off."""

import json
import time
from collections.abc import Generator
from dataclasses import dataclass
from typing import Any

from conversations.engines.openai.accumulate import Reply
from conversations.engines.openai.capability import Capability, capability_of, learn, plain_message, refused_parameter
from conversations.engines.openai.client import Server
from conversations.engines.openai.stream import Listening, Reading
from conversations.engines.openai.trouble import Trouble
from conversations.engines.steps import EngineFailed, Note, Say, Spent, Unsay
from conversations.registry import TOOLS

_LESSONS = 6  # parameters that may be refused one after another
_FIRST_WAIT = 1.0  # seconds; the second is three times as long
_BREATH = 1.5  # seconds between signs of life while waiting
Steps = Generator[Say | Note | Unsay | Spent, None, Reply]


@dataclass(frozen=True)
class Limits:
    """How long and how much. Seconds, tokens and requests of one turn."""

    requests: int = 12
    seconds: float = 90.0
    grace: float = 60.0  # for the last answer, beyond `seconds`
    tokens: int = 200_000
    silence: float = 45.0  # without data
    retries: int = 2  # while the server is busy
    waiting: float = 20.0  # in all, while it is busy
    answer: int = 2_000  # tokens of one reply


class Asking:
    """The requests of one turn: counts them, and what they took."""

    def __init__(self, server: Server, limits: Limits) -> None:
        self.server = server
        self.limits = limits
        self.began = time.monotonic()
        self.requests = 0
        self.tokens = 0
        self.unsettled: Spent | None = None  # what a request took that was cut short by a stop

    @property
    def capability(self) -> Capability:
        return capability_of(self.server)

    @property
    def is_spent(self) -> bool:
        """Whether the next request has to be the last."""
        return (
            self.requests >= self.limits.requests - 1
            or time.monotonic() - self.began > self.limits.seconds
            or self.tokens > self.limits.tokens
        )

    def ask(self, messages: list[dict[str, Any]], tools: list[dict[str, Any]]) -> Steps:
        """Yield the reply's text as it comes and return the reply, complete.

        Raises EngineFailed; Trouble only when the conversation is too long. What was said of an answer that broke
        off is taken back before it is written anew.
        """
        waits = _Waits(self.limits)
        lessons = cuts = 0
        while True:
            try:
                return (yield from self._once(messages, tools))
            except Trouble as trouble:
                if trouble.has_spoken:
                    yield Unsay()
                if trouble.kind == "parameter" and lessons < _LESSONS and self._learn(trouble, messages, tools):
                    lessons += 1
                elif trouble.kind == "busy":
                    yield from waits.wait(trouble)
                elif trouble.kind == "cut" and cuts == 0 and self._has_time():
                    cuts += 1
                elif trouble.kind == "too_long":
                    raise
                else:
                    raise EngineFailed(trouble.sentence) from trouble
            if tools and not self.capability.tools:
                raise EngineFailed("The model cannot use tools.")

    def body(self, messages: list[dict[str, Any]], tools: list[dict[str, Any]]) -> dict[str, Any]:
        """The request, with the parameters this model takes."""
        known = self.capability
        told = messages if known.extras else [plain_message(message) for message in messages]
        body: dict[str, Any] = {"model": self.server.model, "messages": told}
        if known.limit_name:
            body[known.limit_name] = self.limits.answer
        if known.temperature:
            body["temperature"] = 0.2
        if known.usage:
            body["stream_options"] = {"include_usage": True}
        if tools:
            body["tools"] = tools if known.strict else [_lenient(tool) for tool in tools]
            if known.parallel:
                body["parallel_tool_calls"] = True
        return body

    def _once(self, messages: list[dict[str, Any]], tools: list[dict[str, Any]]) -> Steps:
        body = self.body(messages, tools)
        reading = Reading(self.server, body)
        until = self.began + self.limits.seconds + self.limits.grace
        listening = Listening(reading, offers_tools=bool(tools), silence=self.limits.silence, until=until)
        self.requests += 1
        self.unsettled = None
        outcome = "stopped"
        try:
            yield from listening.follow()
            reply, rest = listening.reply(set(TOOLS) if tools else set())
            outcome = "complete"
        except Trouble:
            outcome = "failed"
            raise
        finally:
            spent = self._spent(listening, body, outcome)
            self.tokens += spent.prompt_tokens + spent.completion_tokens
            if outcome == "stopped":
                self.unsettled = spent
        if rest:
            yield Say(rest)
        yield spent
        return reply

    def _learn(self, trouble: Trouble, messages: list[dict[str, Any]], tools: list[dict[str, Any]]) -> bool:
        """Leave out the parameter a refusal names, now and from now on; False when it names none of ours."""
        known = self.capability
        refused = refused_parameter(self.body(messages, tools), trouble.parameter, trouble.parameter, known)
        if refused is None:
            return False
        learn(self.server, known.without(refused))
        return True

    def _has_time(self) -> bool:
        return time.monotonic() - self.began < self.limits.seconds

    def _spent(self, listening: Listening, body: dict[str, Any], outcome: str) -> Spent:
        usage, reading = listening.heard.usage, listening.reading
        prompt, completion, cached = _tokens(usage) or (len(json.dumps(body)) // 4, listening.heard.size // 4, 0)
        return Spent(
            provider=self.server.provider,
            model=self.server.model,
            prompt_tokens=prompt,
            completion_tokens=completion,
            cached_tokens=cached,
            is_estimated=usage is None,
            first_ms=round((reading.first - reading.began) * 1000) if reading.first else None,
            total_ms=round((time.monotonic() - reading.began) * 1000),
            outcome=outcome,
        )


class _Waits:
    """The pauses while a server is busy: few, and not long."""

    def __init__(self, limits: Limits) -> None:
        self._left = limits.waiting
        self._tries = limits.retries
        self._next = _FIRST_WAIT

    def wait(self, trouble: Trouble) -> Generator[Note, None, None]:
        """Say that it is tried again, and wait. Raises EngineFailed when that was enough."""
        pause = trouble.wait if trouble.wait is not None else self._next
        if self._tries == 0 or pause > self._left:
            raise EngineFailed(trouble.sentence) from trouble
        self._tries, self._left, self._next = self._tries - 1, self._left - pause, self._next * 3
        reason = trouble.sentence.rstrip(".").replace("The model's server", "The provider")
        yield Note(f"{reason}, trying again in {max(1, round(pause))} s")
        until = time.monotonic() + pause
        while (left := until - time.monotonic()) > 0:
            time.sleep(min(left, _BREATH))
            yield Note("")


def _tokens(usage: Any) -> tuple[int, int, int] | None:
    """Prompt, completion and cached tokens as the server counts them."""
    if usage is None:
        return None
    details = getattr(usage, "prompt_tokens_details", None)
    cached = getattr(details, "cached_tokens", 0) or 0
    return int(usage.prompt_tokens or 0), int(usage.completion_tokens or 0), int(cached)


def _lenient(tool: dict[str, Any]) -> dict[str, Any]:
    return {**tool, "function": {key: value for key, value in tool["function"].items() if key != "strict"}}
