"""Entries of a calendar file: events, or the sessions of one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from conversations.engines.drafting import when_words
from conversations.understanding import gazetteer
from conversations.understanding.facts import Moment
from conversations.understanding.spans import fold

_ONLINE = re.compile(r"https?://|\b(?:zoom|teams|google meet|jitsi|webex|online|virtual)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Entry:
    """An entry with its moments in its own zone."""

    name: str
    place: str
    text: str
    start: Moment
    end: Moment | None
    zone: str
    repeats: bool


def entry_of(told: dict[str, str], timezone: str) -> Entry:
    """An entry as the child process told it; instants without a known zone are in the person's."""
    zone = told["zone"] if told["zone"] in available_timezones() - {"UTC"} else timezone
    end = _moment(told["end"], zone) if told["end"] else None
    start = _moment(told["start"], zone)
    return Entry(told["name"][:140], told["place"], told["text"], start, end, zone, bool(told["repeats"]))


def _moment(told: str, zone: str) -> Moment:
    if len(told) == 10:
        return Moment(date.fromisoformat(told), None)
    at = datetime.fromisoformat(told)
    local = at.astimezone(ZoneInfo(zone)) if at.tzinfo else at
    return Moment(local.date(), local.time().replace(tzinfo=None))


def are_sessions(entries: Sequence[Entry], first_day: date | None, last_day: date | None) -> bool:
    """Whether the entries are what happens at the event, rather than events of their own."""
    if any(entry.start.time is None or entry.repeats for entry in entries):
        return False
    days = [entry.start.day for entry in entries]
    if first_day is None or last_day is None:
        return (max(days) - min(days)).days < 5
    return all(first_day <= day <= last_day for day in days)


def slots_of(entries: Sequence[Entry], first_day: date | None) -> Iterator[dict[str, Any]]:
    """The sessions as arguments of `add_agenda_item`."""
    first = first_day or min(entry.start.day for entry in entries)
    for entry in entries:
        slot = {
            "title": (entry.name or "Session")[:140], "start": _clock(entry.start.time),
            "end": _clock(entry.end.time if entry.end else None), "text": entry.text[:600], "track": entry.place[:40],
        }  # fmt: skip
        day = (entry.start.day - first).days + 1
        yield {key: value for key, value in slot.items() if value} | ({"day": day} if day > 1 else {})


def _clock(at: time | None) -> str:
    return f"{at:%H:%M}" if at else ""


def facts_of(entry: Entry, *, keeps_name: bool) -> dict[str, Any]:
    """The entry as arguments of `create_event`; without the name, of `revise_event`."""
    told: dict[str, Any] = {
        "start_day": entry.start.day, "start_time": entry.start.time,
        "end_day": entry.end.day if entry.end else None, "end_time": entry.end.time if entry.end else None,
    }  # fmt: skip
    facts = {key: value.isoformat() for key, value in told.items() if value is not None}
    facts |= _place(entry.place)
    if keeps_name:
        facts |= {"name": entry.name or "Untitled event", "timezone": entry.zone}
        if entry.text:
            facts["summary"] = " ".join(entry.text.split())[:300]
    return facts


def _place(place: str) -> dict[str, Any]:
    """ "The Low Note, 12 Elm Street, Chicago" as venue, city and country."""
    if _ONLINE.search(place):
        return {"is_online": True}
    parts = [part.strip() for part in re.split(r"[,\n;]", place) if part.strip()]
    for part in reversed(parts[1:] if len(parts) > 1 else parts):
        words = re.sub(r"\b[A-Z]?-?\d[\w-]*\b", "", part).strip()
        if cities := gazetteer.cities_named(fold(words)):
            found = {"city": cities[0].name, "country": cities[0].country}
            return found | ({"venue": parts[0][:200]} if parts[0] != part else {})
    return {"venue": parts[0][:200]} if parts else {}


def words_of(entry: Entry) -> str:
    """When and where, as a person checks it."""
    when = when_words(entry.start, entry.end, entry.zone)
    return f"{when}, {entry.place}" if entry.place else when
