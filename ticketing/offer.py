"""What an event's page offers: its facts, its tickets and how each stands, read in two queries."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import blake2b
from typing import Any

from django.conf import settings
from django.urls import reverse

from events.models import Event
from events.operations import event_facts
from events.page.facts import PageFacts, TicketLine, TicketState
from events.page.layout import Landing, lay_out
from events.page.reading import read_page
from events.page.schema import Page
from events.pictures import pictures_on
from ticketing.calendar import calendar_links
from ticketing.models import Ticket
from ticketing.organizers import Organizer


def landing_of(event: Event, *, now: datetime, **more: Any) -> Landing:
    """The event's page as visitors see it, or as its people preview a draft; `more` goes into the facts."""
    is_draft = event.status == Event.Status.DRAFT
    return _laid_out(read_page(event.shown_page), event, now=now, **{"is_preview": is_draft, **more})


def draft_of(event: Event, *, now: datetime, **more: Any) -> Landing:
    """The event's page as it is being written, with what still waits to be filled; `more` goes into the facts."""
    return _laid_out(read_page(event.landing_page_config), event, now=now, **{"is_preview": True, **more})


def _laid_out(page: Page, event: Event, *, now: datetime, **more: Any) -> Landing:
    own = {"pictures": pictures_on(page, event), "cover_url": cover_url(event, page.theme.preset)}
    return lay_out(page, facts_on_sale(event, now=now, **{**own, **more}))


def facts_on_sale(event: Event, *, now: datetime, **more: Any) -> PageFacts:
    """The event's facts with its tickets and addresses."""
    file_url = reverse("ticketing:calendar", args=[event.slug])
    return event_facts(
        event,
        now=now,
        tickets=ticket_lines(event, list(event.tickets.shown()), now=now),
        calendar_url=file_url,
        calendar_links=tuple(calendar_links(event, file_url=file_url)),
        organizer_url=_organizer_url(event),
        page_url=event.page_url,
        availability_url=reverse("ticketing:availability", args=[event.slug]),
        art_url=reverse("ticketing:event_page", args=[event.slug]) + "art/",
        is_public=event.is_public,
        **{"cover_url": cover_url(event), **more},
    )


def ticket_lines(event: Event, tickets: Sequence[Ticket], *, now: datetime) -> tuple[TicketLine, ...]:
    """How each ticket type stands; the event's capacity binds where it is smaller than what the types hold."""
    room = event.capacity - sum(t.sold + t.reserved for t in tickets) if event.capacity else None
    return tuple(_line(event, ticket, room, now) for ticket in tickets)


def cover_url(event: Event, theme: str = "") -> str:
    """The event's drawn cover. Another theme is another address, so a browser may keep what it has."""
    theme = theme or read_page(event.shown_page).theme.preset
    return f"{reverse('ticketing:cover', args=[event.slug])}?theme={theme}"


def _organizer_url(event: Event) -> str:
    """The organizer's own page, where it lists this event."""
    is_listed = event.is_public and event.visibility == Event.Visibility.PUBLIC and event.host
    return Organizer(event.organizer_id, event.host).get_absolute_url() if is_listed else ""


def social_image_url(event: Event, landing: Landing) -> str:
    """The picture of link previews, with host. Another title, date or theme is another address: networks keep it."""
    shown = "|".join((landing.title, landing.facts.date_line, landing.facts.place_line, landing.theme.preset))
    name = blake2b(shown.encode(), digest_size=6).hexdigest()
    return f"{settings.SITE_URL}{reverse('ticketing:social_image', args=[event.slug])}?v={name}"


def _line(event: Event, ticket: Ticket, room: int | None, now: datetime) -> TicketLine:
    left = ticket.left if room is None else max(0, min(ticket.left, room))
    state = _state(ticket, left, now)
    return TicketLine(
        id=str(ticket.pk),
        reference=ticket.reference,
        name=ticket.name,
        price=ticket.price,
        currency=event.currency,
        state=state,
        description=ticket.description,
        left=left if state == "few_left" else None,
        min_per_order=ticket.min_per_order,
        max_per_order=ticket.max_per_order,
        sales_start_at=ticket.sale_starts_at,
        sales_end_at=ticket.sale_ends_at,
    )


def _state(ticket: Ticket, left: int, now: datetime) -> TicketState:
    if ticket.sale_ends_at and ticket.sale_ends_at <= now:
        return "ended"
    if left < ticket.min_per_order:
        return "sold_out"
    if not ticket.is_on_sale(now):
        return "not_yet"
    return "few_left" if left <= max(2, min(10, ticket.quantity // 5)) else "on_sale"
