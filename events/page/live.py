"""Live fields: `{city}` in a page's text is the event's city of the moment, so copy stays true when that changes."""

import re

from events.page.facts import PageFacts

FIELDS = ("name", "city", "venue", "organizer", "length")
_FIELD = re.compile(r"\{(" + "|".join(FIELDS) + r")\}")
_FIELD_BEFORE_STOP = re.compile(_FIELD.pattern + r"(\.?)")
_SENTENCE = re.compile(r"(?<=[.!?])[ ]+")
_MARKDOWN = re.compile(r"([\\`*_\[\]<>~#!&|()-])")


def field_values(facts: PageFacts) -> dict[str, str]:
    """The value of every live field; empty where the fact is not known."""
    length = facts.length
    return {
        "name": facts.name,
        "city": facts.city,
        "venue": facts.venue,
        "organizer": facts.organizer_name,
        "length": f"{length[0]} {length[1]}" if length else "",
    }


def fill_line(text: str, facts: PageFacts) -> str:
    """The text with its live fields filled; a sentence whose fact is not known is left out."""
    return _filled(text, field_values(facts))


def fill_markdown(text: str, facts: PageFacts) -> str:
    """The same for Markdown: what is filled in is text, never markup."""
    values = {name: _MARKDOWN.sub(r"\\\1", value) for name, value in field_values(facts).items()}
    return _filled(text, values)


def _filled(text: str, values: dict[str, str]) -> str:
    if not _FIELD.search(text):
        return text
    return "\n".join(_filled_row(row, values) for row in text.split("\n")).strip()


def _filled_row(row: str, values: dict[str, str]) -> str:
    known = (sentence for sentence in _SENTENCE.split(row) if all(values[name] for name in _FIELD.findall(sentence)))
    return " ".join(_FIELD_BEFORE_STOP.sub(lambda match: _stopped(values[match[1]], match[2]), one) for one in known)


def _stopped(value: str, stop: str) -> str:
    """The value before what follows it: "Smith & Co." ends a sentence by itself."""
    return value if value.endswith(".") else value + stop
