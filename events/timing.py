"""When a task is due, told as a distance from the event, so that it moves when the event moves."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, Self

from events.models import Event

FARTHEST = 3650  # days
_MORNING = time(9)


@dataclass(frozen=True)
class Anchor:
    """So many days before the start when negative, after the end when positive; 0 is the day itself.

    Without `at` it is the hour at which the event starts, and nine in the morning where that is not known.
    """

    days: int
    at: time | None = None

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Self | None:
        """What a task's data keeps; None for a task with a time of its own."""
        kept = data.get("anchor")
        return cls(kept["days"], time.fromisoformat(kept["at"]) if kept["at"] else None) if kept else None

    def kept(self) -> dict[str, Any]:
        """The same for a task's data."""
        return {"days": self.days, "at": self.at.isoformat(timespec="minutes") if self.at else None}

    def instant(self, event: Event) -> datetime | None:
        """When that is; None while the event has no date."""
        start = event.starts_local
        if start is None:
            return None
        base = (event.ends_local or start) if self.days > 0 else start
        at = self.at or (start.time() if event.has_start_time else _MORNING)
        return datetime.combine(base.date() + timedelta(days=self.days), at, tzinfo=event.zone)

    @property
    def words(self) -> str:
        """ "7 days before the start", "on the day", "the day after"."""
        if not self.days:
            return "on the day"
        if self.days == 1:
            return "the day after"
        count = "1 day" if self.days == -1 else f"{abs(self.days)} days"
        return f"{count} before the start" if self.days < 0 else f"{count} after the end"


def starts_at_hour(event: Event, hours: int) -> time | None:
    """The hour so many hours before the start, where that is known and on the same day."""
    start = event.starts_local
    if start is None or not event.has_start_time:
        return None
    earlier = start - timedelta(hours=hours)
    return earlier.time() if earlier.date() == start.date() else time()


def is_over(event: Event, *, now: datetime) -> bool:
    """Whether the event has ended; without an end, a day after it began."""
    if event.status == Event.Status.ENDED:
        return True
    over = event.end_date or (event.start_date + timedelta(days=1) if event.start_date else None)
    return over is not None and over <= now
