"""An event's pictures as its page and its desk show them. Reading only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from eventai.buckets import megabytes, quota_bytes, storage_used
from eventai.models import StorageObject
from eventai.picture_element import PictureElement
from events.models import Event
from events.page.assets import id_of, places_of
from events.page.reading import read_page
from events.page.schema import Page

_DRAWN_WITHIN = timedelta(minutes=10)


def pictures_on(page: Page, event: Event) -> Mapping[str, PictureElement]:
    """The pictures a page names, by asset: only those of the event's organizer. One query, none without a picture."""
    ids = [id_of(asset) for asset in places_of(page)]
    if not ids:
        return {}
    found = StorageObject.objects.pictures().filter(pk__in=ids, owner=event.organizer_id)
    return {stored.asset: stored.element for stored in found}


@dataclass(frozen=True)
class Shelf:
    """The pictures of an event, and how much room its organizer has left."""

    rows: list["Row"]
    used: int
    quota: int

    @classmethod
    def of(cls, event: Event) -> "Shelf":
        places = {**places_of(read_page(event.shown_page)), **places_of(read_page(event.landing_page_config))}
        found = StorageObject.objects.pictures().filter(event=event)
        rows = [Row(stored, tuple(places.get(stored.asset, ()))) for stored in found]
        return cls(rows, storage_used(event.organizer_id, event_id=event.pk), quota_bytes())

    @property
    def percent(self) -> int:
        return min(100, -(-100 * self.used // self.quota)) if self.quota else 100

    @property
    def is_nearly_full(self) -> bool:
        return self.percent >= 90

    @property
    def used_words(self) -> str:
        return megabytes(self.used)

    @property
    def quota_words(self) -> str:
        return megabytes(self.quota)


@dataclass(frozen=True)
class Row:
    """One picture on the shelf, and where the page shows it."""

    stored: StorageObject
    places: tuple[str, ...]

    @property
    def where(self) -> str:
        """Where it is shown: "at the top, in the gallery"; empty while the page does not name it."""
        return ", ".join(dict.fromkeys(self.places))

    @property
    def is_on_top(self) -> bool:
        return "at the top" in self.places

    @property
    def size_words(self) -> str:
        return megabytes(self.stored.full_size)

    @property
    def widths(self) -> list[Any]:
        """The widths that were drawn, in pixels."""
        return sorted({variant["width"] for variant in self.stored.variants})

    @property
    def is_being_drawn(self) -> bool:
        """Whether its sizes are still to come; after a while nobody waits for them any more."""
        return self.stored.drawn_at is None and timezone.now() - self.stored.created_at < _DRAWN_WITHIN

    @property
    def leaves_on(self) -> date:
        """When it is deleted if the page does not come to name it."""
        return (self.stored.used_at + timedelta(days=settings.UNUSED_FILES_DAYS)).date()
