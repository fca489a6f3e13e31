"""What machines read and organizers share: calendars, feeds, the site's map, an organizer's own page."""

from datetime import timedelta

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from eventai.documents import Document
from events.models import Event
from ticketing.addresses import follows_moves
from ticketing.calendar import calendar_file
from ticketing.cards import cards_of
from ticketing.organizers import Organizer, organizer_at

_FEED_LENGTH = 50
_SITEMAP_LENGTH = 10_000
_PAST_PER_PAGE = 24
_A_WHILE = "public, max-age=600"  # seconds; feeds are asked for by many readers, each on its own clock


@require_safe
@follows_moves
def calendar(request: HttpRequest, *, slug: str) -> HttpResponse:
    """The event for a calendar."""
    event = get_object_or_404(Event, slug=slug)
    if event.start_date is None:
        raise Http404
    return _calendar([event], event.name, event.slug)


@require_safe
def organizer_page(request: HttpRequest, organizer: str) -> HttpResponse:
    """An organizer as everybody sees them: what comes, what was. Unlisted and private events never."""
    found = _organizer(organizer)
    if found.handle != organizer:
        return HttpResponsePermanentRedirect(found.get_absolute_url())
    now = timezone.now()
    past = Paginator(found.past(now), _PAST_PER_PAGE).get_page(request.GET.get("page"))
    context = {"organizer": found, "cards": cards_of(found.upcoming(now), now=now), "past": past}
    return render(request, "ticketing/organizer.html", context)


@require_safe
def organizer_calendar(request: HttpRequest, organizer: str) -> HttpResponse:
    """All listed events of an organizer for a calendar, those of the last year included."""
    found = _organizer(organizer)
    since = timezone.now() - timedelta(days=365)
    return _calendar(list(found.events.filter(start_date__gte=since)), found.name, found.handle)


@require_safe
def organizer_feed(request: HttpRequest, organizer: str) -> HttpResponse:
    """The organizer's events for feed readers (RSS 2.0), the latest announced first."""
    found = _organizer(organizer)
    events = found.events.order_by("-published_at")[:_FEED_LENGTH]
    context = {"organizer": found, "events": events, "site": settings.SITE_URL}
    text = render_to_string("ticketing/feed.xml", context)
    return Document(text.encode(), "application/rss+xml; charset=utf-8").answer(request, keep=_A_WHILE)


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """The addresses search engines may know: listed events, and who organizes them."""
    listed = Event.objects.filter(visibility=Event.Visibility.PUBLIC, is_public=True).order_by("-updated_at")
    events = list(listed.only("slug", "host", "updated_at", "organizer_id")[:_SITEMAP_LENGTH])
    organizers = {event.organizer_id: Organizer(event.organizer_id, event.host) for event in events}
    context = {"events": events, "organizers": organizers.values(), "site": settings.SITE_URL}
    text = render_to_string("ticketing/sitemap.xml", context)
    return Document(text.encode(), "application/xml; charset=utf-8").answer(request, keep=_A_WHILE)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines leave alone: what belongs to one person, and forms."""
    closed = ("accounts/", "admin/", "assistant/", "events/", "orders/", "outbox/", "settings/", "tickets/")
    forms = ("*/embed/", "*/availability/")
    lines = ["User-agent: *", *(f"Disallow: /{path}" for path in (*closed, *forms))]
    lines += ["", f"Sitemap: {settings.SITE_URL}{reverse('ticketing:sitemap')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def _organizer(handle: str) -> Organizer:
    found = organizer_at(handle)
    if found is None:
        raise Http404
    return found


def _calendar(events: list[Event], name: str, file: str) -> HttpResponse:
    text = calendar_file(events, name=name, now=timezone.now())
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{file}.ics"'
    return response
