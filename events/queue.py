"""The tasks of an event as the desk shows them: what waits for a decision first."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Self

from events.facts import event_facts
from events.letters import Letter, letter_of
from events.models import Event, Task
from events.reasons import reason_of

_ICONS = {
    Task.Status.SUGGESTED: "stamp",
    Task.Status.WAITING: "stamp",
    Task.Status.SCHEDULED: "clock",
    Task.Status.FAILED: "circle-alert",
    Task.Status.DONE: "circle-check",
    Task.Status.EXPIRED: "circle-x",
    Task.Status.DISMISSED: "circle-x",
}
_STATES = {
    Task.Status.SUGGESTED: "waiting",
    Task.Status.WAITING: "waiting",
    Task.Status.SCHEDULED: "queued",
    Task.Status.RUNNING: "running",
    Task.Status.FAILED: "failed",
    Task.Status.EXPIRED: "expired",
    Task.Status.DISMISSED: "dismissed",
}
_FOR_PEOPLE = (Task.Type.TODO, Task.Type.MARKETING, Task.Type.CAPACITY_ALERT)
_OF_SALES = ("capacity", "low_sales")  # news of the sales come before what can wait
_BEHIND = ("done", "expired")


@dataclass(frozen=True)
class Line:
    """One task with what the design calls its state. `people` is how many a letter to everybody would reach now."""

    task: Task
    now: datetime
    letter: Letter | None = None
    people: int | None = None

    @property
    def state(self) -> str:
        """waiting, running, queued, failed, done, expired or dismissed."""
        return _STATES.get(Task.Status(self.task.status), "done")

    @property
    def icon(self) -> str:
        if self.task.type == Task.Type.CAPACITY_ALERT and self.is_waiting:
            return "bell"
        return _ICONS.get(Task.Status(self.task.status), "clock")

    @property
    def is_waiting(self) -> bool:
        return self.state == "waiting"

    @property
    def is_open(self) -> bool:
        return self.state in ("waiting", "queued", "failed")

    @property
    def is_late(self) -> bool:
        """Whether its time has passed and it is still open."""
        return self.is_open and self.task.due_date is not None and self.task.due_date < self.now

    @property
    def is_for_people(self) -> bool:
        """Whether somebody does it by hand and ticks it off."""
        return self.task.type in _FOR_PEOPLE

    @property
    def is_alert(self) -> bool:
        """Whether it only tells something."""
        return self.task.type == Task.Type.CAPACITY_ALERT

    @property
    def can_come_back(self) -> bool:
        """Whether a person closed it, so that a person may put it back."""
        return self.state in ("done", "dismissed") and "was" in self.task.data

    @property
    def key(self) -> str:
        """Names the task within a page."""
        return f"{self.task.rule}-{self.task.occurrence}"

    @property
    def approve_word(self) -> str:
        return "Approve" if self.letter or not self.is_for_people else "Put on my list"

    @property
    def done_word(self) -> str:
        return "Noted" if self.is_alert else "Done"

    @property
    def note(self) -> str:
        """What happens with it, in a few words."""
        told = self.task.data.get("expired") if self.state == "expired" else self.task.data.get("note")
        return str(told or self._by_status.get(Task.Status(self.task.status), ""))

    @property
    def notes(self) -> str:
        """What a person wrote beside something to do."""
        return "" if self.letter else str(self.task.data.get("text", ""))

    @property
    def why(self) -> str:
        return reason_of(self.task)

    @property
    def _by_status(self) -> dict[Task.Status, str]:
        late = "Late: approve it now, and it goes out at once" if self.is_late else ""
        ahead = "On your list" if self.is_for_people else f"Approved. Goes out by itself to {self._whom}"
        return {
            Task.Status.SUGGESTED: "Suggested by the assistant",
            Task.Status.WAITING: late or f"Goes to {self._whom}, once you approve it",
            Task.Status.SCHEDULED: "Overdue" if self.is_late and self.is_for_people else ahead,
            Task.Status.RUNNING: "Being carried out",
            Task.Status.FAILED: "Did not work. Nothing is sent again by itself",
            Task.Status.EXPIRED: "Its time has passed",
        }

    @property
    def _whom(self) -> str:
        if self.task.type == Task.Type.WELCOME:
            return "everybody who books"
        if not self.people:
            return "everybody with a ticket"
        return f"everybody with a ticket, {self.people:,} {'person' if self.people == 1 else 'people'} now"


@dataclass
class Queue:
    """Tasks in the order in which they want attention."""

    waiting: list[Line] = field(default_factory=list)
    ahead: list[Line] = field(default_factory=list)
    behind: list[Line] = field(default_factory=list)
    dismissed: list[Line] = field(default_factory=list)

    @classmethod
    def of(cls, event: Event, *, now: datetime, people: int | None = None) -> Self:
        """The event's tasks, each letter with its words; one query. `people` have a ticket."""
        queue = cls()
        facts = event_facts(event, page_url=event.page_url)
        for task in event.tasks.all():
            line = Line(task, now, letter_of(task, facts), people)
            queue._place_of(line).append(line)
        queue.waiting.sort(key=lambda line: line.task.rule not in _OF_SALES)
        return queue

    @property
    def open(self) -> list[Line]:
        return [*self.waiting, *self.ahead]

    @property
    def lines(self) -> list[Line]:
        return [*self.open, *self.behind]

    @property
    def late(self) -> list[Line]:
        return [line for line in self.open if line.is_late]

    def _place_of(self, line: Line) -> list[Line]:
        if line.state == "dismissed":
            return self.dismissed
        if line.is_waiting:
            return self.waiting
        return self.behind if line.state in _BEHIND else self.ahead
