from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from django.db import ProgrammingError, transaction
from django.test import Client

from accounts.models import Profile, User
from accounts.operations import reinstate_user, suspend_user
from eventai.db.acting import acting_as
from eventai.errors import NotAllowed
from tests.builders import PASSWORD


def test_a_suspended_person_is_cut_off_at_once(
    ada: Profile, ben: Profile, client_of: Callable[[Profile], Client]
) -> None:
    browser = client_of(ben)
    assert browser.get("/settings/").status_code == 200

    with acting_as(ada.pk):
        suspend_user(ben, by=ada)

    answer = browser.get("/settings/")
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/?next=/settings/")


def test_and_cannot_come_back_until_reinstated(ada: Profile, ben: Profile, client: Client) -> None:
    way_in = {"login": ben.email, "password": PASSWORD}
    with acting_as(ada.pk):
        suspend_user(ben, by=ada)
    assert client.post("/accounts/login/", way_in)["Location"] == "/accounts/inactive/"

    with acting_as(ada.pk):
        reinstate_user(ben, by=ada)
    assert client.post("/accounts/login/", way_in)["Location"] == "/events/"


def test_sessions_end(ada: Profile, ben: Profile, client: Client) -> None:
    client.post("/accounts/login/", {"login": ben.email, "password": PASSWORD})
    key = client.session.session_key

    with acting_as(ada.pk):
        suspend_user(ben, by=ada)

    assert not Session.objects.filter(pk=key).exists()


def test_only_admins_suspend(sam: Profile, ben: Profile) -> None:
    with acting_as(sam.pk), pytest.raises(NotAllowed):
        suspend_user(ben, by=sam)


def test_the_database_refuses_it_too(sam: Profile, ben: Profile) -> None:
    with acting_as(sam.pk):
        assert User.objects.filter(email=ben.email).update(is_active=False) == 0
        with pytest.raises(ProgrammingError, match="flags of a user"), transaction.atomic():
            User.objects.filter(email=sam.email).update(is_staff=True)


def test_nobody_suspends_themselves(ada: Profile) -> None:
    with acting_as(ada.pk), pytest.raises(NotAllowed):
        suspend_user(ada, by=ada)
