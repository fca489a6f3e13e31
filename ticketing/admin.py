"""The console's pages for tickets, orders, seats and money. Acting on them is done at the event's desk."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from eventai.console import ConsoleAdmin
from events.models import Event
from ticketing.models import Attendee, CheckedClaim, EmailTemplate, Order, Payment, ProviderEvent, Ticket


def desk_of(event: Event) -> SafeString:
    """A link to where the event's orders are worked on."""
    return format_html('<a href="{}">{}</a>', reverse("ticketing:overview", args=[event.slug]), event.name)


@admin.register(Ticket)
class TicketAdmin(ConsoleAdmin):
    """Ticket types."""

    list_display = ("name", "event", "price", "quantity", "sold", "reserved", "visibility")
    list_filter = ("visibility",)
    list_select_related = ("event",)
    ordering = ("-created_at",)
    search_fields = ("name", "event__name", "event__slug__startswith")


@admin.register(Order)
class OrderAdmin(ConsoleAdmin):
    """Orders; refunds and cancellations are made at the desk, where the buyer is told."""

    list_display = ("reference", "desk", "email", "total", "status", "created_at")
    list_filter = ("status", "currency")
    list_select_related = ("event",)
    search_fields = (
        "reference__iexact",
        "email__istartswith",
        "stripe_payment_intent__exact",
        "event__slug__startswith",
    )
    search_help_text = "Reference, buyer's address, payment, event's address or id"

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ["desk", *super().get_fields(request, obj)]

    @admin.display(description="Event's desk", ordering="event__name")
    def desk(self, order: Order) -> SafeString:
        return desk_of(order.event)

    @admin.display(description="Total", ordering="total_amount")
    def total(self, order: Order) -> str:
        return order.total.format()


@admin.register(Attendee)
class AttendeeAdmin(ConsoleAdmin):
    """Seats. Never their codes."""

    list_display = ("order", "position", "full_name", "ticket", "event", "status", "checked_in", "checked_in_at")
    list_filter = ("status", "checked_in")
    list_select_related = ("order", "ticket", "event")
    ordering = ("-created_at",)
    search_fields = ("order__reference__iexact", "order__email__istartswith", "event__slug__startswith")
    search_help_text = "Order's reference, buyer's address, event's address or id"

    @admin.display(description="Name")
    def full_name(self, seat: Attendee) -> str:
        return seat.full_name


@admin.register(Payment)
class PaymentAdmin(ConsoleAdmin):
    """Money, as the rails told it."""

    list_display = (
        "order",
        "desk",
        "rail",
        "provider_reference",
        "amount",
        "refunded_amount",
        "currency",
        "status",
        "created_at",
    )
    list_filter = ("rail", "status")
    list_select_related = ("order__event",)
    search_fields = ("provider_reference__exact", "order__reference__iexact", "order__email__istartswith")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ["desk", *super().get_fields(request, obj)]

    @admin.display(description="Event's desk")
    def desk(self, payment: Payment) -> SafeString:
        return desk_of(payment.order.event)


@admin.register(ProviderEvent)
class ProviderEventAdmin(ConsoleAdmin):
    """What providers told us. The payload may hold client secrets, so it stays closed."""

    hidden = frozenset({"payload"})
    list_display = ("kind", "rail", "provider_id", "created_at")
    list_filter = ("rail",)
    search_fields = ("provider_id__exact", "kind")

    def get_queryset(self, request: HttpRequest) -> QuerySet[ProviderEvent]:
        return super().get_queryset(request).defer("payload")


@admin.register(CheckedClaim)
class CheckedClaimAdmin(ConsoleAdmin):
    """What organizers said is right about their pages."""

    list_display = ("words", "event", "checked_by", "created_at")
    list_select_related = ("event", "checked_by")
    search_fields = ("words", "event__slug__startswith", "checked_by__email__istartswith")


@admin.register(EmailTemplate)
class EmailTemplateAdmin(ConsoleAdmin):
    """Words of letters: the platform's, organizers' and single events'."""

    list_display = ("subject", "kind", "owner", "event")
    list_filter = ("kind",)
    list_select_related = ("owner", "event")
    search_fields = ("subject", "kind", "owner__email__istartswith", "event__name")
