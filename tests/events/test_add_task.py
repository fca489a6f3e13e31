"""Something to do, by a day or at a distance from the event; sent twice it is one."""

from datetime import time

import pytest

from accounts.models import Profile
from eventai.db.acting import acting_as, acting_as_system
from eventai.errors import NotAllowed
from events.models import Event, Task
from events.operations import TaskUnclear, add_task
from events.timing import Anchor
from tests import builders
from tests.builders import at
from tests.events.planned import NOW, make_event, task_of
from tests.ticketing.buying import at_once


@pytest.fixture
def event(olga: Profile) -> Event:
    return make_event(olga)


def test_a_task_has_its_words_and_its_time(event: Event, olga: Profile) -> None:
    with acting_as(olga.pk):
        add_task(
            event,
            title="  Order \n flowers ",
            notes="White ones\r\n",
            due_date=at("2030-06-01T00:00"),
            by=olga,
            now=NOW,
        )
    task = task_of(event, "hand")
    assert (task.title, task.type, task.status) == ("Order flowers", "todo", "scheduled")
    assert (task.due_date, task.data) == (at("2030-06-01T00:00"), {"text": "White ones"})


def test_a_distance_becomes_a_time(event: Event, olga: Profile) -> None:
    with acting_as(olga.pk):
        add_task(event, title="Print", due_date=None, anchor=Anchor(-2, time(10)), by=olga, now=NOW)
    task = task_of(event, "hand")
    assert (task.due_date, task.data) == (at("2030-06-10T01:00"), {"anchor": {"days": -2, "at": "10:00"}})


@pytest.mark.django_db(transaction=True)
def test_the_same_form_sent_twice_adds_one_task() -> None:
    olga = builders.make_person("olga")
    event = make_event(olga)

    def send() -> Task:
        with acting_as(olga.pk):
            return add_task(event, title="Print", due_date=None, client_key="one", by=olga, now=NOW)

    assert len({task.pk for task in at_once(*[send] * 6)}) == 1


@pytest.mark.parametrize("title", ["", " \n ", "x" * 201])
def test_a_title_is_needed_and_has_its_bounds(event: Event, olga: Profile, title: str) -> None:
    with acting_as(olga.pk), pytest.raises(TaskUnclear):
        add_task(event, title=title, due_date=None, by=olga, now=NOW)


def test_without_a_date_there_is_no_distance_from_it(olga: Profile) -> None:
    event = make_event(olga, start_date=None, end_date=None)
    with acting_as(olga.pk), pytest.raises(TaskUnclear, match="has no date yet"):
        add_task(event, title="Print", due_date=None, anchor=Anchor(-2), by=olga, now=NOW)


def test_a_list_has_an_end(event: Event, olga: Profile) -> None:
    with acting_as_system():
        Task.objects.bulk_create(
            Task(event=event, type="todo", rule="hand", occurrence=str(number), title="One more")
            for number in range(296)
        )
    with acting_as(olga.pk), pytest.raises(TaskUnclear, match="300 tasks"):
        add_task(event, title="Print", due_date=None, by=olga, now=NOW)


def test_the_door_and_a_stranger_add_nothing(event: Event, olga: Profile, dora: Profile, sam: Profile) -> None:
    event = builders.publish(event)
    builders.open_to(event, dora, "check_in_attendee")
    for person in (dora, sam):
        with acting_as(person.pk), pytest.raises(NotAllowed):
            add_task(event, title="Mine", due_date=None, by=person, now=NOW)
