"""Names of months and weekdays in the languages we read, from CLDR, and the words around dates."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from babel import Locale

from conversations.understanding.spans import fold

LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "nl", "sv", "da", "pl")
DateOrder = Literal["day-month", "month-day", "unknown"]

# Everyday words elsewhere ("a set of 5", "3 out of 5"); only a reader of that language means a month.
_RISKY_SHORT = frozenset(
    {"set", "out", "ago", "gen", "mag", "ott", "lis", "sty", "lip", "lut", "sie", "gru", "paz", "cze"}
)
_MONTH_FIRST = frozenset({"US", "PH", "PR", "GU", "AS", "VI", "FM", "MH", "PW"})
_MONTH_FIRST_LANGUAGES = frozenset({"ja", "zh", "ko", "hu"})
_MIXED = frozenset({"CA"})


@lru_cache(maxsize=16)
def months(language: str) -> dict[str, int]:
    """Folded month names and abbreviations to 1–12; those of `language` win and may be short and risky."""
    return _names("months", language) | {"sept": 9, "janner": 1, "jaenner": 1, "maerz": 3, "marz": 3, "mrz": 3}


@lru_cache(maxsize=16)
def weekdays(language: str) -> dict[str, int]:
    """Folded weekday names and abbreviations to 0 (Monday) – 6; only safe behind or before a day of the month."""
    return _names("days", language) | {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}


@lru_cache(maxsize=16)
def telling_weekdays(language: str) -> frozenset[str]:
    """Weekday words that are surely meant as such: full names, English and the reader's own abbreviations."""
    own = language if language in LANGUAGES else "en"
    short = {
        fold(name).rstrip(".") for tag in (own, "en") for name in Locale(tag).days["format"]["abbreviated"].values()
    }
    return frozenset(short | set(full_weekdays(language)))


@lru_cache(maxsize=1)
def english_weekdays() -> frozenset[str]:
    """The English names alone."""
    return frozenset(fold(name) for name in Locale("en").days["format"]["wide"].values())


@lru_cache(maxsize=16)
def full_weekdays(language: str) -> dict[str, int]:
    """Weekday names that stand for a day on their own: full names, and the English three letters."""
    found: dict[str, int] = {}
    for tag in (*LANGUAGES, "en"):
        days = Locale(tag).days["format"]["wide"]
        found |= {fold(name): number for number, name in days.items()}
        found |= {fold(name).removesuffix("-feira"): number for number, name in days.items() if name.endswith("-feira")}
    found |= {fold(name): number for number, name in Locale("en").days["format"]["abbreviated"].items()}
    found |= {"sonnabend": 5, "tues": 1, "weds": 2, "thur": 3, "thurs": 3}
    if language != "pt":
        for word in ("segunda", "terca", "quarta", "quinta", "sexta"):
            found.pop(word, None)
    return found


def _names(table: Literal["months", "days"], language: str) -> dict[str, int]:
    found: dict[str, int] = {}
    order = (
        [tag for tag in LANGUAGES if tag not in (language, "en")]
        + ["en"]
        + ([language] if language in LANGUAGES else [])
    )
    for tag in order:
        locale = Locale(tag)
        for context in ("format", "stand-alone"):
            for width in ("abbreviated", "wide"):
                for number, name in getattr(locale, table)[context][width].items():
                    word = fold(name).rstrip(".")
                    if width == "wide" or tag == language or word not in _RISKY_SHORT:
                        found[word] = number
                        found[word.removesuffix("-feira")] = number
    return {word: number for word, number in found.items() if len(word) > 1}


def alternatives(words: dict[str, int]) -> str:
    """A regular expression of the words, longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def date_order(locale: str) -> DateOrder:
    """How 02/03 is read by people of this locale; Canadians read it both ways."""
    parts = re.split(r"[-_]", locale)
    language = parts[0].lower()
    territory = next((part for part in parts[1:] if len(part) == 2 and part.isupper()), "")
    if territory in _MONTH_FIRST or language in _MONTH_FIRST_LANGUAGES:
        return "month-day"
    if territory in _MIXED or (language in ("en", "") and not territory):
        return "unknown"
    return "day-month"


def language_of(locale: str) -> str:
    return re.split(r"[-_]", locale)[0].lower() or "en"
