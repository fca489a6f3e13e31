from collections.abc import Callable
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db.models import F
from django.test import Client
from django.utils import timezone

from accounts.models import Profile, User
from accounts.operations import set_avatar
from conversations.operations.people import HasUpcomingEvents, erase_account
from eventai.db.acting import acting_as, acting_as_system
from eventai.errors import NotAllowed
from eventai.letters import write_letter
from eventai.models import OutboxMessage, StorageObject
from events.models import Event
from tests.accounts.belongings import fresh, is_there, picture, roles_of, sell, talk
from tests.builders import PASSWORD, make_event, make_ticket, publish


def erase(person: Profile, by: Profile | None = None) -> Profile:
    by = by or person
    with acting_as(by.pk):
        return erase_account(person, by=by, now=timezone.now())


def test_the_person_is_gone(ben: Profile) -> None:
    conversation = talk(ben)
    user = ben.user_id
    with acting_as(ben.pk):
        set_avatar(ben, image=picture("WEBP"), by=ben)
        write_letter(key="a", kind="account", recipient=ben.email, subject="A code", text="123")

    erase(ben)

    gone = fresh(ben)
    assert (gone.user_id, gone.full_name, gone.email, gone.avatar_url) == (None, "", "", "")
    assert gone.erased_at is not None
    assert not is_there(conversation)
    with acting_as_system():
        assert not User.objects.filter(email="ben@example.com").exists()
        assert not EmailAddress.objects.filter(user=user).exists()
        assert not Authenticator.objects.filter(user=user).exists()
        assert not OutboxMessage.objects.filter(recipient="ben@example.com").exists()
        assert not StorageObject.objects.filter(owner=ben).exists()
    assert roles_of(ben) == []


def test_orders_are_kept_without_the_name(ben: Profile, olga: Profile) -> None:
    event = publish(make_event(olga))
    order = sell(make_ticket(event), ben, email=ben.email)

    erase(ben)

    assert (fresh(order).email, order.full_name, order.status) == ("erased", "erased", "paid")
    with acting_as_system():
        seat = order.attendees.get()
    assert seat.attendee_info == {"full_name": "erased", "email": "erased"}


def test_a_seat_bought_for_somebody_else_keeps_that_name(ben: Profile, olga: Profile) -> None:
    order = sell(make_ticket(make_event(olga)), ben, email=ben.email)
    with acting_as_system():
        order.attendees.update(attendee_info={"full_name": "Mia", "email": "mia@example.com"})

    erase(ben)

    with acting_as_system():
        assert order.attendees.get().full_name == "Mia"


def test_drafts_vanish_and_events_with_orders_stay_unseen(olga: Profile, ben: Profile) -> None:
    draft = make_event(olga, name="Draft")
    past = publish(make_event(olga, name="Past", host="Olga's Bakery"))
    order = sell(make_ticket(past), ben, email=ben.email)
    with acting_as_system():
        days = timedelta(days=60)
        Event.objects.filter(pk=past.pk).update(start_date=F("start_date") - days, end_date=F("end_date") - days)

    erase(olga)

    assert not is_there(draft)
    assert (fresh(past).visibility, past.host, past.organizer_id) == ("private", "", olga.pk)
    with acting_as_system():
        assert not past.change_sets.exists()
    assert fresh(order).email == ben.email


def test_people_who_wait_for_an_event_hold_its_organizer(olga: Profile, ben: Profile) -> None:
    event = publish(make_event(olga))
    sell(make_ticket(event), ben, email=ben.email)

    with pytest.raises(HasUpcomingEvents, match="Night of Lights"):
        erase(olga)

    assert is_there(event)
    assert fresh(olga).email == "olga@example.com"


def test_nobody_erases_somebody_else(sam: Profile, ben: Profile) -> None:
    with pytest.raises(NotAllowed):
        erase(ben, by=sam)


def test_an_admin_may(ada: Profile, ben: Profile) -> None:
    erase(ben, by=ada)

    assert fresh(ben).erased_at is not None


def test_the_page_asks_for_the_password_and_the_address(ben: Profile, client_of: Callable[[Profile], Client]) -> None:
    browser = client_of(ben)
    page = "/settings/data/removal/"
    assert browser.get(page)["Location"] == f"/accounts/reauthenticate/?next={page.replace('/', '%2F')}"

    browser.post(f"/accounts/reauthenticate/?next={page}", {"password": PASSWORD})
    assert browser.post(page, {"email": "sam@example.com"}).status_code == 422
    assert browser.post(page, {"email": "Ben@example.com"})["Location"] == "/"

    assert fresh(ben).erased_at is not None
    assert browser.get("/settings/")["Location"] == "/accounts/login/?next=/settings/"


def test_the_page_says_why_not(olga: Profile, ben: Profile, client_of: Callable[[Profile], Client]) -> None:
    sell(make_ticket(publish(make_event(olga))), ben, email=ben.email)
    browser = client_of(olga)
    page = "/settings/data/removal/"
    browser.post(f"/accounts/reauthenticate/?next={page}", {"password": PASSWORD})

    answer = browser.post(page, {"email": olga.email})

    assert answer.status_code == 409
    assert "People hold tickets for Night of Lights" in answer.content.decode()
