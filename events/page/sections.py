"""One section as a whole: what it holds, a mark of its state, and the section exchanged for another one."""

import json
from collections.abc import Iterator
from hashlib import blake2b
from typing import Any, cast

from events.page.editing import NAMES, NoSuchSection
from events.page.reading import check_page, read_page

Config = dict[str, Any]
Content = dict[str, Any]
_FIXED = ("id", "type")


def sections_of(config: Config) -> list[Content]:
    """The sections of a page in their order, as they are stored."""
    return cast(list[Content], read_page(config).model_dump(mode="json", exclude_none=True)["sections"])


def section_of(config: Config, section_id: str) -> Content:
    """The section with this id. Raises NoSuchSection."""
    found = next((section for section in sections_of(config) if section["id"] == section_id), None)
    if found is None:
        raise NoSuchSection("This section is no longer on the page: somebody took it off meanwhile.")
    return found


def state_of(section: Content) -> str:
    """A mark of what a section says: another one as soon as anything in it is different. Whether it is hidden and where
    it stands is no part of it."""
    said = {name: value for name, value in section.items() if name != "hidden"}
    return blake2b(json.dumps(said, sort_keys=True).encode(), digest_size=8).hexdigest()


def name_of(section: Content) -> str:
    """What people call a section: its heading, or what it is."""
    heading = "" if section["type"] == "hero" else section.get("heading") or ""
    return heading if heading and "{" not in heading else NAMES[section["type"]].capitalize()


def exchanged(config: Config, section_id: str, content: Content) -> Config:
    """The page with the fields of one section set; None takes a field away. Slots of the programme lose people who go.

    Raises NoSuchSection and pydantic's ValidationError.
    """
    page = read_page(config).model_dump(mode="json", exclude_none=True)
    section = next((one for one in page["sections"] if one["id"] == section_id), None)
    if section is None:
        raise NoSuchSection("This section is no longer on the page: somebody took it off meanwhile.")
    section.update({name: value for name, value in content.items() if name not in _FIXED})
    for name in [name for name, value in section.items() if value is None]:
        del section[name]
    _forget_people(page)
    return check_page(page).model_dump(mode="json", exclude_none=True)


def texts_in(node: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every text of a section with the way to it."""
    for key, value in node.items() if isinstance(node, dict) else enumerate(node):
        if isinstance(value, str):
            yield (*path, key), value
        elif isinstance(value, dict | list):
            yield from texts_in(value, (*path, key))


def _forget_people(page: Config) -> None:
    known = {item["id"] for one in page["sections"] if one["type"] == "speakers" for item in one.get("items", [])}
    for section in page["sections"]:
        for day in section.get("days", []):
            for item in day["items"]:
                item["speakers"] = [person for person in item.get("speakers", []) if person in known]
