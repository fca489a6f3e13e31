"""What a text says that nobody told it, and what it says otherwise than the event."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from events.page.claims import find_claims, known_of
from events.page.contradictions import contradictions, with_live_fields
from events.page.facts import PageFacts, TicketLine

FACTS = PageFacts(
    event_id="1",
    name="Blue Hour",
    starts_at=datetime(2027, 6, 11, 20, 30, tzinfo=UTC),
    ends_at=datetime(2027, 6, 11, 23, 0, tzinfo=UTC),
    venue="The Low Note",
    city="Chicago",
    capacity=140,
    tickets=(
        TicketLine("1", "a", "Standard", Decimal("28.00"), "USD"),
        TicketLine("2", "b", "Front row", Decimal("45.00"), "USD"),
    ),
)
SAID = "A jazz night with the Nadia Osei Quartet, vegetarian food, parking behind the hall. We expect 12 bands."


def claims(text: str, known: str = "") -> list[tuple[str, str]]:
    found = find_claims(text, known="\n".join((SAID, known, known_of(FACTS))))
    return [(claim.kind, claim.words) for claim in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Join 500+ music lovers.", [("number", "500+ music")]),
        ("Three sets by Marcus Bell and friends.", [("person", "Marcus Bell")]),
        ("Over 20 artists and hundreds of guests.", [("number", "20 artists"), ("number", "hundreds of")]),
        ("95 % of our guests come back.", [("number", "95 % of")]),
        ("A world-class evening.", [("superlative", "world-class")]),
        ("“The best night of my whole year”, says a guest.", [("quote", "The best night of my whole year"), ("superlative", "best")]),
        ("Ein Abend mit Clara Winter am Flügel.", [("person", "Clara Winter")]),
        ("Une soirée avec Jeanne Moulin.", [("person", "Jeanne Moulin")]),
        ("Con la legendaria Rosa Mar.", [("person", "Rosa Mar"), ("superlative", "legendaria")]),
    ],
)  # fmt: skip
def test_what_nobody_said_is_found(text: str, found: list[tuple[str, str]]) -> None:
    assert claims(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Blue Hour brings the Nadia Osei Quartet to The Low Note in Chicago.",
        "140 places, 12 bands, doors at 20:30 on June 11, 2027.",
        "Standard tickets are $28, the front row is $45.",
        "Come early and stay late. Jazz, food and friends.",
        "Der Abend beginnt mit Musik. Das Essen ist vegetarisch.",
        "What To Expect On The Night",
    ],
)
def test_what_was_said_or_is_a_fact_is_no_claim(text: str) -> None:
    assert claims(text) == []


def test_the_persons_own_words_are_the_source() -> None:
    assert claims("500 guests, with Ada Lovelace.", known="we have 500 guests and ada lovelace comes") == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Tickets from $20 only.", "$20"),
        ("Entry costs 30 dollars.", "30 dollars"),
        ("Standard: $25", "$25"),
        ("Le billet coûte 12 €.", "12 €"),
        ("One night only, June 12!", "June 12"),
        ("Am 12. Juni um acht.", "12. Juni"),
        ("El 3 de julio de 2027 en Chicago", "3 de julio de 2027"),
    ],
)
def test_another_price_or_day_contradicts_the_event(text: str, words: str) -> None:
    assert [one.words.lower() for one in contradictions(text, FACTS)] == [words.lower()]


@pytest.mark.parametrize(
    "text",
    [
        "Tickets are $28, front row $45.00.",
        "Dinner is an extra $15 on the night.",
        "Refunds until 1 June. Doors on June 11.",
        "Rückgabe bis spätestens 1. Juni.",
        "Since 3 May 2011 we play every month.",
    ],
)
def test_other_money_and_other_days_do_not(text: str) -> None:
    assert contradictions(text, FACTS) == []


def test_in_a_headline_every_day_is_the_events() -> None:
    assert contradictions("Until 1 June", FACTS, is_headline=True)


def test_what_the_event_knows_becomes_live() -> None:
    text = "On Friday, 11 June 2027 at The Low Note, from $28. Front row $45."

    assert with_live_fields(text, FACTS) == "On Friday, {day} at {venue}, from {price}. Front row $45."


def test_without_facts_nothing_is_replaced() -> None:
    assert with_live_fields("On 11 June for $28", PageFacts(event_id="1", name="X")) == "On 11 June for $28"
