"""Requests that are too large are refused before anything of them is kept: Django would first write them to a disk."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

Scope = dict[str, Any]
Message = Mapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
_PATIENCE = 10  # times the most that is taken, dropped as it comes
Application = Callable[[Scope, Receive, Send], Awaitable[None]]


class Bounded:
    """An ASGI application that takes bodies up to so many bytes; larger ones are answered with 413."""

    def __init__(self, application: Application, *, most: int, page: Callable[[], bytes]) -> None:
        self.application = application
        self.most = most
        self.page = page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.application(scope, receive, send)
        elif self._announced(scope) > self.most:
            await self._refuse(receive, send)
        else:
            await self.application(scope, self._counted(receive), send)

    def _announced(self, scope: Scope) -> int:
        length: bytes = dict(scope["headers"]).get(b"content-length", b"0")
        return int(length) if length.isdigit() else 0

    def _counted(self, receive: Receive) -> Receive:
        """The body as it comes; who sends more than announced is hung up on."""
        received = 0

        async def counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            return {"type": "http.disconnect"} if received > self.most else message

        return counted

    async def _refuse(self, receive: Receive, send: Send) -> None:
        """Answer after hearing them out, within reason: a browser that is cut short shows no answer."""
        dropped = 0
        while dropped < _PATIENCE * self.most:
            message = await receive()
            dropped += len(message.get("body", b""))
            if not message.get("more_body"):
                break
        headers = [(b"content-type", b"text/html; charset=utf-8")]
        await send({"type": "http.response.start", "status": 413, "headers": headers})
        await send({"type": "http.response.body", "body": self.page()})
