"""Answers that somebody reloads, stops, queues behind and follows from two tabs: nothing lost, nothing doubled."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.fake_provider import FakeProvider, Turn
from tests.journeys.steps import describe, say
from tests.live import House, Visitors, open_house

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

WORDS = " ".join(f"word{number}." for number in range(50))
EVENT = {"name": "Blue Hour", "when_text": "Friday 11 June 2027, 8:30 pm", "city": "Chicago", "capacity": 140}
BRIEF = "A jazz night called Blue Hour in Chicago on Friday 11 June 2027, 8:30 pm, 140 people"


@pytest.fixture(scope="module")
def provider() -> Iterator[FakeProvider]:
    with FakeProvider() as provider:
        yield provider


@pytest.fixture(scope="module")
def house_with_model(provider: FakeProvider) -> Iterator[House]:
    yield from open_house(
        OPENAI_BASE_URL=provider.url, OPENAI_API_KEY="none", OPENAI_MODEL="gpt-fake", ASSISTANT_FOR_GUESTS="true"
    )


def play(provider: FakeProvider, *turns: Turn) -> None:
    """Have the model say this next."""
    provider.script = [Turn("")] * len(provider.requests) + list(turns)


def transcript(page: Page) -> str:
    return page.locator("#transcript").inner_text()


def test_reloading_in_the_middle_loses_and_doubles_nothing(
    provider: FakeProvider, house_with_model: House, visitors: Visitors
) -> None:
    play(provider, Turn("Here it is.", [("create_event", EVENT)]), Turn(f"All there. {WORDS}", between=0.05))
    page = visitors.open(house_with_model)
    describe_only(page)
    expect(page.get_by_text("All there.")).to_be_visible()
    page.reload()
    page.wait_for_timeout(300)
    page.reload()
    expect(page.get_by_role("button", name="Stop writing")).to_have_count(0, timeout=20_000)

    shown = transcript(page)
    page.reload()
    assert transcript(page) == shown
    assert [shown.count(words) for words in ("Here it is.", "Event draft created", "word0.", "word49.")] == [1, 1, 1, 1]


def test_what_is_said_meanwhile_waits_and_another_tab_stops_and_follows(
    provider: FakeProvider, house_with_model: House, visitors: Visitors
) -> None:
    page = visitors.open(house_with_model)
    play(provider, Turn("Here it is.", [("create_event", EVENT)]), Turn("All there."))
    describe_only(page)
    expect(page.get_by_text("All there.")).to_be_visible()
    play(provider, Turn(f"A long answer. {WORDS}", between=0.3), Turn("Now the second."))
    say(page, "tell me more")
    expect(page.get_by_text("A long answer.")).to_be_visible()
    tab = page.context.new_page()
    tab.goto(page.url)

    say(page, "and the second")
    say(page, "and a third")
    removals = page.get_by_role("button", name=re.compile("^Remove"))
    expect(removals).to_have_count(2)
    removals.last.click()
    expect(removals).to_have_count(1)
    tab.get_by_role("button", name="Stop writing").click()

    for window in (page, tab):
        expect(window.get_by_text("Stopped. What was done so far stays.")).to_be_visible()
        expect(window.get_by_text("Now the second.")).to_be_visible(timeout=20_000)
        expect(window.get_by_role("button", name="Stop writing")).to_have_count(0)
    assert transcript(page).count("Now the second.") == 1
    assert "and a third" not in transcript(page)
    expect(tab.locator("#transcript")).to_have_text(page.locator("#transcript").text_content() or "")


def test_the_last_message_is_edited_with_the_arrow_key(house: House, visitors: Visitors) -> None:
    page = visitors.open(house)
    describe(page, f"{BRIEF}, $28")
    say(page, "the ticket costs $35")
    expect(page.get_by_text("$28.00 → $35.00").first).to_be_attached()
    expect(page.get_by_role("button", name="Stop writing")).to_have_count(0)
    tab = page.context.new_page()
    tab.goto(page.url)

    page.get_by_role("textbox", name="Message EventAI").press("ArrowUp")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("the ticket costs $40")
    page.keyboard.press("Enter")

    for window in (page, tab):
        expect(window.get_by_text("$28.00 → $40.00").first).to_be_attached(timeout=15_000)
        expect(window.locator(".text", has_text="$35")).to_have_count(0)


def test_an_edit_left_open_hides_nothing_once_more_was_said(house: House, visitors: Visitors) -> None:
    page = visitors.open(house)
    describe(page, f"{BRIEF}, $28")
    page.get_by_role("textbox", name="Message EventAI").press("ArrowUp")
    say(page, "the ticket costs $35")

    expect(page.get_by_text("$28.00 → $35.00").first).to_be_attached()
    expect(page.locator("[data-from=user] > .text")).to_have_count(2)
    for message in page.locator("[data-from=user] > .text").all():
        expect(message).to_be_visible()


def describe_only(page: Page) -> None:
    """Send the first words; do not wait for the answer."""
    page.goto("/")
    page.get_by_label("Describe your event").get_by_role("textbox").fill(BRIEF)
    page.get_by_role("button", name="Draft my event").click()
    page.wait_for_url("**/assistant/*/")
