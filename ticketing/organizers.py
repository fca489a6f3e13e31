"""Organizers as strangers know them: a name, an address, listed events."""

import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from slugify import slugify

from eventai.db.functions import call_rows
from events.models import Event

_DIGITS = re.compile(r"(?:^|-)([0-9a-f]{8})$")


@dataclass(frozen=True)
class Organizer:
    """Somebody with a listed event. The address ends in digits of their key, so another name is no other address."""

    id: UUID
    name: str

    @property
    def handle(self) -> str:
        name = str(slugify(self.name, max_length=50, word_boundary=True))
        return f"{name}-{self.id.hex[:8]}".lstrip("-")

    @property
    def events(self) -> QuerySet[Event]:
        """What they let everybody find: no drafts, nothing unlisted or private."""
        found: QuerySet[Event] = Event.objects.filter(
            organizer_id=self.id, is_public=True, visibility=Event.Visibility.PUBLIC
        )
        return found

    def upcoming(self, now: datetime) -> QuerySet[Event]:
        return self.events.filter(status=Event.Status.PUBLISHED).filter(_ahead(now)).order_by("start_date")

    def past(self, now: datetime) -> QuerySet[Event]:
        """What is over or was cancelled, the latest first."""
        return self.events.exclude(Q(status=Event.Status.PUBLISHED) & _ahead(now)).order_by("-start_date")

    def get_absolute_url(self) -> str:
        return reverse("ticketing:organizer", args=[self.handle])

    @property
    def page_url(self) -> str:
        """The address people share, with host."""
        return f"{settings.SITE_URL}{self.get_absolute_url()}"


def organizer_at(handle: str) -> Organizer | None:
    """The organizer with this address, whatever name stands in it; None for somebody without a listed event."""
    digits = _DIGITS.search(handle)
    rows = call_rows("public_organizer", digits[1]) if digits else []
    return Organizer(*rows[0]) if rows else None


def _ahead(now: datetime) -> Q:
    return Q(end_date__gte=now) | Q(end_date=None, start_date__gte=now)
