"""Who sent this request: a signed-in person's profile, a guest by cookie, or nobody."""

import secrets
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse

from accounts.models import Profile
from eventai.db.functions import call

_SESSION_KEY = "profile"
_COOKIE_SALT = "guest"


def profile_id_of(request: HttpRequest) -> UUID | None:
    """The signed-in person's profile, remembered in the session beside the user it belongs to."""
    if not request.user.is_authenticated:
        return None
    user, _, profile = str(request.session.get(_SESSION_KEY, "")).partition(" ")
    if user != str(request.user.pk) or not profile:
        profile = str(call("profile_of_user", request.user.pk))
        request.session[_SESSION_KEY] = f"{request.user.pk} {profile}"
    return UUID(profile)


def guest_token(request: HttpRequest) -> str:
    """The secret in the guest's signed cookie; empty when there is none or it was tampered with."""
    fresh: str = getattr(request, "fresh_guest_token", "")
    if fresh:
        return fresh
    try:
        days = settings.GUEST_DAYS
        return request.get_signed_cookie(settings.GUEST_COOKIE, salt=_COOKIE_SALT, max_age=days * 86400) or ""
    except (KeyError, BadSignature):
        return ""


def remember_guest(response: HttpResponse, token: str) -> None:
    """Hand the guest's secret to the browser, signed, out of scripts' reach."""
    response.set_signed_cookie(
        settings.GUEST_COOKIE,
        token,
        salt=_COOKIE_SALT,
        max_age=settings.GUEST_DAYS * 86400,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def forget_guest(response: HttpResponse) -> None:
    """Take the guest's secret out of the browser: what it opened belongs to an account now."""
    response.delete_cookie(settings.GUEST_COOKIE, samesite="Lax")


def new_token() -> str:
    """A secret of 256 bits, fit for addresses and cookies."""
    return secrets.token_urlsafe(32)


def read_profile(request: HttpRequest) -> Profile | None:
    """The acting profile, read inside the request's scope; None for a stranger."""
    profile_id = profile_id_of(request)
    if profile_id is not None:
        return Profile.objects.prefetch_related("roles").filter(pk=profile_id).first()
    guest_id = call("guest_profile_id") if guest_token(request) else None
    return Profile.objects.filter(pk=guest_id).first() if guest_id else None  # guests hold no roles
