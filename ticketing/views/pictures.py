"""What is drawn for an event: its cover, people without a photo, the picture of link previews."""

import re
from functools import lru_cache
from typing import NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import Profile
from eventai.documents import Document
from eventai.http import own_transactions
from events.covers import cover
from events.desk import powers_at
from events.models import Event
from events.page.reading import read_page
from events.page.schema import Page
from events.page.theme import PRESETS, Theme
from events.social_image import Poster, draw_poster
from ticketing.addresses import follows_moves
from ticketing.offer import landing_of

FACE = (480, 600)
_HOUR = 3600  # seconds
_FOR_GOOD = "public, max-age=31536000, immutable"


class Drawing(NamedTuple):
    """What a picture is drawn from: the same four always give the same one."""

    seed: str
    theme: str
    width: int = 1600
    height: int = 900


@require_safe
@follows_moves
def cover_svg(request: HttpRequest, *, slug: str) -> HttpResponse:
    """The event's drawn cover; kept by browsers until the theme changes."""
    event = get_object_or_404(Event, slug=slug)
    return _drawn(Drawing(str(event.pk), _theme(request, read_page(event.shown_page)))).answer(
        request, keep=_keep(event)
    )


@require_safe
@own_transactions
def own_look(request: HttpRequest, preset: str, accent: str) -> HttpResponse:
    """The style sheet of a page's own accent in its theme. The address says all of it, so browsers keep it for good."""
    if preset not in PRESETS or not re.fullmatch(r"[0-9a-f]{6}", accent):
        raise Http404
    sheet = Theme(preset=preset, accent=f"#{accent}").own_sheet
    return Document(sheet.encode(), "text/css; charset=utf-8").answer(request, keep=_FOR_GOOD)


@require_safe
@follows_moves
def speaker_art(request: HttpRequest, *, slug: str, ref: str) -> HttpResponse:
    """What is drawn for somebody on stage without a photo; nothing for who is not on the page."""
    event = get_object_or_404(Event, slug=slug)
    page = read_page(event.shown_page)
    if ref not in page.speaker_ids and not _is_drafted(request, event, ref):
        raise Http404
    return _drawn(Drawing(f"{event.pk}:{ref}", _theme(request, page), *FACE)).answer(request, keep=_keep(event))


@require_safe
@follows_moves
def social_image(request: HttpRequest, *, slug: str) -> HttpResponse:
    """The picture of link previews: the cover with title, date and place."""
    event = get_object_or_404(Event, slug=slug)
    landing = landing_of(event, now=timezone.now())
    facts = landing.facts
    when = " · ".join(part for part in (facts.date_line, facts.place_line) if part)
    poster = Poster(str(event.pk), landing.theme.preset, landing.title, when, facts.organizer_name)
    return _printed(poster).answer(request, keep=_keep(event))


def _theme(request: HttpRequest, page: Page) -> str:
    """The theme the address names, as the desk's drafts do, else the page's."""
    asked = request.GET.get("theme", "")
    return asked if asked in PRESETS else page.theme.preset


def _is_drafted(request: HttpRequest, event: Event, ref: str) -> bool:
    """Whether the draft names somebody so far unannounced; only those who may see it are told."""
    profile: Profile | None = request.profile  # type: ignore[attr-defined]  # the acting middleware's
    powers = powers_at(event, profile) if profile else None
    return bool(powers and powers.may_view and ref in read_page(event.landing_page_config).speaker_ids)


def _keep(event: Event) -> str:
    return f"{'public' if event.is_public else 'private'}, max-age={_HOUR}"


@lru_cache(maxsize=256)
def _drawn(drawing: Drawing) -> Document:
    return Document(cover(*drawing).encode(), "image/svg+xml")


@lru_cache(maxsize=64)
def _printed(poster: Poster) -> Document:
    return Document(draw_poster(poster), "image/png")
