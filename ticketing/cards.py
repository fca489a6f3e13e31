"""Public events as cards: what a visitor sees before opening one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from eventai.money import Money
from events.models import Event
from events.operations import event_facts
from events.page.facts import PageFacts
from ticketing.models import Ticket
from ticketing.offer import cover_url, ticket_lines

FEW = 10


@dataclass(frozen=True)
class Card:
    """A public event with its price and what is left."""

    event: Event
    facts: PageFacts
    tickets: tuple[Ticket, ...]

    @property
    def price(self) -> str:
        """ "Free", "€20", "From €12"; empty while there is nothing to buy."""
        if not any(ticket.left for ticket in self.tickets):
            return ""
        prices = sorted({ticket.price for ticket in self.tickets})
        lowest = Money(prices[0], self.event.currency).brief if prices[0] else "Free"
        if len(prices) == 1:
            return lowest
        return f"From {lowest}" if prices[0] else f"Free, or {Money(prices[1], self.event.currency).brief}"

    @property
    def scarcity(self) -> str:
        """ "Sold out", "8 places left"; empty while there is room."""
        left = sum(ticket.left for ticket in self.tickets)
        if not self.tickets or left > FEW:
            return ""
        return f"{left} {'place' if left == 1 else 'places'} left" if left else "Sold out"

    @property
    def meta(self) -> str:
        """Place and hour in one line."""
        parts = (self.facts.place_line, self.facts.time_line.split(" – ")[0])
        return ". ".join(part for part in parts if part)


def cards_of(events: Iterable[Event], *, now: datetime) -> list[Card]:
    """The events as cards, in their order. One query for the events, one for their tickets."""
    listed = list(events)
    shown: Prefetch[str, QuerySet[Ticket], str] = Prefetch("tickets", Ticket.objects.shown(), to_attr="shown_tickets")
    prefetch_related_objects(listed, shown)
    return [_card(event, now) for event in listed]


def _card(event: Event, now: datetime) -> Card:
    tickets = tuple(event.shown_tickets)  # type: ignore[attr-defined]  # put there by the prefetch
    lines = ticket_lines(event, tickets, now=now)
    return Card(event, event_facts(event, now=now, tickets=lines, cover_url=cover_url(event)), tickets)
