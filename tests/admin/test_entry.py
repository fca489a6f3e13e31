"""Who enters the console: the role, and where it is demanded a second factor. Framework flags open nothing."""

from collections.abc import Callable

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client
from pytest_django.fixtures import Settings

from accounts.models import Profile, User
from accounts.operations import revoke_role
from eventai.db.acting import acting_as, acting_as_system
from tests.builders import PASSWORD

SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def _one_factor_is_enough(settings: Settings) -> None:
    settings.ADMIN_NEEDS_SECOND_FACTOR = False


def sign_in(person: Profile, *, with_app: bool = False) -> Client:
    """A browser that went through the page."""
    browser = Client()
    assert person.user is not None
    if with_app:
        with acting_as_system():
            TOTP.activate(person.user, SECRET)
    browser.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    if with_app:
        browser.post("/accounts/2fa/authenticate/", {"code": digits()})
    return browser


def digits() -> str:
    return format_hotp_value(hotp_value(SECRET, next(iter(yield_hotp_counters_from_time()))))


def test_the_role_opens_it(ada: Profile, client_of: Callable[[Profile], Client]) -> None:
    assert client_of(ada).get("/admin/").status_code == 200


def test_a_stranger_signs_in_at_the_house_s_own_door(client: Client, db: None) -> None:
    answer = client.get("/admin/accounts/profile/", follow=True)

    assert answer.redirect_chain[-1] == ("/accounts/login/?next=/admin/accounts/profile/", 302)


@pytest.mark.parametrize("page", ["", "login/", "accounts/profile/", "jsi18n/", "ticketing/order/", "nothing/"])
def test_sam_finds_nothing_there(sam: Profile, client_of: Callable[[Profile], Client], page: str) -> None:
    assert client_of(sam).get(f"/admin/{page}").status_code == 404


@pytest.mark.parametrize("page", ["", "accounts/profile/", "accounts/auditlog/"])
def test_flags_without_the_role_open_nothing(sam: Profile, client_of: Callable[[Profile], Client], page: str) -> None:
    with acting_as_system():
        User.objects.filter(profile=sam).update(is_staff=True, is_superuser=True)

    assert client_of(sam).get(f"/admin/{page}").status_code == 404


def test_the_role_is_asked_for_at_every_step(
    ada: Profile, ben: Profile, client_of: Callable[[Profile], Client]
) -> None:
    with acting_as_system():
        ben.roles.create(role="admin")
    browser = client_of(ada)
    assert browser.get("/admin/").status_code == 200

    with acting_as(ben.pk):
        revoke_role(ada, "admin", by=ben)  # type: ignore[arg-type]  # a role by its name

    assert browser.get("/admin/").status_code == 404


def test_a_password_alone_is_not_enough_in_earnest(ada: Profile, settings: Settings) -> None:
    settings.ADMIN_NEEDS_SECOND_FACTOR = True

    answer = sign_in(ada).get("/admin/", follow=True)

    assert answer.status_code == 403
    page = answer.content.decode()
    assert "The console needs a second step" in page
    assert 'href="/accounts/2fa/"' in page


def test_the_digits_of_an_app_are(ada: Profile, settings: Settings) -> None:
    settings.ADMIN_NEEDS_SECOND_FACTOR = True

    assert sign_in(ada, with_app=True).get("/admin/").status_code == 200


def test_whoever_sets_up_an_app_later_is_asked_for_it(ada: Profile, settings: Settings) -> None:
    settings.ADMIN_NEEDS_SECOND_FACTOR = True
    browser = sign_in(ada)
    assert ada.user is not None
    with acting_as_system():
        TOTP.activate(ada.user, SECRET)
    page = browser.get("/admin/", follow=True).content.decode()
    assert 'href="/accounts/2fa/reauthenticate/?next=/admin/"' in page

    answer = browser.post("/accounts/2fa/reauthenticate/?next=/admin/", {"code": digits()})

    assert answer["Location"] == "/admin/"
    assert browser.get("/admin/").status_code == 200


def test_one_second_factor_does_not_replace_the_role(sam: Profile, settings: Settings) -> None:
    settings.ADMIN_NEEDS_SECOND_FACTOR = True

    assert sign_in(sam, with_app=True).get("/admin/").status_code == 404
