"""What is done with people: how they are called, what roles they hold, whether they may sign in."""

from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.urls import reverse

from accounts.identity import new_token
from accounts.models import AppRole, Profile, User, UserRole
from eventai.db.functions import call
from eventai.errors import DomainError, NotAllowed
from eventai.files import discard_file, keep_file
from eventai.models import StorageObject
from eventai.operation import operation

AVATARS = StorageObject.Bucket.AVATARS


class AddressNotConfirmed(DomainError):
    """What was asked for needs an address that is known to be the person's."""


class HasNoAccount(DomainError):
    """A guest cannot sign in, so it holds no roles and cannot be suspended."""


@operation
def open_guest() -> tuple[UUID, str]:
    """Begin a guest: return its profile's id and the secret that the browser keeps."""
    token = new_token()
    return call("open_guest", token), token


@operation
def revise_profile(profile: Profile, *, full_name: str, company_name: str, timezone: str, by: Profile) -> Profile:
    """Change how a person is called and which clock they read."""
    _needs_self_or_admin(profile, by)
    profile.full_name, profile.company_name, profile.timezone = full_name, company_name, timezone
    profile.save(update_fields=["full_name", "company_name", "timezone", "updated_at"])
    return profile


@operation
def set_avatar(profile: Profile, *, image: bytes, by: Profile) -> Profile:
    """Show this picture (WebP) beside the person's name, in place of the one before."""
    _needs_self_or_admin(profile, by)
    path = keep_file(AVATARS, image, suffix=".webp")
    _remove_pictures(profile)
    StorageObject.objects.create(bucket=AVATARS, path=path, owner=profile, content_type="image/webp", size=len(image))
    profile.avatar_url = reverse("eventai:stored_file", args=[AVATARS, path])
    profile.save(update_fields=["avatar_url", "updated_at"])
    return profile


@operation
def remove_avatar(profile: Profile, *, by: Profile) -> Profile:
    """Show the person's initials again."""
    _needs_self_or_admin(profile, by)
    _remove_pictures(profile)
    profile.avatar_url = ""
    profile.save(update_fields=["avatar_url", "updated_at"])
    return profile


@operation
def become_organizer(profile: Profile, *, by: Profile) -> Profile:
    """Let the person publish events of their own. Raises AddressNotConfirmed."""
    if profile.pk != by.pk or profile.user_id is None:
        raise NotAllowed("Only people with an account become organizers, each for themselves.")
    if not EmailAddress.objects.filter(user=profile.user_id, verified=True).exists():
        raise AddressNotConfirmed("Confirm your email address first. Then you can organize events.")
    call("grant_role", profile.pk, AppRole.ORGANIZER)
    return profile


@operation
def grant_role(profile: Profile, role: AppRole, *, by: Profile) -> Profile:
    """Give the person a role; giving it twice changes nothing. Raises HasNoAccount."""
    _needs_admin(by)
    _needs_account(profile)
    call("grant_role", profile.pk, role)
    return profile


@operation
def revoke_role(profile: Profile, role: AppRole, *, by: Profile) -> Profile:
    """Take a role from the person. Nobody takes the admin role from themselves, so one admin is always left."""
    _needs_admin(by)
    if profile.pk == by.pk and role == AppRole.ADMIN:
        raise NotAllowed("You cannot take the admin role from yourself. Ask another admin.")
    call("revoke_role", profile.pk, role)
    return profile


@operation
def appoint_admin(profile: Profile) -> Profile:
    """Make somebody an admin without one: for the command line, whose user holds the database anyway."""
    _needs_account(profile)
    UserRole.objects.get_or_create(user=profile, role=AppRole.ADMIN)
    return profile


@operation
def suspend_user(profile: Profile, *, by: Profile) -> Profile:
    """Close the account until it is reinstated, and end every session at once. Raises HasNoAccount."""
    _needs_admin(by)
    if profile.pk == by.pk:
        raise NotAllowed("You cannot suspend yourself. Ask another admin.")
    _turn_account(profile, is_active=False)
    for session in UserSession.objects.filter(user=profile.user_id):
        session.end()
    return profile


@operation
def reinstate_user(profile: Profile, *, by: Profile) -> Profile:
    """Let a suspended person sign in again. Raises HasNoAccount."""
    _needs_admin(by)
    _turn_account(profile, is_active=True)
    return profile


def _turn_account(profile: Profile, *, is_active: bool) -> None:
    _needs_account(profile)
    user = User.objects.select_for_update().get(profile=profile)
    user.is_active = is_active
    user.save(update_fields=["is_active"])


def _remove_pictures(profile: Profile) -> None:
    pictures = StorageObject.objects.filter(owner=profile, bucket=AVATARS)
    for path in pictures.values_list("path", flat=True):
        discard_file(AVATARS, path)
    pictures.delete()


def _needs_admin(by: Profile) -> None:
    if not by.roles.filter(role=AppRole.ADMIN).exists():
        raise NotAllowed("Only admins may do this.")


def _needs_self_or_admin(profile: Profile, by: Profile) -> None:
    if profile.pk != by.pk:
        _needs_admin(by)


def _needs_account(profile: Profile) -> None:
    if profile.user_id is None:
        raise HasNoAccount("This is a guest without an account.")
