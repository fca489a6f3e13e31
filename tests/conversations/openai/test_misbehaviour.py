"""Whatever a server does wrong, a turn ends: with words, with calls, or with a sentence why not."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from conversations.engines.openai import Limits, OpenAIEngine
from conversations.engines.openai.client import client_of, listening_loop
from conversations.engines.steps import Note, Say
from tests.conversations.openai.driving import QUICK, drive, server_of, turn_of
from tests.fake_provider import BEHAVIOURS, FakeProvider, Turn

ONE, TWO = {"name": "VIP", "price": 1}, {"name": "Regular", "price": 2}
HASTY = Limits(silence=1.0, seconds=20, grace=5, waiting=3)


@pytest.mark.parametrize(
    ("model", "sentence"),
    [
        ("cut_in_a_chunk", "The model's answer broke off."),
        ("cut_without_terminator", "The model's answer broke off."),
        ("ends_without_reason", "The model's answer broke off."),
        ("done_without_reason", "The model's answer broke off."),
        ("error_in_the_stream", "The model's answer broke off."),
        ("error_as_text", "The model's server reported an error."),
        ("error_event_without_error", "The model's server sent no answer."),
        ("broken_json_line", "The model's answer broke off."),
        ("stalls", "The model fell silent."),
        ("only_pings", "The model fell silent."),
        ("never_answers", "The model fell silent."),
        ("html_page", "The model's server sent no answer."),
        ("plain_json", "The model's server sent no answer."),
        ("says_nothing", "The model gave an empty answer."),
        ("endless", "The model did not come to an end."),
    ],
)
def test_an_answer_that_breaks_off_is_asked_for_once_more_then_given_up(
    provider: FakeProvider, model: str, sentence: str
) -> None:
    found = drive(provider, model, limits=HASTY)

    assert (found.failed, found.said if model != "says_nothing" else "", found.calls) == (sentence, "", [])
    assert provider.count[model] == (1 if model == "says_nothing" else 2)
    assert {spent.outcome for spent in found.spent} <= {"failed", "complete"}


@pytest.mark.parametrize(
    ("model", "sentence", "requests"),
    [
        ("busy_for_ever", "The model's server is busy.", 3),
        ("busy_for_an_hour", "The model's server is busy.", 1),
        ("broken_server", "The model's server failed.", 3),
        ("wrong_key", "The model's server refused the key.", 1),
        ("unknown_model", "The model's server does not know the model.", 1),
        ("no_tools", "The model cannot use tools.", 1),
        ("calls_that_break_off_always", "The model's instructions could not be read.", 3),
    ],
)
def test_a_refusal_is_told_in_a_sentence(provider: FakeProvider, model: str, sentence: str, requests: int) -> None:
    found = drive(provider, model, limits=HASTY)

    assert (found.failed, provider.count[model]) == (sentence, requests)


def test_an_answer_that_broke_off_once_is_written_anew(provider: FakeProvider) -> None:
    found = drive(provider, "cut_once")

    assert (found.said, found.failed) == ("Hello there.", "")


def test_a_busy_server_is_asked_again_after_the_pause_it_asks_for(provider: FakeProvider) -> None:
    found = drive(provider, "busy_twice")

    assert found.said == "Hello there."
    assert [note for note in found.notes if note] == ["The provider is busy, trying again in 1 s"] * 2


def test_a_server_that_is_not_there_is_told(provider: FakeProvider) -> None:
    found = drive(provider, "hangs_up_at_once", limits=Limits(silence=0.5, waiting=1.5))

    assert found.failed == "The model's server could not be reached."


@pytest.mark.timeout(15)
def test_a_server_that_hangs_after_the_end_does_not_hold_the_answer(provider: FakeProvider) -> None:
    found = drive(provider, "hangs_after_done", limits=Limits(silence=20))

    assert (found.said, found.failed) == ("Hel", "")


def test_parameters_a_model_refuses_are_left_out_from_then_on(provider: FakeProvider) -> None:
    first = drive(provider, "picky")
    asked = provider.count["picky"]
    second = drive(provider, "picky")

    assert (first.said, second.said) == ("Hello there.", "Hello there.")
    assert (asked, provider.count["picky"]) == (5, 6)
    last = provider.requests[-1]
    assert last["max_completion_tokens"] > 0
    assert not {"max_tokens", "temperature", "parallel_tool_calls", "stream_options"} & last.keys()


@pytest.mark.parametrize(
    ("model", "words"),
    [
        ("withheld", "HelThe provider of the model withheld this answer, so nothing was done. Say it in other words."),
        ("refuses", "I cannot help with that."),
        ("too_long", "Hello there\n\n_The answer ended at the model's length limit._"),
        ("thinks_aloud", "Hello there."),
        ("unknown_tool", "Done so."),
        ("calls_that_break_off", "I could not write that down."),
    ],
)
def test_what_is_no_plain_answer_is_shown_plainly(provider: FakeProvider, model: str, words: str) -> None:
    found = drive(provider, model)

    assert (found.said, found.failed) == (words, "")
    assert all(call.fault for call in found.calls)


@pytest.mark.parametrize(
    "model",
    [
        "calls_in_pieces",
        "calls_interleaved",
        "calls_without_index",
        "calls_all_index_zero",
        "calls_from_index_one",
        "calls_with_object_arguments",
        "calls_with_stop",
        "calls_without_ids",
        "calls_with_one_id",
        "calls_as_text",
    ],
)
def test_two_calls_are_two_calls_in_every_shape(provider: FakeProvider, model: str) -> None:
    found = drive(provider, model)

    assert found.made == [("set_ticket", ONE), ("set_ticket", TWO)]
    assert (found.said, found.failed) == ("Done so.", "")
    sent = provider.requests[-1]["messages"]
    ids = [call["id"] for message in sent for call in message.get("tool_calls", [])]
    assert ids == [message["tool_call_id"] for message in sent if message["role"] == "tool"]
    assert len(set(ids)) == 2


def test_a_call_written_as_bare_json_is_made_and_not_shown(provider: FakeProvider) -> None:
    found = drive(provider, "call_as_bare_json")

    assert (found.made, found.said) == ([("set_ticket", ONE)], "Done so.")


def test_a_call_broken_off_is_told_to_the_model_and_not_made(provider: FakeProvider) -> None:
    found = drive(provider, "calls_that_break_off")

    [call] = found.calls
    assert (call.arguments, call.fault[:34]) == ({}, "The arguments were not valid JSON:")


def test_every_behaviour_ends(provider: FakeProvider) -> None:
    limits = Limits(silence=0.8, seconds=8, grace=2, waiting=0.5)
    with ThreadPoolExecutor(20) as threads:
        found = threads.map(lambda model: drive(provider, model, limits=limits), BEHAVIOURS)
        assert [name for name, one in zip(BEHAVIOURS, found, strict=True) if not (one.said or one.failed)] == []


def test_a_stop_closes_the_request_at_once(provider: FakeProvider) -> None:
    provider.patience = 10
    answer = OpenAIEngine(server_of(provider, "stalls"), limits=Limits()).answer(turn_of())
    step = next(answer)
    while not isinstance(step, Say):
        step = next(answer)

    answer.close()

    assert provider.gone.wait(1)


def test_a_stop_before_the_first_byte_closes_the_request_too(provider: FakeProvider) -> None:
    provider.patience = 10
    engine = OpenAIEngine(server_of(provider, "never_answers"), limits=Limits())
    answer = engine.answer(turn_of())
    assert next(answer) == Note("")

    answer.close()

    assert provider.gone.wait(1)
    assert engine.unsettled is not None
    assert engine.unsettled.outcome == "stopped"


def test_a_silent_provider_is_felt_twice_before_it_is_given_up(provider: FakeProvider) -> None:
    answer = OpenAIEngine(server_of(provider, "never_answers"), limits=Limits(silence=4.5)).answer(turn_of())
    for _ in range(2):
        assert next(answer) == Note("")
    answer.close()


def test_the_first_words_come_at_once_and_later_ones_in_batches(provider: FakeProvider) -> None:
    provider.script = [Turn("one two three four five six seven eight nine ten", between=0.02)]
    answer = OpenAIEngine(server_of(provider, "gpt-fake"), limits=QUICK).answer(turn_of())
    said = [step.text for step in answer if isinstance(step, Say)]

    assert said[0] == "one "
    assert 2 < len(said) < 7
    assert "".join(said) == "one two three four five six seven eight nine ten"


def test_turns_that_begin_at_once_share_one_client(provider: FakeProvider) -> None:
    server = server_of(provider, "gpt-fake")
    with ThreadPoolExecutor(20) as threads:
        clients = list(threads.map(lambda _: client_of(server), range(20)))
        loops = list(threads.map(lambda _: listening_loop(), range(20)))

    assert len({id(client) for client in clients}) == 1
    assert len({id(loop) for loop in loops}) == 1
