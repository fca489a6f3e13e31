"""The task queue on the desk: what waits is decided here."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Profile
from eventai.db.acting import acting_as_system
from events.models import Event, Task
from tests import builders
from tests.builders import at
from ticketing.models import Ticket

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


def test_the_same_form_sent_twice_adds_one_task(event: Event, olga: Profile, client_of: SignIn) -> None:
    client = client_of(olga)
    key = client.get(f"/events/{event.slug}/tasks/").context["form"]["client_key"].value()
    for _ in range(2):
        client.post(f"/events/{event.slug}/tasks/add/", {"title": "Order flowers", "client_key": key})
    assert len(client.get(f"/events/{event.slug}/tasks/").context["queue"].ahead) == 1


def test_what_was_dismissed_can_be_put_back(event: Event, olga: Profile, client_of: SignIn) -> None:
    client = client_of(olga)
    answer = client.post(address(event, "dismiss"), headers=HTMX).content.decode()
    assert "“Reminder, a week before” is off the list." in answer
    assert f'action="{address(event, "restore")}"' in answer
    page = client.get(f"/events/{event.slug}/tasks/")
    assert [line.task.rule for line in page.context["queue"].dismissed] == ["reminder"]
    assert "1 dismissed" in page.content.decode()
    client.post(address(event, "restore"))
    assert reminder(event).status == "waiting"


def test_each_task_says_why_it_is_there_and_what_goes_out(event: Event, olga: Profile, client_of: SignIn) -> None:
    ticket = builders.make_ticket(event)
    with acting_as_system():
        Ticket.objects.filter(pk=ticket.pk).update(sold=12)
    page = client_of(olga).get(f"/events/{event.slug}/tasks/").content.decode()
    assert "Planned by the rule “reminder”: 7 days before the start; moves with the event." in page
    assert "Goes to everybody with a ticket, 12 people now, once you approve it" in page
    assert "<strong>Coming up: Night of Lights</strong>" in page


def test_the_words_of_a_letter_are_changed(event: Event, olga: Profile, client_of: SignIn) -> None:
    client = client_of(olga)
    client.post(address(event, "revise"), {"subject": "Soon: {name}", "text": "See you at {venue}."})
    assert reminder(event).data == {"subject": "Soon: {name}", "text": "See you at {venue}."}
    page = client.get(f"/events/{event.slug}/tasks/").content.decode()
    assert "<strong>Soon: Night of Lights</strong>\n<p>See you at Old Mill.</p>" in page


def test_words_that_are_too_long_are_refused_beside_the_queue(event: Event, olga: Profile, client_of: SignIn) -> None:
    response = client_of(olga).post(address(event, "revise"), {"subject": "x" * 201}, headers=HTMX)
    assert (response.status_code, response["HX-Retarget"]) == (409, "#tasks-refusal")
    assert "201 characters; 200 are the most" in response.content.decode()


def test_what_a_letter_says_is_text_and_never_markup(event: Event, olga: Profile, client_of: SignIn) -> None:
    client = client_of(olga)
    client.post(address(event, "revise"), {"text": "<img src=x onerror=alert(1)>"})
    page = client.get(f"/events/{event.slug}/tasks/").content.decode()
    assert "<img src=x" not in page


def test_a_time_that_has_passed_is_refused(event: Event, olga: Profile, client_of: SignIn) -> None:
    response = client_of(olga).post(address(event, "reschedule"), {"due_date": "2020-06-01T09:00"}, headers=HTMX)
    assert (response.status_code, "That time has passed" in response.content.decode()) == (409, True)


@pytest.mark.parametrize(
    ("status", "state", "says"),
    [
        ("waiting", "waiting", "Late: approve it now, and it goes out at once"),
        ("running", "running", "Being carried out"),
        ("failed", "failed", "Did not work. Nothing is sent again by itself"),
        ("expired", "expired", "Its time has passed"),
    ],
)
def test_every_state_is_a_word(
    event: Event, olga: Profile, client_of: SignIn, status: str, state: str, says: str
) -> None:
    with acting_as_system():
        Task.objects.filter(event=event, rule="reminder").update(status=status, due_date=timezone.now())
    page = client_of(olga).get(f"/events/{event.slug}/tasks/").content.decode()
    assert f'id="task-reminder-once" data-state="{state}"' in page
    assert says in page


def test_news_of_the_sales_come_first(event: Event, olga: Profile, client_of: SignIn) -> None:
    with acting_as_system():
        Task.objects.create(
            event=event,
            type="capacity_alert",
            rule="capacity",
            occurrence="80",
            title="80 % are sold",
            status="suggested",
        )
    page = client_of(olga).get(f"/events/{event.slug}/tasks/")
    assert page.context["queue"].waiting[0].task.title == "80 % are sold"
    assert "Planned by the rule “seats sold”: at 80 %, 95 % and 100 % of the seats, once each." in page.content.decode()


def test_without_a_task_the_page_says_so(event: Event, olga: Profile, client_of: SignIn) -> None:
    with acting_as_system():
        Task.objects.filter(event=event).delete()
    assert "Nothing to do." in client_of(olga).get(f"/events/{event.slug}/tasks/").content.decode()


def test_a_next_address_elsewhere_is_not_followed(event: Event, olga: Profile, client_of: SignIn) -> None:
    response = client_of(olga).post(address(event, "approve"), {"next": "https://evil.example/"})
    assert response.headers["Location"] == f"/events/{event.slug}/tasks/#tasks"


def test_a_viewer_looks_and_decides_nothing(event: Event, omar: Profile, client_of: SignIn) -> None:
    builders.open_to(event, omar, "view_event")
    client = client_of(omar)
    page = client.get(f"/events/{event.slug}/tasks/")
    assert (page.status_code, "Approve" in page.content.decode()) == (200, False)
    assert client.post(address(event, "approve")).status_code == 404


@pytest.mark.parametrize("act", ["approve", "dismiss", "complete", "reschedule", "restore", "revise"])
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
