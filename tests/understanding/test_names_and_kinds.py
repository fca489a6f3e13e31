"""What the event is called, and what sort of event it is."""

from __future__ import annotations

import pytest

from conversations.understanding import KINDS
from tests.understanding.briefs import read

NAMES = [
    ("A jam called 'Wobbly Strings' on 5 March 2027", "Wobbly Strings"),
    ('Create the event "Lampenfieber 2027" in Jena', "Lampenfieber 2027"),
    ("name: Sheep & Shears\nwhen: 5 March 2027", "Sheep & Shears"),
    ("A jam on 5 March. Call it Wobbly Strings please", "Wobbly Strings"),
    ("Panel: Who mends the dykes? 5 March 2027", "Who mends the dykes"),
    ("Wobbly Strings 2027 at the Drill Hall, Inverness", "Wobbly Strings 2027"),
    ("we need the Harbour Tech Summit on the site, 5 March 2027", "Harbour Tech Summit"),
    ("Knots for Sailors, 5 March 2027, 7pm", "Knots for Sailors"),
    ("Women in Water Engineering, 5 March 2027", "Women in Water Engineering"),
    ("Hi there! Please create Wobbly Strings in Leeds on 5 March", "Wobbly Strings"),
    ("For DRIFT 2027 we have Oslo, 5 March 2027", "DRIFT 2027"),
    ("Lesung „Nebelhorn“ am 5. März 2027", "Nebelhorn"),
    ("Conférence « L'eau et nous », 5 mars 2027", "L'eau et nous"),
    ("WOOL MARKET. 5 MARCH 2027. SKIPTON.", "Wool Market"),
    ("I want to create a tech conference in Berlin", None),
    ("We're planning a party for 30 people", None),
    ("can you make an event", None),
]
SORTS = [
    ("A blues night for 90 people in Leeds", "concert"),
    ("a jazz concert", "concert"),
    ("ein Workshop in Jena", "workshop"),
    ("Flohmarkt in Jena", "market"),
    ("un atelier de poterie", "workshop"),
    ("a half marathon", "race"),
    ("Oktoberfest", "festival"),
    ("stand-up comedy night", "theatre"),
    ("pub quiz", "quiz"),
    ("our wedding reception", "wedding"),
    ("game jam with dinner included", "hackathon"),
    ("Alumni reunion of the class of 1997", "party"),
    ("RiverConf 2027", "conference"),
    ("Gründertreffen", None),
    ("a thing at my place", None),
]


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_a_name_is_taken_only_where_there_is_one(text: str, name: str | None) -> None:
    found = read(text).name
    assert (found.value if found else None) == name


@pytest.mark.parametrize(("text", "kind"), SORTS)
def test_the_kind_is_the_word_for_the_event_itself(text: str, kind: str | None) -> None:
    found = read(text).kind
    assert (found.value if found else None) == kind
    assert kind is None or kind in KINDS


def test_what_the_event_is_stands_in_the_summary() -> None:
    found = read("I want to create a tech conference in Berlin").summary
    assert found is not None
    assert found.words == "tech conference"
