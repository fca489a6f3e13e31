"""The server that speaks OpenAI's chat API: which one is set, and the thread that listens to it.

One event loop in one thread carries every request of the process: a cancelled request closes its connection at once,
and fifty answers need no fifty threads.
"""

import asyncio
import threading
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

_OPENAI = "https://api.openai.com/v1"
_CONNECTING = 10.0  # seconds
_making = threading.Lock()
_SILENCE = 60.0  # seconds; the engine's own clock is stricter
_making = threading.Lock()


@dataclass(frozen=True)
class Server:
    """An address, the key to it and the model asked for there."""

    address: str
    key: str
    model: str

    @property
    def host(self) -> str:
        """The host and port, to be shown."""
        return urlsplit(self.address).netloc.rpartition("@")[2]

    @property
    def provider(self) -> str:
        """The address without anything secret, as usage and records name it."""
        parts = urlsplit(self.address)
        return f"{parts.scheme}://{self.host}{parts.path}"[:200]

    @property
    def is_openai(self) -> bool:
        return self.host == "api.openai.com"


def configured_server() -> Server | None:
    """The server of the settings; None when no model is set, or neither a key nor an address."""
    if not settings.OPENAI_MODEL or not (settings.OPENAI_API_KEY or settings.OPENAI_BASE_URL):
        return None
    return Server(settings.OPENAI_BASE_URL or _OPENAI, settings.OPENAI_API_KEY, settings.OPENAI_MODEL)


def client_of(server: Server) -> Any:
    """The client of a server, kept with its connections. Takes a second the first time: the package is large."""
    with _making:  # fifty turns that begin at once make one
        return _new_client(server)


def listening_loop() -> asyncio.AbstractEventLoop:
    """The event loop all requests run on, in a thread of its own."""
    with _making:
        return _new_loop()


@cache
def _new_client(server: Server) -> Any:
    import openai

    timeout = openai.Timeout(_SILENCE, connect=_CONNECTING)
    # Some servers want no key, but all of them a header.
    return openai.AsyncOpenAI(api_key=server.key or "none", base_url=server.address, max_retries=0, timeout=timeout)


@cache
def _new_loop() -> asyncio.AbstractEventLoop:
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="models", daemon=True).start()
    return loop
