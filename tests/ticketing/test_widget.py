"""The tickets on other sites: only where the organizer says so, and what one says there."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import Profile
from eventai.db.acting import acting_as
from eventai.errors import NotAllowed
from events.models import Event
from events.operations import EventUnclear, set_embed_origins
from tests import builders

SignIn = Callable[[Profile], Client]


@pytest.fixture
def event(olga: Profile) -> Event:
    event = builders.publish(builders.make_event(olga))
    builders.make_ticket(event)
    return event


def ancestors(client: Client, path: str) -> str:
    policy = client.get(path)["Content-Security-Policy"]
    return next(part.strip() for part in policy.split(";") if part.strip().startswith("frame-ancestors"))


def test_nobody_frames_it_until_a_site_is_named(event: Event, client: Client) -> None:
    assert ancestors(client, f"/{event.slug}/embed/") == "frame-ancestors 'self'"
    with acting_as(event.organizer_id):
        set_embed_origins(event, origins=["https://Club.example", "http://localhost:3000"], by=event.organizer)
    assert (
        ancestors(client, f"/{event.slug}/embed/")
        == "frame-ancestors 'self' https://club.example http://localhost:3000"
    )
    assert "X-Frame-Options" not in client.get(f"/{event.slug}/embed/")
    assert ancestors(client, f"/{event.slug}/") == "frame-ancestors 'self'"


def test_the_widget_sells_in_a_window_of_its_own(event: Event, client: Client) -> None:
    page = client.get(f"/{event.slug}/embed/").content.decode()
    assert 'method="post" target="_blank"' in page
    assert f'formaction="/{event.slug}/reserve/"' in page
    assert 'name="quantity_entry"' in page


def test_a_draft_has_no_widget(olga: Profile, client_of: SignIn) -> None:
    draft = builders.make_event(olga)
    assert client_of(olga).get(f"/{draft.slug}/embed/").status_code == 404


@pytest.mark.parametrize(
    "origin", ["club.example", "https://a.example/path", "https://*", "https://a.example;script-src *", "data:"]
)
def test_only_addresses_of_sites_are_taken(event: Event, origin: str) -> None:
    with pytest.raises(EventUnclear), acting_as(event.organizer_id):
        set_embed_origins(event, origins=[origin], by=event.organizer)


def test_a_stranger_names_no_sites(event: Event, sam: Profile) -> None:
    with pytest.raises(NotAllowed), acting_as(sam.pk):
        set_embed_origins(event, origins=["https://sam.example"], by=sam)


def test_the_desk_gives_the_code_and_takes_the_sites(event: Event, olga: Profile, client_of: SignIn) -> None:
    browser = client_of(olga)
    page = browser.get(f"/events/{event.slug}/share/").content.decode()
    assert f"/{event.slug}/embed/" in page
    assert "js/ticket-widget.js" in page
    refused = browser.post(f"/events/{event.slug}/share/", {"origins": "club.example"})
    assert refused.status_code == 409
    browser.post(f"/events/{event.slug}/share/", {"origins": "https://club.example\nhttps://b.example"})
    with acting_as(olga.pk):
        assert Event.objects.get(pk=event.pk).embed_origins == "https://club.example https://b.example"
