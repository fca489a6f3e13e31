"""The tasks of an event as the desk shows them: what waits for a decision first."""

from dataclasses import dataclass, field
from typing import Self

from events.models import Event, Task

_ICONS = {
    Task.Status.SUGGESTED: "stamp",
    Task.Status.WAITING: "stamp",
    Task.Status.SCHEDULED: "clock",
    Task.Status.FAILED: "circle-alert",
    Task.Status.DONE: "circle-check",
    Task.Status.EXPIRED: "circle-x",
}
_STATES = {
    Task.Status.SUGGESTED: "waiting",
    Task.Status.WAITING: "waiting",
    Task.Status.SCHEDULED: "queued",
    Task.Status.RUNNING: "running",
    Task.Status.FAILED: "failed",
}


@dataclass(frozen=True)
class Line:
    """One task with what the design calls its state."""

    task: Task

    @property
    def state(self) -> str:
        """waiting, running, queued, failed or done."""
        return _STATES.get(Task.Status(self.task.status), "done")

    @property
    def icon(self) -> str:
        return _ICONS.get(Task.Status(self.task.status), "clock")

    @property
    def is_waiting(self) -> bool:
        return self.state == "waiting"

    @property
    def is_open(self) -> bool:
        return self.state in ("waiting", "queued", "failed")

    @property
    def is_for_people(self) -> bool:
        """Whether somebody does it by hand and ticks it off."""
        return self.task.type == Task.Type.TODO

    @property
    def note(self) -> str:
        """What happens with it, in a few words."""
        told = str(self.task.data.get("note", ""))
        notes = {
            Task.Status.SUGGESTED: "Suggested by the assistant",
            Task.Status.WAITING: "Goes to everybody with a ticket, once you approve it",
            Task.Status.SCHEDULED: "On your list" if self.is_for_people else "Approved, goes out by itself",
            Task.Status.RUNNING: "Being carried out",
            Task.Status.FAILED: "Did not work. Nothing is sent again by itself",
            Task.Status.EXPIRED: "Its time has passed",
        }
        return told or notes.get(Task.Status(self.task.status), "")


@dataclass
class Queue:
    """Tasks in the order in which they want attention."""

    waiting: list[Line] = field(default_factory=list)
    ahead: list[Line] = field(default_factory=list)
    behind: list[Line] = field(default_factory=list)

    @classmethod
    def of(cls, event: Event) -> Self:
        """The event's tasks, what was dismissed left out; one query."""
        queue = cls()
        for task in event.tasks.exclude(status=Task.Status.DISMISSED):
            line = Line(task)
            where = queue.waiting if line.is_waiting else queue.behind if line.state == "done" else queue.ahead
            where.append(line)
        return queue

    @property
    def open(self) -> list[Line]:
        return [*self.waiting, *self.ahead]

    @property
    def lines(self) -> list[Line]:
        return [*self.open, *self.behind]
