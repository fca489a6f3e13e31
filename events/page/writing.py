"""A first page drawn from what is known about an event, and its copy drawn again in another tone: nothing invented."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from events.page import phrases
from events.page.facts import PageFacts
from events.page.families import FAMILIES, Family, family_of
from events.page.live import fill_line
from events.page.phrases import TONES, Tone
from events.page.reading import check_page, read_page
from events.page.schema import VERSION, Page
from events.page.theme import PRESETS, HeroLayout, Mode, Preset

Copy = dict[str, str]  # purpose ("opening", "faq heading") → phrase

_EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u200d]+")
_TEXT_FIELDS = frozenset(
    {"heading", "title", "tagline", "body", "text", "note", "q", "a", "label", "directions", "after"}
)
_PEOPLE_TO_COME = 3


def draw_page(
    facts: PageFacts, *, family: Family | None = None, tone: Tone = "friendly", preset: Preset | None = None
) -> dict[str, Any]:
    """Draw the first page of an event: valid, complete, and saying only what is known.

    The same event and tone always give the same page. Speakers and programme stand in as placeholders, which visitors
    never see.
    """
    kind = family or family_of(facts.kind, facts.name, facts.summary)
    copy = _copy(facts, kind, tone)
    sections = [
        _hero(copy),
        _about(copy),
        *_programme(facts, kind),
        *_people(kind),
        {"type": "venue", "id": "venue"},
        {"type": "tickets", "id": "tickets", "heading": "Tickets"},
        _faq(facts, copy),
    ]
    theme = {"preset": preset or FAMILIES[kind].preset}
    return _stored(check_page({"version": VERSION, "theme": theme, "sections": sections}))


def redraw_copy(
    config: dict[str, Any], facts: PageFacts, tone: Tone, *, family: Family | None = None
) -> dict[str, Any]:
    """Say the same in another tone.

    Sentences this module wrote are exchanged for those of the tone. A person's own words stay, except that a
    professional tone takes exclamation marks and emoji out of them.
    """
    kind = family or family_of(facts.kind, facts.name, facts.summary)
    page = _stored(read_page(config))
    _exchange(page["sections"], _copy(facts, kind, tone), is_calm=tone == "professional")
    return _stored(check_page(page))


def redraw_section(config: dict[str, Any], facts: PageFacts, tone: Tone, section_id: str) -> dict[str, Any]:
    """Say one section in another tone, as `redraw_copy` does for all of them."""
    page = _stored(read_page(config))
    section = [section for section in page["sections"] if section["id"] == section_id]
    kind = family_of(facts.kind, facts.name, facts.summary)
    _exchange(section, _copy(facts, kind, tone), is_calm=tone == "professional")
    return _stored(check_page(page))


def draw_version(config: dict[str, Any], facts: PageFacts, version: int) -> dict[str, Any]:
    """Draw the page anew: other sentences of ours, another look. A person's own words, and all sections, stay.

    The same version of the same page is always the same one. Versions count from 1.
    """
    kind = family_of(facts.kind, facts.name, facts.summary)
    page = _stored(read_page(config))
    tone: Tone = TONES[version % len(TONES)]
    _exchange(page["sections"], _copy(facts, kind, tone, version), is_calm=False)
    order = sorted(PRESETS, key=lambda preset: Random(f"{facts.event_id}:{preset}").random())  # noqa: S311 - a look
    others = [preset for preset in order if preset != page["theme"]["preset"]]
    page["theme"] = {"preset": others[(version - 1) % len(others)]}
    return _stored(check_page(page))


def restyle(
    config: dict[str, Any],
    *,
    preset: Preset | None = None,
    mode: Mode | None = None,
    accent: str | None = None,
    hero: HeroLayout | None = None,
) -> dict[str, Any]:
    """Change the theme tokens that are given; an empty accent takes the preset's own. Raises ValidationError."""
    page = _stored(read_page(config))
    given = {"preset": preset, "mode": mode, "accent": accent, "hero": hero}
    theme = page["theme"] | {name: value for name, value in given.items() if value is not None}
    page["theme"] = {name: value for name, value in theme.items() if value != ""}
    return _stored(check_page(page))


@dataclass(frozen=True)
class TextChange:
    """One text that differs between two pages; `before` or `after` is empty where it is new or gone."""

    place: str
    before: str
    after: str


def changed_texts(before: dict[str, Any], after: dict[str, Any]) -> list[TextChange]:
    """What a visitor would read differently, in the order of the newer page."""
    old, new = dict(_texts(before)), dict(_texts(after))
    places = [*new, *(place for place in old if place not in new)]
    pairs = ((place, old.get(place, ""), new.get(place, "")) for place in places)
    return [TextChange(place, was, now) for place, was, now in pairs if was != now]


def _stored(page: Page) -> dict[str, Any]:
    return page.model_dump(mode="json", exclude_none=True)


# --- Sections --------------------------------------------------------------------------------------


