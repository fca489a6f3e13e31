"""A worker dies, a model fails: the turn ends all the same, nothing happens twice, nothing said is lost or doubled."""

from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Profile
from conversations.engines.steps import Act, Call, EngineFailed, Note, Say, Spent, Unsay
from conversations.models import Conversation, Message, Run, RunEvent, ToolCall, Usage
from conversations.operations import stop_run
from conversations.operations.answering import answer_run
from eventai.db.acting import acting_as, acting_as_system
from events.models import Event
from tests.conversations.engines import Killed, Mortal, Scripted, by_model, let_time_pass, mortal_clock
from tests.conversations.talking import BRIEF, answer, begin, calls, fresh, last_run, last_words, send, statuses, talk
from ticketing.models import Ticket

PARTY = Act((Call("create_event", {"name": "Party", "start_day": "2027-06-11"}),))
TICKET = Act((Call("set_ticket", {"name": "Entry", "price": "28", "quantity": 140}),))
SPENT = Spent("a server", "test-model", 10, 20, 0, False, 5, 50, "complete")


def everything(conversation: Conversation) -> dict[str, Any]:
    """What a turn leaves behind, without the names it gives to things."""
    with acting_as_system():
        messages = Message.objects.filter(conversation=conversation).exclude(status="failed")
        event = fresh(conversation).event
        return {
            "messages": [(row.role, row.content) for row in messages],
            "calls": calls(conversation),
            "tickets": list(Ticket.objects.values_list("name", "price", "quantity")),
            "tasks": event.tasks.count() if event else 0,
            "events": Event.objects.count(),
            "statuses": statuses(conversation),
        }


def watched(run: Run) -> str:
    """What somebody who watched all of it has read: text as it came, without what was taken back."""
    texts: list[tuple[int, str]] = []
    with acting_as_system():
        for event in RunEvent.objects.filter(run=run).order_by("seq"):
            if event.kind == RunEvent.Kind.TEXT:
                texts.append((event.seq, event.data["text"]))
            elif event.kind == RunEvent.Kind.RESET:
                texts = [(seq, text) for seq, text in texts if seq <= event.data["after"]]
    return "".join(text for _, text in texts)


def stored(run: Run) -> str:
    with acting_as_system():
        said = Message.objects.filter(run=run, role="assistant").exclude(status="failed").order_by("seq")
        return "".join(said.values_list("content", flat=True))


@pytest.fixture
def undisturbed(sam: Profile) -> dict[str, Any]:
    left = everything(talk(sam, BRIEF))
    with acting_as_system():
        Event.objects.all().delete()
    return left


@pytest.mark.parametrize("point", range(8))
@pytest.mark.parametrize("how", ["between", "within"])
def test_wherever_a_worker_dies_the_next_one_ends_the_turn_as_if_nothing_had_been(
    olga: Profile, undisturbed: dict[str, Any], point: int, how: str
) -> None:
    conversation = begin(olga, BRIEF)
    run = last_run(conversation)
    try:
        if how == "between":
            answer_run(run.pk, worker="first", engines=lambda _: Mortal(point))
        else:
            answer_run(run.pk, worker="first", clock=mortal_clock(point))
    except Killed:
        let_time_pass(run)
    answer(run, worker="second")

    assert everything(conversation) == undisturbed
    assert watched(run) == stored(run)


def test_two_deaths_in_one_turn_do_no_harm(olga: Profile, undisturbed: dict[str, Any]) -> None:
    conversation = begin(olga, BRIEF)
    run = last_run(conversation)
    for point in (3, 2):
        with pytest.raises(Killed):
            answer_run(run.pk, worker="mortal", clock=mortal_clock(point))
        let_time_pass(run)
    answer(run, worker="third")

    assert everything(conversation) == undisturbed


def test_a_model_goes_on_behind_the_steps_that_were_finished(olga: Profile) -> None:
    conversation = begin(olga)
    run = last_run(conversation)
    model = Scripted(Say("Let me see."), PARTY, Say("And "), Killed(), TICKET, Say("Done."))
    with pytest.raises(Killed):
        by_model(run, model)
    let_time_pass(run)
    model.steps = (PARTY, TICKET, Say("Done."))
    by_model(run, model, worker="second")

    assert calls(conversation) == [("create_event", "done"), ("set_ticket", "done")]
    assert [row.role for row in model.turns[1].past] == ["user", "assistant", "tool"]
    assert last_words(conversation) == "Let me see.\n\nDone."
    assert watched(run) == stored(run)
    with acting_as(olga.pk):
        assert (Event.objects.count(), Ticket.objects.count()) == (1, 1)


def test_a_model_that_fails_hands_the_message_over(olga: Profile) -> None:
    conversation = begin(olga, BRIEF)
    run = last_run(conversation)
    by_model(run, Scripted(Say("I thi"), EngineFailed("The model did not answer.")))

    words = last_words(conversation)
    assert words.startswith("The model did not answer. The built-in assistant took over.")
    assert "Drafted: a page" in words
    assert "I thi" not in words
    ended = last_run(conversation)
    assert (ended.status, ended.engine, ended.model) == ("done", "built-in", "")
    with acting_as_system():
        assert Message.objects.get(run=run, status="failed").content == "I thi"
    assert watched(run) == stored(run)


def test_behind_what_a_model_did_the_built_in_assistant_only_reports_and_asks(olga: Profile) -> None:
    conversation = begin(olga, BRIEF)
    by_model(last_run(conversation), Scripted(PARTY, EngineFailed("The model broke off.")))

    words = last_words(conversation)
    assert "Done so far, and it stays:\n\n- Event draft created: Fri, Jun 11" in words
    assert words.endswith("Where does it happen?")
    assert calls(conversation) == [("create_event", "done"), ("ask_user", "done")]


