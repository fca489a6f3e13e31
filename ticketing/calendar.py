"""Events for calendars: a file (RFC 5545), in UTC so that all agree on the moment, and links that fill a form."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from urllib.parse import urlencode

from events.models import Event

_LINE_BYTES = 73  # a line holds 75 bytes; a folded one begins with a space


class CalendarLink(NamedTuple):
    """A way into somebody's calendar."""

    label: str
    url: str
    icon: str


def calendar_links(event: Event, *, file_url: str) -> list[CalendarLink]:
    """The file, and the forms of two calendars on the web, filled in. Empty without a date."""
    start = event.start_date
    if start is None:
        return []
    end = event.end_date or start + timedelta(hours=2)
    details = "\n\n".join(part for part in (event.summary, event.page_url) if part)
    whole_day = [line.rpartition(":")[2] for line in _span(event, start)] if not event.has_start_time else []
    google = {
        "action": "TEMPLATE",
        "text": event.name,
        "dates": "/".join(whole_day or [_moment(start), _moment(end)]),
        "location": _place(event),
        "details": details,
        "ctz": event.timezone,
    }
    outlook = {
        "rru": "addevent",
        "subject": event.name,
        "startdt": start.astimezone(UTC).isoformat(timespec="seconds"),
        "enddt": end.astimezone(UTC).isoformat(timespec="seconds"),
        "location": _place(event),
        "body": details,
        **({} if event.has_start_time else {"allday": "true"}),
    }
    return [
        CalendarLink("Calendar file", file_url, "download"),
        CalendarLink(
            "Google Calendar", f"https://calendar.google.com/calendar/render?{urlencode(google)}", "external-link"
        ),
        CalendarLink(
            "Outlook", f"https://outlook.live.com/calendar/0/deeplink/compose?{urlencode(outlook)}", "external-link"
        ),
    ]


def calendar_file(events: Sequence[Event], *, name: str, now: datetime) -> str:
    """The file's text, a calendar of this name. Events without a date are left out."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//EventAI//EN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
        *(line for event in events for line in _entry(event, now)),
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _entry(event: Event, now: datetime) -> list[str]:
    if event.start_date is None:
        return []
    place = _place(event)
    return [
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
    ]


def _place(event: Event) -> str:
    place = ", ".join(part for part in (event.venue, event.city) if part)
    return place or ("Online" if event.is_online else "")


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
