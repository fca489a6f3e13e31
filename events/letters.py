"""The letters that tasks send: their first words, drawn from what is known, and the organizer's own.

Words hold live fields, `{date}` or `{place}`, so that a letter stays true when the event changes. A sentence whose fact
is not known is left out.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from events.models import Task
from events.page.facts import PageFacts
from events.page.live import fill_values

FIELDS: Final = ("name", "date", "time", "place", "venue", "city", "organizer", "page", "link")
LONGEST_SUBJECT, LONGEST_TEXT = 200, 5_000
_BLANK_ROWS = re.compile(r"\n{3,}")

_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    Task.Type.WELCOME: (
        "You are in: {name}",
        "Hello,\n\nthank you for booking {name}. It takes place on {date}. You find us at {place}.\n\n"
        "What else there is to know stands here: {page}\n\nSee you soon\n{organizer}",
    ),
    Task.Type.REMINDER: (
        "Coming up: {name}",
        "Hello,\n\n{name} is coming up. It takes place on {date}. You find us at {place}.\n\n"
        "Have your ticket at hand, on your phone or on paper. If you cannot come, please let us know.\n\n"
        "See you soon\n{organizer}",
    ),
    Task.Type.CHECK_IN_INSTRUCTIONS: (
        "How to get in: {name}",
        "Hello,\n\nhere is all you need for {name}.\n\nWhen: {date}\nWhere: {place}\n\n"
        "Have the QR code of your ticket ready at the entrance. Each ticket lets one person in.\n\n"
        "See you there\n{organizer}",
    ),
    Task.Type.FOLLOW_UP: (
        "Thank you for coming to {name}",
        "Hello,\n\nthank you for coming to {name}. We would like to hear how it was for you: simply answer this"
        " letter.\n\nBest wishes\n{organizer}",
    ),
}
_ONLINE: Final = (
    "How to join: {name}",
    "Hello,\n\nhere is all you need for {name}.\n\nWhen: {date}\n\nTake part here: {link}\n\n"
    "See you there\n{organizer}",
)


@dataclass(frozen=True)
class Letter:
    """Words with live fields, and the same as they would go out now."""

    subject: str
    text: str
    sent_subject: str
    sent_text: str
    is_own: bool


def letter_of(task: Task, facts: PageFacts) -> Letter | None:
    """What the task sends; None where it sends nothing."""
    first = first_words(task, facts)
    if first is None:
        return None
    subject, text = task.data.get("subject") or first[0], task.data.get("text") or first[1]
    values = letter_values(facts)
    sent = _BLANK_ROWS.sub("\n\n", fill_values(text, values))
    return Letter(subject, text, fill_values(subject, values) or facts.name, sent, (subject, text) != first)


def first_words(task: Task, facts: PageFacts) -> tuple[str, str] | None:
    """Subject and text as nobody has touched them yet."""
    if task.type == Task.Type.CHECK_IN_INSTRUCTIONS and facts.is_online and not facts.has_place:
        return _ONLINE
    return _WORDS.get(task.type)


def letter_values(facts: PageFacts) -> dict[str, str]:
    """The value of every field; empty where the fact is not known."""
    return {
        "name": facts.name,
        "date": facts.date_line,
        "time": facts.time_line,
        "place": facts.place_line,
        "venue": facts.venue,
        "city": facts.city,
        "organizer": facts.organizer_name,
        "page": facts.page_url,
        "link": facts.online_url,
    }


def own_words(task: Task, facts: PageFacts, *, subject: str | None, text: str | None) -> dict[str, Any]:
    """What the task's data keeps of these words: nothing where they are the first ones, so that those stay live."""
    first = first_words(task, facts) or ("", "")
    kept = {key: value for key, value in task.data.items() if key not in ("subject", "text")}
    told = (
        task.data.get("subject", "") if subject is None else " ".join(subject.split()),
        task.data.get("text", "") if text is None else text.replace("\r\n", "\n").strip(),
    )
    own = {key: word for key, word, known in zip(("subject", "text"), told, first, strict=True) if word != known}
    return kept | {key: word for key, word in own.items() if word}
