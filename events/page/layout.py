"""From a page and the facts to what the templates show: order, anchors, what visitors may see, what still waits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import quote_plus

from events.page import dates
from events.page.facts import PageFacts
from events.page.live import fill_line, fill_markdown
from events.page.schema import (
    About,
    Agenda,
    AgendaItem,
    Contact,
    Countdown,
    Cta,
    Faq,
    Gallery,
    Hero,
    Highlights,
    Page,
    RichText,
    Speaker,
    Speakers,
    Sponsor,
    Sponsors,
    Tickets,
    Venue,
)
from events.page.theme import Theme

NAV_LABELS = {
    "about": "About",
    "agenda": "Agenda",
    "speakers": "Speakers",
    "venue": "Venue",
    "tickets": "Tickets",
}


_LONGEST_NAV_LABEL = 16
_MOST_DAYS_CHOSEN = 7
_MOST_TRACKS_CHOSEN = 6


@dataclass(frozen=True)
class Slot:
    """An agenda item with its hours and its people's names as a visitor reads them."""

    item: AgendaItem
    start: str
    end: str
    people: str
    track: int = 0  # its track by number, 0 for none: what the visitor's choice goes by


@dataclass(frozen=True)
class ProgrammeDay:
    """A day of the agenda: its number, its date where known, its slots."""

    number: int
    date: date | None
    label: str
    short_label: str
    slots: tuple[Slot, ...]


@dataclass(frozen=True)
class Tier:
    """Sponsors of one tier."""

    name: str
    sponsors: tuple[Sponsor, ...]


@dataclass(frozen=True)
class Block:
    """A section in its place. `content` is what its template lists; `is_waiting` marks what only a preview shows."""

    section: Any
    anchor: str
    heading: str
    is_panel: bool
    is_waiting: bool
    content: Any

    @property
    def type(self) -> str:
        return str(self.section.type)

    @property
    def nav_label(self) -> str:
        """Its name in the navigation: its heading where that is short."""
        is_own = self.type in ("agenda", "speakers", "tickets") and len(self.heading) <= _LONGEST_NAV_LABEL
        return self.heading if is_own else NAV_LABELS.get(self.type, "")

    @property
    def has_day_choice(self) -> bool:
        """Whether the days of a programme are chosen rather than listed: the style sheet knows seven."""
        return self.type == "agenda" and 1 < len(self.content) <= _MOST_DAYS_CHOSEN

    @property
    def tracks(self) -> list[tuple[int, str]]:
        """The tracks of a programme by number; empty where there is one, or more than the style sheet knows."""
        if self.type != "agenda":
            return []
        names = {slot.track: slot.item.track for day in self.content for slot in day.slots if slot.track}
        return sorted(names.items()) if 1 < len(names) <= _MOST_TRACKS_CHOSEN else []

    @property
    def heading_id(self) -> str:
        return f"h-{self.section.id}"


@dataclass(frozen=True)
class Landing:
    """A page ready to be rendered by templates/events/_landing.html."""

    page: Page
    facts: PageFacts
    hero: Hero
    blocks: tuple[Block, ...]

    @property
    def theme(self) -> Theme:
        return self.page.theme

    @property
    def title(self) -> str:
        return fill_line(self.hero.title or "", self.facts) or self.facts.name

    @property
    def tagline(self) -> str:
        return fill_line(self.hero.tagline or "", self.facts) or self.facts.summary

    @property
    def search_title(self) -> str:
        """What link previews are headed: the organizer's own words for them, else the page's title."""
        return self.page.seo.title or self.title

    @property
    def search_description(self) -> str:
        return self.page.seo.description or self.tagline or self.facts.date_line

    @property
    def hero_layout(self) -> str:
        return self.theme.hero_layout

    @property
    def nav(self) -> list[Block]:
        """The ways down the page."""
        return [block for block in self.blocks if block.type in NAV_LABELS]

    @property
    def tickets_anchor(self) -> str:
        """Where the tickets are; empty when the page has none."""
        return next((block.anchor for block in self.blocks if block.type == "tickets"), "")

    @property
    def venue_anchor(self) -> str:
        return next((block.anchor for block in self.blocks if block.type == "venue"), "")

    @property
    def contact_anchor(self) -> str:
        return next((block.anchor for block in self.blocks if block.type == "contact"), "")

    @property
    def reserve_label(self) -> str:
        """What the button that leads to the tickets says."""
        return self.hero.primary.label if self.hero.primary else "Get tickets"

    @property
    def changes_at(self) -> datetime | None:
        """The next moment at which the page reads otherwise by the clock alone; None where it never does."""
        countdowns = [block.section for block in self.blocks if block.type == "countdown"]
        moments = [self.facts.turns_at, *(_next_tick(section, self.facts) for section in countdowns)]
        return min((moment for moment in moments if moment), default=None)

    @property
    def map_url(self) -> str:
        """The place on OpenStreetMap; empty without a place."""
        facts = self.facts
        place = ", ".join(part for part in (facts.venue, facts.city, facts.country_name) if part)
        return f"https://www.openstreetmap.org/search?query={quote_plus(place)}" if facts.has_place else ""


