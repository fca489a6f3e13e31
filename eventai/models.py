"""System: rate limits, stored files, letters on their way out."""

import uuid

from django.db import models
from django.db.models import Q


class RateLimit(models.Model):
    """How often something was done in one window of time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=200, help_text="Who: a profile, an address, an e-mail's hash.")
    action = models.CharField(max_length=60)
    window_start = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "rate_limits"
        constraints = [
            models.UniqueConstraint(fields=["key", "action", "window_start"], name="rate_limits_one_per_window")
        ]
        ordering = ["-window_start"]

    def __str__(self) -> str:
        return f"{self.action} by {self.key}: {self.count}"


class StorageObject(models.Model):
    """A file in a bucket. Public buckets may be read by anybody, the private one by its people."""

    class Bucket(models.TextChoices):
        LANDING_PAGES = "landing-pages"
        AVATARS = "avatars"
        DOCUMENTS = "documents"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    bucket = models.CharField(max_length=20, choices=Bucket.choices)
    path = models.CharField(max_length=300)
    owner = models.ForeignKey("accounts.Profile", models.DO_NOTHING, related_name="files")
    event = models.ForeignKey("events.Event", models.DO_NOTHING, null=True, blank=True, related_name="files")
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(help_text="bytes")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "storage_objects"
        constraints = [
            models.UniqueConstraint(fields=["bucket", "path"], name="storage_objects_one_per_path"),
            models.CheckConstraint(
                condition=Q(bucket__in=["landing-pages", "avatars", "documents"]),
                name="storage_objects_bucket_is_known",
            ),
        ]
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.bucket}/{self.path}"


class OutboxMessage(models.Model):
    """A letter: written with the act that causes it, sent afterwards, at most once."""

    class Status(models.TextChoices):
        WAITING = "waiting"
        SENDING = "sending"
        SENT = "sent"
        KEPT = "kept", "kept here (no mail server)"
        FAILED = "failed"
        UNKNOWN = "unknown", "unknown (interrupted while sending)"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=200, unique=True, help_text="What makes this letter the only one of its kind.")
    kind = models.CharField(max_length=60)
    profile = models.ForeignKey("accounts.Profile", models.DO_NOTHING, null=True, blank=True, related_name="letters")
    event = models.ForeignKey("events.Event", models.DO_NOTHING, null=True, blank=True, related_name="letters")
    recipient = models.EmailField()
    subject = models.CharField(max_length=300)
    body_text = models.TextField()
    body_html = models.TextField(blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.WAITING)
    error = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "outbox_messages"
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["waiting", "sending", "sent", "kept", "failed", "unknown"]),
                name="outbox_messages_status_is_known",
            ),
        ]
        indexes = [models.Index(fields=["status", "created_at"], name="outbox_messages_waiting")]
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.kind} to {self.recipient}"
