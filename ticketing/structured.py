"""An event as search engines read it (schema.org, JSON-LD), from the same facts as the page."""

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from events.models import Event
from events.page.facts import PageFacts, TicketLine
from events.page.layout import Landing
from events.page.schema import Speakers
from ticketing.offer import social_image_url

_STATUS = {"cancelled": "EventCancelled"}
_AVAILABILITY = {
    "on_sale": "InStock",
    "few_left": "LimitedAvailability",
    "not_yet": "PreOrder",
    "ended": "Discontinued",
    "sold_out": "SoldOut",
}
_IN_SCRIPT = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def structured_data(event: Event, landing: Landing) -> SafeString:
    """The event as JSON-LD, safe to stand in a script element; empty without a date, which schema.org requires."""
    facts = landing.facts
    if facts.starts_at is None:
        return SafeString()
    data = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": landing.title,
        "description": landing.tagline,
        "url": facts.page_url,
        "image": [social_image_url(event, landing)],
        "startDate": facts.starts_iso,
        "endDate": facts.ends_local.isoformat(timespec="minutes") if facts.ends_local else None,
        "eventStatus": f"https://schema.org/{_status(facts, event)}",
        "previousStartDate": _former_start(event),
        "eventAttendanceMode": f"https://schema.org/{_mode(facts)}",
        "location": _locations(facts),
        "organizer": {"@type": "Organization", "name": facts.organizer_name} if facts.organizer_name else None,
        "performer": [{"@type": "Person", "name": name} for name in _performers(landing)],
        "maximumAttendeeCapacity": facts.capacity,
        "isAccessibleForFree": facts.is_free or None,
        "offers": [_offer(ticket, facts) for ticket in facts.tickets],
    }
    known = {key: value for key, value in data.items() if value not in (None, "", [])}
    return mark_safe(json.dumps(known, ensure_ascii=False).translate(_IN_SCRIPT))  # noqa: S308 - no < > & is left in it


def _status(facts: PageFacts, event: Event) -> str:
    return _STATUS.get(facts.status) or ("EventRescheduled" if _former_start(event) else "EventScheduled")


def _former_start(event: Event) -> str | None:
    """When it was to begin, if it was moved after it had been published."""
    former = event.announced_date
    moved = former is not None and event.start_date is not None and former != event.start_date
    return former.astimezone(event.zone).isoformat(timespec="minutes") if moved and former else None


def _mode(facts: PageFacts) -> str:
    if facts.is_online:
        return "MixedEventAttendanceMode" if facts.has_place else "OnlineEventAttendanceMode"
    return "OfflineEventAttendanceMode"


def _locations(facts: PageFacts) -> list[dict[str, Any]]:
    """Where it is. The link for taking part is for people with a ticket, so the page's own address stands for it."""
    found: list[dict[str, Any]] = []
    if facts.has_place:
        address = {"addressLocality": facts.city, "addressCountry": facts.country}
        known = {key: value for key, value in address.items() if value}
        place = {"@type": "Place", "name": facts.venue or facts.city, "address": {"@type": "PostalAddress", **known}}
        found.append(place)
    if facts.is_online:
        found.append({"@type": "VirtualLocation", "url": facts.page_url})
    return found


def _performers(landing: Landing) -> list[str]:
    return [
        person.name
        for section in landing.page.sections
        if isinstance(section, Speakers) and not section.hidden
        for person in section.items
        if not person.placeholder
    ]


def _offer(ticket: TicketLine, facts: PageFacts) -> dict[str, Any]:
    state = "Discontinued" if facts.is_cancelled or facts.is_past else _AVAILABILITY[ticket.state]
    offer = {
        "@type": "Offer",
        "name": ticket.name,
        "price": ticket.price_number,
        "priceCurrency": ticket.currency,
        "availability": f"https://schema.org/{state}",
        "validFrom": ticket.sales_start_at.isoformat() if ticket.sales_start_at else None,
        "availabilityEnds": ticket.sales_end_at.isoformat() if ticket.sales_end_at else None,
        "url": facts.page_url,
    }
    return {key: value for key, value in offer.items() if value is not None}
