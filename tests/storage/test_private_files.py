from collections.abc import Callable
from datetime import timedelta

import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone

from accounts.models import Profile
from eventai.db.acting import acting_as_system
from eventai.models import StorageObject

Browser = Callable[[Profile], Client]


def keep(owner: Profile, name: str = "Gäste.csv") -> None:
    default_storage.save("documents/list.csv", ContentFile(b"a,b"))
    with acting_as_system():
        StorageObject.objects.create(
            bucket="documents", path="list.csv", owner=owner, content_type="text/csv", size=3, name=name
        )


def test_whoever_may_see_a_document_gets_a_link_that_opens_it(
    olga: Profile, client_of: Browser, client: Client
) -> None:
    keep(olga)

    way = client_of(olga).get("/files/documents/list.csv")
    answer = client.get(way["Location"])  # the link itself is the key

    assert (way.status_code, answer.content, answer["Content-Type"]) == (302, b"a,b", "text/csv")
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''G%C3%A4ste.csv"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]
    assert "no-store" in way["Cache-Control"]


def test_the_link_ends_after_ten_minutes(olga: Profile, client_of: Browser, client: Client) -> None:
    keep(olga)
    link = client_of(olga).get("/files/documents/list.csv")["Location"]

    with time_machine.travel(timezone.now() + timedelta(seconds=595)):
        assert client.get(link).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(seconds=605)):
        assert client.get(link).status_code == 404


def test_a_link_with_another_letter_opens_nothing(olga: Profile, client_of: Browser, client: Client) -> None:
    keep(olga)
    link = client_of(olga).get("/files/documents/list.csv")["Location"]

    assert client.get(link[:-4] + "AAA/").status_code == 404


def test_nobody_else_gets_a_link(olga: Profile, sam: Profile, client_of: Browser, client: Client) -> None:
    keep(olga)

    assert client_of(sam).get("/files/documents/list.csv").status_code == 404
    assert client.get("/files/documents/list.csv").status_code == 404


def test_a_file_that_is_gone_is_not_found(olga: Profile, client_of: Browser) -> None:
    keep(olga)
    default_storage.delete("documents/list.csv")

    assert client_of(olga).get("/files/documents/list.csv", follow=True).status_code == 404


def test_the_door_to_public_files_opens_no_document(olga: Profile, client_of: Browser) -> None:
    keep(olga)

    for path in ("/files/landing-pages/../documents/list.csv", "/files/landing-pages/list.csv", "/files/avatars/"):
        assert client_of(olga).get(path).status_code == 404
