"""How fast the assistant answers, over real HTTP, with a web process, a worker and a provider of their own.

    python -m tests.performance.assistant_turns

Prints: first text behind the provider's first token, with 50 live turns; a built-in turn in the worker, and from the
click to its last event; database connections while 200 streams are open. Asserts nothing.
"""

import asyncio
import json
import os
import re
import secrets
import subprocess
import sys
import time
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[2]
os.environ.setdefault("EVENTAI_CLUSTER", "pgtest")
os.environ.update(DEVELOPMENT="true", DJANGO_SETTINGS_MODULE="eventai.settings")

import httpx2 as httpx  # after the surroundings are set; it comes with the client of models
import psycopg
from psycopg.conninfo import make_conninfo

from eventai.db.embedded import Cluster, ensure_started
from tests.live import _free_port, _wait_for

LIVE = 50
ROUNDS = 3
WORDS = 240  # of an answer, 40 a second
STREAMS = 200
BRIEFS = 40
BRIEF = "A jazz night called Blue Hour at The Low Note in Chicago on Friday 11 June 2027, 8:30 pm, 140 people, $28"


class Provider:
    """Streams 40 tokens a second to whoever asks, and remembers when each answer's first token left."""

    def __init__(self) -> None:
        self.first: dict[str, float] = {}
        self.pace = 0.025

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one request after the other on a connection."""
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                length = int((re.search(rb"content-length: (\d+)", head, re.IGNORECASE) or [b"", b"0"])[1])
                asked = json.loads(await reader.readexactly(length))
                said = [message["content"] for message in asked["messages"] if message["role"] == "user"]
                await self._stream(writer, (re.findall(r"key-\w+", str(said[-1])) or [""])[-1])
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def _stream(self, writer: asyncio.StreamWriter, key: str) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n")
        self.first[key] = time.time()
        for number in range(WORDS):
            await self._send(
                writer, {"delta": {"role": "assistant", "content": f"word{number} "}, "finish_reason": None}
            )
            await asyncio.sleep(self.pace)
        await self._send(writer, {"delta": {}, "finish_reason": "stop"})
        self._chunk(writer, b"data: [DONE]\n\n")
        writer.write(b"0\r\n\r\n")
        await writer.drain()

    async def _send(self, writer: asyncio.StreamWriter, choice: dict[str, Any]) -> None:
        piece = {
            "id": "1",
            "object": "chat.completion.chunk",
            "created": 1,
            "model": "fake",
            "choices": [{"index": 0, **choice}],
        }
        self._chunk(writer, b"data: " + json.dumps(piece).encode() + b"\n\n")
        await writer.drain()

    @staticmethod
    def _chunk(writer: asyncio.StreamWriter, data: bytes) -> None:
        writer.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")


@contextmanager
def house(**surroundings: str) -> Iterator[tuple[str, str]]:
    """A running house; its address and the name of its database. Its processes name themselves to the database."""
    cluster = ensure_started(PROJECT, os.environ["EVENTAI_CLUSTER"])
    name, port = f"turns_{secrets.token_hex(4)}", _free_port()
    url = f"http://localhost:{port}"
    common = {**os.environ, "DATABASE_NAME": name, "SITE_URL": url, "LOG_LEVEL": "WARNING", **surroundings}
    manage = [sys.executable, "manage.py"]
    subprocess.run([*manage, "migrate", "--verbosity=0"], cwd=PROJECT, env=common, check=True)
    granian = [sys.executable, "-m", "granian", "--interface", "asginl", "--host", "127.0.0.1", "--port", str(port)]
    granian += ["--workers", "1", "--no-ws", "--log-level", "warning", "eventai.asgi:application"]
    web = {**common, "PGAPPNAME": "web", "DB_ROLE": "eventai_anon"}
    log = (cluster.root / f"{name}.log").open("w+")
    processes = [
        subprocess.Popen(granian, cwd=PROJECT, env=web, stdout=log, stderr=log),
        subprocess.Popen(
            [*manage, "worker"], cwd=PROJECT, env={**common, "PGAPPNAME": "worker"}, stdout=log, stderr=log
        ),
    ]
    try:
        _wait_for(f"{url}/healthz", log)
        yield url, name
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(timeout=20)
        log.close()
        with psycopg.connect(make_conninfo(**cluster.params), autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


class Visitor:
    """Somebody with a browser and without an account."""

    def __init__(self, url: str) -> None:
        self.site = httpx.AsyncClient(base_url=url, timeout=60, limits=httpx.Limits(max_connections=None))

    async def say(self, where: str, text: str) -> str:
        """Say something and return the address of the stream of the answer."""
        page = await self.site.get("/" if where == "/assistant/" else where)
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)
        form = {"text": text, "client_key": str(uuid.uuid4()), "csrfmiddlewaretoken": token[1] if token else ""}
        answered = await self.site.post(where, data=form, headers={"Referer": str(self.site.base_url)})
        self.place = answered.headers["location"]
        page = await self.site.get(self.place)
        return self._stream_in(page.text)

    async def send(self, text: str) -> str:
        """Say something as the page's script does; return the address of the stream."""
        form = {"text": text, "client_key": str(uuid.uuid4())}
        headers = {"X-CSRFToken": self.site.cookies["csrftoken"], "HX-Request": "true"}
        answered = await self.site.post(self.place, data=form, headers=headers)
        return self._stream_in(answered.text)

    @staticmethod
    def _stream_in(html: str) -> str:
        streams: list[str] = re.findall(r"/assistant/runs/\w+/stream/(?=\?after=\d+)", html)
        return streams[-1]

    async def events(self, stream: str) -> AsyncIterator[tuple[str, float]]:
        """The kinds of the events as they arrive, with the moment."""
        async with self.site.stream("GET", stream) as answer:
            async for line in answer.aiter_lines():
                if line.startswith("event: "):
                    yield line[7:], time.time()


