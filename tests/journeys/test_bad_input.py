"""Wrong, stale, hostile or doubled input: a clear sentence, nothing lost, never an answer of 500."""

import re
import uuid

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.steps import reserve, sign_in
from tests.live import House, Visitors

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


def fill_in(page: Page, name: str = "Ben Buyer") -> None:
    page.get_by_label("Email").first.fill("ben@example.com")
    page.get_by_label("Full name").fill(name)


def test_an_unknown_address_says_where_to_go(furnished_house: House, visitors: Visitors) -> None:
    page = visitors.open(furnished_house)
    for address in ("/no-such-event/", "/orders/AAAAAAAA/", "/orders/AAAAAAAA/?key=tampered", "/assistant/nothing/"):
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 404
        expect(page.get_by_role("main").get_by_role("link").first).to_be_visible()


def test_a_stale_form_says_so_and_changes_nothing(furnished_house: House, visitors: Visitors) -> None:
    page = visitors.open(furnished_house)
    page.goto("/accounts/signup/")
    page.context.clear_cookies()
    page.get_by_label("Email").fill("ben@example.com")
    page.get_by_label("Password").fill("a long enough password")
    page.get_by_role("button", name="Create account").click()
    expect(page.get_by_text("Nothing was changed").first).to_be_visible()


def test_a_page_that_was_open_since_yesterday_still_sells(furnished_house: House, visitors: Visitors) -> None:
    page = visitors.open(furnished_house)
    page.goto("/latency-2027/")
    page.context.clear_cookies()
    page.get_by_label("How many, Student").fill("1")
    page.get_by_role("button", name="Continue to checkout").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Checkout, Latency 2027")


def test_cookies_gone_in_the_middle_of_checkout(furnished_house: House, visitors: Visitors) -> None:
    page = visitors.open(furnished_house)
    reserve(page, "/latency-2027/", seats=1)
    fill_in(page)
    page.context.clear_cookies()
    page.locator("form").filter(has=page.get_by_label("Full name")).get_by_role("button").last.click()
    expect(page.get_by_text(re.compile("Nothing was changed|not found|no longer", re.I)).first).to_be_visible()


def test_two_clicks_and_two_tabs_buy_once(furnished_house: House, visitors: Visitors) -> None:
    page = visitors.open(furnished_house)
    reserve(page, "/dawn-chorus-half-marathon/", seats=1)
    order = page.url
    second = page.context.new_page()
    second.goto(order)
    for tab in (page, second):
        fill_in(tab)
    for tab in (page, second):
        tab.locator("form").filter(has=tab.get_by_label("Full name")).get_by_role("button").last.click()
        expect(tab.get_by_role("heading", level=1)).to_have_text("You are on the list")
    page.go_back()
    page.goto(order)
    expect(page.get_by_role("heading", level=1)).to_have_text("You are on the list")


@pytest.mark.parametrize(
    "words", ["\u0000\u0007 \u202e", "🎉" * 50, "ليلة موسيقية في بيروت"], ids=["control", "emoji", "arabic"]
)
def test_strange_words_make_no_event(furnished_house: House, visitors: Visitors, words: str) -> None:
    page = visitors.open(furnished_house)
    page.goto("/")
    page.get_by_label("Describe your event").get_by_role("textbox").fill(words)
    page.get_by_role("button", name="Draft my event").click()
    answer = page.get_by_text("I found no event in that").or_(
        page.get_by_role("alert").filter(has_text=re.compile(r"\w"))
    )
    expect(answer.first).to_be_visible(timeout=15_000)


@pytest.mark.parametrize(("length", "status", "said"), [(50_000, 422, "Shorten it"), (10_000_000, 400, "too much")])
def test_endless_messages_are_refused_in_words(
    furnished_house: House, visitors: Visitors, length: int, status: int, said: str
) -> None:
    page = visitors.open(furnished_house)
    page.goto("/")
    token = page.locator("input[name=csrfmiddlewaretoken]").first.input_value()
    form: dict[str, str | float | bool] = {
        "csrfmiddlewaretoken": token,
        "client_key": str(uuid.uuid4()),
        "text": "x" * length,
    }
    answer = page.request.post("/assistant/", form=form, headers={"Referer": page.url})
    assert (answer.status, said in answer.text()) == (status, True)


def test_somebody_elses_desk_is_not_found(furnished_house: House, visitors: Visitors) -> None:
    page = visitors.open(furnished_house)
    sign_in(page, "attendee@demo.example", "eventai-demo", to="/events/")
    for act in ("", "door/", "publish/", "tickets/", "edit/"):
        answer = page.goto(f"/events/latency-2027/{act}")
        assert answer is not None
        assert answer.status == 404, act
