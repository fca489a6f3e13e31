"""Keeps a few processes of ours running in one terminal: output in one place, started again when they die."""

import contextlib
import fcntl
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO

QUICK = 10.0  # seconds: who dies sooner was not well
TRIES = 5
GRACE = 8.0  # seconds to end by itself


class GaveUp(Exception):
    """A process died again and again."""


class Child:
    """One process in a session of its own, so that Ctrl-C reaches us alone and we end it in order."""

    def __init__(self, name: str, command: Sequence[str], environment: Mapping[str, str], folder: Path) -> None:
        self.name = name
        self.command = command
        self.environment = {**environment, "PYTHONUNBUFFERED": "1"}
        self.folder = folder
        self.process: subprocess.Popen[str] | None = None
        self.forwarder: threading.Thread | None = None
        self.started_at = 0.0
        self.quick_deaths = 0

    def start(self, mark: IO[str]) -> None:
        """Start it. It inherits `mark`, an open file locked by us, so that the lock outlives us with it."""
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(
            self.command,
            env=self.environment,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
            pass_fds=[mark.fileno()],
        )
        mark.write(f"{self.process.pid}\n")
        mark.flush()
        self.forwarder = threading.Thread(target=self._forward, args=[self.process.stdout], daemon=True)
        self.forwarder.start()

    def revive(self, mark: IO[str]) -> None:
        """Start it again when it has died, unless it keeps dying: GaveUp."""
        if self.process is None or self.process.poll() is None:
            return
        lived = time.monotonic() - self.started_at
        self.quick_deaths = self.quick_deaths + 1 if lived < QUICK else 0
        if self.quick_deaths >= TRIES:
            raise GaveUp(
                f"The {self.name} process ended {TRIES} times right after its start; its last lines stand above."
            )
        say(f"The {self.name} process ended ({_why(self.process.returncode)}); starting it again.")
        self.bury()
        self.start(mark)

    def restart(self, mark: IO[str]) -> None:
        """End it in order and start it again."""
        stop_all([self])
        self.start(mark)

    def bury(self) -> None:
        """Wait for the process, kill what it left, and print its last lines."""
        if self.process and self.forwarder:
            kill_group(self.process.pid)
            self.process.wait()
            self.forwarder.join(timeout=1.0)

    def _forward(self, lines: IO[str]) -> None:
        with lines:
            for line in lines:
                say(f"{self.name:<6} | {line.rstrip()}")


def stop_all(children: Sequence[Child]) -> None:
    """Ask all to end, wait, and kill who does not; with everything they started."""
    running = [child.process for child in children if child.process]
    for process in running:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
    deadline = time.monotonic() + GRACE
    for process in running:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=max(0.0, deadline - time.monotonic()))
    for child in children:
        child.bury()


def kill_group(group: int) -> None:
    """Kill whatever is left of a process and its children."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)


@contextlib.contextmanager
def sole_marker(path: Path) -> Iterator[IO[str]]:
    """A locked file that our processes inherit and are listed in; ends what a killed supervisor left running.

    While the lock is held, a listed process lives, so its number still means that process.
    """
    with path.open("a+") as mark:
        deadline = time.monotonic() + GRACE
        while not try_lock(mark):
            mark.seek(0)
            for number in mark.read().split():
                kill_group(int(number))
            if time.monotonic() > deadline:
                raise GaveUp("Processes of an earlier run are still there and do not end.")
            time.sleep(0.1)
        mark.truncate(0)
        yield mark


def try_lock(file: IO[str]) -> bool:
    """Lock the file for as long as it is open; the kernel unlocks it when its holders die."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def say(line: str) -> None:
    """Print a line whole, whoever else prints at the moment."""
    with contextlib.suppress(BrokenPipeError):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


def _why(code: int) -> str:
    return signal.Signals(-code).name if code < 0 else f"exit code {code}"
