"""Which tasks an event needs, and when: rules that read dates only. Rules that read sales stand in ticketing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from eventai.operation import operation
from events.models import Event, Task


@dataclass(frozen=True)
class Plan:
    """A task as a rule wants it. `occurrence` makes it the only one of its kind at the event."""

    rule: str
    type: Task.Type
    title: str
    status: Task.Status
    due_date: datetime | None
    occurrence: str = "once"


def plans_for(event: Event, *, now: datetime) -> Iterator[Plan]:
    """What the rules ask for. What would fall into the past is not asked for."""
    over = event.end_date or event.start_date
    if over is not None and over <= now:
        return
    waiting = Task.Status.WAITING  # it mails attendees, so the organizer approves it first
    yield Plan("welcome", Task.Type.WELCOME, "Welcome letter to everybody who books", waiting, None)
    start = event.starts_local
    if start is None:
        return
    end = event.ends_local or start
    morning = datetime.combine(start.date(), time(8), tzinfo=event.zone)
    at_the_door = min(morning, start - timedelta(hours=2)) if event.has_start_time else morning
    followed = datetime.combine(end.date() + timedelta(days=1), time(10), tzinfo=event.zone)
    for plan in (
        Plan("reminder", Task.Type.REMINDER, "Reminder, a week before", waiting, start - timedelta(days=7)),
        Plan(
            "check_in_instructions", Task.Type.CHECK_IN_INSTRUCTIONS, "How to get in, on the day", waiting, at_the_door
        ),
        Plan("follow_up", Task.Type.FOLLOW_UP, "Thank-you, the day after", waiting, followed),
    ):
        if plan.due_date and plan.due_date > now:
            yield plan


@operation
def plan_tasks(event: Event, *, now: datetime) -> int:
    """Plan what the rules ask for and move what is planned already; return how many tasks are new.

    A rule plans once per occasion (a constraint says so). What is done, dismissed or rescheduled by hand stays.
    """
    planned = {(task.rule, task.occurrence): task for task in event.tasks.all()}
    fresh = []
    for plan in plans_for(event, now=now):
        task = planned.get((plan.rule, plan.occurrence))
        if task is None:
            fresh.append(
                Task(
                    event=event,
                    rule=plan.rule,
                    occurrence=plan.occurrence,
                    type=plan.type,
                    title=plan.title,
                    status=plan.status,
                    due_date=plan.due_date,
                )
            )
        elif task.status in _MOVABLE and not task.data.get("is_rescheduled") and task.due_date != plan.due_date:
            task.due_date = plan.due_date
            task.save(update_fields=["due_date"])
    Task.objects.bulk_create(fresh)
    return len(fresh)


_MOVABLE = (Task.Status.SUGGESTED, Task.Status.WAITING, Task.Status.SCHEDULED)
