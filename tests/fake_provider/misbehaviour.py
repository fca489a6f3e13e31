"""What servers were seen to do wrong, each under the name of the model that shows it."""

import json
import time

from tests.fake_provider.server import WORDS, Turn, Wire, behaviour, perform


def _begun(wire: Wire) -> None:
    wire.begin()
    wire.delta({"role": "assistant", "content": ""})
    wire.say(WORDS[0])


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