def lay_out(page: Page, facts: PageFacts) -> Landing:
    """Put a page's sections in place for visitors, or for the organizer's preview where `facts.is_preview`."""
    blocks: list[Block] = []
    panels = 0
    for section in page.sections:
        if section.type == "hero" or section.hidden:
            continue
        content, is_waiting = _content(section, page, facts)
        if content is None or (is_waiting and not facts.is_preview):
            continue
        is_panel = section.background == "panel" or (section.background == "auto" and panels % 2 == 1)
        panels = 1 if not is_panel else 0
        heading = fill_line(section.heading or "", facts) or _own_heading(section.type, facts)
        blocks.append(Block(section, f"sec-{section.id}", heading, is_panel, is_waiting, content))
    return Landing(page, facts, page.hero, tuple(blocks))


def _own_heading(section_type: str, facts: PageFacts) -> str:
    if section_type == "venue":
        return facts.venue or facts.city or ("Online" if facts.is_online else "Venue")
    own = {
        "faq": "Questions",
        "gallery": "Pictures",
        "contact": "Contact",
        "sponsors": "Supported by",
        "highlights": "Why come",
        "countdown": "",
    }
    return own.get(section_type) or NAV_LABELS.get(section_type, "")


def _content(section: Any, page: Page, facts: PageFacts) -> tuple[Any, bool]:
    """What a section lists and whether it still waits for the organizer; None where there is nothing to show."""
    match section:
        case Agenda():
            return _programme(section, page, facts)
        case Speakers():
            return _people(section, facts)
        case About():
            body = fill_markdown(section.body, facts)
            return body, not (body or section.figures)
        case RichText():
            return fill_markdown(section.body, facts), not section.body
        case Venue():
            return facts.place_line, not facts.place_line
        case Tickets():
            return facts.tickets, not facts.tickets and facts.state != "cancelled"
        case Countdown():
            return _time_left(section, facts), False
        case Sponsors():
            return _tiers(section.items), not section.items
        case Gallery():
            images = [image for image in section.images if image.asset in facts.pictures]
            return images, not images
        case Highlights() | Faq():
            return section.items, not section.items
        case Contact():
            return section.links, not (section.email or section.text or section.links)
        case Cta():
            return fill_line(section.text, facts), False
    return None, True


def _programme(section: Agenda, page: Page, facts: PageFacts) -> tuple[tuple[ProgrammeDay, ...], bool]:
    names = {
        person.id: person.name
        for s in page.sections
        if isinstance(s, Speakers)
        for person in s.items
        if not person.placeholder
    }
    tracks = dict.fromkeys(item.track for day in section.days for item in day.items if item.track)
    numbers = {track: number for number, track in enumerate(tracks, 1)}
    days = []
    for day in sorted(section.days, key=lambda day: day.day):
        slots = tuple(
            Slot(
                item,
                dates.clock_time(item.start, facts.language),
                dates.clock_time(item.end, facts.language),
                ", ".join(names[ref] for ref in item.speakers if ref in names),
                numbers.get(item.track or "", 0),
            )
            for item in day.items
            if facts.is_preview or not item.tba
        )
        if slots:
            days.append(_programme_day(day.day, slots, facts))
    return tuple(days), all(slot.item.tba for day in days for slot in day.slots)


def _programme_day(number: int, slots: tuple[Slot, ...], facts: PageFacts) -> ProgrammeDay:
    day = facts.day(number)
    if day is None:
        return ProgrammeDay(number, None, f"Day {number}", f"Day {number}", slots)
    return ProgrammeDay(number, day, dates.long_day(day, facts.language), dates.short_day(day, facts.language), slots)


def _people(section: Speakers, facts: PageFacts) -> tuple[tuple[Speaker, ...], bool]:
    people = tuple(person for person in section.items if facts.is_preview or not person.placeholder)
    return people, all(person.placeholder for person in people)


def _tiers(sponsors: Sequence[Sponsor]) -> tuple[Tier, ...]:
    names = dict.fromkeys(sponsor.tier for sponsor in sponsors)
    return tuple(Tier(name, tuple(s for s in sponsors if s.tier == name)) for name in names)


def _countdown_target(section: Countdown, facts: PageFacts) -> datetime | None:
    if facts.is_cancelled:
        return None
    return facts.starts_at if section.target == "event_start" else facts.sales_end_at


def _next_tick(section: Countdown, facts: PageFacts) -> datetime | None:
    """When what a countdown says is no longer so: just after the last moment with as many whole units."""
    target = _countdown_target(section, facts)
    if target is None or target <= facts.now:
        return None
    for length in (timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)):
        if count := (target - facts.now) // length:
            return target - count * length + timedelta(microseconds=1)
    return target


def _time_left(section: Countdown, facts: PageFacts) -> tuple[str, str, datetime | None] | None:
    """What is left, until what and when ("12 days", "until it starts"), or the closing words; else None."""
    target = _countdown_target(section, facts)
    if target is None:
        return None
    left = target - facts.now
    if left <= timedelta():
        return (section.after, "", None) if section.after else None
    until = "until it starts" if section.target == "event_start" else "until ticket sales end"
    for unit, length in (("day", timedelta(days=1)), ("hour", timedelta(hours=1)), ("minute", timedelta(minutes=1))):
        if count := left // length:
            return f"{count} {unit}{'' if count == 1 else 's'}", until, target
    return "1 minute", until, target
