"""Settings that reach through every app: take a copy of everything, or leave."""

from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django import forms
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import PersonRequest, signed_in
from accounts.identity import remember_guest
from conversations.operations.export import export_account
from conversations.operations.guests import release_guest
from conversations.operations.people import erase_account
from eventai.db.functions import call
from eventai.errors import DomainError

EXPORTS_PER_HOUR = 10


class TooManyExports(DomainError):
    """Collecting everything is work for the database."""

    status_code = 429


class RemovalForm(forms.Form):
    """The address, typed by hand: nobody removes an account by a slip."""

    email = forms.EmailField(label="Your email address", widget=forms.EmailInput(attrs={"autocomplete": "off"}))

    def __init__(self, *args: object, expected: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed through
        self.expected = expected

    def clean_email(self) -> str:
        typed = str(self.cleaned_data["email"])
        if typed.lower() != self.expected.lower():
            raise forms.ValidationError("This is not the address of your account.")
        return typed


@require_POST
@signed_in
def export(request: PersonRequest) -> HttpResponse:
    """Everything we hold of the person, as a file."""
    if not call("count_against_limit", str(request.profile.pk), "export_account", EXPORTS_PER_HOUR, 3600):
        raise TooManyExports("You took several copies within the hour. The next one is ready in a while.")
    answer = HttpResponse(export_account(request.profile), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="eventai-{timezone.now():%Y-%m-%d}.zip"'
    return answer


@require_POST
@signed_in
def release(request: PersonRequest) -> HttpResponse:
    """Give back what came along at sign-in: it was another visitor's of this browser."""
    brought = [UUID(key) for key in request.session.pop("brought", [])]
    if not brought:
        return redirect("/events/")
    token = release_guest(request.profile, conversations=brought, by=request.profile, now=timezone.now())
    messages.success(request, "Given back. It is there again, in this browser, once you have signed out.")
    response = redirect("/events/")
    remember_guest(response, token)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@reauthentication_required
def erase(request: PersonRequest) -> HttpResponse:
    """Say what removal means; a POST with the address does it."""
    form = RemovalForm(request.POST if request.method == "POST" else None, expected=request.user.email)
    if not form.is_valid():
        context = {"form": form, "nav": "settings", "tab": "data"}
        return render(request, "accounts/removal.html", context, status=422 if form.is_bound else 200)
    erase_account(request.profile, by=request.profile, now=timezone.now())
    logout(request)
    messages.success(request, "Your account is removed.")
    return redirect("/")
