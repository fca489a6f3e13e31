"""From the public page to the checkout."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client

from accounts.models import Profile
from eventai.db.acting import acting_as_system
from events.models import Event
from tests import builders
from tests.ticketing import buying
from ticketing.models import Order

SignIn = Callable[[Profile], Client]


@pytest.fixture
def event(olga: Profile) -> Event:
    event = builders.publish(builders.make_event(olga))
    builders.make_ticket(event, quantity=5)
    return event


def the_order() -> Order:
    with acting_as_system():
        return Order.objects.select_related("customer").get()


def test_a_stranger_becomes_a_guest_with_an_order(event: Event, client: Client) -> None:
    answer = client.post(f"/{event.slug}/reserve/", {"quantity_entry": "2"})
    order = the_order()
    assert answer["Location"] == f"/orders/{order.reference}/"
    assert order.customer.is_guest
    assert client.get(answer["Location"]).status_code == 200


def test_the_guest_stays_the_same_guest(event: Event, client: Client) -> None:
    for quantity in ("2", "2", "1"):
        client.post(f"/{event.slug}/reserve/", {"quantity_entry": quantity})
    with acting_as_system():
        assert Profile.objects.filter(user=None).count() == 1
        assert sorted(Order.objects.values_list("status", flat=True)) == ["cancelled", "pending"]


def test_who_is_signed_in_buys_as_themselves(event: Event, ben: Profile, client_of: SignIn) -> None:
    client_of(ben).post(f"/{event.slug}/reserve/", {"quantity_entry": "1"})
    assert the_order().customer == ben


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"quantity_entry": "6"}, "Only 5 seats are left of “Entry”."),
        ({"quantity_entry": "0"}, "Choose at least one ticket."),
        ({}, "Choose at least one ticket."),
        ({"quantity_entry": "-3"}, "whole number"),
        ({"quantity_entry": "1.5"}, "whole number"),
        ({"quantity_entry": "two"}, "whole number"),
        ({"quantity_entry": "9" * 400}, "whole number"),
        ({"quantity_entry": "999999999"}, "not a number of tickets we can sell"),
        ({"quantity_foreign": "1"}, "cannot be bought now"),
        ({"quantity_\x00\x1f": "1"}, "cannot be bought now"),
    ],
)
def test_a_refusal_is_said_in_plain_words(event: Event, client: Client, typed: dict[str, str], sentence: str) -> None:
    answer = client.post(f"/{event.slug}/reserve/", typed)
    assert answer.status_code == 409
    assert sentence in answer.content.decode()
    with acting_as_system():
        assert (Order.objects.count(), Profile.objects.filter(user=None).count()) == (0, 0)


def test_a_script_gets_the_refusal_in_place_and_the_way_on(event: Event, client: Client) -> None:
    refused = client.post(f"/{event.slug}/reserve/", {"quantity_entry": "6"}, headers={"HX-Request": "true"})
    assert b'id="refusal"' in refused.content
    done = client.post(f"/{event.slug}/reserve/", {"quantity_entry": "1"}, headers={"HX-Request": "true"})
    assert done["HX-Redirect"] == f"/orders/{the_order().reference}/"


def test_a_tampered_cookie_is_nobodys(event: Event, client: Client) -> None:
    client.cookies[settings.GUEST_COOKIE] = "forged:1abc:zzz"
    assert client.post(f"/{event.slug}/reserve/", {"quantity_entry": "1"}).status_code == 302


def test_a_draft_cannot_be_bought_by_strangers(olga: Profile, client: Client) -> None:
    event = builders.make_event(olga)
    builders.make_ticket(event)
    assert client.post(f"/{event.slug}/reserve/", {"quantity_entry": "1"}).status_code == 404


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "cross-site", "Origin": "https://elsewhere.example"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "https://elsewhere.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, 302),
        ({"Origin": "http://testserver"}, 302),
        ({}, 302),
    ],
)
def test_no_other_site_holds_seats_in_a_visitors_name(event: Event, headers: dict[str, str], status: int) -> None:
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post(f"/{event.slug}/reserve/", {"quantity_entry": "1"}, headers=headers)
    assert answer.status_code == status
    with acting_as_system():
        assert Order.objects.count() == (status == 302)


def test_what_others_hold_is_not_given_twice(event: Event, ben: Profile, client: Client) -> None:
    buying.hold(event, ben, entry=5)
    answer = client.post(f"/{event.slug}/reserve/", {"quantity_entry": "1"})
    assert "The last seats of “Entry” have just been taken." in answer.content.decode()


def test_nobody_holds_everything_under_ever_new_names(
    event: Event, ben: Profile, client_of: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ticketing.views.storefront.NEW_GUESTS_PER_ADDRESS", 2)
    one_seat = {"quantity_entry": "1"}

    answers = [Client().post(f"/{event.slug}/reserve/", one_seat) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert "buying from your network" in answers[2].content.decode()
    assert client_of(ben).post(f"/{event.slug}/reserve/", one_seat).status_code == 302
