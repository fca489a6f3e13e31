"""An event in Tokyo under a clock of the test's own, and its tasks."""

from datetime import datetime
from typing import Any

from accounts.models import Profile
from eventai.db.acting import acting_as, acting_as_system
from events.models import Event, Task
from events.operations import create_event, revise_event
from tests.builders import at

NOW = at("2030-05-01T00:00")
START, END = at("2030-06-12T09:00"), at("2030-06-12T12:00")  # six in the evening in Tokyo


def make_event(organizer: Profile, *, now: datetime = NOW, **changes: Any) -> Event:
    """Six weeks ahead."""
    facts: dict[str, Any] = {"name": "Paper Lanterns", "start_date": START, "end_date": END, "timezone": "Asia/Tokyo"}
    with acting_as(organizer.pk):
        return create_event(organizer, by=organizer, now=now, **{**facts, **changes})


def move(event: Event, *, now: datetime = NOW, **changes: Any) -> Event:
    with acting_as(event.organizer_id):
        return revise_event(event, by=event.organizer, now=now, **changes)


def task_of(event: Event, rule: str) -> Task:
    """The only task of this rule, whoever may see it."""
    with acting_as_system():
        return Task.objects.get(event=event, rule=rule)


def states(event: Event) -> dict[str, str]:
    """Every task by its rule, with its status."""
    with acting_as_system():
        return dict(Task.objects.filter(event=event).values_list("rule", "status"))


def dues(event: Event) -> dict[str, str]:
    """When the dated tasks are due, in UTC."""
    with acting_as_system():
        dated = Task.objects.filter(event=event).exclude(due_date=None)
        return {task.rule: f"{task.due_date:%m-%d %H:%M}" for task in dated}
