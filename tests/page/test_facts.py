"""What the page says of its event: when, where, and whether it can be bought."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from events.page.facts import PageFacts, PageState
from tests.page.samples import EVENT, NOW, REGULAR

CONCERT = replace(
    EVENT,
    starts_at=datetime(2027, 6, 13, 1, 30, tzinfo=UTC),
    ends_at=datetime(2027, 6, 13, 6, 0, tzinfo=UTC),
    timezone="America/Chicago",
)


@pytest.mark.parametrize(
    ("locale", "line"),
    [
        ("en", "Saturday, June 12, 2027, 8:30\u202fPM – 1:00\u202fAM CDT"),
        ("en-GB", "Saturday, 12 June 2027, 20:30 – 01:00 CDT"),
        ("de", "Samstag, 12. Juni 2027, 20:30 – 01:00 CDT"),
        ("xx", "Saturday, June 12, 2027, 8:30\u202fPM – 1:00\u202fAM CDT"),
    ],
)
def test_a_night_is_one_day_in_the_events_zone(locale: str, line: str) -> None:
    assert replace(CONCERT, locale=locale).date_line == line


def test_a_zone_without_letters_names_its_distance() -> None:
    assert replace(EVENT, timezone="Asia/Kathmandu").date_line.endswith("UTC+5:45")


def test_several_days_say_when_they_begin() -> None:
    assert EVENT.date_line == "Sep 17\u2009–\u200918, 2027, 10:00\u202fAM CEST"
    assert (EVENT.day_count, EVENT.length) == (2, (2, "days"))


def test_an_open_hour_is_not_invented() -> None:
    day = replace(EVENT, has_start_time=False, ends_at=None)
    assert (day.date_line, day.starts_iso, day.length) == ("Friday, September 17, 2027", "2027-09-17", None)


def test_nothing_known_says_nothing() -> None:
    bare = PageFacts(event_id="1", name="Something", now=NOW)
    assert (bare.date_line, bare.place_line, bare.length, bare.from_price, bare.address_lines) == (
        "",
        "",
        None,
        None,
        [],
    )


def test_a_town_is_not_said_twice() -> None:
    assert replace(EVENT, venue="", city="Lyon", country="FR").address_lines == ["Lyon", "France"]


def test_the_lowest_price_on_sale_is_shown() -> None:
    free = replace(REGULAR, price=Decimal(0))
    assert EVENT.from_price == Decimal(15)
    assert replace(EVENT, tickets=(free,)).is_free
    assert not EVENT.is_free


SOLD = replace(REGULAR, state="sold_out")
LATER = replace(REGULAR, state="not_yet", sales_start_at=datetime(2026, 12, 1, 9, tzinfo=UTC))
ENDED = replace(REGULAR, state="ended")


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        (EVENT, "on_sale"),
        (replace(EVENT, status="draft"), "draft"),
        (replace(EVENT, status="cancelled"), "cancelled"),
        (replace(EVENT, status="ended"), "past"),
        (replace(EVENT, now=datetime(2027, 9, 18, 17, tzinfo=UTC)), "past"),
        (replace(EVENT, tickets=()), "no_tickets"),
        (replace(EVENT, tickets=(SOLD, ENDED)), "sold_out"),
        (replace(EVENT, tickets=(SOLD, LATER)), "not_yet"),
        (replace(EVENT, tickets=(ENDED,)), "closed"),
        (replace(EVENT, tickets=(SOLD, REGULAR)), "on_sale"),
    ],
)
def test_the_state_is_the_one_thing_to_say_first(facts: PageFacts, state: PageState) -> None:
    assert facts.state == state


def test_a_preview_sells_nothing() -> None:
    assert EVENT.can_buy
    assert not replace(EVENT, is_preview=True).can_buy
