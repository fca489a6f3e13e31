import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

from django.test import Client

from accounts.models import Profile
from accounts.operations import set_avatar
from conversations.operations.export import export_account
from eventai.db.acting import acting_as
from tests.accounts.belongings import picture, sell, talk
from tests.builders import make_event, make_ticket

FILES = [
    "README.txt",
    "activity.json",
    "conversations.json",
    "events.json",
    "letters.json",
    "orders.json",
    "profile.json",
]


def export(person: Profile) -> zipfile.ZipFile:
    with acting_as(person.pk):
        return zipfile.ZipFile(io.BytesIO(export_account(person)))


def read(archive: zipfile.ZipFile, name: str) -> Any:
    return json.loads(archive.read(name))


def test_everything_of_the_person_is_in_it(ben: Profile, olga: Profile) -> None:
    talk(ben, draft := make_event(ben, name="Ben's draft"))
    make_ticket(draft)
    order = sell(make_ticket(make_event(olga)), ben, email=ben.email)
    with acting_as(ben.pk):
        set_avatar(ben, image=picture("WEBP"), by=ben)

    archive = export(ben)

    assert sorted(name for name in archive.namelist() if not name.startswith("files/")) == FILES
    assert len(archive.namelist()) == len(FILES) + 1
    assert [row["email"] for row in read(archive, "profile.json")["addresses"]] == [ben.email]
    assert [row["name"] for row in read(archive, "events.json")["events"]] == ["Ben's draft"]
    assert [row["content"] for row in read(archive, "conversations.json")["messages"]] == ["A night of lights"]
    assert [row["reference"] for row in read(archive, "orders.json")["orders"]] == [order.reference]
    assert "set_avatar" in {row["action"] for row in read(archive, "activity.json")}


def test_nothing_of_others_is(ben: Profile, olga: Profile) -> None:
    event = make_event(olga)
    sell(make_ticket(event), ben, email=ben.email)
    talk(ben)

    archive = export(olga)

    assert read(archive, "conversations.json")["messages"] == read(archive, "orders.json")["orders"] == []
    assert ben.email not in b"".join(archive.read(name) for name in archive.namelist()).decode()


def test_what_opens_doors_is_left_out(ben: Profile, olga: Profile) -> None:
    sell(make_ticket(make_event(olga)), ben, email=ben.email)

    archive = export(ben)

    words = b"".join(archive.read(name) for name in archive.namelist() if name != "README.txt").decode()
    for secret in ("password", "secret_hash", "guest_token_hash", "qr_code", "session_key"):
        assert f'"{secret}"' not in words


def test_the_page_hands_out_a_file(ben: Profile, client_of: Callable[[Profile], Client]) -> None:
    answer = client_of(ben).post("/settings/data/export/")

    assert answer["Content-Type"] == "application/zip"
    assert answer["Content-Disposition"].startswith('attachment; filename="eventai-')


def test_ten_copies_an_hour_are_enough(ben: Profile, client_of: Callable[[Profile], Client]) -> None:
    browser = client_of(ben)

    codes = [browser.post("/settings/data/export/").status_code for _ in range(11)]

    assert codes == [200] * 10 + [429]
