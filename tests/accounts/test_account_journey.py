"""In a real browser: sign up by a code, add a passkey, come back with it; an admin looks after people."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.builders import PASSWORD
from tests.live import House, Visitors

pytestmark = pytest.mark.browser
PLATFORM_AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def page(house: House, visitors: Visitors) -> Iterator[Page]:
    """A visitor whose machine can make passkeys."""
    page = visitors.open(house)
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": PLATFORM_AUTHENTICATOR})
    yield page


def read_code(page: Page, email: str) -> str:
    """The code in the last letter to the address, read in the outbox."""
    outbox = page.context.new_page()
    outbox.goto("/outbox/")
    outbox.get_by_role("row").filter(has_text=email).first.get_by_role("link").click()
    found = re.search(r"^\s*([A-Z0-9]{3,}(?:-[A-Z0-9]{3,})?)\s*$", outbox.inner_text("main"), re.MULTILINE)
    outbox.close()
    assert found
    return found[1]


def sign_up(page: Page, email: str) -> None:
    page.goto("/accounts/signup/?next=/settings/")
    page.locator("input[name=email]").fill(email)
    page.locator("input[name=password1]").fill(PASSWORD)
    page.locator("form:has(input[name=password1]) button").click()
    page.locator("input[name=code]").fill(read_code(page, email))
    page.locator("form:has(input[name=code]) button").first.click()
    expect(page.get_by_role("heading", name="Settings")).to_be_visible()


def test_a_person_comes_back_with_a_passkey(page: Page) -> None:
    sign_up(page, "mia@example.com")
    page.goto("/settings/security/")
    page.get_by_role("link", name="Add a passkey").click()
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("form:has(input[name=password]) button").first.click()
    page.locator("input[name=name]").fill("Laptop")
    page.locator("input[name=passwordless]").check()
    page.locator("form:has(input[name=name]) button").last.click()
    expect(page).to_have_url(re.compile("/accounts/2fa/recovery-codes/"))

    page.context.clear_cookies()
    page.goto("/accounts/login/?next=/settings/security/")
    page.locator("passkey-form button").first.click()

    expect(page.get_by_text("1 passkey or security key.")).to_be_visible()


def test_a_person_becomes_an_organizer_and_leaves(page: Page) -> None:
    sign_up(page, "noa@example.com")
    page.get_by_role("button", name="Become an organizer").click()
    expect(page.get_by_text("You are an organizer")).to_be_visible()

    page.goto("/settings/data/")
    page.get_by_role("link", name="Remove my account").click()
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("form:has(input[name=password]) button").first.click()
    page.get_by_label("Your email address").fill("noa@example.com")
    page.get_by_role("button", name="Remove my account for good").click()

    expect(page.get_by_text("Your account is removed.")).to_be_visible()


def test_an_admin_suspends_somebody(page: Page, house: House, visitors: Visitors) -> None:
    sign_up(page, "ada@example.com")
    house.run("appoint_admin", "ada@example.com")
    other = visitors.open(house)
    sign_up(other, "zed@example.com")

    page.goto("/admin/accounts/profile/?q=zed")
    page.get_by_role("link", name="zed@example.com").click()
    page.get_by_role("button", name="Suspend").click()
    expect(page.get_by_text("Suspended, and signed out everywhere.")).to_be_visible()

    other.goto("/settings/")
    expect(other).to_have_url(re.compile("/accounts/login/"))
