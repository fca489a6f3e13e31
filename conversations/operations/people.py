"""What concerns a whole person and therefore every app: claiming what a guest began, and leaving."""

from datetime import datetime
from hashlib import sha256

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.db.models import Q, QuerySet

from accounts.models import AppRole, Profile, User, UserRole
from conversations.models import Conversation, ToolCall, Usage
from eventai.db.acting import acting_as_system
from eventai.errors import DomainError, NotAllowed
from eventai.files import discard_files_of
from eventai.models import OutboxMessage, StorageObject
from eventai.operation import operation
from events.models import ChangeSet, Event
from ticketing.models import Attendee, CheckedClaim, EmailTemplate, Order

ERASED = "erased"
OPEN = (Order.Status.PENDING, Order.Status.AWAITING_PAYMENT)


class AddressNotConfirmed(DomainError):
    """Nobody claims anything with an address that may be another person's."""


class HasUpcomingEvents(DomainError):
    """People hold tickets for an event of somebody who wants to leave."""


@operation
def claim_guest(profile: Profile, *, token: str, now: datetime) -> int:
    """Move to the profile what its person began as a guest, and return how many events, orders and talks came.

    Everything of the guest whose secret is `token` (may be empty) and of those promised at sign-up; of other guests
    only the orders made out to one of the person's confirmed addresses, since anybody can type an address. Orders being
    paid right now stay where they are paid. Locks the talks, then the guests. Claiming again moves nothing.
    Raises AddressNotConfirmed.
    """
    with acting_as_system():
        user = User.objects.filter(profile=profile, is_active=True).first()
        addresses = _confirmed_addresses(user)
        if not addresses:
            raise AddressNotConfirmed("Confirm your email address first. What you began as a guest waits for you.")
        moved = 0
        for guest in _guests_of(profile, token):
            moved += _move_everything(guest, profile)
            _take_over_particulars(guest, profile)
            guest.delete()
        return moved + _move_orders_made_out_to(addresses, profile, now)


def _confirmed_addresses(user: User | None) -> list[str]:
    if user is None:
        return []
    return [
        address.lower()
        for address in EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    ]


def _guests_of(profile: Profile, token: str) -> list[Profile]:
    """The guest with the secret and those promised to the profile, locked behind their talks as turns do."""
    theirs = Q(promised_to=profile)
    if token:
        theirs |= Q(guest_token_hash=sha256(token.encode()).digest())
    guests = Profile.objects.filter(theirs, user=None, erased_at=None)
    talks = Conversation.objects.select_for_update(of=("self",)).filter(user__in=guests)
    list(talks.order_by("pk").values_list("pk"))
    return list(guests.select_for_update(of=("self",)).order_by("pk"))


def _move_everything(guest: Profile, profile: Profile) -> int:
    """Columns that mirror an event's organizer or an order's customer follow by their foreign keys."""
    ToolCall.objects.filter(decided_by=guest).update(decided_by=profile)
    StorageObject.objects.filter(owner=guest).update(owner=profile)
    OutboxMessage.objects.filter(profile=guest).update(profile=profile)
    EmailTemplate.objects.filter(owner=guest, event__isnull=False).update(owner=profile)
    Attendee.objects.filter(checked_in_by=guest).update(checked_in_by=profile)
    ChangeSet.objects.filter(actor=guest).update(actor=profile)
    Usage.objects.filter(profile=guest).update(profile=profile)
    return (
        Conversation.objects.filter(user=guest).update(user=profile)
        + Event.objects.filter(organizer=guest).update(organizer=profile)
        + Order.objects.filter(customer=guest).update(customer=profile)
    )


def _take_over_particulars(guest: Profile, profile: Profile) -> None:
    """What the guest said of itself fills what the person has not said yet."""
    mine = Profile.objects.get(pk=profile.pk)
    for name in ("full_name", "company_name", "timezone", "locale"):
        setattr(mine, name, getattr(mine, name) or getattr(guest, name))
    mine.save()


