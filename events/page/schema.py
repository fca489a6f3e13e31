"""The landing page, version 1. What an event knows itself (date, place, prices, seats) is never stored here."""

from typing import Annotated, Literal
from uuid import uuid4

from pydantic import BaseModel, ConfigDict, Field, model_validator

from events.page.text import (
    Asset,
    Clock,
    Email,
    Line30,
    Line40,
    Line60,
    Line80,
    Line90,
    Line140,
    Line160,
    Line300,
    Link,
    Locale,
    Ref,
    Text300,
    Text600,
    Text1200,
    Text6000,
)
from events.page.theme import Theme

VERSION: Literal[1] = 1
HIGHLIGHT_ICONS = {
    "star": "star", "people": "users", "mic": "mic", "code": "code", "music": "music", "food": "utensils",
    "map": "map-pin", "gift": "gift", "clock": "clock", "chart": "trending-up", "heart": "heart", "bolt": "zap",
}  # fmt: skip
WAY_ICONS = {
    "train": "train-front", "bus": "bus", "car": "car", "foot": "footprints", "access": "accessibility", "wifi": "wifi",
    "info": "info",
}  # fmt: skip


class Part(BaseModel):
    """Anything on a page: unknown fields are refused, so that no price or script is smuggled in."""

    model_config = ConfigDict(extra="forbid")


class Image(Part):
    """An uploaded picture by id, never by address."""

    asset: Asset
    alt: Line160 = ""


class Button(Part):
    """A call to action: to the tickets, to the calendar file, or along a link."""

    label: Line40
    action: Literal["tickets", "link", "calendar"] = "tickets"
    href: Link | None = None

    @model_validator(mode="after")
    def _link_has_an_address(self) -> "Button":
        if self.action == "link" and not self.href:
            raise ValueError("a button with the action link needs an href")
        return self


class BaseSection(Part):
    """What every section has. `background` auto alternates plain and panel."""

    id: Ref = Field(default_factory=lambda: uuid4().hex[:8])
    hidden: bool = False
    heading: Line80 | None = None
    background: Literal["auto", "plain", "panel"] = "auto"


class Hero(BaseSection):
    """The top. Without a title it shows the event's name, without a tagline its summary."""

    type: Literal["hero"] = "hero"
    title: Line90 | None = None
    tagline: Line300 | None = None
    image: Image | None = None
    primary: Button | None = None
    secondary: Button | None = None
    show_date: bool = True
    show_venue: bool = True


class Figure(Part):
    """A number worth showing large, and what it counts."""

    value: Line30
    label: Line60


class About(BaseSection):
    """What it is. `live_figures` adds seats and length from the event itself."""

    type: Literal["about"] = "about"
    body: Text6000 = ""
    image: Image | None = None
    figures: list[Figure] = Field(default=[], max_length=4)
    live_figures: bool = True


class Highlight(Part):
    """One reason to come."""

    icon: Literal[
        "star", "people", "mic", "code", "music", "food", "map", "gift", "clock", "chart", "heart", "bolt"
    ] = "star"
    title: Line60
    text: Text300 = ""

    @property
    def icon_name(self) -> str:
        return HIGHLIGHT_ICONS[self.icon]


class Highlights(BaseSection):
    """Reasons to come."""

    type: Literal["highlights"] = "highlights"
    items: list[Highlight] = Field(default=[], max_length=12)


class AgendaItem(Part):
    """A slot. `tba` marks a placeholder, which only the organizer's preview shows."""

    start: Clock | None = None
    end: Clock | None = None
    title: Line140
    text: Text600 | None = None
    track: Line40 | None = None
    speakers: list[Ref] = Field(default=[], max_length=8)
    is_break: bool = False
    tba: bool = False


class AgendaDay(Part):
    """A day by number, not date: it moves with the event."""

    day: int = Field(ge=1, le=30)
    items: list[AgendaItem] = Field(default=[], max_length=80)


class Agenda(BaseSection):
    """What happens when."""

    type: Literal["agenda"] = "agenda"
    days: list[AgendaDay] = Field(default=[], max_length=30)


class Speaker(Part):
    """Somebody on stage. `placeholder` is for a person not yet known."""

    id: Ref
    name: Line80
    title: Line80 | None = None
    company: Line80 | None = None
    bio: Text1200 | None = None
    photo: Image | None = None
    links: list[Link] = Field(default=[], max_length=4)
    placeholder: bool = False

    @property
    def role(self) -> str:
        """What they are and where: "Staff engineer, Northbank Pay"."""
        return ", ".join(part for part in (self.title, self.company) if part)

    @property
    def initials(self) -> str:
        words = [word for word in self.name.split() if word[:1].isalpha()]
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


