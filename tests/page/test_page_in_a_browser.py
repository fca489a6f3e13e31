"""The page in a real browser: every theme, both schemes, wide and narrow."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route

from eventai.picture_element import PictureElement
from events.covers import cover
from events.page.facts import PageFacts
from events.page.theme import HERO_LAYOUTS, LOOKS, PRESETS, Preset
from tests.page.samples import DRAFT, EVENT, PAGE_V1, PICTURE, rendered

pytestmark = pytest.mark.browser

STATIC = Path(__file__).parents[2] / "static"
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
SCHEMES = [
    (preset, scheme) for preset in PRESETS for scheme in (("light", "dark") if LOOKS[preset].light else ("dark",))
]
CASES = [(*case, 1440) for case in SCHEMES] + [(preset, "dark", 390) for preset in PRESETS]
Show = Callable[..., Page]


@pytest.fixture
def show(browser: Browser) -> Iterator[Show]:
    """Opens a page's HTML as the site would serve it; nothing may be asked of anybody else."""
    contexts = []

    def open_page(config: dict[str, Any], facts: PageFacts = EVENT, *, width: int = 1440, **options: Any) -> Page:
        preset = config["theme"]["preset"]
        context = browser.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce", **options)
        contexts.append(context)
        facts = replace(
            facts, pictures={PICTURE: PictureElement("/cover.svg", 1600, 900)}, cover_url="/cover.svg", art_url="/art/"
        )
        body = re.sub(r' loading="lazy"', "", rendered(config, facts))
        document = (
            f'<!doctype html><html lang="en"><title>Latency</title><link rel="stylesheet" href="/static/css/app.css">'
            f'<meta name="viewport" content="width=device-width"><script src="/static/js/ui.js" defer></script>'
            f'<main id="main">{body}</main></html>'
        )
        page = context.new_page()
        page.route("**/*", lambda route: _answer(route, document, preset))
        page.goto("http://page.test/")
        page.wait_for_load_state("networkidle")
        return page

    yield open_page
    for context in contexts:
        context.close()


def _answer(route: Route, document: str, preset: str) -> None:
    host, _, path = route.request.url.removeprefix("http://").partition("/")
    assert host == "page.test"
    if path == "":
        route.fulfill(body=document, content_type="text/html; charset=utf-8")
    elif path.endswith(".svg"):
        route.fulfill(body=cover(path, preset, 480, 600), content_type="image/svg+xml")
    elif (file := STATIC / path.removeprefix("static/")).is_file():
        route.fulfill(path=file)
    else:
        route.fulfill(status=404)


def problems(page: Page) -> list[str]:
    """What axe finds, and whether the page is wider than its window."""
    found = [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in Axe().run(page, options=RULES).response["violations"]]
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [*found, *([f"{wide}px too wide"] if wide > 0 else [])]


@pytest.mark.parametrize(("preset", "scheme", "width"), CASES)
def test_every_theme_is_accessible(show: Show, preset: Preset, scheme: str, width: int) -> None:
    page = show({**PAGE_V1, "theme": {"preset": preset}}, width=width, color_scheme=scheme)
    assert problems(page) == []


@pytest.mark.parametrize("hero", HERO_LAYOUTS)
def test_every_hero_fits_a_phone_with_an_endless_name(show: Show, hero: str) -> None:
    endless = replace(EVENT, name="Donaudampfschifffahrtsgesellschaftskapitänsball", venue="X" * 90, summary="W" * 200)
    page = show({**PAGE_V1, "theme": {"preset": "stride", "hero": hero}}, endless, width=360)
    assert problems(page) == []


@pytest.mark.parametrize("accent", ["#ffee00", "#777777", "#0b1a29"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_any_accent_is_accessible(show: Show, accent: str, scheme: str) -> None:
    page = show({**PAGE_V1, "theme": {"preset": "carnival", "accent": accent}}, width=1000, color_scheme=scheme)
    assert problems(page) == []


def test_a_draft_with_placeholders_is_accessible(show: Show) -> None:
    page = show(PAGE_V1, DRAFT)
    assert problems(page) == []
    page.get_by_text("Keynote to come").wait_for()


def test_choosing_tickets_shows_the_sum(show: Show) -> None:
    page = show(PAGE_V1, width=390)
    page.get_by_role("group", name="Regular").get_by_role("button", name="One more").click(click_count=2)
    assert page.locator("output").inner_text() == "€98.00"
    assert page.locator(".lp-buybar strong").inner_text() == "€98.00"
    assert page.locator("input[name=quantity_reg]").input_value() == "2"


def test_without_scripts_numbers_are_typed_and_days_are_chosen(show: Show) -> None:
    page = show(PAGE_V1, java_script_enabled=False)
    page.get_by_label("How many, Regular").fill("2")
    assert page.get_by_role("button", name="One more").count() == 0
    assert not page.get_by_text("Undo").is_visible()
    page.get_by_text("Sat, Sep 18").click()
    assert page.get_by_text("Undo").is_visible()


def test_a_page_fixed_to_light_stays_light(show: Show) -> None:
    page = show({**PAGE_V1, "theme": {"preset": "signal", "mode": "light"}}, color_scheme="dark")
    assert page.locator(".landing").evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(243, 241, 234)"
