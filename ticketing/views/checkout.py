"""An order in its buyer's hands: checkout, what became of it, its tickets."""

from math import ceil
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from eventai.db.acting import acting_as_system
from eventai.http import own_transactions
from events.desk import PersonRequest, signed_in
from ticketing.access import OpenedOrder, opened_order
from ticketing.forms import CheckoutForm
from ticketing.models import Order
from ticketing.operations.orders import AttendeeDetails, name_attendees, release_order, reserve_tickets
from ticketing.operations.payments import settle_order
from ticketing.payments import PaymentDeclined, rail_for
from ticketing.receipts import my_nights, order_page, quantities_of, seats_of


@require_safe
@never_cache
@own_transactions
def order(request: HttpRequest, reference: str) -> HttpResponse:
    """The checkout while seats are held; afterwards the tickets, or what became of the order."""
    with opened_order(request, reference) as opened:
        if opened.order.is_open and _seconds_left(opened.order) > 1:  # the page's clock may be ahead by one
            return _checkout(request, opened, _form(opened))
        template = "ticketing/order_confirmed.html" if opened.order.is_confirmed else "ticketing/order_closed.html"
        return render(request, template, order_page(opened))


@require_POST
@own_transactions
def pay(request: HttpRequest, reference: str) -> HttpResponse:
    """Save who comes, take the money, hand out the tickets: three short transactions, none around the payment."""
    with opened_order(request, reference) as opened:
        back = redirect(opened.url(opened.order.get_absolute_url()))
        if not opened.order.is_open:
            return back
        form = _form(opened, request.POST)
        if not form.is_valid():
            return _checkout(request, opened, form, status=422)
        named = _name(opened, form)
    try:
        payment = rail_for(named).charge(named, request.POST.dict())
    except PaymentDeclined as declined:
        messages.error(request, f"{declined.sentence} Your seats are still held.")
        return back
    with acting_as_system():
        settle_order(named, payment=payment, now=timezone.now())
    return back


@require_POST
@own_transactions
def details(request: HttpRequest, reference: str) -> HttpResponse:
    """Keep what was typed so far, so that a reload or another tab shows it."""
    with opened_order(request, reference) as opened:
        form = _form(opened, request.POST)
        form.is_valid()  # what cannot be read yet stays as it was saved
        if opened.order.is_open:
            _name(opened, form)
        if request.headers.get("HX-Request"):
            return HttpResponse(status=204)
        return redirect(opened.url(opened.order.get_absolute_url()))


@require_POST
@own_transactions
def release(request: HttpRequest, reference: str) -> HttpResponse:
    """Give the seats back."""
    with opened_order(request, reference) as opened:
        release_order(opened.order, by=opened.buyer, now=timezone.now())
        return redirect(opened.order.event)


@require_POST
@own_transactions
def again(request: HttpRequest, reference: str) -> HttpResponse:
    """Hold the same seats once more, with the names already given."""
    with opened_order(request, reference) as opened:
        if opened.buyer is None:
            return redirect(opened.order.event)
        seats = seats_of(opened.order)
        fresh = reserve_tickets(
            opened.order.event, quantities=quantities_of(seats), customer=opened.buyer, now=timezone.now()
        )
        name_attendees(
            fresh,
            email=opened.order.email,
            full_name=opened.order.full_name,
            attendees=[AttendeeDetails(seat.position, seat.full_name, seat.email) for seat in seats],
            by=opened.buyer,
            now=timezone.now(),
        )
        return redirect(fresh)


@require_safe
@never_cache
@own_transactions
def ticket_page(request: HttpRequest, reference: str, position: int) -> HttpResponse:
    """One ticket with its code."""
    with opened_order(request, reference) as opened:
        if not opened.order.is_confirmed:
            raise Http404
        seat = get_object_or_404(opened.order.attendees.select_related("ticket"), position=position)
        return render(request, "ticketing/ticket.html", {**order_page(opened), "seat": seat})


@require_safe
@signed_in
def my_tickets(request: PersonRequest) -> HttpResponse:
    """All tickets of the signed-in person: what is ahead first."""
    return render(request, "ticketing/my_tickets.html", my_nights(now=timezone.now()))


def _form(opened: OpenedOrder, data: Any = None) -> CheckoutForm:
    return CheckoutForm(data, order=opened.order, seats=seats_of(opened.order), buyer=opened.buyer)


def _name(opened: OpenedOrder, form: CheckoutForm) -> Order:
    return name_attendees(
        opened.order, attendees=form.attendees(), by=opened.buyer, now=timezone.now(), **form.buyer_fields()
    )


def _seconds_left(order: Order) -> int:
    return max(0, ceil((order.expires_at - timezone.now()).total_seconds()))


def _checkout(request: HttpRequest, opened: OpenedOrder, form: CheckoutForm, status: int = 200) -> HttpResponse:
    context = {
        **order_page(opened),
        "form": form,
        "rail": rail_for(opened.order).name,
        "seconds_left": _seconds_left(opened.order),
        "pay_url": opened.url(reverse("ticketing:pay", args=[opened.order.reference])),
        "details_url": opened.url(reverse("ticketing:details", args=[opened.order.reference])),
        "release_url": opened.url(reverse("ticketing:release", args=[opened.order.reference])),
    }
    return render(request, "ticketing/checkout.html", context, status=status)
