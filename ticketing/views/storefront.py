"""The public page of an event: what visitors read, what is on offer, holding seats, the widget for other sites."""

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.messages import get_messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from accounts.identity import guest_token, profile_id_of, remember_guest
from accounts.middleware import scope_of
from accounts.models import Profile
from accounts.operations import open_guest
from eventai.db.acting import acting_as_anonymous, acting_as_guest
from eventai.db.functions import call
from eventai.errors import DomainError
from eventai.http import from_here, own_transactions, wants_fragment
from events.models import Event
from ticketing.addresses import follows_moves
from ticketing.forms import chosen_quantities
from ticketing.models import Order
from ticketing.offer import landing_of
from ticketing.operations.orders import reserve_tickets
from ticketing.pages import PublicPage, page_context, public_page

NEW_GUESTS_PER_ADDRESS = 300  # within the time of a hold; a phone network shares one


class TooManyGuests(DomainError):
    """Somebody holds seats under ever new names."""

    status_code = 429


@require_safe
@own_transactions
@follows_moves
def event_page(request: HttpRequest, *, slug: str) -> HttpResponse:
    """The page people share: everybody sees a published event, its people also the draft."""
    page = public_page(slug, now=timezone.now())
    if page is None:
        with scope_of(request):
            return _page_of_its_people(request, slug)
    response = _page_with_visitor(request, page, slug) if _may_be_known(request) else page.document.answer(request)
    patch_vary_headers(response, ["Cookie"])
    return response


@require_safe
@own_transactions
@follows_moves
def availability(request: HttpRequest, *, slug: str) -> HttpResponse:
    """What is on offer now, alone: asked again and again by open pages, answered with 304 while nothing changed."""
    return _public(slug).offer.answer(request)


@require_safe
@own_transactions
@xframe_options_exempt
@follows_moves
def widget(request: HttpRequest, *, slug: str) -> HttpResponse:
    """The tickets alone, for a frame on the sites the organizer names."""
    page = _public(slug)
    response = page.widget.answer(request)
    allowed = ["'self'", *page.embed_origins.split()]
    response._csp_replace = {"frame-ancestors": allowed}  # type: ignore[attr-defined]  # django-csp reads it
    return response


@require_POST
@csrf_exempt  # the page is the same for everybody and holds no token; `from_here` asks the browser instead
@from_here
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


def _public(slug: str) -> PublicPage:
    page = public_page(slug, now=timezone.now())
    if page is None:
        raise Http404
    return page


def _page_of_its_people(request: HttpRequest, slug: str) -> HttpResponse:
    """A draft or a private event, for those who may see it."""
    event = get_object_or_404(Event, slug=slug)
    landing = landing_of(event, now=timezone.now())
    context = page_context(event, landing)
    return render(request, "ticketing/event_page.html", {**context, "visitor": _visitor(request, event)})


def _page_with_visitor(request: HttpRequest, page: PublicPage, slug: str) -> HttpResponse:
    """The kept page with what is only this visitor's: seats they hold, what was just done."""
    with scope_of(request):
        visitor = _visitor(request, Event.objects.filter(slug=slug).only("id", "timezone").first())
    response = HttpResponse(page.with_visitor(visitor))
    response["Cache-Control"] = "private, no-cache"
    return response


def _visitor(request: HttpRequest, event: Event | None) -> str:
    profile: Profile | None = request.profile  # type: ignore[attr-defined]  # the acting middleware's
    held = Order.objects.held_by(profile, event, now=timezone.now()).first() if profile and event else None
    context = {"event": event, "held": held, "messages": get_messages(request)}
    return render_to_string("ticketing/_visitor.html", context)


def _may_be_known(request: HttpRequest) -> bool:
    return settings.SESSION_COOKIE_NAME in request.COOKIES or settings.GUEST_COOKIE in request.COOKIES


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
