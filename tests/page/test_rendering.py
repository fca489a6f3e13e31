"""The page as visitors and organizers see it."""

import logging
import re
from dataclasses import replace
from html.parser import HTMLParser
from types import SimpleNamespace
from typing import Any

import pytest
from django.template import Context, Template
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from events.page.facts import PageFacts
from events.page.reading import check_page
from events.page.theme import HERO_LAYOUTS, PRESETS
from tests.page.samples import DRAFT, EVENT, NOW, PAGE_V1, PICTURE, page, rendered
from tests.page.test_facts import LATER, SOLD

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "javascript:alert(1)",
    "red;background:url(//evil.example/x)",
    "{{ settings.SECRET_KEY }}{% debug %}",
    "\u202egnp.exe",
    "</style><svg onload=alert(1)>",
]
WORDS = st.sampled_from(HOSTILE) | st.text(max_size=30)
LINES = WORDS.map(lambda text: text[:30])
PICTURES = st.builds(lambda alt: {"asset": PICTURE, "alt": alt}, LINES)
LINKS = st.sampled_from(["https://example.org/a?b=1&c=2", "mailto:olga@example.org", "#sec-tickets"])
BUTTONS = st.builds(
    lambda label, action, href: {"label": label, "action": action, "href": href},
    LINES, st.sampled_from(["tickets", "link", "calendar"]), LINKS,
)  # fmt: skip


def several(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[list[dict[str, Any]]]:
    return st.lists(st.fixed_dictionaries(fields), max_size=3)


FIELDS: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "about": {"body": WORDS, "image": PICTURES, "figures": several(value=LINES, label=LINES)},
    "highlights": {"items": several(icon=st.sampled_from(["star", "food", "bolt"]), title=LINES, text=WORDS)},
    "agenda": {"days": several(day=st.integers(1, 30), items=several(title=LINES, text=WORDS, tba=st.booleans()))},
    "speakers": {"items": several(id=st.just("a"), name=LINES, bio=WORDS, photo=PICTURES, placeholder=st.booleans())},
    "venue": {"directions": WORDS, "map": st.sampled_from(["static", "link", "none"]), "image": PICTURES},
    "tickets": {"note": WORDS},
    "gallery": {"images": st.lists(PICTURES, max_size=3)},
    "sponsors": {"items": several(name=LINES, tier=LINES, logo=PICTURES, href=LINKS)},
    "faq": {"items": several(q=LINES, a=WORDS)},
    "countdown": {"target": st.sampled_from(["event_start", "sales_end"]), "after": LINES},
    "contact": {"text": WORDS, "links": st.lists(LINKS, max_size=3)},
    "rich_text": {"body": WORDS},
    "cta": {"text": LINES, "button": BUTTONS},
}
SECTIONS = st.one_of(
    [
        st.fixed_dictionaries(
            {"type": st.just(kind), **fields},
            optional={
                "heading": LINES,
                "hidden": st.booleans(),
                "background": st.sampled_from(["auto", "plain", "panel"]),
            },
        )
        for kind, fields in FIELDS.items()
    ]
)
PAGES = st.builds(
    lambda title, tagline, sections, preset, hero: {
        "theme": {"preset": preset, "hero": hero},
        "sections": [{"type": "hero", "title": title, "tagline": tagline}, *sections],
    },
    WORDS, WORDS, st.lists(SECTIONS, max_size=5, unique_by=lambda s: s["type"]),
    st.sampled_from(PRESETS), st.sampled_from(HERO_LAYOUTS),
)  # fmt: skip


