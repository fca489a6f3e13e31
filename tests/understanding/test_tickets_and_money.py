"""Amounts of money and the tickets they belong to."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.understanding.briefs import paid, read, ticket_row

AMOUNTS = [
    ("€18.50", "18.50", "EUR"),
    ("18,50 €", "18.50", "EUR"),
    ("1.590 €", "1590", "EUR"),
    ("$1,295", "1295", "USD"),
    ("1.099,00 €", "1099.00", "EUR"),
    ("CHF 88.–", "88", "CHF"),
    ("CHF 1'600.–", "1600", "CHF"),
    ("R$ 320,00", "320.00", "BRL"),
    ("Rs. 2,999", "2999", "INR"),
    ("S$1,290", "1290", "SGD"),
    ("590 zł", "590", "PLN"),
    ("US$120", "120", "USD"),
    ("395 SEK", "395", "SEK"),
    ("EUR12", "12", "EUR"),
    ("£48pp", "48", "GBP"),
    ("eighteen quid", "18", "GBP"),
    ("five dollars", "5", "USD"),
    ("30,000 won", "30000", "KRW"),
    ("R 18,500", "18500", "ZAR"),
]
TICKETS = [
    (
        "Early bird €49 until 1 May 2027, regular €99, VIP €149 (50 seats)",
        [paid("49", "Early bird", None, "2027-05-01"), paid("99", "Regular"), paid("149", "VIP", 50)],
    ),
    ("early bird 18.50 (40 seats), regular 25", [paid("18.50", "Early bird", 40), paid("25", "Regular")]),
    ("$15 general / $5 student", [paid("15", "General"), paid("5", "Student")]),
    ("€70 members, €90 guests", [paid("70", "Members"), paid("90", "Guests")]),
    (
        "General admission is CAD 120 and students pay CAD 30",
        [paid("120", "General admission"), paid("30", "Students")],
    ),
    ("30 VIP tickets for 600 EUR, regular 250 EUR", [paid("600", "VIP", 30), paid("250", "Regular")]),
    ("Erwachsene 12 €, Kinder 6 €", [paid("12", "Erwachsene"), paid("6", "Kinder")]),
    ("Plein tarif 14 €, réduit 9 €", [paid("14", "Plein tarif"), paid("9", "Réduit")]),
    ("Standing £20, seated £35. Seated tickets limited to 80.", [paid("20", "Standing"), paid("35", "Seated", 80)]),
    ("Presale €10 (ends 3 March 2027), door €14", [paid("10", "Presale", None, "2027-03-03"), paid("14", "Door")]),
    ("Tickets £20, kids free", [paid("20"), paid("0", "Kids")]),
    ("Admission £12. Sales close 2 April 2027.", [paid("12", None, None, "2027-04-02")]),
    ("free entry, 80 places", [paid("0")]),
    ("Eintritt frei", [paid("0")]),
    ("entrada gratuita", [paid("0")]),
    ("tickets will be standard and premium", [("Standard", None, None, None), ("Premium", None, None, None)]),
    ("entry by donation", [("Donation", None, None, None)]),
]
NO_TICKETS = [
    "parking £5, soup £4 a bowl",
    "first prize £500",
    "we hope to raise £2,000",
    "feel free to bring cake, free parking, gluten-free food",
    "room 12, 40 people, 20 March 2027",
    "a budget of €3000",
]


@pytest.mark.parametrize(("words", "amount", "currency"), AMOUNTS)
def test_an_amount_is_read_with_its_currency(words: str, amount: str, currency: str) -> None:
    brief = read(f"Craft evening, entry {words}")
    assert [(ticket.price, ticket.currency) for ticket in brief.tickets] == [(Decimal(amount), currency)]
    assert brief.currency is not None
    assert brief.currency.value == currency


@pytest.mark.parametrize(("words", "rows"), TICKETS)
def test_tickets_have_their_names_prices_numbers_and_ends(words: str, rows: list[tuple[object, ...]]) -> None:
    assert [ticket_row(ticket) for ticket in read(f"Craft evening in Leeds. {words}").tickets] == rows


@pytest.mark.parametrize("words", NO_TICKETS)
def test_other_money_sells_no_ticket(words: str) -> None:
    assert read(f"Craft evening in Leeds, {words}").tickets == ()


def test_a_bare_figure_has_no_currency() -> None:
    brief = read("Craft evening, early bird 18.50, regular 25")
    assert [ticket.currency for ticket in brief.tickets] == [None, None]
    assert brief.currency is None


@pytest.mark.parametrize(
    ("place", "currency"),
    [("Ottawa", "CAD"), ("Wellington, New Zealand", "NZD"), ("Barcelona", "USD"), ("Austin TX", "USD")],
)
def test_a_dollar_is_the_dollar_of_the_place(place: str, currency: str) -> None:
    assert read(f"Craft evening in {place}, $12").tickets[0].currency == currency


def test_the_deadline_of_a_sale_is_not_the_day_of_the_event() -> None:
    brief = read("Craft evening in Leeds. Early bird £5 until 1 May 2027, regular £8.")
    assert brief.start is None
    assert str(brief.tickets[0].sale_ends) == "2027-05-01"


@pytest.mark.parametrize(
    ("text", "city", "capacity"),
    [
        ("A pottery workshop in Leeds for 12 people, £45", "Leeds", 12),
        ("A dinner for 30 in Porto, €55 a head", "Porto", 30),
        ("Summer gala in Oslo for 200 guests, 900 kr", "Oslo", 200),
        ("£30 lino printing workshop in Bath for 14 people", "Bath", 14),
    ],
)
def test_what_the_event_is_names_no_ticket(text: str, city: str, capacity: int) -> None:
    brief = read(text)
    assert [ticket.name for ticket in brief.tickets] == [None]
    assert (brief.city and brief.city.value, brief.capacity and brief.capacity.value) == (city, capacity)


@pytest.mark.parametrize(
    "words",
    ["Free online. Actually CHF 5 for people in the room", "VIP £40 and, well, £20", "kids €4, adults, rather, €9"],
)
def test_words_of_talk_name_no_ticket(words: str) -> None:
    assert not {"Actually", "Well", "Rather"} & {ticket.name for ticket in read(f"Jam in Bern. {words}").tickets}


@pytest.mark.parametrize(
    "words",
    [
        "locals at 20 and visitors at 35 euros",
        "locals pay 20, visitors pay 35 euros",
        "locals at 20 € & visitors at 35 €",
    ],
)
def test_one_currency_may_be_said_for_two_prices(words: str) -> None:
    brief = read(f"Jam in Tampere on 9 September 2027, {words}")
    assert [ticket_row(ticket) for ticket in brief.tickets] == [paid("20", "Locals"), paid("35", "Visitors")]
    assert {ticket.currency for ticket in brief.tickets} == {"EUR"}
    assert brief.start_time is None
