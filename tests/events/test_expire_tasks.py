"""What nobody approved in time ends with a notice instead of a silly mail."""

from datetime import timedelta

import pytest

from accounts.models import Profile
from eventai.db.acting import acting_as, acting_as_system
from events.models import Event, Task
from events.operations import add_task, approve_task, expire_tasks, reschedule_task
from tests import builders
from tests.builders import at
from tests.events.planned import END, NOW, START, make_event, states, task_of


def sweep(now: str) -> int:
    with acting_as_system():
        return expire_tasks(now=at(now))


@pytest.fixture
def event(olga: Profile) -> Event:
    return make_event(olga)


def test_a_letter_waits_a_day_beyond_its_time(event: Event) -> None:
    assert (sweep("2030-06-06T08:59"), states(event)["reminder"]) == (0, "waiting")
    assert (sweep("2030-06-06T09:00"), states(event)["reminder"]) == (1, "expired")
    assert sweep("2030-06-06T09:00") == 0


@pytest.mark.parametrize(
    ("is_approved", "notice"),
    [
        (False, "It was due on Wed 5 Jun, 18:00 and nobody had approved it. A day later it is not sent any more."),
        (True, "It was due on Wed 5 Jun, 18:00. A day later it is not sent any more."),
    ],
)
def test_the_notice_says_when_it_was_due_there(event: Event, olga: Profile, is_approved: bool, notice: str) -> None:
    if is_approved:
        with acting_as(olga.pk):
            approve_task(task_of(event, "reminder"), by=olga, now=NOW)
    sweep("2030-06-06T09:00")
    assert task_of(event, "reminder").data["expired"] == notice


def test_with_the_event_ends_what_was_needed_before(event: Event) -> None:
    sweep("2030-06-12T12:00")
    assert states(event) == {
        "welcome": "expired", "reminder": "expired", "check_in_instructions": "expired", "follow_up": "waiting",
    }  # fmt: skip
    assert task_of(event, "welcome").data["expired"] == "The event is over."


def test_something_to_do_is_overdue_and_never_expires(event: Event, olga: Profile) -> None:
    with acting_as(olga.pk):
        add_task(event, title="Pay the band", due_date=START, by=olga, now=NOW)
    sweep("2031-01-01T00:00")
    assert task_of(event, "hand").status == Task.Status.SCHEDULED


def test_a_cancelled_event_ends_its_letters(event: Event) -> None:
    builders.set_status(event, "cancelled")
    assert sweep("2030-05-02T00:00") == 4


def test_what_runs_or_was_dismissed_is_left_alone(event: Event) -> None:
    with acting_as_system():
        Task.objects.filter(event=event, rule="reminder").update(status="running")
        Task.objects.filter(event=event, rule="welcome").update(status="dismissed")
    sweep("2030-07-01T00:00")
    assert states(event) == {
        "welcome": "dismissed", "reminder": "running", "check_in_instructions": "expired", "follow_up": "expired",
    }  # fmt: skip


def test_a_time_given_by_hand_counts(event: Event, olga: Profile) -> None:
    with acting_as(olga.pk):
        reschedule_task(task_of(event, "reminder"), due_date=END - timedelta(days=1), by=olga, now=NOW)
    sweep("2030-06-07T00:00")
    assert states(event)["reminder"] == "waiting"
