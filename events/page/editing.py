"""Changes to a page, section by section: a configuration in, a checked one out. What is not named stays.

Sections are named by their type, their id or their heading. The first real entry of a programme, and every real person,
takes the place of one that stood in for it.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, cast

from eventai.errors import DomainError
from events.page.reading import check_page, read_page

Config = dict[str, Any]
SectionType = Literal[
    "about", "highlights", "agenda", "speakers", "venue", "tickets", "sponsors", "faq", "countdown", "contact",
    "rich_text", "cta",
]  # fmt: skip
AddableType = SectionType | Literal["gallery"]  # pictures are chosen by people
# Where a section stands when nobody says where, and what people call it.
NAMES: dict[str, str] = {
    "hero": "top", "about": "introduction", "highlights": "highlights", "agenda": "agenda", "speakers": "speakers",
    "venue": "venue", "gallery": "pictures", "rich_text": "text", "tickets": "tickets", "sponsors": "sponsors",
    "faq": "questions", "countdown": "countdown", "contact": "contact", "cta": "closing invitation",
}  # fmt: skip
_ORDER = tuple(NAMES)
_BODY = {
    "hero": "tagline", "about": "body", "rich_text": "body", "venue": "directions", "tickets": "note",
    "contact": "text", "cta": "text", "countdown": "after",
}  # fmt: skip
_LISTS = ("highlights", "speakers", "sponsors", "faq")


class NoSuchSection(DomainError):
    """The page has no such section."""


class SectionFixed(DomainError):
    """This section cannot be changed in that way."""


class SectionEmpty(DomainError):
    """A section of text has no text."""


@dataclass(frozen=True)
class PageCopy:
    """Words for a page. None keeps what is there; `faq` adds to the questions, `highlights` replaces them."""

    title: str | None = None
    tagline: str | None = None
    about: str | None = None
    highlights: tuple[tuple[str, str], ...] | None = None  # title, text
    faq: tuple[tuple[str, str], ...] | None = None  # question, answer
    cta: str | None = None
    seo_title: str | None = None
    seo_description: str | None = None


# --- Words -----------------------------------------------------------------------------------------


def revise_copy(config: Config, copy: PageCopy) -> Config:
    """Fill in the given words; sections that are needed for them come into being. Raises ValidationError."""
    page = _open(config)
    hero = _first(page, "hero")
    for field, value in (("title", copy.title), ("tagline", copy.tagline)):
        _put(hero, field, value)
    if copy.about is not None:
        _section_for(page, "about")["body"] = copy.about
    if copy.highlights is not None:
        section = _section_for(page, "highlights")
        icons = {_key(item["title"]): item.get("icon") for item in section.get("items", [])}
        section["items"] = [_highlight(title, text, icons.get(_key(title))) for title, text in copy.highlights]
    for question, answer in copy.faq or ():
        _answer(page, question, answer)
    if copy.cta is not None:
        _section_for(page, "cta")["text"] = copy.cta
    _put(page["seo"], "title", copy.seo_title)
    _put(page["seo"], "description", copy.seo_description)
    return _closed(page)


def _put(part: dict[str, Any], field: str, value: str | None) -> None:
    """None keeps, an empty text takes away."""
    if value is not None:
        part[field] = value.strip() or None


def _highlight(title: str, text: str, icon: str | None) -> dict[str, Any]:
    return {"title": title, "text": text} | ({"icon": icon} if icon else {})


def _answer(page: Config, question: str, answer: str) -> None:
    items = _section_for(page, "faq").setdefault("items", [])
    _upsert(items, {"q": question, "a": answer}, key=lambda item: _key(item["q"]))


# --- Sections --------------------------------------------------------------------------------------


def revise_section(
    config: Config, section: str, *, heading: str | None = None, text: str | None = None, is_hidden: bool | None = None
) -> Config:
    """Change a section's heading or words, hide it or show it again. Raises NoSuchSection, SectionFixed."""
    page = _open(config)
    found = _named(page, section)
    if is_hidden and found["type"] == "hero":
        raise SectionFixed("The top of the page always shows: it says what the event is.")
    if text is not None:
        found[_body_of(found)] = text
    if heading is not None:
        field = "title" if found["type"] == "hero" else "heading"
        found[field] = heading.strip() or None
    if is_hidden is not None:
        found["hidden"] = is_hidden
    return _closed(page)


