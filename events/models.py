"""Events and what has to be done for them."""

import uuid
from datetime import datetime, tzinfo
from typing import Any, ClassVar, Self, cast
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from accounts.models import Profile
from events.history import Line, label_of, lines_of


class EventQuerySet(models.QuerySet["Event"]):
    """Ways to read events. What is visible at all, row-level security decides."""

    def of(self, profile: Profile) -> Self:
        """Those the profile organizes itself."""
        return self.filter(organizer=profile)

    def listed(self) -> Self:
        """Those strangers may find."""
        return self.filter(status=Event.Status.PUBLISHED, visibility=Event.Visibility.PUBLIC)

    def ahead(self, now: datetime) -> Self:
        """Those that have not ended, next first."""
        return self.filter(Q(end_date__gte=now) | Q(end_date=None, start_date__gte=now)).order_by("start_date")


class Event(models.Model):
    """An event: a draft until its organizer publishes it."""

    class Status(models.TextChoices):
        DRAFT = "draft"
        PUBLISHED = "published"
        CANCELLED = "cancelled"
        ENDED = "ended"

    class Visibility(models.TextChoices):
        PUBLIC = "public"
        UNLISTED = "unlisted", "unlisted (whoever has the link)"
        PRIVATE = "private"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organizer = models.ForeignKey(Profile, models.DO_NOTHING, related_name="events")
    name = models.CharField(max_length=140)
    slug = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=30, blank=True, help_text="conference, concert, workshop …")
    host = models.CharField(max_length=200, blank=True, help_text="Who invites, as the page names them.")
    summary = models.CharField(max_length=300, blank=True)
    landing_page_config = models.JSONField(default=dict, blank=True)
    published_page = models.JSONField(
        null=True,
        blank=True,
        editable=False,
        help_text="What visitors see; landing_page_config is the draft. Empty before publishing.",
    )
    start_date = models.DateTimeField(null=True, blank=True)
    end_date = models.DateTimeField(null=True, blank=True)
    has_start_time = models.BooleanField(default=True, help_text="Whether the hour is known, or only the day.")
    timezone = models.CharField(max_length=60, default="UTC")
    venue = models.CharField(max_length=200, blank=True)
    city = models.CharField(max_length=120, blank=True)
    country = models.CharField(max_length=2, blank=True)
    online_url = models.CharField(max_length=300, blank=True)
    is_online = models.BooleanField(default=False)
    capacity = models.PositiveIntegerField(null=True, blank=True)
    currency = models.CharField(max_length=3, default="USD")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    visibility = models.CharField(max_length=10, choices=Visibility.choices, default=Visibility.PUBLIC)
    is_public = models.BooleanField(default=False, editable=False, help_text="Kept by a trigger: strangers may see it.")
    version = models.PositiveIntegerField(
        default=1, editable=False, help_text="Kept by a trigger: grows with each change."
    )
    embed_origins = models.CharField(
        max_length=1000, blank=True, default="", help_text="Sites that may show its tickets in a frame, with spaces."
    )
    published_at = models.DateTimeField(null=True, blank=True)
    announced_date = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="Kept by a trigger: when it was to begin as it was published."
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects: ClassVar[models.Manager["Event"]] = EventQuerySet.as_manager()

    class Meta:
        db_table = "ai_events"
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["draft", "published", "cancelled", "ended"]), name="ai_events_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(visibility__in=["public", "unlisted", "private"]), name="ai_events_visibility_is_known"
            ),
            models.CheckConstraint(
                condition=Q(start_date=None) | Q(end_date=None) | Q(end_date__gte=F("start_date")),
                name="ai_events_end_after_start",
            ),
            models.CheckConstraint(
                condition=Q(status="draft") | Q(start_date__isnull=False), name="ai_events_dated_before_publishing"
            ),
        ]
        indexes = [
            models.Index(fields=["organizer", "-start_date"], name="ai_events_of_organizer"),
            models.Index(fields=["status", "visibility", "start_date"], name="ai_events_ahead"),
        ]
        permissions = [("check_in_attendee", "Can check in attendees")]
        ordering = ["start_date", "created_at"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("ticketing:event_page", args=[self.slug])

    @property
    def zone(self) -> tzinfo:
        return ZoneInfo(self.timezone)

    @property
    def starts_local(self) -> datetime | None:
        return self.start_date.astimezone(self.zone) if self.start_date else None

    @property
    def ends_local(self) -> datetime | None:
        return self.end_date.astimezone(self.zone) if self.end_date else None

    @property
    def shown_page(self) -> dict[str, Any]:
        """The page as visitors have it; the draft while there is nothing else."""
        is_draft = self.status == Event.Status.DRAFT or self.published_page is None
        return cast(dict[str, Any], self.landing_page_config if is_draft else self.published_page)

    @property
    def has_unpublished_changes(self) -> bool:
        """Whether visitors see another page than the one that is being written."""
        return bool(self.shown_page != self.landing_page_config)

    @property
    def page_url(self) -> str:
        """The address people share, with host."""
        return f"{settings.SITE_URL}/{self.slug}/"


class TaskQuerySet(models.QuerySet["Task"]):
    """Ways to read tasks."""

    def open(self) -> Self:
        return self.filter(status__in=[Task.Status.SUGGESTED, Task.Status.WAITING, Task.Status.SCHEDULED])


class Task(models.Model):
    """Something to be done for an event, planned by a rule or added by hand."""

    class Type(models.TextChoices):
        WELCOME = "welcome", "Welcome letter"
        REMINDER = "reminder", "Reminder"
        CHECK_IN_INSTRUCTIONS = "check_in_instructions", "Check-in instructions"
        FOLLOW_UP = "follow_up", "Follow-up"
        MARKETING = "marketing", "Marketing suggestion"
        CAPACITY_ALERT = "capacity_alert", "Capacity alert"
        TODO = "todo", "To do"

    class Status(models.TextChoices):
        SUGGESTED = "suggested"
        WAITING = "waiting", "waiting for approval"
        SCHEDULED = "scheduled"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        EXPIRED = "expired"
        DISMISSED = "dismissed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    event = models.ForeignKey(Event, models.DO_NOTHING, related_name="tasks")
    type = models.CharField(max_length=30, choices=Type.choices)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.SUGGESTED)
    rule = models.CharField(max_length=40, help_text="Which rule planned it, or 'hand'.")
    occurrence = models.CharField(max_length=60, help_text="Which occasion of the rule; once each.")
    title = models.CharField(max_length=200)
    data = models.JSONField(default=dict, blank=True)
    due_date = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects: ClassVar[models.Manager["Task"]] = TaskQuerySet.as_manager()

    class Meta:
        db_table = "ai_tasks"
        constraints = [
            models.UniqueConstraint(fields=["event", "rule", "occurrence"], name="ai_tasks_planned_once"),
            models.CheckConstraint(
                condition=Q(
                    status__in=[
                        "suggested",
                        "waiting",
                        "scheduled",
                        "running",
                        "done",
                        "failed",
                        "expired",
                        "dismissed",
                    ]
                ),
                name="ai_tasks_status_is_known",
            ),
        ]
        indexes = [models.Index(fields=["status", "due_date"], name="ai_tasks_due")]
        ordering = ["due_date", "created_at"]

    def __str__(self) -> str:
        return self.title


