"""The AI Conversation Layer: what was said, what was done, and how far the assistant is."""

import uuid
from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import Profile
from events.models import Event


class ConversationQuerySet(models.QuerySet["Conversation"]):
    """Ways to read conversations."""

    def of(self, profile: Profile) -> Self:
        return self.filter(user=profile).order_by("-updated_at")

    def with_state(self) -> Self:
        """With `state`, the status of the latest turn: what the list says about it."""
        turns = Run.objects.filter(conversation=models.OuterRef("pk"), replaced_by=None)
        begun = turns.exclude(status=Run.Status.WAITING).exclude(status=Run.Status.CANCELLED, started_at=None)
        latest = begun.order_by("-created_at").values("status")
        return self.annotate(state=models.Subquery(latest[:1]))


class Conversation(models.Model):
    """A talk with the assistant, about at most one event."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=16, unique=True)
    user = models.ForeignKey(Profile, models.DO_NOTHING, related_name="conversations")
    event = models.ForeignKey(Event, models.DO_NOTHING, null=True, blank=True, related_name="conversations")
    title = models.CharField(max_length=140, blank=True)
    metadata = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects: ClassVar[models.Manager["Conversation"]] = ConversationQuerySet.as_manager()

    class Meta:
        db_table = "ai_conversations"
        indexes = [models.Index(fields=["user", "-updated_at"], name="ai_conversations_latest")]
        ordering = ["-updated_at"]

    def __str__(self) -> str:
        return self.title or "New conversation"

    def get_absolute_url(self) -> str:
        return reverse("conversations:conversation", args=[self.reference])


class RunQuerySet(models.QuerySet["Run"]):
    """Ways to read runs."""

    def live(self) -> Self:
        return self.filter(status__in=Run.LIVE)

    def waiting(self) -> Self:
        """Those that wait for the live one, in the order in which they begin: what was approved, then what was said."""
        approved_first = models.Case(models.When(kind=Run.Kind.APPROVAL, then=0), default=1)
        return self.filter(status=Run.Status.WAITING).order_by(approved_first, "created_at")

    def shown(self) -> Self:
        """What the conversation is, in order: without turns said anew, waiting ones and withdrawn ones."""
        placed = self.filter(replaced_by=None).exclude(status=Run.Status.WAITING)
        placed = placed.annotate(place=models.Min("messages__seq")).exclude(status=Run.Status.CANCELLED, place=None)
        return placed.order_by(models.F("place").asc(nulls_last=True), "created_at")


class Run(models.Model):
    """One turn of the assistant, from a person's message to the end of the answer."""

    class Kind(models.TextChoices):
        USER = "user"
        APPROVAL = "approval"
        RETRY = "retry"
        SYSTEM = "system"

    class Status(models.TextChoices):
        WAITING = "waiting", "waiting for the answer before it"
        QUEUED = "queued"
        RUNNING = "running"
        AWAITING_APPROVAL = "awaiting_approval"
        DONE = "done"
        CANCELLED = "cancelled"
        FAILED = "failed"

    class Engine(models.TextChoices):
        BUILT_IN = "built-in"
        OPENAI = "openai"

    LIVE = (Status.QUEUED, Status.RUNNING, Status.AWAITING_APPROVAL)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=16, unique=True)
    conversation = models.ForeignKey(Conversation, models.DO_NOTHING, related_name="runs")
    client_key = models.UUIDField(help_text="Made by the browser: the same key twice is the same turn.")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.USER)
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.QUEUED)
    engine = models.CharField(max_length=10, choices=Engine.choices, default=Engine.BUILT_IN)
    model = models.CharField(max_length=120, blank=True, help_text="The model that answers; none for the built-in.")
    said = models.TextField(blank=True, help_text="What the person said while another answer was being written.")
    replaced_by = models.ForeignKey(
        "self", models.DO_NOTHING, null=True, blank=True, related_name="replaces", help_text="The turn said anew."
    )
    attempt = models.PositiveSmallIntegerField(default=0)
    worker = models.CharField(max_length=60, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    is_stop_requested = models.BooleanField(default=False)
    step = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["Run"]] = RunQuerySet.as_manager()

    class Meta:
        db_table = "ai_runs"
        constraints = [
            models.UniqueConstraint(fields=["conversation", "client_key"], name="ai_runs_submitted_once"),
            models.UniqueConstraint(
                fields=["conversation"],
                condition=Q(status__in=["queued", "running", "awaiting_approval"]),
                name="ai_runs_one_live_turn",
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=["waiting", "queued", "running", "awaiting_approval", "done", "cancelled", "failed"]
                ),
                name="ai_runs_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["user", "approval", "retry", "system"]), name="ai_runs_kind_is_known"
            ),
            models.CheckConstraint(condition=Q(engine__in=["built-in", "openai"]), name="ai_runs_engine_is_known"),
        ]
        indexes = [models.Index(fields=["status", "lease_until"], name="ai_runs_to_take_over")]
        ordering = ["created_at"]

    def __str__(self) -> str:
        return f"{self.kind} run, {self.status}"

    @property
    def is_live(self) -> bool:
        return self.status in self.LIVE


