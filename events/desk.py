"""The organizer's desk: who stands at it, and what they may do at an event."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from accounts.access import PersonRequest, signed_in
from accounts.models import AppRole, Profile
from eventai.db.acting import current_change_set
from events.models import ChangeSet, Event, EventGroupPermission, EventUserPermission

__all__ = [
    "PersonRequest",
    "Powers",
    "event_to_change",
    "event_to_view",
    "powers_at",
    "say_saved",
    "shared_with",
    "signed_in",
]


@dataclass(frozen=True)
class Powers:
    """What somebody may do at one event. Row-level security says the same; this is for showing it."""

    is_organizer: bool = False
    permissions: frozenset[str] = frozenset()

    @property
    def may_change(self) -> bool:
        return self.is_organizer or "change_event" in self.permissions

    @property
    def may_view(self) -> bool:
        """Whether the figures are theirs to read."""
        return self.may_change or "view_event" in self.permissions

    @property
    def may_check_in(self) -> bool:
        return self.may_change or "check_in_attendee" in self.permissions

    @property
    def word(self) -> str:
        """What others call them: "Co-organizer", "Door", "Viewer"; empty for the organizer."""
        if self.is_organizer:
            return ""
        return "Co-organizer" if self.may_change else "Viewer" if self.may_view else "Door"


def shared_with(profile: Profile, **narrowed: Any) -> dict[UUID, Powers]:
    """The events others opened to the profile, and what it may do there; `narrowed` filters, as by content_object."""
    if profile.user_id is None:
        return {}
    columns = ("content_object_id", "permission__codename")
    own = EventUserPermission.objects.filter(user_id=profile.user_id, **narrowed).values_list(*columns)
    by_group = EventGroupPermission.objects.filter(group__user=profile.user_id, **narrowed).values_list(*columns)
    held: dict[UUID, set[str]] = {}
    for event_id, codename in own.union(by_group):
        held.setdefault(event_id, set()).add(codename)
    return {event_id: Powers(permissions=frozenset(codenames)) for event_id, codenames in held.items()}


def powers_at(event: Event, profile: Profile) -> Powers | None:
    """What the profile may do at the event; None for a stranger. An admin stands in for the organizer."""
    if event.organizer_id == profile.pk or any(held.role == AppRole.ADMIN for held in profile.roles.all()):
        return Powers(is_organizer=True)
    return shared_with(profile, content_object=event).get(event.pk)


def event_to_view(request: PersonRequest, slug: str) -> tuple[Event, Powers]:
    """The event and what the person may do there; 404 for strangers to it, door staff included."""
    event = get_object_or_404(Event, slug=slug)
    powers = powers_at(event, request.profile)
    if powers is None or not powers.may_view:
        raise Http404
    return event, powers


def event_to_change(request: PersonRequest, slug: str) -> Event:
    """The event if the person may change it; else 404."""
    event, powers = event_to_view(request, slug)
    if not powers.may_change:
        raise Http404
    return event


def say_saved(request: HttpRequest, event: Event, sentence: str) -> None:
    """Say what was done, with a button that takes it back where something was changed."""
    change_set = current_change_set()
    made = ChangeSet.objects.filter(event=event, pk=change_set).undoable().first() if change_set else None
    undo = reverse("ticketing:undo_changes", args=[event.slug, made.reference]) if made else ""
    messages.success(request, sentence, extra_tags=undo)
