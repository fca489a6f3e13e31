"""The public page of an event, and what belongs to it."""

from functools import lru_cache
from typing import NamedTuple

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from accounts.identity import guest_token, profile_id_of, remember_guest
from accounts.middleware import scope_of
from accounts.models import Profile
from accounts.operations import open_guest
from eventai.db.acting import acting_as_anonymous, acting_as_guest
from eventai.db.functions import call
from eventai.errors import DomainError
from eventai.http import own_transactions, wants_fragment
from events.covers import cover
from events.models import Event
from events.page.reading import read_page
from ticketing.calendar import calendar_file
from ticketing.forms import chosen_quantities
from ticketing.models import Order
from ticketing.offer import landing_of
from ticketing.operations.orders import reserve_tickets

FACE = (480, 600)


class Drawing(NamedTuple):
    """What a picture is drawn from: the same four always give the same one."""

    seed: str
    theme: str
    width: int = 1600
    height: int = 900


NEW_GUESTS_PER_ADDRESS = 300  # within the time of a hold; a phone network shares one


class TooManyGuests(DomainError):
    """Somebody holds seats under ever new names."""

    status_code = 429


@require_safe
def event_page(request: HttpRequest, slug: str) -> HttpResponse:
    """The page people share: everybody sees a published event, its people also the draft."""
    event = get_object_or_404(Event, slug=slug)
    now = timezone.now()
    context = {
        "event": event,
        "landing": landing_of(event, now=now),
        "reserve_url": reverse("ticketing:reserve", args=[slug]),
        "held": request.profile and Order.objects.held_by(request.profile, event, now=now).first(),  # type: ignore[attr-defined]
    }
    return render(request, "ticketing/event_page.html", context)


@require_POST
@own_transactions
def reserve(request: HttpRequest, slug: str) -> HttpResponse:
    """Hold what was chosen and go to the checkout; who is nobody yet becomes a guest."""
    quantities = chosen_quantities(request.POST)
    if profile_id_of(request) or guest_token(request):
        with scope_of(request):
            if request.profile:  # type: ignore[attr-defined]
                order = _reserve(slug, quantities, request.profile)  # type: ignore[attr-defined]
                return _to_checkout(request, order)
    with acting_as_anonymous():
        _count_new_guest(request)
        profile_id, token = open_guest()
        with acting_as_guest(token):
            order = _reserve(slug, quantities, Profile(pk=profile_id))
    request.fresh_guest_token = token  # type: ignore[attr-defined]
    response = _to_checkout(request, order)
    remember_guest(response, token)
    return response


@require_safe
def cover_svg(request: HttpRequest, slug: str) -> HttpResponse:
    """The event's drawn cover; kept by browsers until the theme changes."""
    event = get_object_or_404(Event, slug=slug)
    return _drawing(request, event, Drawing(str(event.pk), read_page(event.landing_page_config).theme.preset))


@require_safe
def speaker_art(request: HttpRequest, slug: str, ref: str) -> HttpResponse:
    """What is drawn for somebody on stage without a photo; nothing for who is not on the page."""
    event = get_object_or_404(Event, slug=slug)
    page = read_page(event.landing_page_config)
    if ref not in page.speaker_ids:
        raise Http404
    return _drawing(request, event, Drawing(f"{event.pk}:{ref}", page.theme.preset, *FACE))


@require_safe
def calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """The event for a calendar."""
    event = get_object_or_404(Event, slug=slug)
    if event.start_date is None:
        raise Http404
    response = HttpResponse(calendar_file(event, now=timezone.now()), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{event.slug}.ics"'
    return response


def _reserve(slug: str, quantities: dict[str, int], customer: Profile) -> Order:
    event = get_object_or_404(Event, slug=slug)
    return reserve_tickets(event, quantities=quantities, customer=customer, now=timezone.now())


def _count_new_guest(request: HttpRequest) -> None:
    address, window = get_adapter().get_client_ip(request), settings.HOLD_MINUTES * 60
    if not call("count_against_limit", address, "reserve_as_guest", NEW_GUESTS_PER_ADDRESS, window):
        raise TooManyGuests("Too many people are buying from your network right now. Sign in, or try again soon.")


def _to_checkout(request: HttpRequest, order: Order) -> HttpResponse:
    if wants_fragment(request):
        return HttpResponseClientRedirect(order.get_absolute_url())
    return redirect(order)


def _drawing(request: HttpRequest, event: Event, drawing: Drawing) -> HttpResponse:
    etag = f'"{drawing.seed}-{drawing.theme}"'
    kept = get_conditional_response(request, etag=etag)
    if kept is None or isinstance(kept, HttpResponseNotModified):
        response = kept or HttpResponse(_drawn(drawing), content_type="image/svg+xml")
        response["ETag"] = etag
        response["Cache-Control"] = f"{'public' if event.is_public else 'private'}, max-age=3600"
        return response
    return kept


@lru_cache(maxsize=256)
def _drawn(drawing: Drawing) -> str:
    return cover(*drawing)
