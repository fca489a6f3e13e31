"""What servers were seen to do wrong, each under the name of the model that shows it."""

import json
import time

from tests.fake_provider.server import WORDS, Json, Turn, Wire, behaviour, perform, tool_piece

ONE, TWO = '{"name": "VIP", "price": 1}', '{"name": "Regular", "price": 2}'


def _begun(wire: Wire) -> None:
    wire.begin()
    wire.delta({"role": "assistant", "content": ""})
    wire.say(WORDS[0])


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


# --- Streams that end badly -----------------------------------------------------------------------


@behaviour
def cut_in_a_chunk(wire: Wire) -> None:
    _begun(wire)
    wire.raw(b'40\r\ndata: {"id"')
    wire.hang_up()


@behaviour
def cut_without_terminator(wire: Wire) -> None:
    _begun(wire)
    wire.hang_up()


@behaviour
def ends_without_reason(wire: Wire) -> None:
    _begun(wire)
    wire.raw(b"0\r\n\r\n")


@behaviour
def done_without_reason(wire: Wire) -> None:
    _begun(wire)
    wire.done()


@behaviour
def error_in_the_stream(wire: Wire) -> None:
    _begun(wire)
    wire.event({"error": {"message": "The server had an error", "type": "server_error", "code": None}})
    wire.raw(b"0\r\n\r\n")


@behaviour
def error_as_text(wire: Wire) -> None:
    wire.begin()
    wire.event({"error": "model requires more memory"})
    wire.raw(b"0\r\n\r\n")


@behaviour
def error_event_without_error(wire: Wire) -> None:
    wire.begin()
    wire.line('event: error\ndata: {"message": "boom"}\n\n')
    wire.raw(b"0\r\n\r\n")


@behaviour
def broken_json_line(wire: Wire) -> None:
    _begun(wire)
    wire.line("data: {oops\n\n")
    wire.raw(b"0\r\n\r\n")


@behaviour
def stalls(wire: Wire) -> None:
    _begun(wire)
    wire.wait(wire.provider.patience)


@behaviour
def only_pings(wire: Wire) -> None:
    _begun(wire)
    until = time.monotonic() + wire.provider.patience
    while time.monotonic() < until:
        wire.line(": ping\n\n")
        wire.wait(0.1)


@behaviour
def never_answers(wire: Wire) -> None:
    wire.wait(wire.provider.patience)


@behaviour
def cut_once(wire: Wire) -> None:
    if wire.hits == 1:
        cut_without_terminator(wire)
    else:
        perform(wire, Turn("Hello there."))


@behaviour
def hangs_after_done(wire: Wire) -> None:
    _begun(wire)
    wire.delta({}, "stop")
    wire.wait(wire.provider.patience)


@behaviour
def endless(wire: Wire) -> None:
    _begun(wire)
    while True:
        wire.say("and on " * 200)


# --- Answers that are no stream --------------------------------------------------------------------


@behaviour
def html_page(wire: Wire) -> None:
    wire.whole(200, "<html>proxy login</html>", "text/html")


@behaviour
def plain_json(wire: Wire) -> None:
    message = {"role": "assistant", "content": "hello"}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    wire.whole(
        200, json.dumps({"id": "x", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]})
    )


@behaviour
def busy_twice(wire: Wire) -> None:
    if wire.hits < 3:
        wire.refuse(429, "slow down", retry_after="1")
    else:
        perform(wire, Turn("Hello there."))


@behaviour
def busy_for_ever(wire: Wire) -> None:
    wire.refuse(429, "slow down", retry_after_ms="50")


@behaviour
def busy_for_an_hour(wire: Wire) -> None:
    wire.refuse(429, "slow down", retry_after="3600")


@behaviour
def broken_server(wire: Wire) -> None:
    wire.whole(500, "oops", "text/plain", retry_after_ms="20")


@behaviour
def wrong_key(wire: Wire) -> None:
    wire.refuse(401, "Incorrect API key provided")


@behaviour
def unknown_model(wire: Wire) -> None:
    wire.refuse(404, "The model does not exist")


@behaviour
def hangs_up_at_once(wire: Wire) -> None:
    wire.hang_up()


# --- Particular tastes -----------------------------------------------------------------------------


@behaviour
def picky(wire: Wire) -> None:
    """A reasoning model: its own name for the limit, no temperature, no parallel_tool_calls, no usage."""
    if "max_tokens" in wire.asked:
        wire.refuse(400, "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.", "max_tokens")
    elif "temperature" in wire.asked:
        wire.refuse(400, "Unsupported value: 'temperature' does not support 0.2 with this model.", "temperature")
    elif "parallel_tool_calls" in wire.asked:
        wire.refuse(400, "Unrecognized request argument supplied: parallel_tool_calls")
    elif "stream_options" in wire.asked:
        wire.refuse(400, "extra fields not permitted: stream_options")
    else:
        perform(wire, Turn("Hello there."))


@behaviour
def no_tools(wire: Wire) -> None:
    if wire.asked.get("tools"):
        wire.refuse(400, "this model does not support tools")
    else:
        perform(wire, Turn("Hello there."))


@behaviour
def small_window(wire: Wire) -> None:
    if sum(len(json.dumps(message)) for message in wire.asked["messages"]) > 20_000:
        wire.refuse(400, "This model's maximum context length is 8192 tokens. context_length_exceeded")
    else:
        perform(wire, Turn("Hello there."))


@behaviour
def withheld(wire: Wire) -> None:
    _begun(wire)
    wire.end("content_filter")


@behaviour
def refuses(wire: Wire) -> None:
    wire.begin()
    wire.delta({"role": "assistant", "refusal": "I cannot help with that."})
    wire.end("stop")


@behaviour
def too_long(wire: Wire) -> None:
    wire.begin()
    wire.say(*WORDS)
    wire.end("length")


@behaviour
def says_nothing(wire: Wire) -> None:
    wire.begin()
    wire.delta({"role": "assistant", "content": ""})
    wire.end("stop")


@behaviour
def thinks_aloud(wire: Wire) -> None:
    wire.begin()
    wire.say("<thi", "nk>secret ", "plans</think>\n\n", "Hello ", "there.")
    wire.end("stop")


# --- Shapes of tool calls --------------------------------------------------------------------------


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


# --- What a test of the connection meets -----------------------------------------------------------


@behaviour
def able(wire: Wire) -> None:
    """Does all that is asked: tools, two of them at once, a word from the start of a long prompt."""
    asked = wire.asked["messages"][0]["content"]
    cities = [city for city in ("Oslo", "Rome") if city in asked]
    if wire.tools == ["get_weather"]:
        perform(wire, Turn("", [("get_weather", {"city": city}) for city in cities]))
    else:
        perform(wire, Turn("heron-4821" if "heron-4821" in asked else "Hello there."))


@behaviour
def forgetful(wire: Wire) -> None:
    """As able, but the start of a long prompt is cut off in silence, and calls come one at a time."""
    if wire.tools == ["get_weather"]:
        perform(wire, Turn("", [("get_weather", {"city": "Oslo"})]))
    else:
        perform(wire, Turn("I do not know of any code word."))


@behaviour
def talks_only(wire: Wire) -> None:
    """Takes tools, and never uses one."""
    perform(wire, Turn("The weather in Oslo is fine."))
