"""The tools: what the assistant may do, under the names of the operations that do it.

A tool is the operation's second door: its arguments are checked, its risk is declared, and its handler acts as the
person who asks, so that row-level security binds the assistant as it binds them.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pydantic import BaseModel

from accounts.models import Profile
from conversations.models import Conversation, ToolCall
from events.models import Event

NO_EVENT, DRAFT, PUBLISHED = "no event", "draft", "published"
Risk = ToolCall.Risk


@dataclass(frozen=True)
class ToolContext:
    """Who asks, about what, and when it is. The assistant never names any of these itself.

    `is_model`: a model wrote the arguments, so they are checked against `words`, what the person said last, newest
    message last.
    """

    conversation: Conversation
    profile: Profile
    event: Event | None
    now: datetime
    is_model: bool = False
    words: tuple[str, ...] = ()

    @property
    def state(self) -> str:
        if self.event is None:
            return NO_EVENT
        return DRAFT if self.event.status == Event.Status.DRAFT else PUBLISHED

    @property
    def subject(self) -> Event:
        """The event; only tools that need one ask."""
        if self.event is None:
            raise LookupError("this tool needs an event")
        return self.event


@dataclass(frozen=True)
class Done:
    """What a tool did, as a receipt: a title and a summary in the past tense, then rows or a table.

    `changes_draft` says that the preview is out of date; `data` is for the engine.
    """

    title: str
    summary: str = ""
    rows: tuple[tuple[str, str], ...] = ()
    data: dict[str, Any] = field(default_factory=dict)
    changes_draft: bool = True


@dataclass(frozen=True)
class Obstacle:
    """Why a tool cannot be offered for approval yet. `need` is "account", "email", "organizer" or "".

    `conflict` holds two readings of the same words, for a model to ask about.
    """

    sentence: str
    need: str = ""
    lines: tuple[str, ...] = ()
    conflict: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Tool:
    """An entry of the registry. `doing` is what the receipt says while it runs.

    A tool that `reads_untrusted` hands on words of other people than the person who asks: attendees, files, replies.
    Behind it, those of the same turn that are sensitive (money, mail, publishing, links) wait for the person's click.
    """

    name: str
    doing: str
    description: str
    arguments: type[BaseModel]
    risk: Risk
    states: frozenset[str]
    handler: Callable[[ToolContext, Any], Done]
    facts: Callable[[ToolContext, Any], dict[str, Any]] | None = None
    obstacle: Callable[[ToolContext, Any], Obstacle | None] | None = None
    reads_untrusted: bool = False
    is_sensitive: bool = False


TOOLS: dict[str, Tool] = {}

Handler = Callable[[ToolContext, Any], Done]


def tool(
    arguments: type[BaseModel],
    *,
    risk: Risk,
    states: set[str],
    doing: str,
    facts: Callable[[ToolContext, Any], dict[str, Any]] | None = None,
    obstacle: Callable[[ToolContext, Any], Obstacle | None] | None = None,
    reads_untrusted: bool = False,
    is_sensitive: bool = False,
) -> Callable[[Handler], Handler]:
    """Register a handler under its own name; its docstring tells a model what it is for.

    `facts` and `obstacle` are asked with the arguments, as the handler is.
    """

    def register(handler: Handler) -> Handler:
        name = handler.__name__
        if risk == Risk.APPROVAL and facts is None:
            raise TypeError(f"{name} needs approval, so it needs facts to show")
        description = " ".join((handler.__doc__ or "").split())
        TOOLS[name] = Tool(
            name, doing, description, arguments, risk, frozenset(states), handler, facts, obstacle, reads_untrusted,
            is_sensitive,
        )  # fmt: skip
        return handler

    return register


def context_for(conversation: Conversation, profile: Profile, now: datetime) -> ToolContext:
    """The context of a call, read as whoever acts: an event they may not see is no event."""
    event = Event.objects.filter(pk=conversation.event_id).first() if conversation.event_id else None
    return ToolContext(conversation, profile, event, now)
