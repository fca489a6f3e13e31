"""The console's pages for people, their roles, and what was done."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import NoReverseMatch, URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_POST

from accounts import operations
from accounts.models import AppRole, AuditLog, Profile, User, UserRole
from accounts.trail import differences, model_of, summary, with_actors
from eventai.console import ConsoleAdmin

ACTS = {
    "grant_organizer": "Organizer role granted.",
    "revoke_organizer": "Organizer role revoked.",
    "grant_admin": "Admin role granted.",
    "revoke_admin": "Admin role revoked.",
    "suspend_user": "Suspended, and signed out everywhere.",
    "reinstate_user": "Reinstated.",
}


def act_on(person: Profile, act: str, *, by: Profile) -> None:
    """Carry out one of `ACTS`."""
    verb, _, role = act.partition("_")
    if act == "suspend_user":
        operations.suspend_user(person, by=by)
    elif act == "reinstate_user":
        operations.reinstate_user(person, by=by)
    elif verb == "grant":
        operations.grant_role(person, AppRole(role), by=by)
    else:
        operations.revoke_role(person, AppRole(role), by=by)


@admin.register(Profile)
class ProfileAdmin(ConsoleAdmin):
    """People and guests: what they may do, and whether they may come in."""

    list_display = ("email", "full_name", "company_name", "role_names", "state", "created_at")
    list_filter = ("roles__role", "user__is_active", ("user", admin.EmptyFieldListFilter))
    list_select_related = ("user",)
    ordering = ("-created_at",)
    search_fields = ("email__istartswith", "full_name", "company_name")
    search_help_text = "Address, name, company or id"
    fields = (
        "email", "full_name", "company_name", "role_names", "state", "timezone", "locale", "created_at", "updated_at",
        "erased_at", "id", "user",
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Profile]:
        return super().get_queryset(request).prefetch_related("roles")

    @admin.display(description="Roles")
    def role_names(self, person: Profile) -> str:
        return ", ".join(held.role for held in person.roles.all())

    @admin.display(description="State", ordering="user__is_active")
    def state(self, person: Profile) -> str:
        if person.erased_at:
            return "Erased"
        if person.user is None:
            return "Guest"
        return "Active" if person.user.is_active else "Suspended"

    def get_urls(self) -> list[URLPattern]:
        act = path(
            "<uuid:profile_id>/acts/<slug:act>/",
            self.admin_site.admin_view(require_POST(self.act)),
            name="accounts_profile_act",
        )
        return [act, *super().get_urls()]

    def act(self, request: HttpRequest, profile_id: Any, act: str) -> HttpResponse:
        """One of the buttons above a person's page."""
        if act not in ACTS:
            raise Http404
        person = get_object_or_404(Profile, pk=profile_id)
        act_on(person, act, by=request.profile)  # type: ignore[attr-defined]  # set by our middleware
        messages.success(request, ACTS[act])
        return redirect("admin:accounts_profile_change", person.pk)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        person = self.get_object(request, object_id)
        context = {"acts": acts_for(person) if person else [], **(extra_context or {})}
        return super().change_view(request, object_id, form_url, context)


def acts_for(person: Profile) -> list[tuple[str, str]]:
    """The acts that make sense for the person now: name and label."""
    if person.user is None:
        return []
    held = {role.role for role in person.roles.all()}
    roles = [
        (f"revoke_{role}", f"Revoke {role} role") if role in held else (f"grant_{role}", f"Grant {role} role")
        for role in (AppRole.ORGANIZER, AppRole.ADMIN)
    ]
    door = ("suspend_user", "Suspend") if person.user.is_active else ("reinstate_user", "Reinstate")
    return [*roles, door]


@admin.register(User)
class UserAdmin(ConsoleAdmin):
    """Ways to sign in. Never the password, not even its hash."""

    list_display = ("email", "is_active", "last_login", "created_at")
    list_filter = ("is_active",)
    search_fields = ("email__istartswith",)
    fields = ("email", "profile_link", "is_active", "is_staff", "is_superuser", "last_login", "created_at", "id")
    list_select_related = ("profile",)

    @admin.display(description="Profile")
    def profile_link(self, user: User) -> SafeString:
        return format_html(
            '<a href="{}">{}</a>', reverse("admin:accounts_profile_change", args=[user.profile.pk]), user.profile
        )


