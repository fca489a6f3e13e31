"""Tools that begin an event and change its facts."""

from datetime import date, time
from typing import Any

from pydantic import BaseModel, Field

from conversations.assumptions import note_assumptions
from conversations.registry import DRAFT, NO_EVENT, PUBLISHED, Done, Risk, ToolContext, tool
from conversations.tools.checked_facts import checked_event
from conversations.tools.moments import instants, stamp, when, when_short, where
from events import operations
from events.models import Event


class EventFacts(BaseModel):
    """The facts of an event as they were said. None means "not said": it stays as it is.

    `when_text` are the words for day and hour, for a model to quote: code reads them. `assumed` names the arguments
    nobody said, such as a name made up until a better one comes.
    """

    name: str | None = Field(default=None, max_length=140)
    kind: str | None = Field(default=None, max_length=30)
    when_text: str | None = Field(
        default=None, max_length=200, description="The person's own words for the date and the time, unchanged."
    )
    start_day: date | None = None
    start_time: time | None = None
    end_day: date | None = None
    end_time: time | None = None
    timezone: str | None = None
    venue: str | None = Field(default=None, max_length=200)
    city: str | None = Field(default=None, max_length=120)
    country: str | None = Field(default=None, max_length=2)
    is_online: bool | None = None
    capacity: int | None = None
    currency: str | None = Field(default=None, max_length=3)
    summary: str | None = Field(default=None, max_length=300)
    assumed: list[str] = Field(default_factory=list, max_length=20)


_PLAIN = ("name", "kind", "timezone", "venue", "city", "country", "is_online", "capacity", "currency", "summary")
_LABELS = {
    "name": "Name", "when": "When", "where": "Where", "capacity": "Capacity", "currency": "Currency", "kind": "Kind",
    "timezone": "Time zone", "summary": "Summary",
}  # fmt: skip


@tool(EventFacts, risk=Risk.WRITE, states={NO_EVENT, DRAFT}, doing="Drafting the event", is_sensitive=True)
def create_event(context: ToolContext, arguments: EventFacts) -> Done:
    """Begin the draft with what is known; its page is drawn and its tasks are planned too. Once per conversation."""
    if context.event is not None:
        return revise_event(context, arguments)
    if context.is_model:
        arguments = checked_event(context, arguments)
    facts = {key: value for key in _PLAIN if (value := getattr(arguments, key)) is not None}
    event = operations.create_event(
        context.profile,
        by=context.profile,
        now=context.now,
        **{"name": "Untitled event", **facts, **_dates(None, arguments, facts.get("timezone", "UTC"))},
    )
    conversation = context.conversation
    conversation.event, conversation.title = event, event.name
    conversation.save(update_fields=["event", "title"])
    _note(context, event, arguments)
    rows = tuple((label, value) for label, value in _described(event).items() if value)
    return Done(
        "Event draft created",
        when_short(event) or "date open",
        rows=rows,
        data={
            "tasks": event.tasks.count(),
            "sections": len(event.landing_page_config.get("sections", [])),
            **_stamps(event),
        },
    )


@tool(EventFacts, risk=Risk.WRITE, states={DRAFT, PUBLISHED}, doing="Changing the event", is_sensitive=True)
def revise_event(context: ToolContext, arguments: EventFacts) -> Done:
    """Change facts of the event: only those given. Tasks move with the date."""
    event = context.subject
    if context.is_model:
        arguments = checked_event(context, arguments)
    before = _described(event)
    changes: dict[str, Any] = {key: value for key in _PLAIN if (value := getattr(arguments, key)) is not None}
    changes |= _dates(event, arguments, changes.get("timezone", event.timezone))
    event = operations.revise_event(event, by=context.profile, now=context.now, **changes)
    if "name" in changes:
        context.conversation.title = event.name
        context.conversation.save(update_fields=["title"])
    _note(context, event, arguments)
    after = _described(event)
    rows = tuple((label, _step(before[label], after[label])) for label in after if before[label] != after[label])
    return Done(
        "Event changed" if rows else "Nothing to change",
        _summary(event, rows) or "it is like that already",
        rows=rows,
        data=_stamps(event),
    )


def _stamps(event: Event) -> dict[str, str]:
    """When it is, as a model should read it: with the weekday."""
    start, end = stamp(event.start_date, event.zone, has_time=event.has_start_time), stamp(event.end_date, event.zone)
    return {key: value for key, value in (("start", start), ("end", end)) if value}


def _note(context: ToolContext, event: Event, arguments: EventFacts) -> None:
    """Keep which facts were only assumed: the time zone until a place is told, a currency, a name."""
    said = {name for name in _PLAIN if getattr(arguments, name) is not None}
    assumed = said & set(arguments.assumed)
    note_assumptions(context.conversation, event, said=said - assumed, assumed=assumed)


def _summary(event: Event, rows: tuple[tuple[str, str], ...]) -> str:
    """One change as its new value, several by their names."""
    if len(rows) != 1:
        return ", ".join(label.lower() for label, _ in rows)
    [(label, step)] = rows
    return when_short(event) if label == _LABELS["when"] else step


def _dates(event: Event | None, arguments: EventFacts, timezone: str) -> dict[str, Any]:
    """The instants that follow from the arguments; a new day alone keeps the hours and the length."""
    said = arguments.model_dump(include={"start_day", "start_time", "end_day", "end_time"}, exclude_none=True)
    start = event.starts_local if event else None
    zone_moved = event is not None and start is not None and timezone != event.timezone
    if not said and not zone_moved:
        return {}
    had_time = bool(event and start and event.has_start_time)
    start_day = arguments.start_day or (start.date() if start else None)
    if start_day is None:
        return {}
    start_time = arguments.start_time or (start.time() if start and had_time else None)
    end_day, end_time = arguments.end_day, arguments.end_time
    end = event.ends_local if event else None
    if start and end and end_day is None:
        end_day = start_day + (end.date() - start.date())
        end_time = end_time or (end.time() if had_time else None)
    begins, ends = instants(start_day, start_time, end_day, end_time, timezone)
    if ends and ends < begins:
        ends = None
    return {"start_date": begins, "end_date": ends, "has_start_time": start_time is not None}


def _described(event: Event) -> dict[str, str]:
    """The facts a person checks, in words."""
    return {
        _LABELS["name"]: event.name,
        _LABELS["when"]: when(event),
        _LABELS["where"]: where(event),
        _LABELS["capacity"]: f"{event.capacity:,}" if event.capacity else "",
        _LABELS["currency"]: event.currency,
    }


def _step(before: str, after: str) -> str:
    return f"{before} → {after}" if before else after
