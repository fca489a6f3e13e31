"""The review before publishing."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import Profile
from events.models import Event
from tests import builders
from tests.ticketing import buying

SignIn = Callable[[Profile], Client]


@pytest.fixture
def event(olga: Profile) -> Event:
    event = builders.make_event(olga)
    builders.make_ticket(event, price=25, quantity=4)
    return event


def test_it_shows_what_publishing_means(event: Event, olga: Profile, client_of: SignIn) -> None:
    response = client_of(olga).get(f"/events/{event.slug}/publish/")
    page = response.content.decode()
    assert response.context["blockers"] == []
    assert "up to <strong>€100</strong>" in page
    assert f'src="/{event.slug}/"' in page


def test_one_click_publishes_and_a_second_one_changes_nothing(event: Event, olga: Profile, client_of: SignIn) -> None:
    client = client_of(olga)
    first = client.post(f"/events/{event.slug}/publish/")
    published_at = buying.fresh(event).published_at
    second = client.post(f"/events/{event.slug}/publish/")
    assert (first.headers["Location"], second.headers["Location"]) == (f"/events/{event.slug}/",) * 2
    assert buying.fresh(event).published_at == published_at is not None


def test_what_is_missing_is_linked_and_the_button_is_off(olga: Profile, client_of: SignIn) -> None:
    event = builders.make_event(olga)
    page = client_of(olga).get(f"/events/{event.slug}/publish/").content.decode()
    assert "1 thing left before it can be published" in page
    assert f'href="/events/{event.slug}/tickets/"' in page
    assert 'disabled aria-describedby="h-checks">Publish event' in page


def test_posting_anyway_is_refused_in_words(olga: Profile, client_of: SignIn) -> None:
    event = builders.make_event(olga)
    response = client_of(olga).post(f"/events/{event.slug}/publish/")
    assert response.status_code == 409
    assert "There is no ticket on sale" in response.content.decode()
    assert buying.fresh(event).status == Event.Status.DRAFT


def test_becoming_an_organizer_is_one_step_and_leads_back(event: Event, omar: Profile, client_of: SignIn) -> None:
    builders.open_to(event, omar, "change_event")
    client = client_of(omar)
    address = f"/events/{event.slug}/publish/"
    assert [check.about for check in client.get(address).context["blockers"]] == ["role"]
    assert client.post("/settings/become-organizer/", {"next": address}).headers["Location"] == address
    client.post(address)
    assert buying.fresh(event).status == Event.Status.PUBLISHED


def test_a_published_event_has_nothing_to_review(event: Event, olga: Profile, client_of: SignIn) -> None:
    builders.publish(event)
    response = client_of(olga).get(f"/events/{event.slug}/publish/")
    assert response.headers["Location"] == f"/events/{event.slug}/"


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_a_sale_is_rehearsed_with_and_without_javascript(
    event: Event, olga: Profile, client_of: SignIn, headers: dict[str, str]
) -> None:
    response = client_of(olga).post(f"/events/{event.slug}/publish/rehearse/", headers=headers)
    page = response.content.decode()
    assert "The sale works, from the page to the door. Everything was taken back." in page
    assert page.count('<li data-level="ok"') >= 6
    assert ("<h1>" in page) is not bool(headers)
    assert buying.fresh(event).status == Event.Status.DRAFT


def test_what_fails_in_a_rehearsal_is_red_and_linked(event: Event, olga: Profile, client_of: SignIn) -> None:
    builders.make_ticket(event, name="Pair", quantity=1, min_per_order=2)
    headers = {"HX-Request": "true"}
    page = client_of(olga).post(f"/events/{event.slug}/publish/rehearse/", headers=headers).content.decode()
    assert "1 of 2 tickets cannot be sold. Everything was taken back." in page
    assert "Only one seat is left of “Pair”" in page
    assert f'<a class="link" href="/events/{event.slug}/tickets/">Go there' in page


def test_withdrawing_by_the_button(event: Event, olga: Profile, client_of: SignIn) -> None:
    builders.publish(event)
    client_of(olga).post(f"/events/{event.slug}/withdraw/")
    assert buying.fresh(event).status == Event.Status.DRAFT


@pytest.mark.parametrize("permission", ["", "view_event", "check_in_attendee"])
@pytest.mark.parametrize("act", ["publish", "publish/rehearse", "withdraw"])
def test_who_may_not_change_it_finds_nothing(
    event: Event, sam: Profile, client_of: SignIn, permission: str, act: str
) -> None:
    if permission:
        builders.open_to(event, sam, permission)
    client = client_of(sam)
    assert client.post(f"/events/{event.slug}/{act}/").status_code == 404
    assert buying.fresh(event).status == Event.Status.DRAFT


def test_who_is_not_signed_in_is_asked_to(event: Event, client: Client) -> None:
    address = f"/events/{event.slug}/publish/"
    assert client.get(address).headers["Location"] == f"/accounts/login/?next={address}"
