"""Whole briefs in English: every fact the text states is found, and nothing it does not state."""

from __future__ import annotations

import pytest

from tests.understanding.briefs import Case, facts_of, paid

LONDON = {"city": "London", "country": "GB", "timezone": "Europe/London"}

CASES = [
    Case(
        "Ukulele night at The Blue Anchor, Whitby. Friday 5 March 2027, 7.30pm till 10pm. Tickets £6, 55 places.",
        {
            "name": "Ukulele night",
            "start": "2027-03-05T19:30",
            "end": "2027-03-05T22:00",
            "venue": "The Blue Anchor",
            "city": "Whitby",
            "country": "GB",
            "timezone": "Europe/London",
            "capacity": 55,
            "currency": "GBP",
            "tickets": [paid("6")],
        },
        free=frozenset({"kind"}),
    ),
    Case(
        (
            "Please set up the Northern Beekeepers Congress 2027, 14-16 October 2027, Assembly Rooms, York. Full "
            "delegate £180, day delegate £75, students £40 (60 places)."
        ),
        {
            "name": "Northern Beekeepers Congress 2027",
            "kind": "conference",
            "start": "2027-10-14",
            "end": "2027-10-16",
            "venue": "Assembly Rooms",
            "city": "York",
            "country": "GB",
            "timezone": "Europe/London",
            "currency": "GBP",
            "tickets": [paid("180", "Full delegate"), paid("75", "Day delegate"), paid("40", "Students", 60)],
        },
    ),
    Case(
        "I want to organise a chess tournament in Leeds on 6 February 2027 for 64 players, entry £10, juniors £5",
        {
            "kind": "tournament",
            "start": "2027-02-06",
            "city": "Leeds",
            "country": "GB",
            "timezone": "Europe/London",
            "capacity": 64,
            "currency": "GBP",
            "tickets": [paid("10"), paid("5", "Juniors")],
        },
    ),
    Case(
        (
            "Event: Rooftop Cinema Club\nDate: 3 July 2027\nTime: 21:00 - 23:30\nVenue: Peckham Levels\nCity: "
            "London\nCapacity: 140\nTickets: Deckchair £14, Sofa for two £32"
        ),
        {
            **LONDON,
            "name": "Rooftop Cinema Club",
            "start": "2027-07-03T21:00",
            "end": "2027-07-03T23:30",
            "venue": "Peckham Levels",
            "capacity": 140,
            "currency": "GBP",
            "tickets": [paid("14", "Deckchair"), paid("32", "Sofa for two")],
        },
        free=frozenset({"kind"}),
    ),
    Case(
        "webinar: Pruning roses without fear, Jan 19, 5pm GMT on Zoom, free, up to 300 people",
        {
            "name": "Pruning roses without fear",
            "kind": "webinar",
            "start": "2027-01-19T17:00",
            "timezone": "Etc/GMT",
            "online": True,
            "capacity": 300,
            "tickets": [paid("0")],
        },
    ),
    Case(
        "Vinyl fair called 'Crate Diggers' this Saturday, 10 to 4, Town Hall, Hebden Bridge. Entry £2, early entry £5",
        {
            "name": "Crate Diggers",
            "kind": "market",
            "start": "2026-11-28T10:00",
            "end": "2026-11-28T16:00",
            "venue": "Town Hall",
            "city": "Hebden Bridge",
            "country": "GB",
            "timezone": "Europe/London",
            "currency": "GBP",
            "tickets": [paid("2"), paid("5", "Early entry")],
        },
    ),
    Case(
        "DevOps Days Nairobi, 9 and 10 September 2027, KES 4500, early bird KES 3000 until 30 June 2027, 250 seats",
        {
            "name": "DevOps Days Nairobi",
            "kind": "conference",
            "start": "2027-09-09",
            "end": "2027-09-10",
            "city": "Nairobi",
            "country": "KE",
            "timezone": "Africa/Nairobi",
            "capacity": 250,
            "currency": "KES",
            "tickets": [paid("4500"), paid("3000", "Early bird", None, "2027-06-30")],
        },
        timezone="Africa/Nairobi",
        locale="en-KE",
    ),
    Case(
        "New Year's Eve ceilidh, 8pm to 1am, Drill Hall, Inverness. Adults £22, under 16s £8, family £50. 220 max.",
        {
            "name": "New Year's Eve ceilidh",
            "kind": "concert",
            "start": "2026-12-31T20:00",
            "end": "2027-01-01T01:00",
            "venue": "Drill Hall",
            "city": "Inverness",
            "country": "GB",
            "timezone": "Europe/London",
            "capacity": 220,
            "currency": "GBP",
            "tickets": [paid("22", "Adults"), paid("8", "Under 16s"), paid("50", "Family")],
        },
    ),
    Case(
        "sourdough for beginners\nsunday 14 feb 2027 9:30-13:00\n£48pp\nmax 8",
        {
            "name": "Sourdough for beginners",
            "start": "2027-02-14T09:30",
            "end": "2027-02-14T13:00",
            "capacity": 8,
            "currency": "GBP",
            "tickets": [paid("48")],
        },
        free=frozenset({"name", "kind"}),
    ),
    Case(
        (
            "Lakeside 10k, 23 May 2027, 9am start, Queen's Park, Chesterfield. 600 runners. £18, club members £16. "
            "Entries close 1 May 2027."
        ),
        {
            "name": "Lakeside 10k",
            "kind": "race",
            "start": "2027-05-23T09:00",
            "venue": "Queen's Park",
            "city": "Chesterfield",
            "country": "GB",
            "timezone": "Europe/London",
            "capacity": 600,
            "currency": "GBP",
            "tickets": [paid("18", None, None, "2027-05-01"), paid("16", "Club members", None, "2027-05-01")],
        },
    ),
    Case(
        "Create a product launch in Austin, TX on March 9, 2027 at 6pm, invite only, 120 guests",
        {
            "kind": "launch",
            "start": "2027-03-09T18:00",
            "city": "Austin",
            "country": "US",
            "timezone": "America/Chicago",
            "capacity": 120,
        },
        timezone="America/Chicago",
        locale="en-US",
    ),
    Case(
        "Poetry Slam Finals - Sat 04/17/2027 - 8 PM - Nuyorican Poets Cafe, New York - $15 advance / $20 at the door",
        {
            "name": "Poetry Slam Finals",
            "kind": "theatre",
            "start": "2027-04-17T20:00",
            "venue": "Nuyorican Poets Cafe",
            "city": "New York",
            "country": "US",
            "timezone": "America/New_York",
            "currency": "USD",
            "tickets": [paid("15", "Advance"), paid("20", "At the door")],
        },
        timezone="America/New_York",
        locale="en-US",
    ),
    Case(
        "Board game café opening party tomorrow from 6pm, free entry, 80 places",
        {
            "name": "Board game café opening party",
            "kind": "party",
            "start": "2026-11-23T18:00",
            "capacity": 80,
            "tickets": [paid("0")],
        },
    ),
    Case(
        "Plan a two-day UX workshop in Melbourne starting 20 April 2027, 9am to 5pm, A$450, 25 spots",
        {
            "kind": "workshop",
            "start": "2027-04-20T09:00",
            "end": "2027-04-21T17:00",
            "city": "Melbourne",
            "country": "AU",
            "timezone": "Australia/Melbourne",
            "capacity": 25,
            "currency": "AUD",
            "tickets": [paid("450")],
        },
        timezone="Australia/Sydney",
        locale="en-AU",
    ),
    Case(
        "60 tickets at €12 for a gypsy jazz concert in Galway, 12 June 2027, 8pm",
        {
            "kind": "concert",
            "start": "2027-06-12T20:00",
            "city": "Galway",
            "country": "IE",
            "timezone": "Europe/Dublin",
            "capacity": 60,
            "currency": "EUR",
            "tickets": [paid("12", None, 60)],
        },
        timezone="Europe/Dublin",
        locale="en-IE",
    ),
    Case(
        "Improv night, early bird 18.50 (40 seats), regular 25, Thursday 11 March 2027 at 19:30 in Cork",
        {
            "name": "Improv night",
            "kind": "theatre",
            "start": "2027-03-11T19:30",
            "city": "Cork",
            "country": "IE",
            "timezone": "Europe/Dublin",
            "tickets": [paid("18.50", "Early bird", 40), paid("25", "Regular")],
        },
        timezone="Europe/Dublin",
        locale="en-IE",
    ),
    Case(
        (
            "We're throwing a birthday party for Gran on 3 April 2027, 2pm-6pm, at the Bowling Club in Paisley. 45 "
            "guests, no tickets."
        ),
        {
            "kind": "party",
            "start": "2027-04-03T14:00",
            "end": "2027-04-03T18:00",
            "venue": "Bowling Club",
            "city": "Paisley",
            "country": "GB",
            "timezone": "Europe/London",
            "capacity": 45,
        },
    ),
    Case(
        (
            "Quiz night for the scouts, 27 Jan 2027 7pm for 7.30pm, Methodist Church Hall, Otley, £5 a head, teams of "
            "6, 90 people max"
        ),
        {
            "name": "Quiz night for the scouts",
            "kind": "quiz",
            "start": "2027-01-27T19:00",
            "venue": "Methodist Church Hall",
            "city": "Otley",
            "country": "GB",
            "timezone": "Europe/London",
            "capacity": 90,
            "currency": "GBP",
            "tickets": [paid("5")],
        },
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text[:40])
def test_a_brief_yields_its_facts_and_no_others(case: Case) -> None:
    assert facts_of(case) == case.facts
