"""Another time: a fixed one, or another distance from the event."""

from datetime import timedelta

import pytest

from accounts.models import Profile
from eventai.db.acting import acting_as, acting_as_system
from events.models import Event, Task
from events.operations import TaskDecided, TaskUnclear, dismiss_task, reschedule_task
from events.timing import Anchor
from tests.builders import at
from tests.events.planned import NOW, make_event, task_of


@pytest.fixture
def event(olga: Profile) -> Event:
    return make_event(olga)


def test_a_fixed_time_and_a_distance_exclude_each_other(event: Event, olga: Profile) -> None:
    with acting_as(olga.pk):
        task = reschedule_task(task_of(event, "reminder"), due_date=at("2030-06-01T00:00"), by=olga, now=NOW)
        assert (task.due_date, task.data) == (at("2030-06-01T00:00"), {"is_rescheduled": True})
        task = reschedule_task(task, anchor=Anchor(-10), by=olga, now=NOW)
        assert (task.due_date, task.data) == (at("2030-06-02T09:00"), {"anchor": {"days": -10, "at": None}})
    assert task.title == "Reminder"  # it said a week before


@pytest.mark.parametrize("past", [timedelta(0), timedelta(days=3)])
def test_a_time_that_has_passed_is_refused(event: Event, olga: Profile, past: timedelta) -> None:
    with acting_as(olga.pk), pytest.raises(TaskUnclear, match="has passed"):
        reschedule_task(task_of(event, "reminder"), due_date=NOW - past, by=olga, now=NOW)


def test_no_time_at_all_is_asked_for(event: Event, olga: Profile) -> None:
    with acting_as(olga.pk), pytest.raises(TaskUnclear, match="I need a day"):
        reschedule_task(task_of(event, "reminder"), by=olga, now=NOW)


def test_what_failed_waits_for_an_approval_again(event: Event, olga: Profile) -> None:
    with acting_as_system():
        Task.objects.filter(event=event, rule="reminder").update(status="failed")
    with acting_as(olga.pk):
        task = reschedule_task(task_of(event, "reminder"), anchor=Anchor(-3), by=olga, now=NOW)
    assert task.status == "waiting"


def test_what_is_off_the_list_stays_off(event: Event, olga: Profile) -> None:
    with acting_as(olga.pk):
        dismiss_task(task_of(event, "reminder"), by=olga)
        with pytest.raises(TaskDecided):
            reschedule_task(task_of(event, "reminder"), anchor=Anchor(-3), by=olga, now=NOW)


def test_a_stranger_reschedules_nothing(event: Event, sam: Profile) -> None:
    with acting_as(sam.pk), pytest.raises(TaskDecided, match="not yours"):
        reschedule_task(task_of(event, "reminder"), anchor=Anchor(-3), by=sam, now=NOW)
