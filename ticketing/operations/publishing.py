"""From draft to public and back: what it will mean, and the step itself."""

from datetime import datetime
from typing import Any

from accounts.models import Profile
from eventai.errors import DomainError
from eventai.money import Money
from eventai.operation import operation
from events.models import Event
from events.operations import event_facts, plan_tasks
from ticketing.checks import blockers_among, publication_checks
from ticketing.models import Order, Ticket
from ticketing.operations.tickets import locked_with_tickets


class NotReadyToPublish(DomainError):
    """Something is missing that buyers would need."""


class NotWithdrawable(DomainError):
    """People have ordered, so the event cannot go back into the drawer."""


def publication_facts(event: Event) -> dict[str, Any]:
    """What publishing means, for the approval card and the review page: plain strings and numbers, JSON-able.

    Keys: name, address (with host), when, where, seats (on sale), highest_total (all of them sold, as money),
    currency, tickets (list of name, price, quantity), is_free, mails (letters sent by publishing: none).
    """
    facts = event_facts(event)
    tickets = list(event.tickets.filter(visibility=Ticket.Visibility.PUBLIC))
    highest = sum((ticket.price * ticket.left for ticket in tickets), Money.zero(event.currency).amount)
    return {
        "name": event.name,
        "address": event.page_url,
        "when": facts.date_line,
        "where": facts.place_line,
        "visibility": event.visibility,
        "seats": sum(ticket.left for ticket in tickets),
        "highest_total": Money(highest, event.currency).brief,
        "currency": event.currency,
        "is_free": not highest,
        "tickets": [
            {"name": ticket.name, "price": Money(ticket.price, event.currency).brief, "quantity": ticket.quantity}
            for ticket in tickets
        ],
        "mails": 0,
    }


@operation
def publish_event(event: Event, *, by: Profile, now: datetime) -> Event:
    """Put the event before the public and open its sales. Publishing twice changes nothing.

    Locks the event and its tickets. Raises NotReadyToPublish with what is missing.
    """
    locked = locked_with_tickets(event)
    if locked.status == Event.Status.PUBLISHED:
        return locked
    if locked.status != Event.Status.DRAFT:
        raise NotReadyToPublish(f"{locked.name} is {locked.status}. It cannot be published again.")
    missing = blockers_among(publication_checks(locked, profile=by, now=now))
    if missing:
        raise NotReadyToPublish("Not published yet. " + " ".join(check.sentence for check in missing))
    locked.status = Event.Status.PUBLISHED
    locked.published_at = now
    locked.save(update_fields=["status", "published_at"])
    plan_tasks(locked, now=now)
    return locked


@operation
def withdraw_event(event: Event, *, by: Profile, now: datetime) -> Event:
    """Take a published event back into the drawer, while nobody has ordered. Withdrawing twice changes nothing.

    Locks the event and its tickets, so that no order slips in. Raises NotWithdrawable.
    """
    locked = locked_with_tickets(event)
    if locked.status == Event.Status.DRAFT:
        return locked
    if locked.status != Event.Status.PUBLISHED:
        raise NotWithdrawable(f"{locked.name} is {locked.status}. Only a published event is withdrawn.")
    orders = Order.objects.filter(event=locked).exclude(status__in=[Order.Status.EXPIRED, Order.Status.CANCELLED])
    count = orders.count()
    if count:
        people = "somebody has" if count == 1 else f"{count} people have"
        raise NotWithdrawable(
            f"{people.capitalize()} ordered, so {locked.name} stays public. You can stop its sales, or cancel it."
        )
    locked.status = Event.Status.DRAFT
    locked.published_at = None
    locked.save(update_fields=["status", "published_at"])
    plan_tasks(locked, now=now)  # ends what only makes sense on sale
    return locked
