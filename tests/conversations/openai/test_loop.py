"""The loop: what is told to the model, and when it is enough."""

import json
from typing import Any

from conversations.engines.openai import Limits
from conversations.engines.openai.engine import MOST_CALLS, MOST_ERRORS
from conversations.engines.steps import Call, Outcome, Past
from tests.conversations.openai.driving import drive, refused, turn_of
from tests.fake_provider import USAGE, FakeProvider, Turn


def test_calls_are_made_in_order_and_their_results_told(provider: FakeProvider) -> None:
    calls: list[tuple[str, dict[str, Any]]] = [
        ("create_event", {"name": "Blue Hour", "city": None}),
        ("set_ticket", {"name": "VIP", "price": 28}),
    ]
    provider.script = [Turn("Noted.", calls), Turn("All there.")]

    found = drive(provider, "gpt-fake")

    assert found.made == [("create_event", {"name": "Blue Hour"}), ("set_ticket", {"name": "VIP", "price": 28})]
    assert found.said == "Noted.All there."
    first, second = provider.requests
    assert [message["role"] for message in first["messages"]] == ["system", "user"]
    roles = [message["role"] for message in second["messages"]]
    assert roles == ["system", "user", "assistant", "tool", "tool"]
    assert json.loads(second["messages"][-1]["content"]) == {"summary": "done"}


def test_a_question_ends_the_turn_and_is_said(provider: FakeProvider) -> None:
    provider.script = [Turn("", [("ask_user", {"question": "When is it?", "field": "date", "options": ["Friday"]})])]

    found = drive(provider, "gpt-fake")

    assert (found.said, provider.count["gpt-fake"]) == ("When is it?", 1)


def test_a_question_said_already_is_not_said_again(provider: FakeProvider) -> None:
    provider.script = [Turn("Good. When is it?", [("ask_user", {"question": "When is it?", "field": "date"})])]

    assert drive(provider, "gpt-fake").said == "Good. When is it?"


def test_a_tool_that_failed_three_times_is_taken_away(provider: FakeProvider) -> None:
    found = drive(provider, "always_another_call", carry=refused)

    assert len(found.calls) == MOST_ERRORS
    assert found.said == "I gave up."
    assert "set_ticket failed 3 times" in provider.requests[-1]["messages"][0]["content"]


def test_the_same_call_a_third_time_is_not_made(provider: FakeProvider) -> None:
    found = drive(provider, "always_the_same_call")

    assert [bool(call.fault) for call in found.calls[:3]] == [False, False, True]
    assert "made 3 times" in found.calls[2].fault
    assert found.said == "I gave up."


def test_the_last_request_has_no_tools_and_asks_for_a_summary(provider: FakeProvider) -> None:
    found = drive(provider, "always_another_call", limits=Limits(requests=4))

    assert (len(found.calls), found.said) == (3, "I gave up.")
    assert "tools" not in provider.requests[-1]
    assert "There are no tools in this request." in provider.requests[-1]["messages"][0]["content"]


def test_a_turn_takes_no_more_tokens_than_it_may(provider: FakeProvider) -> None:
    found = drive(provider, "always_another_call", limits=Limits(tokens=1500))

    assert (len(found.calls), found.said) == (2, "I gave up.")


def test_usage_is_told_for_every_request(provider: FakeProvider) -> None:
    provider.script = [Turn("", [("create_event", {"name": "Blue Hour"})]), Turn("There.")]

    found = drive(provider, "gpt-fake")

    first, second = found.spent
    assert (first.prompt_tokens, first.completion_tokens, first.cached_tokens) == (
        USAGE["prompt_tokens"],
        USAGE["completion_tokens"],
        600,
    )
    assert (first.outcome, second.outcome, first.is_estimated) == ("complete", "complete", False)
    assert first.first_ms is not None
    assert first.first_ms <= first.total_ms
    assert first.provider == provider.url


def test_usage_that_is_not_told_is_estimated(provider: FakeProvider) -> None:
    drive(provider, "picky")

    [*_, last] = drive(provider, "picky").spent

    assert last.is_estimated
    assert last.prompt_tokens > 500


def test_a_conversation_too_long_for_the_model_is_shortened(provider: FakeProvider) -> None:
    past = tuple(row for n in range(6) for row in (Past("user", f"{n} " * 1500), Past("assistant", "Noted.")))

    found = drive(provider, "small_window", turn_of("And now?", past))

    assert (found.said, provider.count["small_window"]) == ("Hello there.", 2)
    assert provider.requests[-1]["messages"][-1] == {"role": "user", "content": "And now?"}


def test_what_a_provider_adds_goes_back_to_it(provider: FakeProvider) -> None:
    found = drive(provider, "signs_its_thoughts")

    assert found.meta[0]["provider_extra"] == {"reasoning_signature": "abc"}
    assert provider.requests[-1]["messages"][2]["reasoning_signature"] == "abc"


def test_what_a_provider_adds_and_refuses_is_left_out_from_then_on(provider: FakeProvider) -> None:
    found = drive(provider, "refuses_its_own_extras")

    assert (found.said, found.failed, provider.count["refuses_its_own_extras"]) == ("Done so.", "", 3)


def test_an_act_that_waits_for_the_person_is_the_end_of_it(provider: FakeProvider) -> None:
    provider.script = [Turn("", [("publish_event", {})]), Turn("Waiting for you.")]

    def parked(call: Call) -> Outcome:
        return Outcome(call.name, is_done=False, is_waiting=True)

    assert drive(provider, "gpt-fake", carry=parked).failed == ""


def test_a_later_attempt_goes_on_from_what_is_stored(provider: FakeProvider) -> None:
    stored = {
        "id": "c1",
        "type": "function",
        "function": {"name": "create_event", "arguments": '{"name": "Blue Hour"}'},
    }
    past = (
        Past("user", "A jazz night"),
        Past("assistant", "", (stored,)),
        Past("tool", '{"summary": "done"}', meta={"tool_call_id": "c1"}),
    )
    provider.script = [Turn("There.")]

    drive(provider, "gpt-fake", turn_of("A jazz night", past))

    roles = [message["role"] for message in provider.requests[0]["messages"]]
    assert roles == ["system", "user", "assistant", "tool"]


def test_what_was_put_off_is_remembered(provider: FakeProvider) -> None:
    turn = turn_of("Not decided yet")
    turn.pending = {"field": "place", "question": "Where?"}

    drive(provider, "gpt-fake", turn)

    assert turn.skipped == {"place"}
    assert "do not ask: place" in provider.requests[0]["messages"][0]["content"]


def test_hundreds_of_calls_at_once_are_cut_and_the_model_is_told(provider: FakeProvider) -> None:
    calls: list[tuple[str, dict[str, Any]]] = [("set_ticket", {"name": f"Row {n}", "price": 5}) for n in range(500)]
    provider.script = [Turn("", calls), Turn("Done.")]

    found = drive(provider, "gpt-fake")

    assert [bool(call.fault) for call in found.calls] == [False] * MOST_CALLS + [True]
    assert "500 calls at once" in provider.requests[1]["messages"][-1]["content"]
