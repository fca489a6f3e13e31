"""The organizer's desk: all events, one event's figures, its tickets."""

import uuid
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.access import PersonRequest, signed_in
from eventai.http import fragment_or_redirect
from events.desk import Powers, event_to_change, event_to_view, powers_at, say_saved, shared_with
from events.models import Event
from events.queue import Queue
from ticketing.chart import draw_sales
from ticketing.checks import blockers_among, publication_checks
from ticketing.desk import (
    PHASES,
    Stage,
    counts_of,
    distance_of,
    events_at,
    is_over,
    rows_of,
    stage_of,
    talk_about,
    when_of,
)
from ticketing.desk_forms import TicketForm
from ticketing.figures import Day, no_sales, room_of, sales_by_day, sales_by_ticket, sales_of
from ticketing.models import Order, Ticket
from ticketing.operations.tickets import remove_ticket, set_ticket

_PER_PAGE = 40
_LATEST_ORDERS = 8
PERIODS = {"7": "7 days", "30": "30 days", "all": "All"}


@require_GET
@signed_in
def events(request: PersonRequest) -> HttpResponse:
    """Own events and shared ones: next first, drafts, past."""
    now, show, words = timezone.now(), request.GET.get("show", "all"), request.GET.get("q", "").strip()
    shared = shared_with(request.profile)
    found = events_at(request.profile, shared, now=now, words=words)
    counts = counts_of(found)
    if show in PHASES:
        found = found.filter(phase=PHASES[show])
    page = Paginator(found.prefetch_related("tickets", "conversations"), _PER_PAGE).get_page(request.GET.get("page"))
    rows = rows_of(page.object_list, request.profile, shared, now=now)
    groups = [(name, [row for row in rows if row.phase == phase]) for name, phase in PHASES.items()]
    context = {
        "groups": [(name, group) for name, group in groups if group],
        "counts": counts,
        "page": page,
        "show": show if show in PHASES else "all",
        "words": words,
        "is_first_time": not counts["all"] and not words,
        "client_key": uuid.uuid4(),
        "nav": "events",
    }
    return render(request, "ticketing/events.html", context)


@require_GET
@signed_in
def overview(request: PersonRequest, slug: str) -> HttpResponse:
    """One event: money, seats, what waits. Door staff is shown the door."""
    event = get_object_or_404(Event.objects.prefetch_related("conversations"), slug=slug)
    powers = powers_at(event, request.profile)
    if powers is None:
        raise Http404
    if not powers.may_view:
        return redirect("ticketing:door", slug)
    return render(request, "ticketing/overview.html", _figures(request, event, powers))


@require_GET
@signed_in
def tickets(request: PersonRequest, slug: str) -> HttpResponse:
    """The event's ticket types, to be added to, changed and taken off."""
    event, powers = event_to_view(request, slug)
    return render(request, "ticketing/tickets.html", {**_tickets(event, powers), "nav": "events"})


@require_POST
@signed_in
def set_(request: PersonRequest, slug: str, reference: str = "") -> HttpResponse:
    event = event_to_change(request, slug)
    request.refusal_place = "#tickets-refusal"  # type: ignore[attr-defined]  # read by eventai.http.refused
    ticket = get_object_or_404(Ticket, event=event, reference=reference) if reference else None
    form = TicketForm(request.POST, event=event, ticket=ticket)
    if not form.is_valid():
        context = {**_tickets(event, Powers(is_organizer=True), wrong=form), "nav": "events"}
        template = "ticketing/_tickets.html" if request.headers.get("HX-Request") else "ticketing/tickets.html"
        return render(request, template, context, status=422)
    ticket = set_ticket(event, by=request.profile, now=timezone.now(), **form.details)
    say_saved(request, event, f"Ticket {ticket.name} saved.")
    return _tickets_changed(request, event)


