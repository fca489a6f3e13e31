"""allauth's doors under row security: by code, by password, with limits that every process shares."""

import re
from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client
from pytest_django.fixtures import Settings

from accounts.models import AuditLog, Profile, User
from eventai.db.acting import acting_as_system
from eventai.models import OutboxMessage
from tests.accounts.belongings import fresh, make_guest, roles_of, talk
from tests.accounts.test_claim_guest import give_cookie
from tests.builders import PASSWORD


@pytest.fixture(autouse=True)
def _letters_in_the_outbox(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "eventai.letters.OutboxBackend"  # pytest-django collects mail elsewhere


def code_sent_to(email: str) -> str:
    """The code in the last letter to an address."""
    with acting_as_system():
        letter = OutboxMessage.objects.filter(recipient=email).latest("created_at")
    found = re.search(r"^\s*([A-Z0-9]{3,}(?:-[A-Z0-9]{3,})?)\s*$", letter.body_text, re.MULTILINE)
    assert found, letter.body_text
    return found[1]


def test_signing_up_is_confirmed_by_a_code(client: Client, db: None) -> None:
    email = "Mia@Example.com"
    answer = client.post("/accounts/signup/?next=/settings/", {"email": email, "password1": PASSWORD})
    assert answer["Location"] == "/accounts/confirm-email/"

    answer = client.post("/accounts/confirm-email/", {"code": code_sent_to("mia@example.com")})

    assert answer["Location"] == "/settings/"
    with acting_as_system():
        mia = Profile.objects.get(email="mia@example.com")
    assert roles_of(mia) == ["attendee"]
    assert client.get("/settings/").status_code == 200


def test_signing_up_brings_along_what_was_begun(client: Client, db: None) -> None:
    guest, token = make_guest()
    conversation = talk(guest)
    give_cookie(client, token)
    page = f"/assistant/{conversation.reference}/"

    client.post(f"/accounts/signup/?next={page}", {"email": "mia@example.com", "password1": PASSWORD})
    assert fresh(conversation).user_id == guest.pk
    answer = client.post("/accounts/confirm-email/", {"code": code_sent_to("mia@example.com")})

    assert answer["Location"] == page
    with acting_as_system():
        assert fresh(conversation).user.email == "mia@example.com"


def test_a_code_by_mail_signs_in(client: Client, ben: Profile) -> None:
    client.post("/accounts/login/code/", {"email": ben.email})

    answer = client.post("/accounts/login/code/confirm/", {"code": code_sent_to(ben.email)})

    assert answer["Location"] == "/events/"
    assert client.get("/settings/").status_code == 200


def test_a_wrong_code_does_not(client: Client, ben: Profile) -> None:
    client.post("/accounts/login/code/", {"email": ben.email})

    answer = client.post("/accounts/login/code/confirm/", {"code": "ABC-DEF"})

    assert "Incorrect code" in answer.content.decode()
    assert client.get("/settings/").status_code == 302


def test_an_unknown_address_is_not_given_away(client: Client, ben: Profile) -> None:
    answers = [client.post("/accounts/login/code/", {"email": email}) for email in (ben.email, "no@example.com")]

    assert {answer["Location"] for answer in answers} == {"/accounts/login/code/confirm/"}


def test_five_wrong_passwords_are_enough(client: Client, ben: Profile) -> None:
    for _ in range(5):
        client.post("/accounts/login/", {"login": ben.email, "password": "wrong"})

    answer = client.post("/accounts/login/", {"login": ben.email, "password": PASSWORD})

    assert "Too many failed login attempts" in answer.content.decode()


def test_limits_are_kept_where_every_process_reads_them(db: None) -> None:
    assert type(cache._connections["default"]).__name__ == "DatabaseCache"  # type: ignore[attr-defined]  # Django's proxy


def test_digits_of_the_app_are_asked_for_and_let_in(client: Client, ben: Profile) -> None:
    assert ben.user is not None
    secret = "JBSWY3DPEHPK3PXP"
    with acting_as_system():
        TOTP.activate(ben.user, secret)
    answer = client.post("/accounts/login/", {"login": ben.email, "password": PASSWORD})
    assert answer["Location"] == "/accounts/2fa/authenticate/"
    digits = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))

    answer = client.post("/accounts/2fa/authenticate/", {"code": digits})

    assert answer["Location"] == "/events/"
    with acting_as_system():
        assert Authenticator.objects.get(user=ben.user).last_used_at is not None


def test_the_profile_follows_the_address_that_signs_in(ben: Profile, client_of: Callable[[Profile], Client]) -> None:
    browser = client_of(ben)
    browser.post("/accounts/reauthenticate/?next=/accounts/email/", {"password": PASSWORD})
    browser.post("/accounts/email/", {"email": "bell@example.com", "action_add": ""})
    browser.post("/accounts/confirm-email/", {"code": code_sent_to("bell@example.com")})
    browser.post("/accounts/email/", {"email": "bell@example.com", "action_primary": ""})

    assert fresh(ben).email == "bell@example.com"


def test_the_trail_keeps_no_address(ben: Profile) -> None:
    with acting_as_system():
        entries = AuditLog.objects.filter(table_name__in=["users", "profiles"])
        assert entries.exists()
        assert not any("ben@example.com" in str(entry.changes) for entry in entries)


@pytest.mark.parametrize("flag", ["is_staff", "is_superuser"])
def test_nobody_signs_up_with_a_flag(client: Client, db: None, flag: str) -> None:
    client.post("/accounts/signup/", {"email": "mia@example.com", "password1": PASSWORD, flag: "on"})

    with acting_as_system():
        assert getattr(User.objects.get(email="mia@example.com"), flag) is False


def test_signing_out_everywhere_else(ben: Profile, client: Client) -> None:
    other = Client()
    for browser in (client, other):
        browser.post("/accounts/login/", {"login": ben.email, "password": PASSWORD})
    assert other.get("/settings/").status_code == 200

    client.post("/accounts/sessions/")

    assert (client.get("/settings/").status_code, other.get("/settings/").status_code) == (200, 302)


def test_no_subject_holds_a_code(client: Client, ben: Profile) -> None:
    client.post("/accounts/login/code/", {"email": ben.email})
    client.post("/accounts/password/reset/", {"email": ben.email})
    Client().post("/accounts/signup/", {"email": "mia@example.com", "password1": PASSWORD})

    with acting_as_system():
        subjects = set(OutboxMessage.objects.values_list("subject", flat=True))
    assert subjects == {"Your sign-in code", "Your code for a new password", "Confirm your email"}


def test_a_password_chosen_for_somebody_elses_address_opens_nothing(client: Client, db: None) -> None:
    Client().post("/accounts/signup/", {"email": "mia@example.com", "password1": PASSWORD})
    with acting_as_system():
        OutboxMessage.objects.all().delete()
    client.post("/accounts/login/code/", {"email": "mia@example.com"})
    client.post("/accounts/login/code/confirm/", {"code": code_sent_to("mia@example.com")})
    assert client.get("/settings/").status_code == 200

    other = Client()
    other.post("/accounts/login/", {"login": "mia@example.com", "password": PASSWORD})

    assert other.get("/settings/").status_code == 302
