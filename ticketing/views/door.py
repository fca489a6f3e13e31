"""The door: scan or search, and see at arm's length whether to let somebody in."""

from typing import Any

from csp.decorators import csp_update
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from eventai.db.functions import call_row
from eventai.http import fragment_or_redirect, wants_fragment
from events.desk import PersonRequest, Powers, powers_at, signed_in
from events.models import Event
from ticketing.models import Attendee
from ticketing.operations.check_in import (
    check_in_attendee,
    find_guests,
    guest_of_seat,
    undo_check_in,
)

_SCANNER_POLICY = csp_update({"script-src": ["'wasm-unsafe-eval'"]})  # the code reader where the browser has none


@_SCANNER_POLICY  # type: ignore[arg-type]  # its types know no views with arguments
@signed_in
def door(request: PersonRequest, slug: str) -> HttpResponse:
    """The scanner's page; a POST checks a code or a seat in."""
    event, powers = _my_door(request, slug)
    if request.method != "POST":
        return render(request, "ticketing/door.html", _door(event, powers))
    code = request.POST.get("code", "").replace("\x00", "").strip()[:300]
    result = check_in_attendee(event, code=code, by=request.profile, now=timezone.now())
    if result.outcome == "unknown" and (guests := find_guests(event, code) if code else []):
        return _answer(request, "ticketing/_guests.html", {**_door(event, powers), "guests": guests, "words": code})
    return _answer(request, "ticketing/_scan_result.html", {**_door(event, powers), "result": result})


@require_safe
@signed_in
def guests(request: PersonRequest, slug: str) -> HttpResponse:
    """Guests found by name, address or order."""
    event, powers = _my_door(request, slug)
    words = request.GET.get("q", "").replace("\x00", "").strip()[:120]
    found = find_guests(event, words) if words else []
    return _answer(request, "ticketing/_guests.html", {**_door(event, powers), "guests": found, "words": words})


@require_POST
@signed_in
def undo(request: PersonRequest, slug: str) -> HttpResponse:
    """Take a check-in back."""
    event, powers = _my_door(request, slug)
    guest = guest_of_seat(event, request.POST.get("seat", "").replace("\x00", ""))
    if guest is None:
        raise Http404
    undo_check_in(get_object_or_404(Attendee, pk=guest.id), by=request.profile, now=timezone.now())
    context = {**_door(event, powers), "undone": guest}
    to = reverse("ticketing:door", args=[slug])
    return fragment_or_redirect(request, "ticketing/_undone.html", context, to=to)


def _my_door(request: PersonRequest, slug: str) -> tuple[Event, Powers]:
    """The event and what the person may do there; 404 for who does not work at its door."""
    event = get_object_or_404(Event, slug=slug)
    powers = powers_at(event, request.profile)
    if powers is None or not powers.may_check_in:
        raise Http404
    return event, powers


def _door(event: Event, powers: Powers) -> dict[str, Any]:
    expected, checked_in, last_minute = call_row("event_counters", event.pk, timezone.now())
    return {
        "event": event,
        "leave_url": reverse("ticketing:overview", args=[event.slug]) if powers.may_view else event.get_absolute_url(),
        "expected": expected,
        "inside": checked_in,
        "last_minute": last_minute,
        "percent": round(100 * checked_in / expected) if expected else 0,
    }


def _answer(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """The fragment for the scanner's script; the whole door without it. Sending it twice lets nobody in twice."""
    if wants_fragment(request):
        return render(request, template, context)
    return render(request, "ticketing/door.html", {**context, "answer": template})
