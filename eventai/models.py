"""System: rate limits, stored files, letters on their way out."""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from eventai.picture_element import PictureElement, Source


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


class StorageObjectQuerySet(models.QuerySet["StorageObject"]):
    """Ways to read files. What is visible at all, row-level security decides."""

    def at(self, bucket: str, path: str) -> Self:
        """The file with this path, or of which one size has it."""
        return self.filter(Q(path=path) | Q(variants__contains=[{"path": path}]), bucket=bucket)

    def pictures(self) -> Self:
        """Pictures for pages, the latest first."""
        return self.filter(bucket=StorageObject.Bucket.LANDING_PAGES).order_by("-created_at", "pk")


class StorageObject(models.Model):
    """A file in a bucket. Public buckets may be read by anybody, the private one by its people.

    Of a picture, `variants` lists the sizes drawn of it: path, type, width, height and size (bytes) of each.
    """

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
    name = models.CharField(max_length=120, blank=True, help_text="What its people call it; never a path.")
    alt = models.CharField(max_length=300, blank=True, help_text="What a picture shows, in words.")
    width = models.PositiveIntegerField(null=True, blank=True, help_text="pixels")
    height = models.PositiveIntegerField(null=True, blank=True, help_text="pixels")
    sha256 = models.CharField(max_length=64, blank=True, help_text="Of what was uploaded.")
    variants = models.JSONField(default=list, blank=True)
    variants_size = models.PositiveBigIntegerField(default=0, help_text="bytes")
    drawn_at = models.DateTimeField(null=True, blank=True, help_text="When its sizes were drawn.")
    used_at = models.DateTimeField(default=timezone.now, help_text="When a page or a profile was last seen to name it.")
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[models.Manager["StorageObject"]] = StorageObjectQuerySet.as_manager()

    class Meta:
        db_table = "storage_objects"
        constraints = [
            models.UniqueConstraint(fields=["bucket", "path"], name="storage_objects_one_per_path"),
            models.UniqueConstraint(
                fields=["owner", "event", "bucket", "sha256"],
                name="storage_objects_kept_once",
                condition=~Q(sha256=""),
            ),
            models.CheckConstraint(
                condition=Q(bucket__in=["landing-pages", "avatars", "documents"]),
                name="storage_objects_bucket_is_known",
            ),
        ]
        indexes = [models.Index(fields=["bucket", "used_at"], name="storage_objects_unused")]
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.bucket}/{self.path}"

    @property
    def asset(self) -> str:
        """How a page's description names it."""
        return f"asset:{self.pk}"

    @property
    def is_public(self) -> bool:
        return self.bucket != self.Bucket.DOCUMENTS

    @property
    def full_size(self) -> int:
        """Bytes with everything drawn from it."""
        return self.size + self.variants_size

    @property
    def paths(self) -> list[str]:
        """Where its bytes lie within the bucket, those of its sizes included."""
        return [self.path, *(variant["path"] for variant in self.variants)]

    def type_at(self, path: str) -> str:
        """The media type of what lies at one of its paths."""
        return next((variant["type"] for variant in self.variants if variant["path"] == path), self.content_type)

    @property
    def url(self) -> str:
        return reverse("eventai:stored_file", args=[self.bucket, self.path])

    @property
    def element(self) -> PictureElement:
        """The picture as pages show it: in the smallest format and width that do."""
        return PictureElement(
            src=self.url,
            width=self.width or 0,
            height=self.height or 0,
            alt=self.alt,
            sources=tuple(source for kind in ("image/avif", "image/webp") if (source := self._source(kind))),
        )

    def _source(self, content_type: str) -> Source | None:
        found = [
            f"{reverse('eventai:stored_file', args=[self.bucket, variant['path']])} {variant['width']}w"
            for variant in self.variants
            if variant["type"] == content_type
        ]
        return Source(content_type, ", ".join(found)) if found else None


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
