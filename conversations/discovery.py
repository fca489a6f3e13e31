"""Public events as cards: what a visitor sees before opening one."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Prefetch, QuerySet

from eventai.money import Money
from events.models import Event
from events.operations import event_facts
from events.page.facts import PageFacts
from ticketing.models import Ticket
from ticketing.offer import cover_url, ticket_lines

FEW = 10
FILTERS = {"": "Anywhere", "week": "Next 7 days", "online": "Online", "free": "Free"}


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


def cards(*, now: datetime, kind: str = "", most: int) -> tuple[list[Card], bool]:
    """The next public events, at most so many, and whether there are more."""
    shown = Prefetch("tickets", Ticket.objects.shown(), to_attr="shown_tickets")
    found = list(_chosen(now, kind).prefetch_related(shown)[: most + 1])
    return [_card(event, now) for event in found[:most]], len(found) > most


def _chosen(now: datetime, kind: str) -> QuerySet[Event]:
    ahead = Event.objects.listed().ahead(now)
    if kind == "week":
        ahead = ahead.filter(start_date__lt=now + timedelta(days=7))
    elif kind == "online":
        ahead = ahead.filter(is_online=True)
    elif kind == "free":
        priced = Ticket.objects.shown().filter(price__gt=0).values("event")
        ahead = ahead.exclude(pk__in=priced)
    chosen: QuerySet[Event] = ahead
    return chosen


def _card(event: Event, now: datetime) -> Card:
    tickets = tuple(event.shown_tickets)  # type: ignore[attr-defined]  # put there by the prefetch
    lines = ticket_lines(event, tickets, now=now)
    return Card(event, event_facts(event, now=now, tickets=lines, cover_url=cover_url(event)), tickets)