def test_a_fault_in_a_model_engine_is_a_failure_of_the_model(olga: Profile) -> None:
    conversation = begin(olga, BRIEF)
    by_model(last_run(conversation), Scripted(ValueError("a fault")))

    assert last_words(conversation).startswith(
        "The model's answer could not be read. The built-in assistant took over."
    )


@pytest.mark.parametrize("point", range(1, 6))
def test_a_worker_that_dies_after_the_handover_is_followed_by_the_built_in_assistant(olga: Profile, point: int) -> None:
    conversation = begin(olga, BRIEF)
    run, model = last_run(conversation), Scripted(PARTY, EngineFailed("The model broke off."))
    try:
        by_model(run, model, clock=mortal_clock(point + 3))
    except Killed:
        let_time_pass(run)
    by_model(run, model, worker="second")

    assert calls(conversation) == [("create_event", "done"), ("ask_user", "done")]
    assert last_words(conversation).count("took over") == 1
    assert statuses(conversation) == ["done"]
    assert watched(run) == stored(run)


def test_words_a_model_takes_back_are_gone(olga: Profile) -> None:
    conversation = begin(olga)
    run = last_run(conversation)
    by_model(run, Scripted(PARTY, Say("Hal"), Unsay(), Say("Hello.")))

    assert last_words(conversation).strip() == "Hello."
    assert watched(run) == stored(run)


def test_what_a_request_took_is_counted_and_signs_of_life_leave_no_trace(olga: Profile) -> None:
    conversation = begin(olga)
    run = last_run(conversation)
    by_model(run, Scripted(Note(""), Note("The provider is busy"), Say("Hello."), SPENT))

    with acting_as(olga.pk):
        [usage] = Usage.objects.all()
    assert (usage.total_tokens, usage.run_id, usage.outcome) == (30, run.pk, "complete")
    with acting_as_system():
        lines = [event.data["text"] for event in RunEvent.objects.filter(run=run, kind="status")]
    assert lines == ["EventAI is answering", "The provider is busy"]


def test_a_stopped_turn_closes_the_model_and_what_did_not_run_never_runs(olga: Profile) -> None:
    conversation = begin(olga)
    run = last_run(conversation)

    class Stopping(Scripted):
        def answer(self, turn: Any) -> Any:
            yield Say("One moment")
            with acting_as(olga.pk):
                stop_run(run, by=olga, now=timezone.now())
            try:
                yield PARTY
            finally:
                self.is_closed = True

    model = Stopping()
    model.unsettled = SPENT
    by_model(run, model)

    assert model.is_closed
    assert (statuses(conversation), calls(conversation)) == (["cancelled"], [])
    with acting_as_system():
        assert not Event.objects.exists()
        assert Usage.objects.get().total_tokens == 30


def test_a_call_that_was_stopped_before_it_ran_says_so(olga: Profile) -> None:
    conversation = begin(olga, BRIEF)
    run = last_run(conversation)
    with pytest.raises(Killed):
        answer_run(run.pk, worker="first", clock=mortal_clock(3))
    with acting_as(olga.pk):
        stop_run(run, by=olga, now=timezone.now())

    with acting_as_system():
        results = [call.result["error"] for call in ToolCall.objects.filter(run=run)]
    assert results == ["Stopped before it was done. Nothing of it happened."] * len(results)
    assert results
    send(conversation, "hello")
    answer(last_run(conversation))
    assert statuses(conversation) == ["cancelled", "done"]


def test_a_worker_that_slept_loses_its_turn_also_to_itself(olga: Profile) -> None:
    conversation = begin(olga)
    run = last_run(conversation)

    class Slept(Scripted):
        def answer(self, turn: Any) -> Any:
            yield PARTY
            yield Say("Let me ")
            let_time_pass(run)
            by_model(run, Scripted(PARTY, Say("Done.")))
            yield Say("see.")
            yield TICKET

    by_model(run, Slept())

    assert calls(conversation) == [("create_event", "done")]
    assert (statuses(conversation), last_words(conversation)) == (["done"], "\nDone.")
    assert watched(run) == stored(run)


def test_a_remark_about_who_answers_is_made_once(olga: Profile) -> None:
    conversation = begin(olga)
    for _ in range(2):
        by_model(last_run(conversation), Scripted(Say("Hello.")), remark="Today's budget is used up.")
        send(conversation, "And now?")

    with acting_as_system():
        said = list(
            Message.objects.filter(conversation=conversation, role="assistant").values_list("content", flat=True)
        )
    assert [text.count("budget") for text in said] == [1, 0]


@pytest.mark.parametrize("text", ["hello", "a party in Berlin on 3 May 2027"])
def test_an_engine_that_takes_another_way_ends_with_what_was_done(olga: Profile, text: str) -> None:
    conversation = begin(olga, BRIEF)
    run = last_run(conversation)
    with pytest.raises(Killed):
        answer_run(run.pk, worker="first", engines=lambda _: Mortal(3))
    with acting_as_system():
        Message.objects.filter(run=run, role="user").update(content=text)
    let_time_pass(run)
    answer(run, worker="second")

    assert "I was interrupted" in last_words(conversation)
    assert statuses(conversation) == ["done"]
    with acting_as_system():
        assert Event.objects.count() == 1


def test_a_tool_that_breaks_is_a_refusal_and_leaves_nothing_behind(olga: Profile, monkeypatch: Any) -> None:
    conversation = begin(olga)
    by_model(
        last_run(conversation),
        Scripted(PARTY, Act((Call("set_ticket", {"name": "E", "price": "5e99", "quantity": 5}),))),
    )

    assert [status for _, status in calls(conversation)] == ["done", "failed"]
    assert statuses(conversation) == ["done"]
