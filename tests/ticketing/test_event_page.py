"""The public page of an event."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Profile
from eventai.db.acting import acting_as
from events.models import Event
from events.operations import publish_page_changes, revise_page
from tests import builders
from tests.ticketing import buying

SignIn = Callable[[Profile], Client]


@pytest.fixture
def event(olga: Profile) -> Event:
    return builders.publish(builders.make_event(olga, capacity=None))


def page_of(event: Event, client: Client) -> str:
    answer = client.get(f"/{event.slug}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_visitor_sees_what_is_on_sale(event: Event, client: Client) -> None:
    builders.make_ticket(event, name="Balcony", price=Decimal("12.50"))
    page = page_of(event, client)
    assert "Balcony" in page
    assert "€12.50" in page
    assert 'name="quantity_balcony"' in page


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"quantity": 2}, "2 left"),
        ({"quantity": 0}, "Sold out"),
        ({"sale_starts_at": timezone.now() + timedelta(days=2)}, "Tickets go on sale on"),
        ({"sale_ends_at": timezone.now() - timedelta(days=2)}, "Ticket sales have ended."),
    ],
)
def test_each_state_of_the_sale_is_said(event: Event, client: Client, changes: dict[str, object], words: str) -> None:
    builders.make_ticket(event, **changes)
    assert words in page_of(event, client)


def test_a_capacity_smaller_than_its_tickets_counts(olga: Profile, ben: Profile, client: Client) -> None:
    event = builders.publish(builders.make_event(olga, capacity=4))
    builders.make_ticket(event, name="Day", quantity=4)
    builders.make_ticket(event, name="Night", quantity=4)
    buying.hold(event, ben, day=4)
    assert page_of(event, client).count("Sold out") >= 2


@pytest.mark.parametrize(
    ("status", "words"), [("cancelled", "This event does not take place"), ("ended", "This event is over")]
)
def test_what_is_off_says_so_and_sells_nothing(event: Event, client: Client, status: str, words: str) -> None:
    builders.make_ticket(event)
    builders.set_status(event, status)
    page = page_of(event, client)
    assert words in page
    assert "quantity_entry" not in page


def test_a_draft_is_shown_to_its_people_only(
    olga: Profile, omar: Profile, sam: Profile, client_of: SignIn, client: Client
) -> None:
    event = builders.make_event(olga)
    builders.make_ticket(event)
    builders.open_to(event, omar, "change_event")
    for person in (olga, omar):
        assert 'data-tone="draft"' in page_of(event, client_of(person))
    assert [visitor.get(f"/{event.slug}/").status_code for visitor in (client, client_of(sam))] == [404, 404]
    assert client.get(f"/{event.slug}/cover.svg").status_code == 404


def test_a_private_event_is_not_for_visitors(olga: Profile, client: Client) -> None:
    event = builders.publish(builders.make_event(olga))
    with acting_as(olga.pk):
        Event.objects.filter(pk=event.pk).update(visibility="private")
    assert client.get(f"/{event.slug}/").status_code == 404


def test_who_holds_seats_is_led_back_to_them(event: Event, ben: Profile, client_of: SignIn) -> None:
    builders.make_ticket(event)
    order = buying.hold(event, ben, entry=1)
    assert f'href="/orders/{order.reference}/"' in page_of(event, client_of(ben))


@pytest.mark.parametrize("types", [1, 3])
def test_a_visitor_costs_two_queries(event: Event, client: Client, types: int) -> None:
    for number in range(types):
        builders.make_ticket(event, name=f"Type {number}")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        page_of(event, client)
    assert len([query for query in queries if query["sql"].startswith('SELECT "')]) == 2


def test_a_signed_in_visitor_costs_no_more_than_eight(event: Event, ben: Profile, client_of: SignIn) -> None:
    builders.make_ticket(event)
    browser = client_of(ben)
    page_of(event, browser)
    with CaptureQueriesContext(connection) as queries:
        page_of(event, browser)
    assert len([query for query in queries if query["sql"].startswith("SELECT")]) <= 8


def test_the_cover_is_drawn_and_kept(event: Event, client: Client) -> None:
    first = client.get(f"/{event.slug}/cover.svg")
    assert (first["Content-Type"], first["Cache-Control"]) == ("image/svg+xml", "public, max-age=3600")
    assert first.content.startswith(b"<svg")
    again = client.get(f"/{event.slug}/cover.svg", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304


def test_who_has_no_photo_is_drawn_and_nobody_else(event: Event, client: Client) -> None:
    people = {"type": "speakers", "id": "people", "items": [{"id": "ilse", "name": "Ilse Vandermeer"}]}
    with acting_as(event.organizer_id):
        sections = [*event.landing_page_config["sections"], people]
        revise_page(event, config={**event.landing_page_config, "sections": sections}, by=event.organizer)
        publish_page_changes(event, by=event.organizer)
    address = f"/{event.slug}/art/ilse.svg"
    assert f'src="{address}?theme=' in page_of(event, client)
    first = client.get(address)
    assert (first["Content-Type"], first["Cache-Control"]) == ("image/svg+xml", "public, max-age=3600")
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert client.get(f"/{event.slug}/art/nobody.svg").status_code == 404


def test_the_calendar_file_has_the_moment_in_utc(olga: Profile, client: Client) -> None:
    start = builders.at("2030-06-12T18:30")
    event = builders.publish(
        builders.make_event(olga, name="Night; with, marks", start_date=start, end_date=start + timedelta(hours=2))
    )
    answer = client.get(f"/{event.slug}/calendar.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    lines = answer.content.decode().split("\r\n")
    assert "DTSTART:20300612T183000Z" in lines
    assert "SUMMARY:Night\\; with\\, marks" in lines
    assert max(len(line.encode()) for line in lines) <= 75
