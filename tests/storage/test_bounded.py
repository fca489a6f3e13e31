import asyncio
from collections.abc import Iterable
from typing import Any

from eventai.bounded import Bounded, Message, Receive, Scope, Send

PAGE = b"<p>That is too much at once</p>"


async def counting(scope: Scope, receive: Receive, send: Send) -> None:
    """An application that answers with what it heard."""
    heard = b""
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            heard = b"hung up"
            break
        heard += message.get("body", b"")
        if not message.get("more_body"):
            break
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": heard})


def ask(chunks: Iterable[bytes], headers: list[tuple[bytes, bytes]]) -> list[Message]:
    answers: list[Message] = []
    rest = iter(chunks)

    async def receive() -> Message:
        return {"type": "http.request", "body": next(rest), "more_body": True} if rest else {}

    async def send(message: Message) -> None:
        answers.append(message)

    scope: dict[str, Any] = {"type": "http", "headers": headers}
    asyncio.run(Bounded(counting, most=10, page=lambda: PAGE)(scope, receive, send))
    return answers


def test_a_body_announced_too_large_is_refused() -> None:
    answers = ask([b"12345"] * 100, [(b"content-length", b"500")])

    assert (answers[0]["status"], answers[1]["body"]) == (413, PAGE)


def test_a_body_that_grows_too_large_is_hung_up_on() -> None:
    assert ask([b"12345"] * 3, [])[1]["body"] == b"hung up"


def test_a_small_body_passes() -> None:
    async def small() -> list[Message]:
        answers: list[Message] = []

        async def receive() -> Message:
            return {"type": "http.request", "body": b"1234567890", "more_body": False}

        async def send(message: Message) -> None:
            answers.append(message)

        await Bounded(counting, most=10, page=lambda: PAGE)(
            {"type": "http", "headers": [(b"content-length", b"10")]}, receive, send
        )
        return answers

    assert asyncio.run(small())[1]["body"] == b"1234567890"