class ChangeSetQuerySet(models.QuerySet["ChangeSet"]):
    """Ways to read what was changed. Those who may change an event see its change sets."""

    def told(self) -> Self:
        """Newest first, with everything their words need."""
        items = [f"{way}items" for way in ("", "undoes__", "undoes__undoes__")]
        return (
            self.select_related("event", "undoes__undoes", "undone_by")
            .prefetch_related(*items)
            .order_by("-created_at", "-pk")
        )

    def undoable(self) -> Self:
        """Changes that stand and can be taken back, the latest first. The beginning of an event is not taken back."""
        begun = ChangeItem.objects.filter(change_set=models.OuterRef("pk"), table_name="ai_events", op="insert")
        changes = self.filter(kind=ChangeSet.Kind.CHANGE, undone_by=None)
        return changes.exclude(models.Exists(begun)).order_by("-created_at", "-pk")

    def redoable(self) -> Self:
        """Undos that stand, the latest first. Whatever is changed afterwards ends them."""
        later = ChangeSet.objects.filter(
            event=models.OuterRef("event"), kind=ChangeSet.Kind.CHANGE, created_at__gt=models.OuterRef("created_at")
        )
        undos = self.filter(kind=ChangeSet.Kind.UNDO, undone_by=None)
        return undos.exclude(models.Exists(later)).order_by("-created_at", "-pk")


