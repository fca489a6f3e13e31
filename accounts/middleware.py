"""Every view runs as whoever asks: one transaction, entered before the view, left after the page is rendered."""

from collections.abc import Callable
from contextlib import ExitStack
from typing import Any
from uuid import UUID

from allauth.core.exceptions import ImmediateHttpResponse, ReauthenticationRequired
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from accounts.identity import guest_token, profile_id_of, read_profile
from eventai.db.acting import acting_as, acting_as_anonymous, acting_as_guest
from eventai.errors import DomainError
from eventai.http import refused


class ActingMiddleware:
    """Enter `acting_as(profile)`, `acting_as_guest(cookie)` or nothing; turn refusals into answers.

    A view marked `own_transactions` opens its own scopes. An answer of 500 or more, an
    exception and a refusal roll back.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.profile = SimpleLazyObject(lambda: read_profile(request))  # type: ignore[attr-defined]
        with ExitStack() as scope:
            request.acting_scope = scope  # type: ignore[attr-defined]
            response = self.get_response(request)
            if response.status_code >= 500 and connection.in_atomic_block:
                transaction.set_rollback(True)
        refusal: DomainError | None = getattr(request, "refusal", None)
        if refusal is None:
            return response
        with scope_of(request):
            return refused(request, refusal)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any) -> None:
        if getattr(view, "own_transactions", False) and not connection.in_atomic_block:
            return
        scope: ExitStack = request.acting_scope  # type: ignore[attr-defined]
        scope.enter_context(scope_of(request))

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, ImmediateHttpResponse | ReauthenticationRequired):
            return None  # allauth's way of answering, not a failure; its middleware still asks the database
        if connection.in_atomic_block:
            transaction.set_rollback(True)
        if not isinstance(exception, DomainError):
            return None
        request.refusal = exception  # type: ignore[attr-defined]
        return HttpResponse(status=exception.status_code)


def scope_of(request: HttpRequest) -> Any:
    """The scope of whoever sent the request."""
    profile_id: UUID | None = profile_id_of(request)
    if profile_id:
        return acting_as(profile_id)
    token = guest_token(request)
    if token:
        return acting_as_guest(token)
    # A transaction is open here only inside a TestCase, whose scope a stranger must not inherit.
    return acting_as_anonymous() if connection.in_atomic_block else ExitStack()
