"""What a reader would stumble over on a page, found before strangers do."""

from dataclasses import replace
from typing import Any

import pytest

from events.page.facts import PageFacts
from events.page.families import FAMILIES, Family
from events.page.phrases import TONES
from events.page.reading import check_page
from events.page.review import review_page
from events.page.theme import PRESETS
from events.page.writing import draw_page
from tests.page.samples import DRAFT, PICTURE


def page_with(*sections: dict[str, Any], **more: Any) -> Any:
    return check_page({"version": 1, "sections": [{"type": "hero", "id": "hero"}, *sections], **more})


def about(text: str) -> Any:
    return page_with({"type": "about", "id": "why", "body": text})


def found(page: Any, **more: Any) -> list[tuple[str, str]]:
    return [(remark.kind, remark.words) for remark in review_page(page, DRAFT, **more)]


@pytest.mark.parametrize(
    ("text", "remarks"),
    [
        ("Lorem ipsum dolor sit amet.", [("stand_in", "Lorem ipsum dolor sit amet")]),
        ("Meet [Speaker name] on stage.", [("stand_in", "[Speaker name]")]),
        ("Meet [insert 3 names] on stage.", [("stand_in", "[insert 3 names]")]),
        ("Bis zum [Datum einfügen].", [("stand_in", "[Datum einfügen]")]),
        ("Come to {speaker}, {{ event.city }}.", [("stand_in", "{speaker}"), ("stand_in", "{{ event.city }}")]),
        ("TODO: say why. Call XXXX.", [("stand_in", "TODO"), ("stand_in", "XXXX")]),
        ("The line-up is TBA.", [("to_come", "TBA.")]),
        ("Das Programm wird noch bekanntgegeben.", [("to_come", "wird noch bekanntgegeben")]),
        ("Join 500+ guests.", [("claim", "500+ guests")]),
        ("A world-class evening.", [("claim", "world-class")]),
        ("It is on September 19, 2027.", [("contradiction", "September 19, 2027")]),
        ("Regular tickets are €39.", [("contradiction", "€39")]),
    ],
)
def test_what_is_wrong_with_a_text_is_found(text: str, remarks: list[tuple[str, str]]) -> None:
    assert found(about(text)) == remarks


@pytest.mark.parametrize(
    "text",
    [
        "Two days in {city}: {day}. Find [the venue](https://example.org/venue) on the map.",
        "From September 17 to 18, 2027, with room for 420. Student tickets are €15.",
        "Meet Ada Lovelace and everybody else [sic].",
        "1. Come\n2. Stay\n3. Go home",
        "XX century jazz, todo incluido.",
    ],
)
def test_what_is_known_or_harmless_is_left_alone(text: str) -> None:
    assert found(about(text)) == []


def test_what_the_page_counts_itself_is_known() -> None:
    people = [{"id": f"p{n}", "name": f"Person {n}"} for n in range(7)]
    page = page_with(
        {"type": "speakers", "id": "who", "items": people}, {"type": "about", "id": "why", "body": "7 talks."}
    )
    assert found(page) == []


def test_a_figure_is_read_with_what_it_counts_and_hidden_sections_are_not_read() -> None:
    figures = {"type": "about", "id": "why", "figures": [{"value": "95 %", "label": "come back"}]}
    hidden = {"type": "rich_text", "id": "old", "hidden": True, "body": "Lorem ipsum, 900 guests."}
    assert found(page_with(figures, hidden)) == [("claim", "95 % come")]


def test_bus_lines_and_telephone_numbers_claim_nothing() -> None:
    venue = {
        "type": "venue",
        "id": "there",
        "directions": "Bus 100.",
        "ways": [{"icon": "bus", "text": "M29, 5 stops"}],
    }
    contact = {"type": "contact", "id": "ask", "text": "Call +49 30 1234567."}
    assert found(page_with(venue, contact)) == []


def test_who_stands_in_is_not_read_as_words() -> None:
    people = [{"id": "tba", "name": "To be announced", "placeholder": True}]
    assert found(page_with({"type": "speakers", "id": "who", "items": people})) == []


def test_every_remark_names_its_place() -> None:
    (remark,) = review_page(about("Join 500+ guests."), DRAFT)
    assert (remark.section, remark.place, remark.detail) == ("why", "“introduction”", "“500+ guests”: where from?")


def test_a_claim_has_one_key_however_it_is_spelled() -> None:
    keys = {remark.key for text in ("500+ Guests", "500+  guests") for remark in review_page(about(text), DRAFT)}
    assert keys == {"500+ guests"}


def test_what_is_told_besides_is_known() -> None:
    assert found(about("Join 500 guests."), known="500") == []


def test_pictures_without_words_are_found_where_nothing_else_says_what_they_show() -> None:
    mute = replace(DRAFT.pictures[PICTURE], alt="")
    facts = replace(DRAFT, pictures={PICTURE: mute})
    image = {"asset": PICTURE}
    page = page_with(
        {"type": "gallery", "id": "g", "images": [image, {**image, "alt": "A hall"}, image]},
        {"type": "speakers", "id": "s", "items": [{"id": "ada", "name": "Ada", "photo": image}]},
    )
    assert [(one.kind, one.section) for one in review_page(page, facts)] == [("no_description", "g")] * 2
    assert review_page(page, DRAFT) == []
    assert {one.kind for one in review_page(page, replace(DRAFT, pictures={}))} == {"gone"}


def test_an_accent_that_had_to_be_moved_is_told_for_the_schemes_in_use() -> None:
    yellow = {"preset": "signal", "accent": "#ffee55"}
    assert [one.kind for one in review_page(page_with(theme=yellow), DRAFT)] == ["accent"]
    assert found(page_with(theme={**yellow, "mode": "dark"})) == []
    assert found(page_with(theme={**yellow, "preset": "gala"})) == []


@pytest.mark.parametrize("preset", PRESETS)
def test_no_theme_is_faint_by_itself(preset: str) -> None:
    assert found(page_with(theme={"preset": preset})) == []


@pytest.mark.parametrize("family", FAMILIES)
def test_the_pages_we_draw_ourselves_claim_nothing(family: Family) -> None:
    for tone in TONES:
        for facts in (DRAFT, PageFacts(event_id="1", name="Something", is_preview=True)):
            drawn = check_page(draw_page(facts, family=family, tone=tone))
            assert review_page(drawn, facts) == []