@admin.register(UserRole)
class UserRoleAdmin(ConsoleAdmin):
    """Who holds which role. They are given and taken on a person's page."""

    list_display = ("user", "role", "created_at")
    list_filter = ("role",)
    list_select_related = ("user",)
    search_fields = ("user__email__istartswith", "user__full_name")


class TableFilter(admin.SimpleListFilter):
    """By table, without asking a long trail which tables it names."""

    title = "table"
    parameter_name = "table_name"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        tables = sorted(model._meta.db_table for model in model_admin.admin_site._registry)
        return [(table, table) for table in tables if table != "audit_logs"]

    def queryset(self, request: HttpRequest, entries: QuerySet[AuditLog]) -> QuerySet[AuditLog]:
        return entries.filter(table_name=self.value()) if self.value() else entries


class ActorKindFilter(admin.SimpleListFilter):
    """By the kind of who acted."""

    title = "kind of actor"
    parameter_name = "actor_kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        return [(kind, kind) for kind in ("profile", "guest", "anonymous", "system")]

    def queryset(self, request: HttpRequest, entries: QuerySet[AuditLog]) -> QuerySet[AuditLog]:
        return entries.filter(actor_kind=self.value()) if self.value() else entries


@admin.register(AuditLog)
class AuditLogAdmin(ConsoleAdmin):
    """What was done, by whom, and what it changed."""

    list_display = ("created_at", "actor", "action", "table_name", "row", "change")
    list_display_links = ("created_at",)
    list_filter = (TableFilter, ActorKindFilter)
    date_hierarchy = "created_at"
    search_fields = ("row_id__exact", "action__exact", "request_id__exact")
    search_help_text = "A row's id, an act such as publish_event, a request's number, or an actor's address"
    sortable_by = ()
    fields = ("created_at", "actor", "actor_kind", "action", "table_name", "row", "request_id", "difference")

    def get_queryset(self, request: HttpRequest) -> QuerySet[AuditLog]:
        return with_actors(super().get_queryset(request))

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        return lookup in ("row_id", "actor_id") or super().lookup_allowed(lookup, value, request)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[AuditLog], search_term: str
    ) -> tuple[QuerySet[AuditLog], bool]:
        term = search_term.strip()
        if "@" in term:
            return queryset.filter(actor_id__in=Profile.objects.filter(email=term.lower()).values("pk")), False
        return admin.ModelAdmin.get_search_results(self, request, queryset, term)

    @admin.display(description="Who")
    def actor(self, entry: AuditLog) -> str | SafeString:
        if entry.actor_id is None:
            return entry.actor_kind
        name = getattr(entry, "actor_name", None) or f"somebody gone ({str(entry.actor_id)[:8]})"
        return format_html('<a href="{}">{}</a>', reverse("admin:accounts_profile_change", args=[entry.actor_id]), name)

    @admin.display(description="Row")
    def row(self, entry: AuditLog) -> str | SafeString:
        model = model_of(entry.table_name)
        if model is None:
            return entry.row_id
        try:
            url = reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_change", args=[entry.row_id])
        except NoReverseMatch:
            return entry.row_id
        return format_html('<a href="{}">{}</a>', url, entry.row_id[:8])

    @admin.display(description="Change")
    def change(self, entry: AuditLog) -> str:
        return summary(entry)

    @admin.display(description="Difference")
    def difference(self, entry: AuditLog) -> SafeString:
        lines = format_html_join(
            "", "<tr><th scope='row'>{}</th><td>{}</td><td>{}</td></tr>", [tuple(found) for found in differences(entry)]
        )
        head = mark_safe(
            "<thead><tr><th scope='col'>Column</th><th scope='col'>Before</th><th scope='col'>After</th></tr></thead>"
        )
        return format_html("<table class='difference'>{}<tbody>{}</tbody></table>", head, lines)
