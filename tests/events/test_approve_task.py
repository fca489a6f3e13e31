"""One approval covers a series, and who gave it is kept."""

import pytest

from accounts.models import Profile
from eventai.db.acting import acting_as
from events.models import Event
from events.operations import TaskDecided, approve_task, complete_task, dismiss_task
from tests import builders
from tests.events.planned import NOW, make_event, task_of


@pytest.fixture
def event(olga: Profile) -> Event:
    return make_event(olga)


def test_who_approved_and_when_stays_with_the_task(event: Event, olga: Profile) -> None:
    with acting_as(olga.pk):
        task = approve_task(task_of(event, "reminder"), by=olga, now=NOW)
        again = approve_task(task, by=olga, now=NOW)
    approval = {"approved": {"by": str(olga.pk), "at": "2030-05-01T00:00:00+00:00"}}
    assert (task.status, task.data, again.data) == ("scheduled", approval, approval)


@pytest.mark.parametrize(("close", "word"), [(dismiss_task, "dismissed"), (complete_task, "done")])
def test_what_is_off_the_list_is_not_approved(event: Event, olga: Profile, close: object, word: str) -> None:
    with acting_as(olga.pk):
        assert callable(close)
        close(task_of(event, "reminder"), by=olga)
        with pytest.raises(TaskDecided, match=f"is {word} already"):
            approve_task(task_of(event, "reminder"), by=olga, now=NOW)


def test_a_co_organizer_may_and_others_may_not(
    event: Event, omar: Profile, dora: Profile, ben: Profile, sam: Profile
) -> None:
    builders.publish(event)
    builders.open_to(event, omar, "change_event")
    builders.open_to(event, dora, "check_in_attendee")
    builders.open_to(event, ben, "view_event")
    for person in (dora, ben, sam):
        with acting_as(person.pk), pytest.raises(TaskDecided, match="not yours"):
            approve_task(task_of(event, "reminder"), by=person, now=NOW)
    with acting_as(omar.pk):
        assert approve_task(task_of(event, "reminder"), by=omar, now=NOW).status == "scheduled"
