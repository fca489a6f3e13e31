"""The shapes in which servers send tool calls, each under the name of the model that shows it."""

import json

from tests.fake_provider.server import Json, Turn, Wire, behaviour, perform, tool_piece

ONE, TWO = '{"name": "VIP", "price": 1}', '{"name": "Regular", "price": 2}'


def _calls(wire: Wire, *deltas: list[Json], finish: str = "tool_calls") -> None:
    """Tool calls in the given pieces; a request that has their results is answered in words."""
    if wire.asked["messages"][-1]["role"] == "tool":
        perform(wire, Turn("Done so."))
        return
    wire.begin()
    wire.delta({"role": "assistant", "content": None})
    for pieces in deltas:
        wire.delta({"tool_calls": pieces})
    wire.end(finish)


@behaviour
def calls_in_pieces(wire: Wire) -> None:
    first = [[tool_piece(0, "call_a", "set_ticket", "")], [tool_piece(0, None, None, ONE[:9])]]
    _calls(wire, *first, [tool_piece(0, None, None, ONE[9:])], [tool_piece(1, "call_b", "set_ticket", TWO)])


@behaviour
def calls_interleaved(wire: Wire) -> None:
    both = [tool_piece(0, "call_a", "set_ticket", ONE[:9]), tool_piece(1, "call_b", "set_ticket", TWO[:9])]
    _calls(wire, both, [tool_piece(1, None, None, TWO[9:]), tool_piece(0, None, None, ONE[9:])])


@behaviour
def calls_without_index(wire: Wire) -> None:
    _calls(wire, [tool_piece(None, "call_a", "set_ticket", ONE)], [tool_piece(None, "call_b", "set_ticket", TWO)])


@behaviour
def calls_all_index_zero(wire: Wire) -> None:
    _calls(wire, [tool_piece(0, "call_a", "set_ticket", ONE)], [tool_piece(0, "call_b", "set_ticket", TWO)])


@behaviour
def calls_from_index_one(wire: Wire) -> None:
    _calls(wire, [tool_piece(1, "call_a", "set_ticket", ONE)], [tool_piece(2, "call_b", "set_ticket", TWO)])


@behaviour
def calls_with_object_arguments(wire: Wire) -> None:
    _calls(
        wire,
        [tool_piece(0, "call_a", "set_ticket", json.loads(ONE))],
        [tool_piece(1, "call_b", "set_ticket", json.loads(TWO))],
    )


@behaviour
def calls_with_stop(wire: Wire) -> None:
    both = [tool_piece(0, "call_a", "set_ticket", ONE), tool_piece(1, "call_b", "set_ticket", TWO)]
    _calls(wire, both, finish="stop")


@behaviour
def calls_without_ids(wire: Wire) -> None:
    _calls(wire, [tool_piece(0, None, "set_ticket", ONE)], [tool_piece(1, None, "set_ticket", TWO)])


@behaviour
def calls_with_one_id(wire: Wire) -> None:
    _calls(wire, [tool_piece(0, "same", "set_ticket", ONE)], [tool_piece(1, "same", "set_ticket", TWO)])


@behaviour
def calls_as_text(wire: Wire) -> None:
    if wire.asked["messages"][-1]["role"] == "tool":
        perform(wire, Turn("Done so."))
        return
    wire.begin()
    for written in (ONE, TWO):
        wire.say("<tool", f'_call>\n{{"name": "set_ticket", "arguments": {written}}}\n', "</tool_call>\n")
    wire.end("stop")


@behaviour
def call_as_bare_json(wire: Wire) -> None:
    if wire.asked["messages"][-1]["role"] == "tool":
        perform(wire, Turn("Done so."))
        return
    wire.begin()
    wire.say('{"name": "set_', f'ticket", "arguments": {ONE}', "}")
    wire.end("stop")


@behaviour
def calls_that_break_off(wire: Wire) -> None:
    """vLLM says tool_calls where the length limit cut the arguments."""
    if wire.hits > 1:
        perform(wire, Turn("I could not write that down."))
        return
    _calls(wire, [tool_piece(0, "call_a", "set_ticket", ONE[:12])])


@behaviour
def unknown_tool(wire: Wire) -> None:
    _calls(wire, [tool_piece(0, "call_a", "send_email", '{"to": "everybody"}')])


@behaviour
def always_the_same_call(wire: Wire) -> None:
    if not wire.tools:
        perform(wire, Turn("I gave up."))
        return
    wire.begin()
    wire.delta({"tool_calls": [tool_piece(0, f"call_{wire.hits}", "set_ticket", ONE)]})
    wire.end("tool_calls")


@behaviour
def always_another_call(wire: Wire) -> None:
    if not wire.tools:
        perform(wire, Turn("I gave up."))
        return
    wire.begin()
    written = json.dumps({"name": f"Ticket {wire.hits}", "price": wire.hits})
    wire.delta({"tool_calls": [tool_piece(0, f"call_{wire.hits}", "set_ticket", written)]})
    wire.end("tool_calls")


@behaviour
def signs_its_thoughts(wire: Wire) -> None:
    if wire.asked["messages"][-1]["role"] == "tool":
        perform(wire, Turn("Done so."))
        return
    wire.begin()
    wire.delta({"role": "assistant", "content": "", "reasoning_signature": "abc"})
    wire.delta({"tool_calls": [tool_piece(0, "call_a", "set_ticket", ONE)]})
    wire.end("tool_calls")


@behaviour
def calls_that_break_off_always(wire: Wire) -> None:
    wire.begin()
    wire.delta({"tool_calls": [tool_piece(0, f"call_{wire.hits}", "set_ticket", ONE[: 11 + wire.hits])]})
    wire.end("tool_calls")


@behaviour
def refuses_its_own_extras(wire: Wire) -> None:
    """Sends its reasoning, and refuses to read it again."""
    if any("reasoning" in message for message in wire.asked["messages"]):
        wire.refuse(400, "'messages.2' : property 'reasoning' is unsupported")
    elif wire.asked["messages"][-1]["role"] == "tool":
        perform(wire, Turn("Done so."))
    else:
        wire.begin()
        wire.delta({"role": "assistant", "content": "", "reasoning": "I should set a ticket."})
        wire.delta({"tool_calls": [tool_piece(0, "call_a", "set_ticket", ONE)]})
        wire.end("tool_calls")
