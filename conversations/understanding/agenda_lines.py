"""Lines of a programme: "10:00–10:30 Welcome coffee", "2pm Keynote by Ada Lovelace", "Day 2: 9.00 Workshops"."""

from __future__ import annotations

import re
from datetime import time
from typing import Any

from conversations.understanding.spans import Source, Span
from conversations.understanding.times import read_times

_MOST = 80  # slots
_MOST_ROWS = 1_000
_DAY = re.compile(
    r"\b(?:day|tag|jour|dia|giorno|dag)[ ]?(?P<n>\d{1,2})\b[ ]*[:,.)-]*|\b(?:on|am|le|el)[ ]day[ ](?P<m>\d{1,2})\b"
)
_BY = re.compile(
    r"(?:,|\s[-–—]|\s(?:by|with|von|mit|par|avec|con|"
    r"por))\s+(?P<who>(?:[A-ZÀ-Þ][\w'’.-]+\s+){1,3}[A-ZÀ-Þ][\w'’.-]+)\s*$"
)
_GLUE = re.compile(
    r"^(?:[\s,;:.|–—-]|\b(?:from|at|um|von|ab|de|a|a las|von|uhr|h|then|for|the|an?|ein\w*|une?|session|"
    r"slot)\b(?=[\s:,]))+",
    re.IGNORECASE,
)
_CLOCK = r"\d{1,2}[:.h]\d{2}(?:[ ]?(?:h|uhr|[ap]\.?m\.?))?"
_OPENING = re.compile(rf"[\s*•·-]*{_CLOCK}(?:[ ]*(?:-|to|bis|a)[ ]*{_CLOCK})?(?=[\s,;:|-])")
_TRAIL = re.compile(
    r"(?:[\s,;:|–—-]|\b(?:from|at|um|von|bis|ab|de|a las|to|uhr|until|between|entre|zwischen)\b)+$", re.IGNORECASE
)


def read_agenda(text: str) -> list[dict[str, Any]]:
    """The slots a text lists, as arguments of `add_agenda_item`. A line "Day 2" counts for those below it."""
    items: list[dict[str, Any]] = []
    day = 0
    for row in re.split(r"[\n;]+", text, maxsplit=_MOST_ROWS)[:_MOST_ROWS]:
        if len(items) == _MOST:
            break
        source = Source.of(row)
        number = _DAY.search(source.plain)
        if number:
            day = int(number["n"] or number["m"])
        slot = _slot(source, number)
        if slot and 0 <= day <= 30:
            items.append(slot | ({"day": day} if day > 1 else {}))
    return items


def _slot(source: Source, number: re.Match[str] | None) -> dict[str, Any] | None:
    opening = _OPENING.match(source.plain)  # hours that open a line are hours, whatever follows
    times = read_times(opening[0] if opening else source.plain)
    slot: dict[str, Any] = {}
    if times:
        slot["start"] = f"{times[0].start:%H:%M}"
        ends = times[0].end or (times[1].start if len(times) == 2 and _joins(source.plain, times) else None)
        if ends:
            slot["end"] = f"{_same_half(times[0].start, ends):%H:%M}"
    taken = [time.span for time in times[: 2 if "end" in slot and not times[0].end else 1]]
    taken += [Span(*number.span())] if number else []
    title = source.shown
    for span in sorted(taken, key=lambda span: -span.start):
        title = f"{title[: span.start]} \n {title[span.end :]}"
    words = [_TRAIL.sub("", _GLUE.sub("", part)).strip(" \"'“”„«»*•·") for part in title.split("\n")]
    title = max(words, key=len)
    if len(title) < 2 or not re.search(r"[^\W\d_]{2}", title) or len(title) > 140:
        return None
    if by := _BY.search(title):
        slot["speakers"] = [by["who"].strip()]
        title = title[: by.start()].strip(" ,")
    return {"title": title[:1].upper() + title[1:], **slot} if title else None


def _same_half(start: time, end: time) -> time:
    """A slot from ten to half past ten ends in the morning, also where the reader of hours thinks of parties."""
    near = end.replace(hour=end.hour - 12) if end.hour >= 12 else end
    return near if start < near and end.hour - start.hour > 10 else end


def _joins(plain: str, times: list[Any]) -> bool:
    return (
        re.fullmatch(r"\s*(?:-|to|until|bis|a|al?|till?)\s*", plain[times[0].span.end : times[1].span.start])
        is not None
    )
