"""A pytest plugin: browser tests run where a Chromium is found; where none is, the last lines say what was left out."""

import os
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLACES = {
    "darwin": (
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
    )
}
HOW = (
    "Install one with `apt install chromium` (Debian, Ubuntu) or `.venv/bin/python -m playwright install chromium`, "
    "or name yours in CHROMIUM."
)
_left_out: list[str] = []


def find_chromium() -> str | None:
    """The program of a Chromium: CHROMIUM, one on the PATH, an installed application, or playwright's own."""
    named = [os.environ.get("CHROMIUM"), *map(shutil.which, NAMES), *PLACES.get(sys.platform, ())]
    return next((program for program in [*named, *_playwrights()] if program and Path(program).exists()), None)


def _playwrights() -> list[str]:
    cache = "Library/Caches/ms-playwright" if sys.platform == "darwin" else ".cache/ms-playwright"
    folder = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / cache)
    patterns = ("chromium-*/chrome-linux*/chrome", "chromium-*/chrome-mac*/*.app/Contents/MacOS/*")
    return sorted(str(program) for pattern in patterns for program in folder.glob(pattern))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    browser = [item for item in items if item.get_closest_marker("browser")]
    if not browser or find_chromium():
        return
    if os.environ.get("CI"):
        raise pytest.UsageError(f"There are {len(browser)} browser tests and no Chromium. {HOW}")
    _left_out.extend(item.nodeid for item in browser)
    items[:] = [item for item in items if item not in browser]
    config.hook.pytest_deselected(items=browser)


def pytest_sessionfinish(session: pytest.Session) -> None:
    if hasattr(session.config, "workeroutput"):  # a worker of xdist tells the process that prints
        session.config.workeroutput["left_out"] = _left_out


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:
    _left_out.extend(set(getattr(node, "workeroutput", {}).get("left_out", ())) - set(_left_out))


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: Any) -> None:
    if not _left_out:
        return
    files = sorted({nodeid.split("::")[0] for nodeid in _left_out})
    terminalreporter.section("left out: no Chromium was found", yellow=True)
    for file in files:
        count = sum(nodeid.startswith(f"{file}::") for nodeid in _left_out)
        terminalreporter.write_line(f"{file} ({count} browser tests)")
    terminalreporter.write_line(HOW)
