"""What sort of event it is, judged by its own words: it decides the theme and the sentences of a first page."""

import re
from dataclasses import dataclass
from typing import Literal

from events.page.theme import Preset

Family = Literal[
    "conference", "meetup", "workshop", "business", "concert", "festival", "party", "race", "dinner", "exhibition",
    "outdoors", "family", "gala", "other",
]  # fmt: skip


@dataclass(frozen=True)
class FamilyTraits:
    """A family's noun, its theme, the words it is known by, and how its page begins."""

    noun: str
    preset: Preset
    words: str
    people_heading: str = ""
    programme_heading: str = ""
    reserve: str = "Get tickets"


# In the order they are tried: the narrower first, so that a "charity gala dinner" is a gala.
FAMILIES: dict[Family, FamilyTraits] = {
    "gala": FamilyTraits(
        "evening",
        "gala",
        r"gala|black[ -]tie|awards?|wedding|hochzeit|boda|mariage|ball|prom",
        programme_heading="The evening",
        reserve="Reserve a seat",
    ),
    "race": FamilyTraits(
        "race",
        "stride",
        r"\d+ ?km?|run|race|(half[ -])?marathon|triathlon|trail|cycling|ride|lauf|carrera|regatta|tournament|swim",
        programme_heading="The day",
        reserve="Enter",
    ),
    "concert": FamilyTraits(
        "concert",
        "bluenote",
        r"concert|gig|jazz|quartet|quintet|orchestra|symphony|choir|recital|live music|dj|club night|konzert|concierto"
        r"|band|album|open mic|opera",
        people_heading="Players",
        programme_heading="The evening",
    ),
    "festival": FamilyTraits(
        "festival",
        "carnival",
        r"festival|carnival|karneval|street party|fair|parade|fest|kermesse|block party",
        people_heading="Line-up",
        programme_heading="Programme",
    ),
    "dinner": FamilyTraits(
        "evening",
        "salon",
        r"dinner|supper|brunch|lunch|tasting|wine|cena|abendessen|dîner|cook(ing)?|banquet|chef",
        programme_heading="The evening",
        reserve="Take a seat",
    ),
    "exhibition": FamilyTraits(
        "exhibition",
        "salon",
        r"exhibition|vernissage|gallery|museum|ausstellung|exposici[oó]n|book|reading|literary|poetry|art show"
        r"|photography|film|cinema|screening",
    ),
    "conference": FamilyTraits(
        "conference",
        "signal",
        r"conference|conf|congress|symposium|summit|hackathon|kongress|konferenz|conferencia|convention|expo"
        r"|tech days?|\w+conf",
        people_heading="Speakers",
        programme_heading="Agenda",
    ),
    "outdoors": FamilyTraits(
        "day",
        "meadow",
        r"yoga|meditation|wellbeing|wellness|garden|walk|hike|nature|picnic|spa|mindful\w*|forest|planting",
        programme_heading="The day",
        reserve="Join",
    ),
    "workshop": FamilyTraits(
        "workshop",
        "signal",
        r"workshop|class|course|training|bootcamp|masterclass|hands[ -]on|tutorial|lesson|taller|kurs",
        people_heading="Your teachers",
        programme_heading="What we do",
        reserve="Book a place",
    ),
    "business": FamilyTraits(
        "seminar",
        "boardroom",
        r"seminar|webinar|investors?|board|partner day|kick[ -]?off|all[ -]hands|town hall|networking|business|trade"
        r"|leadership|product launch|fundrais\w*|corporate|team",
        people_heading="Speakers",
        programme_heading="Agenda",
        reserve="Book a place",
    ),
    "family": FamilyTraits(
        "day",
        "carnival",
        r"kids?|children|family|kinder|school|birthday|bday|niños|puppet|playground",
        programme_heading="The day",
    ),
    "party": FamilyTraits(
        "party",
        "carnival",
        r"party|celebration|halloween|new year|fiesta|rave|disco|anniversary|reunion|reception",
    ),
    "meetup": FamilyTraits(
        "meetup",
        "signal",
        r"meetup|meet[ -]up|user group|talks?|drinks|gathering|community|hangout|club|ai|python|javascript|devs?|tech",
        people_heading="Speakers",
        programme_heading="The evening",
        reserve="Save a seat",
    ),
    "other": FamilyTraits("event", "salon", r"(?!)"),
}
_WORDS = {
    family: re.compile(rf"(?<!\w)(?:{traits.words})s?(?!\w)", re.IGNORECASE) for family, traits in FAMILIES.items()
}

# Words that say what an event is in its name, but may mean anything in a sentence ("run by volunteers").
_IN_NAMES_ONLY = re.compile(
    r"(run|ride|race|ball|board|fair|book|reading|class|course|training|band|album|film|team|trade|business|walk|talk"
    r"|drink|club|school|community|kid|child|children|ai|tech|dev|lunch|wine|chef|party|award|garden|trail|team)s?",
    re.IGNORECASE,
)


def family_of(kind: str, name: str, summary: str = "") -> Family:
    """The family an event's own words speak of: its kind first, then its name, then its summary."""
    for text in (kind, name):
        for family, pattern in _WORDS.items():
            if pattern.search(text):
                return family
    for family, pattern in _WORDS.items():
        if any(not _IN_NAMES_ONLY.fullmatch(match[0]) for match in pattern.finditer(summary)):
            return family
    return "other"
