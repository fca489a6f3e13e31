"""The console's pages for rate limits, files and letters."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from eventai.console import ConsoleAdmin
from eventai.limits import clear_limits
from eventai.models import OutboxMessage, RateLimit, StorageObject


@admin.register(RateLimit)
class RateLimitAdmin(ConsoleAdmin):
    """Who did how much in which window; clearing lets them go on."""

    list_display = ("key", "action", "count", "window_start")
    list_filter = ("action",)
    search_fields = ("key",)
    actions = ["clear"]

    @admin.action(description="Clear the chosen limits")
    def clear(self, request: HttpRequest, chosen: QuerySet[RateLimit]) -> None:
        cleared = clear_limits(list(chosen.values_list("pk", flat=True)))
        messages.success(request, f"Cleared: {cleared}.")


@admin.register(StorageObject)
class StorageObjectAdmin(ConsoleAdmin):
    """Files and whose they are."""

    list_display = ("path", "bucket", "owner", "event", "content_type", "size", "created_at")
    list_filter = ("bucket",)
    list_select_related = ("owner", "event")
    search_fields = ("path", "owner__email")


@admin.register(OutboxMessage)
class OutboxMessageAdmin(ConsoleAdmin):
    """Letters: whether they left. Their words stand in the outbox."""

    list_display = ("subject", "recipient", "kind", "status", "created_at", "sent_at")
    list_filter = ("status",)
    search_fields = ("recipient", "subject", "kind")
    search_help_text = "Recipient, subject, kind or id"
    fields = ("kind", "recipient", "subject", "status", "error", "profile", "event", "created_at", "sent_at", "words")

    @admin.display(description="Words")
    def words(self, letter: OutboxMessage) -> SafeString:
        return format_html('<a href="{}">Read the letter</a>', reverse("eventai:letter", args=[letter.pk]))

    def get_queryset(self, request: HttpRequest) -> QuerySet[OutboxMessage]:
        return super().get_queryset(request).defer("body_text", "body_html")
