"""Old addresses of events lead to the present ones."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse

from eventai.db.functions import call

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def follows_moves(view: View[P]) -> View[P]:
    """Redirect for good, with query and all, where the address in `slug` is one that a public event had before."""

    @wraps(view)
    def run(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Http404:
            slug = call("slug_now", kwargs["slug"])
            if slug is None or request.resolver_match is None:
                raise
        url = reverse(request.resolver_match.view_name, kwargs={**kwargs, "slug": slug})
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(f"{url}?{query}" if query else url)

    return run
