"""Files in a conversation, in a real browser: chosen, dropped, pasted; picked from, added, taken back."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.conversations.attachments.files import CALENDAR, SPEAKERS
from tests.journeys.steps import describe, sign_up
from tests.live import House, Visitors

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]
_GIVE = """([kind, name, text]) => {
  const given = new DataTransfer();
  given.items.add(new File([text], name));
  const thread = document.querySelector('.thread');
  const how = kind === 'paste' ? new ClipboardEvent('paste', { clipboardData: given, bubbles: true, cancelable: true })
    : new DragEvent(kind, { dataTransfer: given, bubbles: true, cancelable: true });
  (kind === 'paste' ? thread.querySelector('#message') : thread).dispatchEvent(how);
}"""


@pytest.fixture
def talk(house: House, visitors: Visitors) -> Page:
    """The conversation of somebody with an account, with a draft in it."""
    page = visitors.open(house)
    page.goto("/accounts/signup/")
    sign_up(page, visitors, house)
    describe(page, "A two-day conference called Signal in Lisbon on 17 and 18 September 2027 for 420 people, €240")
    return page


def test_a_file_is_picked_from_and_what_it_added_is_taken_back(talk: Page, tmp_path: Path) -> None:
    path = tmp_path / "speakers.csv"
    path.write_text(SPEAKERS + "Mary Jackson,Engineer,NASA\n")

    talk.locator("file-drop input").set_input_files(path)
    card = talk.get_by_role("region", name="speakers.csv: 3 speakers")
    expect(card.get_by_role("checkbox", name="Ada Lovelace")).not_to_be_checked()
    card.get_by_text("All", exact=True).click()
    card.get_by_role("checkbox", name="Grace Hopper").uncheck()
    card.get_by_role("button", name="Add selected").click()

    expect(talk.get_by_text("Speaker added: Mary Jackson")).to_be_visible()
    expect(card.get_by_text("Added", exact=True)).to_have_count(2)
    preview = talk.frame_locator(".preview iframe")
    expect(preview.get_by_text("Mary Jackson")).to_be_visible()
    talk.reload()
    expect(card.get_by_role("checkbox", name="Ada Lovelace")).to_be_disabled()

    talk.locator("#suggestions").get_by_role("button", name="Undo").click()
    expect(preview.get_by_text("Mary Jackson")).to_have_count(0)


def test_a_file_is_dropped_or_pasted_and_one_that_is_broken_is_refused(talk: Page) -> None:
    talk.evaluate(_GIVE, ["dragover", "hall.ics", ""])
    expect(talk.locator(".thread")).to_have_attribute("data-drop", "Drop it here: text, calendar, table or PDF")
    talk.evaluate(_GIVE, ["drop", "hall.ics", CALENDAR])
    expect(talk.get_by_role("region", name="hall.ics: 2 dates")).to_be_visible()
    expect(talk.locator(".thread")).not_to_have_attribute("data-drop", "Drop it here: text, calendar, table or PDF")

    talk.evaluate(_GIVE, ["paste", "faq.csv", "Question;Answer\nParking?;Behind the hall\n"])
    expect(talk.get_by_role("region", name="faq.csv: 1 question")).to_be_visible()

    talk.evaluate(_GIVE, ["drop", "broken.pdf", "%PDF-1.4 nothing"])
    expect(talk.locator("#message-refused")).to_contain_text("This PDF is damaged")
    talk.get_by_role("button", name="Discard faq.csv").click()
    expect(talk.get_by_role("region", name="faq.csv: 1 question")).to_have_count(0)
