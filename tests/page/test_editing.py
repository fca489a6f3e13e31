"""Changes to a page section by section: what is named is changed, what stood in for something makes room."""

from typing import Any

import pytest
from pydantic import ValidationError

from events.page import editing
from events.page.editing import NoSuchSection, PageCopy, SectionEmpty, SectionFixed
from events.page.facts import PageFacts
from events.page.writing import draw_page


@pytest.fixture
def page() -> dict[str, Any]:
    """A first page of a conference: hero, about, agenda, speakers, venue, tickets, faq."""
    return draw_page(PageFacts(event_id="1", name="Signal", kind="conference", city="Porto"))


def section(page: dict[str, Any], kind: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in page["sections"] if one["type"] == kind)
    return found


def kinds(page: dict[str, Any]) -> list[str]:
    return [one["type"] for one in page["sections"]]


def test_a_real_speaker_takes_the_place_of_one_to_be_announced(page: dict[str, Any]) -> None:
    assert len(section(page, "speakers")["items"]) == 3

    page = editing.put_speaker(page, "Ada Lovelace", title="mathematician", company="Babbage & Co")

    people = section(page, "speakers")["items"]
    assert [(one["name"], one["placeholder"]) for one in people] == [
        ("Ada Lovelace", False),
        ("To be announced", True),
        ("To be announced", True),
    ]
    assert people[0]["id"] == "ada-lovelace"
    for name in ("Grace Hopper", "Émilie du Châtelet", "Hypatia"):
        page = editing.put_speaker(page, name)
    assert [one["name"] for one in section(page, "speakers")["items"]] == [
        "Ada Lovelace", "Grace Hopper", "Émilie du Châtelet", "Hypatia",
    ]  # fmt: skip


def test_the_same_name_is_the_same_person(page: dict[str, Any]) -> None:
    page = editing.put_speaker(page, "Ada Lovelace", title="mathematician")
    page = editing.put_speaker(page, "ADA LOVELACE", bio="Wrote the first program.")

    person = section(page, "speakers")["items"][0]
    assert (person["name"], person["title"], person["bio"]) == (
        "Ada Lovelace", "mathematician", "Wrote the first program.",
    )  # fmt: skip


def test_two_people_of_one_spelling_have_ids_of_their_own(page: dict[str, Any]) -> None:
    for name in ("李娜", "李伟"):
        page = editing.put_speaker(page, name)

    assert [one["id"] for one in section(page, "speakers")["items"][:2]] == ["person", "person-2"]


def test_the_programme_stands_in_its_order_and_the_placeholder_goes(page: dict[str, Any]) -> None:
    page = editing.put_agenda_item(page, "Lunch", start="12:30")
    page = editing.put_agenda_item(page, "Welcome coffee", start="10:00", end="10:30")
    page = editing.put_agenda_item(page, "Party", day=2)
    page = editing.put_agenda_item(page, "lunch", start="12:30", text="Vegetarian")

    days = section(page, "agenda")["days"]
    assert [[one["title"] for one in day["items"]] for day in days] == [["Welcome coffee", "lunch"], ["Party"]]
    assert days[0]["items"][1]["text"] == "Vegetarian"


def test_who_speaks_in_a_slot_joins_the_people(page: dict[str, Any]) -> None:
    page = editing.put_agenda_item(page, "Keynote", start="09:00", speakers=["Ada Lovelace"])

    assert section(page, "speakers")["items"][0]["name"] == "Ada Lovelace"
    assert section(page, "agenda")["days"][0]["items"][0]["speakers"] == ["ada-lovelace"]
    page = editing.remove_section(page, "speakers")
    assert section(page, "agenda")["days"][0]["items"][0]["speakers"] == []


def test_a_question_is_answered_once(page: dict[str, Any]) -> None:
    count = len(section(page, "faq")["items"])
    page = editing.put_question(page, "Is there parking?", "No.")
    page = editing.put_question(page, "is there PARKING", "Yes, behind the hall.")

    items = section(page, "faq")["items"]
    assert len(items) == count + 1
    assert items[-1] == {"q": "is there PARKING", "a": "Yes, behind the hall."}


def test_a_sponsor_brings_its_section_and_only_safe_links(page: dict[str, Any]) -> None:
    page = editing.put_sponsor(page, "Northbank", tier="Gold", href="https://northbank.example")

    assert section(page, "sponsors")["items"][0]["tier"] == "Gold"
    with pytest.raises(ValidationError):
        editing.put_sponsor(page, "Evil", href="javascript:alert(1)")


def test_words_are_kept_filled_and_taken_away(page: dict[str, Any]) -> None:
    page = editing.revise_copy(page, PageCopy(title="Signal 27", tagline="Talks", cta="Come along"))
    page = editing.revise_copy(page, PageCopy(tagline="", about="A day.", highlights=(("Food", "Soup"),)))

    hero = section(page, "hero")
    assert (hero["title"], hero.get("tagline"), section(page, "about")["body"]) == ("Signal 27", None, "A day.")
    assert section(page, "highlights")["items"][0]["title"] == "Food"
    assert kinds(page).index("highlights") == kinds(page).index("about") + 1
    assert section(page, "cta")["text"] == "Come along"
    assert kinds(page)[-1] == "cta"


def test_a_removed_section_comes_back_where_it_usually_stands(page: dict[str, Any]) -> None:
    before = kinds(page)

    gone = editing.remove_section(page, "Venue")
    back = editing.add_section(gone, "venue")

    assert "venue" not in kinds(gone)
    assert kinds(back) == before


def test_a_hidden_section_is_shown_again_with_what_it_said(page: dict[str, Any]) -> None:
    page = editing.put_question(page, "Parking?", "No.")
    hidden = editing.revise_section(page, "faq", is_hidden=True)
    assert section(hidden, "faq")["hidden"]

    assert editing.add_section(hidden, "faq") == page


def test_sections_move_but_the_top_stays(page: dict[str, Any]) -> None:
    moved = editing.move_section(page, "tickets", before="agenda")
    assert kinds(moved).index("tickets") == kinds(moved).index("agenda") - 1
    assert kinds(editing.move_section(page, "about"))[-1] == "about"
    for change in ({"section": "hero", "after": "faq"}, {"section": "faq", "before": "hero"}):
        with pytest.raises(SectionFixed, match="stays at the top"):
            editing.move_section(page, **change)


def test_a_section_is_found_by_type_heading_and_everyday_name(page: dict[str, Any]) -> None:
    heading = section(page, "about")["heading"]
    for name in ("about", heading.upper(), "introduction"):
        assert section(editing.revise_section(page, name, heading="New"), "about")["heading"] == "New"


def test_what_cannot_be_is_refused_in_words(page: dict[str, Any]) -> None:
    with pytest.raises(NoSuchSection, match=r"no section “gallery”. It has: Top, "):
        editing.remove_section(page, "gallery")
    with pytest.raises(SectionFixed, match="already"):
        editing.add_section(page, "faq")
    with pytest.raises(SectionEmpty):
        editing.add_section(page, "rich_text", heading="House rules")
    with pytest.raises(SectionFixed, match="is a list"):
        editing.revise_section(page, "faq", text="words")
    with pytest.raises(SectionFixed):
        editing.revise_section(page, "hero", is_hidden=True)