class Message(models.Model):
    """One message of a conversation, in the shape a model's history needs."""

    class Role(models.TextChoices):
        USER = "user"
        ASSISTANT = "assistant"
        TOOL = "tool"

    class Status(models.TextChoices):
        COMPLETE = "complete"
        STOPPED = "stopped"
        FAILED = "failed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    conversation = models.ForeignKey(Conversation, models.DO_NOTHING, related_name="messages")
    run = models.ForeignKey(Run, models.DO_NOTHING, null=True, blank=True, related_name="messages")
    seq = models.PositiveIntegerField()
    role = models.CharField(max_length=10, choices=Role.choices)
    content = models.TextField(blank=True)
    tool_calls = models.JSONField(default=list, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.COMPLETE)
    meta = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "ai_messages"
        constraints = [
            models.UniqueConstraint(fields=["conversation", "seq"], name="ai_messages_in_order"),
            models.CheckConstraint(
                condition=Q(role__in=["user", "assistant", "tool"]), name="ai_messages_role_is_known"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["complete", "stopped", "failed"]), name="ai_messages_status_is_known"
            ),
        ]
        ordering = ["seq"]

    def __str__(self) -> str:
        return f"{self.role}: {self.content[:40]}"


class RunEvent(models.Model):
    """A piece of an answer as it comes into being; what the stream sends."""

    class Kind(models.TextChoices):
        STATUS = "status"
        TEXT = "text"
        TOOL = "tool"
        STATE = "state"
        APPROVAL = "approval"
        RESET = "reset"
        ERROR = "error"
        DONE = "done"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    run = models.ForeignKey(Run, models.DO_NOTHING, related_name="events")
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    data = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "ai_run_events"
        constraints = [
            models.UniqueConstraint(fields=["run", "seq"], name="ai_run_events_in_order"),
            models.CheckConstraint(
                condition=Q(kind__in=["status", "text", "tool", "state", "approval", "reset", "error", "done"]),
                name="ai_run_events_kind_is_known",
            ),
        ]
        ordering = ["seq"]

    def __str__(self) -> str:
        return f"{self.kind} {self.seq}"


