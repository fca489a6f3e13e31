"""allauth's doors, hung in our house."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse

from accounts.models import User


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up, sign-in and their letters."""

    def pre_login(self, request: HttpRequest, user: User, **facts: Any) -> HttpResponse | None:  # type: ignore[override]  # facts go through
        request.is_first_sign_in = user.last_login is None  # type: ignore[attr-defined]  # read below, once signed in
        answer: HttpResponse | None = super().pre_login(request, user, **facts)
        return answer

    def post_login(self, request: HttpRequest, user: User, **facts: Any) -> HttpResponse:  # type: ignore[override]  # facts go through
        """Who proves the address by a code on the first visit need not be who chose the password: it is void."""
        methods = [record["method"] for record in get_authentication_records(request, user)]
        if getattr(request, "is_first_sign_in", False) and methods[-1:] == ["code"] and user.has_usable_password():
            user.set_unusable_password()
            user.save(update_fields=["password"])
            update_session_auth_hash(request, user)
        answer: HttpResponse = super().post_login(request, user, **facts)
        return answer


class MFAAdapter(DefaultMFAAdapter):
    """Second factors and passkeys."""

    def get_public_key_credential_rp_entity(self) -> dict[str, Any]:
        return {**super().get_public_key_credential_rp_entity(), "name": "EventAI"}
