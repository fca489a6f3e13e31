"""Live fields: `{city}` in a page's text is the event's city of the moment, so copy stays true when that changes."""

import re
from collections.abc import Mapping

from events.page.facts import PageFacts

FIELDS = ("name", "city", "venue", "organizer", "length", "day", "price")
_FIELD = re.compile(r"\{(" + "|".join(FIELDS) + r")\}")
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
        "day": facts.day_line,
        "price": facts.from_price_line,
    }


def fill_line(text: str, facts: PageFacts) -> str:
    """The text with its live fields filled; a sentence whose fact is not known is left out."""
    return _filled(text, field_values(facts))


def fill_markdown(text: str, facts: PageFacts) -> str:
    """The same for Markdown: what is filled in is text, never markup."""
    values = {name: _MARKDOWN.sub(r"\\\1", value) for name, value in field_values(facts).items()}
    return _filled(text, values)


def fill_values(text: str, values: Mapping[str, str]) -> str:
    """The text with fields of one's own filled; other words in braces stay, sentences without their fact go."""
    field = re.compile(r"\{(" + "|".join(values) + r")\}")
    return _filled(text, values, field)


def _filled(text: str, values: Mapping[str, str], field: re.Pattern[str] = _FIELD) -> str:
    if not field.search(text):
        return text
    return "\n".join(_filled_row(row, values, field) for row in text.split("\n")).strip()


def _filled_row(row: str, values: Mapping[str, str], field: re.Pattern[str]) -> str:
    known = (sentence for sentence in _SENTENCE.split(row) if all(values[name] for name in field.findall(sentence)))
    before_stop = re.compile(field.pattern + r"(\.?)")
    return " ".join(before_stop.sub(lambda match: _stopped(values[match[1]], match[2]), one) for one in known)


def _stopped(value: str, stop: str) -> str:
    """The value before what follows it: "Smith & Co." ends a sentence by itself."""
    return value if value.endswith(".") else value + stop
