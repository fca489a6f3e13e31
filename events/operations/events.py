"""What organizers do with events. The only place that writes events, their pages and who may help."""

import re
import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any, get_args
from zoneinfo import ZoneInfo, available_timezones

from slugify import slugify

from accounts.models import Profile
from eventai.db.functions import call
from eventai.errors import DomainError, NotAllowed
from eventai.money import CURRENCIES
from eventai.operation import operation
from events.facts import event_facts
from events.models import Event
from events.operations.planning import plan_tasks
from events.page.reading import check_page
from events.page.theme import Preset
from events.page.writing import draw_page

RESERVED_SLUGS = frozenset(
    """account accounts admin api assets assistant calendar cover docs door embed event events feed feeds files healthz
    help home imprint login logout media metrics new o order orders outbox page pages privacy search settings sign-in
    static terms ticket tickets webhooks well-known""".split()
)
REVISABLE = frozenset(
    """name kind host summary start_date end_date has_start_time timezone venue city country is_online online_url
    capacity currency visibility""".split()
)
_ORIGIN = re.compile(r"https?://[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?(?::\d{2,5})?", re.IGNORECASE)
_MOST_ORIGINS = 1000  # letters, as in the column
PERMISSIONS = ("change_event", "check_in_attendee", "view_event")


class EventUnclear(DomainError):
    """What was said about the event cannot be true."""


class AddressTaken(DomainError):
    """The page cannot have this address."""


class NotDiscardable(DomainError):
    """Only drafts are thrown away."""


class UnknownPerson(DomainError):
    """Nobody with this address has an account."""


class PageUnreadable(DomainError):
    """The page's description has a fault."""


@operation
def create_event(
    organizer: Profile,
    *,
    name: str,
    now: datetime,
    by: Profile,
    kind: str = "",
    start_date: datetime | None = None,
    end_date: datetime | None = None,
    has_start_time: bool = True,
    timezone: str = "UTC",
    venue: str = "",
    city: str = "",
    country: str = "",
    is_online: bool = False,
    online_url: str = "",
    capacity: int | None = None,
    currency: str = "USD",
    summary: str = "",
    host: str = "",
) -> Event:
    """Begin a draft, draw its first page and plan its tasks. Dates are aware; `capacity` counts people.

    Raises EventUnclear when the dates, the time zone or the currency cannot be.
    """
    if by.pk != organizer.pk:
        raise NotAllowed("You can only create events of your own.")
    event = Event(
        organizer=organizer,
        name=name.strip()[:140],
        slug=_free_slug(name),
        kind=kind,
        start_date=start_date,
        end_date=end_date,
        has_start_time=has_start_time,
        timezone=timezone,
        venue=venue,
        city=city,
        country=country,
        is_online=is_online,
        online_url=online_url,
        capacity=capacity,
        currency=currency,
        summary=summary[:300] if summary.strip() != name.strip() else "",
        host=host or organizer.company_name or organizer.full_name,
    )
    check_event(event)
    event.landing_page_config = draw_page(event_facts(event))
    event.save(force_insert=True)
    plan_tasks(event, now=now)
    return event


@operation
def revise_event(event: Event, *, by: Profile, now: datetime, **changes: Any) -> Event:
    """Change the given facts of an event and move its tasks with it. Fields that are not given stay.

    Locks the event. Raises EventUnclear when the result cannot be, NotAllowed when it is not theirs to change.
    """
    unknown = changes.keys() - REVISABLE
    if unknown:
        raise TypeError(f"revise_event cannot change {', '.join(sorted(unknown))}")
    locked = locked_event(event)
    if locked.status in (Event.Status.CANCELLED, Event.Status.ENDED):
        raise EventUnclear(f"{locked.name} is {locked.status}; its facts stay as they were.")
    if changes.get("currency", locked.currency) != locked.currency and locked.status != Event.Status.DRAFT:
        raise EventUnclear("The currency stays as it is once an event is published: people may have paid in it.")
    before, old_name = _times_of(locked), locked.name
    for field, value in changes.items():
        setattr(locked, field, value)
    check_event(locked)
    is_renamed = locked.name != old_name and _has_own_slug(locked.slug, old_name)
    if is_renamed and locked.status == Event.Status.DRAFT:
        locked.slug = _free_slug(locked.name)
    locked.save()
    if _times_of(locked) != before:
        plan_tasks(locked, now=now)
    return locked


@operation
def move_page(event: Event, *, slug: str, by: Profile) -> Event:
    """Give the event's page another address. Links to the old one lead to it; nobody else gets the old one.

    Locks the event. Raises AddressTaken when it is another event's or the house's, or was another's before.
    """
    locked = locked_event(event)
    wanted = _slug_of(slug)
    if wanted == locked.slug:
        return locked
    if not slug.strip() or wanted in RESERVED_SLUGS or _is_anothers(locked, wanted):
        raise AddressTaken(f"The address /{wanted}/ is taken. Choose another one, perhaps with the year or the city.")
    locked.slug = wanted
    locked.save(update_fields=["slug"])
    return locked


