"""What passes between an engine and the worker: a turn in, steps out, outcomes back."""

from collections.abc import Generator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from events.models import Event
from ticketing.models import Ticket


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
    undo: tuple[dict[str, Any], ...] = ()
    undone: bool = False  # the last change was itself an undo: to take it back is to redo
    approved: "Outcome | None" = None

    @property
    def pending_field(self) -> str:
        return str(self.pending.get("field", ""))

    @property
    def memo(self) -> dict[str, Any]:
        """What was told earlier and waits for the answer to the pending question."""
        return dict(self.pending.get("memo", {}))

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
    """A tool to use, with its arguments as JSON has them."""

    name: str
    arguments: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Act:
    """Calls to be made in this order. They are stored together before the first one runs."""

    calls: tuple[Call, ...]


@dataclass(frozen=True)
class Outcome:
    """What became of a call. A refusal has `is_done` false and says why in `sentence`."""

    name: str
    is_done: bool
    is_waiting: bool = False
    sentence: str = ""
    need: str = ""
    lines: tuple[str, ...] = ()
    rows: tuple[tuple[str, str], ...] = ()
    data: dict[str, Any] = field(default_factory=dict)


Step = Say | Act
Answer = Generator[Step, list[Outcome], None]


class Engine(Protocol):
    """Answers turns."""

    def answer(self, turn: Turn) -> Answer:
        """Yield steps; each Act is answered with the outcomes of its calls."""
        ...
