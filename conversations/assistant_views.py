"""The settings of the assistant, for admins: which engine answers, what its model can do, what it used today."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.conf import settings
from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.access import PersonRequest
from conversations.connection_words import said_in_words
from conversations.engines.openai import Server, configured_server
from conversations.models import ModelRecord
from conversations.operations import connection
from conversations.operations.budgets import house_budget
from eventai.console import is_admin
from eventai.http import fragment_or_redirect

View = Callable[[PersonRequest], HttpResponse]


def for_admins(view: View) -> Callable[[HttpRequest], HttpResponse]:
    """Let admins in, with their second factor where it is demanded; everybody else finds nothing here."""

    @wraps(view)
    def run(request: HttpRequest) -> HttpResponse:
        if not is_admin(request):
            raise Http404
        if not admin.site.has_permission(request):
            return redirect(f"{reverse('admin:login')}?next={reverse('people:assistant')}")
        return view(cast(PersonRequest, request))

    return run


@require_safe
@for_admins
def assistant(request: PersonRequest) -> HttpResponse:
    """Which engine answers, and the budgets."""
    context = {
        **_connection(),
        "budget": house_budget(now=timezone.now()),
        "per_person": settings.ASSISTANT_TOKENS_PER_PERSON_PER_DAY,
        "for_guests": settings.ASSISTANT_FOR_GUESTS,
        "nav": "settings",
        "tab": "assistant",
    }
    return render(request, "conversations/assistant_settings.html", context)


@require_safe
@for_admins
def connection_state(request: PersonRequest) -> HttpResponse:
    """How far the test is, or what it found."""
    return render(request, "conversations/_connection.html", _connection())


@require_POST
@for_admins
def test_connection(request: PersonRequest) -> HttpResponse:
    """Have the connection tested."""
    connection.test_connection(by=request.profile, now=timezone.now())
    return fragment_or_redirect(
        request, "conversations/_connection.html", _connection(), to=reverse("people:assistant")
    )


def _connection() -> dict[str, Any]:
    """The model that is set up, what is known of it, and whether it is being tested."""
    server = configured_server()
    record = _record_of(server) if server else None
    found = record.capabilities if record else {}
    is_testing = bool(record and connection.is_being_tested(record, now=timezone.now()))
    was_tested = bool(record and record.tested_at and not is_testing)
    return {
        "server": server,
        "record": record,
        "is_testing": is_testing,
        "step": found.get("step", ""),
        "lines": said_in_words(found, record.error) if record and was_tested else [],
        "model_answers": bool(server) and found.get("tools", True),
    }


def _record_of(server: Server) -> ModelRecord | None:
    return ModelRecord.objects.filter(provider=server.provider, model=server.model).first()
