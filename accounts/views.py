"""Settings: what people say about themselves, how they sign in, what we keep of them."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import operations
from accounts.access import PersonRequest, signed_in
from accounts.forms import AvatarForm, ProfileForm
from eventai.http import local_url


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def profile(request: PersonRequest) -> HttpResponse:
    """Name, company, time zone, picture."""
    form = ProfileForm(request.POST if request.method == "POST" else None, instance=request.profile)
    if form.is_valid():
        operations.revise_profile(request.profile, **form.cleaned_data, by=request.profile)
        messages.success(request, "Saved.")
        return redirect("accounts:profile")
    return _profile_page(request, form, AvatarForm())


@require_POST
@signed_in
def change_avatar(request: PersonRequest) -> HttpResponse:
    """Take a new picture."""
    form = AvatarForm(request.POST, request.FILES)
    if not form.is_valid():
        return _profile_page(request, ProfileForm(instance=request.profile), form)
    operations.set_avatar(request.profile, image=form.cleaned_data["image"], by=request.profile)
    messages.success(request, "Picture changed.")
    return redirect("accounts:profile")


@require_POST
@signed_in
def remove_avatar(request: PersonRequest) -> HttpResponse:
    """Go back to initials."""
    operations.remove_avatar(request.profile, by=request.profile)
    messages.success(request, "Picture removed.")
    return redirect("accounts:profile")


def _profile_page(request: PersonRequest, form: ProfileForm, avatar_form: AvatarForm) -> HttpResponse:
    is_wrong = form.is_bound or avatar_form.is_bound
    context = {"form": form, "avatar_form": avatar_form, "nav": "settings", "tab": "profile"}
    return render(request, "accounts/profile.html", context, status=422 if is_wrong else 200)


@require_POST
@signed_in
def become_organizer(request: PersonRequest) -> HttpResponse:
    """One click from attendee to organizer."""
    operations.become_organizer(request.profile, by=request.profile)
    messages.success(request, "You can publish events now.")
    return redirect(local_url(request, request.POST.get("next"), default="/events/"))


@require_safe
@signed_in
def security(request: PersonRequest) -> HttpResponse:
    """How the person signs in, and where they are signed in."""
    authenticators = Authenticator.objects.filter(user=request.user)
    kinds = [authenticator.type for authenticator in authenticators]
    context = {
        "addresses": EmailAddress.objects.filter(user=request.user).order_by("-primary", "email"),
        "passkey_count": kinds.count(Authenticator.Type.WEBAUTHN),
        "has_totp": Authenticator.Type.TOTP in kinds,
        "has_recovery_codes": Authenticator.Type.RECOVERY_CODES in kinds,
        "session_count": len(UserSession.objects.purge_and_list(request.user)),
        "nav": "settings",
        "tab": "security",
    }
    return render(request, "accounts/security.html", context)


@require_safe
@signed_in
def data(request: PersonRequest) -> HttpResponse:
    """Take a copy of everything, or leave."""
    return render(request, "accounts/data.html", {"nav": "settings", "tab": "data"})
