"""Tools for the event's tasks: what is to be done, which letters wait, when each is due, and why it is there."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet, Sum
from pydantic import BaseModel, Field

from conversations.registry import DRAFT, PUBLISHED, Done, Obstacle, Risk, ToolContext, tool
from conversations.tools.moments import when
from conversations.understanding.due_words import Due, read_due
from conversations.understanding.task_names import Listed, find_tasks
from eventai.errors import DomainError
from events import operations
from events.facts import event_facts
from events.letters import letter_of
from events.models import Event, Task
from events.reasons import reason_of
from events.timing import FARTHEST, Anchor

_WORKING_HOUR = time(9)
_OPEN = (Task.Status.SUGGESTED, Task.Status.WAITING, Task.Status.SCHEDULED, Task.Status.FAILED)
_STATES = {DRAFT, PUBLISHED}


class TaskUnknown(DomainError):
    """No task is called that, or several are."""


class NewTask(BaseModel):
    """Something to do. `when_text` is the time in the person's words: "by 3 May", "two weeks before"; else a day."""

    title: str = Field(max_length=200)
    when_text: str | None = Field(default=None, max_length=200)
    due_day: date | None = None
    due_time: time | None = None
    notes: str | None = Field(default=None, max_length=2000)


class TaskTime(BaseModel):
    """A task by its name, and its new time: in the person's words, else a day."""

    task: str = Field(max_length=200)
    when_text: str | None = Field(default=None, max_length=200)
    due_day: date | None = None
    due_time: time | None = None


class TaskName(BaseModel):
    """A task by its name, as the person calls it: "the reminder", "order flowers"."""

    task: str = Field(max_length=200)


class TaskWords(BaseModel):
    """A task by its name, and its new words. Subject and text are a letter's; None stays, empty is the first words."""

    task: str = Field(max_length=200)
    title: str | None = Field(default=None, max_length=200)
    subject: str | None = Field(default=None, max_length=200)
    text: str | None = Field(default=None, max_length=5000)


class TaskQuery(BaseModel):
    """Which task; None for all that are open."""

    task: str | None = Field(default=None, max_length=200)


@tool(TaskQuery, risk=Risk.READ, states=_STATES, doing="Looking at your tasks")
def list_tasks(context: ToolContext, arguments: TaskQuery) -> Done:
    """List what is planned for the event and why: what waits for approval, when each is due. Or explain one task."""
    event = context.subject
    tasks = [_task_named(context, arguments.task, closed=True)] if arguments.task else list(_open_tasks(event))
    rows = tuple((task.title, f"{task.get_status_display()}, {_due(task)}") for task in tasks)
    return Done(
        "Tasks looked up",
        f"{len(rows)} open" if rows and not arguments.task else rows[0][0] if rows else "nothing open",
        rows=rows,
        data={
            "tasks": [_told(task, event, with_letter=bool(arguments.task)) for task in tasks],
            "event_date": when(event),
            "timezone": event.timezone,
        },
        changes_draft=False,
    )


@tool(NewTask, risk=Risk.WRITE, states=_STATES, doing="Adding a task")
def add_task(context: ToolContext, arguments: NewTask) -> Done:
    """Put something the organizer has to do on the event's list. Nothing is sent to anybody by this."""
    event = context.subject
    due, anchor = _time_of(context, arguments.when_text, arguments.due_day, arguments.due_time)
    moment = anchor.instant(event) if anchor else due
    twins = event.tasks.filter(rule="hand", title__iexact=arguments.title.strip(), status__in=_OPEN)
    if twin := next((task for task in twins if moment in (None, task.due_date)), None):
        return _receipt("Task is on the list already", twin)
    task = operations.add_task(
        event,
        title=arguments.title,
        due_date=due,
        anchor=anchor,
        notes=arguments.notes or "",
        is_by_assistant=True,
        by=context.profile,
        now=context.now,
    )
    return _receipt("Task added", task)


