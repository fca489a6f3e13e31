"""An event by hand."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import Profile
from eventai.db.acting import acting_as_system
from events.models import Event
from tests import builders
from tests.builders import at

SignIn = Callable[[Profile], Client]
FIELDS = {
    "name": "Harvest Supper",
    "start_day": "2030-06-12",
    "start_hour": "19:00",
    "timezone": "America/Chicago",
    "venue": "Glasshouse",
    "city": "Chicago",
    "capacity": "36",
    "currency": "USD",
    "visibility": "public",
    "client_key": "0e3a",
}


def begun_by(person: Profile) -> Event:
    with acting_as_system():
        return Event.objects.get(organizer=person)


def test_a_draft_is_begun(olga: Profile, client_of: SignIn) -> None:
    response = client_of(olga).post("/events/new/", {**FIELDS, "end_hour": "23:00"})
    event = begun_by(olga)
    assert response.headers["Location"] == f"/events/{event.slug}/"
    assert (event.name, event.status, event.capacity) == ("Harvest Supper", Event.Status.DRAFT, 36)
    assert (event.start_date, event.end_date) == (at("2030-06-13T00:00"), at("2030-06-13T04:00"))


def test_anybody_signed_in_may_begin(ben: Profile, client_of: SignIn) -> None:
    assert client_of(ben).post("/events/new/", FIELDS).status_code == 302


def test_the_same_form_twice_begins_one_event(olga: Profile, client_of: SignIn) -> None:
    client = client_of(olga)
    first, second = client.post("/events/new/", FIELDS), client.post("/events/new/", FIELDS)
    assert first.headers["Location"] == second.headers["Location"]
    assert begun_by(olga).name == "Harvest Supper"


@pytest.mark.parametrize(
    ("given", "end"),
    [
        ({"end_hour": "02:00"}, "2030-06-13T07:00"),  # the night after
        ({"end_day": "2030-06-14", "end_hour": "12:00"}, "2030-06-14T17:00"),
        ({"end_day": "2030-06-14"}, "2030-06-15T04:59"),  # the whole last day
    ],
)
def test_how_an_end_is_understood(olga: Profile, client_of: SignIn, given: dict[str, str], end: str) -> None:
    client_of(olga).post("/events/new/", {**FIELDS, **given})
    assert begun_by(olga).end_date == at(end)


def test_a_day_without_an_hour(olga: Profile, client_of: SignIn) -> None:
    client_of(olga).post("/events/new/", {**FIELDS, "start_hour": ""})
    event = begun_by(olga)
    assert (event.has_start_time, event.start_date) == (False, at("2030-06-12T05:00"))


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": ""}, "name"),
        ({"start_day": ""}, "start_day"),
        ({"end_day": "2030-06-11"}, "end_day"),
        ({"capacity": "0"}, "capacity"),
        ({"timezone": "Mars/Olympus"}, "timezone"),
        ({"currency": "XXX"}, "currency"),
    ],
)
def test_a_wrong_form_comes_back(olga: Profile, client_of: SignIn, given: dict[str, str], field: str) -> None:
    response = client_of(olga).post("/events/new/", {**FIELDS, **given})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]


def test_the_form_shows_the_event_in_its_own_zone(olga: Profile, client_of: SignIn) -> None:
    event = builders.make_event(olga, start_date=at("2030-01-01T23:30"), end_date=None, timezone="Asia/Tokyo")
    form = client_of(olga).get(f"/events/{event.slug}/edit/").context["form"]
    assert (str(form["start_day"].value()), str(form["start_hour"].value())) == ("2030-01-02", "08:30:00")


def test_facts_are_corrected(olga: Profile, client_of: SignIn) -> None:
    event = builders.make_event(olga)
    response = client_of(olga).post(f"/events/{event.slug}/edit/", {**FIELDS, "visibility": "unlisted"})
    event = begun_by(olga)
    assert response.headers["Location"] == f"/events/{event.slug}/"
    assert (event.city, event.visibility, event.start_date) == ("Chicago", "unlisted", at("2030-06-13T00:00"))


def test_saving_what_is_shown_changes_nothing(olga: Profile, client_of: SignIn) -> None:
    event = builders.make_event(olga)
    client = client_of(olga)
    form = client.get(f"/events/{event.slug}/edit/").context["form"]
    shown: dict[str, Any] = {field.name: field.value() for field in form}
    client.post(f"/events/{event.slug}/edit/", {name: value for name, value in shown.items() if value})
    again = begun_by(olga)
    facts = ("name", "start_date", "end_date", "timezone", "venue", "city", "capacity", "currency", "visibility")
    assert [getattr(again, fact) for fact in facts] == [getattr(event, fact) for fact in facts]


def test_with_seats_taken_the_currency_stays(olga: Profile, client_of: SignIn) -> None:
    event = builders.make_event(olga)
    ticket = builders.make_ticket(event)
    with acting_as_system():
        type(ticket).objects.filter(pk=ticket.pk).update(sold=1)
    client_of(olga).post(f"/events/{event.slug}/edit/", FIELDS)
    assert begun_by(olga).currency == "EUR"


@pytest.mark.parametrize("permission", ["", "view_event", "check_in_attendee"])
def test_who_may_not_change_it_finds_nothing(olga: Profile, sam: Profile, client_of: SignIn, permission: str) -> None:
    event = builders.publish(builders.make_event(olga))
    if permission:
        builders.open_to(event, sam, permission)
    client = client_of(sam)
    assert client.get(f"/events/{event.slug}/edit/").status_code == 404
    assert client.post(f"/events/{event.slug}/edit/", FIELDS).status_code == 404
    assert begun_by(olga).name == "Night of Lights"


def test_a_co_organizer_may(olga: Profile, omar: Profile, client_of: SignIn) -> None:
    event = builders.make_event(olga)
    builders.open_to(event, omar, "change_event")
    client_of(omar).post(f"/events/{event.slug}/edit/", FIELDS)
    assert begun_by(olga).name == "Harvest Supper"


def test_who_is_not_signed_in_is_asked_to(client: Client, db: None) -> None:
    assert client.get("/events/new/").headers["Location"] == "/accounts/login/?next=/events/new/"


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/Chicago"])
@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "2201-01-01", "9999-12-31"])
def test_a_day_at_the_end_of_the_calendar_is_asked_for_again(
    day: str, zone: str, olga: Profile, client_of: SignIn
) -> None:
    answer = client_of(olga).post("/events/new/", {**FIELDS, "start_day": day, "end_hour": "02:00", "timezone": zone})

    assert answer.status_code == 422
    assert "Choose a year between 1900 and 2200." in answer.content.decode()


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/Chicago"])
@pytest.mark.parametrize("moment", ["0001-01-01T00:00", "9999-12-31T23:59"])
def test_so_is_a_moment(moment: str, zone: str, olga: Profile, client_of: SignIn) -> None:
    desk = f"/events/{builders.make_event(olga, timezone=zone).slug}"
    task = client_of(olga).post(f"{desk}/tasks/add/", {"title": "Call", "due_date": moment})
    ticket = {"name": "Entry", "price": "1", "quantity": "3", "sale_ends_at": moment}
    answers = [task, client_of(olga).post(f"{desk}/tickets/set/", ticket)]

    assert [answer.status_code for answer in answers] == [422, 422]
