"""What a page may hold."""

from typing import Any

import pytest
from pydantic import ValidationError

from events.page.schema import Page
from tests.page.samples import PAGE_V1, page


def test_a_page_of_every_section_is_valid() -> None:
    stored = Page.model_validate(PAGE_V1).model_dump(mode="json")
    assert Page.model_validate(stored).model_dump(mode="json") == stored


@pytest.mark.parametrize(
    "config",
    [
        page({"type": "iframe", "id": "x", "src": "https://evil.example"}),
        page({"type": "tickets", "id": "x", "price": 5}),
        page({"type": "tickets", "id": "x"}, {"type": "tickets", "id": "y"}),
        page({"type": "hero", "id": "x"}),
        page({"type": "about", "id": "hero"}),
        page({"type": "about", "id": "x", "image": {"asset": "https://evil.example/x.png"}}),
        page({"type": "about", "id": '"><script>'}),
        page({"type": "agenda", "id": "x", "days": [{"day": 1, "items": [{"title": "K", "speakers": ["bob"]}]}]}),
        page({"type": "agenda", "id": "x", "days": [{"day": 1, "items": [{"title": "K", "start": "25:00"}]}]}),
        page({"type": "cta", "id": "x", "text": "Go", "button": {"label": "Go", "action": "link"}}),
        page(theme={"preset": "clean"}),
        page(theme={"accent": "red;background:url(//evil.example)"}),
        page(theme={"hero": "centered"}),
        {"version": 1, "sections": []},
        {"version": 2, "sections": [{"type": "hero"}]},
    ],
)
def test_what_does_not_belong_on_a_page_is_refused(config: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Page.model_validate(config)


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,x",
        "http://example.org/",
        "//evil.example/",
        "https://good.example@evil.example/",
        'https://example.org/" onclick="x',
        "https:///nowhere",
        "/admin/",
        "mailto:a@b.example?bcc=everybody@example.org",
    ],
)
def test_a_link_says_where_it_leads(link: str) -> None:
    with pytest.raises(ValidationError):
        Page.model_validate(page({"type": "contact", "id": "x", "links": [link]}))


@pytest.mark.parametrize("link", ["https://example.org/a?b=1#c", "mailto:olga@example.org", "#sec-tickets"])
def test_good_links_stand(link: str) -> None:
    assert Page.model_validate(page({"type": "contact", "id": "x", "links": [link]}))


def test_invisible_characters_are_taken_out() -> None:
    config = page({"type": "rich_text", "id": "x", "heading": "AI\u202eDays\U000e0041\x00\ud800", "body": "a\r\nb\x07"})
    section: Any = Page.model_validate(config).sections[1]
    assert (section.heading, section.body) == ("AIDays", "a\nb")


def test_a_title_may_hold_a_sign_less_than() -> None:
    config = {"version": 1, "sections": [{"type": "hero", "title": "AI <3\n Berlin"}]}
    assert Page.model_validate(config).hero.title == "AI <3 Berlin"
