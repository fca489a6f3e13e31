"""An event as a calendar file (RFC 5545), in UTC so that every calendar agrees on the moment."""

from datetime import UTC, datetime, timedelta

from events.models import Event

_LINE_BYTES = 73  # a line holds 75 bytes; a folded one begins with a space


def calendar_file(event: Event, *, now: datetime) -> str:
    """The file's text. The event must have a date."""
    if event.start_date is None:
        raise ValueError("an event without a date has no place in a calendar")
    place = ", ".join(part for part in (event.venue, event.city) if part)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//EventAI//EN",
        "BEGIN:VEVENT",
        f"UID:{event.pk}@eventai",
        f"DTSTAMP:{_moment(now)}",
        *_span(event, event.start_date),
        f"SEQUENCE:{event.version}",
        f"STATUS:{'CANCELLED' if event.status == Event.Status.CANCELLED else 'CONFIRMED'}",
        f"SUMMARY:{_text(event.name)}",
        *([f"LOCATION:{_text(place)}"] if place else []),
        *([f"DESCRIPTION:{_text(event.summary)}"] if event.summary else []),
        f"URL:{event.page_url}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _span(event: Event, start: datetime) -> list[str]:
    """From when to when; whole days where the hour is not known."""
    if event.has_start_time:
        end = event.end_date or start + timedelta(hours=2)
        return [f"DTSTART:{_moment(start)}", f"DTEND:{_moment(end)}"]
    first = start.astimezone(event.zone).date()
    last = event.end_date.astimezone(event.zone).date() if event.end_date else first
    return [f"DTSTART;VALUE=DATE:{first:%Y%m%d}", f"DTEND;VALUE=DATE:{last + timedelta(days=1):%Y%m%d}"]


def _moment(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(escaped.splitlines())


def _folded(line: str) -> str:
    """A long line broken into pieces of at most 75 bytes, never inside a letter."""
    pieces, piece = [], ""
    for letter in line:
        if len((piece + letter).encode()) > _LINE_BYTES:
            pieces.append(piece)
            piece = ""
        piece += letter
    return "\r\n ".join([*pieces, piece])
