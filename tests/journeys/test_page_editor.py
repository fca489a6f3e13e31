"""A page made in the chat, edited with the keyboard alone, and seen by a visitor exactly so."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.steps import publish
from tests.live import House, Visitors

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is there, as somebody without a mouse does."""
    for _ in range(120):
        if page.evaluate("selector => document.activeElement?.matches(selector) ?? false", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {selector}")


def begin(page: Page) -> None:
    """The focus at the beginning of the page, from where Tab leads everywhere."""
    page.evaluate("document.activeElement?.blur()")
    page.locator("#canvas").evaluate("canvas => canvas.scrollTo(0, 0)")


def press(page: Page, selector: str, key: str = "Enter") -> None:
    tab_to(page, selector)
    page.keyboard.press(key)


def rewrite_line(page: Page, link: str, field: str, words: str) -> None:
    """Open a section's form, exchange one line, save with Enter."""
    press(page, link)
    expect(page.locator("#section-form")).to_be_visible()
    tab_to(page, f"[name='{field}']")
    page.keyboard.press("Control+a")
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    expect(page.locator("#section-form")).to_have_count(0)


def said(page: Page, words: str | re.Pattern[str]) -> None:
    expect(page.locator("#editor-said")).to_have_text(words)


def test_six_edits_by_keyboard_two_taken_back_and_published(house: House, visitors: Visitors) -> None:
    event = publish(visitors.open(house, viewport={"width": 1440, "height": 900}), visitors, house)
    page = event.page
    page.goto(f"/events/{event.slug}/page/")
    theme = page.locator("#landing").get_attribute("data-landing-theme")
    rewrite_line(page, "#edit-hero", "top-title", "Python by the lake")
    expect(page.locator("#edit-hero")).to_be_focused()
    rewrite_line(page, "#edit-about", "top-heading", "What it is about")
    press(page, "#grip-faq", "Alt+ArrowUp")
    said(page, re.compile("section"))
    expect(page.locator("#grip-faq")).to_be_focused()
    press(page, "#hide-venue")
    said(page, "Hidden from visitors.")
    rewrite_line(page, "#edit-faq", "top-heading", "Asked again and again")
    press(page, "input[name='preset']:checked", "ArrowRight")
    said(page, "The page has its new look.")

    begin(page)
    press(page, "#undo")
    expect(page.locator("#landing")).to_have_attribute("data-landing-theme", theme or "")
    begin(page)
    press(page, "#undo")
    expect(page.locator("#sec-faq")).not_to_contain_text("Asked again and again")
    said(page, re.compile("Undone"))
    visitor = visitors.open(house)
    visitor.goto(event.address)
    expect(visitor.get_by_role("heading", level=1)).not_to_have_text("Python by the lake")
    begin(page)
    press(page, "#publish")
    said(page, re.compile("Published"))

    visitor.reload()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Python by the lake")
    expect(visitor.get_by_role("heading", name="What it is about")).to_be_visible()
    expect(visitor.get_by_text("Asked again and again")).to_have_count(0)
    expect(visitor.locator("#sec-venue")).to_have_count(0)
    shown = visitor.locator("[data-section]").evaluate_all("all => all.map(one => one.dataset.section)")
    edited = page.locator("#landing [data-section]:not([data-waiting])").evaluate_all(
        "all => all.map(one => one.dataset.section)"
    )
    assert shown == edited
    assert visitor.locator("#landing").get_attribute("data-landing-theme") == page.locator("#landing").get_attribute(
        "data-landing-theme"
    )
    assert shown.index("faq") < shown.index("tickets")


def test_a_click_on_a_passage_edits_it_and_writing_saves_itself(house: House, visitors: Visitors) -> None:
    event = publish(visitors.open(house, viewport={"width": 1440, "height": 900}), visitors, house)
    page = event.page
    page.goto(f"/events/{event.slug}/page/")
    page.locator("#sec-about .prose").first.click()
    box = page.locator("[name='top-body']")
    expect(box).to_be_focused()
    box.fill("Two days among friends.")
    expect(page.locator("#saved")).to_have_text(re.compile(r"Saved \d\d:\d\d"))
    box.press("Escape")
    expect(page.locator("#section-form")).to_have_count(0)
    expect(page.locator("#sec-about")).to_contain_text("Two days among friends.")
    page.locator("#narrow").click()
    expect(page.locator("#canvas")).to_have_attribute("data-device", "phone")


def order(page: Page) -> list[str]:
    found: list[str] = page.locator(".outline [data-move]").evaluate_all("all => all.map(one => one.dataset.section)")
    return found


def test_dragged_sections_ctrl_z_and_two_tabs(house: House, visitors: Visitors) -> None:
    event = publish(visitors.open(house, viewport={"width": 1440, "height": 900}), visitors, house)
    page = event.page
    page.goto(f"/events/{event.slug}/page/")
    before = order(page)
    page.locator(".outline [data-section='faq']").drag_to(
        page.locator(".outline [data-section='about']"), target_position={"x": 60, "y": 4}
    )
    expect(page.locator(".outline [data-move]").first).to_have_attribute("data-section", "faq")
    page.locator("#canvas").focus()
    page.keyboard.press("Control+z")
    expect(page.locator(".outline [data-move]").first).to_have_attribute("data-section", before[0])
    assert order(page) == before

    other = page.context.new_page()
    for tab, words in ((page, "Mine"), (other, "Theirs")):
        tab.goto(f"/events/{event.slug}/page/?section=about")
        tab.locator("[name='top-heading']").fill(words)
    other.locator("[name='top-heading']").press("Enter")
    expect(other.locator("#section-form")).to_have_count(0)
    page.locator("[name='top-heading']").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Somebody changed this section")
    expect(page.locator("#section-form del")).to_have_text("Theirs")
    page.get_by_role("button", name="Keep mine").click()
    expect(page.get_by_role("heading", name="Mine")).to_be_visible()


def test_the_forms_save_without_javascript(house: House, visitors: Visitors) -> None:
    event = publish(visitors.open(house), visitors, house)
    page = visitors.open(house, java_script_enabled=False, storage_state=event.page.context.storage_state())
    page.goto(f"/events/{event.slug}/page/")
    page.locator("#edit-about").click()
    page.locator("[name='top-heading']").fill("What happens")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", name="What happens")).to_be_visible()
    page.locator("#undo").click()
    expect(page.get_by_role("heading", name="What happens")).to_have_count(0)
