"""What must be true, and what is worth a look, before an event goes before the public."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from allauth.account.models import EmailAddress
from django.db.models import Q
from django.urls import reverse

from accounts.models import AppRole, Profile, UserRole
from events.models import Event
from events.operations import event_facts
from events.page.layout import Landing
from events.page.review import Remark, review_page
from ticketing.models import Order, Payment, Ticket
from ticketing.offer import draft_of
from ticketing.payments import NoRail, rail_for

Level = Literal["blocker", "warning", "ok"]


@dataclass(frozen=True)
class Check:
    """One thing looked at before publishing. `url` leads to where it is mended; `about` names it for pages.

    `claim` holds the words that only a person can say are right.
    """

    level: Level
    sentence: str
    url: str = ""
    about: str = ""
    claim: str = ""


def publication_checks(event: Event, *, profile: Profile, now: datetime) -> list[Check]:
    """What speaks against publishing (blockers), what is worth a look (warnings), and what is fine; in that order."""
    tickets = list(event.tickets.all())
    found = [*checks_of_draft(event, tickets, now=now), *_checks_of_page(event, tickets, now)]
    order: list[Level] = ["blocker", "warning", "ok"]
    return sorted([*found, *_checks_of_person(event, profile)], key=lambda check: order.index(check.level))


def checks_of_draft(event: Event, tickets: Iterable[Ticket], *, now: datetime) -> list[Check]:
    """What the event's facts and the given ticket types say; asks the database nothing, so lists can show it."""
    return [*_checks_of_facts(event, now), *_checks_of_tickets(event, tickets, now)]


def blockers_among(checks: list[Check]) -> list[Check]:
    return [check for check in checks if check.level == "blocker"]


def warnings_among(checks: list[Check]) -> list[Check]:
    return [check for check in checks if check.level == "warning"]


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
    yield from _sale_windows(event, shown, page, now)
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
        yield _check_of_payment(Order(event=event, total_amount=dearest, currency=event.currency), page)


def _sale_windows(event: Event, shown: list[Ticket], page: str, now: datetime) -> Iterator[Check]:
    """Ticket types that nobody will be able to buy, while others can be bought."""
    over = event.end_date or (event.start_date + timedelta(days=1) if event.start_date else None)
    for ticket in shown:
        if ticket.sale_ends_at and ticket.sale_ends_at <= now:
            yield Check("warning", f"The sale of “{ticket.name}” is over already.", page, "tickets")
        elif over and ticket.sale_starts_at and ticket.sale_starts_at >= over:
            yield Check("warning", f"The sale of “{ticket.name}” begins after the event.", page, "tickets")


def _check_of_payment(sample: Order, page: str) -> Check:
    """Whether an order like this could be paid; the test rail says what it is, here as at the checkout."""
    try:
        rail = rail_for(sample)
    except NoRail:
        sentence = "Tickets cost money, but no way to pay is set up here. Free tickets need none."
        return Check("blocker", sentence, page, "payment")
    if rail.name == Payment.Rail.TEST:
        sentence = "Payments run on the built-in test rail: orders are confirmed, no money moves."
        return Check("warning", sentence, page, "payment")
    return Check("ok", "Buyers can pay.", page, "payment")


def _checks_of_page(event: Event, tickets: list[Ticket], now: datetime) -> Iterator[Check]:
    landing = draft_of(event, now=now)
    yield from _waiting_parts(event, landing)
    known = "\n".join(str(number) for one in tickets for number in (one.quantity, one.max_per_order))
    seats = sum(ticket.quantity for ticket in tickets if ticket.visibility == Ticket.Visibility.PUBLIC)
    remarks = review_page(landing.page, landing.facts, known=f"{known}\n{seats}")
    checked = set(event.checked_claims.values_list("key", flat=True)) if remarks else set()
    editor = reverse("ticketing:editor", args=[event.slug])
    for remark, count in Counter(remarks).items():
        url = f"{editor}?section={remark.section}" if remark.section else editor
        if remark.kind == "claim" and remark.key in checked:
            yield Check("ok", f"Checked: “{remark.words}”.", url, "checked", claim=remark.words)
        else:
            yield _check_of_remark(event, remark, count, url)
    if not remarks:
        yield Check("ok", "Page: nothing stands in for something else, and what it claims is known.", editor, "page")


def _waiting_parts(event: Event, landing: Landing) -> Iterator[Check]:
    waiting = [block for block in landing.blocks if block.is_waiting and block.type != "tickets"]
    names = ", ".join(dict.fromkeys(block.heading or block.type for block in waiting))
    if names:
        url = f"{reverse('ticketing:editor', args=[event.slug])}?section={waiting[0].section.id}"
        yield Check("warning", f"Still to be filled, and hidden from visitors until then: {names}.", url, "page")


def _check_of_remark(event: Event, remark: Remark, count: int, url: str) -> Check:
    """The remark in a sentence, with the way to the place."""
    place = f"in {remark.place}"
    match remark.kind:
        case "stand_in":
            return Check("blocker", f"“{remark.words}” {place} stands in for words still to be written.", url, "page")
        case "to_come":
            return Check("warning", f"“{remark.words}” {place}: visitors will read it as it stands.", url, "page")
        case "claim":
            return Check("warning", f"{remark.detail} It stands {place}.", url, "claim", claim=remark.words)
        case "contradiction":
            return Check("warning", f"“{remark.words}” {place}, but {remark.detail}.", url, "page")
        case "gone":
            return Check("warning", f"A picture {place} is gone. Nothing is shown there.", url, "page")
        case "no_description":
            pictures = "A picture has" if count == 1 else f"{count} pictures have"
            shelf = reverse("events:pictures", args=[event.slug])
            return Check("warning", f"{pictures} no description for who cannot see it, {place}.", shelf, "pictures")
        case "accent":
            return Check(
                "warning", f"The accent {remark.words} is too faint on this theme: {remark.detail}.", url, "page"
            )


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
