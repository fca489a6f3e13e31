"""Numbers as people write them: 1,200 · 1.200 · 1 200 · 3k · forty · zweihundert."""

from __future__ import annotations

import re

_UNITS: dict[str, int] = {}
for _value, _names in {
    1: "one ein eine einen un une uno una um uma een en ett",
    2: "two zwei deux dos dois duas due twee tva couple",
    3: "three drei trois tres tre drie",
    4: "four vier quatre cuatro quatro quattro fyra",
    5: "five funf cinq cinco cinque vijf fem",
    6: "six sechs seis sei zes sex",
    7: "seven sieben sept siete sete sette zeven sju",
    8: "eight acht huit ocho oito otto atta",
    9: "nine neun neuf nueve nove negen nio",
    10: "ten zehn dix diez dez dieci tien tio",
    11: "eleven elf onze once undici elva",
    12: "twelve zwolf douze doce doze dodici twaalf tolv dozen",
    13: "thirteen dreizehn treize",
    14: "fourteen vierzehn quatorze",
    15: "fifteen funfzehn quinze quince quindici vijftien femton",
    16: "sixteen sechzehn seize",
    17: "seventeen siebzehn",
    18: "eighteen achtzehn",
    19: "nineteen neunzehn",
    20: "twenty zwanzig vingt veinte vinte venti twintig tjugo",
    30: "thirty dreissig dreißig trente treinta trinta trenta dertig trettio",
    40: "forty fourty vierzig quarante cuarenta quarenta quaranta veertig fyrtio",
    50: "fifty funfzig cinquante cincuenta cinquenta cinquanta vijftig femtio",
    60: "sixty sechzig soixante sesenta sessenta sessanta zestig sextio",
    70: "seventy siebzig setenta settanta zeventig sjuttio",
    80: "eighty achtzig ochenta oitenta ottanta tachtig attio",
    90: "ninety neunzig noventa novanta negentig nittio",
    100: "hundred hundert cent cien ciento cem cento honderd hundra",
    1000: "thousand tausend mille mil duizend tusen",
}.items():
    for _name in _names.split():
        _UNITS.setdefault(_name, _value)
_SCALES = {name: value for name, value in _UNITS.items() if value >= 100}
# Articles of other languages and English words that only look like numbers.
_NEVER_ALONE = frozenset(
    "ein eine einen un une uno una um uma een en ett cent mil mille sex sept sei once tien due nove elf".split()
)

_WORD = "|".join(sorted(_UNITS, key=len, reverse=True))
DIGITS = r"\d{1,3}(?:[,.' ]\d{3})+(?!\d)|\d+(?:\.\d+)?k\b|\d+"
SPELLED = rf"(?:(?:a|{_WORD})(?:[ -](?:and )?(?:{_WORD})){{0,5}})"
COUNT = rf"(?:(?<![\w.,'/:#-])(?:{DIGITS})(?!\d|[.,:/]\d)|\b{SPELLED}\b)"
"""A whole number, in figures or in words; read it with `whole_number`."""


def whole_number(text: str) -> int | None:
    """40 for "40", "forty" or "forty "; None for what is no number or only an article."""
    text = text.strip()
    if text and text[0].isdigit():
        if text.endswith("k"):
            return round(float(text[:-1]) * 1000)
        digits = re.sub(r"[,.' ]", "", text)
        return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else None
    return _spelled(re.split(r"[ -]+", text))


def _spelled(words: list[str]) -> int | None:
    words = [word for word in words if word != "and"]
    if not words or (len(words) == 1 and (words[0] in _NEVER_ALONE or words[0] == "a")):
        return None
    total = current = 0
    for word in words:
        if word == "a":
            current = 1
        elif word in _SCALES:
            current = max(current, 1) * _SCALES[word]
            if _SCALES[word] >= 1000:
                total, current = total + current, 0
        elif word == "dozen":
            current = max(current, 1) * 12
        elif word in _UNITS:
            current += _UNITS[word]
        else:
            return None
    return total + current or None


def small_number(text: str) -> int | None:
    """As `whole_number`, but an article counts as one: "a week", "une semaine"."""
    return 1 if text in {"a", "an", "another"} else whole_number(text) or _UNITS.get(text)
