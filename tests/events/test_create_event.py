"""A draft begins: a slug, a page, tasks. What cannot be is refused in words."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Profile
from eventai.db.acting import acting_as
from eventai.errors import NotAllowed
from events.models import Task
from events.operations import EventUnclear, create_event
from events.page.reading import check_page
from tests import builders


def test_a_draft_has_a_page_and_its_tasks(olga: Profile) -> None:
    event = builders.make_event(olga)
    assert (event.status, event.slug, event.host) == ("draft", "night-of-lights", "Olga")
    assert check_page(event.landing_page_config).sections
    with acting_as(olga.pk):
        assert set(Task.objects.values_list("rule", flat=True)) == {
            "welcome", "reminder", "check_in_instructions", "follow_up",
        }  # fmt: skip


def test_a_name_somebody_has_gets_a_slug_of_its_own(olga: Profile, sam: Profile) -> None:
    first, second = builders.make_event(olga), builders.make_event(sam)
    assert second.slug.startswith(first.slug + "-")


@pytest.mark.parametrize("name", ["Admin", "Static", "Orders"])
def test_an_event_never_takes_an_address_of_the_house(olga: Profile, name: str) -> None:
    assert builders.make_event(olga, name=name).slug != name.lower()


@pytest.mark.parametrize("name", ["日本の夜", "Größe & Ruhm", "🎉🎉🎉"])
def test_every_name_gets_an_address(olga: Profile, name: str) -> None:
    assert builders.make_event(olga, name=name).slug


@pytest.mark.parametrize(
    "changes",
    [{"timezone": "Mars/Base"}, {"currency": "XYZ1"}, {"capacity": 0}, {"name": "  "}, {"end_date": timezone.now()}],
)
def test_what_cannot_be_is_refused(olga: Profile, changes: dict[str, object]) -> None:
    with pytest.raises(EventUnclear):
        builders.make_event(olga, **changes)


def test_nobody_creates_for_another(olga: Profile, sam: Profile) -> None:
    with acting_as(sam.pk), pytest.raises(NotAllowed):
        create_event(olga, name="Not mine", by=sam, now=timezone.now())


def test_what_would_lie_in_the_past_is_not_planned(olga: Profile) -> None:
    event = builders.make_event(olga, start_date=timezone.now() + timedelta(days=3), end_date=None)
    with acting_as(olga.pk):
        assert not Task.objects.filter(event=event, rule="reminder").exists()


def test_a_past_event_needs_nothing_any_more(olga: Profile) -> None:
    event = builders.make_event(olga, start_date=timezone.now() - timedelta(days=3), end_date=None)
    with acting_as(olga.pk):
        assert not Task.objects.filter(event=event).exists()
