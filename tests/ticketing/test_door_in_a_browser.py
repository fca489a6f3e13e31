"""The door with a camera: a ticket is held up to a real browser."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, expect
from qrcode.main import make

from accounts.models import Profile
from eventai.db.acting import acting_as_system
from tests import builders
from tests.live import CHROMIUM, FLAGS
from tests.ticketing import buying
from ticketing.models import Order

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def order(olga: Profile, dora: Profile, ben: Profile) -> Order:
    event = builders.publish(builders.make_event(olga))
    builders.make_ticket(event)
    builders.open_to(event, dora, "check_in_attendee")
    return buying.buy(event, ben, entry=1)


def film_of(code: str, folder: Path) -> Path:
    """What a camera sees of the code, slightly askew: thirty times the same frame."""
    ticket = make(code).get_image()  # type: ignore[no-untyped-call]  # the library has no types
    ticket = ticket.convert("RGB").resize((380, 380)).rotate(8, fillcolor="white", expand=True)
    frame, out = Image.new("RGB", (640, 480), (90, 80, 70)), io.BytesIO()
    frame.paste(ticket, (110, 20))
    frame.save(out, "JPEG", quality=92)
    film = folder / "camera.mjpeg"
    film.write_bytes(out.getvalue() * 30)
    return film


@pytest.fixture
def camera(browser: Browser, tmp_path: Path) -> Iterator[Callable[[str], BrowserContext]]:
    """A browser whose camera sees a code."""
    opened: list[Browser] = []

    def seeing(code: str) -> BrowserContext:
        flags = [
            "--use-fake-ui-for-media-stream",
            "--use-fake-device-for-media-stream",
            f"--use-file-for-fake-video-capture={film_of(code, tmp_path)}",
        ]
        opened.append(browser.browser_type.launch(executable_path=CHROMIUM, args=[*FLAGS, *flags]))
        return opened[0].new_context(permissions=["camera"])

    yield seeing
    for each in opened:
        each.close()


def test_a_ticket_held_up_lets_its_guest_in(
    order: Order,
    dora: Profile,
    client_of: Callable[[Profile], Client],
    live_server: object,
    camera: Callable[[str], BrowserContext],
) -> None:
    with acting_as_system():
        seat = order.attendees.get()
    visitor = camera(seat.qr_code or "")
    session = client_of(dora).cookies[settings.SESSION_COOKIE_NAME].value
    visitor.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": str(live_server)}])
    page = visitor.new_page()
    page.goto(f"{live_server}/events/{order.event.slug}/door/")
    expect(page.get_by_role("alert")).to_contain_text("Guest 1", timeout=20_000)
    expect(page.get_by_text("of 1 checked in")).to_be_visible()
    expect(page.get_by_label("Code, order number or name")).to_be_focused()
    with acting_as_system():
        seat.refresh_from_db()
    assert seat.checked_in