@tool(TaskTime, risk=Risk.WRITE, states=_STATES, doing="Moving a task")
def reschedule_task(context: ToolContext, arguments: TaskTime) -> Done:
    """Move a task to another time: a day, or a distance from the event ("10 days before"), so that it moves along."""
    task = _task_named(context, arguments.task)
    before = _due(task)
    due, anchor = _time_of(context, arguments.when_text, arguments.due_day, arguments.due_time, task=task)
    task = operations.reschedule_task(task, due_date=due, anchor=anchor, by=context.profile, now=context.now)
    return _receipt("Task moved", task, before=before)


@tool(TaskName, risk=Risk.WRITE, states=_STATES, doing="Taking a task off the list")
def dismiss_task(context: ToolContext, arguments: TaskName) -> Done:
    """Take a task or a planned letter off the list. It can be put back on the page of the tasks."""
    task = operations.dismiss_task(_task_named(context, arguments.task), by=context.profile)
    return _receipt("Task dismissed", task)


@tool(TaskName, risk=Risk.WRITE, states=_STATES, doing="Ticking a task off")
def complete_task(context: ToolContext, arguments: TaskName) -> Done:
    """Tick off something that the organizer has done."""
    task = operations.complete_task(_task_named(context, arguments.task), by=context.profile)
    return _receipt("Task done", task)


@tool(TaskWords, risk=Risk.WRITE, states=_STATES, doing="Changing a task's words", is_sensitive=True)
def revise_task(context: ToolContext, arguments: TaskWords) -> Done:
    """Change a task's title, or subject and text of a letter. An approved letter then waits for approval again."""
    task = _task_named(context, arguments.task)
    words = arguments.model_dump(include={"title", "subject", "text"}, exclude_none=True)
    old = {"title": task.title, **{key: task.data.get(key, "") for key in ("subject", "text")}}
    task = operations.revise_task(task, by=context.profile, now=context.now, **words)
    done = _receipt("Task changed", task)
    rows = tuple((key.title(), f"{old[key]} → {value}" if old[key] else value) for key, value in words.items())
    return Done(done.title, done.summary, rows=rows, data=done.data, changes_draft=False)


def approval_obstacle(context: ToolContext, arguments: TaskName) -> Obstacle | None:
    """Why there is nothing to approve."""
    task = _task_named(context, arguments.task)
    if task.status not in (Task.Status.SUGGESTED, Task.Status.WAITING):
        return Obstacle(f"“{task.title}” is {task.get_status_display().lower()} already.")
    if context.profile.user_id is None:
        return Obstacle("Sign in to approve what mails people. Your draft is kept.", need="account")
    return None


def approval_facts(context: ToolContext, arguments: TaskName) -> dict[str, Any]:
    """What approving lets happen, computed from the rows: which words, to whom, how many, when."""
    task, event = _task_named(context, arguments.task), context.subject
    letter = letter_of(task, event_facts(event, page_url=event.page_url))
    people = event.tickets.aggregate(sold=Sum("sold"))["sold"] or 0
    each = task.type == Task.Type.WELCOME
    return {
        "name": event.name,
        "title": task.title,
        "when": "with each booking" if each else _due(task),
        "moves": bool(task.due_date) and not task.data.get("is_rescheduled"),
        "people": people,
        "to": "everybody who books" if each else "everybody with a ticket",
        "mails": letter is not None,
        "subject": letter.sent_subject if letter else "",
        "text": letter.sent_text if letter else "",
        "reason": reason_of(task),
    }


@tool(
    TaskName,
    risk=Risk.APPROVAL,
    states=_STATES,
    doing="Approving a task",
    facts=approval_facts,
    obstacle=approval_obstacle,
    is_sensitive=True,
)
def approve_task(context: ToolContext, arguments: TaskName) -> Done:
    """Let a waiting letter go out when it is due. Runs only after the person's click; one click covers the series."""
    task = operations.approve_task(_task_named(context, arguments.task), by=context.profile, now=context.now)
    return _receipt("Task approved", task)


def _open_tasks(event: Event) -> QuerySet[Task]:
    return Task.objects.filter(event=event, status__in=_OPEN).select_related("event")


