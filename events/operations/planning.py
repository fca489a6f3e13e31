"""Which tasks an event needs, and when: rules that read dates only. Rules that read sales stand in ticketing."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Q

from eventai.errors import NotAllowed
from eventai.operation import operation
from events.models import Event, Task
from events.timing import Anchor, is_over, starts_at_hour

GRACE = timedelta(hours=24)  # a letter later than this is not sent any more
DATE_RULES = ("welcome", "reminder", "check_in_instructions", "follow_up")
LETTERS = (Task.Type.WELCOME, Task.Type.REMINDER, Task.Type.CHECK_IN_INSTRUCTIONS, Task.Type.FOLLOW_UP)
_AFTER_ALL = (Task.Type.FOLLOW_UP, Task.Type.TODO)  # what is still to be done once the event is over
_OPEN = (Task.Status.SUGGESTED, Task.Status.WAITING, Task.Status.SCHEDULED)
_MANY = 500  # tasks that one sweep closes


@dataclass(frozen=True)
class Plan:
    """A task as a rule wants it. `occurrence` makes it the only one of its kind at the event."""

    rule: str
    type: Task.Type
    title: str
    status: Task.Status
    due_date: datetime | None = None
    occurrence: str = "once"
    data: dict[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, str]:
        return self.rule, self.occurrence

    def for_event(self, event: Event) -> Task:
        """The task, not saved yet."""
        wanted = ("rule", "type", "title", "status", "due_date", "occurrence", "data")
        return Task(event=event, **{column: getattr(self, column) for column in wanted})


def plans_for(event: Event) -> Iterator[Plan]:
    """What the rules ask for at this event, whether or not its time has passed."""
    waiting = Task.Status.WAITING  # it mails attendees, so the organizer approves it first
    yield Plan("welcome", Task.Type.WELCOME, "Welcome letter to everybody who books", waiting)
    if event.start_date is None:
        return
    door = min(time(8), starts_at_hour(event, 2) or time(8))
    for rule, kind, title, anchor in (
        ("reminder", Task.Type.REMINDER, "Reminder, a week before", Anchor(-7)),
        ("check_in_instructions", Task.Type.CHECK_IN_INSTRUCTIONS, "How to get in, on the day", Anchor(0, door)),
        ("follow_up", Task.Type.FOLLOW_UP, "Thank-you, the day after", Anchor(1, time(10))),
    ):
        yield Plan(rule, kind, title, waiting, anchor.instant(event))


@operation
def plan_tasks(event: Event, *, now: datetime) -> int:
    """Plan what the rules ask for and move what is planned already; return how many tasks are new.

    A rule plans once per occasion (a constraint says so). What is done, dismissed or has a time given by hand stays;
    what became pointless expires with the reason, and comes back when the reason is gone. Locks the event.
    """
    locked = lock_for_plans(event)
    plans = {plan.key: plan for plan in plans_for(locked)}
    planned = {(task.rule, task.occurrence): task for task in locked.tasks.exclude(status=Task.Status.DISMISSED)}
    for key, task in planned.items():
        if task.status == Task.Status.EXPIRED and task.data.get("expired"):
            _bring_back(task, plans.get(key), locked, now=now)
        elif task.status in (*_OPEN, Task.Status.FAILED):
            _carry_along(task, plans.get(key), locked, now=now)
    known = set(locked.tasks.values_list("rule", "occurrence"))
    return len(
        Task.objects.bulk_create(
            plan.for_event(locked)
            for key, plan in plans.items()
            if key not in known and not _pointless(plan.type, plan.due_date, locked, now=now)
        )
    )


@operation
def expire_tasks(*, now: datetime) -> int:
    """Close what nobody approved in time and what came too late; return how many.

    A letter waits a day beyond its time; what an event needed beforehand ends with it. What people do by hand stays.
    Runs as the system. Locks the tasks it closes and skips what others hold.
    """
    held = (
        Task.objects.filter(status__in=_OPEN)
        .exclude(type=Task.Type.TODO)
        .select_related("event")
        .select_for_update(of=("self",), skip_locked=True, no_key=True)
        .order_by("pk")
    )
    late = Q(type__in=LETTERS, due_date__lte=now - GRACE)
    over = Q(event__end_date__lte=now) | Q(event__end_date=None, event__start_date__lte=now - timedelta(days=1))
    gone = Q(event__status=Event.Status.CANCELLED) | (
        (over | Q(event__status=Event.Status.ENDED)) & ~Q(type__in=_AFTER_ALL)
    )
    closing = list(held.filter(late | gone)[:_MANY])
    for task in closing:
        expire(task, _pointless(task.type, None, task.event, now=now) or _too_late(task))
    return len(closing)


def lock_for_plans(event: Event) -> Event:
    """The event, locked, so that two planners come one after the other."""
    locked = Event.objects.select_for_update(no_key=True).filter(pk=event.pk).first()
    if locked is None:
        raise NotAllowed("You may look at this event, but not change it.")
    return locked


def expire(task: Task, why: str) -> None:
    """End a task that nobody needs any more, with the reason as its notice."""
    task.status, task.data = Task.Status.EXPIRED, {**task.data, "expired": why}
    task.save(update_fields=["status", "data"])


def planned_moment(task: Task, event: Event) -> datetime | None:
    """When the task is due by its rule or its distance from the event; its own time where it has one."""
    if task.data.get("is_rescheduled"):
        return task.due_date
    if anchor := Anchor.of(task.data):
        return anchor.instant(event) or task.due_date
    plan = next((plan for plan in plans_for(event) if plan.key == (task.rule, task.occurrence)), None)
    return plan.due_date if plan else task.due_date


def title_apart_from_time(task: Task) -> str:
    """The title without the rule's time, "Reminder" for "Reminder, a week before", unless a person gave it another."""
    plan = next((plan for plan in plans_for(task.event) if plan.key == (task.rule, task.occurrence)), None)
    return plan.title.partition(",")[0] if plan and plan.title == task.title else task.title


