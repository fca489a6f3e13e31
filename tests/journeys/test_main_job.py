"""The main job: from one person's words to another person's way in. Real browsers, no step past the screens."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.steps import PHONE, describe, publish, read_letter, reserve, sign_in
from tests.live import House, Visitors

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]


def test_words_become_an_event_that_somebody_walks_into(house: House, visitors: Visitors) -> None:
    event = publish(visitors.open(house, viewport={"width": 1440, "height": 900}), visitors, house)

    buyer = visitors.open(house, **PHONE)
    reserve(buyer, event.address, seats=2)
    buyer.get_by_label("Email").first.fill("ben@example.com")
    buyer.get_by_label("Full name").fill("Ben Buyer")
    buyer.get_by_role("button", name="Get 2 tickets").click()
    expect(buyer.get_by_role("heading", level=1)).to_have_text("You are on the list")

    letter = read_letter(visitors, house, to="ben@example.com", about="Your 2 tickets for PyOhio")
    link = (
        letter.frame_locator("iframe").get_by_role("link", name=re.compile("ticket", re.I)).first.get_attribute("href")
    )
    assert link is not None
    elsewhere = visitors.open(house, **PHONE)
    elsewhere.goto(link)
    expect(elsewhere.locator(".qr svg").first).to_be_visible()
    seat = elsewhere.get_by_text(re.compile(r"^[0-9A-Z]{8}-1$")).first.inner_text()

    door = visitors.open(house, **PHONE)
    sign_in(door, event.email, event.password, to=f"/events/{event.slug}/door/")
    for outcome in ("valid", "repeat"):
        door.get_by_role("textbox").first.fill(seat)
        door.get_by_role("button", name="Check").click()
        expect(door.locator(f"#scan-result[data-result={outcome}]")).to_be_visible()
        door.locator("#scan-result").get_by_role("link").first.click()

    event.page.goto(f"/events/{event.slug}/")
    expect(event.page.get_by_text("1 of 2")).to_be_visible()


def test_a_reload_in_the_middle_of_an_answer_loses_nothing(house: House, visitors: Visitors) -> None:
    page = visitors.open(house)
    describe(page, "Board game evening, 14 May 2027, 7pm, Alte Feuerwache, Mannheim, 30 people, 5 euros")
    said = page.get_by_role("log").inner_text()
    page.reload()
    expect(page.get_by_text("Event draft created", exact=True)).to_have_count(1)
    assert page.get_by_role("log").inner_text().split()[:20] == said.split()[:20]
