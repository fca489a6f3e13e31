"""Only a person's click publishes: facts by code, frozen arguments, asked again when something changed."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Profile
from conversations.engines.steps import Act, Call
from conversations.models import Conversation, Run, ToolCall
from conversations.operations import (
    AlreadyDecided,
    ApprovalExpired,
    approve_tool_call,
    deny_tool_call,
    expire_tool_calls,
    send_message,
)
from conversations.operations.answering import Answering
from conversations.operations.runs import claim_run
from eventai.db.acting import acting_as, acting_as_guest, acting_as_system
from eventai.errors import NotAllowed
from events.models import Event
from events.operations import revise_event
from tests.conversations.talking import BRIEF, answer, fresh, guest, last_run, last_words, send, talk
from tests.ticketing.buying import at_once


def waiting(profile: Profile, *meanwhile: str) -> ToolCall:
    """A draft whose publication waits for its organizer, who said this while it was being answered."""
    conversation = talk(profile, BRIEF)
    book_publication(conversation, *meanwhile)
    with acting_as_system():
        return ToolCall.objects.select_related("run__conversation").get(name="publish_event")


def book_publication(conversation: Conversation, *meanwhile: str) -> Any:
    """The assistant asks to publish."""
    with acting_as(conversation.user_id):
        planned = send_message(
            conversation, text="Publish it", client_key=uuid.uuid4(), by=conversation.user, now=timezone.now()
        )
    run = claim_run(planned.pk, worker="a worker", now=timezone.now())
    assert run is not None
    for text in meanwhile:
        send(conversation, text)
    answering = Answering(run, timezone.now)
    [call] = answering.book.write_down(Act((Call("publish_event"),)), text="")
    outcome = answering.book.carry_out(call)
    if outcome.is_waiting:
        answering._park()
    return outcome


def status_of_event() -> str:
    with acting_as_system():
        return Event.objects.get().status


def test_publishing_waits_with_facts_that_code_computed(olga: Profile) -> None:
    call = waiting(olga)

    assert (call.status, call.run.status) == ("pending_approval", "awaiting_approval")
    assert (call.facts["name"], call.facts["seats"], call.facts["highest_total"]) == ("Blue Hour", 140, "$3,920")
    assert status_of_event() == "draft"


def test_what_is_worth_a_look_stands_on_the_card_and_what_was_said_does_not(olga: Profile) -> None:
    call = waiting(olga)
    with acting_as(olga.pk):
        event = call.run.conversation.event
        assert event is not None
        about = {"type": "about", "id": "why", "body": "A jazz night for 140. Join 900 guests."}
        page = {"version": 1, "sections": [{"type": "hero", "id": "hero"}, about]}
        Event.objects.filter(pk=event.pk).update(landing_page_config=page)
        shown = approve_tool_call(call, by=olga, now=timezone.now())
    assert [sentence for sentence in shown.facts["warnings"] if "where from" in sentence] == [
        "“900 guests”: where from? It stands in “introduction”."
    ]


def test_approving_publishes_and_the_conversation_goes_on(olga: Profile) -> None:
    call = waiting(olga)

    with acting_as(olga.pk):
        approve_tool_call(call, by=olga, now=timezone.now())
        approve_tool_call(call, by=olga, now=timezone.now())
    run = last_run(call.run.conversation)
    assert (run.kind, run.client_key) == (Run.Kind.APPROVAL, call.pk)
    assert status_of_event() == "draft"
    answer(run)

    assert status_of_event() == "published"
    assert "Published" in last_words(call.run.conversation)
    with acting_as_system():
        call.refresh_from_db()
        assert Run.objects.filter(kind=Run.Kind.APPROVAL).count() == 1
    assert (call.status, call.decided_by_id) == ("done", olga.pk)


def test_facts_that_changed_are_shown_again(olga: Profile) -> None:
    call = waiting(olga)
    with acting_as(olga.pk):
        event = call.run.conversation.event
        assert event is not None
        revise_event(event, by=olga, now=timezone.now(), name="Blue Night")

        shown = approve_tool_call(call, by=olga, now=timezone.now())
        assert (shown.status, shown.facts["name"], shown.facts["has_changed"]) == (
            "pending_approval",
            "Blue Night",
            True,
        )
        assert approve_tool_call(call, by=olga, now=timezone.now()).status == "approved"


def test_not_now_is_recorded_and_publishes_nothing(olga: Profile) -> None:
    call = waiting(olga)

    with acting_as(olga.pk):
        assert deny_tool_call(call, by=olga, now=timezone.now()).status == "denied"
        with pytest.raises(AlreadyDecided):
            approve_tool_call(call, by=olga, now=timezone.now())
    assert (status_of_event(), last_run(call.run.conversation).status) == ("draft", "done")


def test_saying_something_else_denies_it(olga: Profile) -> None:
    call = waiting(olga)

    with acting_as(olga.pk):
        send_message(call.run.conversation, text="Wait", client_key=uuid.uuid4(), by=olga, now=timezone.now())
    with acting_as_system():
        call.refresh_from_db()
    assert call.status == "denied"


def test_after_a_day_it_expires(olga: Profile) -> None:
    call = waiting(olga)
    later = timezone.now() + timedelta(hours=25)

    with acting_as(olga.pk), pytest.raises(ApprovalExpired):
        approve_tool_call(call, by=olga, now=later)
    assert expire_tool_calls(now=later) == 1
    assert expire_tool_calls(now=later) == 0
    assert last_run(call.run.conversation).status == "done"


def test_nobody_else_decides(olga: Profile, sam: Profile, ada: Profile) -> None:
    call = waiting(olga)

    with acting_as(sam.pk), pytest.raises(ObjectDoesNotExist):
        approve_tool_call(call, by=sam, now=timezone.now())
    with acting_as(ada.pk), pytest.raises((NotAllowed, ObjectDoesNotExist)):
        approve_tool_call(call, by=ada, now=timezone.now())
    assert status_of_event() == "draft"


def test_a_guest_is_told_to_save_it_first(db: None) -> None:
    visitor, _ = guest()
    outcome = book_publication(talk(visitor, BRIEF))

    assert (outcome.is_done, outcome.is_waiting, outcome.need) == (False, False, "account")


def test_somebody_without_the_role_is_offered_it(ben: Profile) -> None:
    assert book_publication(talk(ben, BRIEF)).need == "organizer"


def test_what_is_missing_is_named_instead_of_a_card(olga: Profile) -> None:
    outcome = book_publication(talk(olga, "A pottery workshop in Leeds"))

    assert outcome.lines == ("The event has no date.", "There is no ticket on sale.")
    assert outcome.need == ""


def test_a_guest_sees_the_own_conversation_only(db: None) -> None:
    visitor, token = guest()
    conversation = talk(visitor, BRIEF)

    with acting_as_guest(token):
        assert Conversation.objects.get().pk == conversation.pk
    with acting_as_guest("x" * 43):
        assert not Conversation.objects.exists()
    assert fresh(conversation).event is not None


@pytest.mark.django_db(transaction=True)
def test_of_approving_and_saying_something_else_at_once_one_comes_first(olga: Profile) -> None:
    call = waiting(olga)
    conversation = call.run.conversation

    def approve() -> None:
        with acting_as(olga.pk):
            approve_tool_call(call, by=olga, now=timezone.now())

    def say() -> None:
        with acting_as(olga.pk):
            send_message(conversation, text="Wait", client_key=uuid.uuid4(), by=olga, now=timezone.now())

    outcomes = at_once(approve, say)

    with acting_as_system():
        call.refresh_from_db()
        live = conversation.runs.live().get()
        behind = list(conversation.runs.waiting())
    is_denied = call.status == "denied"
    assert [isinstance(outcome, AlreadyDecided) for outcome in outcomes] == [is_denied, False]
    assert live.kind == (Run.Kind.USER if is_denied else Run.Kind.APPROVAL)
    assert len(behind) == (0 if is_denied else 1)


def test_the_conversation_is_locked_before_its_call(olga: Profile) -> None:
    call = waiting(olga)

    with acting_as(olga.pk), CaptureQueriesContext(connection) as asked:
        deny_tool_call(call, by=olga, now=timezone.now())

    locks = [query["sql"] for query in asked if "FOR UPDATE" in query["sql"]]
    assert ['FROM "ai_conversations"' in sql for sql in locks] == [True, False]
