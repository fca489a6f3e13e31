"""The first page, and its copy in another tone."""

import json
import re
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from events.page import phrases
from events.page.facts import PageFacts
from events.page.families import FAMILIES, Family, family_of
from events.page.live import fill_line
from events.page.phrases import TONES, Tone
from events.page.schema import Page
from events.page.writing import changed_texts, draw_page, redraw_copy, restyle
from tests.page.samples import EVENT, page

BARE = PageFacts(event_id="1", name="Something")


@pytest.mark.parametrize("tone", TONES)
@pytest.mark.parametrize("family", FAMILIES)
def test_every_family_and_tone_gives_a_valid_page(family: Family, tone: Tone) -> None:
    for facts in (EVENT, BARE):
        drawn = draw_page(facts, family=family, tone=tone)
        assert Page.model_validate(drawn).model_dump(mode="json", exclude_none=True) == drawn


def test_the_same_event_is_drawn_the_same_way() -> None:
    assert draw_page(EVENT) == draw_page(EVENT)


def test_what_the_event_knows_is_not_stored() -> None:
    stored = json.dumps(draw_page(EVENT))
    for fact in (EVENT.name, EVENT.city, EVENT.venue, EVENT.organizer_name, EVENT.summary, "2027", "420", "49", "17"):
        assert fact not in stored


def test_nothing_is_claimed_about_speakers_and_programme() -> None:
    sections = {section["type"]: section for section in draw_page(EVENT)["sections"]}
    assert all(person["placeholder"] for person in sections["speakers"]["items"])
    assert all(item["tba"] for day in sections["agenda"]["days"] for item in day["items"])
    assert [day["day"] for day in sections["agenda"]["days"]] == [1, 2]


@pytest.mark.parametrize("family", FAMILIES)
def test_phrases_name_no_numbers_and_praise_nothing(family: Family) -> None:
    words = " ".join(" ".join(phrases.OPENING[family][tone]) for tone in TONES)
    assert not re.search(r"\d|!|\b(best speakers|world|leading|unique|unforgettable|amazing|award)", words)


@pytest.mark.parametrize("tone", TONES)
@pytest.mark.parametrize("family", FAMILIES)
def test_every_opening_has_something_to_say_while_nothing_is_known(family: Family, tone: Tone) -> None:
    assert all(fill_line(opening, BARE) for opening in phrases.OPENING[family][tone])


@pytest.mark.parametrize(
    ("kind", "name", "summary", "family"),
    [
        ("", "Dawn Chorus 10K", "", "race"),
        ("", "Charity gala dinner", "", "gala"),
        ("workshop", "Jazz for beginners", "", "workshop"),
        ("", "Blue Hour", "A quintet plays, run by volunteers.", "concert"),
        ("", "Latency", "Run by people who like the ball game.", "other"),
        ("", "Sunset yoga retreat", "", "outdoors"),
    ],
)
def test_a_family_is_known_by_its_words(kind: str, name: str, summary: str, family: Family) -> None:
    assert family_of(kind, name, summary) == family


def test_a_tone_changes_the_words_and_nothing_else() -> None:
    before = draw_page(EVENT)
    after = redraw_copy(before, EVENT, "professional")
    assert after == draw_page(EVENT, tone="professional")
    assert {change.place for change in changed_texts(before, after)} >= {"hero.primary.label", "about.body"}


def test_there_and_back_gives_the_first_page_again() -> None:
    first = draw_page(EVENT)
    assert redraw_copy(redraw_copy(first, EVENT, "playful"), EVENT, "friendly") == first


def test_a_persons_own_words_stay() -> None:
    config = page({"type": "about", "id": "about", "heading": "Our story!", "body": "We began in a garage 🎉!"})
    playful = redraw_copy(config, EVENT, "playful")["sections"][1]
    assert (playful["heading"], playful["body"]) == ("Our story!", "We began in a garage 🎉!")


def test_a_professional_tone_calms_a_persons_words() -> None:
    config = page({"type": "about", "id": "about", "heading": "Our story!", "body": "Come! 🎉 It is free!!"})
    calm = redraw_copy(config, EVENT, "professional")["sections"][1]
    assert (calm["heading"], calm["body"]) == ("Our story.", "Come. It is free.")


def test_restyling_changes_the_tokens_given() -> None:
    styled = restyle(draw_page(EVENT), preset="gala", accent="#ff0000")
    assert styled["theme"] == {"preset": "gala", "mode": "auto", "accent": "#ff0000"}
    assert restyle(styled, accent="", hero="split")["theme"] == {"preset": "gala", "mode": "auto", "hero": "split"}


def test_moving_the_event_needs_no_new_page() -> None:
    later = replace(EVENT, starts_at=datetime(2028, 1, 1, 9, tzinfo=ZoneInfo("UTC")), ends_at=None, city="Lyon")
    assert json.dumps(draw_page(EVENT)).count("Lyon") == 0
    assert "Lyon" in fill_line("We meet in {city}.", later)
