"""Taking back what was changed about an event."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.models import Profile
from eventai.db.acting import acting_as, acting_as_system, changing
from eventai.errors import NotAllowed
from events.models import Event, Task
from events.operations import (
    EventUnclear,
    add_task,
    approve_task,
    complete_task,
    event_facts,
    revise_event,
    revise_page,
)
from events.page.writing import redraw_copy
from tests import builders
from tests.accounts.belongings import make_guest
from tests.ticketing import buying
from tests.ticketing.changing import (
    by_hand,
    latest,
    lines,
    redo,
    revise,
    sell,
    sets_of,
    state_of,
    take_off,
    undo,
)
from ticketing.models import Ticket
from ticketing.operations.changes import ChangedSince, NothingToUndo
from ticketing.operations.tickets import TicketInUse, TicketUnclear, set_ticket


@pytest.fixture
def event(olga: Profile) -> Event:
    return builders.make_event(olga)


def task_of(event: Event, rule: str) -> Task:
    with acting_as_system():
        return Task.objects.get(event=event, rule=rule)


def carry_out(task: Task) -> None:
    with acting_as_system():
        Task.objects.filter(pk=task.pk).update(status=Task.Status.DONE)


def test_a_fact_is_as_it_was(event: Event, olga: Profile) -> None:
    revise(olga, event, venue="New Hall", capacity=200)
    done = undo(olga, event)
    assert lines(done) == [("Venue", "New Hall", "Old Mill"), ("Capacity", "200", "100")]
    assert (done.kind, done.actor_id, done.label) == ("undo", olga.pk, "Undone: Place and capacity changed")
    found = buying.fresh(event)
    assert (found.venue, found.capacity) == ("Old Mill", 100)


def test_the_latest_goes_first_then_the_one_before(event: Event, olga: Profile) -> None:
    revise(olga, event, venue="New Hall")
    revise(olga, event, venue="Third Hall")
    undo(olga, event)
    assert buying.fresh(event).venue == "New Hall"
    undo(olga, event)
    assert buying.fresh(event).venue == "Old Mill"


def test_the_beginning_is_not_undone(event: Event, olga: Profile) -> None:
    with pytest.raises(NothingToUndo, match="Nothing was changed since “Night of Lights” was begun"):
        undo(olga, event)
    with pytest.raises(NothingToUndo, match="The first draft is not undone"):
        undo(olga, event, latest(event))


def test_another_event_s_changes_are_not_found(event: Event, olga: Profile) -> None:
    other = builders.make_event(olga, name="Another")
    revise(olga, other, venue="New Hall")
    with pytest.raises(NothingToUndo):
        undo(olga, event, latest(other))
    assert buying.fresh(other).venue == "New Hall"


def test_a_set_that_was_undone_stays_so(event: Event, olga: Profile) -> None:
    revise(olga, event, venue="New Hall")
    revise(olga, event, capacity=200)
    change = latest(event)
    first = undo(olga, event, change)
    assert undo(olga, event, change) == first
    assert buying.fresh(event).venue == "New Hall"


def test_a_redo_stands_for_its_change(event: Event, olga: Profile) -> None:
    revise(olga, event, venue="New Hall")
    undo(olga, event)
    undo(olga, event, redo(olga, event))
    assert buying.fresh(event).venue == "Old Mill"
    redo(olga, event, latest(event))
    assert buying.fresh(event).venue == "New Hall"


def test_an_earlier_change_is_taken_back_alone(event: Event, olga: Profile) -> None:
    revise(olga, event, venue="New Hall")
    change = latest(event)
    revise(olga, event, capacity=200)
    undo(olga, event, change)
    found = buying.fresh(event)
    assert (found.venue, found.capacity) == ("Old Mill", 200)


def test_what_was_changed_since_is_not_lost(event: Event, olga: Profile) -> None:
    ticket = sell(olga, event, price=80)
    sell(olga, event, price=90)
    change = latest(event)
    sell(olga, event, price=95)
    with pytest.raises(ChangedSince, match=r"The price of VIP was changed since: it is €95.00 now, not €90.00\."):
        undo(olga, event, change)
    assert buying.fresh(ticket).price == Decimal(95)


def test_a_new_ticket_leaves_the_list_and_a_removed_one_comes_back(event: Event, olga: Profile) -> None:
    ticket = sell(olga, event)
    assert lines(undo(olga, event)) == [("Ticket", "VIP", "")]
    assert buying.fresh(ticket).visibility == Ticket.Visibility.ARCHIVED
    redo(olga, event)
    take_off(olga, ticket)
    assert latest(event).label == "Ticket VIP removed"
    assert lines(undo(olga, event)) == [("Ticket", "", "VIP")]
    assert buying.fresh(ticket).visibility == Ticket.Visibility.PUBLIC


def test_a_ticket_that_is_sold_stays(event: Event, olga: Profile, ben: Profile) -> None:
    ticket = sell(olga, event, name="entry", price=0)
    builders.publish(event)
    buying.buy(event, ben, **{ticket.reference: 1})
    with pytest.raises(TicketInUse, match="1 seat of “entry” is sold, so the ticket stays"):
        undo(olga, event)
    assert buying.fresh(ticket).visibility == Ticket.Visibility.PUBLIC


def test_no_seat_that_is_taken_is_undone(event: Event, olga: Profile, ben: Profile) -> None:
    ticket = sell(olga, event, name="entry", price=0, quantity=2)
    sell(olga, event, name="entry", price=0, quantity=5)
    builders.publish(event)
    buying.buy(event, ben, **{ticket.reference: 3})
    with pytest.raises(TicketInUse, match="3 seats of “entry” are taken already"):
        undo(olga, event)
    assert buying.fresh(ticket).quantity == 5


def test_sales_themselves_are_no_change(event: Event, olga: Profile, ben: Profile) -> None:
    ticket = sell(olga, event, name="entry", price=0)
    builders.publish(event)
    before = sets_of(event)
    buying.buy(event, ben, **{ticket.reference: 3})
    assert sets_of(event) == before


def test_two_tickets_never_get_one_name(event: Event, olga: Profile) -> None:
    sell(olga, event, name="VIP")
    sell(olga, event, name="VIP", new_name="Gold")
    change = latest(event)
    sell(olga, event, name="VIP")
    with pytest.raises(TicketUnclear, match="There is another ticket “VIP” by now"):
        undo(olga, event, change)


def test_tasks_go_back_with_the_date(event: Event, olga: Profile) -> None:
    before = state_of(event)
    assert event.start_date and event.end_date
    week = timedelta(days=7)
    revise(olga, event, start_date=event.start_date + week, end_date=event.end_date + week)
    assert latest(event).label == "Date changed"
    assert state_of(event)["tasks"] != before["tasks"]
    undo(olga, event)
    assert state_of(event) == before


def test_tasks_that_a_first_date_planned_go_and_are_planned_anew_with_the_next(olga: Profile) -> None:
    event = builders.make_event(olga, start_date=None, end_date=None)
    before = state_of(event)
    day = timezone.now() + timedelta(days=30)
    revise(olga, event, start_date=day)
    undo(olga, event)
    assert state_of(event) == before
    revise(olga, event, start_date=day + timedelta(days=3))
    assert [task["rule"] for task in state_of(event)["tasks"]] == [
        "check_in_instructions", "follow_up", "reminder", "welcome",
    ]  # fmt: skip


def test_a_letter_that_went_out_keeps_its_time(event: Event, olga: Profile) -> None:
    assert event.start_date
    revise(olga, event, start_date=event.start_date + timedelta(days=1), end_date=None)
    reminder = task_of(event, "reminder")
    carry_out(reminder)
    undo(olga, event)
    assert task_of(event, "reminder").due_date == reminder.due_date
    assert buying.fresh(event).start_date == event.start_date


def test_a_decision_about_a_task_is_taken_back(event: Event, olga: Profile) -> None:
    task = task_of(event, "reminder")
    by_hand(olga, lambda: approve_task(task, by=olga, now=timezone.now()))
    assert latest(event).label == "Task “Reminder, a week before” approved"
    undo(olga, event)
    assert task_of(event, "reminder").status == Task.Status.WAITING
    by_hand(olga, lambda: complete_task(task, by=olga))
    undo(olga, event)
    assert task_of(event, "reminder").status == Task.Status.WAITING


def test_an_approved_letter_that_went_out_is_not_unapproved(event: Event, olga: Profile) -> None:
    task = task_of(event, "reminder")
    by_hand(olga, lambda: approve_task(task, by=olga, now=timezone.now()))
    carry_out(task)
    with pytest.raises(ChangedSince, match="The state of “Reminder, a week before” was changed since: it is done now"):
        undo(olga, event)


def test_a_task_added_by_hand_vanishes_and_comes_back(event: Event, olga: Profile) -> None:
    task = by_hand(olga, lambda: add_task(event, title="Rent chairs", due_date=None, by=olga, now=timezone.now()))
    undo(olga, event)
    with acting_as_system():
        assert not Task.objects.filter(pk=task.pk).exists()
    redo(olga, event)
    found = task_of(event, "hand")
    assert (found.pk, found.title, found.status) == (task.pk, "Rent chairs", Task.Status.SCHEDULED)


def test_a_rewritten_page_reads_as_before(event: Event, olga: Profile) -> None:
    before = state_of(event)
    config = redraw_copy(event.landing_page_config, event_facts(event), "professional")
    by_hand(olga, lambda: revise_page(event, config=config, by=olga))
    change = latest(event)
    assert change.label == "Page changed"
    assert [line.label for line in change.lines][:1] == ["Page, hero"]
    undo(olga, event)
    assert state_of(event) == before


def test_a_public_page_keeps_its_address(event: Event, olga: Profile) -> None:
    revise(olga, event, name="Night of Stars")
    builders.publish(event)
    undo(olga, event)
    found = buying.fresh(event)
    assert (found.name, found.slug) == ("Night of Lights", "night-of-stars")


def test_an_address_that_somebody_took_is_not_taken_back(event: Event, olga: Profile, sam: Profile) -> None:
    revise(olga, event, name="Night of Stars")
    builders.make_event(sam, name="Night of Lights")
    undo(olga, event)
    found = buying.fresh(event)
    assert (found.name, found.slug) == ("Night of Lights", "night-of-stars")


def test_the_currency_of_a_public_event_stays(event: Event, olga: Profile) -> None:
    revise(olga, event, currency="USD")
    builders.publish(event)
    with pytest.raises(ChangedSince, match="its currency stays"):
        undo(olga, event)


def test_a_public_event_keeps_a_date(olga: Profile) -> None:
    event = builders.make_event(olga, start_date=None, end_date=None)
    revise(olga, event, start_date=timezone.now() + timedelta(days=30))
    builders.publish(event)
    with pytest.raises(EventUnclear, match="needs its date"):
        undo(olga, event)


def test_a_cancelled_event_stays_as_it_is(event: Event, olga: Profile) -> None:
    revise(olga, event, venue="New Hall")
    builders.publish(event)
    builders.set_status(event, Event.Status.CANCELLED)
    with pytest.raises(ChangedSince, match="is cancelled; its facts stay"):
        undo(olga, event)


def test_all_of_it_or_nothing(event: Event, olga: Profile, ben: Profile) -> None:
    ticket = sell(olga, event, name="entry", price=0, quantity=2)

    def turn() -> None:
        revise_event(event, by=olga, now=timezone.now(), venue="New Hall")
        set_ticket(event, name="entry", price=Decimal(0), quantity=9, by=olga, now=timezone.now())

    by_hand(olga, turn)
    builders.publish(event)
    buying.buy(event, ben, **{ticket.reference: 3})
    before = sets_of(event)
    with pytest.raises(TicketInUse):
        undo(olga, event)
    assert buying.fresh(event).venue == "New Hall"
    assert sets_of(event) == before


def test_a_turn_of_several_transactions_is_one_set(event: Event, olga: Profile) -> None:
    before, run = state_of(event), uuid4()
    for venue, price in (("New Hall", 10), ("Third Hall", 12)):
        with acting_as(olga.pk), changing(run):
            revise_event(event, by=olga, now=timezone.now(), venue=venue)
            set_ticket(event, name="VIP", price=Decimal(price), quantity=5, by=olga, now=timezone.now())
    change = latest(event)
    assert (change.pk, change.run_id, change.label) == (run, run, "Place changed, ticket VIP added")
    assert lines(change) == [("Venue", "Old Mill", "Third Hall"), ("Ticket", "", "VIP, €12.00, 5 seats")]
    undo(olga, event)
    assert state_of(event) == before


def test_a_turn_may_go_on_after_its_undo(event: Event, olga: Profile) -> None:
    run = uuid4()
    with acting_as(olga.pk), changing(run):
        revise_event(event, by=olga, now=timezone.now(), venue="New Hall")
    undo(olga, event, latest(event))
    with acting_as(olga.pk), changing(run):
        revise_event(event, by=olga, now=timezone.now(), venue="Third Hall")
    change = latest(event)
    assert (change.kind, change.run_id, change.pk != run) == ("change", run, True)
    undo(olga, event)
    assert buying.fresh(event).venue == "Old Mill"


def test_what_comes_to_nothing_is_no_change(event: Event, olga: Profile) -> None:
    before = sets_of(event)

    def there_and_back() -> None:
        for venue in ("New Hall", "Old Mill"):
            revise_event(event, by=olga, now=timezone.now(), venue=venue)

    by_hand(olga, there_and_back)
    assert sets_of(event) == before


def test_a_guest_s_draft_is_told_too(db: None) -> None:
    guest, _ = make_guest()
    event = builders.make_event(guest)
    revise(guest, event, venue="New Hall")
    undo(guest, event)
    assert buying.fresh(event).venue == "Old Mill"
    assert {one.actor_id for one in sets_of(event)} == {guest.pk}


def test_a_co_organizer_may(event: Event, olga: Profile, omar: Profile) -> None:
    builders.open_to(event, omar, "change_event")
    revise(olga, event, venue="New Hall")
    assert undo(omar, event).actor_id == omar.pk


@pytest.mark.parametrize("permission", ["view_event", "check_in_attendee"])
def test_who_may_only_look_may_not(event: Event, olga: Profile, omar: Profile, permission: str) -> None:
    builders.open_to(event, omar, permission)
    revise(olga, event, venue="New Hall")
    with pytest.raises(NotAllowed):
        undo(omar, event)


def test_a_stranger_may_not(event: Event, olga: Profile, sam: Profile) -> None:
    revise(olga, event, venue="New Hall")
    builders.publish(event)
    with pytest.raises(NotAllowed):
        undo(sam, event)
    assert buying.fresh(event).venue == "New Hall"


@pytest.mark.django_db(transaction=True)
def test_two_clicks_undo_one_change(event: Event, olga: Profile) -> None:
    revise(olga, event, venue="New Hall")
    revise(olga, event, venue="Third Hall")
    change = latest(event)
    done: list[Any] = buying.at_once(*[lambda: undo(olga, event, change)] * 4)
    assert len({one.pk for one in done}) == 1
    assert buying.fresh(event).venue == "New Hall"
