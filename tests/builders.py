"""Plain builders: the world a test needs, made by the operations where there is one."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from allauth.account.models import EmailAddress
from django.utils import timezone

from accounts.models import AppRole, Profile, User, UserRole
from eventai.db.acting import acting_as, acting_as_system
from events.models import Event
from events.operations import create_event, grant_event_permission
from ticketing.models import Ticket

PASSWORD = "a long enough password"


def make_person(name: str, *roles: AppRole, email: str = "") -> Profile:
    """A user with a verified address and the profile the trigger made, given these roles besides attendee."""
    with acting_as_system():
        user = User.objects.create_user(email or f"{name}@example.com", PASSWORD)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        profile = Profile.objects.select_related("user").get(user=user)
        profile.full_name = name.title()
        profile.save()
        UserRole.objects.bulk_create([UserRole(user=profile, role=role) for role in roles])
    return profile


def make_event(organizer: Profile, **changes: Any) -> Event:
    """A draft in thirty days, in Berlin."""
    start = timezone.now().replace(hour=18, minute=0, second=0, microsecond=0) + timedelta(days=30)
    facts: dict[str, Any] = {
        "name": "Night of Lights",
        "start_date": start,
        "end_date": start + timedelta(hours=3),
        "timezone": "Europe/Berlin",
        "venue": "Old Mill",
        "city": "Berlin",
        "country": "DE",
        "capacity": 100,
        "currency": "EUR",
        **changes,
    }
    with acting_as(organizer.pk):
        return create_event(organizer, by=organizer, now=timezone.now(), **facts)


def make_ticket(event: Event, **changes: Any) -> Ticket:
    """A ticket type of the event: 50 seats, free, unless told otherwise."""
    fields: dict[str, Any] = {"name": "Entry", "price": Decimal(0), "quantity": 50, **changes}
    fields.setdefault("reference", str(fields["name"]).lower().replace(" ", "-")[:12])
    with acting_as(event.organizer_id):
        Ticket(event=event, **fields).save(force_insert=True)
        return Ticket.objects.get(event=event, reference=fields["reference"])


def publish(event: Event) -> Event:
    """Put the event before the public, without asking whether it is ready."""
    with acting_as_system():
        event = Event.objects.get(pk=event.pk)
        event.status, event.published_at = Event.Status.PUBLISHED, timezone.now()
        event.save()
    return event


def open_to(event: Event, person: Profile, permission: str) -> None:
    """The organizer lets somebody help: change_event, check_in_attendee or view_event."""
    with acting_as(event.organizer_id):
        grant_event_permission(event, email=person.email, permission=permission, by=event.organizer)


def at(text: str) -> datetime:
    """An instant in UTC from ISO text."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def set_status(event: Event, status: str) -> Event:
    """Put the event into a status, without asking."""
    with acting_as_system():
        event = Event.objects.get(pk=event.pk)
        event.status = status
        event.save()
    return event
