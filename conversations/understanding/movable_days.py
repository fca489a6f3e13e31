"""Feasts that move with Easter or stand on a weekday: first Advent, Whit Monday, Thanksgiving; and weekends of a month."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Literal

from conversations.understanding.numbers import whole_number
from conversations.understanding.spans import Span


def easter(year: int) -> date:
    """Easter Sunday of the western churches (the anonymous Gregorian algorithm)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * weekday) // 451
    month, day = divmod(h + weekday - 7 * m + 114, 31)
    return date(year, month, day + 1)


def _from_easter(days: int) -> Callable[[int], date]:
    return lambda year: easter(year) + timedelta(days=days)


def _advent(number: int) -> Callable[[int], date]:
    def day(year: int) -> date:
        christmas = date(year, 12, 25)
        fourth = christmas - timedelta(days=(christmas.weekday() + 1) % 7 or 7)
        return fourth - timedelta(weeks=4 - number)

    return day


def _thanksgiving(year: int) -> date:
    first = date(year, 11, 1)
    return first + timedelta(days=(3 - first.weekday()) % 7 + 21)


_ADVENT = r"(?:%s)[ .]+(?:sunday (?:of|in) )?advent(?:ssonntag|ssondag)?"
_DAYS: tuple[tuple[str, Callable[[int], date]], ...] = (
    (_ADVENT % r"1|1st|first|erster?n?|premier|primera?|prima|eerste|forsta", _advent(1)),
    (_ADVENT % r"2|2nd|second|zweite[nr]?|deuxieme|segund[oa]|seconda|tweede|andra", _advent(2)),
    (_ADVENT % r"3|3rd|third|dritte[nr]?|troisieme|tercer[oa]?|terza|derde|tredje", _advent(3)),
    (_ADVENT % r"4|4th|fourth|vierte[nr]?|quatrieme|cuart[oa]|quarta|vierde|fjarde", _advent(4)),
    (
        r"good friday|karfreitag|vendredi saint|viernes santo|sexta-feira santa|venerdi santo|langfredag",
        _from_easter(-2),
    ),
    (r"easter saturday|karsamstag|ostersamstag|sabado santo|paskafton", _from_easter(-1)),
    (r"easter sunday|ostersonntag|dimanche de paques|domingo de pascua|domingo de pascoa|paskdagen", _from_easter(0)),
    (
        r"easter monday|ostermontag|lundi de paques|lunes de pascua|pasquetta|tweede paasdag|annandag pask",
        _from_easter(1),
    ),
    (r"ascension day|christi himmelfahrt|l'ascension|hemelvaartsdag|kristi himmelsfardsdag", _from_easter(39)),
    (r"whit sunday|pfingstsonntag|dimanche de pentecote|pinksterzondag|pingstdagen", _from_easter(49)),
    (r"whit monday|pfingstmontag|lundi de pentecote|tweede pinksterdag", _from_easter(50)),
    (r"corpus christi|fronleichnam", _from_easter(60)),
    (r"shrove tuesday|pancake day|mardi gras|faschingsdienstag|martes de carnaval|fettisdagen", _from_easter(-47)),
    (r"rosenmontag", _from_easter(-48)),
    (r"ash wednesday|aschermittwoch|mercredi des cendres", _from_easter(-46)),
    (r"thanksgiving(?: day)?", _thanksgiving),
)
_ANY = re.compile("|".join(rf"(?P<d{place}>\b(?:{words})\b)" for place, (words, _) in enumerate(_DAYS)))
_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_WEEKEND = re.compile(
    rf"\b(?P<nth>first|1st|second|2nd|third|3rd|fourth|4th|last)[ ]+weekend (?:of|in)[ ]+(?P<month>{'|'.join(_MONTHS)})"
    r"(?:,?[ ]+(?P<year>20\d\d))?"
)
_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}


def movable_days(plain: str, today: date) -> Iterator[tuple[Span, date, date | None, Literal["stated"]]]:
    """Feasts and weekends of the folded text; the coming one where no year is said."""
    for match in _ANY.finditer(plain):
        day_of = _DAYS[int((match.lastgroup or "d0")[1:])][1]
        year = re.match(r",?[ ](20\d\d)\b", plain[match.end() :])
        day = day_of(int(year[1])) if year else day_of(today.year)
        if day < today and not year:
            day = day_of(today.year + 1)
        yield Span(match.start(), match.end() + (year.end() if year else 0)), day, None, "stated"
    for match in _WEEKEND.finditer(plain):
        saturday = _saturday(match, today)
        yield Span(*match.span()), saturday, saturday + timedelta(days=1), "stated"


def _saturday(match: re.Match[str], today: date) -> date:
    month, nth = _MONTHS[match["month"]], _NTH.get(match["nth"]) or whole_number(match["nth"][0]) or 1
    year = int(match["year"] or today.year + (month < today.month))
    days = [week[5] for week in calendar.monthcalendar(year, month) if week[5]]
    return date(year, month, days[nth - 1 if nth > 0 else -1])
