"""Amounts of money, and words for no money at all: €18.50 · 1.590 € · CHF 88.- · eighteen quid · free entry."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from babel.numbers import get_territory_currencies

from conversations.understanding.numbers import SPELLED, whole_number
from conversations.understanding.spans import Span, blank
from conversations.understanding.ticket_names import TIER


@dataclass(frozen=True, slots=True)
class MoneySpan:
    """An amount as it stands in the text; `mark` is the sign, code or word for the currency, "" without one."""

    span: Span
    amount: Decimal
    mark: str = ""
    free: bool = False


HOME = "home"
"""The mark of an amount that is in the money of the country: "a fiver"."""
_CODES = frozenset(
    "usd eur gbp chf sek nok dkk pln czk huf ron bgn rsd isk try uah ils aed sar qar kwd egp mad dzd tnd zar "
    "kes ngn ghs ugx tzs rwf inr pkr lkr bdt npr "
    "cny hkd twd jpy krw sgd myr thb idr php vnd khr aud nzd cad mxn brl ars clp cop uyu bzd crc dop".split()
)
_SIGNS = {
    "€": "EUR",
    "£": "GBP",
    "us$": "USD",
    "usd$": "USD",
    "ca$": "CAD",
    "c$": "CAD",
    "cad$": "CAD",
    "a$": "AUD",
    "au$": "AUD",
    "aud$": "AUD",
    "nz$": "NZD",
    "s$": "SGD",
    "sgd$": "SGD",
    "hk$": "HKD",
    "nt$": "TWD",
    "mx$": "MXN",
    "r$": "BRL",
    "$": "dollar",
    "¥": "yen or yuan",
    "₹": "INR",
    "₩": "KRW",
    "₦": "NGN",
    "₴": "UAH",
    "₪": "ILS",
    "₺": "TRY",
    "₫": "VND",
    "฿": "THB",
    "円": "JPY",
    "元": "CNY",
    "rs.": "INR",
    "rs": "INR",
    "inr.": "INR",
    "fr.": "franc",
    "sfr.": "CHF",
    "sfr": "CHF",
    "fr": "franc",
    "kr": "krone",
    "kr.": "krone",
    "rm": "MYR",
    "rp": "IDR",
    "rp.": "IDR",
    "ksh": "KES",
    "₱": "PHP",
    "dhs": "AED",
}
_WORDS = {
    "euro": "EUR",
    "euros": "EUR",
    "quid": "GBP",
    "sterling": "GBP",
    "pound": "pound",
    "pounds": "pound",
    "dollar": "dollar",
    "dollars": "dollar",
    "bucks": "dollar",
    "dolares": "dollar",
    "reais": "BRL",
    "franken": "CHF",
    "stutz": "CHF",
    "franc": "franc",
    "francs": "franc",
    "franchi": "franc",
    "rupees": "rupee",
    "rupee": "rupee",
    "yen": "JPY",
    "won": "KRW",
    "naira": "NGN",
    "zl": "PLN",
    "zlotych": "PLN",
    "zloty": "PLN",
    "zlotys": "PLN",
    "kc": "CZK",
    "korun": "CZK",
    "ft": "HUF",
    "forint": "HUF",
    "hryvnia": "UAH",
    "shekels": "ILS",
    "shekel": "ILS",
    "lira": "TRY",
    "dong": "VND",
    "baht": "THB",
    "lei": "RON",
    "din": "RSD",
    "dinara": "RSD",
    "dirhams": "MAD",
    "yuan": "CNY",
    "rmb": "CNY",
    "rand": "ZAR",
    "kronor": "krone",
    "kroner": "krone",
    "pesos": "peso",
    "peso": "peso",
    ":-": "krone",
    "crowns": "krone",
    "forints": "HUF",
    "zlote": "PLN",
    "dirham": "AED",
    "rappen": "CHF",
    "pfund": "pound",
    "livres": "pound",
    "libras": "pound",
    "sterline": "pound",
    "pond": "pound",
    "dollari": "dollar",
    "francos": "franc",
    "coronas": "krone",
}
# Said with the country's name: "150 Mexican pesos", "20 Canadian dollars".
_OF_COUNTRIES = (
    ("pesos?", "mexican MXN argentine ARS chilean CLP colombian COP uruguayan UYU philippine PHP"),
    (
        "dollars?",
        "canadian CAD australian AUD aussie AUD us USD american USD new_zealand NZD kiwi NZD singapore SGD "
        "hong_kong HKD taiwan TWD",
    ),
    ("(?:kron[aeo]r?|crowns?|korun[ay]?)", "swedish SEK norwegian NOK danish DKK czech CZK icelandic ISK"),
    ("francs?", "swiss CHF"),
    ("pounds?", "british GBP egyptian EGP"),
    ("rupees?", "indian INR pakistani PKR sri_lankan LKR nepalese NPR"),
    ("dirhams?", "moroccan MAD emirati AED uae AED"),
)
_BANKNOTES = {"fiver": 5, "tenner": 10}


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_CODE = _any(_CODES)
_AMOUNT = r"(?:\d{1,3}(?:[ ,.']\d{3})+(?!\d)(?:[.,]\d{1,2}(?!\d))?|\d+(?:[.,]\d{1,2}(?!\d))?)(?:\.-{1,2}|,-{1,2})?"
_MONEY = re.compile(
    rf"(?<![a-z0-9.,'])(?P<b>r(?=[ ]?\d)|{_any(_SIGNS)}|{_CODE})[ ]?(?P<a1>{_AMOUNT})(?P<k>k\b)?(?!(?!pp?\b|"
    rf"each\b)[a-z0-9%])(?:[ ]?(?:{_CODE})\b)?"
    rf"|(?<![a-z0-9.,'/#])(?P<a2>{_AMOUNT})[ ]?(?P<a>{_any([*_SIGNS, *_WORDS])}|{_CODE})(?![a-z0-9])"
    rf"|\b(?P<a3>{SPELLED})[ ](?P<w>{_any(word for word in _WORDS if len(word) > 3)})\b"
    rf"|\b(?:a |an )?(?P<note>{_any(_BANKNOTES)})s?\b"
)
_ADJECTIVES = {
    f"{words[place + 1]}_{number}_{place}": rf"\b{words[place].replace('_', ' ')} {unit}\b"
    for number, (unit, words) in enumerate((unit, table.split()) for unit, table in _OF_COUNTRIES)
    for place in range(0, len(words), 2)
}
_ADJECTIVE = re.compile("|".join(rf"(?P<{name}>{pattern})" for name, pattern in _ADJECTIVES.items()))
_IN_ALL = re.compile(
    rf"\b(?:prices?|all|everything|tickets|pay(?:ment|able|able)?)\b[^.\n\d]{{0,16}}[ ](?:in[ ])?"
    rf"(?P<mark>{_any(word for word in _WORDS if len(word) > 3)}|{_CODE})\b"
    rf"|(?<=[,.(])[ ]?(?P<said>{_any(word for word in _WORDS if len(word) > 3)})(?=[ ]?(?:obviously|of course|please|[.)]|$))"
)
_FREE = re.compile(
    r"\b(?:(?:free|no|without)(?: of)? (?:charge|cost|fee)s?|free(?:[ -](?:entry|admission|entrance|tickets?|"
    r"registration|event|to (?:attend|join|enter|all|everyone|the public)|for (?:all|everyone)))?"
    r"|(?:entry|admission|entrance|attendance) (?:is )?(?:always |completely )?free|complimentary|costs? nothing|nothing to pay|on the house|no charge|no "
    r"(?:tickets?|entry fee|entrance fee|admission fee) (?:needed|required)|no entry fee|don'?t pay|pay nothing"
    r"|kostenlos\w*|kostenfrei\w*|umsonst|eintritt (?:ist )?frei|freier eintritt|zahlen nichts|gratuite?ment|"
    r"gratuite?s?|entree libre|acces libre|acesso livre"
    r"|entrada (?:es |e )?(?:libre|livre|gratuita|gratis|franca)|gratis|gratuit[oai]s?|ingresso (?:libero|"
    r"gratuito)|entrata libera|toegang (?:is )?(?:gratis|vrij)|vrije toegang|fri entre|fritt intrade|wstep "
    r"wolny)\b"
)
_FREE_FOR_SOME = re.compile(rf"(?<![\w-])(?:{TIER})[ ](?P<free>frei|vrij|libres?|livres?)(?=[ ]*(?:$|[.,;!)\n]))")
_NOT_FREE = re.compile(
    r"(?:feel|sugar|gluten|hands|barrier|smoke|alcohol|dairy|lactose|risk|hassle|carbon|plastic|stress|a|the|get|"
    r"win|with|one|two|your|their)[ -]+$"
)
_FREE_THINGS = re.compile(
    r"[ -]*(?:wi-?fi|parking|drinks?|food|beers?|wine|coffee|tea|lunch|snacks?|pizza|t-?shirts?|swag|goodies|"
    r"gifts?|bus|shuttle|time|range|style|form|speech|fall|software|jazz|flow|"
    r"agent|trial|sample|copy|goodie|refreshments|cake|cancellation|seating|choice|text|standing|from|up|hand|"
    r"fries|kicks?|getrank|parkplatz|zeit|welcome)"
)


def read_money(plain: str) -> list[MoneySpan]:
    """Amounts with a currency, and words that say that something costs nothing, in order."""
    plain = _ADJECTIVE.sub(_as_code, plain)
    paid = list(_amounts(plain))
    rest = blank(plain, [item.span for item in paid])
    return sorted([*paid, *_free(rest)], key=lambda item: item.span.start)


def _as_code(match: re.Match[str]) -> str:
    """ "mexican pesos" as "mxn", as long as before."""
    return (match.lastgroup or "")[:3].lower().ljust(len(match[0]))


def stated_currency(plain: str) -> str:
    """The currency said of all prices at once: "all in euros", "dollars, no yen"; "" when none is."""
    match = _IN_ALL.search(plain)
    return (match["mark"] or match["said"]) if match else ""


def _amounts(plain: str) -> Iterator[MoneySpan]:
    for match in _MONEY.finditer(plain):
        if match["note"]:
            yield MoneySpan(Span(*match.span()), Decimal(_BANKNOTES[match["note"]]), HOME)
            continue
        if match["a3"]:
            number = whole_number(match["a3"])
            if number:
                yield MoneySpan(Span(*match.span()), Decimal(number), match["w"])
            continue
        mark = match["b"] or match["a"]
        if mark == "try" and match["b"]:
            continue
        amount = read_amount(match["a1"] or match["a2"])
        if amount is not None:
            yield MoneySpan(Span(*match.span()), amount * (1000 if match["k"] else 1), mark)


def read_amount(text: str) -> Decimal | None:
    """1,295 and 1.295 are thousands, 32,50 and 32.50 are not; None for what is no number."""
    text = re.sub(r"[.,]?-+$|[ ']", "", text)
    if not re.fullmatch(r"[0-9]+(?:[.,][0-9]+)*", text) or len(text) > 14:
        return None
    decimals = re.search(r"[.,]([0-9]{1,2})$", text)
    whole = text[: decimals.start()] if decimals else text
    digits = re.sub(r"[.,]", "", whole)
    return Decimal(f"{digits}.{decimals[1]}" if decimals else digits)


def _free(rest: str) -> Iterator[MoneySpan]:
    for match in _FREE.finditer(rest):
        alone = match[0] == "free"
        if match[0].startswith("free") and rest[: match.start()].endswith("feel "):
            continue
        if alone and (
            _NOT_FREE.search(rest, max(0, match.start() - 14), match.start()) or _FREE_THINGS.match(rest, match.end())
        ):
            continue
        if rest[match.start() - 1 : match.start()] == "-":
            continue
        yield MoneySpan(Span(*match.span()), Decimal(0), free=True)
    for match in _FREE_FOR_SOME.finditer(rest):
        yield MoneySpan(Span(*match.span("free")), Decimal(0), free=True)


_DOLLARS = {
    "US": "USD",
    "CA": "CAD",
    "AU": "AUD",
    "NZ": "NZD",
    "SG": "SGD",
    "HK": "HKD",
    "TW": "TWD",
    "MX": "MXN",
    "AR": "ARS",
    "CL": "CLP",
    "CO": "COP",
    "BZ": "BZD",
    "JM": "JMD",
    "TT": "TTD",
    "BB": "BBD",
    "BS": "BSD",
    "FJ": "FJD",
    "NA": "NAD",
}
_PESOS = {"MX": "MXN", "AR": "ARS", "CL": "CLP", "CO": "COP", "UY": "UYU", "PH": "PHP", "DO": "DOP", "CU": "CUP"}
_KRONER = {"SE": "SEK", "NO": "NOK", "DK": "DKK", "IS": "ISK", "FO": "DKK"}
_RUPEES = {"IN": "INR", "PK": "PKR", "LK": "LKR", "NP": "NPR", "MU": "MUR"}
_FRANCS = {"CH": "CHF", "LI": "CHF"}
_POUNDS = {"EG": "EGP"}


def currency_of(mark: str, country: str | None, home: str | None) -> str | None:
    """The ISO code a mark stands for in a country; without a place, in the organizer's own (`home`)."""
    if mark in _CODES:
        return mark.upper()
    kind = "ZAR" if mark == "r" else _SIGNS.get(mark) or _WORDS.get(mark, "")
    where = country or home or ""
    tables = {
        "dollar": (_DOLLARS, "USD"),
        "krone": (_KRONER, "SEK"),
        "franc": (_FRANCS, "CHF"),
        "pound": (_POUNDS, "GBP"),
        "rupee": (_RUPEES, "INR"),
    }
    if kind in tables:
        table, usual = tables[kind]
        return table.get(where) or (table.get(home or "", usual) if kind != "dollar" else usual)
    if mark == HOME:
        found = get_territory_currencies(where) if where else []
        return str(found[-1]) if found else None
    if kind == "peso":
        return _PESOS.get(where)
    if kind == "yen or yuan":
        return "CNY" if where == "CN" else "JPY"
    return kind or None