def add_section(
    config: Config,
    kind: AddableType,
    *,
    heading: str | None = None,
    text: str | None = None,
    after: str | None = None,
    may_be_empty: bool = False,
) -> Config:
    """Add a section, or show again the one that was hidden: behind `after`, else where such a section usually stands.

    Raises SectionFixed when the page has one already, SectionEmpty when a text section comes without its text and may
    not stay empty.
    """
    page = _open(config)
    section = next((one for one in page["sections"] if one["type"] == kind), None) if kind != "rich_text" else None
    if section is not None and not section["hidden"]:
        raise SectionFixed(f"The page has a section “{_title_of(section)}” already. Change that one.")
    if kind == "rich_text" and not may_be_empty and not (text or "").strip():
        raise SectionEmpty("What shall the new section say? Give it some words.")
    if section is None:
        section = _insert(page, _fresh(page, kind), after=after)
    section["hidden"] = False
    if heading:
        section["heading"] = heading
    if text:
        section[_body_of(section)] = text
    return _closed(page)


def remove_section(config: Config, section: str) -> Config:
    """Take a section off the page with all it says. Raises NoSuchSection, SectionFixed."""
    page = _open(config)
    found = _named(page, section)
    if found["type"] == "hero":
        raise SectionFixed("The top of the page stays: it says what the event is. Its words can be changed.")
    page["sections"].remove(found)
    _forget_speakers(page)
    return _closed(page)


def move_section(config: Config, section: str, *, before: str | None = None, after: str | None = None) -> Config:
    """Put a section before or behind another one; with neither, at the end. Raises NoSuchSection, SectionFixed."""
    page = _open(config)
    found = _named(page, section)
    other = _named(page, before or after or "") if before or after else None
    if found["type"] == "hero" or (before and other and other["type"] == "hero"):
        raise SectionFixed("The top of the page stays at the top.")
    if other is found:
        return _closed(page)
    sections: list[dict[str, Any]] = page["sections"]
    sections.remove(found)
    place = len(sections) if other is None else sections.index(other) + (1 if after and not before else 0)
    sections.insert(place, found)
    return _closed(page)


def section_text(config: Config, section: str) -> str:
    """What a section says in its heading and its own words; empty when there is no such section."""
    try:
        found = _named(_open(config), section)
    except NoSuchSection:
        return ""
    words = [found.get("title") or found.get("heading") or "", found.get(_BODY.get(found["type"], ""), "") or ""]
    return "\n".join(word for word in words if word)


def section_titles(config: Config) -> dict[str, str]:
    """The sections by their ids, as people call them, in their order."""
    return {section["id"]: _title_of(section) for section in _open(config)["sections"]}


def section_named(config: Config, section: str) -> tuple[str, str]:
    """The type of a section and what people call it. Raises NoSuchSection."""
    found = _named(_open(config), section)
    return str(found["type"]), _title_of(found)


# --- Lists -----------------------------------------------------------------------------------------


def put_speaker(
    config: Config, name: str, *, title: str | None = None, company: str | None = None, bio: str | None = None
) -> Config:
    """Add a person, or tell more of one who is there. The first ones take the places of those to be announced."""
    page = _open(config)
    _person(page, name).update(_given(title=title, company=company, bio=bio))
    return _closed(page)


def put_agenda_item(
    config: Config,
    title: str,
    *,
    day: int = 1,
    start: str | None = None,
    end: str | None = None,
    text: str | None = None,
    track: str | None = None,
    speakers: Sequence[str] = (),
) -> Config:
    """Add a slot to a day of the programme, in its order; the same title at the same hour is the same slot.

    Speakers are named; who is not on the page yet is added to its people.
    """
    page = _open(config)
    people = [_person(page, name)["id"] for name in speakers if name.strip()]
    days = _section_for(page, "agenda").setdefault("days", [])
    today = next((one for one in days if one["day"] == day), None)
    if today is None:
        days.append(today := {"day": day, "items": []})
        days.sort(key=lambda one: int(one["day"]))
    today["items"] = [item for item in today["items"] if not item.get("tba")]
    slot = {"title": title, "start": start} | _given(end=end, text=text, track=track, speakers=people or None)
    _upsert(today["items"], slot, key=lambda item: (item.get("start"), _key(item["title"])))
    today["items"].sort(key=lambda item: item.get("start") or "99:99")
    return _closed(page)


def put_question(config: Config, question: str, answer: str) -> Config:
    """Add a question with its answer, or answer one that is there anew."""
    page = _open(config)
    _answer(page, question, answer)
    return _closed(page)


def put_sponsor(config: Config, name: str, *, tier: str | None = None, href: str | None = None) -> Config:
    """Add a supporter, or change their tier or link."""
    page = _open(config)
    items = _section_for(page, "sponsors").setdefault("items", [])
    _upsert(items, {"name": name} | _given(tier=tier, href=href), key=lambda item: _key(item["name"]))
    return _closed(page)