class ToolCall(models.Model):
    """An act of the assistant: done at once, or frozen until a person decides."""

    class Risk(models.TextChoices):
        READ = "R"
        WRITE = "W"
        APPROVAL = "A"
        HUMAN = "H"

    class Status(models.TextChoices):
        PENDING_APPROVAL = "pending_approval"
        APPROVED = "approved"
        DENIED = "denied"
        EXPIRED = "expired"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        UNKNOWN = "unknown"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=16, unique=True)
    run = models.ForeignKey(Run, models.DO_NOTHING, related_name="tool_calls")
    message = models.ForeignKey(Message, models.DO_NOTHING, null=True, blank=True, related_name="calls")
    call_id = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(max_length=60)
    arguments = models.JSONField(default=dict)
    risk = models.CharField(max_length=1, choices=Risk.choices)
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.RUNNING)
    facts = models.JSONField(default=dict, blank=True)
    facts_hash = models.CharField(max_length=64, blank=True)
    decided_by = models.ForeignKey(Profile, models.DO_NOTHING, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    result = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    VALID_FOR = timedelta(hours=24)

    class Meta:
        db_table = "ai_tool_calls"
        constraints = [
            models.UniqueConstraint(fields=["run", "call_id"], name="ai_tool_calls_once_per_run"),
            models.CheckConstraint(condition=Q(risk__in=["R", "W", "A", "H"]), name="ai_tool_calls_risk_is_known"),
            models.CheckConstraint(
                condition=Q(
                    status__in=[
                        "pending_approval",
                        "approved",
                        "denied",
                        "expired",
                        "running",
                        "done",
                        "failed",
                        "unknown",
                    ]
                ),
                name="ai_tool_calls_status_is_known",
            ),
        ]
        ordering = ["created_at", "position"]

    def __str__(self) -> str:
        return f"{self.name} ({self.status})"

    @property
    def expires_at(self) -> datetime:
        """Until when it waits for a person."""
        return self.created_at + self.VALID_FOR


class Usage(models.Model):
    """What one request to a model took: counted against the budgets of the person and of the house."""

    class Outcome(models.TextChoices):
        COMPLETE = "complete"
        STOPPED = "stopped"
        FAILED = "failed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    run = models.ForeignKey(Run, models.DO_NOTHING, null=True, blank=True, related_name="usage")
    profile = models.ForeignKey(Profile, models.DO_NOTHING, null=True, blank=True, related_name="+")
    attempt = models.PositiveSmallIntegerField(default=1)
    step = models.PositiveSmallIntegerField(default=0)
    provider = models.CharField(max_length=200, help_text="The server's address, without a key.")
    model = models.CharField(max_length=120)
    prompt_tokens = models.PositiveIntegerField(default=0)
    completion_tokens = models.PositiveIntegerField(default=0)
    cached_tokens = models.PositiveIntegerField(default=0)
    is_estimated = models.BooleanField(default=False, help_text="The server did not say; counted by characters.")
    first_ms = models.PositiveIntegerField(null=True, blank=True, help_text="Until the first piece, milliseconds.")
    total_ms = models.PositiveIntegerField(default=0, help_text="Until the last piece, milliseconds.")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "ai_usage"
        verbose_name_plural = "usage"
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=["complete", "stopped", "failed"]), name="ai_usage_outcome_is_known"
            ),
        ]
        indexes = [
            models.Index(fields=["profile", "created_at"], name="ai_usage_of_person"),
            models.Index(fields=["created_at"], name="ai_usage_of_day"),
        ]
        ordering = ["created_at"]

    def __str__(self) -> str:
        return f"{self.model}: {self.total_tokens} tokens"

    @property
    def total_tokens(self) -> int:
        return self.prompt_tokens + self.completion_tokens


class ModelRecord(models.Model):
    """What a model at an address was found to be capable of, when its connection was tested or learnt on the way."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.CharField(max_length=200)
    model = models.CharField(max_length=120)
    capabilities = models.JSONField(default=dict, blank=True)
    error = models.CharField(max_length=300, blank=True)
    tested_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        db_table = "ai_model_records"
        constraints = [models.UniqueConstraint(fields=["provider", "model"], name="ai_model_records_once")]
        ordering = ["provider", "model"]

    def __str__(self) -> str:
        return f"{self.model} at {self.provider}"


class Attachment(models.Model):
    """A file somebody gave to a conversation: its text, and what was found in it. The file itself is not kept.

    `candidates` are a list of {"id", "kind", "title", "detail", "call": {"name", "arguments"}, "taken_at"}.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=16, unique=True)
    conversation = models.ForeignKey(Conversation, models.DO_NOTHING, related_name="attachments")
    run = models.ForeignKey(Run, models.DO_NOTHING, null=True, blank=True, related_name="attachments")
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField(help_text="bytes")
    text = models.TextField(blank=True)
    candidates = models.JSONField(default=list, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "ai_attachments"
        ordering = ["created_at"]

    def __str__(self) -> str:
        return self.name
