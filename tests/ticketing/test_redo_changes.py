"""Bringing back what was undone."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.models import AppRole, Profile
from eventai.db.acting import acting_as_system
from eventai.errors import DomainError, NotAllowed
from events.models import Event, Task
from events.operations import (
    add_task,
    approve_task,
    complete_task,
    dismiss_task,
    event_facts,
    reschedule_task,
    revise_page,
)
from events.page.writing import redraw_copy, restyle
from tests import builders
from tests.ticketing import buying
from tests.ticketing.changing import by_hand, latest, lines, redo, revise, sell, sets_of, state_of, take_off, undo
from ticketing.models import Ticket
from ticketing.operations.changes import ChangedSince, NothingToRedo, NothingToUndo


@pytest.fixture
def event(olga: Profile) -> Event:
    return builders.make_event(olga)


def test_what_was_undone_is_there_again(event: Event, olga: Profile) -> None:
    revise(olga, event, venue="New Hall")
    undo(olga, event)
    done = redo(olga, event)
    assert lines(done) == [("Venue", "Old Mill", "New Hall")]
    assert (done.kind, done.label) == ("redo", "Redone: Place changed")
    assert buying.fresh(event).venue == "New Hall"


def test_undo_and_redo_alternate_for_ever(event: Event, olga: Profile) -> None:
    sell(olga, event)
    revise(olga, event, name="Night of Stars")
    change, after = latest(event), state_of(event)
    for _ in range(3):
        undo(olga, event, change)
        assert buying.fresh(event).name == "Night of Lights"
        redo(olga, event, change)
        assert state_of(event) == after
    undo(olga, event)
    undo(olga, event)
    assert state_of(event)["tickets"] == []


def test_the_last_undone_comes_first(event: Event, olga: Profile) -> None:
    for venue in ("New Hall", "Third Hall"):
        revise(olga, event, venue=venue)
    undo(olga, event)
    undo(olga, event)
    redo(olga, event)
    assert buying.fresh(event).venue == "New Hall"
    redo(olga, event)
    assert buying.fresh(event).venue == "Third Hall"


def test_nothing_was_undone(event: Event, olga: Profile) -> None:
    revise(olga, event, venue="New Hall")
    with pytest.raises(NothingToRedo):
        redo(olga, event)
    with pytest.raises(NothingToRedo):
        redo(olga, event, latest(event))


def test_a_new_change_ends_it(event: Event, olga: Profile) -> None:
    revise(olga, event, venue="New Hall")
    change = latest(event)
    undo(olga, event)
    revise(olga, event, capacity=200)
    for asked in (None, change):
        with pytest.raises(NothingToRedo):
            redo(olga, event, asked)
    assert buying.fresh(event).venue == "Old Mill"


def test_twice_is_once(event: Event, olga: Profile) -> None:
    for venue in ("New Hall", "Third Hall"):
        revise(olga, event, venue=venue)
    undo(olga, event)
    undo(olga, event)
    change = sets_of(event)[3]
    assert change.label == "Place changed"
    assert redo(olga, event, change) == redo(olga, event, change)
    assert buying.fresh(event).venue == "New Hall"


def test_what_the_system_changed_since_is_not_lost(event: Event, olga: Profile) -> None:
    task = by_hand(olga, lambda: add_task(event, title="Rent chairs", due_date=None, by=olga, now=timezone.now()))
    by_hand(olga, lambda: complete_task(task, by=olga))
    undo(olga, event)
    with acting_as_system():
        Task.objects.filter(pk=task.pk).update(status=Task.Status.EXPIRED)
    with pytest.raises(ChangedSince, match="The state of “Rent chairs” was changed since: it is expired now"):
        redo(olga, event)


def test_a_stranger_may_not(event: Event, olga: Profile, sam: Profile) -> None:
    revise(olga, event, venue="New Hall")
    undo(olga, event)
    builders.publish(event)
    with pytest.raises(NotAllowed):
        redo(sam, event)


@pytest.mark.django_db(transaction=True)
def test_two_clicks_redo_one_change(event: Event, olga: Profile) -> None:
    for venue in ("New Hall", "Third Hall"):
        revise(olga, event, venue=venue)
    change = sets_of(event)[1]
    undo(olga, event)
    undo(olga, event)
    done: list[Any] = buying.at_once(*[lambda: redo(olga, event, change)] * 4)
    assert len({one.pk for one in done}) == 1
    assert buying.fresh(event).venue == "New Hall"


# --- any sequence of acts ------------------------------------------------------------------------

NAMES = ("Entry", "VIP", "Balcony")
TONES = ("friendly", "professional", "playful")
ACTS = st.one_of(
    st.tuples(st.just("sell"), st.sampled_from(NAMES), st.integers(0, 60), st.integers(1, 90)),
    st.tuples(st.just("rename"), st.sampled_from(NAMES), st.sampled_from(NAMES)),
    st.tuples(st.just("take_off"), st.sampled_from(NAMES)),
    st.tuples(st.just("facts"), st.fixed_dictionaries({}, optional={
        "name": st.sampled_from(["Night of Lights", "Night of Stars"]), "capacity": st.sampled_from([None, 50, 300]),
        "venue": st.sampled_from(["", "New Hall"]), "timezone": st.sampled_from(["Europe/Berlin", "Asia/Tokyo"]),
        "currency": st.sampled_from(["EUR", "USD"]), "has_start_time": st.booleans(),
    })),
    st.tuples(st.just("date"), st.sampled_from([None, 3, 20, 40])),
    st.tuples(st.just("tone"), st.sampled_from(TONES)),
    st.tuples(st.just("theme"), st.sampled_from(["gala", "meadow"])),
    st.tuples(st.just("task"), st.sampled_from(["approve", "dismiss", "complete", "reschedule"]), st.integers(0, 5)),
    st.tuples(st.just("todo"), st.sampled_from(["Rent chairs", "Call the press"])),
)  # fmt: skip


class AnySequence(TestCase):
    """Undo everything: as at the beginning. Redo everything: as at the end."""

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(acts=st.lists(ACTS, min_size=1, max_size=8))
    def test_there_and_back(self, acts: list[tuple[Any, ...]]) -> None:
        olga = builders.make_person("olga", AppRole.ORGANIZER)
        event = builders.make_event(olga)
        beginning = state_of(event)
        for act in acts:
            try_to(olga, event, *act)
        end = state_of(event)
        count = while_there_is(NothingToUndo, lambda: undo(olga, event))
        assert state_of(event) == beginning
        assert while_there_is(NothingToRedo, lambda: redo(olga, event)) == count
        assert state_of(event) == end


def while_there_is(nothing: type[DomainError], act: Callable[[], Any]) -> int:
    """Repeat the act until there is nothing left; how often it was done."""
    for count in range(100):
        try:
            act()
        except nothing:
            return count
    raise AssertionError("it never ends")


def try_to(olga: Profile, event: Event, act: str, *details: Any) -> None:
    """One act; a refusal changes nothing."""
    try:
        DEEDS[act](olga, event, *details)
    except DomainError:
        return


def _ticket(event: Event, name: str) -> Ticket | None:
    with acting_as_system():
        return Ticket.objects.filter(event=event, name=name).exclude(visibility="archived").first()


def _rename(olga: Profile, event: Event, name: str, new_name: str) -> None:
    if ticket := _ticket(event, name):
        sell(olga, event, name, int(ticket.price), ticket.quantity, new_name=new_name)


def _take_off(olga: Profile, event: Event, name: str) -> None:
    if ticket := _ticket(event, name):
        take_off(olga, ticket)


def _date(olga: Profile, event: Event, days: int | None) -> None:
    start = timezone.now().replace(hour=18, minute=0, second=0, microsecond=0) + timedelta(days=days) if days else None
    revise(olga, event, start_date=start, end_date=start + timedelta(hours=2) if start else None)


def _tone(olga: Profile, event: Event, tone: Any) -> None:
    fresh = buying.fresh(event)
    config = redraw_copy(fresh.landing_page_config, event_facts(fresh), tone)
    by_hand(olga, lambda: revise_page(event, config=config, by=olga))


def _theme(olga: Profile, event: Event, preset: Any) -> None:
    config = restyle(buying.fresh(event).landing_page_config, preset=preset)
    by_hand(olga, lambda: revise_page(event, config=config, by=olga))


def _task(olga: Profile, event: Event, act: str, number: int) -> None:
    with acting_as_system():
        tasks = list(Task.objects.filter(event=event).order_by("rule", "title"))
    task, now = tasks[number % len(tasks)], timezone.now()
    deeds: dict[str, Callable[[], Any]] = {
        "approve": lambda: approve_task(task, by=olga, now=now),
        "dismiss": lambda: dismiss_task(task, by=olga),
        "complete": lambda: complete_task(task, by=olga),
        "reschedule": lambda: reschedule_task(task, due_date=now + timedelta(days=2), by=olga, now=now),
    }
    by_hand(olga, deeds[act])


def _todo(olga: Profile, event: Event, title: str) -> None:
    by_hand(olga, lambda: add_task(event, title=title, due_date=None, by=olga, now=timezone.now()))


DEEDS: dict[str, Callable[..., Any]] = {
    "sell": sell, "rename": _rename, "take_off": _take_off, "facts": lambda olga, event, facts: revise(olga, event, **facts),
    "date": _date, "tone": _tone, "theme": _theme, "task": _task, "todo": _todo,
}  # fmt: skip
