"""From draft to public and back: what must be true first, what it will mean, and the step itself."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from allauth.account.models import EmailAddress
from django.db.models import Q
from django.urls import reverse

from accounts.models import AppRole, Profile, UserRole
from eventai.errors import DomainError
from eventai.money import Money
from eventai.operation import operation
from events.models import Event
from events.operations import event_facts, plan_tasks
from events.page.layout import lay_out
from events.page.reading import read_page
from ticketing.models import Order, Payment, Ticket
from ticketing.operations.tickets import locked_with_tickets
from ticketing.payments import NoRail, rail_for

Level = Literal["blocker", "warning", "ok"]


@dataclass(frozen=True)
class Check:
    """One thing looked at before publishing. `url` leads to where it is mended; `about` names it for pages."""

    level: Level
    sentence: str
    url: str = ""
    about: str = ""


class NotReadyToPublish(DomainError):
    """Something is missing that buyers would need."""


class NotWithdrawable(DomainError):
    """People have ordered, so the event cannot go back into the drawer."""


def publication_checks(event: Event, *, profile: Profile, now: datetime) -> list[Check]:
    """What speaks against publishing (blockers), what is worth a look (warnings), and what is fine; in that order."""
    found = [*checks_of_draft(event, event.tickets.all(), now=now), *_checks_of_page(event, now)]
    order: list[Level] = ["blocker", "warning", "ok"]
    return sorted([*found, *_checks_of_person(event, profile)], key=lambda check: order.index(check.level))


def checks_of_draft(event: Event, tickets: Iterable[Ticket], *, now: datetime) -> list[Check]:
    """What the event's facts and the given ticket types say; asks the database nothing, so lists can show it."""
    return [*_checks_of_facts(event, now), *_checks_of_tickets(event, tickets, now)]


def blockers_among(checks: list[Check]) -> list[Check]:
    return [check for check in checks if check.level == "blocker"]


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


def _checks_of_facts(event: Event, now: datetime) -> Iterator[Check]:
    form = reverse("events:edit", args=[event.slug])
    if not event.name.strip():
        yield Check("blocker", "The event has no name.", form, "name")
    over = event.end_date or (event.start_date + timedelta(days=1) if event.start_date else None)
    if event.start_date is None or over is None:
        yield Check("blocker", "The event has no date.", form, "date")
    elif event.end_date and event.end_date < event.start_date:
        yield Check("blocker", "The event would end before it begins.", form, "date")
    elif over <= now:
        yield Check("blocker", f"The date is past: {event_facts(event).date_line}.", form, "date")
    else:
        yield Check("ok", f"Date: {event_facts(event).date_line}.", form, "date")
    if event.venue or event.city or event.is_online:
        yield Check("ok", f"Place: {event_facts(event).place_line}.", form, "place")
    else:
        yield Check("warning", "No venue is named, and the event is not online either.", form, "place")


def _checks_of_tickets(event: Event, tickets: Iterable[Ticket], now: datetime) -> Iterator[Check]:
    page = reverse("ticketing:tickets", args=[event.slug])
    shown = [ticket for ticket in tickets if ticket.visibility == Ticket.Visibility.PUBLIC]
    waiting = [ticket for ticket in shown if ticket.can_be_sold(now)]
    if not waiting:
        ended = "The sale of every ticket is over." if shown else "There is no ticket on sale."
        yield Check("blocker", ended, page, "tickets")
        return
    seats = sum(ticket.quantity for ticket in shown)
    yield Check("ok", f"{seats:,} {'seat' if seats == 1 else 'seats'} on sale.", page, "tickets")
    form = reverse("events:edit", args=[event.slug])
    if event.capacity is None:
        yield Check("warning", "No capacity is set: nothing limits the event but its tickets.", form, "capacity")
    elif seats > event.capacity:
        yield Check(
            "warning",
            f"{seats:,} seats are offered for {event.capacity:,} places. Sales stop once the places are taken.",
            page,
            "capacity",
        )
    dearest = max(ticket.price for ticket in shown)
    if dearest:
        yield _check_of_payment(Order(event=event, total_amount=dearest, currency=event.currency))


def _check_of_payment(sample: Order) -> Check:
    """Whether an order like this could be paid; the test rail says what it is, here as at the checkout."""
    try:
        rail = rail_for(sample)
    except NoRail:
        return Check("blocker", "Tickets cost money, but no way to pay is set up.", about="payment")
    if rail.name == Payment.Rail.TEST:
        return Check(
            "warning", "Payments run on the built-in test rail: orders are confirmed, no money moves.", about="payment"
        )
    return Check("ok", "Buyers can pay.", about="payment")


def _checks_of_page(event: Event, now: datetime) -> Iterator[Check]:
    facts = event_facts(event, is_preview=True, now=now)
    waiting = [block for block in lay_out(read_page(event.landing_page_config), facts).blocks if block.is_waiting]
    names = ", ".join(dict.fromkeys(block.heading or block.type for block in waiting if block.type != "tickets"))
    if names:
        preview = reverse("ticketing:event_page", args=[event.slug])
        yield Check("warning", f"Still to be filled, and hidden from visitors until then: {names}.", preview, "page")


def _checks_of_person(event: Event, profile: Profile) -> Iterator[Check]:
    if profile.user_id is None:
        yield Check("blocker", "Sign in to publish. Your draft is kept.", reverse("account_login"), "account")
        return
    if not EmailAddress.objects.filter(user_id=profile.user_id, verified=True).exists():
        yield Check("blocker", "Your e-mail address is not confirmed yet.", reverse("account_email"), "email")
    publishers = Q(role=AppRole.ORGANIZER) | Q(role=AppRole.ADMIN)
    if not UserRole.objects.filter(publishers, user=profile).exists():
        publish = reverse("ticketing:publish", args=[event.slug])  # has the one-step form
        yield Check("blocker", "You are not registered as an organizer yet.", publish, "role")
