"""One ticket with its code, and all of somebody's tickets."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Profile
from eventai.db.acting import acting_as_system
from events.models import Event
from tests import builders
from tests.ticketing import buying
from ticketing.codes import order_secret
from ticketing.models import Attendee, Order

SignIn = Callable[[Profile], Client]


@pytest.fixture
def event(olga: Profile) -> Event:
    event = builders.publish(builders.make_event(olga))
    builders.make_ticket(event)
    return event


@pytest.fixture
def order(event: Event, ben: Profile) -> Order:
    return buying.buy(event, ben, entry=2)


def test_the_ticket_shows_its_code_and_number(order: Order, ben: Profile, client_of: SignIn) -> None:
    page = client_of(ben).get(f"/orders/{order.reference}/tickets/2/").content.decode()
    assert 'aria-label="QR code of ticket 2"' in page
    assert f"{order.reference}-2" in page
    assert "Ticket 2 of 2" in page
    assert "Guest 2" in page


def test_the_letters_link_opens_it_too(order: Order, client: Client) -> None:
    path = f"/orders/{order.reference}/tickets/1/"
    assert client.get(path).status_code == 404
    page = client.get(path, {"key": order_secret(order.pk)}).content.decode()
    assert f"/orders/{order.reference}/tickets/2/?key=" in page


@pytest.mark.parametrize("path", ["", "tickets/1/"])
def test_no_cache_keeps_what_a_link_opened(order: Order, client: Client, path: str) -> None:
    answer = client.get(f"/orders/{order.reference}/{path}", {"key": order_secret(order.pk)})
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("who", ["sam", "olga"])
def test_others_do_not_see_it(order: Order, client_of: SignIn, who: str, request: pytest.FixtureRequest) -> None:
    assert client_of(request.getfixturevalue(who)).get(f"/orders/{order.reference}/tickets/1/").status_code == 404


def test_there_is_no_ticket_before_it_is_paid_nor_beyond_the_last(
    event: Event, order: Order, ben: Profile, client_of: SignIn
) -> None:
    held = buying.hold(event, ben, entry=1)
    browser = client_of(ben)
    for path in (f"/orders/{held.reference}/tickets/1/", f"/orders/{order.reference}/tickets/3/"):
        assert browser.get(path).status_code == 404


def test_a_ticket_that_is_void_has_no_code(order: Order, ben: Profile, client_of: SignIn) -> None:
    with acting_as_system():
        order.attendees.filter(position=1).update(status=Attendee.Status.CANCELLED)
    page = client_of(ben).get(f"/orders/{order.reference}/tickets/1/").content.decode()
    assert "no longer valid" in page
    assert "QR code" not in page


def test_my_tickets_stand_together_by_event(order: Order, ben: Profile, client_of: SignIn) -> None:
    page = client_of(ben).get("/tickets/").content.decode()
    assert page.count("Night of Lights") == 1
    assert [f"/orders/{order.reference}/tickets/{n}/" in page for n in (1, 2, 3)] == [True, True, False]


def test_what_is_over_stands_below(olga: Profile, ben: Profile, client_of: SignIn) -> None:
    event = builders.publish(builders.make_event(olga))
    builders.make_ticket(event)
    buying.buy(event, ben, entry=1)
    with acting_as_system():
        past = timezone.now() - timedelta(days=2)
        Event.objects.filter(pk=event.pk).update(start_date=past, end_date=past)
    page = client_of(ben).get("/tickets/").content.decode()
    assert "Been there" in page
    assert "Coming up" not in page


def test_held_seats_wait_there_too(event: Event, ben: Profile, client_of: SignIn) -> None:
    held = buying.hold(event, ben, entry=1)
    assert f'href="/orders/{held.reference}/"' in client_of(ben).get("/tickets/").content.decode()


def test_nobody_elses_tickets_are_there(order: Order, sam: Profile, client_of: SignIn, client: Client) -> None:
    assert "No tickets yet" in client_of(sam).get("/tickets/").content.decode()
    assert client.get("/tickets/")["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("orders", [1, 3])
def test_many_tickets_cost_no_more(olga: Profile, ben: Profile, client_of: SignIn, orders: int) -> None:
    for number in range(orders):
        event = builders.publish(builders.make_event(olga, name=f"Night {number}"))
        builders.make_ticket(event)
        buying.buy(event, ben, entry=2)
    browser = client_of(ben)
    browser.get("/tickets/")
    with CaptureQueriesContext(connection) as queries:
        browser.get("/tickets/")
    assert len([query for query in queries if query["sql"].startswith("SELECT")]) == 6