def _person(page: Config, name: str) -> dict[str, Any]:
    items: list[dict[str, Any]] = _section_for(page, "speakers").setdefault("items", [])
    real = [item for item in items if not item.get("placeholder")]
    if found := next((item for item in real if _key(item["name"]) == _key(name)), None):
        return found
    if stand_in := next((item for item in items if item.get("placeholder")), None):
        items.remove(stand_in)
    taken = {item["id"] for one in page["sections"] if one["type"] == "speakers" for item in one.get("items", [])}
    person = {"id": free_person_id(taken, name), "name": name}
    items.insert(len(real), person)
    return person


def free_person_id(taken: set[str], name: str) -> str:
    """An id for somebody new on the page, made from the name."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    wanted = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:34] or "person"
    return next(free for n in range(1, 100) if (free := wanted if n == 1 else f"{wanted}-{n}") not in taken)


def _forget_speakers(page: Config) -> None:
    """Slots of the programme name only people the page still has."""
    known = {item["id"] for one in page["sections"] if one["type"] == "speakers" for item in one.get("items", [])}
    for section in page["sections"]:
        for day in section.get("days", []):
            for item in day["items"]:
                item["speakers"] = [person for person in item.get("speakers", []) if person in known]


# --- Reading and writing ---------------------------------------------------------------------------


def _open(config: Config) -> Config:
    return read_page(config).model_dump(mode="json", exclude_none=True)


def _closed(page: Config) -> Config:
    return check_page(page).model_dump(mode="json", exclude_none=True)


def _first(page: Config, kind: str) -> dict[str, Any]:
    return next(section for section in page["sections"] if section["type"] == kind)


def _named(page: Config, name: str) -> dict[str, Any]:
    """The section of that id, type or heading. Raises NoSuchSection."""
    if exact := next((section for section in page["sections"] if section["id"] == name), None):
        return cast(dict[str, Any], exact)
    wanted = _key(name)
    for read in (lambda one: one["type"], lambda one: one["id"], _title_of, lambda one: NAMES[one["type"]]):
        for section in page["sections"]:
            if _key(read(section)) == wanted:
                return cast(dict[str, Any], section)
    there = ", ".join(_title_of(section) for section in page["sections"])
    raise NoSuchSection(f"The page has no section “{name}”. It has: {there}.")


def _title_of(section: dict[str, Any]) -> str:
    """What people call it: its heading, or what it is."""
    heading = "" if section["type"] == "hero" else section.get("heading") or ""
    return heading if heading and "{" not in heading else NAMES[section["type"]].capitalize()


def _body_of(section: dict[str, Any]) -> str:
    if (field := _BODY.get(section["type"])) is None:
        raise SectionFixed(f"“{_title_of(section)}” is a list: add, change or remove its entries.")
    return field


def _section_for(page: Config, kind: SectionType) -> dict[str, Any]:
    """The page's section of this type, shown; a new one where there is none."""
    section = next((one for one in page["sections"] if one["type"] == kind), None)
    section = section or _insert(page, _fresh(page, kind), after=None)
    section["hidden"] = False
    return section


def _fresh(page: Config, kind: str) -> dict[str, Any]:
    taken = {section["id"] for section in page["sections"]}
    name = kind.replace("_", "-")
    free = next(one for n in range(1, 40) if (one := name if n == 1 else f"{name}-{n}") not in taken)
    section: dict[str, Any] = {"type": kind, "id": free}
    if kind == "agenda":
        section["days"] = [{"day": 1, "items": [{"title": "To be announced", "tba": True}]}]
    elif kind == "speakers":
        section["items"] = [{"id": "person-1", "name": "To be announced", "placeholder": True}]
    elif kind == "cta":
        hero = _first(page, "hero").get("primary") or {"label": "Get tickets"}
        section |= {"text": "{name}", "button": {"label": hero["label"], "action": "tickets"}}
    elif kind in _LISTS:
        section["items"] = []
    return section


def _insert(page: Config, section: dict[str, Any], *, after: str | None) -> dict[str, Any]:
    sections: list[dict[str, Any]] = page["sections"]
    rank = _ORDER.index(section["type"])
    if after:
        place = sections.index(_named(page, after)) + 1
    else:
        place = next((n for n, one in enumerate(sections) if n and _ORDER.index(one["type"]) > rank), len(sections))
    sections.insert(place, section)
    return section


def _upsert(items: list[dict[str, Any]], item: dict[str, Any], *, key: Any) -> None:
    """Change the item that has the same key, or put the new one at the end."""
    found = next((one for one in items if key(one) == key(item)), None)
    if found is None:
        items.append(item)
    else:
        found.update(item)


def _given(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


def _key(text: str) -> str:
    """What makes two names the same: letters and digits, whatever their case."""
    return re.sub(r"[\W_]+", " ", unicodedata.normalize("NFKC", text).casefold()).strip()
