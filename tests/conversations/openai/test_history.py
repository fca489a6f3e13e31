"""The history a model is sent: valid, whatever was cut, killed, stored twice or lost."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.engines.openai.history import MOST_ROUNDS, BrokenHistory, history, prove
from conversations.engines.steps import Past


def call(id: str, arguments: Any = "{}", name: str = "set_ticket") -> dict[str, Any]:
    return {"id": id, "type": "function", "function": {"name": name, "arguments": arguments}}


def result(id: str, content: str = "done") -> Past:
    return Past("tool", content, meta={"tool_call_id": id})


def told(*past: Past, **more: Any) -> list[tuple[str, str]]:
    return [(message["role"], message["content"]) for message in history(past, **more)]


def test_a_plain_round_stays_as_it_is() -> None:
    past = (Past("user", "Hi"), Past("assistant", "", (call("a"), call("b"))), result("a"), result("b"))

    messages = history(past)

    assert [message["role"] for message in messages] == ["user", "assistant", "tool", "tool"]
    assert [one["id"] for one in messages[1]["tool_calls"]] == ["a", "b"]
    assert [message["tool_call_id"] for message in messages[2:]] == ["a", "b"]


def test_a_missing_result_is_filled_in_from_what_is_known() -> None:
    known = Past("assistant", "", (call("a"), call("b")), meta={"outcomes": {"a": "denied by the person"}})

    assert [words for _, words in told(Past("user", "Hi"), known)[2:]] == [
        "denied by the person",
        '{"error": "Interrupted: what came of it is not known."}',
    ]


def test_results_stand_behind_their_calls_in_their_order() -> None:
    past = (Past("user", "Hi"), result("b", "two"), Past("assistant", "", (call("a"), call("b"))), result("a", "one"))

    assert [words for _, words in told(*past)[2:]] == ["one", "two"]


def test_results_without_a_call_and_empty_and_failed_rows_are_left_out() -> None:
    past = (
        Past("user", "Hi"),
        result("nobody"),
        Past("assistant", " "),
        Past("assistant", "Half a sent", status="failed"),
        Past("assistant", "Whole."),
    )

    assert told(*past) == [("user", "Hi"), ("assistant", "Whole.")]


def test_what_was_stopped_keeps_its_words_and_says_so() -> None:
    assert told(Past("user", "Hi"), Past("assistant", "I was ab", status="stopped"))[1] == (
        "assistant",
        "I was ab [stopped by user]",
    )


@pytest.mark.parametrize("arguments", ['{"name": "VI', "[1]", None, 3, "null"])
def test_arguments_that_are_no_object_become_one(arguments: Any) -> None:
    messages = history((Past("user", "Hi"), Past("assistant", "", (call("a", arguments),))))

    assert messages[1]["tool_calls"][0]["function"]["arguments"] == "{}"


def test_ids_are_used_once_in_a_conversation() -> None:
    once = (Past("user", "Hi"), Past("assistant", "", (call("a"), call("a"))), result("a", "one"), result("a", "two"))

    messages = history((*once, *once))

    ids = [one["id"] for message in messages for one in message.get("tool_calls", [])]
    assert ids == ["a", "a_2", "a_3", "a_4"]
    assert [message["content"] for message in messages if message["role"] == "tool"] == ["one", "two"] * 2


def test_the_oldest_rounds_go_first_and_whole() -> None:
    rounds = [(Past("user", f"{n}" * 300), Past("assistant", "", (call(f"c{n}"),)), result(f"c{n}")) for n in range(5)]
    past = tuple(row for part in rounds for row in part)

    assert [words[0] for role, words in told(*past, room=1500) if role == "user"] == ["3", "4"]
    assert len([1 for role, _ in told(*(past * 9)) if role == "user"]) == MOST_ROUNDS


def test_what_a_provider_added_goes_back_to_the_same_model_alone() -> None:
    added = {"provider": "https://one", "model": "m", "provider_extra": {"signature": "abc", "content": "no"}}
    past = (Past("user", "Hi"), Past("assistant", "Yes", meta=added))

    assert history(past, provider="https://one", model="m")[1]["signature"] == "abc"
    assert "signature" not in history(past, provider="https://one", model="other")[1]
    assert history(past, provider="https://one", model="m")[1]["content"] == "Yes"


def test_a_long_result_is_clipped() -> None:
    [_, _, (_, words)] = told(Past("user", "Hi"), Past("assistant", "", (call("a"),)), result("a", "x" * 5000))

    assert len(words) < 2100
    assert words.endswith("[3,000 characters left out]")


@pytest.mark.parametrize(
    "messages",
    [
        [{"role": "user", "content": "Hi"}, {"role": "tool", "tool_call_id": "a", "content": ""}],
        [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "", "tool_calls": [call("a")]}],
        [{"role": "assistant", "content": "Hi"}],
        [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": ""}],
        [{"role": "user", "content": "Hi"}, {"role": "user", "content": "Hi"}],
    ],
)
def test_what_no_provider_takes_is_found(messages: list[dict[str, Any]]) -> None:
    with pytest.raises(BrokenHistory):
        prove(messages)


IDS = st.sampled_from(["a", "b", "c", "", "x" * 60])
CALLS = st.lists(
    st.builds(call, IDS, st.sampled_from(["{}", '{"x": 1}', '{"x"', "[]", None]), st.sampled_from(["f", "g", ""])),
    max_size=3,
)
STATUS = st.sampled_from(["complete", "complete", "stopped", "failed"])
ROWS = st.one_of(
    st.builds(Past, st.just("user"), st.text(max_size=5), status=STATUS),
    st.builds(Past, st.just("assistant"), st.text(max_size=5), CALLS.map(tuple), STATUS),
    st.builds(lambda id, content: result(id, content), IDS, st.text(max_size=5)),
    st.builds(Past, st.just("tool"), st.text(max_size=5)),
    st.builds(Past, st.just("system"), st.text(max_size=5)),
)


@given(st.lists(ROWS, max_size=25), st.integers(0, 3000))
def test_any_rows_make_a_valid_history(rows: list[Past], room: int) -> None:
    prove(history(rows, room=room))


@given(st.data())
def test_a_conversation_cut_killed_doubled_or_shuffled_stays_valid(data: st.DataObject) -> None:
    whole = [
        row
        for n in range(4)
        for row in (
            Past("user", f"message {n}"),
            Past("assistant", "Doing so.", (call(f"c{n}"), call(f"d{n}"))),
            result(f"c{n}"),
            result(f"d{n}"),
            Past("assistant", "Done."),
        )
    ]
    rows = whole[: data.draw(st.integers(0, len(whole)))]
    for _ in range(data.draw(st.integers(0, 6))):
        place = data.draw(st.integers(0, max(len(rows) - 1, 0)))
        act = data.draw(st.sampled_from(["lose", "double", "fail", "move"]))
        match act if rows else "":
            case "lose":
                rows.pop(place)
            case "double":
                rows.insert(place, rows[place])
            case "fail":
                row = rows[place]
                rows[place] = Past(row.role, row.content, row.tool_calls, "failed", row.meta)
            case "move":
                rows.insert(0, rows.pop(place))

    messages = history(rows)

    prove(messages)
    assert json.loads(json.dumps(messages)) == messages
