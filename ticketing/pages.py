"""Public pages, kept by each web process: drawn once, handed out as long as nothing has changed.

A kept page is the present one while the database gives the same stamp (triggers raise what it is made of with every
change of event, page, ticket types or stock) and until the next moment at which the page changes by the clock alone. It
is the same for everybody and holds no secret, so it is compressed once. What belongs to one visitor is put in its place
when it is handed out.
"""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from threading import Lock
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from eventai.db.acting import acting_as_anonymous
from eventai.db.functions import call
from eventai.documents import Document
from events.models import Event
from events.page.layout import Landing
from ticketing.offer import landing_of, social_image_url
from ticketing.structured import structured_data

MOST_KEPT = 500  # pages per process, about 60 kB each with their compressed forms
_VISITOR = "<!--visitor-->"


@dataclass(frozen=True)
class PublicPage:
    """An event's page as every visitor gets it, its offer alone, and the widget for other sites."""

    stamp: str
    since: datetime
    until: datetime | None
    before: str
    after: str
    offer: Document
    widget: Document
    embed_origins: str

    @cached_property
    def document(self) -> Document:
        """The page for somebody we know nothing of."""
        return Document(self.with_visitor(render_to_string("ticketing/_visitor.html")).encode())

    def with_visitor(self, visitor: str) -> str:
        return f"{self.before}{visitor}{self.after}"

    def holds(self, stamp: str, now: datetime) -> bool:
        """Whether it is still what would be drawn now."""
        return self.stamp == stamp and self.since <= now and (self.until is None or now < self.until)


_kept: OrderedDict[str, PublicPage] = OrderedDict()
_lock = Lock()


def public_page(slug: str, *, now: datetime) -> PublicPage | None:
    """The page that everybody sees at this address; None where there is none. One query while nothing has changed."""
    stamp = call("page_stamp", slug)
    if stamp is None:
        return None
    page = _kept.get(slug)
    if page is None or not page.holds(stamp, now):
        page = _drawn(slug, stamp, now)
    if page is not None:
        with _lock:
            _kept[slug] = page
            _kept.move_to_end(slug)
            while len(_kept) > MOST_KEPT:
                _kept.popitem(last=False)
    return page


def forget_pages() -> None:
    """Drop every kept page of this process."""
    with _lock:
        _kept.clear()


def page_context(event: Event, landing: Landing) -> dict[str, Any]:
    """What the page's template needs, whoever looks at it."""
    return {
        "event": event,
        "landing": landing,
        "reserve_url": reverse("ticketing:reserve", args=[event.slug]),
        "structured": structured_data(event, landing),
        "social_image": social_image_url(event, landing),
    }


def visitor_mark() -> SafeString:
    """Where in a drawn page the visitor's own part goes."""
    return mark_safe(_VISITOR)  # noqa: S308 - a constant


def _drawn(slug: str, stamp: str, now: datetime) -> PublicPage | None:
    """Draw the page as a stranger sees it. The stamp was read before, so it is never younger than what is drawn."""
    with acting_as_anonymous():
        event = Event.objects.filter(slug=slug, is_public=True).first()
        if event is None:
            return None
        landing = landing_of(event, now=now)
    context = page_context(event, landing)
    html = render_to_string("ticketing/event_page.html", {**context, "visitor": visitor_mark()})
    before, _, after = html.partition(_VISITOR)
    offered = {**context, "facts": landing.facts}
    return PublicPage(
        stamp=stamp,
        since=now,
        until=landing.changes_at,
        before=before,
        after=after,
        offer=Document(render_to_string("events/sections/_offer.html", offered).encode()),
        widget=Document(render_to_string("ticketing/widget.html", {**offered, "is_framed": True}).encode()),
        embed_origins=event.embed_origins,
    )