def _hero(copy: Copy) -> dict[str, Any]:
    return {
        "type": "hero",
        "id": "hero",
        "primary": {"label": copy["reserve"], "action": "tickets"},
        "secondary": {"label": "Add to calendar", "action": "calendar"},
    }


def _about(copy: Copy) -> dict[str, Any]:
    body = f"{copy['opening']}\n\n{copy['closing']}"
    return {"type": "about", "id": "about", "heading": copy["about heading"], "body": body}


def _programme(facts: PageFacts, kind: Family) -> Iterator[dict[str, Any]]:
    if heading := FAMILIES[kind].programme_heading:
        slot = {"title": "To be announced", "tba": True}
        days = [{"day": day, "items": [slot]} for day in range(1, min(max(facts.day_count, 1), 30) + 1)]
        yield {"type": "agenda", "id": "agenda", "heading": heading, "days": days}


def _people(kind: Family) -> Iterator[dict[str, Any]]:
    if heading := FAMILIES[kind].people_heading:
        people = [
            {"id": f"person-{n}", "name": "To be announced", "placeholder": True} for n in range(1, _PEOPLE_TO_COME + 1)
        ]
        yield {"type": "speakers", "id": "speakers", "heading": heading, "items": people}


def _faq(facts: PageFacts, copy: Copy) -> dict[str, Any]:
    has_door = facts.has_place or not facts.is_online
    items = [{"q": copy[f"question {n}"], "a": copy[f"answer {n}"]} for n in ((0, 1) if has_door else (0,))]
    return {"type": "faq", "id": "faq", "heading": copy["faq heading"], "items": items}


# --- Copy ------------------------------------------------------------------------------------------


def _choices(kind: Family, tone: Tone) -> dict[str, tuple[str, ...]]:
    """Every phrase of a family and tone, by purpose."""
    traits = FAMILIES[kind]
    choices = {
        "reserve": (phrases.RESERVE[tone] or traits.reserve,),
        "about heading": tuple(text.replace("{noun}", traits.noun) for text in phrases.ABOUT_HEADING[tone]),
        "opening": phrases.OPENING[kind][tone],
        "closing": phrases.CLOSING[tone],
        "faq heading": phrases.FAQ_HEADING[tone],
    }
    for number, (question, answer) in enumerate(phrases.QUESTIONS[tone]):
        choices |= {f"question {number}": (question,), f"answer {number}": (answer,)}
    return choices


def _copy(facts: PageFacts, kind: Family, tone: Tone, version: int = 0) -> Copy:
    """One phrase for every purpose, chosen by the event's id and the version among those that can be said."""
    copy = {}
    for purpose, choices in _choices(kind, tone).items():
        sayable = [choice for choice in choices if fill_line(choice, facts)] or choices
        seed = f"{facts.event_id}:{purpose}:{tone}" + (f":{version}" if version else "")
        copy[purpose] = Random(seed).choice(sayable)  # noqa: S311 - a choice of words
    return copy


# What this module may have written, whatever the family was called then, and what it was for.
_OURS: dict[str, str] = {
    phrase: purpose
    for kind in FAMILIES
    for tone in TONES
    for purpose, choices in _choices(kind, tone).items()
    for phrase in choices
}


def _exchange(node: Any, copy: Copy, *, is_calm: bool) -> None:
    """Put the copy's phrase where one of ours stands; calm what is a person's, if asked to."""
    if isinstance(node, list):
        for value in node:
            _exchange(value, copy, is_calm=is_calm)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key in _TEXT_FIELDS and isinstance(value, str):
                node[key] = "\n\n".join(_exchanged(text, copy, is_calm) for text in value.split("\n\n"))
            else:
                _exchange(value, copy, is_calm=is_calm)


def _exchanged(text: str, copy: Copy, is_calm: bool) -> str:
    if text in _OURS:
        return copy[_OURS[text]]
    return (_calm(text) or text) if is_calm else text


def _calm(text: str) -> str:
    """A text without exclamation marks and emoji."""
    text = re.sub(r"(?<=\w)!+(?=\s|$)", ".", _EMOJI.sub("", text))
    return re.sub(r"[ \t]{2,}", " ", re.sub(r"!+", "", text)).strip()


# --- Texts -----------------------------------------------------------------------------------------


def _texts(node: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every readable text of a page with its place: "faq.items.0.q"."""
    for key, value in _steps(node):
        place = f"{path}.{key}" if path else str(key)
        if key in _TEXT_FIELDS and isinstance(value, str):
            yield place, value
        else:
            yield from _texts(value, place)


def _steps(node: Any) -> Iterator[tuple[str | int, Any]]:
    if isinstance(node, dict) and "sections" in node:
        yield from ((section.get("id", place), section) for place, section in enumerate(node["sections"]))
    elif isinstance(node, dict):
        yield from node.items()
    elif isinstance(node, list):
        yield from enumerate(node)