def why_pointless(task: Task, event: Event, *, due_date: datetime | None, now: datetime) -> str:
    """Why nobody needs the task any more, as a sentence; empty while somebody does."""
    return _pointless(task.type, due_date, event, now=now)


def _carry_along(task: Task, plan: Plan | None, event: Event, *, now: datetime) -> None:
    """Move an open task with its event, or end it where that leaves no time for it."""
    due = planned_moment(task, event)
    if task.status in _OPEN and task.type != Task.Type.TODO:
        has_moved = due != task.due_date
        why = _pointless(task.type, due if has_moved else None, event, now=now)
        if not why and plan is None and task.rule in DATE_RULES and not task.data.get("is_rescheduled"):
            why = "The event has no date at the moment."
        if why:
            expire(task, why)
            return
    if due != task.due_date:
        task.due_date = due
        task.save(update_fields=["due_date"])


def _bring_back(task: Task, plan: Plan | None, event: Event, *, now: datetime) -> None:
    """Let an expired task of the date rules wait for approval again, where there is time for it after all."""
    due = planned_moment(task, event)
    if plan is None or _pointless(task.type, due, event, now=now):
        return
    task.status, task.due_date = plan.status, due
    task.data = {key: value for key, value in task.data.items() if key not in ("expired", "approved")}
    task.save(update_fields=["status", "due_date", "data"])


def _pointless(kind: str, due_date: datetime | None, event: Event, *, now: datetime) -> str:
    if kind == Task.Type.TODO:
        return ""
    if event.status == Event.Status.CANCELLED:
        return "The event was cancelled, so nothing is sent."
    if kind not in _AFTER_ALL and is_over(event, now=now):
        return "The event is over."
    if kind in (Task.Type.MARKETING, Task.Type.CAPACITY_ALERT) and event.status == Event.Status.DRAFT:
        return "The event was withdrawn from sale."
    if due_date is not None and due_date <= now:
        return "The event's date leaves no time for it."
    return ""


def _too_late(task: Task) -> str:
    assert task.due_date is not None  # noqa: S101  # for the type checker: only dated tasks are late
    due = task.due_date.astimezone(task.event.zone)
    unapproved = "" if task.status == Task.Status.SCHEDULED else " and nobody had approved it"
    return f"It was due on {due:%a} {due.day} {due:%b, %H:%M}{unapproved}. A day later it is not sent any more."
