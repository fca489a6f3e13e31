"""The list of events: next first, drafts, past; own and shared; in as many queries for one as for three."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Profile
from events.models import Event
from tests import builders
from tests.ticketing import buying

SignIn = Callable[[Profile], Client]
QUERIES = 12  # session, user, profile, roles; shared, counts, pages; events, tickets, talks, sales, tasks


def names_on(client: Client, query: str = "") -> list[str]:
    groups = client.get(f"/events/{query}").context["groups"]
    return [row.event.name for _, rows in groups for row in rows]


def in_days(days: int) -> dict[str, Any]:
    start = timezone.now() + timedelta(days=days)
    return {"start_date": start, "end_date": start + timedelta(hours=2)}


@pytest.fixture
def season(olga: Profile) -> list[Event]:
    """Two published events, the later one made first; a draft; a past one."""
    later = builders.publish(builders.make_event(olga, name="Later", **in_days(40)))
    sooner = builders.publish(builders.make_event(olga, name="Sooner", **in_days(4)))
    draft = builders.make_event(olga, name="Draft", **in_days(2))
    past = builders.publish(builders.make_event(olga, name="Past", **in_days(-4)))
    return [later, sooner, draft, past]


def test_next_first_then_drafts_then_past(season: list[Event], olga: Profile, client_of: SignIn) -> None:
    assert names_on(client_of(olga)) == ["Sooner", "Later", "Draft", "Past"]


@pytest.mark.parametrize(
    ("show", "names"),
    [("published", ["Sooner", "Later"]), ("drafts", ["Draft"]), ("past", ["Past"])],
)
def test_filters(season: list[Event], olga: Profile, client_of: SignIn, show: str, names: list[str]) -> None:
    assert names_on(client_of(olga), f"?show={show}") == names


def test_names_are_searched(season: list[Event], olga: Profile, client_of: SignIn) -> None:
    assert names_on(client_of(olga), "?q=soon") == ["Sooner"]


def test_a_filter_without_results_says_so(olga: Profile, client_of: SignIn) -> None:
    builders.make_event(olga)
    page = client_of(olga).get("/events/?show=past")
    assert "Nothing is past yet" in page.content.decode()


def test_the_first_visit_asks_what_is_planned(olga: Profile, client_of: SignIn) -> None:
    page = client_of(olga).get("/events/")
    assert page.context["is_first_time"]
    assert 'action="/assistant/"' in page.content.decode()


def test_sold_seats_and_revenue_stand_in_the_row(olga: Profile, ben: Profile, client_of: SignIn) -> None:
    event = builders.publish(builders.make_event(olga))
    builders.make_ticket(event, price=25, quantity=40)
    buying.buy(event, ben, entry=2)
    row = client_of(olga).get("/events/").context["groups"][0][1][0]
    assert (row.room.sold, row.room.size, str(row.sales.gross)) == (2, 40, "€50.00")


@pytest.mark.parametrize(
    ("permission", "word"), [("change_event", "Co-organizer"), ("view_event", "Viewer"), ("check_in_attendee", "Door")]
)
def test_shared_events_say_what_one_may_do(
    olga: Profile, dora: Profile, client_of: SignIn, permission: str, word: str
) -> None:
    builders.open_to(builders.publish(builders.make_event(olga)), dora, permission)
    row = client_of(dora).get("/events/").context["groups"][0][1][0]
    assert (row.powers.word, row.is_door_only) == (word, word == "Door")


def test_the_door_sees_no_revenue(olga: Profile, dora: Profile, ben: Profile, client_of: SignIn) -> None:
    event = builders.publish(builders.make_event(olga))
    builders.make_ticket(event, price=25)
    buying.buy(event, ben, entry=2)
    builders.open_to(event, dora, "check_in_attendee")
    page = client_of(dora).get("/events/")
    assert not page.context["groups"][0][1][0].sales.gross
    assert "€50" not in page.content.decode()


def test_strangers_events_are_not_listed(season: list[Event], sam: Profile, client_of: SignIn) -> None:
    assert names_on(client_of(sam)) == []


def test_who_is_not_signed_in_is_asked_to(client: Client, db: None) -> None:
    assert client.get("/events/").headers["Location"] == "/accounts/login/?next=/events/"


@pytest.mark.parametrize("count", [1, 3])
def test_three_events_cost_no_more_than_one(olga: Profile, ben: Profile, client_of: SignIn, count: int) -> None:
    for _ in range(count):
        event = builders.publish(builders.make_event(olga))
        builders.make_ticket(event, price=25)
        buying.buy(event, ben, entry=1)
    client = client_of(olga)
    client.get("/events/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/events/")
    asked = [query["sql"] for query in queries if query["sql"].startswith(("SELECT", "(SELECT"))]
    assert len(asked) == QUERIES
