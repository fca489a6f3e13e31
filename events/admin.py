"""The console's pages for events, their tasks, and who was let in."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from eventai.console import ConsoleAdmin
from events.models import ChangeItem, ChangeSet, Event, EventGroupPermission, EventSlug, EventUserPermission, Task


@admin.register(Event)
class EventAdmin(ConsoleAdmin):
    """Events of all organizers; each opens at its desk."""

    list_display = ("name", "organizer", "status", "visibility", "start_date", "city", "desk")
    list_filter = ("status", "visibility")
    list_select_related = ("organizer",)
    date_hierarchy = "start_date"
    ordering = ("-created_at",)
    search_fields = ("name", "slug__startswith", "organizer__email__istartswith", "city")
    search_help_text = "Name, address, organizer's address, city or id"

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ["desk", *super().get_fields(request, obj)]

    @admin.display(description="Desk")
    def desk(self, event: Event) -> SafeString:
        return format_html('<a href="{}">Open the desk</a>', reverse("ticketing:overview", args=[event.slug]))


@admin.register(Task)
class TaskAdmin(ConsoleAdmin):
    """What has to be done, and how far it is."""

    list_display = ("title", "type", "event", "status", "due_date")
    list_filter = ("status", "type")
    list_select_related = ("event",)
    date_hierarchy = "due_date"
    search_fields = ("title", "event__name", "event__slug__startswith")


@admin.register(ChangeSet)
class ChangeSetAdmin(ConsoleAdmin):
    """What was changed in one go, and what took it back."""

    list_display = ("reference", "event", "kind", "operation", "actor", "created_at")
    list_filter = ("kind",)
    list_select_related = ("event", "actor")
    date_hierarchy = "created_at"
    search_fields = ("reference", "event__name", "event__slug__startswith", "actor__email__istartswith")


@admin.register(ChangeItem)
class ChangeItemAdmin(ConsoleAdmin):
    """One row of a change, before and after."""

    list_display = ("change_set", "table_name", "op", "subject", "position")
    list_filter = ("table_name", "op")
    list_select_related = ("change_set",)
    ordering = ("-change_set__created_at", "position")
    search_fields = ("subject", "change_set__reference", "change_set__event__name")


@admin.register(EventSlug)
class EventSlugAdmin(ConsoleAdmin):
    """Addresses that events had, and lead to them still."""

    list_display = ("slug", "event", "created_at")
    list_select_related = ("event",)
    search_fields = ("slug__startswith", "event__slug__startswith", "event__name")


@admin.register(EventUserPermission)
class EventUserPermissionAdmin(ConsoleAdmin):
    """Who may do what at one event."""

    list_display = ("user", "permission_name", "content_object")
    list_select_related = ("user", "permission", "content_object")
    search_fields = ("user__email__istartswith", "content_object__name")

    @admin.display(description="May", ordering="permission__codename")
    def permission_name(self, grant: EventUserPermission) -> str:
        return str(grant.permission.codename)


@admin.register(EventGroupPermission)
class EventGroupPermissionAdmin(ConsoleAdmin):
    """What a group may do at one event."""

    list_display = ("group", "permission_name", "content_object")
    list_select_related = ("group", "permission", "content_object")
    search_fields = ("group__name", "content_object__name")

    @admin.display(description="May", ordering="permission__codename")
    def permission_name(self, grant: EventGroupPermission) -> str:
        return str(grant.permission.codename)
