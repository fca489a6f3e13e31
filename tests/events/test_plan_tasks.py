"""Rules plan once per occasion, move what is planned with the event, and end what has become pointless."""

from datetime import time, timedelta

import pytest

from accounts.models import Profile
from eventai.db.acting import acting_as, acting_as_system
from eventai.errors import NotAllowed
from events.models import Event, Task
from events.operations import (
    add_task,
    approve_task,
    complete_task,
    dismiss_task,
    expire_tasks,
    plan_tasks,
    reschedule_task,
)
from events.timing import Anchor
from tests import builders
from tests.builders import at
from tests.events.planned import END, NOW, START, dues, make_event, move, states, task_of
from tests.ticketing.buying import at_once

WAITING = {"welcome": "waiting", "reminder": "waiting", "check_in_instructions": "waiting", "follow_up": "waiting"}


def plan(event: Event, now: str = "") -> int:
    with acting_as_system():
        return plan_tasks(event, now=at(now) if now else NOW)


def test_a_new_event_has_four_letters_that_wait(olga: Profile) -> None:
    event = make_event(olga)
    assert states(event) == WAITING
    assert dues(event) == {
        "reminder": "06-05 09:00",
        "check_in_instructions": "06-11 23:00",  # eight in the morning there
        "follow_up": "06-13 01:00",
    }


def test_planning_again_changes_nothing(olga: Profile) -> None:
    event = make_event(olga)
    before = dues(event)
    assert (plan(event), dues(event), states(event)) == (0, before, WAITING)


@pytest.mark.django_db(transaction=True)
def test_eight_planners_at_once_plan_every_task_once() -> None:
    olga = builders.make_person("olga")
    event = make_event(olga)
    with acting_as_system():
        Task.objects.filter(event=event).delete()
    assert sorted(at_once(*[lambda: plan(event)] * 8)) == [0, 0, 0, 0, 0, 0, 0, 4]
    assert states(event) == WAITING


def test_what_would_be_late_from_the_start_is_not_planned(olga: Profile) -> None:
    assert states(make_event(olga, now=at("2030-06-06T00:00"))) == {
        "welcome": "waiting", "check_in_instructions": "waiting", "follow_up": "waiting",
    }  # fmt: skip


def test_an_event_without_a_date_only_welcomes(olga: Profile) -> None:
    event = make_event(olga, start_date=None, end_date=None)
    assert states(event) == {"welcome": "waiting"}
    move(event, start_date=START, end_date=END)
    assert states(event) == WAITING


def test_a_day_without_an_hour_reminds_in_the_morning(olga: Profile) -> None:
    event = make_event(olga, start_date=at("2030-06-11T15:00"), end_date=None, has_start_time=False)
    assert dues(event)["reminder"] == "06-05 00:00"  # nine there


def test_an_early_start_is_told_two_hours_before(olga: Profile) -> None:
    event = make_event(olga, start_date=at("2030-06-11T22:00"), end_date=None)  # seven in the morning there
    assert dues(event)["check_in_instructions"] == "06-11 20:00"


def test_everything_open_moves_with_the_event(olga: Profile) -> None:
    event = make_event(olga)
    with acting_as(olga.pk):
        approve_task(task_of(event, "reminder"), by=olga, now=NOW)
    move(event, start_date=START + timedelta(days=3), end_date=END + timedelta(days=3))
    assert dues(event) == {
        "reminder": "06-08 09:00", "check_in_instructions": "06-14 23:00", "follow_up": "06-16 01:00",
    }  # fmt: skip
    assert states(event) == {**WAITING, "reminder": "scheduled"}


def test_another_zone_moves_the_hours_too(olga: Profile) -> None:
    event = make_event(olga)
    move(event, timezone="Europe/Berlin")
    assert dues(event)["follow_up"] == "06-13 08:00"


def test_what_people_decided_stays(olga: Profile) -> None:
    event = make_event(olga)
    with acting_as(olga.pk):
        dismiss_task(task_of(event, "reminder"), by=olga)
        complete_task(task_of(event, "welcome"), by=olga)
        mine = at("2030-06-01T00:00")
        reschedule_task(task_of(event, "check_in_instructions"), due_date=mine, by=olga, now=NOW)
    move(event, start_date=START + timedelta(days=3), end_date=END + timedelta(days=3))
    assert states(event) == {**WAITING, "reminder": "dismissed", "welcome": "done"}
    assert dues(event) == {
        "reminder": "06-05 09:00", "check_in_instructions": "06-01 00:00", "follow_up": "06-16 01:00",
    }  # fmt: skip


def test_a_task_at_a_distance_moves_along(olga: Profile) -> None:
    event = make_event(olga)
    with acting_as(olga.pk):
        add_task(event, title="Order flowers", due_date=None, anchor=Anchor(-14, time(9)), by=olga, now=NOW)
        reschedule_task(task_of(event, "reminder"), anchor=Anchor(-10), by=olga, now=NOW)
    move(event, start_date=START + timedelta(days=3), end_date=END + timedelta(days=3))
    assert (dues(event)["hand"], dues(event)["reminder"]) == ("06-01 00:00", "06-05 09:00")


def test_an_event_brought_forward_ends_what_there_is_no_time_for(olga: Profile) -> None:
    event = make_event(olga)
    move(event, start_date=NOW + timedelta(days=4), end_date=NOW + timedelta(days=4, hours=3))
    assert states(event) == {**WAITING, "reminder": "expired"}
    assert task_of(event, "reminder").data == {"expired": "The event's date leaves no time for it."}


def test_what_expired_comes_back_with_time_and_asks_again(olga: Profile) -> None:
    event = make_event(olga)
    with acting_as(olga.pk):
        approve_task(task_of(event, "reminder"), by=olga, now=NOW)
    with acting_as_system():
        expire_tasks(now=at("2030-06-06T10:00"))
    assert states(event)["reminder"] == "expired"
    move(event, now=at("2030-06-07T00:00"), start_date=START + timedelta(days=60), end_date=None)
    reminder = task_of(event, "reminder")
    assert (reminder.status, reminder.data) == ("waiting", {})
    assert dues(event)["reminder"] == "08-04 09:00"


def test_taking_the_date_away_puts_dated_letters_off(olga: Profile) -> None:
    event = make_event(olga)
    move(event, start_date=None, end_date=None)
    assert states(event) == {"welcome": "waiting"} | dict.fromkeys(
        ("reminder", "check_in_instructions", "follow_up"), "expired"
    )
    move(event, start_date=START, end_date=END)
    assert states(event) == WAITING


def test_a_cancelled_event_sends_nothing_more(olga: Profile) -> None:
    event = make_event(olga)
    with acting_as(olga.pk):
        add_task(event, title="Return the keys", due_date=None, by=olga, now=NOW)
    plan(builders.set_status(event, "cancelled"))
    assert states(event) == {**dict.fromkeys(WAITING, "expired"), "hand": "scheduled"}


def test_after_the_end_only_the_thanks_are_left(olga: Profile) -> None:
    event = make_event(olga)
    plan(event, "2030-06-12T12:00")
    assert states(event) == {**dict.fromkeys(WAITING, "expired"), "follow_up": "waiting"}


def test_a_stranger_plans_nothing(olga: Profile, sam: Profile) -> None:
    event = builders.publish(make_event(olga))
    with acting_as(sam.pk), pytest.raises(NotAllowed):
        plan_tasks(event, now=NOW)
