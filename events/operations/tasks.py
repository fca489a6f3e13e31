"""What people decide about the tasks of an event."""

import secrets
from datetime import datetime
from typing import Any

from accounts.models import Profile
from eventai.errors import DomainError
from eventai.operation import operation
from events.facts import event_facts
from events.letters import LONGEST_SUBJECT, LONGEST_TEXT, own_words
from events.models import Event, Task
from events.operations.planning import LETTERS, lock_for_plans, planned_moment, title_apart_from_time, why_pointless
from events.timing import FARTHEST, Anchor

MOST_TASKS = 300  # at one event, those behind included
_LONGEST_TITLE = 200
_WAITING = (Task.Status.SUGGESTED, Task.Status.WAITING)
_OPEN = (*_WAITING, Task.Status.SCHEDULED, Task.Status.FAILED)


class TaskDecided(DomainError):
    """Somebody decided already."""


class TaskUnclear(DomainError):
    """What was said about the task cannot be."""


@operation
def add_task(
    event: Event,
    *,
    title: str,
    due_date: datetime | None,
    by: Profile,
    now: datetime,
    client_key: str = "",
    anchor: Anchor | None = None,
    notes: str = "",
    is_by_assistant: bool = False,
) -> Task:
    """Put something to do on the event's list, by a time or at a distance from the event; the same key adds it once.

    Locks the event. Raises TaskUnclear.
    """
    locked = lock_for_plans(event)
    occurrence = client_key[:60] or secrets.token_hex(8)
    if known := Task.objects.filter(event=locked, rule="hand", occurrence=occurrence).first():
        return known
    if locked.tasks.count() >= MOST_TASKS:
        raise TaskUnclear(f"There are {MOST_TASKS} tasks at this event. Nothing was added.")
    data: dict[str, Any] = {"text": _notes(notes)} if notes.strip() else {}
    if anchor:
        due_date, data = _moment_of(anchor, locked), data | {"anchor": anchor.kept()}
    if is_by_assistant:
        data["by_assistant"] = True
    return Task.objects.create(
        event=locked,
        type=Task.Type.TODO,
        status=Task.Status.SCHEDULED,
        rule="hand",
        occurrence=occurrence,
        title=_title(title),
        due_date=due_date,
        data=data,
    )


@operation
def approve_task(task: Task, *, by: Profile, now: datetime) -> Task:
    """Let a waiting task be carried out when it is due. Approving twice changes nothing.

    One approval covers the whole series of a letter; who gave it and when stays with the task.
    """
    locked = _locked(task)
    if locked.status == Task.Status.SCHEDULED:
        return locked
    if locked.status not in _WAITING:
        raise _decided(locked)
    locked.data = {**locked.data, "approved": {"by": str(by.pk), "at": now.isoformat()}}
    return _put(locked, Task.Status.SCHEDULED)


@operation
def dismiss_task(task: Task, *, by: Profile) -> Task:
    """Take a task off the list. Rules do not plan it again; a person may restore it."""
    locked = _locked(task)
    if locked.status == Task.Status.DISMISSED:
        return locked
    return _close(locked, Task.Status.DISMISSED)


@operation
def complete_task(task: Task, *, by: Profile) -> Task:
    """Tick a task off."""
    locked = _locked(task)
    if locked.status == Task.Status.DONE:
        return locked
    return _close(locked, Task.Status.DONE)


@operation
def restore_task(task: Task, *, by: Profile, now: datetime) -> Task:
    """Put back what was dismissed or ticked off, as it stood, and due when it would be due by now.

    Restoring twice changes nothing. Raises TaskDecided when the event leaves no time for it.
    """
    locked = _locked(task)
    if locked.status in _OPEN:
        return locked
    was = locked.data.get("was")
    if locked.status not in (Task.Status.DISMISSED, Task.Status.DONE) or was is None:
        raise _decided(locked)
    locked.due_date = planned_moment(locked, locked.event)
    if why := why_pointless(locked, locked.event, due_date=locked.due_date, now=now):
        raise TaskDecided(f"“{locked.title}” stays off the list. {why}")
    locked.data = {key: value for key, value in locked.data.items() if key != "was"}
    return _put(locked, Task.Status(was))


