"""Times of day: beginnings, ends, doors, and hours past midnight."""

from __future__ import annotations

import pytest

from tests.understanding.briefs import moment, read

DAY = "Jam on 5 March 2027"
TIMES = [
    ("at 7:30pm", "19:30", None),
    ("at 22h", "22:00", None),
    ("at noon", "12:00", None),
    ("half past six", "18:30", None),
    ("at 5 in the afternoon", "17:00", None),
    ("10:00-16:00", "10:00", "05T16:00"),
    ("from 6pm to 9pm", "18:00", "05T21:00"),
    ("1-3pm", "13:00", "05T15:00"),
    ("11-1pm", "11:00", "05T13:00"),
    ("9 to noon", "09:00", "05T12:00"),
    ("noon to 6", "12:00", "05T18:00"),
    ("7pm to 1am", "19:00", "06T01:00"),
    ("4pm until midnight", "16:00", "06T00:00"),
    ("half ten til one", "10:30", "05T13:00"),
    ("doors at 7, show at 8pm", "20:00", None),
    ("11:00–17:00 (registration 10:30)", "11:00", "05T17:00"),
    ("18.30 Uhr", "18:30", None),
    ("9 bis 15 Uhr", "09:00", "05T15:00"),
    ("20 Uhr bis 4 Uhr früh", "20:00", "06T04:00"),
    ("de 14h à 18h30", "14:00", "05T18:30"),
    ("das 18h15 às 19h30", "18:15", "05T19:30"),
    ("dalle 18 alle 20", "18:00", "05T20:00"),
    ("a las 20:15", "20:15", None),
    ("van 10 tot 16 uur", "10:00", "05T16:00"),
    ("kl. 19.00", "19:00", None),
    ("at 18:00 for two hours", "18:00", "05T20:00"),
]
NO_TIME = ["cap at 20", "between 10 and 50 people", "for kids 5 to 12 years", "tickets 12.50", "a 10k run", "rows 7-9"]


@pytest.mark.parametrize(("words", "start", "end"), TIMES)
def test_hours_are_read_as_spoken(words: str, start: str, end: str | None) -> None:
    brief = read(f"{DAY}, {words}")
    assert brief.start is not None
    assert moment(brief.start.value) == f"2027-03-05T{start}"
    assert (moment(brief.end.value) if brief.end else None) == (f"2027-03-{end}" if end else None)


@pytest.mark.parametrize("words", NO_TIME)
def test_a_figure_is_not_an_hour(words: str) -> None:
    brief = read(f"{DAY} {words}")
    assert brief.start is not None
    assert brief.start.value.time is None


def test_hours_without_a_day_are_kept_apart() -> None:
    brief = read("Knitting circle from 6pm to 8pm in Truro")
    assert brief.start is None
    assert (
        brief.start_time and f"{brief.start_time.value:%H:%M}",
        brief.end_time and f"{brief.end_time.value:%H:%M}",
    ) == ("18:00", "20:00")


def test_two_days_have_their_own_hours() -> None:
    brief = read("Barcamp Thursday 21 January 2027, 09:00 – Friday 22 January 2027, 17:00")
    assert brief.start and moment(brief.start.value) == "2027-01-21T09:00"
    assert brief.end and moment(brief.end.value) == "2027-01-22T17:00"


def test_a_calendar_file_in_utc_is_told_in_the_time_of_its_town() -> None:
    brief = read("DTSTART:20270304T190000Z\nDTEND:20270304T210000Z\nSUMMARY:Fiddle evening\nLOCATION:Town Hall\\, Oslo")
    assert brief.start and moment(brief.start.value) == "2027-03-04T20:00"
    assert brief.end and moment(brief.end.value) == "2027-03-04T22:00"


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Webinar 5 March 2027, 6pm CET", "Europe/Berlin"),
        ("Webinar 5 March 2027, 10:00 UTC", "Etc/UTC"),
        ("Webinar 5 March 2027, 9am Pacific", "America/Los_Angeles"),
        ("Jam 5 March 2027, 6pm in Lima", "America/Lima"),
        ("Webinar 5 March 2027, 6pm", None),
    ],
)
def test_the_zone_is_stated_or_follows_from_the_town(text: str, zone: str | None) -> None:
    brief = read(text)
    assert (brief.timezone.value if brief.timezone else None) == zone
