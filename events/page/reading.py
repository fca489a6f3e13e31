"""Reading a stored page, however old or damaged: what cannot be read is left out, and the page still shows."""

import logging
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from events.page.schema import ONLY_ONCE, VERSION, Agenda, Hero, Page, Section, Seo, Speakers
from events.page.text import Locale
from events.page.theme import Theme

logger = logging.getLogger(__name__)

_SECTION: TypeAdapter[Any] = TypeAdapter(Section)
_LOCALE: TypeAdapter[str] = TypeAdapter(Locale)
Model = TypeVar("Model", bound=BaseModel)

# From a version to the next one; a sample of every version stays in the tests for good.
UPGRADES: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}


def read_page(stored: object) -> Page:
    """Read a stored configuration as a page that can be shown; never raises.

    Unknown or broken sections are dropped and logged, a missing hero is added. An older version is upgraded first.
    """
    raw = upgraded(stored) if isinstance(stored, Mapping) else {}
    try:
        return Page.model_validate(raw)
    except ValidationError:
        return _salvaged(raw)


def check_page(raw: object) -> Page:
    """Read a configuration strictly. Raises pydantic's ValidationError, whose paths say what to mend."""
    return Page.model_validate(upgraded(raw) if isinstance(raw, Mapping) else raw)


def upgraded(stored: Mapping[str, Any]) -> dict[str, Any]:
    """The configuration in the present version, every section with an id."""
    raw = dict(stored)
    while isinstance(version := raw.get("version", VERSION), int) and version in UPGRADES:
        raw = UPGRADES[version](raw)
    if isinstance(sections := raw.get("sections"), list):
        raw["sections"] = [_with_id(section, place) for place, section in enumerate(sections)]
    return raw


def _with_id(section: object, place: int) -> object:
    """A section without an id gets one that stays the same with every reading."""
    if isinstance(section, dict) and "id" not in section and isinstance(section.get("type"), str):
        return {**section, "id": f"{section['type']}-{place}"[:40]}
    return section


def _salvaged(raw: dict[str, Any]) -> Page:
    sections = list(_readable_sections(raw.get("sections")))[:29]
    if not any(isinstance(section, Hero) for section in sections):
        sections.insert(0, Hero(id="hero"))
    _forget_unknown_speakers(sections)
    return Page.model_construct(
        version=VERSION,
        locale=_readable_locale(raw.get("locale")),
        theme=_readable_parts(Theme, raw.get("theme")),
        seo=_readable_parts(Seo, raw.get("seo")),
        sections=sections,
    )


def _readable_sections(raw: object) -> Iterable[Any]:
    once: set[str] = set()
    ids: set[str] = set()
    for place, item in enumerate(raw if isinstance(raw, list) else []):
        try:
            section = _SECTION.validate_python(item)
        except ValidationError as error:
            logger.warning(
                "page section %s left out: %s problems, first at %s", place, error.error_count(), _path(error)
            )
            continue
        if section.type in once:
            logger.warning("page section %s left out: second %s", place, section.type)
            continue
        if section.type in (*ONLY_ONCE, "hero"):
            once.add(section.type)
        if section.id in ids:
            section.id = f"{section.type}-{place}"
        ids.add(section.id)
        yield section


def _readable_parts(model: type[Model], raw: object) -> Model:
    """As many of the fields as are good."""
    good = model()
    for name, value in raw.items() if isinstance(raw, Mapping) else ():
        try:
            good = model.model_validate({**good.model_dump(), name: value})
        except ValidationError as error:
            logger.warning("page setting left out: %s", _path(error))
    return good


def _readable_locale(raw: object) -> str:
    try:
        return _LOCALE.validate_python(raw)
    except ValidationError:
        return "en"


def _forget_unknown_speakers(sections: list[Any]) -> None:
    known = {speaker.id for section in sections if isinstance(section, Speakers) for speaker in section.items}
    for section in sections:
        for day in section.days if isinstance(section, Agenda) else []:
            for item in day.items:
                item.speakers = [speaker for speaker in item.speakers if speaker in known]


def _path(error: ValidationError) -> str:
    """Where, never what: stored text, names of fields included, may be anything."""
    steps = [str(step) for step in error.errors(include_url=False, include_input=False)[0]["loc"]]
    return ".".join(step if step.isidentifier() or step.isdigit() else "?" for step in steps)[:80] or "the section"