async def first_text(url: str, provider: Provider, start: float) -> list[float]:
    """Milliseconds from the provider's first token to the browser, over a few turns of one visitor."""
    visitor, found = Visitor(url), []
    await asyncio.sleep(start)
    for turn in range(ROUNDS):
        key = f"key-{secrets.token_hex(6)}"
        text = f"A party in Berlin, {key}"
        stream = await (visitor.send(text) if turn else visitor.say("/assistant/", text))
        arrived = 0.0
        async for kind, at in visitor.events(stream):
            if kind == "text" and not arrived:
                arrived = at
        if key in provider.first and arrived:
            found.append((arrived - provider.first[key]) * 1000)
    return found


async def built_in(url: str, name: str) -> tuple[list[float], list[float]]:
    """Milliseconds from the click to the last event, and in the worker from the first event to the last."""
    clicks = []
    for number in range(BRIEFS):
        if number % 20 == 0:  # a guest has 30 messages a day
            visitor = Visitor(url)
            stream = await visitor.say("/assistant/", BRIEF)
            [_ async for _ in visitor.events(stream)]
        began = time.time()
        stream = await visitor.send(f"make it {100 + number} seats, the ticket costs ${20 + number}")
        last = [at async for _, at in visitor.events(stream)][-1]
        clicks.append((last - began) * 1000)
    rows = query(
        name,
        "SELECT extract(epoch FROM max(created_at) - min(created_at)) * 1000 FROM ai_run_events GROUP BY run_id",
    )
    return clicks, [float(row[0]) for row in rows]


async def connections(url: str, name: str) -> list[tuple[Any, ...]]:
    """Database connections of each process while 200 streams are open on live answers."""
    visitors = [Visitor(url) for _ in range(20)]
    streams = [await visitor.say("/assistant/", "A party, key-none") for visitor in visitors]
    opened = [
        asyncio.create_task(_drain(visitor, stream))
        for visitor, stream in zip(visitors, streams, strict=True)
        for _ in range(STREAMS // len(visitors))
    ]
    await asyncio.sleep(4)
    print("open streams", sum(not task.done() for task in opened))
    found = query(
        name, "SELECT application_name, count(*) FROM pg_stat_activity WHERE datname = current_database() GROUP BY 1"
    )
    for task in opened:
        task.cancel()
    await asyncio.gather(*opened, return_exceptions=True)
    return found


async def _drain(visitor: Visitor, stream: str) -> None:
    async for _ in visitor.events(stream):
        pass


def query(name: str, statement: str) -> list[tuple[Any, ...]]:
    cluster = Cluster(PROJECT, os.environ["EVENTAI_CLUSTER"])
    with psycopg.connect(make_conninfo(**{**cluster.params, "dbname": name}), autocommit=True) as connection:
        connection.execute("SET application_name = 'script'")
        return connection.execute(statement.encode()).fetchall()


def say(label: str, values: list[float]) -> None:
    ordered = sorted(values)
    at = {share: ordered[int(len(ordered) * share)] for share in (0.5, 0.95)}
    print(f"{label:<60}{at[0.5]:>9.0f}{at[0.95]:>9.0f}   ms, p50 and p95 of {len(values)}")


@asynccontextmanager
async def providing() -> AsyncIterator[tuple[Provider, str]]:
    provider = Provider()
    server = await asyncio.start_server(provider.serve, "127.0.0.1", 0)
    async with server:
        yield provider, f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1"


async def with_model(ask: Callable[[str, str, Provider], Awaitable[None]]) -> None:
    async with providing() as (provider, address):
        model = {
            "OPENAI_BASE_URL": address, "OPENAI_API_KEY": "none", "OPENAI_MODEL": "fake", "ASSISTANT_FOR_GUESTS": "true",
            "ASSISTANT_TOKENS_PER_PERSON_PER_DAY": "0", "ASSISTANT_TOKENS_PER_DAY": "0",
        }  # fmt: skip
        opened = house(**model)
        url, name = await asyncio.to_thread(opened.__enter__)
        try:
            await ask(url, name, provider)
        finally:
            await asyncio.to_thread(opened.__exit__, None, None, None)


async def live_turns(url: str, name: str, provider: Provider) -> None:
    await first_text(url, provider, 0)  # nobody waits for a fresh process
    found = await asyncio.gather(*(first_text(url, provider, place * 0.12) for place in range(LIVE)))
    say(f"first text behind the provider's, {LIVE} live turns", [one for some in found for one in some])
    provider.pace = 0.2
    for process, count in await connections(url, name):
        print(f"{'database connections of ' + process + f', {STREAMS} open streams':<60}{count:>9}")


async def main() -> None:
    with house() as (url, name):
        await built_in(url, name)  # nobody waits for a fresh process
        clicks, turns = await built_in(url, name)
    say("a built-in turn in the worker, first event to last", turns)
    say("a built-in turn, from the click to its last event", clicks)
    await with_model(live_turns)


if __name__ == "__main__":
    asyncio.run(main())
