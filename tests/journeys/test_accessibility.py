"""axe finds nothing against WCAG 2.2 AA on any screen, in both colour schemes, on a desk and on a phone."""

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.template.loader import render_to_string
from playwright.sync_api import Page, expect

from tests.journeys.steps import PHONE, describe, reserve, sign_in
from tests.live import House, Visitors

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
SIGNED_OUT = (
    "/",
    "/accounts/login/",
    "/accounts/signup/",
    "/no-such-page/",
    "/latency-2027/",
    "/dawn-chorus-half-marathon/",
)
AT_THE_DESK = (
    "/events/",
    "/events/latency-2027/",
    "/events/latency-2027/tickets/",
    "/events/latency-2027/tasks/",
    "/events/latency-2027/pictures/",
    "/events/latency-2027/edit/",
    "/events/blue-hour-mireille-okafor-quintet/door/",
    "/events/ember-salt-a-supper-for-twenty-four/publish/",
    "/assistant/",
    "/settings/",
    "/settings/security/",
    "/settings/data/",
)


# axe needs styles of its own, so the policy steps aside here; every other journey keeps it.
def check(page: Page, faults: list[str]) -> None:
    """Ask axe in both colour schemes, and whether the page scrolls sideways."""
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.reload()  # so that no colour is on its way from one scheme to the other
        found = Axe().run(page, options=RULES)
        faults += [
            f"{page.url} {scheme}: {violation['id']} {[node['target'] for node in violation['nodes']][:3]}"
            for violation in found.response["violations"]
        ]
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        faults.append(f"{page.url} scrolls sideways")


@pytest.mark.parametrize("device", ["desk", "phone"])
def test_signed_out_screens(furnished_house: House, visitors: Visitors, device: str) -> None:
    page = visitors.open(furnished_house, bypass_csp=True, **(PHONE if device == "phone" else {}))
    faults: list[str] = []
    for address in SIGNED_OUT:
        page.goto(address)
        check(page, faults)
    reserve(page, "/latency-2027/", seats=1)
    check(page, faults)
    page.get_by_label("Email").first.fill("axe@example.com")
    page.get_by_label("Full name").fill("Axel Ex")
    page.locator("form").filter(has=page.get_by_label("Full name")).get_by_role("button").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You are on the list")
    check(page, faults)
    page.goto(f"{page.url.rstrip('/')}/tickets/1/")
    check(page, faults)
    describe(page, "Pottery class, 8 May 2027, 10am, Studio Ton, Leipzig, 8 people, 60 euros")
    check(page, faults)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("device", ["desk", "phone"])
def test_the_organizers_screens(furnished_house: House, visitors: Visitors, device: str) -> None:
    page = visitors.open(furnished_house, bypass_csp=True, **(PHONE if device == "phone" else {}))
    sign_in(page, "organizer@demo.example", "eventai-demo", to="/events/")
    faults: list[str] = []
    for address in AT_THE_DESK:
        page.goto(address)
        check(page, faults)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("template", ["400.html", "403.html", "404.html", "409.html", "429.html", "500.html"])
def test_error_pages(furnished_house: House, visitors: Visitors, template: str) -> None:
    """Served as they stand, because nobody can be asked to break the house."""
    page = visitors.open(furnished_house, bypass_csp=True, **PHONE)
    page.route("**/broken/", lambda route: route.fulfill(body=render_to_string(template), content_type="text/html"))
    page.goto("/broken/")
    faults: list[str] = []
    check(page, faults)
    assert not faults, "\n".join(faults)
