"""Another address for an event's page: old links lead on, and nobody else gets them."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from accounts.models import Profile
from eventai.db.acting import acting_as, acting_as_system
from eventai.errors import NotAllowed
from events.models import Event, EventSlug
from events.operations import AddressTaken, create_event, move_page
from tests import builders

SignIn = Callable[[Profile], Client]


@pytest.fixture
def event(olga: Profile) -> Event:
    return builders.publish(builders.make_event(olga, name="Night of Lights"))


def move(event: Event, slug: str, person: Profile | None = None) -> Event:
    who = person or Profile(pk=event.organizer_id)
    with acting_as(who.pk):
        return move_page(event, slug=slug, by=who)


def test_links_to_the_old_address_lead_to_the_new_one_for_good(event: Event, client: Client) -> None:
    move(event, "Lights 2030")
    for path in ("", "cover.svg", "calendar.ics", "social.png", "availability/", "embed/"):
        answer = client.get(f"/night-of-lights/{path}?from=poster")
        assert (answer.status_code, answer["Location"]) == (301, f"/lights-2030/{path}?from=poster")
    assert client.get("/lights-2030/").status_code == 200


def test_two_moves_lead_on_at_once_and_a_way_back_is_free(event: Event, client: Client) -> None:
    move(move(event, "second"), "third")
    assert client.get("/night-of-lights/")["Location"] == "/third/"
    move(event, "night-of-lights")
    assert client.get("/night-of-lights/").status_code == 200
    assert client.get("/third/")["Location"] == "/night-of-lights/"


def test_nobody_else_gets_an_address_that_was_had(event: Event, sam: Profile) -> None:
    move(event, "lights")
    other = builders.make_event(sam, name="Night of Lights")
    assert other.slug != "night-of-lights"
    with pytest.raises(AddressTaken):
        move(other, "night-of-lights", sam)
    with pytest.raises(IntegrityError), transaction.atomic(), acting_as(sam.pk):
        Event.objects.filter(pk=other.pk).update(slug="night-of-lights")


@pytest.mark.parametrize("slug", ["admin", "o", "events", "", "!!"])
def test_addresses_of_the_house_are_not_given_away(event: Event, slug: str) -> None:
    with pytest.raises(AddressTaken):
        move(event, slug)


def test_who_may_not_change_the_event_does_not_move_it(event: Event, ben: Profile) -> None:
    with pytest.raises(NotAllowed):
        move(event, "mine-now", ben)


def test_a_drafts_address_is_not_remembered(olga: Profile, client: Client) -> None:
    draft = builders.make_event(olga, name="Secret plan")
    move(draft, "something-else")
    with acting_as_system():
        assert not EventSlug.objects.exists()
    assert client.get("/secret-plan/").status_code == 404


def test_a_private_event_does_not_tell_where_it_went(event: Event, client: Client) -> None:
    move(event, "lights")
    with acting_as(event.organizer_id):
        Event.objects.filter(pk=event.pk).update(visibility="private")
    assert client.get("/night-of-lights/").status_code == 404


def test_the_form_changes_the_address_and_says_what_is_taken(
    event: Event, olga: Profile, sam: Profile, client_of: SignIn
) -> None:
    builders.publish(builders.make_event(sam, name="Jazz"))
    browser = client_of(olga)
    fields = {"name": "Night of Lights", "timezone": "Europe/Berlin", "currency": "EUR", "visibility": "public"}
    fields |= {"start_day": f"{event.start_date:%Y-%m-%d}", "start_hour": "19:00"}
    assert "is taken" in browser.post("/events/night-of-lights/edit/", {**fields, "slug": "jazz"}).content.decode()
    answer = browser.post("/events/night-of-lights/edit/", {**fields, "slug": "lights"})
    assert (answer.status_code, answer["Location"]) == (302, "/events/lights/")


def test_a_new_event_cannot_be_begun_at_an_address_that_was_had(event: Event, sam: Profile) -> None:
    move(event, "lights")
    with acting_as(sam.pk):
        begun = create_event(sam, name="Night of Lights", now=timezone.now(), by=sam)
    assert begun.slug.startswith("night-of-lights-")
