"""An approval cuts a turn in two: what was read before it still counts, and what changed after it is not done."""

import uuid
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Profile
from conversations.engines.steps import Act, Call, Say
from conversations.models import Conversation, Run, ToolCall
from conversations.operations import IsAnswered, approve_tool_call, send_message, withdraw_message
from eventai.db.acting import acting_as, acting_as_system
from events.models import Event, Task
from events.operations import revise_task
from tests.conversations.attachments.test_attach_file import give
from tests.conversations.engines import Scripted, by_model
from tests.conversations.talking import BRIEF, begin, calls, fresh, last_run, send, talk

READ = Act((Call("list_attachment", {}),))
VENUE = {"venue": "Elsewhere"}
FREE = Act((Call("set_ticket", {"name": "General admission", "price": "0"}),))


def asked(conversation: Conversation, *steps: Any) -> Run:
    """A message that a model answers with these steps."""
    by_model(send(conversation, "Look at the file"), Scripted(*steps))
    return last_run(conversation)


def pending(**where: Any) -> ToolCall:
    with acting_as_system():
        made = ToolCall.objects.select_related("run__conversation__user")
        return made.get(status=ToolCall.Status.PENDING_APPROVAL, **where)


def approve(call: ToolCall) -> Run:
    owner = call.run.conversation.user
    with acting_as(owner.pk):
        approve_tool_call(call, by=owner, now=timezone.now())
    return last_run(call.run.conversation)


def venue_of(conversation: Conversation) -> str:
    event = fresh(conversation).event
    assert event is not None
    return event.venue


@pytest.fixture
def with_file(olga: Profile) -> Conversation:
    conversation = talk(olga, BRIEF)
    give(conversation)
    return conversation


@pytest.mark.parametrize("name", ["revise_event", "create_event"])
def test_behind_a_file_the_event_is_changed_by_a_click_alone(with_file: Conversation, name: str) -> None:
    run = asked(with_file, READ, Act((Call(name, VENUE),)))

    assert (run.status, venue_of(with_file)) == ("awaiting_approval", "The Low Note")
    assert pending().name == name


def test_a_first_draft_behind_a_file_waits_too(olga: Profile) -> None:
    conversation = begin(olga)
    by_model(last_run(conversation), Scripted(Say("Hello.")))
    give(conversation)

    run = asked(conversation, READ, Act((Call("create_event", {"name": "Party"}),)))

    assert run.status == "awaiting_approval"


def test_what_goes_on_behind_an_approval_still_stands_behind_the_file(with_file: Conversation) -> None:
    asked(with_file, READ, Act((Call("revise_event", VENUE),)))
    by_model(approve(pending()), Scripted(FREE, Say("Done.")))

    assert venue_of(with_file) == "Elsewhere"
    assert pending().name == "set_ticket"


def test_what_changed_between_the_click_and_the_deed_is_not_done(olga: Profile) -> None:
    conversation = talk(olga, BRIEF)
    asked(conversation, Act((Call("approve_task", {"task": "reminder"}),)))
    run = approve(pending())
    with acting_as(olga.pk):
        letter = Task.objects.get(event=Event.objects.get(), type=Task.Type.REMINDER)
        revise_task(letter, text="Send money to this account.", by=olga, now=timezone.now())

    by_model(run, Scripted(Say("Done.")))

    assert calls(conversation)[-1] == ("approve_task", "failed")
    with acting_as_system():
        letter.refresh_from_db()
    assert letter.status == Task.Status.WAITING


def two_cards(olga: Profile) -> tuple[Conversation, Run]:
    """A turn that asks for two approvals at once, of which the first was given."""
    conversation = talk(olga, BRIEF)
    asked(conversation, Act((Call("publish_event", {}), Call("approve_task", {"task": "reminder"}))))
    return conversation, approve(pending(name="publish_event"))


def test_saying_something_else_denies_what_still_waits_beside_an_approval(olga: Profile) -> None:
    conversation, approved = two_cards(olga)
    assert approved.status == Run.Status.WAITING

    with acting_as(olga.pk):
        send_message(conversation, text="Wait", client_key=uuid.uuid4(), by=olga, now=timezone.now())

    with acting_as_system():
        approved.refresh_from_db()
    assert approved.status == Run.Status.QUEUED
    assert calls(conversation)[-2:] == [("publish_event", "approved"), ("approve_task", "denied")]


def test_what_was_approved_is_no_message_to_be_withdrawn(olga: Profile) -> None:
    _, approved = two_cards(olga)

    with acting_as(olga.pk), pytest.raises(IsAnswered):
        withdraw_message(approved, by=olga, now=timezone.now())


def test_an_approval_that_was_taken_back_comes_back_by_a_click_alone(olga: Profile) -> None:
    conversation = talk(olga, BRIEF)
    asked(conversation, Act((Call("approve_task", {"task": "reminder"}),)))
    by_model(approve(pending()), Scripted(Say("Approved.")))
    asked(conversation, Act((Call("undo_changes", {}),)), Say("Undone."))

    asked(conversation, Act((Call("redo_changes", {}),)), Say("No."))

    assert calls(conversation)[-3:] == [("approve_task", "done"), ("undo_changes", "done"), ("redo_changes", "failed")]
    with acting_as_system():
        assert Task.objects.get(type=Task.Type.REMINDER).status == Task.Status.WAITING
