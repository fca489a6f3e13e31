"""Prices and days in a text for the page: replaced by what stays true, or refused where the event says otherwise."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from babel import Locale

from eventai.money import Money
from events.page.claims import fold
from events.page.facts import PageFacts

_LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "nl", "sv")
_SIGNS = {"€": "EUR", "£": "GBP", "$": "USD", "¥": "JPY", "₹": "INR"}
_SIGN = r"(?:[€£$¥₹]|\b(?:EUR|USD|GBP|CHF|SEK|NOK|DKK|PLN|CZK|CAD|AUD|NZD|JPY|INR|BRL|MXN|ZAR|NGN)\b)"
_MONEY = r"\d{1,3}(?:[ .,']\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d{1,2})?(?!\d)"
_WORD = r"\b(?:euros?|dollars?|pounds?|kroner|kronor)\b"
_PRICE = re.compile(rf"{_SIGN}\s?(?P<a>{_MONEY})|(?<![\d.,])(?P<b>{_MONEY})\s?(?:{_SIGN}|{_WORD})", re.IGNORECASE)
_TICKET = re.compile(
    r"\b(?:tickets?|entry|entrance|admission|pass(?:es)?|seats?|price[sd]?|early ?birds?|eintritt\w*|karten?|plätze|"
    r"preise?|billets?|entrées?|tarifs?|places?|entradas?|boletos?|precios?|ingressos?|bilhetes?|preços?|biglietti|ingresso|"
    r"kaartjes?|toegang|biljett\w*|inträde)\b",
    re.IGNORECASE,
)
# In front of a date: it is a deadline, an anniversary, anything but the day itself.
_OTHER_DAY = re.compile(
    r"\b(?:until|till?|by|before|deadline|from|since|after|closes?|ends?|opens?|starting|founded|bis|vor|ab|seit|nach|"
    r"spätestens|jusqu\S*|avant|depuis|après|dès|à partir du|hasta|antes del?|desde|después del?|até|fino|entro|dal|"
    r"tot|voor|vanaf|till och med|senast|från)\W+(?:\w+\W+){0,2}$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Contradiction:
    """A price or date in a text that the event tells otherwise."""

    words: str
    sentence: str


def contradictions(text: str, facts: PageFacts, *, is_headline: bool = False) -> list[Contradiction]:
    """What the text says about the price or the day that the event says otherwise.

    In a headline every date is the event's; elsewhere one after "until" or "before" is not.
    """
    return [*_wrong_prices(text, facts), *_wrong_days(text, facts, is_headline=is_headline)]


def with_live_fields(text: str, facts: PageFacts) -> str:
    """The text with the event's own day, venue and lowest price as live fields, so that it stays true."""
    for words, day in reversed(list(_days(text, facts))):
        if day is not None and facts.day_count == 1 and day == facts.day(1):
            text = text[: words.start()] + "{day}" + text[words.end() :]
    if facts.venue and len(facts.venue) > 3:
        text = re.sub(rf"(?<![\w{{]){re.escape(facts.venue)}(?!\w)", "{venue}", text)
    lowest = facts.from_price
    for match in reversed(list(_PRICE.finditer(text)) if lowest else []):
        if _amount(match) == lowest and _says_currency(match[0], facts):
            text = text[: match.start()] + "{price}" + text[match.end() :]
    return text


def _wrong_prices(text: str, facts: PageFacts) -> Iterator[Contradiction]:
    prices = {ticket.price for ticket in facts.tickets}
    for match in _PRICE.finditer(text):
        sentence = _sentence_at(text, match.start())
        names_one = any(fold(ticket.name) in fold(sentence) for ticket in facts.tickets)
        if facts.tickets and (_TICKET.search(sentence) or names_one) and _amount(match) not in prices:
            shown = ", ".join(f"{ticket.name} {_money(ticket.price, facts)}" for ticket in facts.tickets[:4])
            yield Contradiction(match[0].strip(), f"the tickets say {shown}")


def _money(price: Decimal, facts: PageFacts) -> str:
    return Money(price, facts.currency).brief if price else "free"


def _amount(match: re.Match[str]) -> Decimal:
    number = re.sub(r"[' ]", "", match["a"] or match["b"])
    return Decimal(re.sub(r"[.,](?=\d{3}(?!\d))", "", number).replace(",", "."))


def _says_currency(words: str, facts: PageFacts) -> bool:
    code = next((code for sign, code in _SIGNS.items() if sign in words), "")
    return not code or code == facts.currency or (code == "USD" and facts.currency.endswith("D"))


def _wrong_days(text: str, facts: PageFacts, *, is_headline: bool) -> Iterator[Contradiction]:
    first, last = facts.day(1), facts.last_day
    for match, day in _days(text, facts):
        is_other = not is_headline and _OTHER_DAY.search(text[max(0, match.start() - 40) : match.start()])
        if day is None or first is None or last is None or is_other:
            continue
        if not first <= day <= last and (is_headline or abs((day - first).days) < 400):
            yield Contradiction(match[0].strip(), f"the event is on {facts.date_line}")


def _sentence_at(text: str, place: int) -> str:
    begin = max(text.rfind(mark, 0, place) for mark in (". ", "! ", "? ", "\n"))
    ends = [end for mark in (". ", "! ", "? ", "\n") if (end := text.find(mark, place)) >= 0]
    return text[begin + 1 : min(ends, default=len(text))]


@cache
def _months() -> dict[str, int]:
    found: dict[str, int] = {}
    for language in _LANGUAGES:
        for width in ("wide", "abbreviated"):
            names = Locale(language).months["format"][width]
            found |= {fold(name).rstrip("."): number for number, name in names.items() if len(name) > 2}
    return found


@cache
def _day_pattern() -> re.Pattern[str]:
    month = "|".join(sorted((re.escape(name) for name in _months()), key=len, reverse=True))
    return re.compile(
        rf"(?P<iso>\b\d{{4}}-\d{{2}}-\d{{2}}\b)"
        rf"|\b(?P<d1>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?\s+(?:of\s+|de\s+)?(?P<m1>{month})\b\.?(?:,?\s+(?:de\s+)?(?P<y1>\d{{4}}))?"
        rf"|\b(?P<m2>{month})\b\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(?P<y2>\d{{4}}))?",
    )


def _days(text: str, facts: PageFacts) -> Iterator[tuple[re.Match[str], date | None]]:
    """Every date in the text, with its day; without a year it is the event's."""
    plain = "".join(_plain_letter(letter) for letter in text)
    year = facts.starts_local.year if facts.starts_local else facts.now.year
    for match in _day_pattern().finditer(plain):
        yield match, _day_of(match, year)


def _plain_letter(letter: str) -> str:
    """Lower case without accents, one for one, so that places stay what they are."""
    base = unicodedata.normalize("NFKD", letter)[0].lower()
    return base if len(base) == 1 else letter


def _day_of(match: re.Match[str], year: int) -> date | None:
    try:
        if match["iso"]:
            return date.fromisoformat(match["iso"])
        month = _months()[match["m1"] or match["m2"]]
        return date(int(match["y1"] or match["y2"] or year), month, int(match["d1"] or match["d2"]))
    except ValueError:
        return None