class ChangeSet(models.Model):
    """What one person changed about an event in one go, or one turn of the assistant. Written by a trigger."""

    class Kind(models.TextChoices):
        CHANGE = "change"
        UNDO = "undo"
        REDO = "redo"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=16, unique=True)
    event = models.ForeignKey(Event, models.DO_NOTHING, related_name="change_sets")
    actor = models.ForeignKey(Profile, models.DO_NOTHING, null=True, blank=True, related_name="+")
    run_id = models.UUIDField(null=True, blank=True, db_index=True, help_text="The assistant's turn, if it was one.")
    operation = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.CHANGE)
    undoes = models.ForeignKey("self", models.DO_NOTHING, null=True, blank=True, related_name="+")
    undone_by = models.ForeignKey("self", models.DO_NOTHING, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[models.Manager["ChangeSet"]] = ChangeSetQuerySet.as_manager()

    class Meta:
        db_table = "change_sets"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="change", undoes=None) | (Q(kind__in=["undo", "redo"]) & Q(undoes__isnull=False)),
                name="change_sets_kind_is_known",
            ),
        ]
        indexes = [models.Index(fields=["event", "-created_at"], name="change_sets_latest_of_event")]
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.kind} {self.reference}"

    @property
    def is_beginning(self) -> bool:
        """Whether the event itself began with it; that is never taken back."""
        return any(item.table_name == "ai_events" and item.op == ChangeItem.Op.INSERT for item in self.items.all())

    @property
    def label(self) -> str:
        """What was changed, in a few words."""
        return label_of(self)

    @property
    def lines(self) -> list[Line]:
        """What was changed: label, before and after, in words."""
        return lines_of(self)


class ChangeItem(models.Model):
    """One row of a change set: the columns that changed, as they were and as they became."""

    class Op(models.TextChoices):
        INSERT = "insert"
        UPDATE = "update"
        DELETE = "delete"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    change_set = models.ForeignKey(ChangeSet, models.DO_NOTHING, related_name="items")
    table_name = models.CharField(max_length=40)
    row_id = models.UUIDField()
    op = models.CharField(max_length=10, choices=Op.choices)
    subject = models.CharField(max_length=200, blank=True, help_text="The row's own name at that time.")
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    position = models.PositiveIntegerField()

    class Meta:
        db_table = "change_items"
        constraints = [
            models.UniqueConstraint(fields=["change_set", "table_name", "row_id"], name="change_items_one_per_row"),
            models.CheckConstraint(condition=Q(op__in=["insert", "update", "delete"]), name="change_items_op_is_known"),
        ]
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.op} {self.table_name} {self.subject}"


class EventSlug(models.Model):
    """An address an event had while people could keep it. It leads to the present one and is nobody else's."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(max_length=80, unique=True)
    event = models.ForeignKey(Event, models.DO_NOTHING, related_name="former_slugs")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "event_slugs"
        ordering = ["created_at"]

    def __str__(self) -> str:
        return self.slug


class EventUserPermission(UserObjectPermissionBase):
    """What one person may do at one event: co-organizer, door staff, viewer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    content_object = models.ForeignKey(Event, models.DO_NOTHING, related_name="user_permissions")

    class Meta(UserObjectPermissionBase.Meta):
        db_table = "event_user_permissions"


class EventGroupPermission(GroupObjectPermissionBase):
    """What a group may do at one event."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    content_object = models.ForeignKey(Event, models.DO_NOTHING, related_name="group_permissions")

    class Meta(GroupObjectPermissionBase.Meta):
        db_table = "event_group_permissions"
