"""A person's page in the console: roles given and taken, accounts suspended and reinstated."""

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from accounts.models import AuditLog, Profile
from eventai.db.acting import acting_as_system
from tests.accounts.belongings import fresh, make_guest, roles_of


@pytest.fixture(autouse=True)
def _one_factor_is_enough(settings: Settings) -> None:
    settings.ADMIN_NEEDS_SECOND_FACTOR = False


def page_of(person: Profile) -> str:
    return f"/admin/accounts/profile/{person.pk}/"


def test_roles_are_granted_and_revoked(ada: Profile, ben: Profile, client_of: Callable[[Profile], Client]) -> None:
    browser = client_of(ada)

    browser.post(f"{page_of(ben)}acts/grant_organizer/")
    browser.post(f"{page_of(ben)}acts/grant_admin/")
    browser.post(f"{page_of(ben)}acts/revoke_organizer/")

    assert roles_of(ben) == ["admin", "attendee"]


def test_the_trail_names_the_admin_in_words(ada: Profile, ben: Profile, client_of: Callable[[Profile], Client]) -> None:
    browser = client_of(ada)
    browser.post(f"{page_of(ben)}acts/suspend_user/")

    listed = browser.get("/admin/accounts/auditlog/?table_name=users").content.decode()

    assert "is_active: yes → no" in listed
    assert f">{ada.full_name}</a>" in listed
    with acting_as_system():
        assert AuditLog.objects.filter(action="suspend_user", actor_id=ada.pk).count() == 1


def test_an_account_is_suspended_and_reinstated(
    ada: Profile, ben: Profile, client_of: Callable[[Profile], Client]
) -> None:
    browser, of_ben = client_of(ada), client_of(ben)

    answer = browser.post(f"{page_of(ben)}acts/suspend_user/", follow=True)
    assert "Reinstate" in answer.content.decode()
    assert of_ben.get("/settings/").status_code == 302

    browser.post(f"{page_of(ben)}acts/reinstate_user/")
    assert fresh(ben.user).is_active is True


def test_a_refusal_is_said_in_words(ada: Profile, client_of: Callable[[Profile], Client]) -> None:
    answer = client_of(ada).post(f"{page_of(ada)}acts/revoke_admin/")

    assert answer.status_code == 403
    assert "You cannot take the admin role from yourself." in answer.content.decode()
    assert "admin" in roles_of(ada)


def test_sam_reaches_none_of_it(sam: Profile, ben: Profile, client_of: Callable[[Profile], Client]) -> None:
    answers = [client_of(sam).post(f"{page_of(ben)}acts/{act}/") for act in ("grant_admin", "suspend_user")]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert roles_of(ben) == ["attendee"]


def test_looking_changes_nothing(ada: Profile, ben: Profile, client_of: Callable[[Profile], Client]) -> None:
    assert client_of(ada).get(f"{page_of(ben)}acts/suspend_user/").status_code == 405


@pytest.mark.parametrize("act", ["grant_emperor", "suspend", "delete_user"])
def test_unknown_acts_are_not_found(
    ada: Profile, ben: Profile, client_of: Callable[[Profile], Client], act: str
) -> None:
    assert client_of(ada).post(f"{page_of(ben)}acts/{act}/").status_code == 404


def test_a_guest_has_no_buttons(ada: Profile, client_of: Callable[[Profile], Client]) -> None:
    guest, _ = make_guest()

    assert "grant_organizer" not in client_of(ada).get(f"{page_of(guest)}change/").content.decode()


def test_history_leads_to_the_audit_trail_of_the_row(
    ada: Profile, ben: Profile, client_of: Callable[[Profile], Client]
) -> None:
    answer = client_of(ada).get(f"{page_of(ben)}history/")

    assert answer["Location"] == f"/admin/accounts/auditlog/?table_name=profiles&row_id={ben.pk}"
