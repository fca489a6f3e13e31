"""The desk's page about what was changed, and undo where something was saved."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import Profile
from eventai.db.acting import acting_as, changing
from events.forms import EventForm
from events.models import Event
from events.operations import revise_event
from tests import builders
from tests.ticketing import buying
from tests.ticketing.changing import latest, redo, revise, sell, sets_of, undo

HTMX = {"HX-Request": "true"}


@pytest.fixture
def event(olga: Profile) -> Event:
    return builders.make_event(olga)


@pytest.fixture
def desk(olga: Profile, client_of: Callable[[Profile], Client]) -> Client:
    return client_of(olga)


def history(browser: Client, event: Event) -> str:
    answer = browser.get(f"/events/{buying.fresh(event).slug}/changes/")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_a_new_event_has_only_begun(desk: Client, event: Event) -> None:
    page = history(desk, event)
    assert "Event begun" in page
    assert "/undo/" not in page


def test_who_changed_what_from_what_to_what(desk: Client, event: Event, olga: Profile, omar: Profile) -> None:
    builders.open_to(event, omar, "change_event")
    revise(omar, event, venue="New Hall")
    with acting_as(olga.pk), changing(uuid4()):
        revise_event(event, by=olga, now=timezone.now(), capacity=250)
    page = history(desk, event)
    assert page.index("EventAI for you") < page.index("Omar")
    assert "before: </span>Old Mill</del>" in page
    assert "after: </span>New Hall</ins>" in page
    assert "Capacity changed" in page


def test_undo_and_redo_are_clicks(desk: Client, event: Event, olga: Profile) -> None:
    revise(olga, event, venue="New Hall")
    address = f"/events/{event.slug}/changes/{latest(event).reference}"
    answer = desk.post(f"{address}/undo/")
    assert (answer.status_code, answer["Location"]) == (302, f"/events/{event.slug}/changes/")
    page = history(desk, event)
    assert "Undone: Place changed." in page
    assert f'action="{address}/redo/"' in page
    assert '<span class="badge">Undone</span>' in page
    assert buying.fresh(event).venue == "Old Mill"
    desk.post(f"{address}/redo/")
    assert "Redone: Place changed." in history(desk, event)
    assert buying.fresh(event).venue == "New Hall"


def test_a_second_click_is_the_first(desk: Client, event: Event, olga: Profile) -> None:
    revise(olga, event, venue="New Hall")
    revise(olga, event, venue="Third Hall")
    address = f"/events/{event.slug}/changes/{latest(event).reference}/undo/"
    assert [desk.post(address).status_code for _ in range(2)] == [302, 302]
    assert buying.fresh(event).venue == "New Hall"


def test_what_cannot_be_undone_is_said(desk: Client, event: Event, olga: Profile) -> None:
    sell(olga, event, price=80)
    sell(olga, event, price=90)
    change = latest(event)
    sell(olga, event, price=95)
    answer = desk.post(f"/events/{event.slug}/changes/{change.reference}/undo/")
    assert answer.status_code == 409
    assert "The price of VIP was changed since" in answer.content.decode()


def test_the_event_form_says_saved_with_undo(desk: Client, event: Event) -> None:
    fields = {**EventForm.initial_of(event), "venue": "New Hall"}
    sent = {name: value for name, value in fields.items() if value not in (None, False)}
    answer = desk.post(f"/events/{event.slug}/edit/", sent, follow=True)
    page = answer.content.decode()
    address = f"/events/{event.slug}/changes/{latest(event).reference}/undo/"
    assert "Changes saved." in page
    assert f'<form method="post" action="{address}">' in page
    back = desk.post(address, {"next": f"/events/{event.slug}/"})
    assert back["Location"] == f"/events/{event.slug}/"
    assert buying.fresh(event).venue == "Old Mill"


def test_a_name_that_is_undone_leads_to_the_address_of_now(desk: Client, event: Event, olga: Profile) -> None:
    changed = revise(olga, event, name="Night of Stars")
    address = f"/events/{changed.slug}/changes/{latest(event).reference}/undo/"
    answer = desk.post(address, {"next": f"/events/{changed.slug}/tickets/"})
    assert answer["Location"] == "/events/night-of-lights/tickets/"


def test_nothing_changed_offers_no_undo(desk: Client, event: Event) -> None:
    sent = {name: value for name, value in EventForm.initial_of(event).items() if value not in (None, False)}
    before = sets_of(event)
    page = desk.post(f"/events/{event.slug}/edit/", sent, follow=True).content.decode()
    assert "Changes saved." in page
    assert "/undo/" not in page
    assert sets_of(event) == before


def test_the_ticket_form_offers_undo_in_place(desk: Client, event: Event) -> None:
    details = {"name": "VIP", "price": "80", "quantity": "5"}
    page = desk.post(f"/events/{event.slug}/tickets/set/", details, headers=HTMX).content.decode()
    assert "Ticket VIP saved." in page
    assert f'action="/events/{event.slug}/changes/{latest(event).reference}/undo/"' in page
    assert f'name="next" value="/events/{event.slug}/tickets/"' in page


def test_a_task_offers_undo_in_place(desk: Client, event: Event) -> None:
    page = desk.post(f"/events/{event.slug}/tasks/reminder/once/approve/", headers=HTMX).content.decode()
    assert "“Reminder, a week before” is approved." in page
    assert f"/changes/{latest(event).reference}/undo/" in page


def test_a_cancelled_event_offers_nothing(desk: Client, event: Event, olga: Profile) -> None:
    revise(olga, event, venue="New Hall")
    undo(olga, event)
    builders.publish(event)
    builders.set_status(event, Event.Status.CANCELLED)
    page = history(desk, event)
    assert "/undo/" not in page
    assert "/redo/" not in page


def test_one_and_three_changes_ask_as_often(
    desk: Client, event: Event, olga: Profile, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    address = f"/events/{event.slug}/changes/"
    revise(olga, event, venue="New Hall")
    for act in (undo, redo, undo):
        act(olga, event)
    desk.get(address)
    with django_assert_num_queries(16):
        desk.get(address)
    for capacity in (1, 2, 3):
        revise(olga, event, capacity=capacity)
    undo(olga, event)
    with django_assert_num_queries(16):
        desk.get(address)


def test_long_histories_have_pages(desk: Client, event: Event, olga: Profile) -> None:
    for capacity in range(1, 32):
        revise(olga, event, capacity=capacity)
    assert "Page 1 of 2" in history(desk, event)
    assert "Event begun" in desk.get(f"/events/{event.slug}/changes/?page=2").content.decode()


@pytest.mark.parametrize("permission", ["", "view_event", "check_in_attendee"])
def test_who_may_not_change_the_event_finds_nothing(
    event: Event, olga: Profile, sam: Profile, client_of: Callable[[Profile], Client], permission: str
) -> None:
    revise(olga, event, venue="New Hall")
    if permission:
        builders.open_to(event, sam, permission)
    builders.publish(event)
    browser, address = client_of(sam), f"/events/{event.slug}/changes/"
    assert browser.get(address).status_code == 404
    for act in ("undo", "redo"):
        assert browser.post(f"{address}{latest(event).reference}/{act}/").status_code == 404
    assert buying.fresh(event).venue == "New Hall"


def test_a_change_of_another_event_is_not_found(desk: Client, event: Event, olga: Profile) -> None:
    other = builders.make_event(olga, name="Another")
    revise(olga, other, venue="New Hall", start_date=timezone.now() + timedelta(days=3))
    assert desk.post(f"/events/{event.slug}/changes/{latest(other).reference}/undo/").status_code == 404
