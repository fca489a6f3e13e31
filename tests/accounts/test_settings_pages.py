from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import Profile
from accounts.operations import revise_profile
from eventai.db.acting import acting_as
from eventai.errors import NotAllowed
from tests.accounts.belongings import fresh

PAGES = ["/settings/", "/settings/security/", "/settings/data/"]


@pytest.mark.parametrize("page", PAGES)
def test_pages_open_for_their_person(ben: Profile, client_of: Callable[[Profile], Client], page: str) -> None:
    answer = client_of(ben).get(page)

    assert answer.status_code == 200
    assert 'aria-current="page"' in answer.content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_strangers_are_asked_to_sign_in(client: Client, db: None, page: str) -> None:
    assert client.get(page)["Location"] == f"/accounts/login/?next={page}"


@pytest.mark.parametrize(
    "act",
    ["", "picture/", "picture/remove/", "become-organizer/", "data/export/", "data/removal/"],
)
def test_nothing_is_posted_without_a_person(client: Client, db: None, act: str) -> None:
    assert client.post(f"/settings/{act}")["Location"].startswith("/accounts/login/")


def test_a_person_says_how_they_are_called(ben: Profile, client_of: Callable[[Profile], Client]) -> None:
    said = {"full_name": "Ben Bell", "company_name": "Bell & Co.", "timezone": "Europe/Berlin"}

    assert client_of(ben).post("/settings/", said)["Location"] == "/settings/"

    assert (fresh(ben).full_name, ben.company_name, ben.timezone) == ("Ben Bell", "Bell & Co.", "Europe/Berlin")


def test_a_zone_that_does_not_exist_is_refused(ben: Profile, client_of: Callable[[Profile], Client]) -> None:
    answer = client_of(ben).post("/settings/", {"full_name": "Ben", "timezone": "Mars/Base"})

    assert answer.status_code == 422
    assert fresh(ben).timezone == ""


def test_sam_does_not_rename_ben(ben: Profile, sam: Profile) -> None:
    with acting_as(sam.pk), pytest.raises(NotAllowed):
        revise_profile(ben, full_name="Sam", company_name="", timezone="", by=sam)


def test_what_a_person_types_is_text(ben: Profile, client_of: Callable[[Profile], Client]) -> None:
    browser = client_of(ben)
    browser.post("/settings/", {"full_name": "<script>alert(1)</script>"})

    assert "<script>alert(1)" not in browser.get("/settings/").content.decode()
