"""The assistant with a model behind it: every answer is interrupted by a reload, and nothing is lost or doubled."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.fake_provider import FakeProvider, Turn
from tests.journeys.steps import say, sign_up
from tests.live import House, Visitors, open_house

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

BRIEF = "Blue Hour, a jazz night at The Low Note in Chicago, Friday 11 June 2027, 8:30 pm, 140 people, tickets $28"
EVENT = {
    "name": "Blue Hour", "kind": "concert", "when_text": "Friday 11 June 2027, 8:30 pm", "venue": "The Low Note",
    "city": "Chicago", "country": "US", "timezone": "America/Chicago", "capacity": 140, "currency": "USD",
}  # fmt: skip
DRAFTED = "The draft stands with its page and one ticket, and everything a visitor needs to know is on it by now."
CALMER = "The page speaks in a calm and professional voice now, and your own words stayed as you had written them."
DEARER = "An entry costs thirty-five dollars from now on, and nobody has bought one yet, so nobody needs to be told."
BACK = "The entry is back at twenty-eight dollars, as it was before, and nothing else about the event was changed."
PUBLIC = "The page is public now and the tickets are on sale, so this is a good moment to send the link to friends."


def slowly(text: str) -> Turn:
    return Turn(text, between=0.1)


SCRIPT = [
    Turn("One moment.", [("create_event", EVENT)]),
    Turn("", [("set_ticket", {"name": "Entry", "price": "28", "quantity": 140})]),
    slowly(DRAFTED),
    Turn("", [("revise_page", {"tone": "professional"})]),
    slowly(CALMER),
    Turn("", [("set_ticket", {"name": "Entry", "price": "35"})]),
    slowly(DEARER),
    Turn("", [("undo_changes", {})]),
    slowly(BACK),
    Turn("", [("publish_event", {})]),
    Turn("Only organizers publish."),
    Turn("This is what publishing does.", [("publish_event", {})]),
    slowly(PUBLIC),
]


@pytest.fixture(scope="module")
def house_with_a_model() -> Iterator[House]:
    """A house whose model follows the script."""
    with FakeProvider(script=SCRIPT) as provider:
        yield from open_house(OPENAI_BASE_URL=provider.url, OPENAI_API_KEY="none", OPENAI_MODEL="gpt-fake")


def read_through_a_reload(page: Page, whole: str) -> None:
    """See the answer begin, reload in the middle of it, and see all of it once."""
    expect(page.get_by_text(" ".join(whole.split()[:3])).last).to_be_visible()
    page.reload()
    expect(page.get_by_text(whole, exact=True)).to_have_count(1)
    expect(page.get_by_role("button", name="Stop writing")).to_have_count(0)
    expect(page.get_by_text(whole, exact=True)).to_have_count(1)


def test_from_brief_to_public_page_reloading_every_answer(house_with_a_model: House, visitors: Visitors) -> None:
    page = visitors.open(house_with_a_model, viewport={"width": 1440, "height": 900})
    page.goto("/accounts/signup/")
    sign_up(page, visitors, house_with_a_model)
    page.goto("/")
    page.get_by_label("Describe your event").get_by_role("textbox").fill(BRIEF)
    page.get_by_role("button", name="Draft my event").click()
    read_through_a_reload(page, DRAFTED)
    expect(page.get_by_text("Event draft created", exact=True)).to_have_count(1)

    say(page, "make it more professional")
    read_through_a_reload(page, CALMER)
    say(page, "make the entry $35")
    read_through_a_reload(page, DEARER)
    expect(page.get_by_text("$28.00 → $35.00")).to_have_count(1)
    say(page, "undo that")
    read_through_a_reload(page, BACK)

    say(page, "publish it")
    page.get_by_role("button", name="Become an organizer").click()
    page.get_by_role("region", name="Ready to publish?").get_by_role("button", name="Publish it").click()
    page.get_by_role("button", name="Publish event").click()
    read_through_a_reload(page, PUBLIC)
    page.goto("/blue-hour/")
    expect(page.get_by_text("$28").first).to_be_visible()
