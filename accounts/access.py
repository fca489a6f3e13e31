"""Who may open a page: people who are signed in."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django_htmx.http import HttpResponseClientRedirect

from accounts.models import Profile, User
from eventai.http import wants_fragment

P = ParamSpec("P")


class PersonRequest(HttpRequest):
    """A request of somebody who is signed in."""

    profile: Profile
    user: User


def signed_in(
    view: Callable[Concatenate[PersonRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Let in who is signed in; ask everybody else to sign in first and bring them back."""

    @wraps(view)
    def run(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.user.is_authenticated:
            return view(cast(PersonRequest, request), *args, **kwargs)
        back = request.get_full_path() if request.method == "GET" else request.POST.get("next", "/settings/")
        to_login = redirect_to_login(back)
        return HttpResponseClientRedirect(to_login.url) if wants_fragment(request) else to_login

    return run