def _task_named(context: ToolContext, words: str, *, closed: bool = False) -> Task:
    """The one task that the words mean: an open one, or with `closed` one that is behind. Raises TaskUnknown."""
    event = context.subject
    tasks = list(_open_tasks(event))
    found = find_tasks(words, [Listed(task.title, task.type) for task in tasks])
    if not found and closed:
        tasks = list(Task.objects.filter(event=event).exclude(status__in=_OPEN).select_related("event"))
        found = find_tasks(words, [Listed(task.title, task.type) for task in tasks])
    if len(found) == 1:
        return tasks[found[0]]
    named = " or ".join(f"“{tasks[place].title}”" for place in found[:4])
    if found:
        raise TaskUnknown(f"Which one do you mean: {named}? Nothing was changed.")
    known = ", ".join(f"“{task.title}”" for task in tasks[:6] if not closed)
    on_list = f" On the list: {known}." if known else ""
    raise TaskUnknown(f"There is no open task “{words.strip()[:80]}”.{on_list}")


def _time_of(
    context: ToolContext, when_text: str | None, day: date | None, at: time | None, *, task: Task | None = None
) -> tuple[datetime | None, Anchor | None]:
    """A fixed time or a distance from the event. What our own reading of the words says goes before a given day."""
    event = context.subject
    locale = context.profile.locale or settings.LANGUAGE_CODE
    said = read_due(when_text or "", now=context.now, timezone=event.timezone, locale=locale)
    if said.trouble:
        raise operations.TaskUnclear(f"I am not sure which day “{when_text}” is. Say it like 3 May 2027.")
    at = said.at or at
    if said.days is not None and abs(said.days) <= FARTHEST:
        return None, Anchor(said.days, at or (_WORKING_HOUR if task is None else None))
    if said.shift is not None and task is not None and task.due_date is not None:
        return _shifted(task, said, event)
    day = said.day or day
    if day is None and at is None:
        if when_text and not said:
            raise operations.TaskUnclear(f"I could not read a time in “{when_text}”. Say it like “3 May, 10:00”.")
        return None, None
    if day is None and task is not None and task.due_date is not None:
        day = task.due_date.astimezone(event.zone).date()
    return _on(day, at or _WORKING_HOUR, event, now=context.now), None


def _shifted(task: Task, said: Due, event: Event) -> tuple[datetime | None, Anchor | None]:
    """ "Two days earlier": the distance changes where there is one, else the time."""
    assert task.due_date is not None and said.shift is not None  # noqa: S101  # for the type checker: asked before
    moved = (task.due_date + said.shift).astimezone(event.zone)
    start, end = event.starts_local, event.ends_local
    if start is None or task.data.get("is_rescheduled") or not (task.rule != "hand" or task.data.get("anchor")):
        return moved, None
    days = (moved.date() - start.date()).days
    if days > 0 and end is not None:
        days = max(1, (moved.date() - end.date()).days)
    return None, Anchor(days, moved.time())


def _on(day: date | None, at: time, event: Event, *, now: datetime) -> datetime:
    """The hour on the day; without a day, the next time the clock shows it there."""
    today = now.astimezone(event.zone).date()
    moment = datetime.combine(day or today, at, tzinfo=event.zone)
    return moment + timedelta(days=1) if day is None and moment <= now else moment


def _receipt(title: str, task: Task, *, before: str = "") -> Done:
    due = _due(task)
    step = f"{before} → {due}" if before and before != due else due
    data = {"title": task.title, "due": due, "status": task.status, "why": reason_of(task)}
    return Done(f"{title}: {task.title}", due, rows=((task.title, step),), data=data, changes_draft=False)


def _told(task: Task, event: Event, *, with_letter: bool) -> dict[str, Any]:
    told = {"title": task.title, "status": task.get_status_display(), "due": _due(task), "why": reason_of(task)}
    if note := task.data.get("expired") or task.data.get("note"):
        told["note"] = note
    letter = letter_of(task, event_facts(event, page_url=event.page_url)) if with_letter else None
    return told | ({"subject": letter.sent_subject, "text": letter.sent_text} if letter else {})


def _due(task: Task) -> str:
    """When a task is due, in the event's time."""
    if task.due_date is None:
        return "with each booking" if task.type == Task.Type.WELCOME else "without a date"
    at = task.due_date.astimezone(task.event.zone)
    return f"{at:%a} {at.day} {at:%b %Y, %H:%M}"
