"""The door's page, with and without its script."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import Profile
from eventai.db.acting import acting_as_system
from events.models import Event
from tests import builders
from tests.ticketing import buying
from ticketing.models import Order

SignIn = Callable[[Profile], Client]
HTMX = {"HX-Request": "true"}


@pytest.fixture
def event(olga: Profile, dora: Profile) -> Event:
    event = builders.publish(builders.make_event(olga))
    builders.make_ticket(event)
    builders.open_to(event, dora, "check_in_attendee")
    return event


@pytest.fixture
def order(event: Event, ben: Profile) -> Order:
    return buying.buy(event, ben, entry=2)


def code_of(order: Order) -> str:
    with acting_as_system():
        return order.attendees.get(position=1).qr_code or ""


def test_a_scan_answers_with_the_result_and_the_new_count(
    event: Event, order: Order, dora: Profile, client_of: SignIn
) -> None:
    door = client_of(dora)
    answer = door.post(f"/events/{event.slug}/door/", {"code": code_of(order)}, headers=HTMX).content.decode()
    assert 'data-result="valid"' in answer
    assert "Guest 1" in answer
    assert "of 2 checked in" in answer
    again = door.post(f"/events/{event.slug}/door/", {"code": code_of(order)}, headers=HTMX).content.decode()
    assert 'data-result="repeat"' in again
    assert "by Dora" in again


def test_without_a_script_the_whole_page_comes_back(
    event: Event, order: Order, dora: Profile, client_of: SignIn
) -> None:
    page = client_of(dora).post(f"/events/{event.slug}/door/", {"code": f"{order.reference}-2"}).content.decode()
    assert "Come in" in page
    assert 'name="code"' in page


def test_a_name_leads_to_a_list_and_a_tap(event: Event, order: Order, dora: Profile, client_of: SignIn) -> None:
    answer = client_of(dora).post(f"/events/{event.slug}/door/", {"code": "guest"}, headers=HTMX).content.decode()
    assert "2 guests for “guest”" in answer
    assert f'value="{order.reference}-2"' in answer


def test_guests_are_searched(event: Event, order: Order, dora: Profile, client_of: SignIn) -> None:
    door = client_of(dora)
    found = [door.get(f"/events/{event.slug}/door/guests/", {"q": q}, headers=HTMX) for q in ("guest 2", "zz", "")]
    assert ["1 guest for" in answer.content.decode() for answer in found] == [True, False, False]


def test_a_check_in_is_taken_back(event: Event, order: Order, dora: Profile, client_of: SignIn) -> None:
    door = client_of(dora)
    door.post(f"/events/{event.slug}/door/", {"code": code_of(order)})
    seat = {"seat": f"{order.reference}-1"}
    answer = door.post(f"/events/{event.slug}/door/undo/", seat, headers=HTMX).content.decode()
    assert "Guest 1 is not checked in any more." in answer
    assert door.post(f"/events/{event.slug}/door/undo/", seat)["Location"] == f"/events/{event.slug}/door/"
    assert door.post(f"/events/{event.slug}/door/undo/", {"seat": "NOPE-1"}).status_code == 404


@pytest.mark.parametrize("text", ["", "\x00", "x" * 5000, "💥", "%", "AAAA" * 29])
def test_nonsense_is_not_a_ticket(event: Event, order: Order, dora: Profile, client_of: SignIn, text: str) -> None:
    answer = client_of(dora).post(f"/events/{event.slug}/door/", {"code": text}, headers=HTMX)
    assert answer.status_code == 200
    assert "Not a ticket" in answer.content.decode()


def test_only_the_doors_people_get_there(
    event: Event,
    order: Order,
    olga: Profile,
    omar: Profile,
    ben: Profile,
    sam: Profile,
    client_of: SignIn,
    client: Client,
) -> None:
    builders.open_to(event, omar, "change_event")
    path = f"/events/{event.slug}/door/"
    assert [client_of(person).get(path).status_code for person in (olga, omar, ben, sam)] == [200, 200, 404, 404]
    for act in ("", "undo/"):
        assert (
            client_of(sam).post(path + act, {"code": code_of(order), "seat": f"{order.reference}-1"}).status_code == 404
        )
    assert client.get(path)["Location"].startswith("/accounts/login/")


def test_only_this_page_may_run_the_code_reader(event: Event, dora: Profile, client_of: SignIn) -> None:
    door = client_of(dora)
    assert "'wasm-unsafe-eval'" in door.get(f"/events/{event.slug}/door/")["Content-Security-Policy"]
    assert "'wasm-unsafe-eval'" not in door.get(f"/{event.slug}/")["Content-Security-Policy"]
