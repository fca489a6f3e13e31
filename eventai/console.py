"""The admin console: Django's admin behind the admin role, for reading everything and changing little."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString

from eventai.db.functions import call
from eventai.http import local_url

# What opens doors is shown to nobody.
SECRETS = frozenset(
    {"password", "guest_token_hash", "secret_hash", "qr_code", "private_key", "public_key", "session_key"}
)
COUNTED = 10_000


def is_admin(request: HttpRequest) -> bool:
    """Whether the acting profile holds the admin role, as the database sees it; asked once per request."""
    known: bool | None = getattr(request, "is_admin", None)
    if known is None:
        known = bool(request.user.is_authenticated and call("is_admin"))
        request.is_admin = known  # type: ignore[attr-defined]  # our own mark on the request
    return known


def lacks_second_factor(request: HttpRequest) -> bool:
    """Whether this session was opened without a passkey, app or recovery code although admins need one."""
    if not settings.ADMIN_NEEDS_SECOND_FACTOR:
        return False
    records = get_authentication_records(request, request.user)  # type: ignore[arg-type]  # signed in
    return all(record.get("method") != "mfa" for record in records)


class ConsoleSite(admin.AdminSite):
    """Asks for the admin role and, where it is demanded, for a second factor. Framework flags open nothing."""

    site_title = "EventAI"
    site_header = "Administration"
    index_title = "Administration"

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Only pages that ask for the role; what libraries register for themselves shows secrets and trusts flags."""
        if admin_class and issubclass(admin_class, ConsoleAdmin):
            super().register(model_or_iterable, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        return is_admin(request) and not lacks_second_factor(request)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Everybody who is signed in without the role finds nothing here."""
        guarded = super().admin_view(view, cacheable)

        @wraps(guarded)
        def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.user.is_authenticated and not is_admin(request):
                raise Http404
            answer: HttpResponse = guarded(request, *args, **kwargs)
            return answer

        return run

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The house has one way to sign in; whoever comes back without a second factor is told how to add one."""
        back = local_url(request, request.GET.get("next"), default=reverse("admin:index"))
        if not request.user.is_authenticated:
            return redirect_to_login(back)
        if not is_admin(request):
            raise Http404
        if lacks_second_factor(request):
            ways = get_adapter().get_reauthentication_methods(request.user)
            factors = [way for way in ways if way["id"].startswith("mfa")]
            return render(request, "admin/second_factor.html", {"factors": factors, "next": back}, status=403)
        return redirect(back)

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:  # type: ignore[override]
        return redirect("account_logout")

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return redirect("account_change_password")


class CappedPaginator(Paginator):  # type: ignore[type-arg]  # not generic at run time
    """Counts no further than somebody would turn pages."""

    @cached_property
    def count(self) -> int:
        rows: models.QuerySet[Any] = self.object_list  # type: ignore[assignment]
        return rows.order_by()[:COUNTED].count()


class ConsoleAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic at run time
    """A table to be read: every column but secrets, searchable, changed only by named acts."""

    hidden: frozenset[str] = frozenset()
    paginator = CappedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    list_per_page = 50
    view_on_site = False
    actions: Any = ()

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.admin_site.has_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return self.admin_site.has_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def get_fields(self, request: HttpRequest, obj: models.Model | None = None) -> Any:
        """All columns but secrets; JSON laid out to be read."""
        if self.fields:
            return self.fields
        return [self._shown(field) for field in self.model._meta.concrete_fields if not self._is_secret(field)]

    def get_readonly_fields(self, request: HttpRequest, obj: models.Model | None = None) -> Any:
        return self.get_fields(request, obj)

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Any], search_term: str
    ) -> tuple[models.QuerySet[Any], bool]:
        """An id finds its row without reading the table."""
        try:
            return queryset.filter(pk=UUID(search_term.strip())), False
        except ValueError:
            return super().get_search_results(request, queryset, search_term)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        title = str(self.opts.verbose_name_plural).capitalize()
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The audit trail of this row."""
        query = urlencode({"table_name": self.model._meta.db_table, "row_id": object_id})
        return redirect(f"{reverse('admin:accounts_auditlog_changelist')}?{query}")

    def _is_secret(self, field: "models.Field[Any, Any]") -> bool:
        return isinstance(field, models.BinaryField) or field.name in SECRETS | self.hidden

    def _shown(self, field: "models.Field[Any, Any]") -> str | Callable[[Any], SafeString]:
        return _laid_out(field) if isinstance(field, models.JSONField) else field.name


def _laid_out(field: "models.Field[Any, Any]") -> Callable[[Any], SafeString]:
    """A column of JSON, indented."""

    def show(row: Any) -> SafeString:
        text = json.dumps(getattr(row, field.name), indent=2, ensure_ascii=False, sort_keys=True)
        return format_html('<pre class="json">{}</pre>', text)

    show.__name__ = field.name
    show.short_description = field.verbose_name  # type: ignore[attr-defined]  # how Django's admin names a column
    return show
