"""A name for every request, in the audit trail, in the answer and on error pages."""

import secrets
from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

from eventai.db.acting import request_id


class RequestIdMiddleware:
    """Give each request an id: `X-Request-Id` in the answer, `request.request_id` for templates."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        name = secrets.token_hex(6)
        request.request_id = name  # type: ignore[attr-defined]  # what templates read
        token = request_id.set(name)
        try:
            response = self.get_response(request)
        finally:
            request_id.reset(token)
        response["X-Request-Id"] = name
        return response


class NulMiddleware:
    """Refuse addresses and cookies with a NUL, which PostgreSQL stores nowhere; what forms bring, forms look at."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "%00" in request.META.get("QUERY_STRING", "") or "\x00" in "".join(
            [request.path, *request.COOKIES.values()]
        ):
            raise BadRequest("There is a NUL in the address or in a cookie.")
        return self.get_response(request)
