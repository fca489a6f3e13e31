"""A pytest plugin: the whole house, running. A web process, a worker, a database of their own, and real browsers.

Journeys use nothing else: no test client, no row written past the screens.
"""

import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from psycopg.conninfo import make_conninfo

from eventai.db.embedded import Cluster

PROJECT = Path(__file__).resolve().parent.parent
CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
GROUP = pytest.mark.xdist_group("browser")
_left_out: list[str] = []


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep browsers in one process; without a Chromium leave them out aloud, or fail where CI must have one."""
    browsers = [item for item in items if item.get_closest_marker("browser")]
    items.sort(key=browsers.__contains__)  # last: a browser keeps an event loop, which asyncio.run() refuses
    for item in browsers:
        item.add_marker(GROUP)
    if browsers and CHROMIUM is None:
        if os.environ.get("CI"):
            raise pytest.UsageError("CI is set and no Chromium was found: the browser journeys would be left out.")
        _left_out.extend(item.nodeid for item in browsers)
        items[:] = [item for item in items if item not in browsers]
        config.hook.pytest_deselected(items=browsers)
    soaks = [item for item in items if item.get_closest_marker("soak")]
    if soaks and "soak" not in (config.getoption("markexpr") or ""):
        items[:] = [item for item in items if item not in soaks]
        config.hook.pytest_deselected(items=soaks)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    if _left_out:
        terminalreporter.write_line(f"Left out, because no Chromium was found: {len(_left_out)} browser tests,")
        for name in _left_out:
            terminalreporter.write_line(f"  {name}")
        terminalreporter.write_line("Install one (Debian, Ubuntu: apt install chromium) and run them again.")


@dataclass
class House:
    """A running EventAI. `url` is where browsers go; `run` calls a management command in its world."""

    url: str
    environment: dict[str, str]

    def run(self, *command: str) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=PROJECT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@pytest.fixture(scope="session")
def house() -> Iterator[House]:
    """An empty house."""
    yield from open_house()


@pytest.fixture(scope="session")
def furnished_house() -> Iterator[House]:
    """A house with the demo world in it."""
    for house in open_house():
        house.run("load_demo_world")
        yield house


def open_house(**settings: str) -> Iterator[House]:
    """Start a house of its own, with these settings in its environment, and close it."""
    cluster, name, port = Cluster(PROJECT, os.environ["EVENTAI_CLUSTER"]), f"house_{secrets.token_hex(4)}", _free_port()
    url = f"http://localhost:{port}"
    environment = {
        **os.environ,
        "DATABASE_NAME": name,
        "DEVELOPMENT": "true",
        "SITE_URL": url,
        "PYTHONUNBUFFERED": "1",
        "MEDIA_ROOT": str(cluster.root / f"files-{name}"),
        **settings,
    }
    house = House(url, environment)
    house.run("migrate", "--verbosity=0")
    log = (cluster.root / f"{name}.log").open("w+")
    web = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "asgi",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--workers-kill-timeout",
        "3",
        "eventai.asgi:application",
    ]
    anonymous = {**environment, "DB_ROLE": "eventai_anon", "DJANGO_SETTINGS_MODULE": "eventai.settings"}
    processes = [
        subprocess.Popen(web, cwd=PROJECT, env=anonymous, stdout=log, stderr=log),
        subprocess.Popen([sys.executable, "manage.py", "worker"], cwd=PROJECT, env=environment, stdout=log, stderr=log),
    ]
    try:
        _wait_for(f"{url}/healthz", log)
        yield house
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(timeout=20)
        log.close()
        with psycopg.connect(make_conninfo(**cluster.params), autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())
        shutil.rmtree(environment["MEDIA_ROOT"], ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(url: str, log: Any, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(url, timeout=2) as answer:  # noqa: S310  # our own address
                if answer.status == 200:
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    log.seek(0)
    raise AssertionError(f"The house did not open:\n{log.read()[-4000:]}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium without a window."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@dataclass
class Visitors:
    """Opens browser contexts and watches that no page of theirs breaks."""

    browser: Browser
    contexts: list[BrowserContext]
    faults: list[str]

    def open(self, house: House, **options: Any) -> Page:
        """A person with a browser of their own, looking at nothing yet."""
        context = self.browser.new_context(base_url=house.url, **options)
        context.set_default_timeout(15_000)
        page = context.new_page()
        page.on("pageerror", lambda error: self._note_error(page, error))
        page.on("console", lambda line: self._note(page, line))
        page.on("response", lambda answer: self._note_answer(answer))
        self.contexts.append(context)
        return page

    def _note_error(self, page: Page, error: Any) -> None:
        """Note a script error. That Chromium left out its animation between two pages is none."""
        if not str(error).startswith("Transition was aborted"):
            self.faults.append(f"{page.url}: {error}")

    def _note(self, page: Page, line: Any) -> None:
        refusals = ("the server responded with a status of 4", "Response Status Error Code 4")
        if line.type == "error" and not any(refusal in line.text for refusal in refusals):
            self.faults.append(f"{page.url}: {line.text}")

    def _note_answer(self, answer: Any) -> None:
        if answer.status >= 500:
            self.faults.append(f"{answer.status} {answer.url}")


@pytest.fixture
def visitors(browser: Browser) -> Iterator[Visitors]:
    """People with browsers. A script error, a refused policy or an answer of 500 fails the test."""
    people = Visitors(browser, [], [])
    yield people
    for context in people.contexts:
        context.close()
    assert people.faults == []