@operation
def reschedule_task(
    task: Task, *, by: Profile, now: datetime, due_date: datetime | None = None, anchor: Anchor | None = None
) -> Task:
    """Set another time. With `due_date` the task stays there when the event moves; with `anchor` it moves along.

    What failed waits for an approval again. Raises TaskUnclear when that time has passed.
    """
    locked = _locked(task)
    if locked.status not in _OPEN:
        raise _decided(locked)
    moment = _moment_of(anchor, locked.event) if anchor else due_date
    if moment is None:
        raise TaskUnclear(f"When should “{locked.title}” be? I need a day.")
    if moment <= now:
        raise TaskUnclear("That time has passed. Choose one that is still to come.")
    kept = {key: value for key, value in locked.data.items() if key not in ("anchor", "is_rescheduled")}
    locked.data = kept | ({"anchor": anchor.kept()} if anchor else {"is_rescheduled": True})
    locked.due_date, locked.title = moment, title_apart_from_time(locked)
    return _put(locked, Task.Status.WAITING if locked.status == Task.Status.FAILED else Task.Status(locked.status))


@operation
def revise_task(
    task: Task,
    *,
    by: Profile,
    now: datetime,
    title: str | None = None,
    subject: str | None = None,
    text: str | None = None,
    due_date: datetime | None = None,
) -> Task:
    """Change a task's words: its title, the notes of something to do, subject and text of a letter.

    What is not given stays; an empty subject or text brings the first words back. A letter whose words change after
    its approval waits for another one. Raises TaskUnclear, and what `reschedule_task` raises.
    """
    locked = _locked(task)
    if locked.status not in _OPEN:
        raise _decided(locked)
    _refuse_long(subject or "", "subject", LONGEST_SUBJECT)
    _refuse_long(text or "", "text", LONGEST_TEXT)
    before = dict(locked.data)
    if title is not None:
        locked.title = _title(title)
    if locked.type in LETTERS:
        locked.data = own_words(locked, event_facts(locked.event), subject=subject, text=text)
        if locked.data != before and locked.status == Task.Status.SCHEDULED:
            locked.status = Task.Status.WAITING
            locked.data.pop("approved", None)
    elif text is not None:
        locked.data = {**before, "text": _notes(text)}
    locked.save(update_fields=["title", "data", "status"])
    if due_date is not None and due_date != locked.due_date:
        return reschedule_task(locked, due_date=due_date, by=by, now=now)
    return locked


def _title(title: str) -> str:
    words = " ".join(title.split())
    if not words:
        raise TaskUnclear("What is to be done? The task needs a title.")
    _refuse_long(words, "title", _LONGEST_TITLE)
    return words


def _notes(text: str) -> str:
    _refuse_long(text, "text", LONGEST_TEXT)
    return text.replace("\r\n", "\n").strip()


def _refuse_long(words: str, what: str, most: int) -> None:
    if len(words) > most:
        raise TaskUnclear(f"The {what} has {len(words):,} characters; {most:,} are the most. Nothing was changed.")


def _moment_of(anchor: Anchor, event: Event) -> datetime:
    if abs(anchor.days) > FARTHEST:
        raise TaskUnclear("That is more than ten years away from the event.")
    moment = anchor.instant(event)
    if moment is None:
        raise TaskUnclear(f"“{event.name}” has no date yet, so there is no “{anchor.words}”. Name a day instead.")
    return moment


def _close(task: Task, status: Task.Status) -> Task:
    if task.status not in _OPEN:
        raise _decided(task)
    task.data = {**task.data, "was": task.status}
    return _put(task, status)


def _decided(task: Task) -> TaskDecided:
    return TaskDecided(f"“{task.title}” is {task.get_status_display().lower()} already.")


def _put(task: Task, status: Task.Status) -> Task:
    task.status = status
    task.save(update_fields=["status", "title", "due_date", "data"])
    return task


def _locked(task: Task) -> Task:
    found = Task.objects.select_for_update(of=("self",), no_key=True).select_related("event")
    locked = found.filter(pk=task.pk).first()
    if locked is None:
        raise TaskDecided("This task is gone, or not yours to decide.")
    return locked
