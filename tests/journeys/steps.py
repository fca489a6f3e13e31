"""What people do on the screens, as steps that journeys share."""

import re
import secrets
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.live import House, Visitors

PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}

# First message of case d021 of the assistant's development set, as it was typed.
PYOHIO = (
    "PyOhio, Sat + Sun July 24-25 2027, Cleveland State University Student Center, Cleveland OH."
    " Always free! 400 folks max"
)


@dataclass
class Published:
    """An event before the public: who organizes it, the address of its page, the organizer's open browser."""

    email: str
    password: str
    address: str
    page: Page

    @property
    def slug(self) -> str:
        return self.address.strip("/")


def describe(page: Page, words: str) -> None:
    """Type what the event is on the home page and wait until the draft stands."""
    page.goto("/")
    page.get_by_label("Describe your event").get_by_role("textbox").fill(words)
    page.get_by_role("button", name="Draft my event").click()
    expect(page.get_by_text("Event draft created", exact=True)).to_be_visible(timeout=15_000)
    expect(page.get_by_role("button", name="Stop writing")).to_have_count(0)


def say(page: Page, words: str) -> None:
    """Say something to the assistant."""
    box = page.get_by_role("textbox", name="Message EventAI")
    box.fill(words)
    box.press("Enter")


def read_letter(visitors: Visitors, house: House, *, to: str, about: str) -> Page:
    """Open the latest letter to somebody in the outbox, as one does where no mail server is set."""
    page = visitors.open(house)
    page.goto("/outbox/")
    page.get_by_role("row").filter(has_text=to).filter(has_text=about).get_by_role("link").first.click()
    return page


def sign_up(page: Page, visitors: Visitors, house: House) -> tuple[str, str]:
    """Make an account from the sign-up page that is open, with the code from the letter."""
    email, password = f"mara.{secrets.token_hex(4)}@example.com", secrets.token_urlsafe(16)
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Create account").click()
    letter = read_letter(visitors, house, to=email, about="Confirm your email")
    code = re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}", letter.locator(".letter-text").text_content() or "")
    assert code is not None
    page.get_by_label("Code").fill(code[0])
    page.get_by_role("button", name="Confirm email").click()
    return email, password


def sign_in(page: Page, email: str, password: str, *, to: str) -> None:
    """Sign in with the password on the way to a page."""
    page.goto(f"/accounts/login/?next={to}")
    page.get_by_text("Use a password").click()
    form = page.locator("form").filter(has=page.locator("input[type=password]"))
    form.get_by_label("Email").fill(email)
    form.locator("input[type=password]").fill(password)
    form.get_by_role("button").last.click()
    page.wait_for_url(f"**{to}")


def publish(page: Page, visitors: Visitors, house: House, words: str = PYOHIO) -> Published:
    """From the first words to a public page: draft, account, organizer, approval by a click."""
    describe(page, words)
    conversation = page.url
    say(page, "publish it")
    page.get_by_role("link", name="Create a free account").click()
    email, password = sign_up(page, visitors, house)
    page.wait_for_url(conversation)
    page.get_by_role("button", name="Become an organizer").click()
    page.wait_for_url(conversation)
    page.get_by_role("region", name="Ready to publish?").get_by_role("button", name="Publish it").click()
    page.get_by_role("button", name="Publish event").click()
    said = page.get_by_text(re.compile(r"The page is public at"))
    expect(said.first).to_be_visible()
    address = re.search(r"://[^/]+(/[a-z0-9-]+/)", said.first.inner_text())
    assert address is not None
    return Published(email, password, address[1], page)


def reserve(page: Page, address: str, seats: int) -> None:
    """Choose seats of the first ticket type and go on to the checkout."""
    page.goto(address)
    more = page.get_by_role("group").get_by_role("button", name=re.compile("more", re.I)).first
    for _ in range(seats):
        more.click()
    page.get_by_role("button", name="Continue to checkout").click()
    page.wait_for_url("**/orders/*/")
