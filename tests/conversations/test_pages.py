"""The pages: whole without JavaScript, fragments with it, and nobody else's conversation."""

import re
import uuid
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from accounts.models import Profile
from conversations.engines.steps import Say
from conversations.models import Conversation, Run
from conversations.templatetags.talk import words
from eventai.db.acting import acting_as, acting_as_system
from events.models import Event
from events.operations import revise_event
from tests.builders import make_event, make_ticket, publish
from tests.conversations.engines import Scripted, by_model
from tests.conversations.talking import BRIEF, answer, begin, last_run, say, send, statuses, talk
from tests.conversations.test_approve_tool_call import waiting
from tests.conversations.test_stop_run import half_answered


def post(client: Client, url: str, text: str, **more: Any) -> HttpResponse:
    headers = {"HX-Request": "true"} if more.pop("htmx", False) else {}
    return client.post(url, {"text": text, "client_key": more.pop("key", uuid.uuid4()), **more}, headers=headers)  # type: ignore[return-value]


def page(client: Client, url: str) -> str:
    answered = client.get(url)
    assert answered.status_code == 200
    return answered.content.decode()


def version_in(html: str) -> str:
    found = re.search(r'id="version" value="(\w+)"', html)
    assert found is not None
    return found[1]


def test_home_is_a_prompt_box_above_public_events(olga: Profile) -> None:
    event = make_event(olga)
    make_ticket(event, price=12)
    make_event(olga, name="A secret draft")
    publish(event)

    html = page(Client(), "/")

    assert 'action="/assistant/"' in html
    assert html.index("Draft my event") < html.index("Night of Lights")
    assert "€12" in html
    assert "A secret draft" not in html


def test_home_without_events_says_so(db: None) -> None:
    assert "Nothing is on yet" in page(Client(), "/")


