"""Who writes down what is said, as it is said: one hand for all answers of a worker, one round trip for many pieces.

A worker with fifty answers cannot keep up with a transaction for each piece of each answer. While one statement is on
its way, what else is said gathers for the next.
"""

import logging
import threading
from uuid import UUID

import psycopg

from conversations.models import Run
from conversations.operations.runs import LEASE, RunLost
from eventai.db.reading import call_rows_on, connect_as_writer

logger = logging.getLogger(__name__)
Held = tuple[UUID, str]  # a run, and the attempt at it
_PATIENCE = 10.0  # seconds until what was said must stand
_PAUSE = 0.5  # seconds before a lost connection is opened again


class Scribe:
    """Appends texts to runs from a thread of its own. `lost` holds the attempts that were stopped or taken over."""

    def __init__(self) -> None:
        self.lost: set[Held] = set()
        self._said: dict[Held, list[str]] = {}
        self._writing: set[Held] = set()
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._is_closed = False

    def say(self, run: Run, text: str) -> None:
        """Have a piece written. Raises RunLost as soon as it is known that the run is another's."""
        with self._changed:
            self._refuse_lost(run)
            self._said.setdefault(held(run), []).append(text)
            if self._thread is None:
                self._thread = threading.Thread(target=self._write, name="scribe", daemon=True)
                self._thread.start()
            self._changed.notify_all()

    def finish(self, run: Run) -> None:
        """Wait until all that the run said stands. Raises RunLost when it does not."""
        with self._changed:
            stands = self._changed.wait_for(
                lambda: held(run) in self.lost or (held(run) not in self._said and held(run) not in self._writing),
                _PATIENCE,
            )
            if not stands:
                raise RunLost
            self._refuse_lost(run)

    def forget(self, run: Run) -> None:
        """Drop what is known about a run that this worker leaves."""
        with self._changed:
            self.lost.discard(held(run))
            self._said.pop(held(run), None)

    def close(self) -> None:
        """End the thread and its connection, once everything said stands."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()
        if self._thread:
            self._thread.join()

    def _refuse_lost(self, run: Run) -> None:
        if held(run) in self.lost:
            raise RunLost

    def _write(self) -> None:
        while not self._is_closed:
            try:
                with connect_as_writer() as connection:
                    while self._wait():
                        self._write_once(connection)
            except psycopg.Error:
                logger.exception("The scribe lost its connection; its answers begin anew")
                with self._changed:
                    self.lost |= self._writing | set(self._said)
                    self._said.clear()
                    self._writing = set()
                    self._changed.notify_all()
                    self._changed.wait(_PAUSE)

    def _wait(self) -> bool:
        """Wait until there is something to write; false when there never will be."""
        with self._changed:
            self._changed.wait_for(lambda: bool(self._said) or self._is_closed)
            return bool(self._said)

    def _write_once(self, connection: psycopg.Connection[tuple[UUID]]) -> None:
        with self._changed:
            said, self._said = self._said, {}
            self._writing = set(said)
        stand: set[Held] = set()
        for worker in {worker for _, worker in said}:  # first attempts share a name, so this is mostly one
            runs = {run: "".join(pieces) for (run, other), pieces in said.items() if other == worker}
            seconds = int(LEASE.total_seconds())
            rows = call_rows_on(connection, "append_run_texts", list(runs), worker, list(runs.values()), seconds)
            stand |= {(run, worker) for (run,) in rows}
        with self._changed:
            self.lost |= self._writing - stand
            self._writing = set()
            self._changed.notify_all()


def held(run: Run) -> Held:
    """The run as this attempt holds it."""
    return run.pk, run.worker


_scribe: list[Scribe] = []
_finding = threading.Lock()


def scribe_of_process() -> Scribe:
    """The scribe of this process."""
    with _finding:
        if not _scribe:
            _scribe.append(Scribe())
        return _scribe[0]
