"""Files on the page of a conversation: with scripts and without them, and nobody else's."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signing import get_cookie_signer
from django.http import HttpResponse
from django.test import Client

from accounts.models import Profile
from conversations.models import Attachment, Run
from conversations.transcript import version_of
from eventai.db.acting import acting_as, acting_as_system
from tests.conversations.attachments.files import CALENDAR, SPEAKERS
from tests.conversations.attachments.test_attach_file import give
from tests.conversations.talking import begin, guest, talk

HTMX = {"HX-Request": "true"}


def post(client: Client, url: str, *, htmx: bool = False, **fields: Any) -> HttpResponse:
    return client.post(url, fields, headers=HTMX if htmx else {})  # type: ignore[return-value]


def a_file(text: str = SPEAKERS, name: str = "speakers.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode(), content_type="application/octet-stream")


def test_without_scripts_a_file_is_given_and_picked_from(olga: Profile, client_of: Any) -> None:
    conversation, client = talk(olga), client_of(olga)
    url = conversation.get_absolute_url()

    assert post(client, f"{url}attach/", file=a_file())["Location"] == url
    html = client.get(url).content.decode()
    assert "<bdi>speakers.csv</bdi>: 2 speakers" in html
    assert html.count('name="ids"') == 2
    assert " checked" not in html.split('class="attachment"')[1].split("</section>")[0]

    with acting_as_system():
        reference = Attachment.objects.get().reference
    assert post(client, f"/assistant/files/{reference}/take/", ids=["c1"])["Location"] == url
    html = client.get(url).content.decode()
    assert "Speaker added: Ada Lovelace" in html
    assert html.count("checked disabled") == 1

    assert post(client, f"/assistant/files/{reference}/discard/")["Location"] == url
    assert "speakers.csv</bdi>" not in client.get(url).content.decode()


def test_with_scripts_the_thread_comes_back_and_the_preview_follows(olga: Profile, client_of: Any) -> None:
    conversation, client = talk(olga), client_of(olga)
    with acting_as(olga.pk):
        before = version_of(conversation)

    given = post(client, f"{conversation.get_absolute_url()}attach/", htmx=True, file=a_file())
    assert 'id="transcript" hx-swap-oob="true"' in given.content.decode()
    with acting_as(olga.pk):
        assert version_of(conversation) != before  # so that other tabs look again
        reference = Attachment.objects.get().reference

    taken = post(client, f"/assistant/files/{reference}/take/", htmx=True, ids=["c1", "c2"])
    assert taken["HX-Trigger"] == "draft-changed"
    assert "Grace Hopper" in taken.content.decode()


def test_a_calendar_before_the_draft_offers_one_of_its_dates(olga: Profile, client_of: Any) -> None:
    conversation, client = begin(olga, "hello"), client_of(olga)
    with acting_as_system():
        Run.objects.update(status="done")
    give(conversation, CALENDAR.encode(), name="hall.ics")

    html = client.get(conversation.get_absolute_url()).content.decode()

    assert "hall.ics</bdi>: 2 dates" in html
    assert html.count('type="radio" name="ids"') == 2
    assert "Draft this event</button>" in html


def test_what_belongs_to_an_event_waits_for_one(olga: Profile, client_of: Any) -> None:
    conversation = talk(olga, "hello")
    give(conversation)

    html = client_of(olga).get(conversation.get_absolute_url()).content.decode()

    assert "There is no event yet. Describe it first" in html
    assert "Add selected" not in html


def test_refusals_stand_by_the_box(olga: Profile, client_of: Any) -> None:
    conversation, client = talk(olga), client_of(olga)
    url = f"{conversation.get_absolute_url()}attach/"

    for fields, why in (({}, "Choose a file first"), ({"file": a_file(" ")}, "empty")):
        answered = post(client, url, htmx=True, **fields)
        assert (answered.status_code, answered["HX-Retarget"]) == (422, "#message-refused")
        assert why in answered.content.decode()


def test_a_guest_is_told_what_files_need(db: None) -> None:
    visitor, token = guest()
    conversation = begin(visitor)
    client = Client()
    client.cookies["guest"] = get_cookie_signer(salt="guest" + "guest").sign(token)

    answered = post(client, f"{conversation.get_absolute_url()}attach/", htmx=True, file=a_file())

    assert answered.status_code == 403
    assert "Files need a free account" in answered.content.decode()


def test_what_a_file_says_is_shown_as_text(olga: Profile, client_of: Any) -> None:
    conversation = talk(olga)
    give(conversation, b"Name,Role\n<img src=x onerror=alert(1)>,Poet\n", name="<b>x</b>.csv")

    html = client_of(olga).get(conversation.get_absolute_url()).content.decode()

    assert "<img src=x" not in html
    assert "&lt;img src=x onerror=alert(1)&gt;" in html


def test_nobody_else_has_the_file(olga: Profile, sam: Profile, client_of: Any) -> None:
    conversation = talk(olga)
    attachment = give(conversation)
    client = client_of(sam)

    for url in (
        f"{conversation.get_absolute_url()}attach/",
        f"/assistant/files/{attachment.reference}/take/",
        f"/assistant/files/{attachment.reference}/discard/",
    ):
        assert post(client, url, ids=["c1"], file=a_file()).status_code == 404
