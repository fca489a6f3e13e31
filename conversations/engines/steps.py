"""What passes between an engine and the worker: a turn in, steps out, outcomes back."""

from collections.abc import Generator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from events.models import Event
from ticketing.models import Ticket


@dataclass(frozen=True)
class Past:
    """A stored message, as a model's history needs it. `meta` may hold `tool_call_id` and what the provider added."""

    role: str
    content: str
    tool_calls: tuple[dict[str, Any], ...] = ()
    status: str = "complete"
    meta: dict[str, Any] = field(default_factory=dict)
    run: str = ""


@dataclass
class Turn:
    """What the engine knows. `event` and `tickets` are read again after each act; the rest stays as the turn began."""

    text: str
    now: datetime
    timezone: str
    locale: str
    had_event: bool
    pending: dict[str, Any] = field(default_factory=dict)
    skipped: frozenset[str] = frozenset()
    event: Event | None = None
    tickets: list[Ticket] = field(default_factory=list)
    assumed: dict[str, frozenset[str]] = field(default_factory=dict)  # what nobody said: of "event", of a ticket
    before: str = ""  # the message before this one
    approved: "Outcome | None" = None
    past: tuple[Past, ...] = ()  # this turn's own steps included, as far as an earlier worker came

    @property
    def pending_field(self) -> str:
        return str(self.pending.get("field", ""))

    @property
    def memo(self) -> dict[str, Any]:
        """What was told earlier and waits for the answer to the pending question."""
        return dict(self.pending.get("memo", {}))

    @property
    def assumed_of_event(self) -> frozenset[str]:
        """Facts of the event that nobody said."""
        return self.assumed.get("event", frozenset())

    @property
    def waiting_tickets(self) -> list[dict[str, Any]]:
        """Ticket types that were told without a number of seats."""
        return list(self.memo.get("tickets", []))


@dataclass(frozen=True)
class Say:
    """A piece of the answer, in the Markdown the chat shows; `==words==` are an assumption."""

    text: str


@dataclass(frozen=True)
class Call:
    """A tool to use, with its arguments as JSON has them.

    `id` is the provider's. With a `fault` (unreadable arguments, the same call again and again) it is refused unheard.
    """

    name: str
    arguments: dict[str, Any] = field(default_factory=dict)
    id: str = ""
    fault: str = ""


@dataclass(frozen=True)
class Act:
    """Calls to be made in this order. They are stored together before the first one runs."""

    calls: tuple[Call, ...]
    meta: dict[str, Any] = field(default_factory=dict)  # stored with the message: model, finish reason, extras


@dataclass(frozen=True)
class Note:
    """What the engine is busy with, for the status line: "The provider is busy, trying again in 8 s"."""

    text: str


@dataclass(frozen=True)
class Unsay:
    """What was said since the last Act is taken back: the answer broke off and is written anew."""


@dataclass(frozen=True)
class Spent:
    """What one request to a model took; becomes a row of usage."""

    provider: str
    model: str
    prompt_tokens: int
    completion_tokens: int
    cached_tokens: int
    is_estimated: bool
    first_ms: int | None
    total_ms: int
    outcome: str  # complete, stopped or failed


class EngineFailed(Exception):
    """The engine cannot go on; `sentence` tells the person why. Another engine takes the rest of the turn."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Outcome:
    """What became of a call. A refusal has `is_done` false and says why in `sentence`."""

    name: str
    is_done: bool
    is_waiting: bool = False
    sentence: str = ""
    need: str = ""
    told: str = ""  # the tool message as it was stored, word for word
    lines: tuple[str, ...] = ()
    rows: tuple[tuple[str, str], ...] = ()
    data: dict[str, Any] = field(default_factory=dict)


Step = Say | Act | Note | Unsay | Spent
Answer = Generator[Step, list[Outcome], None]


class Engine(Protocol):
    """Answers turns.

    After a worker was killed, an engine that `replays` is asked from the beginning and told the outcomes of the steps
    that were finished; the others find them in `turn.past` and go on from there.
    """

    replays: bool

    @property
    def unsettled(self) -> Spent | None:
        """What a request took that was cut short by a stop, once the answer is closed."""
        ...

    def answer(self, turn: Turn) -> Answer:
        """Yield steps; each Act is answered with the outcomes of its calls."""
        ...
