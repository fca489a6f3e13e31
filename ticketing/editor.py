"""What the page's editor shows: the sections in order, the draft as it looks, what can be undone. Reading only."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any, get_args

from eventai.models import StorageObject
from events.models import ChangeSet, ChangeSetQuerySet, Event
from events.page.editing import NAMES, SectionType
from events.page.facts import PageFacts
from events.page.layout import Block, Landing, lay_out
from events.page.phrases import TONES
from events.page.reading import read_page
from events.page.schema import Page
from events.page.sections import Content, exchanged, name_of, section_of, sections_of
from events.page.theme import HERO_LAYOUTS, LOOKS, Look, Mode
from events.page.writing import TextChange, changed_texts, draw_version
from events.pictures import pictures_on
from events.section_forms import SectionForm
from ticketing.offer import cover_url, draft_of, facts_on_sale

VERSIONS = 3
_ADDABLE = (*get_args(SectionType), "gallery")


@dataclass(frozen=True)
class Row:
    """A section in the editor: `block` is None where the page does not show it."""

    section: Content
    block: Block | None
    form: SectionForm | None
    is_first: bool
    is_last: bool

    @property
    def id(self) -> str:
        return str(self.section["id"])

    @property
    def name(self) -> str:
        return name_of(self.section)

    @property
    def is_hero(self) -> bool:
        return bool(self.section["type"] == "hero")


@dataclass(frozen=True)
class Choice:
    """A theme to choose, with the event's cover in it."""

    preset: str
    look: Look
    cover: str


@dataclass(frozen=True)
class Desk:
    """The editor of a page. `opened` is the section whose form is open, `focus` the one whose button has the focus."""

    event: Event
    now: datetime
    opened: SectionForm | None = None
    focus: str = ""
    said: str = ""
    device: str = "desktop"

    @cached_property
    def landing(self) -> Landing:
        return draft_of(self.event, now=self.now)

    @cached_property
    def rows(self) -> list[Row]:
        blocks = {block.section.id: block for block in self.landing.blocks}
        sections = sections_of(self.event.landing_page_config)
        return [self._row(section, place, len(sections), blocks) for place, section in enumerate(sections)]

    @property
    def outline(self) -> list[Row]:
        return [row for row in self.rows if not row.is_hero]

    @property
    def addable(self) -> list[tuple[str, str]]:
        """The sections the page has not, by type; free text can be added again and again."""
        there = {row.section["type"] for row in self.rows if not row.section["hidden"]} - {"rich_text"}
        return [(kind, NAMES[kind].capitalize()) for kind in _ADDABLE if kind not in there]

    @property
    def themes(self) -> list[Choice]:
        return [Choice(preset, look, cover_url(self.event, preset)) for preset, look in LOOKS.items()]

    @property
    def heroes(self) -> tuple[str, ...]:
        return HERO_LAYOUTS

    @property
    def modes(self) -> tuple[str, ...]:
        return get_args(Mode)

    @property
    def tones(self) -> tuple[str, ...]:
        return TONES

    @cached_property
    def to_undo(self) -> ChangeSet | None:
        return page_changes(self.event).undoable().first()

    @cached_property
    def to_redo(self) -> ChangeSet | None:
        return page_changes(self.event).redoable().first()

    @property
    def is_open(self) -> bool:
        return self.event.status in (Event.Status.DRAFT, Event.Status.PUBLISHED)

    @property
    def differences(self) -> list[TextChange]:
        """What somebody else wrote and what is in the open form, where both differ."""
        form = self.opened
        if form is None or not form.is_stale or not form.is_valid():
            return []
        theirs = self.event.landing_page_config
        return changed_texts(theirs, exchanged(theirs, form.section["id"], form.content()))

    def _row(self, section: Content, place: int, count: int, blocks: dict[str, Block]) -> Row:
        form = self.opened if self.opened and self.opened.section["id"] == section["id"] else None
        return Row(section, blocks.get(section["id"]), form, place == 1, place == count - 1)


@dataclass(frozen=True)
class Version:
    """A version that was drawn for the page, to be looked at and taken."""

    number: int
    landing: Landing


def page_changes(event: Event) -> ChangeSetQuerySet:
    """The changes of the event's page."""
    changed = {"items__table_name": "ai_events", "items__after__has_key": "landing_page_config"}
    found: ChangeSetQuerySet = ChangeSet.objects.filter(event=event, **changed)
    return found


def versions_of(event: Event, *, now: datetime) -> list[Version]:
    """Three ways the page could be, all of them with everything people wrote."""
    facts = facts_on_sale(event, now=now, is_preview=True)
    pages = [(number, draw_version(event.landing_page_config, facts, number)) for number in range(1, VERSIONS + 1)]
    return [Version(number, _landing(read_page(page), event, facts)) for number, page in pages]


def _landing(page: Page, event: Event, facts: PageFacts) -> Landing:
    own: dict[str, Any] = {"cover_url": cover_url(event, page.theme.preset), "pictures": pictures_on(page, event)}
    return lay_out(page, replace(facts, **own))


def section_form(event: Event, section: str, data: Any = None) -> SectionForm:
    """The form of a section by its id, empty or as it was sent. Raises NoSuchSection."""
    pictures = StorageObject.objects.pictures().filter(event=event)
    people = [
        person
        for one in sections_of(event.landing_page_config)
        if one["type"] == "speakers"
        for person in one.get("items", [])
    ]
    return SectionForm(
        section_of(event.landing_page_config, section),
        event=event,
        pictures=[(stored.asset, stored.name or stored.alt or "Picture") for stored in pictures],
        people={person["id"]: person["name"] for person in people if not person.get("placeholder")},
        data=data,
    )
