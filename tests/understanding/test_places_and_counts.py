"""Towns, countries, venues, numbers of people, and taking part from afar."""

from __future__ import annotations

import pytest

from tests.understanding.briefs import read

PLACES = [
    ("Jam in Wien", "Wien", "AT", "Europe/Vienna"),
    ("Jam in München", "München", "DE", "Europe/Berlin"),
    ("Jam in Cologne", "Cologne", "DE", "Europe/Berlin"),
    ("Jam in Geneva", "Geneva", "CH", "Europe/Zurich"),
    ("Jam in Perth, Scotland", "Perth", "GB", "Europe/London"),
    ("Jam in Perth, Australia", "Perth", "AU", "Australia/Perth"),
    ("Jam in Portland, Maine", "Portland", "US", "America/New_York"),
    ("Jam in Portland", "Portland", "US", "America/Los_Angeles"),
    ("Jam in Austin TX", "Austin", "US", "America/Chicago"),
    ("Jam at Weir House, Bath", "Bath", "GB", "Europe/London"),
    ("Jam in Belize", None, "BZ", "America/Belize"),
    ("jam in lisbon", "Lisbon", "PT", "Europe/Lisbon"),
    ("jam, amsterdma, 3 march", "Amsterdam", "NL", "Europe/Amsterdam"),
    ("Reading group for Nice people on a Mobile stage in March", None, None, None),
    ("Best regards from Paris, we need a jam", None, None, None),
]
VENUES = [
    ("Jam at The Blue Anchor, Whitby", "The Blue Anchor"),
    ("Jam at the Google office in Zurich", "Google office"),
    ("Jam, Amber Hotel Gdańsk, 3 March 2027", "Amber Hotel Gdańsk"),
    ("Jam in der Turnhalle Nord in Erlangen", "Turnhalle Nord"),
    ("Jam, Cookery Lab, 14 Rue du Rhône, Geneva", "Cookery Lab"),
    ("Jam\nVenue: St. Mark's Church, 210 Elm St, Dayton, OH", "St. Mark's Church"),
    ("Jam in Leeds, venue TBC", None),
    ("Jam at the usual spot in Leeds", None),
    ("Jam at 8pm on Zoom", None),
    ("Jam. Venue: we are still looking", None),
]
COUNTS = [
    ("Jam for 300 people", 300),
    ("Jam, max 80 guests", 80),
    ("Jam, capacity 1,200", 1200),
    ("A supper for 36 people in Porto", 36),
    ("Groups of 12 people meet for coffee", None),
    ("Jam, 15.000 Besucher", 15000),
    ("Jam with 40k visitors", 40000),
    ("Jam, forty covers", 40),
    ("Jam, 70 Plätze", 70),
    ("Jam, 140 personnes maxi", 140),
    ("Jam, aforo 350", 350),
    ("Jam, 500 people in total, 60 of them seated", 500),
    ("Jam, limit 400, actually make it 380", 380),
    ("A 5k jam in 2027 with 20 talks and a £500 prize", None),
    ("Jam with teams of 6", None),
    ("Jam with 30 speakers and 12 sponsors", None),
]
REMOTE = [
    ("Jam on Zoom", True),
    ("Hybrid jam", True),
    ("Jam, people can join on Teams", True),
    ("Jam in Leeds, no remote this time", False),
    ("Jam in Leeds, buy tickets online", None),
    ("Jam in Leeds", None),
]


@pytest.mark.parametrize(("text", "city", "country", "zone"), PLACES)
def test_the_town_tells_country_and_zone(text: str, city: str | None, country: str | None, zone: str | None) -> None:
    brief = read(text, timezone="Etc/UTC")
    found = [fact.value if fact else None for fact in (brief.city, brief.country, brief.timezone)]
    assert found == [city, country, zone]


@pytest.mark.parametrize(("zone", "country"), [("Europe/London", "GB"), ("America/New_York", "US")])
def test_of_two_towns_of_one_name_the_one_at_home_is_meant(zone: str, country: str) -> None:
    found = read("Jam in Cambridge", timezone=zone).country
    assert found is not None
    assert (found.value, found.words) == (country, "")


@pytest.mark.parametrize(("text", "venue"), VENUES)
def test_the_venue_is_the_house_and_not_the_town(text: str, venue: str | None) -> None:
    found = read(text).venue
    assert (found.value if found else None) == venue


@pytest.mark.parametrize(("text", "capacity"), COUNTS)
def test_capacity_counts_people_and_nothing_else(text: str, capacity: int | None) -> None:
    found = read(text).capacity
    assert (found.value if found else None) == capacity


@pytest.mark.parametrize(("text", "online"), REMOTE)
def test_remote_means_taking_part_and_not_buying(text: str, online: bool | None) -> None:
    found = read(text).online
    assert (found.value if found else None) == online
