"""Where signing in meets what was begun before: the adapter that allauth calls."""

from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

import accounts.adapter
from accounts.identity import forget_guest, guest_token
from accounts.models import Profile, User
from conversations.models import Conversation
from conversations.operations.guests import promise_guest
from conversations.operations.people import claim_guest
from eventai.db.acting import acting_as, acting_as_guest
from eventai.db.functions import call


class AccountAdapter(accounts.adapter.AccountAdapter):
    """Brings along what the person began as a guest."""

    def post_login(self, request: HttpRequest, user: User, **facts: Any) -> HttpResponse:  # type: ignore[override]  # facts go through
        """The last step of every way to sign in, after codes and second factors."""
        answer: HttpResponse = super().post_login(request, user, **facts)
        if EmailAddress.objects.filter(user=user, verified=True).exists():
            brought = drafts_of_guest(guest_token(request))
            claim_for(user, guest_token(request))
            if settings.GUEST_COOKIE in request.COOKIES:
                forget_guest(answer)
            if brought and not getattr(request, "is_first_sign_in", False):
                tell_what_came(request, brought)
        return answer

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:  # type: ignore[override]  # our own users only
        """A new account: what was begun in this browser is promised to it."""
        super().save_user(request, user, form, commit)
        if commit:
            promise_guest(user, token=guest_token(request))
        return user

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """A further address of somebody signed in may bring orders of its own."""
        confirmed: bool = super().confirm_email(request, email_address)
        if confirmed and request.user.is_authenticated and request.user.pk == email_address.user_id:
            claim_for(request.user, "")
        return confirmed


def drafts_of_guest(token: str) -> dict[str, str]:
    """The talks of a visitor, by id with their titles."""
    if not token:
        return {}
    with acting_as_guest(token):
        return {str(talk.pk): str(talk) for talk in Conversation.objects.all()}


def tell_what_came(request: HttpRequest, brought: dict[str, str]) -> None:
    """Say what was added to an account that was there before, and offer the way back: others may use this browser."""
    request.session["brought"] = list(brought)
    named = f"“{next(iter(brought.values()))}”" if len(brought) == 1 else f"{len(brought)} drafts"
    messages.success(
        request,
        f"{named}, begun in this browser, came along to your account.",
        extra_tags=reverse("people:release_guest"),
    )


def claim_for(user: User, token: str) -> None:
    """Claim for the user's profile, found before anybody is acting as it."""
    profile_id: UUID = call("profile_of_user", user.pk)
    with acting_as(profile_id):
        profile = Profile.objects.get(pk=profile_id)
    claim_guest(profile, token=token, now=timezone.now())