class Markup(HTMLParser):
    """What a browser would see: tags, attributes and whether everything is closed."""

    VOID = frozenset({"img", "input", "br", "hr", "meta", "link", "source"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def assert_harmless(html: str) -> None:
    markup = Markup(html)
    assert markup.open == []
    for tag, attributes in markup.tags:
        assert tag not in {"script", "style", "iframe", "object", "base"}
        assert not any(name.startswith("on") for name in attributes)
        assert re.fullmatch(r"(--[\w-]+:[^;]+;?)+", attributes.get("style") or "--a:b")
        target = attributes.get("href") or attributes.get("src") or attributes.get("action") or "#"
        assert target.startswith(("https://", "mailto:", "#", "/"))
        assert not target.startswith("//")
    ids = [attributes["id"] for _, attributes in markup.tags if "id" in attributes]
    assert len(ids) == len(set(ids))


@given(config=PAGES, preview=st.booleans(), name=WORDS)
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
def test_any_valid_page_renders_and_no_text_becomes_markup(config: dict[str, Any], preview: bool, name: str) -> None:
    try:
        check_page(config)
    except ValidationError:
        return
    assert_harmless(rendered(config, replace(EVENT, is_preview=preview, name=name, venue=name, organizer_name=name)))


@pytest.mark.parametrize("preset", PRESETS)
def test_every_section_renders_in_every_theme(preset: str) -> None:
    html = rendered({**PAGE_V1, "theme": {"preset": preset}})
    assert_harmless(html)
    assert f'data-landing-theme="{preset}"' in html
    assert re.findall(r'data-section="(\w+)"', html) == [s["id"] for s in PAGE_V1["sections"][1:]]


def test_a_section_without_a_template_renders_nothing(caplog: pytest.LogCaptureFixture) -> None:
    block = SimpleNamespace(type="no_such_thing", section=None)
    with caplog.at_level(logging.WARNING):
        html = Template("{% load page %}[{% page_section block %}]").render(Context({"block": block}))
    assert (html, len(caplog.records)) == ("[]", 1)


def test_placeholders_are_for_the_organizer_alone() -> None:
    public, preview = rendered(PAGE_V1), rendered(PAGE_V1, DRAFT)
    for words in ("Keynote to come", "Somebody to come"):
        assert words not in public
        assert words in preview
    assert "data-waiting" not in public
    assert "data-waiting" in preview


def test_sections_with_nothing_to_show_are_for_the_organizer_alone() -> None:
    empty = page(
        *({"type": kind, "id": kind} for kind in ("about", "agenda", "speakers", "gallery", "sponsors", "faq"))
    )
    assert "data-section" not in rendered(empty)
    assert rendered(empty, DRAFT).count("data-section") == 6


def test_the_form_works_without_a_script() -> None:
    markup = Markup(rendered(PAGE_V1))
    form = next(attributes for tag, attributes in markup.tags if tag == "form")
    button = next(attributes for tag, attributes in markup.tags if tag == "button" and "formaction" in attributes)
    numbers = [attributes for tag, attributes in markup.tags if tag == "input" and attributes["type"] == "number"]
    assert (form["method"], button["formaction"]) == ("post", "/latency/reserve/")
    assert [(n["name"], n["value"], n["max"]) for n in numbers] == [
        ("quantity_reg", "0", "10"),
        ("quantity_stu", "0", "3"),
    ]


def test_prices_are_those_of_the_tickets() -> None:
    html = rendered(PAGE_V1)
    assert "€49.00" in html
    assert "From €15.00" in html
    assert "3 left" in html


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (replace(EVENT, status="cancelled"), "This event does not take place."),
        (replace(EVENT, status="ended"), "This event is over."),
        (replace(EVENT, tickets=(SOLD,)), "Sold out"),
        (replace(EVENT, tickets=(LATER,)), "Tickets go on sale on Tuesday, December 1, 2026"),
        (DRAFT, "Tickets can be bought once the event is published."),
    ],
)
def test_a_page_that_sells_nothing_says_why(facts: PageFacts, said: str) -> None:
    html = rendered(PAGE_V1, facts)
    assert said in html
    assert "/latency/reserve/" not in html


def test_a_programme_moves_with_its_event() -> None:
    later = replace(EVENT, starts_at=EVENT.starts_at and EVENT.starts_at.replace(month=10), ends_at=None)
    assert "Sep 17" in rendered(PAGE_V1)
    assert "Oct 17" in rendered(PAGE_V1, later)


def test_an_event_without_a_page_still_has_one() -> None:
    html = rendered({}, PageFacts(event_id="1", name="Something", now=NOW))
    assert "<h1>Something</h1>" in html
