"""One event and one page of every version and every section."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.template.loader import render_to_string

from eventai.picture_element import PictureElement, Source
from events.page.facts import PageFacts, TicketLine
from events.page.layout import lay_out
from events.page.reading import read_page

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
PICTURE = "asset:00000000-0000-4000-8000-000000000001"

REGULAR = TicketLine(id="1", reference="reg", name="Regular", price=Decimal(49), currency="EUR")
STUDENT = TicketLine(
    id="2", reference="stu", name="Student", price=Decimal(15), currency="EUR", state="few_left", left=3
)
EVENT = PageFacts(
    event_id="0b0e7a36-6c2b-4b0e-9b5e-0d7c1f0a2f11",
    name="Latency",
    slug="latency",
    kind="conference",
    summary="Two days for people who make software feel instant.",
    starts_at=datetime(2027, 9, 17, 8, tzinfo=UTC),
    ends_at=datetime(2027, 9, 18, 17, tzinfo=UTC),
    timezone="Europe/Berlin",
    venue="Kino Central",
    city="Berlin",
    country="DE",
    organizer_name="Olga",
    status="published",
    capacity=420,
    currency="EUR",
    tickets=(REGULAR, STUDENT),
    cover_url="/latency/cover.svg",
    calendar_url="/latency/latency.ics",
    page_url="https://eventai.example/latency/",
    pictures={
        PICTURE: PictureElement("/files/one.jpg", 1200, 800, "A hall", (Source("image/webp", "/files/one.webp 480w"),))
    },
    now=NOW,
)
DRAFT = replace(EVENT, status="draft", is_preview=True)

PAGE_V1: dict[str, Any] = {
    "version": 1,
    "locale": "en",
    "theme": {"preset": "signal", "mode": "auto", "accent": "#0f766e", "hero": "banner"},
    "seo": {"title": "Latency", "description": "Two days.", "noindex": False},
    "sections": [
        {"type": "hero", "id": "hero", "primary": {"label": "Get tickets"},
         "secondary": {"label": "Add to calendar", "action": "calendar"}},
        {"type": "about", "id": "about", "heading": "About", "body": "Fast is **felt** in {city}.",
         "figures": [{"value": "12", "label": "talks"}], "image": {"asset": PICTURE, "alt": "The hall"}},
        {"type": "highlights", "id": "why", "items": [{"icon": "people", "title": "One room", "text": "For all."}]},
        {"type": "agenda", "id": "agenda", "days": [
            {"day": 1, "items": [{"start": "09:00", "title": "Doors", "is_break": True},
                                 {"start": "10:00", "end": "10:35", "title": "Queues", "speakers": ["ilse"]},
                                 {"title": "Keynote to come", "tba": True}]},
            {"day": 2, "items": [{"start": "10:00", "title": "Undo"}]}]},
        {"type": "speakers", "id": "speakers", "items": [
            {"id": "ilse", "name": "Ilse Vandermeer", "title": "Engineer", "company": "Tramline",
             "links": ["https://example.org/ilse"]},
            {"id": "who", "name": "Somebody to come", "placeholder": True}]},
        {"type": "venue", "id": "venue", "ways": [{"icon": "train", "text": "U2 to the zoo"}]},
        {"type": "tickets", "id": "tickets", "note": "Prices include VAT."},
        {"type": "gallery", "id": "gallery", "images": [{"asset": PICTURE, "alt": "The stage"}]},
        {"type": "sponsors", "id": "sponsors", "items": [{"name": "Kestrel", "tier": "Gold"}]},
        {"type": "faq", "id": "faq", "items": [{"q": "Recorded?", "a": "Yes."}]},
        {"type": "countdown", "id": "countdown", "after": "On now"},
        {"type": "contact", "id": "contact", "email": "olga@example.org"},
        {"type": "rich_text", "id": "rules", "heading": "Be kind", "body": "* Listen"},
        {"type": "cta", "id": "cta", "text": "See you?", "button": {"label": "Get tickets"}},
    ],
}  # fmt: skip


def page(*sections: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A page of a hero and the given sections."""
    return {"version": 1, "sections": [{"type": "hero", "id": "hero"}, *sections], **more}


def rendered(config: object, facts: PageFacts = EVENT) -> str:
    """The page as its template shows it."""
    landing = lay_out(read_page(config), facts)
    return render_to_string("events/_landing.html", {"landing": landing, "reserve_url": "/latency/reserve/"})
