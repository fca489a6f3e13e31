"""What the public page costs: the server's CPU per request, and what a first visit loads and waits for in a browser.

    python -m tests.performance.public_page [rounds]

Opens a house with the demo world. Server figures are milliseconds of CPU in this process, all middleware included, at the
20th percentile, beside the same stack around an empty page; browser figures are of a Chromium slowed down four times.
Asserts nothing.
"""

import os
import sys
import time
from collections.abc import Callable
from typing import Any

os.environ.setdefault("EVENTAI_CLUSTER", "pgtest")
os.environ.setdefault("DEVELOPMENT", "true")
os.environ["DJANGO_SETTINGS_MODULE"] = "eventai.settings"
os.environ.setdefault("DB_ROLE", "eventai_anon")

from playwright.sync_api import sync_playwright

from eventai.db.embedded import ensure_started
from tests.live import CHROMIUM, FLAGS, PROJECT, open_house

SLOWER = 4
PAGES = ("latency-2027", "blue-hour-mireille-okafor-quintet", "dawn-chorus-half-marathon")
_READ = "[window.paint, window.shift, performance.getEntriesByType('navigation')[0].responseStart]"
_OBSERVE = """
    window.shift = 0; window.paint = 0;
    new PerformanceObserver((list) => { for (const e of list.getEntries()) if (!e.hadRecentInput) window.shift += e.value; })
        .observe({type: "layout-shift", buffered: true});
    new PerformanceObserver((list) => { window.paint = list.getEntries().at(-1).startTime; })
        .observe({type: "largest-contentful-paint", buffered: true});
"""


def cpu_of(ask: Callable[[], Any], rounds: int) -> float:
    """Milliseconds of this thread's CPU, 20th percentile."""
    found = []
    for turn in range(rounds + 10):
        start = time.thread_time()
        ask()
        if turn >= 10:
            found.append((time.thread_time() - start) * 1000)
    return sorted(found)[rounds // 5]


def print_server(rounds: int) -> None:
    from django.test import Client

    from ticketing import pages

    client, slug = Client(headers={"Accept-Encoding": "br"}), PAGES[0]
    etag = client.get(f"/{slug}/")["ETag"]

    def draw() -> None:
        pages.forget_pages()
        client.get(f"/{slug}/")

    empty = cpu_of(lambda: client.get("/healthz"), rounds)
    print(f"{'server':<24}{'CPU, ms':>10}{'ratio to an empty page':>26}")
    for name, ask in (
        ("empty page", lambda: client.get("/healthz")),
        ("kept", lambda: client.get(f"/{slug}/")),
        ("kept, browser has it", lambda: client.get(f"/{slug}/", headers={"If-None-Match": etag})),
        ("offer alone", lambda: client.get(f"/{slug}/availability/")),
        ("drawn", draw),
    ):
        cost = cpu_of(ask, rounds)
        print(f"{name:<24}{cost:>10.2f}{cost / empty:>26.1f}")


def print_browser(url: str) -> None:
    print(
        f"\n{'first visit':<36}{'kB':>7}{'of it read':>12}{'answer, ms':>12}{'paint, ms':>11}{'shift':>8}{'requests':>10}"
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for slug in PAGES:
            for width in (1440, 390):
                context = browser.new_context(viewport={"width": width, "height": 844})
                page = context.new_page()
                session = context.new_cdp_session(page)
                session.send("Network.enable")
                session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
                loaded: dict[str, float] = {}
                kinds: dict[str, str] = {}
                session.on("Network.responseReceived", lambda e, kinds=kinds: kinds.update({e["requestId"]: e["type"]}))
                session.on(
                    "Network.loadingFinished",
                    lambda e, loaded=loaded: loaded.update({e["requestId"]: e["encodedDataLength"]}),
                )
                page.add_init_script(_OBSERVE)
                page.goto(f"{url}/{slug}/", wait_until="networkidle")
                paint, shift, answer = page.evaluate(_READ)
                read = sum(size for key, size in loaded.items() if kinds.get(key) != "Script")
                total = sum(loaded.values())
                print(
                    f"{slug[:28]:<30}{width:>6}{total / 1000:>7.0f}{read / 1000:>12.0f}"
                    f"{answer:>12.0f}{paint:>11.0f}{shift:>8.3f}{len(loaded):>10}"
                )
                context.close()
        browser.close()


def main(rounds: int) -> None:
    ensure_started(PROJECT, os.environ["EVENTAI_CLUSTER"])
    for house in open_house():
        house.run("load_demo_world")
        os.environ["DATABASE_NAME"] = house.environment["DATABASE_NAME"]
        print_browser(house.url)
        import django

        django.setup()
        print()
        print_server(rounds)
        from django.db import connection

        connection.close_pool()  # type: ignore[attr-defined]  # the house goes, and its database


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
