from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from accounts.models import Profile
from accounts.operations import become_organizer
from eventai.db.acting import acting_as, acting_as_system
from eventai.errors import NotAllowed
from tests.accounts.belongings import make_guest, roles_of


def test_one_click_makes_an_organizer(ben: Profile, client_of: Callable[[Profile], Client]) -> None:
    answer = client_of(ben).post("/settings/become-organizer/", {"next": "/settings/data/"})

    assert (answer.status_code, answer["Location"]) == (302, "/settings/data/")
    assert roles_of(ben) == ["attendee", "organizer"]


def test_the_second_click_changes_nothing(ben: Profile) -> None:
    for _ in range(2):
        with acting_as(ben.pk):
            become_organizer(ben, by=ben)

    assert roles_of(ben) == ["attendee", "organizer"]


def test_an_address_must_be_confirmed_first(ben: Profile, client_of: Callable[[Profile], Client]) -> None:
    with acting_as_system():
        EmailAddress.objects.filter(user=ben.user).update(verified=False)

    answer = client_of(ben).post("/settings/become-organizer/")

    assert answer.status_code == 409
    assert "Confirm your email address first." in answer.content.decode()
    assert roles_of(ben) == ["attendee"]


def test_nobody_makes_somebody_else_an_organizer(ben: Profile, sam: Profile) -> None:
    with pytest.raises(NotAllowed), acting_as(sam.pk):
        become_organizer(ben, by=sam)


def test_a_guest_needs_an_account(db: None) -> None:
    guest, _ = make_guest()

    with pytest.raises(NotAllowed), acting_as(guest.pk):
        become_organizer(guest, by=guest)


def test_the_way_back_stays_on_this_host(ben: Profile, client_of: Callable[[Profile], Client]) -> None:
    answer = client_of(ben).post("/settings/become-organizer/", {"next": "https://elsewhere.example/"})

    assert answer["Location"] == "/events/"
