"""The review before publishing in a real browser: a claim is checked, a sale rehearsed, all of it readable."""

import os
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from accounts.models import Profile
from eventai.db.acting import acting_as_system
from events.models import Event
from tests import builders

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


@pytest.fixture
def event(olga: Profile) -> Event:
    event = builders.make_event(olga)
    builders.make_ticket(event, price=Decimal(25), quantity=4)
    builders.make_ticket(event, name="Pair", quantity=1, min_per_order=2)
    about = {"type": "about", "id": "why", "body": "Join 500+ guests. The line-up is TBA. Meet [Speaker name]."}
    page = {"version": 1, "sections": [{"type": "hero", "id": "hero"}, about]}
    with acting_as_system():
        Event.objects.filter(pk=event.pk).update(landing_page_config=page)
    return event


def problems(page: Page) -> list[str]:
    """What axe finds, the preview in its frame aside, and whether the page is wider than its window."""
    context = {"exclude": [["iframe"]]}
    found = Axe().run(page, context=context, options=RULES).response["violations"]
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [*(f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found), *(["too wide"] if wide > 0 else [])]


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (1440, "dark"), (390, "light"), (390, "dark")])
def test_the_review_is_worked_through(
    event: Event,
    olga: Profile,
    client_of: Callable[[Profile], Client],
    live_server: object,
    browser: Browser,
    width: int,
    scheme: Literal["light", "dark"],
) -> None:
    session = client_of(olga).cookies[settings.SESSION_COOKIE_NAME].value
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": str(live_server)}])
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.goto(f"{live_server}/events/{event.slug}/publish/")

    page.get_by_role("button", name=re.compile("It is right.*500")).click()
    expect(page.get_by_text("Checked: “500+ guests”.")).to_be_visible()
    page.get_by_role("button", name="Rehearse").click()
    expect(page.get_by_text("1 of 2 tickets cannot be sold.")).to_be_visible()
    expect(page.get_by_text("Only one seat is left of “Pair”.")).to_be_visible()

    assert problems(page) == []
    if folder := os.environ.get("SHEETS"):
        page.screenshot(path=f"{folder}/publish-{width}-{scheme}.png", full_page=True)
    context.close()
