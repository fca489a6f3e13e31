"""The stream: exact from any event on, closed to strangers, and no connection kept while it is open."""

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.db import connection, connections
from django.test import AsyncClient, Client

from accounts.models import Profile
from conversations.models import Run, RunEvent
from conversations.streams import Arrived, Hub
from eventai.db.acting import acting_as_system
from tests.conversations.talking import BRIEF, answer, begin, last_run, talk

Event = tuple[int, str, dict[str, Any]]


@pytest.fixture(autouse=True)
def _no_connection_stays_behind() -> Iterator[None]:
    """A server gives back what a view's thread held when the answer ends; here nobody else does."""
    yield

    async def give_back() -> None:
        await sync_to_async(connections.close_all)()

    asyncio.run(give_back())


def written(run: Run) -> list[Event]:
    with acting_as_system():
        return [(event.seq, event.kind, event.data) for event in RunEvent.objects.filter(run=run).order_by("seq")]


def parsed(text: str) -> list[Event]:
    events = []
    for block in text.split("\n\n"):
        lines = dict(line.split(": ", 1) for line in block.splitlines() if ": " in line and not line.startswith(":"))
        if "event" in lines:
            events.append((int(lines["id"]), lines["event"], json.loads(lines["data"])))
    return events


async def watch(client: AsyncClient, url: str, headers: dict[str, str] | None = None) -> list[Event]:
    answer: Any = await client.get(url, headers=headers or {})
    assert answer.streaming
    assert answer["Content-Type"] == "text/event-stream"
    assert answer["X-Accel-Buffering"] == "no"
    parts = [part.decode() async for part in answer.streaming_content]
    return parsed("".join(parts))


def browser_of(client: Client) -> AsyncClient:
    browser = AsyncClient()
    browser.cookies = client.cookies
    return browser


@pytest.mark.django_db(transaction=True)
def test_every_event_arrives_once_wherever_one_begins(olga: Profile, client_of: Any) -> None:
    run = last_run(talk(olga, BRIEF))
    browser, url = browser_of(client_of(olga)), f"/assistant/runs/{run.reference}/stream/"
    everything = written(run)

    async def watch_from_everywhere() -> None:
        assert await watch(browser, url) == everything
        for seen in (1, 4, len(everything) - 1):
            assert await watch(browser, f"{url}?after={seen}") == everything[seen:]
            assert await watch(browser, url, {"Last-Event-ID": str(seen)}) == everything[seen:]

    asyncio.run(watch_from_everywhere())


@pytest.mark.django_db(transaction=True)
def test_what_comes_while_one_watches_arrives(olga: Profile, client_of: Any) -> None:
    run = last_run(begin(olga))
    browser = browser_of(client_of(olga))

    async def watch_while_it_is_answered() -> list[Event]:
        watching = asyncio.create_task(watch(browser, f"/assistant/runs/{run.reference}/stream/"))
        await asyncio.to_thread(answer_in_a_thread)
        return await asyncio.wait_for(watching, 10)

    def answer_in_a_thread() -> None:
        try:
            answer(run)
        finally:
            connection.close()

    seen = asyncio.run(watch_while_it_is_answered())
    assert seen == written(run)
    assert seen[-1][1] == "done"


@pytest.mark.django_db(transaction=True)
def test_an_answer_seen_to_its_end_does_not_come_back(olga: Profile, client_of: Any) -> None:
    run = last_run(talk(olga))

    url = f"/assistant/runs/{run.reference}/stream/?after={len(written(run))}"

    assert client_of(olga).get(url).status_code == 204


@pytest.mark.parametrize("who", ["sam", "ada", ""])
def test_a_stranger_finds_no_stream(olga: Profile, client_of: Any, request: pytest.FixtureRequest, who: str) -> None:
    run = last_run(talk(olga))
    client = client_of(request.getfixturevalue(who)) if who else Client()

    assert client.get(f"/assistant/runs/{run.reference}/stream/").status_code == 404


def test_two_viewers_of_one_run_each_get_what_they_miss() -> None:
    async def watch_both() -> tuple[list[int], list[int]]:
        hub = Hub()
        hub.poller = asyncio.create_task(asyncio.sleep(60))  # nobody polls: the rows are handed in
        with hub.watching(_RUN, 0) as first, hub.watching(_RUN, 2) as second:
            hub.hand_out([(_RUN, seq, "text", {}) for seq in (1, 2, 3)])
            hub.hand_out([(_RUN, seq, "text", {}) for seq in (3, 4)])
            got = _drained(first.arrived), _drained(second.arrived)
        hub.poller.cancel()
        return got

    assert asyncio.run(watch_both()) == ([1, 2, 3, 4], [3, 4])


_RUN = Run().pk


def _drained(queue: "asyncio.Queue[Arrived]") -> list[int]:
    return [queue.get_nowait().seq for _ in range(queue.qsize())]
