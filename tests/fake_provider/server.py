"""A server that speaks OpenAI's chat API over real HTTP: threads, chunks, events of a stream."""

import json
import socket
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

Json = dict[str, Any]
WORDS = ("Hel", "lo ", "there")


@dataclass
class Turn:
    """What a scripted model does with one request: it says `text`, in pieces, then makes `calls` of (name, arguments)."""

    text: str = ""
    calls: list[tuple[str, Json]] = field(default_factory=list)
    pause: float = 0.0  # seconds before the first piece
    between: float = 0.0  # seconds between pieces

    @classmethod
    def of(cls, data: Any) -> "Turn":
        """From JSON: a text, or {"text", "calls": [[name, arguments]], "pause", "between"}."""
        if isinstance(data, str):
            return cls(data)
        calls = [(name, arguments) for name, arguments in data.get("calls", [])]
        return cls(data.get("text", ""), calls, data.get("pause", 0.0), data.get("between", 0.0))


class FakeProvider:
    """The running server. `requests` are the bodies it was sent; `gone` counts clients that hung up early."""

    def __init__(self, *, port: int = 0, script: list[Turn] | None = None) -> None:
        self.script = script or []
        self.requests: list[Json] = []
        self.count: Counter[str] = Counter()
        self.gone = threading.Event()
        self.models = ["gpt-fake"]
        self.patience = 30.0  # seconds a stalled answer lasts
        self._server = _Server(("127.0.0.1", port), self)
        self.port: int = self._server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}/v1"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def serve(self) -> None:
        """Answer until interrupted."""
        self._server.serve_forever()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256

    def __init__(self, address: tuple[str, int], provider: FakeProvider) -> None:
        super().__init__(address, _Handler)
        self.provider = provider

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients that hang up are part of the play."""


class Wire:
    """The answer on its way, in chunks of HTTP and events of a stream."""

    def __init__(self, handler: "_Handler", asked: Json) -> None:
        self.handler = handler
        self.asked = asked
        self.provider = handler.provider

    @property
    def tools(self) -> list[str]:
        return [tool["function"]["name"] for tool in self.asked.get("tools", [])]

    @property
    def hits(self) -> int:
        """The how manieth request for this model this is."""
        return self.provider.count[self.asked["model"]]

    def begin(self, content_type: str = "text/event-stream") -> None:
        self.handler.send_response(200)
        self.handler.send_header("Content-Type", content_type)
        self.handler.send_header("Transfer-Encoding", "chunked")
        self.handler.end_headers()

    def raw(self, data: bytes) -> None:
        """Bytes as they are, past all framing."""
        self.handler.wfile.write(data)
        self.handler.wfile.flush()

    def line(self, text: str) -> None:
        data = text.encode()
        self.raw(f"{len(data):x}\r\n".encode() + data + b"\r\n")

    def event(self, data: Json) -> None:
        self.line(f"data: {json.dumps(data)}\n\n")

    def delta(self, delta: Json, finish: str | None = None) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        self.event({**_HEAD, "choices": [choice]})

    def say(self, *words: str) -> None:
        for word in words:
            self.delta({"content": word})

    def end(self, finish: str = "stop") -> None:
        """A proper end: the reason, usage where it was asked for, [DONE]."""
        self.delta({}, finish)
        if self.asked.get("stream_options", {}).get("include_usage"):
            self.event({**_HEAD, "choices": [], "usage": USAGE})
        self.done()

    def done(self) -> None:
        self.line("data: [DONE]\n\n")
        self.raw(b"0\r\n\r\n")

    def whole(self, status: int, body: str, content_type: str = "application/json", **headers: str) -> None:
        """An answer that is no stream."""
        data = body.encode()
        self.handler.send_response(status)
        self.handler.send_header("Content-Type", content_type)
        self.handler.send_header("Content-Length", str(len(data)))
        for name, value in headers.items():
            self.handler.send_header(name.replace("_", "-"), value)
        self.handler.end_headers()
        self.raw(data)

    def refuse(self, status: int, message: str, param: str | None = None, **headers: str) -> None:
        error = {"message": message, "type": "invalid_request_error", "param": param, "code": None}
        self.whole(status, json.dumps({"error": error}), **headers)

    def hang_up(self) -> None:
        """Close the connection in the middle of things."""
        with suppress(OSError):
            self.handler.connection.shutdown(socket.SHUT_RDWR)
        self.handler.close_connection = True

    def wait(self, seconds: float) -> None:
        """Wait, and notice when the client hangs up meanwhile."""
        self.handler.connection.settimeout(seconds)
        try:
            if self.handler.connection.recv(1, socket.MSG_PEEK) == b"":
                raise BrokenPipeError
        except TimeoutError:
            return
        finally:
            self.handler.connection.settimeout(None)


_HEAD = {"id": "x", "object": "chat.completion.chunk", "created": 1, "model": "fake"}
USAGE = {
    "prompt_tokens": 1000,
    "completion_tokens": 20,
    "total_tokens": 1020,
    "prompt_tokens_details": {"cached_tokens": 600},
}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    @property
    def provider(self) -> FakeProvider:
        return self.server.provider

    def do_GET(self) -> None:
        models = [{"id": name, "object": "model", "created": 1, "owned_by": "us"} for name in self.provider.models]
        Wire(self, {}).whole(200, json.dumps({"object": "list", "data": models}))

    def do_POST(self) -> None:
        asked: Json = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.provider.requests.append(asked)
        self.provider.count[asked["model"]] += 1
        try:
            BEHAVIOURS.get(asked["model"], scripted)(Wire(self, asked))
        except (BrokenPipeError, ConnectionResetError):
            self.provider.gone.set()
            self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""


Behaviour = Callable[[Wire], None]
BEHAVIOURS: dict[str, Behaviour] = {}


def behaviour(function: Behaviour) -> Behaviour:
    """Play this for the model of the function's name."""
    BEHAVIOURS[function.__name__] = function
    return function


def scripted(wire: Wire) -> None:
    """The next turn of the script; beyond its end, the model has nothing to add."""
    place = wire.hits - 1
    script = wire.provider.script
    perform(wire, script[place] if place < len(script) else Turn("That is all."))


def perform(wire: Wire, turn: Turn) -> None:
    """Stream one turn as OpenAI does: a role, words, calls in pieces, the reason, usage."""
    if turn.pause:
        wire.wait(turn.pause)
    wire.begin()
    wire.delta({"role": "assistant", "content": None if turn.calls and not turn.text else ""})
    for piece in _pieces(turn.text):
        wire.say(piece)
        if turn.between:
            wire.wait(turn.between)
    for place, (name, arguments) in enumerate(turn.calls):
        written = json.dumps(arguments)
        middle = len(written) // 2
        id = f"call_{wire.hits}_{place}"
        wire.delta({"tool_calls": [tool_piece(place, id, name, "")]})
        wire.delta({"tool_calls": [tool_piece(place, None, None, written[:middle])]})
        wire.delta({"tool_calls": [tool_piece(place, None, None, written[middle:])]})
    wire.end("tool_calls" if turn.calls else "stop")


def _pieces(text: str) -> Iterator[str]:
    words = text.split(" ")
    yield from (word if place == len(words) - 1 else f"{word} " for place, word in enumerate(words) if text)


def tool_piece(index: int | None, id: str | None = None, name: str | None = None, arguments: Any = None) -> Json:
    """A piece of a tool call, with what is given."""
    function = {key: value for key, value in (("name", name), ("arguments", arguments)) if value is not None}
    found: Json = {"function": function}
    if index is not None:
        found["index"] = index
    return found | ({"id": id, "type": "function"} if id else {})