class Speakers(BaseSection):
    """Who comes."""

    type: Literal["speakers"] = "speakers"
    items: list[Speaker] = Field(default=[], max_length=60)


class Way(Part):
    """One way to get there, or something to know on arrival."""

    icon: Literal["train", "bus", "car", "foot", "access", "wifi", "info"] = "info"
    text: Line160

    @property
    def icon_name(self) -> str:
        return WAY_ICONS[self.icon]


class Venue(BaseSection):
    """Where. Name and address come from the event."""

    type: Literal["venue"] = "venue"
    source: Literal["event"] = "event"
    directions: Text1200 | None = None
    ways: list[Way] = Field(default=[], max_length=8)
    map: Literal["static", "link", "none"] = "static"
    image: Image | None = None


class Tickets(BaseSection):
    """What can be bought. Names, prices and what is left come from the tickets."""

    type: Literal["tickets"] = "tickets"
    source: Literal["event"] = "event"
    note: Text300 | None = None


class Gallery(BaseSection):
    """Pictures."""

    type: Literal["gallery"] = "gallery"
    images: list[Image] = Field(default=[], max_length=24)


class Sponsor(Part):
    """Who supports it."""

    name: Line80
    tier: Line30 = "Partner"
    logo: Image | None = None
    href: Link | None = None


class Sponsors(BaseSection):
    """Who supports it, by tier."""

    type: Literal["sponsors"] = "sponsors"
    items: list[Sponsor] = Field(default=[], max_length=60)


class Question(Part):
    """A question and its answer."""

    q: Line160
    a: Text1200


class Faq(BaseSection):
    """Questions and answers."""

    type: Literal["faq"] = "faq"
    items: list[Question] = Field(default=[], max_length=30)


class Countdown(BaseSection):
    """How long still. The instant comes from the event or its tickets."""

    type: Literal["countdown"] = "countdown"
    target: Literal["event_start", "sales_end"] = "event_start"
    after: Line80 | None = None


class Contact(BaseSection):
    """How to reach the organizer."""

    type: Literal["contact"] = "contact"
    email: Email | None = None
    text: Text600 | None = None
    links: list[Link] = Field(default=[], max_length=8)


class RichText(BaseSection):
    """Anything else, in Markdown."""

    type: Literal["rich_text"] = "rich_text"
    body: Text6000 = ""


class Cta(BaseSection):
    """A last invitation."""

    type: Literal["cta"] = "cta"
    text: Line160
    button: Button


Section = Annotated[
    Hero
    | About
    | Highlights
    | Agenda
    | Speakers
    | Venue
    | Tickets
    | Gallery
    | Sponsors
    | Faq
    | Countdown
    | Contact
    | RichText
    | Cta,
    Field(discriminator="type"),
]
ONLY_ONCE = ("tickets", "countdown", "venue")


class Seo(Part):
    """What search engines and link previews are told; the event's own words where empty."""

    title: Line80 | None = None
    description: Line160 | None = None
    image: Asset | None = None
    noindex: bool = False


class Page(Part):
    """A landing page."""

    version: Literal[1] = VERSION
    locale: Locale = "en"
    theme: Theme = Theme()
    seo: Seo = Seo()
    sections: list[Section] = Field(min_length=1, max_length=30)

    @model_validator(mode="after")
    def _sections_fit_together(self) -> "Page":
        ids = [section.id for section in self.sections]
        types: list[str] = [section.type for section in self.sections]
        if len(ids) != len(set(ids)):
            raise ValueError("section ids must be unique")
        if types.count("hero") != 1:
            raise ValueError("a page has exactly one hero section")
        for once in ONLY_ONCE:
            if types.count(once) > 1:
                raise ValueError(f"a page has at most one {once} section")
        return self

    @model_validator(mode="after")
    def _agenda_names_known_speakers(self) -> "Page":
        known = self.speaker_ids
        for section in self.sections:
            for day in section.days if isinstance(section, Agenda) else []:
                for item in day.items:
                    if unknown := sorted(set(item.speakers) - known):
                        raise ValueError(f"agenda item {item.title!r} names unknown speakers {unknown}")
        return self

    @property
    def hero(self) -> Hero:
        return next(section for section in self.sections if isinstance(section, Hero))

    @property
    def speaker_ids(self) -> set[str]:
        return {speaker.id for s in self.sections if isinstance(s, Speakers) for speaker in s.items}
