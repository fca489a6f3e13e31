"""What visitors see and what is being written are two pages, until somebody publishes the changes."""

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Profile
from eventai.db.acting import acting_as
from eventai.errors import NotAllowed
from events.models import Event
from events.operations import NotPublished, publish_page_changes, revise_section, set_theme
from tests import builders
from tests.ticketing import buying
from ticketing.operations.publishing import withdraw_event

TEXT = "Bring a lamp of your own."


@pytest.fixture
def event(olga: Profile) -> Event:
    made = builders.make_event(olga)
    builders.make_ticket(made)
    return made


def write(person: Profile, event: Event) -> Event:
    with acting_as(person.pk):
        return revise_section(event, section="about", text=TEXT, by=person)


def publish_changes(person: Profile, event: Event) -> Event:
    with acting_as(person.pk):
        return publish_page_changes(event, by=person)


def seen(event: Event, client: Client | None = None) -> str:
    return (client or Client()).get(f"/{event.slug}/").content.decode()


def test_publishing_the_event_publishes_its_page(olga: Profile, event: Event) -> None:
    write(olga, event)
    assert buying.fresh(event).published_page is None
    published = buying.fresh(builders.publish(event))
    assert published.published_page == published.landing_page_config
    assert TEXT in seen(event)


def test_visitors_see_a_change_once_it_is_published(olga: Profile, event: Event) -> None:
    builders.publish(event)
    before = buying.fresh(event).version
    write(olga, event)
    assert TEXT not in seen(event)
    assert buying.fresh(event).has_unpublished_changes
    publish_changes(olga, event)
    assert TEXT in seen(event)
    assert not buying.fresh(event).has_unpublished_changes
    assert buying.fresh(event).version > before + 1


def test_publishing_twice_changes_nothing(olga: Profile, event: Event) -> None:
    builders.publish(event)
    write(olga, event)
    publish_changes(olga, event)
    version = buying.fresh(event).version
    publish_changes(olga, event)
    assert buying.fresh(event).version == version


def test_a_draft_has_nothing_to_publish(olga: Profile, event: Event) -> None:
    with pytest.raises(NotPublished, match="is a draft"):
        publish_changes(olga, event)


def test_a_withdrawn_event_has_its_draft_alone(olga: Profile, event: Event) -> None:
    builders.publish(event)
    write(olga, event)
    with acting_as(olga.pk):
        withdraw_event(event, by=olga, now=timezone.now())
    assert buying.fresh(event).published_page is None
    builders.publish(event)
    assert TEXT in seen(event)


def test_the_cover_follows_the_published_theme(olga: Profile, event: Event) -> None:
    builders.publish(event)
    with acting_as(olga.pk):
        set_theme(event, preset="gala", by=olga)
    assert "cover.svg?theme=gala" not in seen(event)
    publish_changes(olga, event)
    assert "cover.svg?theme=gala" in seen(event)


@pytest.mark.parametrize("permission", ["", "view_event", "check_in_attendee"])
def test_a_stranger_publishes_nothing(olga: Profile, sam: Profile, event: Event, permission: str) -> None:
    if permission:
        builders.open_to(event, sam, permission)
    builders.publish(event)
    write(olga, event)
    with pytest.raises(NotAllowed):
        publish_changes(sam, event)
    assert TEXT not in seen(event)
