"""A buyer whose browser runs no script gets the same ticket."""

import re

import pytest
from playwright.sync_api import expect

from tests.live import House, Visitors

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


def test_a_buyer_without_javascript_gets_tickets(furnished_house: House, visitors: Visitors) -> None:
    buyer = visitors.open(furnished_house, java_script_enabled=False)
    buyer.goto("/latency-2027/")
    buyer.get_by_label("How many, Student").fill("2")
    buyer.get_by_role("button", name="Continue to checkout").click()
    expect(buyer.get_by_text("€190.00").last).to_be_visible()
    buyer.get_by_label("Email").first.fill("nojs@example.com")
    buyer.get_by_label("Full name").fill("Noor Ohne")
    pay = (
        buyer.locator("form")
        .filter(has=buyer.get_by_label("Full name"))
        .locator("button[type=submit], button:not([type])")
    )
    pay.first.click()
    expect(buyer.get_by_role("heading", level=1)).to_have_text("You are on the list")
    buyer.get_by_role("link", name=re.compile("Student, Noor Ohne")).first.click()
    expect(buyer.locator(".qr svg").first).to_be_visible()


def test_an_organizer_without_javascript_gets_a_draft(furnished_house: House, visitors: Visitors) -> None:
    page = visitors.open(furnished_house, java_script_enabled=False)
    page.goto("/")
    page.get_by_label("Describe your event").get_by_role("textbox").fill(
        "Choir concert on 12 June 2027 at 20:00, Johanneskirche, Gießen. Tickets 14 euros, 180 seats."
    )
    page.get_by_role("button", name="Draft my event").click()
    for _ in range(40):
        if page.get_by_text("Event draft created", exact=True).count():
            break
        page.wait_for_timeout(250)
        page.reload()
    expect(page.get_by_text("Event draft created", exact=True)).to_be_visible()
