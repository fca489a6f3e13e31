"""The event as its page is told about it."""

from typing import TYPE_CHECKING, Any, cast

from events.page.facts import PageFacts

if TYPE_CHECKING:  # models tell what was changed in words, and those need the facts
    from events.models import Event


def event_facts(event: "Event", **more: Any) -> PageFacts:
    """The event as its page is told about it; `more` adds tickets, addresses and the like."""
    return PageFacts(
        event_id=str(event.pk),
        name=event.name,
        slug=event.slug,
        kind=event.kind,
        summary=event.summary,
        starts_at=event.start_date,
        ends_at=event.end_date,
        has_start_time=event.has_start_time,
        timezone=event.timezone,
        venue=event.venue,
        city=event.city,
        country=event.country,
        is_online=event.is_online,
        online_url=event.online_url,
        organizer_name=event.host,
        status=cast(Any, event.status),
        capacity=event.capacity,
        currency=event.currency,
        **more,
    )