@require_POST
@signed_in
def remove(request: PersonRequest, slug: str, reference: str) -> HttpResponse:
    event = event_to_change(request, slug)
    request.refusal_place = "#tickets-refusal"  # type: ignore[attr-defined]  # read by eventai.http.refused
    ticket = get_object_or_404(Ticket, event=event, reference=reference)
    remove_ticket(ticket, by=request.profile, now=timezone.now())
    say_saved(request, event, f"Ticket {ticket.name} is off the list.")
    return _tickets_changed(request, event)


def _figures(request: PersonRequest, event: Event, powers: Powers) -> dict[str, Any]:
    """Everything the overview shows, in a fixed number of queries."""
    now = timezone.now()
    kinds = list(event.tickets.all())
    room = room_of(event, kinds)
    stage = stage_of(event, room, now=now)
    sales = sales_of([event]).get(event.pk) or no_sales(event)
    days = sales_by_day(event, now=now)
    is_draft = stage.key == "draft"
    checks = publication_checks(event, profile=request.profile, now=now) if is_draft else []
    return {
        "event": event,
        "powers": powers,
        "stage": stage,
        "when": when_of(event, now=now),
        "distance": distance_of(event, now=now),
        "room": room,
        "sales": sales,
        "week": days[-7:],
        "week_seats": sum(day.seats for day in days[-7:]),
        "week_amount": sum((day.amount for day in days[-7:]), no_sales(event).gross),
        "by_ticket": sales_by_ticket(event, kinds),
        "queue": Queue.of(event, now=now, people=room.sold),
        "orders": _latest_orders(event) if powers.may_change else [],
        "talk": talk_about(event, request.profile),
        "blockers": blockers_among(checks),
        "may_change": powers.may_change,
        "can_withdraw": powers.may_change and stage.key in ("on_sale", "sold_out", "closed") and not sales.orders,
        "is_over": is_over(event, now=now),
        "test_rail": not settings.STRIPE_SECRET_KEY and bool(sales.gross),
        "nav": "events",
        **_chart(request, days, stage),
    }


def _chart(request: PersonRequest, days: list[Day], stage: Stage) -> dict[str, Any]:
    period = request.GET.get("days", "30")
    period = period if period in PERIODS else "30"
    shown = days if period == "all" else days[-int(period) :]
    before = days[: len(days) - len(shown)]
    chart = draw_sales(shown, before=before) if shown else None
    return {"chart": chart, "period": period, "periods": PERIODS.items()}


def _latest_orders(event: Event) -> list[Order]:
    """The latest orders that are or were something; those that expired unpaid are left out."""
    lapsed = [Order.Status.EXPIRED, Order.Status.CANCELLED]
    found = Order.objects.filter(event=event).exclude(status__in=lapsed).order_by("-created_at")
    return list(found.prefetch_related("attendees__ticket")[:_LATEST_ORDERS])


def _tickets(event: Event, powers: Powers, wrong: TicketForm | None = None) -> dict[str, Any]:
    """The ticket types with their forms; the form that was filled in wrongly stands in its place, open."""
    kinds = event.tickets.exclude(visibility=Ticket.Visibility.ARCHIVED)
    is_new = wrong is not None and wrong.ticket is None
    forms = [
        wrong if wrong and wrong.ticket and wrong.ticket.pk == kind.pk else TicketForm(event=event, ticket=kind)
        for kind in kinds
    ]
    return {
        "event": event,
        "forms": forms,
        "new_form": wrong if is_new else TicketForm(event=event),
        "may_change": powers.may_change and event.status not in (Event.Status.CANCELLED, Event.Status.ENDED),
    }


def _tickets_changed(request: PersonRequest, event: Event) -> HttpResponse:
    context = {
        **_tickets(event, Powers(is_organizer=True)),
        "is_swapped": True,
        "back": reverse("ticketing:tickets", args=[event.slug]),
    }
    return fragment_or_redirect(request, "ticketing/_tickets.html", context, to=context["back"])
