"""`make run`: web, worker and PostgreSQL in one terminal, for development and for trying it out."""

import contextlib
import http.client
import io
import os
import signal
import socket
import subprocess
import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, NoReturn

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from eventai.db.embedded import Cluster, ensure_started
from eventai.db.owner import as_owner
from eventai.supervisor import Child, GaveUp, say, sole_marker, stop_all, try_lock

HOST = "127.0.0.1"
FIRST_PORT = 8000
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PATIENCE = 60.0  # seconds until the web process answers


class Command(BaseCommand):
    """Start web, worker and database; stop them together."""

    help = "Start the web and the worker process beside their PostgreSQL; Ctrl-C stops all of it."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--reload", action="store_true", help="start both again when a Python file changes")

    def handle(self, *args: Any, **options: Any) -> None:
        local = Path(settings.BASE_DIR) / ".local"
        local.mkdir(exist_ok=True, mode=0o700)
        for number in STOPPING:
            if number == signal.SIGINT or signal.getsignal(number) is not signal.SIG_IGN:  # nohup keeps its promise
                signal.signal(number, _interrupt)
        try:
            with only_one(local / "running") as note, sole_marker(local / "processes") as mark:
                run(note, mark, reload=options["reload"])
        except GaveUp as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt:
            say("EventAI has stopped. Its data stays; `make run` starts it again.")


def run(note: IO[str], mark: IO[str], *, reload: bool) -> None:
    """Prepare the database, start the processes and watch them until Ctrl-C."""
    server = built_in_server()
    children: list[Child] = []
    try:
        port = choose_port(os.environ.get("PORT", ""))
        os.environ.setdefault("SITE_URL", f"http://localhost:{port}")
        note.write(os.environ["SITE_URL"])
        note.flush()
        prepare_database()
        children += [web(port), worker()]
        for child in children:
            child.start(mark)
        greet(port, children, mark)
        watch(children, mark, server, reload=reload)
    finally:
        # The second Ctrl-C, or make's copy of the first, must not interrupt the end.
        for number in STOPPING:
            signal.signal(number, signal.SIG_IGN)
        stop_all(children)
        if server and not server.stop_if_unused():
            say("PostgreSQL stays up: something else uses it.")


def built_in_server() -> Cluster | None:
    """The built-in PostgreSQL, running; None when DATABASE_URL names another."""
    if os.environ.get("DATABASE_URL"):
        return None
    return ensure_started(
        settings.BASE_DIR, os.environ.get("EVENTAI_CLUSTER") or "pg", connection.settings_dict["NAME"]
    )


def prepare_database() -> None:
    """Migrate when something is missing, and fill an empty database with the demo world."""
    Path(settings.STATIC_ROOT).mkdir(exist_ok=True)  # WhiteNoise warns of a missing one
    with as_owner():
        executor = MigrationExecutor(connection)
        is_behind = bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if is_behind:
        say("Preparing the database ...")
        call_command("migrate", verbosity=0)
    with as_owner():
        is_empty = not get_user_model()._default_manager.exists()
    if is_empty:
        say("Making a small demo world ...")
        if subprocess.run(manage("load_demo_world"), cwd=settings.BASE_DIR, check=False).returncode:
            raise CommandError("The demo world could not be made; the reason stands above.")


def web(port: int) -> Child:
    """The web server: one process, on the loopback address only."""
    command = [sys.executable, "-m", "granian", "--interface", "asginl", "--host", HOST, "--port", str(port)]
    command += ["--workers", "1", "--workers-kill-timeout", "3", "--no-ws", "--log-level", "warning"]
    return Child("web", [*command, "eventai.asgi:application"], os.environ, settings.BASE_DIR)


def worker() -> Child:
    """The process that carries out jobs."""
    return Child("worker", manage("worker"), os.environ, settings.BASE_DIR)


def manage(*arguments: str) -> list[str]:
    """The command line of another management command."""
    return [sys.executable, str(Path(settings.BASE_DIR) / "manage.py"), *arguments]


def greet(port: int, children: list[Child], mark: IO[str]) -> None:
    """Wait for the web process, then say where it is and how to sign in."""
    deadline = time.monotonic() + PATIENCE
    while not answers(port):
        if time.monotonic() > deadline:
            raise GaveUp(f"The web process did not answer within {PATIENCE:.0f} seconds; its lines stand above.")
        for child in children:
            child.revive(mark)
        time.sleep(0.1)
    sign_ins = io.StringIO()
    call_command("load_demo_world", print_sign_ins=True, stdout=sign_ins)
    say(f"\nEventAI is at {os.environ['SITE_URL']}\n\n{sign_ins.getvalue().rstrip()}\n\nCtrl-C stops it.\n")


def answers(port: int) -> bool:
    """Say whether the web process answers."""
    site = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        site.request("GET", "/healthz", headers={"Host": f"localhost:{port}"})
        return site.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        site.close()


def watch(children: list[Child], mark: IO[str], server: Cluster | None, *, reload: bool) -> NoReturn:
    """Revive whoever dies, until Ctrl-C."""
    seen = newest_change() if reload else 0.0
    while True:
        time.sleep(0.5)
        if server and not server.is_reachable():
            say("PostgreSQL had stopped; starting it again.")
            server.start()
        for child in children:
            child.revive(mark)
        if reload and (now := newest_change()) != seen:
            seen = now
            say("A Python file changed; starting web and worker again.")
            for child in children:
                child.restart(mark)


def newest_change() -> float:
    """When a Python file of the project was last changed."""
    folders = [folder for folder in Path(settings.BASE_DIR).iterdir() if (folder / "__init__.py").exists()]
    return max(file.stat().st_mtime for folder in folders for file in folder.rglob("*.py"))


def choose_port(asked: str) -> int:
    """The port asked for, or the first free one from 8000 on; a busy one that was asked for is refused."""
    if asked:
        if not asked.isdecimal() or not 0 < int(asked) < 65536:
            raise CommandError(f"PORT must be a number from 1 to 65535, not “{asked}”.")
        if not is_free(int(asked)):
            raise CommandError(f"Port {asked} is in use by another program, or may not be used; choose another PORT.")
        return int(asked)
    for port in range(FIRST_PORT, FIRST_PORT + 100):
        if is_free(port):
            if port != FIRST_PORT:
                say(f"Port {FIRST_PORT} is in use by another program, so this is port {port}.")
            return port
    raise CommandError("No free port between 8000 and 8099; choose one with PORT.")


def is_free(port: int) -> bool:
    """Say whether we could listen on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
        return True


@contextlib.contextmanager
def only_one(path: Path) -> Iterator[IO[str]]:
    """Hold the place of the one `run` of this checkout; the file says where it answers."""
    with path.open("a+") as note:
        if not try_lock(note):
            note.seek(0)
            raise CommandError(f"EventAI is already running in this checkout: {note.read() or 'it is starting.'}")
        note.truncate(0)
        yield note


def _interrupt(*_: object) -> NoReturn:
    raise KeyboardInterrupt
