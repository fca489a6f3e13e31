"""An order in its buyer's hands."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Profile
from eventai.db.acting import acting_as_system
from eventai.models import OutboxMessage
from events.models import Event
from tests import builders
from tests.ticketing import buying
from ticketing.codes import order_secret
from ticketing.models import Order, Payment

SignIn = Callable[[Profile], Client]
DETAILS = {"email": "tom@example.com", "full_name": "Tom Adeyemi", "name_2": "Ngozi", "email_2": "ngozi@example.com"}


@pytest.fixture
def event(olga: Profile) -> Event:
    event = builders.publish(builders.make_event(olga))
    builders.make_ticket(event, quantity=5)
    builders.make_ticket(event, name="Table", price=Decimal(46), quantity=5)
    return event


def held(event: Event, visitor: Client, **quantities: int) -> Order:
    """The order a visitor has just reserved on the page."""
    answer = visitor.post(f"/{event.slug}/reserve/", {f"quantity_{name}": n for name, n in quantities.items()})
    with acting_as_system():
        return Order.objects.get(reference=answer["Location"].split("/")[2])


def page(visitor: Client, path: str, status: int = 200) -> str:
    answer = visitor.get(path)
    assert answer.status_code == status
    return answer.content.decode()


def test_a_free_order_is_complete_in_one_step(event: Event, client: Client) -> None:
    order = held(event, client, entry=2)
    checkout = page(client, f"/orders/{order.reference}/")
    assert "Get 2 tickets" in checkout
    assert "test_outcome" not in checkout
    assert client.post(f"/orders/{order.reference}/pay/", DETAILS)["Location"] == f"/orders/{order.reference}/"
    confirmed = page(client, f"/orders/{order.reference}/")
    assert "We sent 2 tickets to tom@example.com" in confirmed
    assert confirmed.count('aria-label="QR code of ticket') == 2
    assert "Tom Adeyemi" in confirmed
    assert "Ngozi" in confirmed


def test_a_paid_order_says_that_the_payment_is_a_test(event: Event, client: Client) -> None:
    order = held(event, client, table=1)
    checkout = page(client, f"/orders/{order.reference}/")
    assert "No money moves" in checkout
    assert "Pay €46.00" in checkout
    client.post(f"/orders/{order.reference}/pay/", {**DETAILS, "test_outcome": "succeed"})
    assert buying.fresh(order).status == Order.Status.PAID
    with acting_as_system():
        assert Payment.objects.get().rail == "test"


def test_a_declined_payment_loses_nothing(event: Event, client: Client) -> None:
    order = held(event, client, table=1)
    answer = client.post(f"/orders/{order.reference}/pay/", {**DETAILS, "test_outcome": "decline"}, follow=True)
    checkout = answer.content.decode()
    assert "Nothing was charged. Your seats are still held." in checkout
    assert 'value="tom@example.com"' in checkout
    assert buying.fresh(order).status == Order.Status.PENDING


def test_a_second_click_changes_nothing(event: Event, client: Client) -> None:
    order = held(event, client, entry=1)
    for _ in range(2):
        assert client.post(f"/orders/{order.reference}/pay/", DETAILS).status_code == 302
    with acting_as_system():
        assert (Payment.objects.count(), OutboxMessage.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"email": "tom@post"}, "That address does not look complete."),
        ({"email": ""}, "Enter the address your tickets go to."),
        ({"full_name": " \t "}, "Enter your name"),
        ({"full_name": "x" * 201}, "at most 200 characters"),
        ({"email_2": "nope"}, "That address does not look complete."),
    ],
)
def test_what_is_missing_is_said_beside_it(
    event: Event, client: Client, changes: dict[str, str], sentence: str
) -> None:
    order = held(event, client, entry=2)
    answer = client.post(f"/orders/{order.reference}/pay/", {**DETAILS, **changes})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert 'value="Ngozi"' in answer.content.decode()
    assert buying.fresh(order).status == Order.Status.PENDING


def test_control_characters_do_not_reach_the_ticket(event: Event, client: Client) -> None:
    order = held(event, client, entry=1)
    client.post(f"/orders/{order.reference}/pay/", {**DETAILS, "full_name": "Tom\x00\r\nBcc: \u202eAdeyemi"})
    assert buying.fresh(order).full_name == "Tom Bcc: Adeyemi"


def test_what_was_typed_survives_a_reload_and_a_second_tab(event: Event, client: Client) -> None:
    order = held(event, client, entry=2)
    half = {**DETAILS, "email": "tom@", "full_name": "Tom"}
    assert client.post(f"/orders/{order.reference}/details/", half, headers={"HX-Request": "true"}).status_code == 204
    checkout = page(client, f"/orders/{order.reference}/")
    assert 'value="Tom"' in checkout
    assert 'value="Ngozi"' in checkout
    assert "tom@" not in checkout


def test_the_same_details_are_kept_when_a_hold_has_ended_and_is_taken_again(event: Event, client: Client) -> None:
    order = held(event, client, entry=2)
    client.post(f"/orders/{order.reference}/details/", DETAILS)
    with acting_as_system():
        Order.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    ended = page(client, f"/orders/{order.reference}/")
    assert "The hold has ended" in ended
    assert "Take them again" in ended
    answer = client.post(f"/orders/{order.reference}/again/")
    fresh = page(client, answer["Location"])
    assert answer["Location"] != f"/orders/{order.reference}/"
    assert 'value="tom@example.com"' in fresh
    assert 'value="Ngozi"' in fresh


def test_seats_given_back_are_on_sale_again(event: Event, client: Client) -> None:
    order = held(event, client, entry=2)
    assert client.post(f"/orders/{order.reference}/release/")["Location"] == f"/{event.slug}/"
    assert buying.fresh(order).status == Order.Status.CANCELLED
    assert "The seats are back on sale" in page(client, f"/orders/{order.reference}/")


def test_a_payment_without_seats_is_told(event: Event, client: Client, ben: Profile) -> None:
    order = held(event, client, table=5)
    client.post(f"/orders/{order.reference}/details/", DETAILS)
    with acting_as_system():
        Order.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    buying.hold(event, ben, table=5)
    buying.pay(buying.fresh(order))
    assert "Paid, but too late" in page(client, f"/orders/{order.reference}/")


def test_the_letters_link_opens_the_order_anywhere(
    event: Event, client: Client, sam: Profile, client_of: SignIn
) -> None:
    order = held(event, client, entry=1)
    client.post(f"/orders/{order.reference}/pay/", DETAILS)
    link = f"/orders/{order.reference}/?key={order_secret(order.pk)}"
    for visitor in (Client(), client_of(sam)):
        assert "on the list" in page(visitor, link)


@pytest.mark.parametrize(
    ("key", "status"),
    [("", 404), ("a" * 43, 404), ("' OR 1=1 --", 404), ("a" * 5000, 404), ("\x00" * 43, 400)],
    ids=["none", "unknown", "injected", "endless", "unreadable"],
)
def test_a_wrong_key_opens_nothing(event: Event, client: Client, key: str, status: int) -> None:
    order = held(event, client, entry=1)
    assert Client().get(f"/orders/{order.reference}/", {"key": key}).status_code == status


@pytest.mark.parametrize("who", ["sam", "olga", "ada", "ben"])
def test_an_order_is_its_buyers_alone(
    event: Event, client: Client, client_of: SignIn, who: str, request: pytest.FixtureRequest
) -> None:
    order = held(event, client, entry=1)
    other = client_of(request.getfixturevalue(who))
    assert other.get(f"/orders/{order.reference}/").status_code == 404
    for act in ("pay", "details", "release", "again"):
        assert other.post(f"/orders/{order.reference}/{act}/", DETAILS).status_code == 404
    assert buying.fresh(order).status == Order.Status.PENDING


def test_an_order_of_a_guest_stays_open_after_signing_in(event: Event, client: Client, ben: Profile) -> None:
    order = held(event, client, entry=1)
    assert ben.user is not None
    client.force_login(ben.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "Get your ticket" in page(client, f"/orders/{order.reference}/")


def test_the_signed_in_buyer_need_not_type_their_name(event: Event, ben: Profile, client_of: SignIn) -> None:
    browser = client_of(ben)
    order = held(event, browser, entry=1)
    assert 'value="ben@example.com"' in page(browser, f"/orders/{order.reference}/")
