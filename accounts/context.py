"""What every page knows of the person looking at it."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from accounts.models import AppRole


def acting_person(request: HttpRequest) -> dict[str, Any]:
    """`profile`, `is_admin`, `is_organizer`; lazily read, so a page that names nobody asks nothing."""
    profile = getattr(request, "profile", None)

    def has(role: AppRole) -> bool:
        return bool(profile and any(held.role == role for held in profile.roles.all()))

    return {
        "profile": profile,
        "is_admin": lambda: has(AppRole.ADMIN),
        "is_organizer": lambda: has(AppRole.ORGANIZER),
        "outbox_is_open": settings.OUTBOX_IS_OPEN,
    }
