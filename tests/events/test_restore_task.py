"""What a person closed, a person may put back."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from accounts.models import Profile
from eventai.db.acting import acting_as, acting_as_system
from events.models import Event, Task
from events.operations import TaskDecided, approve_task, complete_task, dismiss_task, restore_task
from tests.builders import at
from tests.events.planned import END, NOW, START, make_event, move, task_of


@pytest.fixture
def event(olga: Profile) -> Event:
    return make_event(olga)


@pytest.mark.parametrize("close", [dismiss_task, complete_task])
def test_a_task_comes_back_as_it_stood(event: Event, olga: Profile, close: Callable[..., Task]) -> None:
    with acting_as(olga.pk):
        before = approve_task(task_of(event, "reminder"), by=olga, now=NOW)
        close(before, by=olga)
        after = restore_task(before, by=olga, now=NOW)
        again = restore_task(before, by=olga, now=NOW)
    assert (after.status, after.data, again.status) == ("scheduled", before.data, "scheduled")


def test_it_is_due_when_it_would_be_by_now(event: Event, olga: Profile) -> None:
    with acting_as(olga.pk):
        dismiss_task(task_of(event, "reminder"), by=olga)
    move(event, start_date=START + timedelta(days=3), end_date=END + timedelta(days=3))
    with acting_as(olga.pk):
        assert restore_task(task_of(event, "reminder"), by=olga, now=NOW).due_date == at("2030-06-08T09:00")


def test_too_late_is_too_late(event: Event, olga: Profile) -> None:
    with acting_as(olga.pk):
        dismiss_task(task_of(event, "reminder"), by=olga)
        with pytest.raises(TaskDecided, match="leaves no time"):
            restore_task(task_of(event, "reminder"), by=olga, now=START - timedelta(days=2))


@pytest.mark.parametrize("status", ["running", "done", "expired"])
def test_what_nobody_closed_is_not_restored(event: Event, olga: Profile, status: str) -> None:
    with acting_as_system():
        Task.objects.filter(event=event, rule="reminder").update(status=status)
    with acting_as(olga.pk), pytest.raises(TaskDecided):
        restore_task(task_of(event, "reminder"), by=olga, now=NOW)


def test_a_stranger_restores_nothing(event: Event, olga: Profile, sam: Profile) -> None:
    with acting_as(olga.pk):
        dismiss_task(task_of(event, "reminder"), by=olga)
    with acting_as(sam.pk), pytest.raises(TaskDecided, match="not yours"):
        restore_task(task_of(event, "reminder"), by=sam, now=NOW)
