"""Builders for what belongs to a person or a guest."""

import io
import uuid
from datetime import timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.utils import timezone
from PIL import Image

from accounts.models import Profile
from accounts.operations import open_guest
from conversations.models import Conversation, Message
from eventai.db.acting import acting_as_anonymous, acting_as_system
from events.models import Event
from ticketing.models import Attendee, Order, Ticket


def make_guest() -> tuple[Profile, str]:
    """A guest and the secret of its cookie."""
    with acting_as_anonymous():
        guest_id, token = open_guest()
    with acting_as_system():
        return Profile.objects.get(pk=guest_id), token


def talk(profile: Profile, event: Event | None = None) -> Conversation:
    """A conversation with one message."""
    with acting_as_system():
        conversation = Conversation.objects.create(reference=uuid.uuid4().hex[:12], user=profile, event=event)
        Message.objects.create(conversation=conversation, seq=1, role="user", content="A night of lights")
    return conversation


def sell(ticket: Ticket, customer: Profile, *, email: str, **changes: Any) -> Order:
    """A paid order of one seat, made out to the address."""
    with acting_as_system():
        fields = {"status": Order.Status.PAID, "expires_at": timezone.now() - timedelta(minutes=1), **changes}
        order = Order(
            reference=uuid.uuid4().hex[:8], event=ticket.event, customer=customer, email=email, full_name="Ben Buyer",
            secret_hash=sha256(uuid.uuid4().bytes).digest(), total_amount=Decimal(0), currency="EUR", **fields,
        )  # fmt: skip
        order.save(force_insert=True)
        Attendee(
            order=order, ticket=ticket, position=1, price=Decimal(0), status=Attendee.Status.HELD,
            attendee_info={"full_name": "Ben Buyer", "email": email},
        ).save(force_insert=True)  # fmt: skip
        order.refresh_from_db()
    return order


def fresh(row: Any) -> Any:
    """The row as it stands now, whoever may see it."""
    with acting_as_system():
        row.refresh_from_db()
    return row


def is_there(row: Any) -> bool:
    """Whether the row still exists."""
    with acting_as_system():
        return bool(type(row)._default_manager.filter(pk=row.pk).exists())


def roles_of(profile: Profile) -> list[str]:
    """The roles a person holds, in order."""
    with acting_as_system():
        return sorted(profile.roles.values_list("role", flat=True))


def picture(kind: str = "PNG", size: tuple[int, int] = (400, 200), **options: Any) -> bytes:
    """The bytes of a plain picture."""
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, kind, **options)
    return out.getvalue()
