"""Facts change, tasks move along, the page's address stays where it was shared."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from accounts.models import Profile
from eventai.db.acting import acting_as
from eventai.errors import NotAllowed
from events.models import Event, Task
from events.operations import EventUnclear, reschedule_task, revise_event
from tests import builders


def due(event: Event, rule: str) -> datetime:
    moment = Task.objects.get(event=event, rule=rule).due_date
    assert moment is not None
    return moment


def start_of(event: Event) -> datetime:
    assert event.start_date is not None
    return event.start_date


def test_tasks_move_with_the_event(olga: Profile) -> None:
    event = builders.make_event(olga)
    with acting_as(olga.pk):
        before = due(event, "reminder")
        start = start_of(event) + timedelta(days=2)
        revise_event(event, by=olga, now=timezone.now(), start_date=start, end_date=start + timedelta(hours=3))
        assert (due(event, "reminder"), Task.objects.filter(event=event).count()) == (before + timedelta(days=2), 4)


def test_a_task_moved_by_hand_stays(olga: Profile) -> None:
    event = builders.make_event(olga)
    with acting_as(olga.pk):
        mine = timezone.now() + timedelta(days=5)
        reschedule_task(Task.objects.get(event=event, rule="reminder"), due_date=mine, by=olga, now=timezone.now())
        revise_event(event, by=olga, now=timezone.now(), start_date=start_of(event) + timedelta(days=1), end_date=None)
        assert due(event, "reminder") == mine


def test_a_co_organizer_may_and_the_door_may_not(olga: Profile, omar: Profile, dora: Profile, sam: Profile) -> None:
    event = builders.publish(builders.make_event(olga))
    builders.open_to(event, omar, "change_event")
    builders.open_to(event, dora, "check_in_attendee")
    with acting_as(omar.pk):
        assert revise_event(event, by=omar, now=timezone.now(), venue="Barn").venue == "Barn"
    for person in (dora, sam):
        with acting_as(person.pk), pytest.raises(NotAllowed):
            revise_event(event, by=person, now=timezone.now(), venue="Mine")


def test_an_event_does_not_end_before_it_begins(olga: Profile) -> None:
    event = builders.make_event(olga)
    with acting_as(olga.pk), pytest.raises(EventUnclear):
        revise_event(event, by=olga, now=timezone.now(), end_date=start_of(event) - timedelta(hours=1))


def test_a_draft_is_renamed_with_its_address_and_a_published_page_keeps_its_own(olga: Profile) -> None:
    event = builders.make_event(olga)
    with acting_as(olga.pk):
        event = revise_event(event, by=olga, now=timezone.now(), name="Evening of Sound")
        assert event.slug == "evening-of-sound"
    event = builders.publish(event)
    with acting_as(olga.pk):
        assert revise_event(event, by=olga, now=timezone.now(), name="Late Night").slug == "evening-of-sound"


def test_a_draft_saved_under_its_name_keeps_its_address(olga: Profile) -> None:
    event = builders.make_event(olga)
    with acting_as(olga.pk):
        assert revise_event(event, by=olga, now=timezone.now(), name=event.name, venue="Barn").slug == event.slug


def test_the_currency_stays_once_people_may_have_paid(olga: Profile) -> None:
    event = builders.publish(builders.make_event(olga))
    with acting_as(olga.pk), pytest.raises(EventUnclear, match="currency stays"):
        revise_event(event, by=olga, now=timezone.now(), currency="USD")
