"""Where signing in meets what was begun before: the adapter that allauth calls."""

from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

import accounts.adapter
from accounts.identity import forget_guest, guest_token
from accounts.models import Profile, User
from conversations.operations.people import claim_guest
from eventai.db.acting import acting_as
from eventai.db.functions import call


class AccountAdapter(accounts.adapter.AccountAdapter):
    """Brings along what the person began as a guest."""

    def post_login(self, request: HttpRequest, user: User, **facts: Any) -> HttpResponse:  # type: ignore[override]  # facts go through
        """The last step of every way to sign in, after codes and second factors."""
        answer: HttpResponse = super().post_login(request, user, **facts)
        if EmailAddress.objects.filter(user=user, verified=True).exists():
            claim_for(user, guest_token(request))
            if settings.GUEST_COOKIE in request.COOKIES:
                forget_guest(answer)
        return answer

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """A further address of somebody signed in may bring orders of its own."""
        confirmed: bool = super().confirm_email(request, email_address)
        if confirmed and request.user.is_authenticated and request.user.pk == email_address.user_id:
            claim_for(request.user, "")
        return confirmed


def claim_for(user: User, token: str) -> None:
    """Claim for the user's profile, found before anybody is acting as it."""
    profile_id: UUID = call("profile_of_user", user.pk)
    with acting_as(profile_id):
        profile = Profile.objects.get(pk=profile_id)
    claim_guest(profile, token=token, now=timezone.now())
