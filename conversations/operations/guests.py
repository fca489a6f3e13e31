"""Visitors without an account: what they begin is kept a week, promised at sign-up, given back if it was another's."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.conf import settings

from accounts.models import Profile, User
from accounts.operations import open_guest
from conversations.models import Conversation
from eventai.db.acting import acting_as_system
from eventai.errors import NotAllowed
from eventai.files import discard_file
from eventai.models import StorageObject
from eventai.operation import operation
from events.models import Event
from ticketing.models import Order


@operation
def promise_guest(user: User, *, token: str) -> bool:
    """Note that what the guest with this secret began is for the user, who just signed up; say whether there is one.

    So it comes along also when the address is confirmed in another browser, without the cookie.
    """
    with acting_as_system():
        guests = Profile.objects.filter(user=None, erased_at=None, guest_token_hash=sha256(token.encode()).digest())
        return bool(token and guests.update(promised_to=Profile.objects.get(user=user)))


@operation
def release_guest(profile: Profile, *, conversations: Sequence[UUID], by: Profile, now: datetime) -> str:
    """Give talks and drafts that came along at sign-in back to a visitor of this browser; return the visitor's secret.

    For a computer that others use too. What was published since stays.
    """
    if profile.pk != by.pk:
        raise NotAllowed("Only the person themselves gives back what came along.")
    guest_id, token = open_guest()
    with acting_as_system():
        talks = Conversation.objects.select_for_update(of=("self",)).filter(pk__in=conversations, user=profile)
        talks = talks.exclude(event__isnull=False, event__in=Event.objects.exclude(status=Event.Status.DRAFT))
        released = list(talks.order_by("pk"))
        drafts = [talk.event_id for talk in released if talk.event_id]
        StorageObject.objects.filter(event__in=drafts, owner=profile).update(owner=guest_id)
        Event.objects.filter(pk__in=drafts, organizer=profile).update(organizer=guest_id)
        Conversation.objects.filter(pk__in=[talk.pk for talk in released]).update(user=guest_id)
    return token


def forget_guests(*, now: datetime) -> int:
    """Delete the talks and drafts of visitors who began a week ago and made no account; return how many visitors.

    Who bought something stays, with the order.
    """
    with acting_as_system():
        old = Profile.objects.filter(
            user=None, erased_at=None, guest_token_hash__isnull=False,
            created_at__lt=now - timedelta(days=settings.GUEST_DAYS),
        )  # fmt: skip
        drafts = Event.objects.filter(organizer__in=old, status=Event.Status.DRAFT)
        drafts = drafts.exclude(pk__in=Order.objects.values("event"))
        files = StorageObject.objects.filter(event__in=drafts)
        for bucket, path in files.values_list("bucket", "path"):
            discard_file(bucket, path)
        files.delete()
        Conversation.objects.filter(user__in=old).delete()
        drafts.delete()
        alone = old.exclude(pk__in=Order.objects.values("customer")).exclude(pk__in=Event.objects.values("organizer"))
        return alone.delete()[0]