@operation
def set_embed_origins(event: Event, *, origins: Sequence[str], by: Profile) -> Event:
    """Say which sites may show the event's tickets in a frame: scheme and host each, "https://example.org".

    Locks the event. Raises EventUnclear for what is no such address, or too many of them.
    """
    locked = locked_event(event)
    for origin in origins:
        if not _ORIGIN.fullmatch(origin):
            raise EventUnclear(
                f"“{origin}” is no address of a site. Write it like https://example.org, without a path."
            )
    together = " ".join(dict.fromkeys(origin.lower() for origin in origins))
    if len(together) > _MOST_ORIGINS:
        raise EventUnclear("These are too many sites. Name the ones that show tickets now.")
    locked.embed_origins = together
    locked.save(update_fields=["embed_origins"])
    return locked


@operation
def discard_event(event: Event, *, by: Profile) -> None:
    """Throw a draft away, with its tickets, tasks and page."""
    locked = locked_event(event)
    if locked.status != Event.Status.DRAFT or locked.organizer_id != by.pk:
        raise NotDiscardable("Only your own drafts can be thrown away. A published event is withdrawn or cancelled.")
    locked.delete()


@operation
def revise_page(event: Event, *, config: dict[str, Any], by: Profile) -> Event:
    """Replace the description of the event's page. Raises PageUnreadable with the place of the fault."""
    locked = locked_event(event)
    try:
        page = check_page(config)
    except ValueError as fault:
        raise PageUnreadable(f"The page was not changed: {fault}") from fault
    locked.landing_page_config = page.model_dump(mode="json", exclude_none=True)
    locked.save(update_fields=["landing_page_config"])
    return locked


@operation
def set_theme(event: Event, *, preset: str, by: Profile) -> Event:
    """Dress the page in one of the eight themes."""
    if preset not in get_args(Preset):
        raise PageUnreadable(f"There is no theme “{preset}”. The eight are {', '.join(get_args(Preset))}.")
    config = dict(event.landing_page_config)
    config["theme"] = {"preset": preset}
    return revise_page(event, config=config, by=by)


@operation
def grant_event_permission(event: Event, *, email: str, permission: str, by: Profile) -> None:
    """Open the event to somebody with an account: as co-organizer, at the door, or to look on."""
    if permission not in PERMISSIONS:
        raise TypeError(f"{permission!r} is no permission on events")
    if event.organizer_id != by.pk:
        raise NotAllowed("Only the organizer decides who helps with this event.")
    if not call("grant_event_permission", event.pk, email, permission):
        raise UnknownPerson(f"Nobody with the address {email} has an account yet. Ask them to sign up first.")


@operation
def revoke_event_permission(event: Event, *, email: str, permission: str, by: Profile) -> None:
    """Close the event to somebody again."""
    if event.organizer_id != by.pk:
        raise NotAllowed("Only the organizer decides who helps with this event.")
    if not call("revoke_event_permission", event.pk, email, permission):
        raise UnknownPerson(f"{email} has no such part in this event.")


def locked_event(event: Event) -> Event:
    """The event's row, locked. Row-level security hides what the acting person may not change."""
    found = Event.objects.select_for_update().filter(pk=event.pk).first()
    if found is None:
        raise NotAllowed("You may look at this event, but not change it.")
    return found


def _times_of(event: Event) -> tuple[datetime | None, datetime | None, bool, str]:
    """What the tasks' due dates hang on."""
    return event.start_date, event.end_date, event.has_start_time, event.timezone


def check_event(event: Event) -> None:
    """Refuse facts that cannot be true together. Raises EventUnclear."""
    if not event.name:
        raise EventUnclear("The event needs a name.")
    if event.timezone not in available_timezones():
        raise EventUnclear(f"“{event.timezone}” is no time zone we know. Try one like Europe/Berlin.")
    if event.currency not in CURRENCIES:
        raise EventUnclear(f"“{event.currency}” is no currency we know. Use its three letters, like EUR.")
    if event.start_date and event.end_date and event.end_date < event.start_date:
        raise EventUnclear("The event would end before it begins. Nothing was changed.")
    if event.start_date is None and event.status != Event.Status.DRAFT:
        raise EventUnclear("An event that is public needs its date. Nothing was changed.")
    if event.capacity is not None and not 0 < event.capacity <= 1_000_000:
        raise EventUnclear("The capacity must be between 1 and 1,000,000 people.")
    ZoneInfo(event.timezone)


def _slug_of(name: str) -> str:
    return str(slugify(name, max_length=60, word_boundary=True)) or "event"


def _free_slug(name: str) -> str:
    """A slug nobody has. Hidden rows count too, so a taken one gets a few letters of chance."""
    slug = _slug_of(name)
    if slug in RESERVED_SLUGS or call("slug_is_taken", slug):
        return f"{slug}-{secrets.token_hex(3)}"
    return slug


def _is_anothers(event: Event, slug: str) -> bool:
    """Whether another event has or had the address; one of the event's own former ones is free to it."""
    return bool(call("slug_is_taken", slug)) and not event.former_slugs.filter(slug=slug).exists()


def _has_own_slug(slug: str, name: str) -> bool:
    return slug.startswith(_slug_of(name))
