import base64
import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.steps import sign_in
from tests.live import House, Visitors
from tests.storage.files import photo

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

SHELF = "/events/latency-2027/pictures/"
# Files as a browser carries them from another window.
CARRY = """files => {
  const carried = new DataTransfer();
  for (const [name, content] of files)
    carried.items.add(new File([Uint8Array.from(atob(content), letter => letter.charCodeAt(0))], name));
  return carried;
}"""


def drop(page: Page, *files: tuple[str, bytes]) -> None:
    carried = page.evaluate_handle(CARRY, [(name, base64.b64encode(content).decode()) for name, content in files])
    for moment in ("dragenter", "drop"):
        page.dispatch_event("picture-drop", moment, {"dataTransfer": carried})


def test_pictures_are_dropped_described_drawn_and_shown(furnished_house: House, visitors: Visitors) -> None:
    page = visitors.open(furnished_house)
    sign_in(page, "organizer@demo.example", "eventai-demo", to=SHELF)

    drop(page, ("hall.jpg", photo(size=(2000, 1200))))
    page.get_by_label("What does it show?").first.fill("The hall from the stage")
    page.get_by_role("button", name="Upload picture").click()
    expect(page.get_by_text("AVIF and WebP, 480, 960, 1600, 2000 wide")).to_be_visible(timeout=60_000)

    drop(page, ("a.jpg", photo(size=(600, 400))), ("b.png", b"<svg/>"), ("c.jpg", photo(size=(640, 400))))
    expect(page.locator("#pictures-refusal")).to_have_text(
        "b.png: SVG drawings can carry scripts, so we do not take them. Save it as PNG and upload that."
    )
    expect(page.locator(".picture-row")).to_have_count(3)

    hall = page.locator(".picture-row").filter(has_text="hall.jpg")
    hall.get_by_role("button", name="Show at the top of the page").click()
    expect(hall.get_by_text("On the page: at the top.")).to_be_visible()

    page.goto("/events/latency-2027/page/")
    page.get_by_role("button", name="Publish changes").click()
    expect(page.get_by_role("button", name="Publish changes")).to_be_disabled()
    visitor = visitors.open(furnished_house, viewport={"width": 390, "height": 844})
    visitor.goto("/latency-2027/")
    top = visitor.get_by_role("img", name="The hall from the stage")
    assert re.search(r"\.avif$", top.evaluate("image => image.currentSrc"))
    assert top.evaluate("image => image.complete && image.naturalWidth <= 390")


def test_what_is_too_large_is_said_before_it_is_sent(furnished_house: House, visitors: Visitors) -> None:
    page = visitors.open(furnished_house)
    sign_in(page, "organizer@demo.example", "eventai-demo", to=SHELF)

    drop(page, ("huge.jpg", photo() + bytes(16_000_000)))

    expect(page.locator("#pictures-refusal")).to_have_text("huge.jpg has 17 MB; 15 MB is the most. Save it smaller.")
