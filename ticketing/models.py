"""Event Management: ticket types, orders, seats, money, letters' templates."""

import uuid
from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import Profile
from eventai.money import Money
from events.models import Event


class TicketQuerySet(models.QuerySet["Ticket"]):
    """Ways to read ticket types."""

    def shown(self) -> Self:
        """Those a visitor of the page sees, in the organizer's order."""
        return self.filter(visibility=Ticket.Visibility.PUBLIC).order_by("position", "created_at")


class Ticket(models.Model):
    """A ticket type. `sold` and `reserved` are changed by database functions only."""

    class Visibility(models.TextChoices):
        PUBLIC = "public"
        HIDDEN = "hidden", "hidden (needs a code)"
        ARCHIVED = "archived"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    event = models.ForeignKey(Event, models.DO_NOTHING, related_name="tickets")
    organizer = models.ForeignKey(Profile, models.DO_NOTHING, editable=False, related_name="+")
    event_is_public = models.BooleanField(default=False, editable=False)
    reference = models.CharField(max_length=12, help_text="Names the type in forms and addresses.")
    name = models.CharField(max_length=80)
    description = models.CharField(max_length=300, blank=True)
    price = models.DecimalField(max_digits=12, decimal_places=3)
    quantity = models.PositiveIntegerField()
    sold = models.PositiveIntegerField(default=0)
    reserved = models.PositiveIntegerField(default=0)
    sale_starts_at = models.DateTimeField(null=True, blank=True)
    sale_ends_at = models.DateTimeField(null=True, blank=True)
    min_per_order = models.PositiveSmallIntegerField(default=1)
    max_per_order = models.PositiveSmallIntegerField(default=10)
    visibility = models.CharField(max_length=10, choices=Visibility.choices, default=Visibility.PUBLIC)
    position = models.PositiveSmallIntegerField(default=0)
    version = models.BigIntegerField(default=0, editable=False, help_text="Kept by a trigger: no two states share one.")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects: ClassVar[models.Manager["Ticket"]] = TicketQuerySet.as_manager()

    class Meta:
        db_table = "tickets"
        constraints = [
            models.UniqueConstraint(fields=["event", "reference"], name="tickets_reference_once_per_event"),
            models.CheckConstraint(condition=Q(quantity__gte=F("sold") + F("reserved")), name="tickets_never_oversold"),
            models.CheckConstraint(condition=Q(price__gte=0), name="tickets_price_not_negative"),
            models.CheckConstraint(
                condition=Q(visibility__in=["public", "hidden", "archived"]), name="tickets_visibility_is_known"
            ),
            models.CheckConstraint(
                condition=Q(min_per_order__gte=1) & Q(max_per_order__gte=F("min_per_order")),
                name="tickets_per_order_in_order",
            ),
        ]
        ordering = ["position", "created_at"]

    def __str__(self) -> str:
        return self.name

    @property
    def left(self) -> int:
        return max(0, self.quantity - self.sold - self.reserved)

    def can_be_sold(self, now: datetime) -> bool:
        """Whether seats are left and its sale is not over, though it may not have begun."""
        return bool(self.left) and (self.sale_ends_at is None or self.sale_ends_at > now)

    def is_on_sale(self, now: datetime) -> bool:
        """Whether its sale window is open; seats left are another question."""
        started = self.sale_starts_at is None or self.sale_starts_at <= now
        return started and (self.sale_ends_at is None or now < self.sale_ends_at)


class OrderQuerySet(models.QuerySet["Order"]):
    """Ways to read orders."""

    def confirmed(self) -> Self:
        return self.filter(status__in=[Order.Status.PAID, Order.Status.PARTIALLY_REFUNDED])

    def held_by(self, customer: Profile, event: Event, *, now: datetime) -> Self:
        """What the buyer holds at the event and has not paid yet."""
        return self.filter(customer=customer, event=event, status=Order.Status.PENDING, expires_at__gt=now)