def _move_orders_made_out_to(addresses: list[str], profile: Profile, now: datetime) -> int:
    theirs = Q()
    for address in addresses:
        theirs |= Q(email__iexact=address)
    orders = Order.objects.filter(theirs, customer__user=None, customer__erased_at=None).exclude(
        status__in=OPEN, expires_at__gt=now
    )
    locked = list(orders.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
    return Order.objects.filter(pk__in=locked).update(customer=profile)


@operation
def erase_account(profile: Profile, *, by: Profile, now: datetime) -> Profile:
    """Erase the person: profile, address, sign-in, talks, letters, drafts. What others have paid for is kept, nameless.

    Raises HasUpcomingEvents while people hold tickets for an event still to come.
    """
    if profile.pk != by.pk and not by.roles.filter(role=AppRole.ADMIN).exists():
        raise NotAllowed("Only the person themselves and admins may remove an account.")
    with acting_as_system():
        person = Profile.objects.select_for_update().get(pk=profile.pk)
        _refuse_while_awaited(person, now)
        addresses = _addresses_of(person)
        _erase_talks_and_letters(person, addresses)
        _erase_as_buyer(person, addresses)
        _erase_as_organizer(person)
        _erase_files(StorageObject.objects.filter(owner=person).exclude(bucket=StorageObject.Bucket.LANDING_PAGES))
        _erase_sign_in(person)
        return _erase_profile(person, now)


def _refuse_while_awaited(person: Profile, now: datetime) -> None:
    awaited = Event.objects.of(person).filter(status=Event.Status.PUBLISHED).ahead(now)
    ordered = Order.objects.filter(event__in=awaited).exclude(status__in=["expired", "cancelled", "refunded"])
    event = Event.objects.filter(pk__in=ordered.values("event")).order_by("start_date").first()
    if event:
        raise HasUpcomingEvents(
            f"People hold tickets for {event.name}, which is still to come. Cancel the event or wait until it is over; "
            "then you can remove your account."
        )


def _addresses_of(person: Profile) -> list[str]:
    known = EmailAddress.objects.filter(user=person.user_id).values_list("email", flat=True) if person.user_id else []
    return sorted({address.lower() for address in [person.email, *known] if address})


def _erase_talks_and_letters(person: Profile, addresses: list[str]) -> None:
    Conversation.objects.filter(user=person).delete()
    OutboxMessage.objects.filter(Q(profile=person) | Q(recipient__in=addresses)).delete()


def _erase_as_buyer(person: Profile, addresses: list[str]) -> None:
    """Seats bought for other people keep the name they are for; the ticket still opens the door."""
    orders = Order.objects.filter(customer=person)
    for seat in Attendee.objects.select_for_update().filter(order__in=orders).order_by("pk"):
        if seat.email.lower() in ["", *addresses]:
            seat.attendee_info = {"full_name": ERASED, "email": ERASED}
            seat.save(update_fields=["attendee_info", "updated_at"])
    orders.exclude(email="", full_name="").update(email=ERASED, full_name=ERASED)


def _erase_as_organizer(person: Profile) -> None:
    """Events nobody ordered for vanish with their pages; the rest leaves the public and loses its host's name."""
    with_orders = Order.objects.filter(organizer=person).values("event")
    alone = Event.objects.of(person).exclude(pk__in=with_orders)
    _erase_files(StorageObject.objects.filter(event__in=alone))
    alone.delete()
    ChangeSet.objects.filter(event__organizer=person).delete()  # what was before tells names too
    Event.objects.filter(organizer=person).update(host="", visibility=Event.Visibility.PRIVATE)
    CheckedClaim.objects.filter(event__organizer=person).delete()
    EmailTemplate.objects.filter(owner=person, event=None).delete()


def _erase_files(files: QuerySet[StorageObject]) -> None:
    for stored in files:
        discard_files_of(stored)
    files.delete()


def _erase_sign_in(person: Profile) -> None:
    """Deleting the user takes addresses, passkeys, codes and what others opened to it along."""
    for session in UserSession.objects.filter(user=person.user_id):
        session.end()
    User.objects.filter(profile=person).delete()
    UserRole.objects.filter(user=person).delete()


def _erase_profile(person: Profile, now: datetime) -> Profile:
    person.refresh_from_db()
    person.full_name = person.email = person.avatar_url = person.company_name = ""
    person.timezone = person.locale = ""
    person.guest_token_hash, person.erased_at = None, now
    person.save()
    return person
