"""Days, years and hours that are written out or dictated, put into figures of the same length, so that offsets stay."""

from __future__ import annotations

import re

from conversations.understanding.numbers import whole_number

_FIRST_TO_TENTH = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_ORDINALS = {word: number for number, word in enumerate(_FIRST_TO_TENTH, 1)} | {
    "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30,
}  # fmt: skip
_ORDINALS |= {f"twenty {word}": 20 + number for number, word in enumerate(_FIRST_TO_TENTH[:9], 1)}
_ORDINALS |= {"thirty first": 31}
_MONTH = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?"
)
_WORD = "|".join(word.replace(" ", "[ -]") for word in sorted(_ORDINALS, key=len, reverse=True))
_DAY = re.compile(
    rf"\b(?P<day>{_WORD})(?=[ ]+(?:of[ ]+)?(?:{_MONTH})\b)|(?<=the )(?P<alone>{_WORD})(?=[ ]?(?:$|[.,;!?]|instead|please|"
    rf"at |from ))|\b(?:{_MONTH})[ ](?:the[ ])?(?P<behind>{_WORD})\b(?![ ](?:mon|tues|wednes|thurs|fri|satur|sun)day)"
)
_YEAR = re.compile(
    r"\btwenty[ -]twenty[ -](?P<y>six|seven|eight|nine)\b|\btwo thousand (?:and )?twenty[ -](?P<z>six|seven|eight|nine)\b"
)
_YEARS = {"six": "2026", "seven": "2027", "eight": "2028", "nine": "2029"}
_HOURS = re.compile(
    r"\b(?P<a>[a-z]{3,16})(?P<to>[ ](?:bis|tot|till|a|as|alle|a las|et)[ ])(?P<b>[a-z]{3,16})(?=[ ](?:uhr|uur|heures|"
    r"horas|ore)\b)|\b(?P<h>[a-z]{3,16})(?=[ ](?:uhr|uur|heures?|horas?|o'?clock)\b)"
)
_GERMAN = {"einundzwanzig": 21, "zweiundzwanzig": 22, "dreiundzwanzig": 23, "eins": 1, "elf": 11, "neun": 9}


def spoken_days(plain: str) -> str:
    """ "the twenty sixth of march" with "26th" in it."""
    plain = _YEAR.sub(lambda match: _YEARS[match["y"] or match["z"]].ljust(len(match[0])), plain)
    return _DAY.sub(_day, plain)


def _day(match: re.Match[str]) -> str:
    group = match.lastgroup or "day"
    words = match[group]
    number = _ORDINALS[re.sub(r"[ -]+", " ", words)]
    before = match[0][: match.start(group) - match.start()]
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10 if number not in (11, 12, 13) else 0, "th")
    return before + f"{number}{ending}".ljust(len(words))


def spoken_hours(plain: str) -> str:
    """ "von elf bis siebzehn uhr" with figures in it; words that are no numbers stay."""
    return _HOURS.sub(_hour, plain)


def _hour(match: re.Match[str]) -> str:
    if match["h"]:
        return _figure(match["h"])
    return _figure(match["a"]) + match["to"] + _figure(match["b"])


def _figure(word: str) -> str:
    number = _GERMAN.get(word) or whole_number(word)
    return str(number).rjust(len(word)) if number and number < 25 else word