class Order(models.Model):
    """What one buyer takes at once: seats held, then paid, perhaps given back."""

    class Status(models.TextChoices):
        PENDING = "pending", "held"
        AWAITING_PAYMENT = "awaiting_payment", "awaiting payment"
        PAID = "paid", "confirmed"
        PARTIALLY_REFUNDED = "partially_refunded", "partly refunded"
        REFUNDED = "refunded"
        EXPIRED = "expired"
        CANCELLED = "cancelled"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=12, unique=True)
    event = models.ForeignKey(Event, models.DO_NOTHING, related_name="orders")
    organizer = models.ForeignKey(Profile, models.DO_NOTHING, editable=False, related_name="+")
    customer = models.ForeignKey(Profile, models.DO_NOTHING, related_name="orders")
    secret_hash = models.BinaryField(editable=False, help_text="Hash of the secret in the order's link.")
    email = models.EmailField(blank=True)
    full_name = models.CharField(max_length=200, blank=True)
    total_amount = models.DecimalField(max_digits=12, decimal_places=3)
    currency = models.CharField(max_length=3)
    stripe_payment_intent = models.CharField(max_length=120, blank=True)
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.PENDING)
    expires_at = models.DateTimeField()
    paid_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects: ClassVar[models.Manager["Order"]] = OrderQuerySet.as_manager()

    class Meta:
        db_table = "orders"
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    status__in=[
                        "pending",
                        "awaiting_payment",
                        "paid",
                        "partially_refunded",
                        "refunded",
                        "expired",
                        "cancelled",
                    ]
                ),
                name="orders_status_is_known",
            ),
            models.CheckConstraint(condition=Q(total_amount__gte=0), name="orders_total_not_negative"),
            models.CheckConstraint(
                condition=Q(status__in=["pending", "expired", "cancelled"]) | ~Q(email=""), name="orders_buyer_is_known"
            ),
        ]
        indexes = [
            models.Index(fields=["event", "-created_at"], name="orders_latest_of_event"),
            models.Index(fields=["customer", "-created_at"], name="orders_of_customer"),
            models.Index(fields=["status", "expires_at"], name="orders_to_release"),
        ]
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("ticketing:order", args=[self.reference])

    @property
    def total(self) -> Money:
        return Money(self.total_amount, self.currency)

    @property
    def is_open(self) -> bool:
        """Whether its seats are held and it can still be completed."""
        return self.status in (self.Status.PENDING, self.Status.AWAITING_PAYMENT)

    @property
    def is_confirmed(self) -> bool:
        return self.status in (self.Status.PAID, self.Status.PARTIALLY_REFUNDED)


class AttendeeQuerySet(models.QuerySet["Attendee"]):
    """Ways to read seats."""

    def valid(self) -> Self:
        return self.filter(status=Attendee.Status.VALID)


