"""One event's desk: its states, its figures, and who sees what."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

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

SignIn = Callable[[Profile], Client]
QUERIES = 14


@pytest.fixture
def event(olga: Profile) -> Event:
    event = builders.publish(builders.make_event(olga))
    builders.make_ticket(event, price=25, quantity=4)
    return event


def figures(client: Client, event: Event, query: str = "") -> Any:
    response = client.get(f"/events/{event.slug}/{query}")
    assert response.status_code == 200
    return response.context


def move(event: Event, **changes: Any) -> None:
    with acting_as_system():
        Event.objects.filter(pk=event.pk).update(**changes)


def test_money_seats_and_orders(event: Event, olga: Profile, ben: Profile, client_of: SignIn) -> None:
    buying.buy(event, ben, entry=2)
    shown = figures(client_of(olga), event)
    assert (str(shown["sales"].gross), shown["sales"].seats, shown["room"].size) == ("€50.00", 2, 4)
    assert [(kind.seats, str(kind.value)) for kind in shown["by_ticket"]] == [(2, "€50.00")]
    assert [order.full_name for order in shown["orders"]] == ["Ben Buyer"]
    assert shown["chart"].summary.endswith(f"€50 on {timezone.now():%b} {timezone.now().day}.")


def test_before_the_first_sale_it_says_share(event: Event, olga: Profile, client_of: SignIn) -> None:
    response = client_of(olga).get(f"/events/{event.slug}/")
    assert response.context["chart"] is None
    assert "No sales yet. Tell people" in response.content.decode()


def test_sold_out(event: Event, olga: Profile, ben: Profile, client_of: SignIn) -> None:
    buying.buy(event, ben, entry=4)
    assert figures(client_of(olga), event)["stage"].key == "sold_out"


def test_today_the_door_comes_first(event: Event, olga: Profile, client_of: SignIn) -> None:
    move(event, start_date=timezone.now() - timedelta(minutes=5), end_date=timezone.now() + timedelta(minutes=5))
    response = client_of(olga).get(f"/events/{event.slug}/")
    assert response.context["stage"].key == "today"
    assert "At the door today" in response.content.decode()


def test_today_is_the_events_own_day(event: Event, olga: Profile, client_of: SignIn) -> None:
    """Half past midnight in Auckland is the day before in Berlin."""
    soon = timezone.now() + timedelta(hours=30)
    move(event, start_date=soon, end_date=soon + timedelta(hours=1), timezone="Pacific/Kiritimati")
    assert figures(client_of(olga), event)["stage"].key == "on_sale"


def test_past(event: Event, olga: Profile, client_of: SignIn) -> None:
    move(event, start_date=timezone.now() - timedelta(days=3), end_date=timezone.now() - timedelta(days=2))
    assert figures(client_of(olga), event)["stage"].key == "past"


def test_a_draft_says_what_is_missing(olga: Profile, client_of: SignIn) -> None:
    event = builders.make_event(olga)
    shown = figures(client_of(olga), event)
    assert (shown["stage"].key, [check.about for check in shown["blockers"]]) == ("draft", ["tickets"])


@pytest.mark.parametrize(("period", "days"), [("7", 7), ("30", 21), ("all", 21), ("nonsense", 21)])
def test_the_chart_shows_a_period(
    event: Event, olga: Profile, ben: Profile, client_of: SignIn, period: str, days: int
) -> None:
    order = buying.buy(event, ben, entry=1)
    with acting_as_system():
        type(order).objects.filter(pk=order.pk).update(paid_at=timezone.now() - timedelta(days=20))
    shown = figures(client_of(olga), event, f"?days={period}")
    assert len(shown["chart"].days) == days


def test_a_co_organizer_sees_all(event: Event, omar: Profile, ben: Profile, client_of: SignIn) -> None:
    builders.open_to(event, omar, "change_event")
    buying.buy(event, ben, entry=1)
    shown = figures(client_of(omar), event)
    assert (str(shown["sales"].gross), len(shown["orders"])) == ("€25.00", 1)


def test_a_viewer_sees_figures_but_no_buyers(event: Event, omar: Profile, ben: Profile, client_of: SignIn) -> None:
    builders.open_to(event, omar, "view_event")
    buying.buy(event, ben, entry=1)
    response = client_of(omar).get(f"/events/{event.slug}/")
    assert str(response.context["sales"].gross) == "€25.00"
    assert response.context["orders"] == []
    assert ben.email not in response.content.decode()


def test_door_staff_is_shown_the_door(event: Event, dora: Profile, client_of: SignIn) -> None:
    builders.open_to(event, dora, "check_in_attendee")
    assert client_of(dora).get(f"/events/{event.slug}/").headers["Location"] == f"/events/{event.slug}/door/"


def test_strangers_and_buyers_find_nothing(event: Event, sam: Profile, ben: Profile, client_of: SignIn) -> None:
    buying.buy(event, ben, entry=1)
    assert client_of(sam).get(f"/events/{event.slug}/").status_code == 404
    assert client_of(ben).get(f"/events/{event.slug}/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_three_orders_cost_no_more_than_one(
    event: Event, olga: Profile, ben: Profile, client_of: SignIn, count: int
) -> None:
    for _ in range(count):
        buying.buy(event, ben, entry=1)
    client = client_of(olga)
    client.get("/events/")
    with CaptureQueriesContext(connection) as queries:
        figures(client, event)
    asked = [query["sql"] for query in queries if query["sql"].startswith(("SELECT", "(SELECT"))]
    assert len(asked) == QUERIES


def test_tickets_are_added_changed_and_removed_on_the_desk(event: Event, olga: Profile, client_of: SignIn) -> None:
    client = client_of(olga)
    address = f"/events/{event.slug}/tickets"
    fields = {"name": "Late", "price": "7.50", "quantity": "10", "description": "", "sale_ends_at": ""}
    assert client.post(f"{address}/set/", fields).status_code == 302
    forms = client.get(f"{address}/").context["forms"]
    assert [form.ticket.name for form in forms] == ["Entry", "Late"]
    reference = forms[1].ticket.reference
    client.post(f"{address}/{reference}/set/", {**fields, "name": "Latest"})
    client.post(f"{address}/entry/remove/")
    assert [form.ticket.name for form in client.get(f"{address}/").context["forms"]] == ["Latest"]


def test_a_wrong_ticket_form_comes_back(event: Event, olga: Profile, client_of: SignIn) -> None:
    fields = {"name": "", "price": "-1", "quantity": "0"}
    response = client_of(olga).post(f"/events/{event.slug}/tickets/set/", fields, headers={"HX-Request": "true"})
    assert response.status_code == 422
    assert set(response.context["new_form"].errors) == {"name", "price", "quantity"}


def test_a_refusal_leaves_the_list_standing(event: Event, olga: Profile, ben: Profile, client_of: SignIn) -> None:
    buying.hold(event, ben, entry=1)
    response = client_of(olga).post(f"/events/{event.slug}/tickets/entry/remove/", headers={"HX-Request": "true"})
    assert (response.status_code, response["HX-Retarget"]) == (409, "#tickets-refusal")


@pytest.mark.parametrize("act", ["set/", "entry/set/", "entry/remove/"])
def test_only_who_may_change_the_event_touches_tickets(
    event: Event, sam: Profile, omar: Profile, client_of: SignIn, act: str
) -> None:
    builders.open_to(event, omar, "view_event")
    for person in (sam, omar):
        assert client_of(person).post(f"/events/{event.slug}/tickets/{act}").status_code == 404
