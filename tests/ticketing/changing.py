"""Builders for the tests of undo and redo: acts by hand, each in a scope of its own, and what there is afterwards."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.utils import timezone

from accounts.models import Profile
from eventai.db.acting import acting_as, acting_as_system
from events.history import Line
from events.models import ChangeSet, Event, Task
from events.operations import revise_event
from ticketing.models import Ticket
from ticketing.operations.changes import redo_changes, undo_changes
from ticketing.operations.tickets import remove_ticket, set_ticket

FACTS = """name slug kind host summary landing_page_config start_date end_date has_start_time timezone venue city country
online_url is_online capacity currency visibility""".split()
OFFER = """name price quantity description sale_starts_at sale_ends_at min_per_order max_per_order visibility
position""".split()


def by_hand(person: Profile, act: Callable[[], Any]) -> Any:
    """One act of a person, as one request is."""
    with acting_as(person.pk):
        return act()


def revise(person: Profile, event: Event, **facts: Any) -> Event:
    changed: Event = by_hand(person, lambda: revise_event(event, by=person, now=timezone.now(), **facts))
    return changed


def sell(person: Profile, event: Event, name: str = "VIP", price: int = 80, quantity: int = 50, **more: Any) -> Ticket:
    def act() -> Ticket:
        return set_ticket(
            event, name=name, price=Decimal(price), quantity=quantity, by=person, now=timezone.now(), **more
        )

    ticket: Ticket = by_hand(person, act)
    return ticket


def take_off(person: Profile, ticket: Ticket) -> Ticket:
    removed: Ticket = by_hand(person, lambda: remove_ticket(ticket, by=person, now=timezone.now()))
    return removed


def undo(person: Profile, event: Event, change_set: ChangeSet | None = None) -> ChangeSet:
    done: ChangeSet = by_hand(person, lambda: undo_changes(event, by=person, now=timezone.now(), change_set=change_set))
    return done


def redo(person: Profile, event: Event, change_set: ChangeSet | None = None) -> ChangeSet:
    done: ChangeSet = by_hand(person, lambda: redo_changes(event, by=person, now=timezone.now(), change_set=change_set))
    return done


def sets_of(event: Event) -> list[ChangeSet]:
    """The event's change sets, newest first."""
    with acting_as_system():
        return list(ChangeSet.objects.filter(event=event).told())


def latest(event: Event) -> ChangeSet:
    return sets_of(event)[0]


def lines(change_set: ChangeSet) -> list[Line]:
    return change_set.lines


def state_of(event: Event) -> dict[str, Any]:
    """Everything that can be taken back, as it is now: facts, page, tickets on the list, tasks not dismissed."""
    with acting_as_system():
        tickets = Ticket.objects.filter(event=event).exclude(visibility="archived").order_by("name")
        tasks = Task.objects.filter(event=event).order_by("rule", "title")
        return {
            "event": Event.objects.filter(pk=event.pk).values(*FACTS).get(),
            "tickets": list(tickets.values(*OFFER)),
            "tasks": list(tasks.values("rule", "title", "status", "due_date", "data")),
        }