class Attendee(models.Model):
    """One seat: made with the hold, filled in at checkout, let in at the door. Its price is what was agreed."""

    class Status(models.TextChoices):
        HELD = "held"
        VALID = "valid"
        CANCELLED = "cancelled"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    order = models.ForeignKey(Order, models.DO_NOTHING, related_name="attendees")
    ticket = models.ForeignKey(Ticket, models.DO_NOTHING, related_name="attendees")
    event = models.ForeignKey(Event, models.DO_NOTHING, editable=False, related_name="attendees")
    organizer = models.ForeignKey(Profile, models.DO_NOTHING, editable=False, related_name="+")
    customer = models.ForeignKey(Profile, models.DO_NOTHING, editable=False, related_name="+")
    position = models.PositiveSmallIntegerField(help_text="1, 2, 3 … within the order.")
    attendee_info = models.JSONField(default=dict, blank=True)
    price = models.DecimalField(max_digits=12, decimal_places=3)
    qr_code = models.CharField(max_length=200, unique=True, null=True, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.HELD)
    checked_in = models.BooleanField(default=False)
    checked_in_at = models.DateTimeField(null=True, blank=True)
    checked_in_by = models.ForeignKey(Profile, models.DO_NOTHING, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects: ClassVar[models.Manager["Attendee"]] = AttendeeQuerySet.as_manager()

    class Meta:
        db_table = "attendees"
        constraints = [
            models.UniqueConstraint(fields=["order", "position"], name="attendees_numbered_within_order"),
            models.CheckConstraint(
                condition=Q(status__in=["held", "valid", "cancelled"]), name="attendees_status_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(status="valid") | Q(qr_code__isnull=False), name="attendees_valid_has_code"
            ),
            models.CheckConstraint(
                condition=Q(checked_in=False) | Q(checked_in_at__isnull=False), name="attendees_checked_in_has_time"
            ),
        ]
        indexes = [
            models.Index(fields=["event", "status", "checked_in"], name="attendees_counted"),
            models.Index(fields=["customer", "-created_at"], name="attendees_of_customer"),
        ]
        ordering = ["position"]

    def __str__(self) -> str:
        return self.full_name or "Guest"

    @property
    def full_name(self) -> str:
        return str(self.attendee_info.get("full_name", ""))

    @property
    def email(self) -> str:
        return str(self.attendee_info.get("email", ""))


class Payment(models.Model):
    """Money for an order on one rail. `refunded_amount` is kept by a trigger."""

    class Rail(models.TextChoices):
        STRIPE = "stripe"
        MANUAL = "manual"
        TEST = "test"
        FREE = "free"

    class Status(models.TextChoices):
        PENDING = "pending"
        SUCCEEDED = "succeeded"
        FAILED = "failed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    order = models.ForeignKey(Order, models.DO_NOTHING, related_name="payments")
    rail = models.CharField(max_length=10, choices=Rail.choices)
    provider_reference = models.CharField(max_length=120)
    amount = models.DecimalField(max_digits=12, decimal_places=3)
    refunded_amount = models.DecimalField(max_digits=12, decimal_places=3, default=0)
    currency = models.CharField(max_length=3)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PENDING)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        db_table = "payments"
        constraints = [
            models.UniqueConstraint(fields=["rail", "provider_reference"], name="payments_stored_once"),
            models.CheckConstraint(
                condition=Q(rail__in=["stripe", "manual", "test", "free"]), name="payments_rail_is_known"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["pending", "succeeded", "failed"]), name="payments_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(refunded_amount__gte=0) & Q(refunded_amount__lte=F("amount")),
                name="payments_never_overrefunded",
            ),
        ]
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.rail} {self.provider_reference}"


class ProviderEvent(models.Model):
    """Something a payment provider told us, stored once, in the transaction of its effect."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    rail = models.CharField(max_length=10, choices=Payment.Rail.choices)
    provider_id = models.CharField(max_length=120)
    kind = models.CharField(max_length=80)
    payload = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "provider_events"
        constraints = [
            models.UniqueConstraint(fields=["rail", "provider_id"], name="provider_events_stored_once"),
            models.CheckConstraint(
                condition=Q(rail__in=["stripe", "manual", "test", "free"]), name="provider_events_rail_is_known"
            ),
        ]
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.kind} {self.provider_id}"


class TicketKey(models.Model):
    """The Ed25519 key that signs an event's tickets. Only the system reads the private half."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    event = models.OneToOneField(Event, models.DO_NOTHING, related_name="ticket_key")
    private_key = models.BinaryField()
    public_key = models.BinaryField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "ticket_keys"

    def __str__(self) -> str:
        return f"Key of {self.event_id}"


class CheckedClaim(models.Model):
    """Words of an event's page that somebody has checked: a number, a quote, praise. `key` is how they are found."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    event = models.ForeignKey(Event, models.DO_NOTHING, related_name="checked_claims")
    words = models.CharField(max_length=300)
    key = models.CharField(max_length=300)
    checked_by = models.ForeignKey(Profile, models.DO_NOTHING, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "checked_claims"
        constraints = [models.UniqueConstraint(fields=["event", "key"], name="checked_claims_once_per_event")]
        ordering = ["created_at"]

    def __str__(self) -> str:
        return self.words


class EmailTemplate(models.Model):
    """Words of a letter. No event: the organizer's default. No owner: the platform's."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(Profile, models.DO_NOTHING, null=True, blank=True, related_name="email_templates")
    event = models.ForeignKey(Event, models.DO_NOTHING, null=True, blank=True, related_name="email_templates")
    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=300)
    body = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        db_table = "email_templates"
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "event", "kind"], name="email_templates_one_per_kind", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(event=None) | Q(owner__isnull=False), name="email_templates_of_event_have_owner"
            ),
        ]
        ordering = ["kind"]

    def __str__(self) -> str:
        return self.subject
