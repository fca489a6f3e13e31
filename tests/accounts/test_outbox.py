import uuid
from collections.abc import Callable

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from pytest_django.fixtures import Settings

from accounts.models import Profile
from eventai.db.acting import acting_as_anonymous, acting_as_system
from eventai.letters import write_letter
from eventai.models import StorageObject


@pytest.fixture
def letter(db: None) -> str:
    """The address of a letter with a code in it."""
    with acting_as_anonymous():
        letter_id = write_letter(key="a", kind="account", recipient="ben@example.com", subject="Sign in", text="XYZ123")
    return f"/outbox/{letter_id}/"


def test_at_home_everybody_reads_the_letters(client: Client, letter: str, settings: Settings) -> None:
    settings.OUTBOX_IS_OPEN = True

    assert "Sign in" in client.get("/outbox/").content.decode()
    assert "XYZ123" in client.get(letter).content.decode()


@pytest.mark.parametrize("who", ["nobody", "sam"])
def test_in_earnest_nobody_does(
    who: str, letter: str, sam: Profile, client_of: Callable[[Profile], Client], settings: Settings
) -> None:
    settings.OUTBOX_IS_OPEN = False
    browser = client_of(sam) if who == "sam" else Client()

    assert [browser.get(page).status_code for page in ("/outbox/", letter)] == [404, 404]


def test_admins_do_but_never_a_code(
    letter: str, ada: Profile, client_of: Callable[[Profile], Client], settings: Settings
) -> None:
    settings.OUTBOX_IS_OPEN = False
    browser = client_of(ada)

    assert "Sign in" in browser.get("/outbox/").content.decode()
    page = browser.get(letter).content.decode()
    assert "only its recipient reads it" in page
    assert "XYZ123" not in page


def test_a_letter_that_is_not_there(client: Client, db: None) -> None:
    assert client.get(f"/outbox/{uuid.uuid4()}/").status_code == 404


def test_a_document_opens_for_its_owner_only(
    olga: Profile, sam: Profile, client_of: Callable[[Profile], Client], client: Client
) -> None:
    default_storage.save("documents/list.csv", ContentFile(b"a,b"))
    with acting_as_system():
        StorageObject.objects.create(bucket="documents", path="list.csv", owner=olga, content_type="text/csv", size=3)

    codes = [
        browser.get("/files/documents/list.csv", follow=True).status_code
        for browser in (client_of(olga), client_of(sam), client)
    ]

    assert codes == [200, 404, 404]


def test_the_house_says_that_it_lives(client: Client, db: None) -> None:
    answer = client.get("/healthz")

    assert (answer.status_code, answer.content) == (200, b"ok")
