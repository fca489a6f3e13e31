"""Days and hours as arguments: from what was said to instants, and to words again."""

from datetime import date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from events.models import Event
from events.page.facts import PageFacts

_END_OF_DAY = time(23, 59)


def instants(
    start_day: date, start_time: time | None, end_day: date | None, end_time: time | None, timezone: str
) -> tuple[datetime, datetime | None]:
    """Beginning and end in the event's time zone. An end before the beginning on the same day is after midnight."""
    zone = ZoneInfo(timezone)
    start = datetime.combine(start_day, start_time or time(), tzinfo=zone)
    if end_day is None and end_time is None:
        return start, None
    if end_day and end_day != start_day:
        return start, datetime.combine(end_day, end_time or _END_OF_DAY, tzinfo=zone)
    if end_time is None:
        return start, None
    end = datetime.combine(start_day, end_time, tzinfo=zone)
    return start, end if end > start else end + timedelta(days=1)


def when(event: Event) -> str:
    """When the event is, with weekday and zone; empty while it is open."""
    return _facts(event).date_line


def when_short(event: Event) -> str:
    """When, for a narrow place: "Fri, Jun 11, 8:30 PM"; empty while it is open."""
    facts = _facts(event)
    hour = facts.time_line.split(" – ")[0] if facts.day_count == 1 else ""
    return ", ".join(part for part in (facts.short_date_line, hour) if part)


def _facts(event: Event) -> PageFacts:
    return PageFacts(
        event_id="",
        name=event.name,
        starts_at=event.start_date,
        ends_at=event.end_date,
        has_start_time=event.has_start_time,
        timezone=event.timezone,
    )


def stamp(at: datetime | None, zone: tzinfo, *, has_time: bool = True) -> str:
    """An instant as a model reads it: "2027-06-12 (Sat) 10:00 Europe/Berlin"; empty for none."""
    if at is None:
        return ""
    local = at.astimezone(zone)
    return f"{local:%Y-%m-%d (%a) %H:%M} {zone}" if has_time else f"{local:%Y-%m-%d (%a)}"


def where(event: Event) -> str:
    """Where the event is; empty while it is open."""
    place = ", ".join(part for part in (event.venue, event.city) if part)
    if place and event.is_online:
        return f"{place} and online"
    return place or ("Online" if event.is_online else "")
