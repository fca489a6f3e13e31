"""Rehearsing a sale: every act is the real one, and nothing of it stays."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Profile
from eventai.db.acting import acting_as, acting_as_system
from eventai.errors import NotAllowed
from events.models import Event
from tests import builders
from tests.schema.catalogue import all_tables, rows
from tests.ticketing import buying
from ticketing.models import Ticket
from ticketing.operations import rehearsal
from ticketing.operations.rehearsal import Step, rehearse_sale

ACTS = ["reserve", "name", "pay", "letter", "ticket", "door"]


@pytest.fixture
def draft(olga: Profile) -> Event:
    event = builders.make_event(olga)
    builders.make_ticket(event, price=Decimal(25), quantity=4)
    return event


def rehearse(event: Event, person: Profile) -> list[Step]:
    with acting_as(person.pk):
        return rehearse_sale(event, by=person, now=timezone.now())


def everything() -> dict[str, tuple[int, str]]:
    """How many rows each table has, and a digest of all of them."""
    question = "SELECT count(*), coalesce(md5(string_agg(t::text, '' ORDER BY t::text)), '') FROM {} t"
    with acting_as_system():
        readable = [
            table for table in sorted(all_tables()) if rows("SELECT has_table_privilege(%s, 'SELECT')", table)[0][0]
        ]
        return {table: rows(question.format(table))[0] for table in readable}


def test_a_draft_is_sold_from_the_hold_to_the_door(draft: Event, olga: Profile) -> None:
    steps = rehearse(draft, olga)
    assert [step.act for step in steps] == ACTS
    assert [step.sentence for step in steps] == [
        "1 ticket held for 15 minutes, €25.",
        "The buyer gives a name and an address and says who comes.",
        "€25 paid, the order is confirmed.",
        "The buyer gets the letter “Your ticket for Night of Lights”.",
        "1 ticket to show, with a code.",
        "The door lets Rehearsal Guest 1 in, and says so when the same code comes again.",
    ]
    assert all(step.is_good for step in steps)


def test_every_ticket_on_sale_is_walked_as_its_buyers_buy_it(draft: Event, olga: Profile) -> None:
    builders.make_ticket(draft, name="Table", min_per_order=4, max_per_order=8)
    builders.make_ticket(draft, name="Later", sale_starts_at=timezone.now() + timedelta(days=3))
    builders.make_ticket(draft, name="Over", sale_ends_at=timezone.now() - timedelta(days=1))
    builders.make_ticket(draft, name="Secret", visibility=Ticket.Visibility.HIDDEN)
    steps = rehearse(draft, olga)
    assert [step.ticket for step in steps if step.act == "door" and step.is_good] == ["Entry", "Table", "Later"]
    assert (
        next(step.sentence for step in steps if step.ticket == "Table")
        == "4 tickets held for 15 minutes, free of charge."
    )


def test_nothing_stays(draft: Event, olga: Profile, ben: Profile) -> None:
    builders.make_ticket(draft, name="Last", quantity=1)
    before = everything()
    rehearse(draft, olga)
    assert {"orders", "outbox_messages", "procrastinate_jobs", "audit_logs", "ticket_keys"} <= before.keys()
    assert everything() == before


def test_a_running_sale_is_not_touched(draft: Event, olga: Profile, ben: Profile) -> None:
    event = builders.publish(draft)
    buying.buy(event, ben, entry=2)
    before = everything()
    assert all(step.is_good for step in rehearse(event, olga))
    assert everything() == before
    buying.buy(event, ben, entry=2)


@pytest.mark.parametrize("act", ["reserve_tickets", "name_attendees", "settle_order", "check_in_attendee"])
def test_nothing_stays_of_a_rehearsal_that_breaks(
    draft: Event, olga: Profile, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    def breaks(*arguments: Any, **more: Any) -> None:
        getattr(rehearsal, f"real_{act}")(*arguments, **more)
        raise RuntimeError("the power went")

    monkeypatch.setattr(rehearsal, f"real_{act}", getattr(rehearsal, act), raising=False)
    monkeypatch.setattr(rehearsal, act, breaks)
    before = everything()
    with pytest.raises(RuntimeError):
        rehearse(draft, olga)
    assert everything() == before


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kinds=st.lists(
        st.tuples(st.integers(0, 5), st.integers(1, 3), st.sampled_from(["0", "9.50", "120"]), st.integers(-2, 2)),
        min_size=1,
        max_size=3,
    ),
    capacity=st.one_of(st.none(), st.integers(1, 6)),
    status=st.sampled_from(["draft", "published", "cancelled"]),
)
def test_whatever_is_rehearsed_nothing_stays(
    olga: Profile, kinds: list[tuple[int, int, str, int]], capacity: int | None, status: str
) -> None:
    event = builders.make_event(olga, capacity=capacity)
    for place, (quantity, least, price, days) in enumerate(kinds):
        begins = timezone.now() + timedelta(days=days)
        builders.make_ticket(
            event, name=f"T{place}", quantity=quantity, price=Decimal(price), min_per_order=least, sale_starts_at=begins
        )
    event = builders.set_status(event, status)
    before = everything()
    steps = rehearse(event, olga)
    assert everything() == before
    assert all(step.sentence and (step.is_good or step.url) for step in steps)


def test_what_a_buyer_would_stumble_over_is_said_with_its_place(draft: Event, olga: Profile, settings: Any) -> None:
    builders.make_ticket(draft, name="Pair", quantity=1, min_per_order=2)
    settings.STRIPE_SECRET_KEY = "sk_a_key_without_a_rail"
    failed = [(step.act, step.ticket, step.sentence, step.url) for step in rehearse(draft, olga) if not step.is_good]
    tickets = f"/events/{draft.slug}/tickets/"
    assert failed == [
        ("pay", "Entry", "This event cannot take card payments yet. Nothing was charged.", tickets),
        ("reserve", "Pair", "Only one seat is left of “Pair”. Choose fewer and try again.", tickets),
    ]


def test_a_sale_that_begins_after_the_event_is_found(draft: Event, olga: Profile) -> None:
    builders.make_ticket(draft, name="Late", sale_starts_at=timezone.now() + timedelta(days=60))
    assert rehearse(draft, olga)[-1].sentence == "The event is over. Tickets are no longer sold."


def test_without_date_or_ticket_or_strangers_there_is_nothing_to_sell(olga: Profile) -> None:
    nothing = builders.make_event(olga)
    undated = builders.make_event(olga, start_date=None, end_date=None)
    private = builders.make_event(olga)
    with acting_as_system():
        Event.objects.filter(pk=private.pk).update(visibility="private")
        private.refresh_from_db()
    found = [rehearse(event, olga)[0] for event in (nothing, undated, private)]
    assert [(step.is_good, step.sentence.split(",")[0].split(":")[0]) for step in found] == [
        (False, "There is no ticket that could be sold."),
        (False, "The event has no date"),
        (False, "The event is private"),
    ]


def test_a_co_organizer_rehearses_too_whatever_may_be_missing_to_publish(draft: Event, omar: Profile) -> None:
    builders.open_to(draft, omar, "change_event")
    assert [step.act for step in rehearse(draft, omar)] == ACTS


@pytest.mark.parametrize("permission", ["", "view_event", "check_in_attendee"])
def test_nobody_else_may(draft: Event, sam: Profile, permission: str) -> None:
    if permission:
        builders.open_to(draft, sam, permission)
    with pytest.raises(NotAllowed):
        rehearse(draft, sam)
