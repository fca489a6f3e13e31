"""The console's pages for talks with the assistant."""

from django.contrib import admin

from conversations.models import (
    Attachment,
    Conversation,
    Message,
    ModelRecord,
    Run,
    RunEvent,
    ToolCall,
    Usage,
)
from eventai.console import ConsoleAdmin


@admin.register(Conversation)
class ConversationAdmin(ConsoleAdmin):
    """Talks: whose, about which event."""

    list_display = ("__str__", "user", "event", "updated_at")
    list_select_related = ("user", "event")
    search_fields = ("title", "reference__exact", "user__email__istartswith")


@admin.register(Message)
class MessageAdmin(ConsoleAdmin):
    """What was said."""

    list_display = ("conversation", "seq", "role", "__str__", "status", "created_at")
    list_filter = ("role", "status")
    list_select_related = ("conversation",)
    ordering = ("-created_at",)
    search_fields = ("conversation__reference__exact", "conversation__user__email__istartswith")
    search_help_text = "A conversation's reference, a person's address, or an id"


@admin.register(Run)
class RunAdmin(ConsoleAdmin):
    """Turns of the assistant."""

    list_display = ("reference", "conversation", "kind", "status", "engine", "attempt", "created_at", "finished_at")
    list_filter = ("status", "engine", "kind")
    list_select_related = ("conversation",)
    ordering = ("-created_at",)
    search_fields = ("reference__exact", "conversation__reference__exact", "conversation__user__email__istartswith")


@admin.register(RunEvent)
class RunEventAdmin(ConsoleAdmin):
    """Pieces of answers as they came into being."""

    list_display = ("run", "seq", "kind", "created_at")
    list_filter = ("kind",)
    list_select_related = ("run",)
    ordering = ("-created_at",)
    search_fields = ("run__reference__exact",)


@admin.register(ToolCall)
class ToolCallAdmin(ConsoleAdmin):
    """Acts of the assistant: done, or waiting for a person."""

    list_display = ("name", "run", "risk", "status", "decided_by", "created_at")
    list_filter = ("status", "risk")
    list_select_related = ("run", "decided_by")
    ordering = ("-created_at",)
    search_fields = ("reference__exact", "name", "run__reference__exact")


@admin.register(Usage)
class UsageAdmin(ConsoleAdmin):
    """What requests to a model took."""

    list_display = ("created_at", "profile", "model", "prompt_tokens", "completion_tokens", "total_ms", "outcome")
    list_filter = ("outcome", "model")
    list_select_related = ("profile",)
    ordering = ("-created_at",)
    search_fields = ("run__reference__exact", "profile__email__istartswith")


@admin.register(ModelRecord)
class ModelRecordAdmin(ConsoleAdmin):
    """What models were found to be capable of."""

    list_display = ("model", "provider", "tested_at", "error")
    ordering = ("provider", "model")
    search_fields = ("model", "provider")


@admin.register(Attachment)
class AttachmentAdmin(ConsoleAdmin):
    """What was given to conversations."""

    list_display = ("name", "content_type", "size", "conversation", "created_at")
    list_filter = ("content_type",)
    list_select_related = ("conversation",)
    ordering = ("-created_at",)
    search_fields = ("reference__exact", "conversation__reference__exact")
