"""Answers as they come into being, for everybody who watches: one poller per web process, one query for all viewers.

No view queries while it streams, and nobody who leaves takes a connection along.
"""

import asyncio
import contextlib
import json
import logging
from collections.abc import AsyncIterator
from typing import Any, NamedTuple
from uuid import UUID
from weakref import WeakKeyDictionary

import psycopg

from eventai.db.reading import call_rows_async, connect_as_system

logger = logging.getLogger(__name__)

POLL_SECONDS = 0.07
PING_SECONDS = 15.0
_IDLE_ROUNDS = 100  # of polling without a viewer, until the connection is given up
_LAST = frozenset({"done", "error", "approval"})


class Arrived(NamedTuple):
    """One event of a run."""

    seq: int
    kind: str
    data: dict[str, Any]


class Viewer:
    """Somebody who watches one run, and how far they have seen it."""

    def __init__(self, run: UUID, after: int) -> None:
        self.run = run
        self.seen = after
        self.arrived: asyncio.Queue[Arrived] = asyncio.Queue()


class Hub:
    """Reads new events for all viewers of one event loop."""

    def __init__(self) -> None:
        self.viewers: set[Viewer] = set()
        self.came = asyncio.Event()
        self.poller: asyncio.Task[None] | None = None

    @contextlib.contextmanager
    def watching(self, run: UUID, after: int) -> Any:
        """Add a viewer for as long as the block lasts."""
        viewer = Viewer(run, after)
        self.viewers.add(viewer)
        self.came.set()
        if self.poller is None or self.poller.done():
            self.poller = asyncio.create_task(self._poll())
        try:
            yield viewer
        finally:
            self.viewers.discard(viewer)

    async def _poll(self) -> None:
        idle = 0
        while idle < _IDLE_ROUNDS:
            try:
                async with await connect_as_system() as connection:
                    while idle < _IDLE_ROUNDS:
                        idle = 0 if self.viewers else idle + 1
                        if self.viewers:
                            await self._read(connection)
                        await self._pause()
            except psycopg.Error:
                logger.warning("The reader of the streams lost its connection; it tries again")
                await asyncio.sleep(5 * POLL_SECONDS)

    async def _pause(self) -> None:
        self.came.clear()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.came.wait(), POLL_SECONDS)

    async def _read(self, connection: psycopg.AsyncConnection[tuple[Any, ...]]) -> None:
        oldest: dict[UUID, int] = {}
        for viewer in self.viewers:
            oldest[viewer.run] = min(viewer.seen, oldest.get(viewer.run, viewer.seen))
        rows = await call_rows_async(connection, "run_events_after", list(oldest), list(oldest.values()))
        self.hand_out(rows)

    def hand_out(self, rows: list[tuple[Any, ...]]) -> None:
        """Give each viewer of a run the events it has not seen."""
        for run, seq, kind, data in rows:
            for viewer in self.viewers:
                if viewer.run == run and seq > viewer.seen:
                    viewer.seen = seq
                    viewer.arrived.put_nowait(Arrived(seq, kind, data))


_hubs: WeakKeyDictionary[asyncio.AbstractEventLoop, Hub] = WeakKeyDictionary()


def hub() -> Hub:
    """The hub of the running event loop."""
    return _hubs.setdefault(asyncio.get_running_loop(), Hub())


async def stream_of(run: UUID, after: int) -> AsyncIterator[str]:
    """The run's events from the one behind `after`, as server-sent events; ends behind the last one."""
    yield "retry: 1000\n\n"
    with hub().watching(run, after) as viewer:
        while True:
            try:
                event = await asyncio.wait_for(viewer.arrived.get(), PING_SECONDS)
            except TimeoutError:
                yield ": ping\n\n"
                continue
            yield f"id: {event.seq}\nevent: {event.kind}\ndata: {json.dumps(event.data)}\n\n"
            if event.kind in _LAST:
                return
