"""What organizers do with an event's pictures. How they are kept is the house's matter (eventai.buckets)."""

from typing import Any

from accounts.models import Profile
from eventai import buckets
from eventai.errors import DomainError, NotAllowed
from eventai.models import StorageObject
from eventai.operation import operation
from eventai.pictures import CleanPicture
from events.models import Event
from events.operations.events import revise_page
from events.page.assets import places_of
from events.page.reading import read_page


class PictureInUse(DomainError):
    """The page still shows the picture."""


@operation
def add_picture(event: Event, picture: CleanPicture, *, path: str, name: str, alt: str, by: Profile) -> StorageObject:
    """Add a picture that lies at `path` of the bucket already to the event's; it counts on its organizer's storage.

    Locks the event. Raises NotAllowed, StorageFull, TooManyUploads.
    """
    locked = _locked(event)
    return buckets.keep_picture(
        picture,
        bucket=StorageObject.Bucket.LANDING_PAGES,
        path=path,
        name=name,
        alt=alt,
        owner_id=locked.organizer_id,
        event_id=locked.pk,
    )


@operation
def caption_picture(stored: StorageObject, *, alt: str, by: Profile) -> StorageObject:
    """Say what a picture of an event shows. Locks the event. Raises NotAllowed."""
    _locked(_event_of(stored))
    return buckets.describe_picture(stored, alt=alt)


@operation
def set_top_picture(event: Event, stored: StorageObject | None, *, by: Profile) -> Event:
    """Show one of the event's pictures at the top of its page; None brings the drawn cover back.

    Locks the event. Raises NotAllowed.
    """
    locked = _locked(event)
    if stored is not None and stored.event_id != locked.pk:
        raise NotAllowed("This picture belongs to another event.")
    page = read_page(locked.landing_page_config).model_dump(mode="json", exclude_none=True)
    for section in page["sections"]:
        if section["type"] == "hero":
            section["image"] = {"asset": stored.asset} if stored else None
    return revise_page(locked, config=page, by=by)


@operation
def remove_picture(stored: StorageObject, *, by: Profile) -> None:
    """Delete a picture of an event with every size of it. Locks the event. Raises PictureInUse, NotAllowed."""
    event = _locked(_event_of(stored))
    if places := [place for page in _pages(event) for place in places_of(read_page(page)).get(stored.asset, ())]:
        raise PictureInUse(
            f"The page shows this picture ({', '.join(dict.fromkeys(places))}). Take it off the page first."
        )
    buckets.discard_picture(stored)


def _pages(event: Event) -> tuple[dict[str, Any], ...]:
    """The page as it is being written, and as visitors have it."""
    return event.landing_page_config, event.shown_page


def _event_of(stored: StorageObject) -> Event:
    if stored.event is None:
        raise NotAllowed("This picture belongs to no event any more.")
    return stored.event


def _locked(event: Event) -> Event:
    """The event's row, locked. Row-level security hides what the acting person may not change."""
    found = Event.objects.select_for_update().filter(pk=event.pk).first()
    if found is None:
        raise NotAllowed("You may look at this event, but not change it.")
    return found
