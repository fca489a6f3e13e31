"""The public page as each process keeps it: the same until something changes, and nobody's secret."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Profile
from eventai.db.acting import acting_as, acting_as_system
from events.models import Event
from events.operations import publish_page_changes, revise_event, revise_page, set_theme
from tests import builders
from tests.ticketing import buying
from ticketing import pages
from ticketing.models import Ticket

SignIn = Callable[[Profile], Client]


@pytest.fixture
def event(olga: Profile) -> Event:
    event = builders.publish(builders.make_event(olga))
    builders.make_ticket(event, name="Day", price=Decimal("12.50"), quantity=5)
    builders.make_ticket(event, name="Night", quantity=50)
    return event


def queries_of(client: Client, event: Event) -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(f"/{event.slug}/").status_code == 200
    return [query["sql"] for query in queries if not query["sql"].startswith(("SAVEPOINT", "RELEASE", "ROLLBACK"))]


def stamp_of(event: Event) -> str:
    page = pages.public_page(event.slug, now=timezone.now())
    assert page is not None
    return page.stamp


def change_page(event: Event) -> None:
    revise_page(event, config={**event.landing_page_config, "locale": "de"}, by=event.organizer)
    publish_page_changes(event, by=event.organizer)


def change_stock(event: Event) -> None:
    with acting_as_system():
        Ticket.objects.filter(event=event, name="Night").update(reserved=1)


def hide_a_ticket(event: Event) -> None:
    Ticket.objects.filter(event=event, name="Night").update(visibility="hidden")


def put_a_ticket_back(event: Event) -> None:
    """As undo does: the same row again. Between the two the stock was sold and given back."""
    row = Ticket.objects.get(event=event, name="Night")
    Ticket.objects.filter(pk=row.pk).delete()
    row.save(force_insert=True)


CHANGES: dict[str, Callable[[Event], Any]] = {
    "the event": lambda event: revise_event(event, by=event.organizer, now=timezone.now(), name="Another name"),
    "its theme": lambda event: set_theme(event, preset="gala", by=event.organizer),
    "its page": change_page,
    "a ticket's price": lambda event: Ticket.objects.filter(event=event, name="Day").update(price=9),
    "stock": change_stock,
    "a ticket more": lambda event: builders.make_ticket(event, name="Late"),
    "a ticket less": lambda event: Ticket.objects.filter(event=event, name="Night").delete(),
    "a ticket hidden": hide_a_ticket,
    "a ticket removed and put back": put_a_ticket_back,
    "sites that may embed it": lambda event: Event.objects.filter(pk=event.pk).update(
        embed_origins="https://a.example"
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_makes_another_page(event: Event, change: str) -> None:
    before = stamp_of(event)
    with acting_as(event.organizer_id):
        CHANGES[change](event)
    assert stamp_of(event) != before


def test_a_hold_is_seen_at_once(event: Event, ben: Profile, client: Client) -> None:
    assert b"Only" not in client.get(f"/{event.slug}/").content
    buying.hold(event, ben, day=3)
    assert b"2 left" in client.get(f"/{event.slug}/").content


def test_a_kept_page_costs_one_query_and_a_fresh_one_four(event: Event, client: Client) -> None:
    fresh = [sql for sql in queries_of(client, event) if "set_config" not in sql]
    kept = queries_of(client, event)
    assert (len(fresh), len(kept)) == (3, 1)
    assert "page_stamp" in kept[0]


def test_what_is_kept_names_no_visitor_and_holds_no_token(event: Event, ben: Profile, client_of: SignIn) -> None:
    buying.hold(event, ben, day=1)
    browser = client_of(ben)
    own = browser.get(f"/{event.slug}/").content
    assert b"You hold seats" in own
    answer = Client().get(f"/{event.slug}/")
    assert b"You hold seats" not in answer.content
    assert not {word for word in (b"csrf", b"nonce", b"hx-headers") if word in answer.content.lower()}
    assert answer.cookies == {}
    assert answer.content == Client().get(f"/{event.slug}/").content


def test_a_page_with_something_of_ones_own_is_kept_by_nobody_else(
    event: Event, ben: Profile, client_of: SignIn
) -> None:
    answer = client_of(ben).get(f"/{event.slug}/")
    assert answer["Cache-Control"] == "private, no-cache"
    assert "Cookie" in answer["Vary"]
    assert "ETag" not in answer


def test_what_the_browser_has_is_not_sent_again(event: Event, ben: Profile, client: Client) -> None:
    first = client.get(f"/{event.slug}/")
    again = client.get(f"/{event.slug}/", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    buying.hold(event, ben, day=3)
    assert client.get(f"/{event.slug}/", headers={"If-None-Match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_it_is_compressed_for_whom_it_helps(event: Event, client: Client, encoding: str) -> None:
    plain = client.get(f"/{event.slug}/")
    small = client.get(f"/{event.slug}/", headers={"Accept-Encoding": encoding})
    assert (small["Content-Encoding"], small["ETag"]) == (encoding, plain["ETag"])
    assert len(small.content) < len(plain.content) / 2


def test_the_offer_alone_follows_the_stock(event: Event, ben: Profile, client: Client) -> None:
    address = f"/{event.slug}/availability/"
    first = client.get(address)
    assert first.content.decode().strip().startswith('<div class="offer"')
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304
    buying.hold(event, ben, day=5)
    assert "Sold out" in client.get(address).content.decode()


@pytest.mark.parametrize("minutes", [-60 * 24 * 40, -61, -59, -1, 0, 1, 180, 60 * 24])
def test_the_clock_alone_changes_what_is_kept(olga: Profile, minutes: int) -> None:
    """At every moment the kept page is what would be drawn: sales begin and end, days are counted, the event ends."""
    start = timezone.now().replace(microsecond=0) + timedelta(days=50)
    event = builders.make_event(olga, start_date=start, end_date=start + timedelta(hours=3))
    builders.make_ticket(event, sale_starts_at=start - timedelta(days=40), sale_ends_at=start - timedelta(hours=1))
    countdown = {"type": "countdown", "id": "countdown", "after": "On now"}
    with acting_as(olga.pk):
        sections = [*event.landing_page_config["sections"], countdown]
        revise_page(event, config={**event.landing_page_config, "sections": sections}, by=olga)
    builders.publish(event)
    moment = start + timedelta(minutes=minutes)
    moments = [moment + timedelta(seconds=seconds) for seconds in (-90, -1, 0, 1, 90)]
    kept = [kept_at(event, at) for at in moments]
    assert kept == [drawn_at(event, at) for at in moments]


def kept_at(event: Event, moment: datetime) -> bytes:
    with time_machine.travel(moment, tick=False):
        return bytes(Client().get(f"/{event.slug}/").content)


def drawn_at(event: Event, moment: datetime) -> bytes:
    pages.forget_pages()
    return kept_at(event, moment)