@pytest.mark.parametrize("count", [1, 3])
def test_home_asks_as_often_for_three_events_as_for_one(
    olga: Profile, count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        event = make_event(olga, name=f"Night {number}")
        make_ticket(event)
        publish(event)
    client = Client()

    with django_assert_num_queries(6):
        client.get("/")


def test_a_stranger_begins_without_an_account_and_comes_back_to_it(db: None) -> None:
    client = Client()

    begun = post(client, "/assistant/", BRIEF)

    assert begun.status_code == 302
    assert client.cookies["guest"]["httponly"]
    html = page(client, begun["Location"])
    assert "8:30 pm, 140 people" in html
    assert '<meta http-equiv="refresh" content="2">' in html
    with acting_as_system():
        run = Run.objects.get()
    answer(run)
    html = page(client, begun["Location"])
    assert "Event draft created" in html
    assert "http-equiv" not in html
    assert "Blue Hour" in page(client, begun["Location"] + "preview/")
    assert "Nothing is on yet" in page(Client(), "/")


def test_what_was_refused_stays_in_the_box(olga: Profile, client_of: Any) -> None:
    long = "words " * 2000

    answered = post(client_of(olga), "/assistant/", long)

    assert answered.status_code == 422
    assert "12,000 characters; a message can have 10,000" in answered.content.decode()
    assert long in answered.content.decode()


def test_a_null_byte_is_no_reason_to_refuse(olga: Profile, client_of: Any) -> None:
    assert post(client_of(olga), "/assistant/", "A con\x00cert in Berlin").status_code == 302


def test_ten_megabytes_are_refused_in_plain_words(olga: Profile, client_of: Any) -> None:
    answered = post(client_of(olga), "/assistant/", "x" * 10_000_000)

    assert answered.status_code == 400
    with acting_as_system():
        assert not Conversation.objects.exists()


def test_a_message_while_the_answer_comes_waits_below_it_and_can_be_removed(olga: Profile, client_of: Any) -> None:
    conversation, client = begin(olga), client_of(olga)
    url = conversation.get_absolute_url()

    assert post(client, url, "make it 250 seats").status_code == 302
    fragment = post(client, url, "undo", htmx=True).content.decode()
    html = page(client, url)
    for shown in (fragment, html):
        assert shown[shown.index('id="waiting"') :].count("Remove</button>") == 2
    remove = re.findall(r'action="(/assistant/runs/\w+/withdraw/)"', html)
    assert client.post(remove[0])["Location"] == url
    assert client.post(remove[1], headers={"HX-Request": "true"}).content.decode().count("Remove</button>") == 0
    assert statuses(conversation) == ["queued", "cancelled", "cancelled"]


def test_a_sixth_message_is_kept_in_the_box(olga: Profile, client_of: Any) -> None:
    conversation, client = begin(olga), client_of(olga)
    for number in range(5):
        send(conversation, f"Number {number}")

    answered = post(client, conversation.get_absolute_url(), "make it 250 seats", htmx=True)

    assert answered.status_code == 409
    assert "make it 250 seats</textarea>" in answered.content.decode()
    assert "5 messages wait already" in answered.content.decode()


def test_stop_and_send_does_both(olga: Profile, client_of: Any) -> None:
    conversation = begin(olga)

    post(client_of(olga), conversation.get_absolute_url(), "A party", stop_first="on")

    assert statuses(conversation) == ["cancelled", "queued"]


def test_a_sent_message_comes_back_as_a_fragment_with_its_stream(olga: Profile, client_of: Any) -> None:
    conversation, client = talk(olga), client_of(olga)
    url = conversation.get_absolute_url()
    version = version_in(page(client, url))

    html = post(client, url, "make it 250 seats", htmx=True, version=version).content.decode()

    assert "<html" not in html
    assert f"/assistant/runs/{last_run(conversation).reference}/stream/?after=0" in html
    assert 'hx-swap-oob="beforeend:#transcript"' in html
    assert "Blue Hour" not in html


def test_a_message_from_a_page_that_is_out_of_date_brings_all_of_it(olga: Profile, client_of: Any) -> None:
    conversation, client = talk(olga), client_of(olga)
    url = conversation.get_absolute_url()
    version = version_in(page(client, url))
    say(conversation, "make it 250 seats")

    html = post(client, url, "undo", htmx=True, version=version).content.decode()

    assert 'id="transcript" hx-swap-oob="true"' in html
    assert "make it 250 seats" in html


def test_an_open_page_learns_what_was_said_and_decided_elsewhere(olga: Profile, client_of: Any) -> None:
    call, client = waiting(olga), client_of(olga)
    conversation = call.run.conversation
    url = conversation.get_absolute_url()
    version = version_in(page(client, url))
    assert client.get(f"{url}news/?version={version}").status_code == 204

    client.post(f"/assistant/calls/{call.reference}/deny/")

    html = client.get(f"{url}news/?version={version}", headers={"HX-Request": "true"}).content.decode()
    assert "Not now. Nothing was published" in html
    assert client.get(f"{url}news/?version={version_in(html)}").status_code == 204


def test_the_last_turn_can_be_tried_again_and_says_what_is_taken_back(olga: Profile, client_of: Any) -> None:
    conversation, client = talk(olga, BRIEF, "make it 250 seats"), client_of(olga)
    url = conversation.get_absolute_url()
    html = page(client, url)
    assert html.count("/retry/") == 4  # the pencil and the button of one turn, each with its way by htmx
    assert "This is taken back first: capacity changed" in html
    retry = re.findall(r'action="(/assistant/runs/\w+/retry/)"', html)[0]

    assert client.post(retry, {"client_key": uuid.uuid4(), "text": "make it 90 seats"})["Location"] == url

    answer(last_run(conversation))
    html = page(client, url)
    assert "make it 90 seats" in html
    assert "make it 250 seats" not in html


def test_a_draft_that_would_be_thrown_away_is_named(olga: Profile, client_of: Any) -> None:
    html = page(client_of(olga), talk(olga).get_absolute_url())

    assert "The draft of “Blue Hour” is thrown away and drafted anew." in html


def test_what_cannot_be_taken_back_is_said_in_place(olga: Profile, client_of: Any) -> None:
    conversation, client = talk(olga), client_of(olga)
    run = last_run(conversation)
    with acting_as(olga.pk):
        revise_event(Event.objects.get(), by=olga, now=timezone.now(), name="My Hour")

    refused = client.post(
        f"/assistant/runs/{run.reference}/retry/", {"client_key": uuid.uuid4()}, headers={"HX-Request": "true"}
    )

    assert (refused.status_code, refused["HX-Retarget"]) == (409, "#message-refused")
    assert "it is not drafted anew" in refused.content.decode()


def test_a_turn_that_changed_something_has_an_undo_button(olga: Profile, client_of: Any) -> None:
    conversation, client = talk(olga, BRIEF, "make it 250 seats"), client_of(olga)
    url = conversation.get_absolute_url()
    [undo] = re.findall(r'action="(/events/[\w-]+/changes/\w+/undo/)"', page(client, url))

    assert client.post(undo, {"next": url})["Location"] == url

    html = page(client, url)
    assert "Undone</span>" in html
    assert "/undo/" not in html.split('id="transcript"')[1].split('id="composer"')[0]
    with acting_as(olga.pk):
        assert Event.objects.get().capacity == 140


def test_who_answered_is_said(olga: Profile, client_of: Any) -> None:
    conversation, client = talk(olga), client_of(olga)
    url = conversation.get_absolute_url()
    assert "Built-in assistant: rules, no AI model" in page(client, url)

    by_model(send(conversation, "hello"), Scripted(Say("Hello.")))

    html = page(client, url)
    assert "test-model</span>" in html
    assert "Built-in assistant: rules" not in html
    assert "<small>Built-in assistant</small>" in html


def test_a_visitor_with_a_draft_is_offered_to_save_it(db: None) -> None:
    client = Client()
    begun = post(client, "/assistant/", BRIEF)
    assert "free account" not in page(client, begun["Location"])
    with acting_as_system():
        run = Run.objects.get()
    answer(run)

    assert "Save it: free account" in page(client, begun["Location"])


def test_reloading_while_it_is_answered_shows_what_is_there_and_goes_on(olga: Profile, client_of: Any) -> None:
    run = half_answered(olga)

    html = page(client_of(olga), run.conversation.get_absolute_url())

    assert "I read this." in html
    assert f"/assistant/runs/{run.reference}/stream/?after=2" in html
    assert 'aria-busy="true"' in html


def test_the_approval_card_says_what_publishing_means_and_a_click_publishes(olga: Profile, client_of: Any) -> None:
    call, client = waiting(olga), client_of(olga)
    url = call.run.conversation.get_absolute_url()
    html = page(client, url)
    assert "140 places on sale, up to <strong>$3,920</strong>" in html
    assert "Publish event</button>" in html

    assert client.post(f"/assistant/calls/{call.reference}/approve/")["Location"] == url
    answer(last_run(call.run.conversation))

    html = page(client, url)
    assert "Approved by you" in html
    assert "Publish event</button>" not in html
    assert 'data-tone="good">Published' in html


def test_not_now_leaves_a_declined_card(olga: Profile, client_of: Any) -> None:
    call = waiting(olga)

    answered = client_of(olga).post(f"/assistant/calls/{call.reference}/deny/", headers={"HX-Request": "true"})

    assert "Not now. Nothing was published" in answered.content.decode()


@pytest.mark.parametrize("who", ["sam", "ada", ""])
def test_a_stranger_finds_nothing(olga: Profile, client_of: Any, request: pytest.FixtureRequest, who: str) -> None:
    call = waiting(olga)
    client = client_of(request.getfixturevalue(who)) if who else Client()
    own, run = call.run.conversation.get_absolute_url(), call.run.reference

    for url in (own, f"{own}preview/", f"{own}panel/", f"{own}news/", f"/assistant/runs/{run}/"):
        assert client.get(url).status_code == 404
    for url in (
        own,
        f"/assistant/runs/{run}/stop/",
        f"/assistant/runs/{run}/retry/",
        f"/assistant/runs/{run}/withdraw/",
        f"/assistant/calls/{call.reference}/approve/",
        f"/assistant/calls/{call.reference}/deny/",
    ):
        assert post(client, url, "Hello").status_code == 404
    with acting_as_system():
        call.refresh_from_db()
    assert call.status == "pending_approval"


def test_the_list_finds_conversations_by_their_name(olga: Profile, client_of: Any) -> None:
    talk(olga)
    begin(olga, "A pottery workshop in Leeds")
    client = client_of(olga)

    assert re.findall(r"<a href=\"/assistant/\w+/\"><span>([^<]+)", page(client, "/assistant/?q=blue")) == ["Blue Hour"]
    assert "No conversation is called that" in page(client, "/assistant/?q=xyz")


def test_somebody_new_is_told_how_to_begin(ben: Profile, client_of: Any) -> None:
    assert "No conversations yet" in page(client_of(ben), "/assistant/")
    assert "No conversations yet" in page(Client(), "/assistant/")


@pytest.mark.parametrize(
    ("said", "offered"),
    [((), ""), (("make it 250 seats",), "Undo"), (("make it 250 seats", "undo"), "Redo"), (("show the tasks",), "")],
)
def test_what_was_just_changed_can_be_taken_back_with_a_click(
    olga: Profile, client_of: Any, said: tuple[str, ...], offered: str
) -> None:
    html = page(client_of(olga), talk(olga, BRIEF, *said).get_absolute_url())

    assert re.findall(r'name="text" value="(Undo|Redo)"', html) == ([offered] if offered else [])


def test_a_person_is_shown_the_step_that_is_open_now(ben: Profile, client_of: Any) -> None:
    conversation, client = talk(ben, BRIEF, "publish it"), client_of(ben)
    url = conversation.get_absolute_url()
    assert "Become an organizer" in page(client, url)

    client.post("/settings/become-organizer/", {"next": url})

    html = page(client, url)
    assert "Become an organizer" not in html
    card = html[html.index("Ready to publish?") :]
    key = re.search(r'name="client_key" value="([^"]+)"', card)
    assert key is not None
    assert post(client, url, "Publish it", key=key[1]).status_code == 302
    answer(last_run(conversation))
    assert "Publish event</button>" in page(client, url)


def test_after_signing_up_the_card_no_longer_asks_for_an_account(olga: Profile, client_of: Any) -> None:
    conversation = talk(olga, BRIEF, "publish it")
    with acting_as_system():
        call = last_run(conversation).tool_calls.get()
        call.status, call.facts, call.result = "failed", {}, {"need": "account", "error": "It needs an account."}
        call.save()

    html = page(client_of(olga), conversation.get_absolute_url())

    assert "Save it first" not in html
    assert "Ready to publish?" in html


def test_only_our_own_addresses_become_links(settings: Any) -> None:
    settings.SITE_URL = "https://tickets.test"

    html = words(
        "At **https://tickets.test/jam/**, not https://tickets.test.evil.test/jam/ or https://other.test/jam/."
    )

    assert re.findall(r'href="([^"]+)"', html) == ["https://tickets.test/jam/"]
