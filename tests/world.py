"""One row of every kind, belonging to known people: what the matrix asks about."""

import uuid
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from hashlib import sha256

from django.utils import timezone

from accounts.models import AppRole, Profile
from conversations.models import Attachment, Conversation, Message, ModelRecord, Run, RunEvent, ToolCall, Usage
from eventai.db.acting import acting_as, acting_as_anonymous, acting_as_system
from eventai.db.functions import call
from eventai.models import OutboxMessage, RateLimit, StorageObject
from events.models import Event
from events.operations import move_page, revise_event, revise_page
from tests import builders
from ticketing.models import Attendee, CheckedClaim, EmailTemplate, Order, Payment, ProviderEvent, Ticket, TicketKey

GUEST_TOKEN = "a guest's secret of more than 32 letters"
SPEAKERS = {"type": "speakers", "id": "people", "items": [{"id": "ilse", "name": "Ilse Vandermeer"}]}
LINK_TOKEN = "the secret in the link of Ben's order, too"


@dataclass
class World:
    """The people the matrix asks as. The guest is found by a cookie."""

    people: dict[str, Profile]
    guest: Profile


def make_world() -> World:
    """Olga's published event, Omar and Dora helping, bought by Ben and a guest; drafts of Olga and the guest; Sam's own."""
    people = {
        "olga": builders.make_person("olga", AppRole.ORGANIZER),
        "omar": builders.make_person("omar"),
        "dora": builders.make_person("dora"),
        "ben": builders.make_person("ben"),
        "sam": builders.make_person("sam", AppRole.ORGANIZER),
        "ada": builders.make_person("ada", AppRole.ADMIN),
    }
    with acting_as_anonymous():
        guest_id = call("open_guest", GUEST_TOKEN)
    with acting_as_system():
        guest = Profile.objects.get(pk=guest_id)
    published = builders.make_event(people["olga"], name="Olga's night")
    builders.make_event(people["olga"], name="Olga's draft")
    private = builders.make_event(people["sam"], name="Sam's circle")
    with acting_as(people["sam"].pk):
        revise_event(private, by=people["sam"], now=timezone.now(), visibility=Event.Visibility.PRIVATE)
    draft_of_guest = builders.make_event(guest, name="A guest's draft")
    sections = [*published.landing_page_config["sections"], SPEAKERS]
    with acting_as(people["olga"].pk):
        revise_page(published, config={**published.landing_page_config, "sections": sections}, by=people["olga"])
    entry = builders.make_ticket(published)
    builders.make_ticket(published, name="Backstage", visibility=Ticket.Visibility.HIDDEN)
    builders.make_ticket(private, name="Circle")
    builders.make_ticket(draft_of_guest, name="Guests")
    builders.publish(published)
    with acting_as(people["olga"].pk):
        published.refresh_from_db()
        move_page(
            move_page(published, slug="olgas-first-night", by=people["olga"]), slug="olga-s-night", by=people["olga"]
        )
    builders.publish(private)
    builders.open_to(published, people["omar"], "change_event")
    builders.open_to(published, people["dora"], "check_in_attendee")
    with acting_as_system():
        _sell(entry, people["ben"], LINK_TOKEN)
        _sell(entry, guest, GUEST_TOKEN)
        _talk(people["olga"], published)
        _talk(guest, draft_of_guest)
        _leave_papers(people["olga"], published)
    return World(people, guest)


def _sell(ticket: Ticket, customer: Profile, token: str) -> None:
    now = timezone.now()
    order = Order(
        reference=uuid.uuid4().hex[:8].upper(), event=ticket.event, customer=customer, email="buyer@example.com",
        secret_hash=sha256(token.encode()).digest(), total_amount=Decimal(0), currency="EUR", status=Order.Status.PAID,
        expires_at=now + timedelta(minutes=15),
    )  # fmt: skip
    order.save(force_insert=True)
    Attendee(order=order, ticket=ticket, position=1, price=Decimal(0), status=Attendee.Status.HELD).save(
        force_insert=True
    )
    Payment(
        order=order, rail="free", provider_reference=order.reference, amount=Decimal(0), currency="EUR",
        status=Payment.Status.SUCCEEDED,
    ).save(force_insert=True)  # fmt: skip


def _talk(profile: Profile, event: Event) -> None:
    conversation = Conversation.objects.create(reference=uuid.uuid4().hex[:12], user=profile, event=event)
    run = Run.objects.create(
        reference=uuid.uuid4().hex[:12], conversation=conversation, client_key=uuid.uuid4(), status="done"
    )
    Message.objects.create(conversation=conversation, run=run, seq=1, role="user", content="A night of lights")
    RunEvent.objects.create(run=run, seq=1, kind="text", data={"text": "Drafted."})
    Attachment.objects.create(
        reference=uuid.uuid4().hex[:12], conversation=conversation, name="a.txt", content_type="text/plain", size=1
    )
    Usage.objects.create(run=run, profile=profile, provider="localhost", model="a model", outcome="complete")
    ToolCall.objects.create(
        run=run, reference=uuid.uuid4().hex[:12], call_id="1", name="publish_event", risk="A", status="pending_approval"
    )


def _leave_papers(olga: Profile, event: Event) -> None:
    CheckedClaim.objects.create(event=event, words="500 guests", key="500 guests", checked_by=olga)
    EmailTemplate.objects.create(kind="ticket", subject="Your ticket", body="…")
    EmailTemplate.objects.create(kind="ticket", subject="Your ticket", body="…", owner=olga, event=event)
    StorageObject.objects.create(bucket="avatars", path="olga.webp", owner=olga, content_type="image/webp", size=1)
    StorageObject.objects.create(
        bucket="landing-pages", path="hall.jpg", owner=olga, event=event, content_type="image/jpeg", size=1
    )
    StorageObject.objects.create(
        bucket="documents", path="list.csv", owner=olga, event=event, content_type="text/csv", size=1
    )
    OutboxMessage.objects.create(
        key="k", kind="ticket", profile=olga, event=event, recipient="ben@example.com", subject="…", body_text="…"
    )
    ModelRecord.objects.create(provider="localhost", model="a model")
    RateLimit.objects.create(key="k", action="sign_in", window_start=timezone.now(), count=1)
    ProviderEvent.objects.create(rail="test", provider_id="1", kind="paid")
    TicketKey.objects.create(event=event, private_key=bytes(32), public_key=bytes(32))
