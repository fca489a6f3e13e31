"""The task queue on the desk: what waits is decided here."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import Profile
from eventai.db.acting import acting_as_system
from events.models import Event, Task
from tests import builders
from tests.builders import at

SignIn = Callable[[Profile], Client]
HTMX = {"HX-Request": "true"}


@pytest.fixture
def event(olga: Profile) -> Event:
    return builders.make_event(olga, start_date=at("2030-06-12T18:00"), end_date=None, timezone="Asia/Tokyo")


def reminder(event: Event) -> Task:
    with acting_as_system():
        return Task.objects.get(event=event, rule="reminder")


def address(event: Event, act: str) -> str:
    return f"/events/{event.slug}/tasks/reminder/once/{act}/"


def test_what_waits_comes_first(event: Event, olga: Profile, client_of: SignIn) -> None:
    client = client_of(olga)
    client.post(address(event, "approve"))
    queue = client.get(f"/events/{event.slug}/tasks/").context["queue"]
    assert [line.task.rule for line in queue.waiting] == ["check_in_instructions", "follow_up", "welcome"]
    assert [line.task.rule for line in queue.ahead] == ["reminder"]


@pytest.mark.parametrize(("act", "status"), [("approve", "scheduled"), ("dismiss", "dismissed"), ("complete", "done")])
def test_a_click_decides_and_a_second_one_changes_nothing(
    event: Event, olga: Profile, client_of: SignIn, act: str, status: str
) -> None:
    client = client_of(olga)
    for _ in range(2):
        response = client.post(address(event, act), {"next": f"/events/{event.slug}/"})
        assert response.headers["Location"] == f"/events/{event.slug}/#tasks"
    assert reminder(event).status == status


def test_htmx_gets_the_queue_as_it_is_now(event: Event, olga: Profile, client_of: SignIn) -> None:
    response = client_of(olga).post(address(event, "approve"), headers=HTMX)
    assert response.status_code == 200
    assert response.content.decode().strip().startswith('<section class="card" id="tasks"')


def test_what_was_decided_elsewhere_is_said_beside_the_queue(event: Event, olga: Profile, client_of: SignIn) -> None:
    client = client_of(olga)
    client.post(address(event, "dismiss"))
    response = client.post(address(event, "approve"), headers=HTMX)
    assert (response.status_code, response["HX-Retarget"]) == (409, "#tasks-refusal")
    assert "is dismissed already" in response.content.decode()


def test_a_new_time_is_meant_in_the_events_zone(event: Event, olga: Profile, client_of: SignIn) -> None:
    client_of(olga).post(address(event, "reschedule"), {"due_date": "2030-06-01T09:00"})
    assert reminder(event).due_date == at("2030-06-01T00:00")


def test_a_time_that_is_none_is_asked_for_again(event: Event, olga: Profile, client_of: SignIn) -> None:
    before = reminder(event).due_date
    response = client_of(olga).post(address(event, "reschedule"), {"due_date": "soon"}, headers=HTMX)
    assert response.status_code == 422
    assert "Give a day and an hour" in response.content.decode()
    assert reminder(event).due_date == before


def test_a_task_is_added_by_hand(event: Event, olga: Profile, client_of: SignIn) -> None:
    client = client_of(olga)
    client.post(f"/events/{event.slug}/tasks/add/", {"title": "Order flowers", "due_date": ""})
    queue = client.get(f"/events/{event.slug}/tasks/").context["queue"]
    assert [line.task.title for line in queue.ahead] == ["Order flowers"]
    assert client.post(f"/events/{event.slug}/tasks/add/", {"title": ""}).status_code == 422


def test_a_next_address_elsewhere_is_not_followed(event: Event, olga: Profile, client_of: SignIn) -> None:
    response = client_of(olga).post(address(event, "approve"), {"next": "https://evil.example/"})
    assert response.headers["Location"] == f"/events/{event.slug}/tasks/#tasks"


def test_a_viewer_looks_and_decides_nothing(event: Event, omar: Profile, client_of: SignIn) -> None:
    builders.open_to(event, omar, "view_event")
    client = client_of(omar)
    page = client.get(f"/events/{event.slug}/tasks/")
    assert (page.status_code, "Approve" in page.content.decode()) == (200, False)
    assert client.post(address(event, "approve")).status_code == 404


@pytest.mark.parametrize("act", ["approve", "dismiss", "complete", "reschedule"])
@pytest.mark.parametrize("permission", ["", "check_in_attendee"])
def test_a_stranger_and_the_door_find_nothing(
    event: Event, sam: Profile, client_of: SignIn, act: str, permission: str
) -> None:
    builders.publish(event)
    if permission:
        builders.open_to(event, sam, permission)
    client = client_of(sam)
    assert client.get(f"/events/{event.slug}/tasks/").status_code == 404
    assert client.post(address(event, act), {"due_date": "2030-06-01T09:00"}).status_code == 404
    assert reminder(event).status == Task.Status.WAITING
