"""Answers every app gives: refusals, stale forms, redirects that htmx understands."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme

from eventai.errors import DomainError

View = TypeVar("View", bound=Callable[..., Any])


def own_transactions(view: View) -> View:
    """Mark a view that opens its own short scopes: it talks to a provider, checks out or streams."""
    view.own_transactions = True  # type: ignore[attr-defined]  # a mark for the acting middleware
    return view


def wants_fragment(request: HttpRequest) -> bool:
    """Whether htmx asked and swaps what comes back."""
    return bool(request.headers.get("HX-Request")) and not request.headers.get("HX-Boosted")


def from_here(view: View) -> View:
    """Let in what a page of this site sent: for views whose pages are the same for everybody and so hold no token.

    Browsers say where a request comes from (Sec-Fetch-Site; Origin where that is left out, as on plain http). A request
    that says neither is no browser's, and nobody's browser can be made to send it.
    """

    @wraps(view)
    def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        site, origin = request.headers.get("Sec-Fetch-Site", ""), request.headers.get("Origin", "")
        if site:
            is_ours = site in ("same-origin", "none")
        else:
            is_ours = not origin or origin == f"{request.scheme}://{request.get_host()}"
        answer: HttpResponse = view(request, *args, **kwargs) if is_ours else form_is_stale(request)
        return answer

    return cast(View, run)


def refused(request: HttpRequest, refusal: DomainError) -> HttpResponse:
    """Say no in the person's words: a page, or a message swapped in place."""
    template = "_refusal.html" if wants_fragment(request) else "409.html"
    response = render(request, template, {"refusal": refusal}, status=refusal.status_code)
    if place := getattr(request, "refusal_place", ""):  # a selector, set by views whose fragment must stay standing
        response["HX-Retarget"], response["HX-Reswap"] = place, "innerHTML"
    return response


def broke_down(request: HttpRequest) -> HttpResponse:
    """Something failed on our side: a page that needs neither database nor session, with the request's number."""
    return HttpResponse(render_to_string("500.html", {"request": request}), status=500)


def form_is_stale(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token is missing or old: nothing was done, and the page can be opened again."""
    refusal = DomainError(
        "This form was open too long, or cookies are switched off. Nothing was changed."
        " Go back, reload the page and send it again."
    )
    refusal.status_code = 403
    return refused(request, refusal)


def fragment_or_redirect(request: HttpRequest, template: str, context: dict[str, Any], *, to: Any) -> HttpResponse:
    """The changed fragment for htmx; a redirect without JavaScript. `to` is an URL or has one."""
    if wants_fragment(request):
        return render(request, template, context)
    return redirect(to)


def local_url(request: HttpRequest, url: str | None, *, default: str) -> str:
    """The URL if it stays on this host, else the default."""
    if url and url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure()):
        return url
    return default
