"""One request and its stream: text as it comes, a sign of life at least every two seconds, one reply at the end."""

import asyncio
import queue
import time
from collections.abc import Generator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from conversations.engines.openai.accumulate import Accumulator, Reply
from conversations.engines.openai.client import Server, client_of, listening_loop
from conversations.engines.openai.speech import Speech, salvaged_calls
from conversations.engines.openai.trouble import Trouble, trouble_from
from conversations.engines.steps import Note, Say
from conversations.untrusted import visible

_END = object()
_BATCH = 0.08  # seconds between pieces of text
_SIGN_OF_LIFE = 1.5  # seconds
_LAST_WORDS = 2.0  # seconds to wait for usage after the reply is complete
_LONGEST = 40_000  # characters of one reply; more is a model that cannot stop


@dataclass
class Reading:
    """A stream that is read in the background. `close` ends the request at once, whatever it waits for."""

    server: Server
    body: dict[str, Any]
    began: float = 0.0  # monotonic
    first: float | None = None  # when the first piece of the answer came

    def __post_init__(self) -> None:
        client_of(self.server)  # the first time it takes a second, which the loop should not stand still for
        self.began = time.monotonic()
        self._pieces: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._task = asyncio.run_coroutine_threadsafe(self._read(), listening_loop())

    def next(self, timeout: float) -> Any:
        """The next chunk, an exception, the end, or None when nothing came in time."""
        try:
            return self._pieces.get(timeout=max(timeout, 0.001))
        except queue.Empty:
            return None

    def close(self) -> None:
        self._task.cancel()

    async def _read(self) -> None:
        try:
            stream = await client_of(self.server).chat.completions.create(**self.body, stream=True)
            try:
                async for chunk in stream:
                    self._pieces.put(chunk)
            finally:
                await stream.close()
            self._pieces.put(_END)
        except Exception as fault:
            self._pieces.put(fault)  # raised where the answer is written


def is_end(piece: Any) -> bool:
    return piece is _END


class Listening:
    """Follows one stream with our own clocks: no data for `silence` seconds, or `until` (monotonic), is a cut."""

    def __init__(self, reading: Reading, *, offers_tools: bool, silence: float, until: float) -> None:
        self.reading = reading
        self.heard = Accumulator()
        self.silence = silence
        self.until = until
        self.has_spoken = False
        self._speech = Speech(offers_tools=offers_tools)
        self._words = ""
        self._last_data = self._last_step = time.monotonic()

    def follow(self) -> Generator[Say | Note, None, None]:
        """Yield text and signs of life until the stream is over. Raises Trouble, closing the request."""
        try:
            while True:
                piece = self.reading.next(self._patience())
                if is_end(piece):
                    break
                if isinstance(piece, Exception):
                    raise trouble_from(piece, has_begun=self.heard.has_begun, now=datetime.now(UTC)) from piece
                now = time.monotonic()
                if piece is not None:
                    self._take(piece, now)
                elif self.heard.finish and now - self._last_data > _LAST_WORDS:
                    break
                yield from self._due(now)
                self._refuse_silence(now)
            yield from self._say(self._words)
        except Trouble as trouble:
            trouble.has_spoken = self.has_spoken
            raise
        finally:
            self.reading.close()

    def reply(self, names: set[str]) -> tuple[Reply, str]:
        """The complete reply, and what of its text was held back until now. Raises Trouble when it is not complete."""
        if self.heard.chunks == 0:
            raise Trouble("cut", "The model's server sent no answer.")
        if not self.heard.finish:
            raise self._cut("The model's answer broke off.")
        reply = self.heard.reply()
        if not reply.calls and names and (calls := salvaged_calls(reply.text, names)):
            return Reply("", reply.refusal, calls, reply.finish, reply.extra), ""
        return reply, visible(self._speech.rest())

    def _take(self, chunk: Any, now: float) -> None:
        self._last_data = now
        self._words += visible(self._speech.hear(self.heard.feed(chunk)))
        if self.reading.first is None and self.heard.has_begun:
            self.reading.first = now
        if self.heard.size > _LONGEST:
            raise Trouble("cut", "The model did not come to an end.")

    def _due(self, now: float) -> Generator[Say | Note, None, None]:
        """The first words at once, later ones in batches; else a sign of life."""
        if self._words and (not self.has_spoken or now - self._last_step >= _BATCH):
            yield from self._say(self._words)
        elif now - self._last_step >= _SIGN_OF_LIFE:
            self._last_step = now
            yield Note("")

    def _say(self, words: str) -> Generator[Say, None, None]:
        if words:
            self._words, self.has_spoken, self._last_step = "", True, time.monotonic()
            yield Say(words)

    def _patience(self) -> float:
        """How long to wait for the next piece: until words, a sign of life or an end are due."""
        due = self._last_step + (_BATCH if self._words else _SIGN_OF_LIFE)
        end = self._last_data + (_LAST_WORDS if self.heard.finish else self.silence)
        return min(due, end + 0.01) - time.monotonic()

    def _refuse_silence(self, now: float) -> None:
        if now - self._last_data > self.silence:
            raise Trouble("cut", "The model fell silent.")
        if now > self.until:
            raise Trouble("cut", "The model took too long.")

    def _cut(self, sentence: str) -> Trouble:
        trouble = Trouble("cut", sentence)
        trouble.has_spoken = self.has_spoken
        return trouble
