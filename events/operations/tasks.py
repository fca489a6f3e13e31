"""What people decide about the tasks of an event."""

import secrets
from datetime import datetime

from accounts.models import Profile
from eventai.errors import DomainError
from eventai.operation import operation
from events.models import Event, Task

_OPEN = (Task.Status.SUGGESTED, Task.Status.WAITING, Task.Status.SCHEDULED, Task.Status.FAILED)


class TaskDecided(DomainError):
    """Somebody decided already."""


@operation
def add_task(event: Event, *, title: str, due_date: datetime | None, by: Profile, now: datetime) -> Task:
    """Put something to do on the event's list."""
    return Task.objects.create(
        event=event,
        type=Task.Type.TODO,
        status=Task.Status.SCHEDULED,
        rule="hand",
        occurrence=secrets.token_hex(8),
        title=title.strip()[:200],
        due_date=due_date,
    )


@operation
def approve_task(task: Task, *, by: Profile, now: datetime) -> Task:
    """Let a waiting task be carried out when it is due. Approving twice changes nothing."""
    locked = _locked(task)
    if locked.status == Task.Status.SCHEDULED:
        return locked
    if locked.status not in (Task.Status.SUGGESTED, Task.Status.WAITING):
        raise TaskDecided(f"“{locked.title}” is {locked.get_status_display().lower()} already.")
    return _put(locked, Task.Status.SCHEDULED)


@operation
def dismiss_task(task: Task, *, by: Profile) -> Task:
    """Take a task off the list. Rules do not plan it again."""
    locked = _locked(task)
    if locked.status == Task.Status.DISMISSED:
        return locked
    if locked.status not in _OPEN:
        raise TaskDecided(f"“{locked.title}” is {locked.get_status_display().lower()} already.")
    return _put(locked, Task.Status.DISMISSED)


@operation
def complete_task(task: Task, *, by: Profile) -> Task:
    """Tick a task off."""
    locked = _locked(task)
    if locked.status == Task.Status.DONE:
        return locked
    if locked.status not in _OPEN:
        raise TaskDecided(f"“{locked.title}” is {locked.get_status_display().lower()} already.")
    return _put(locked, Task.Status.DONE)


@operation
def reschedule_task(task: Task, *, due_date: datetime, by: Profile) -> Task:
    """Set another time. From now on the task no longer moves with the event."""
    locked = _locked(task)
    if locked.status not in _OPEN:
        raise TaskDecided(f"“{locked.title}” is {locked.get_status_display().lower()} already.")
    locked.due_date = due_date
    locked.data = {**locked.data, "is_rescheduled": True}
    locked.save(update_fields=["due_date", "data"])
    return locked


def _put(task: Task, status: Task.Status) -> Task:
    task.status = status
    task.save(update_fields=["status"])
    return task


def _locked(task: Task) -> Task:
    locked = Task.objects.select_for_update().filter(pk=task.pk).first()
    if locked is None:
        raise TaskDecided("This task is gone, or not yours to decide.")
    return locked
