"""Days told from the day of the event that stands already: "the 27th", "the Sunday after", "am 14.", "dia 13"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from conversations.understanding import calendar_words
from conversations.understanding.spans import Span

_UNITS = (
    r"people|persons?|seats?|tickets?|guests?|places?|spots?|tables?|h\b|pm\b|am\b|uhr|eur|euros?|usd|kr|personen|"
    r"platze|personnes|places|personas|plazas|pessoas|lugares|persone|posti|plaatsen|platser|minut\w*|hours?|days?|"
    r"stunden|tage|jours|dias|jahre|ans|anos|year|birthday|edition|anniversary|floor|time\b|of\b|avenue|street"
)
_NEXT_IS_NO_UNIT = rf"(?![\d/:%€$£]|[.,]\d|[ ]?(?:{_UNITS}))"


@lru_cache(maxsize=16)
def _patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    names = calendar_words.alternatives(calendar_words.full_weekdays(language))
    of_month = re.compile(
        rf"(?:(?P<w>{names})[ ,]+)?(?:\b(?:the|to|on|am|den|der|dem|zum|auf den|le|au|el|al|il|op|de|dia|pro dia|"
        rf"para o dia|no dia)[ ]+(?:dia |day )?)?(?<![\w.,:/#-])(?P<d>0?[1-9]|[12]\d|3[01])"
        rf"(?P<mark>st|nd|rd|th|:?e|\.)?(?!\w){_NEXT_IS_NO_UNIT}"
    )
    beside = re.compile(
        rf"\b(?:(?:the |the next |the following |following |am |der |den |le |el |il |de )?(?P<w>{names}) "
        rf"(?P<way>after(?!noon)|before|following|danach|davor|darauf|suivante?|d'apres|siguiente|seguinte|successiv[ao]|"
        rf"seguente|erna|daarna|ervoor|efter|innan)|the following (?P<w2>{names})|"
        rf"the (?P<unit>day|week|weekend) (?P<uway>after|before))(?=[ ]?(?:$|[.,;!?\n-]|that|instead|please|and|at|same))"
    )
    return of_month, beside


def near_days(plain: str, *, anchor: date, language: str) -> Iterator[tuple[Span, date]]:
    """Days of the folded text that are told from `anchor`, the day the event has."""
    of_month, beside = _patterns(language)
    weekdays = calendar_words.full_weekdays(language)
    for match in beside.finditer(plain):
        if match["unit"]:
            step = 1 if match["unit"] == "day" else 7
            yield Span(*match.span()), anchor + timedelta(days=step if match["uway"] == "after" else -step)
            continue
        earlier = (match["way"] or "") in {"before", "davor", "ervoor", "innan"}
        yield Span(*match.span()), _next(anchor, weekdays[match["w"] or match["w2"]], earlier=earlier)
    for match in of_month.finditer(plain):
        if not _is_told(match, plain):
            continue
        weekday = weekdays[match["w"]] if match["w"] else None
        if day := _of_month(anchor, int(match["d"]), weekday):
            yield Span(*match.span()), day


def _is_told(match: re.Match[str], plain: str) -> bool:
    """A number is a day of the month behind an article, with an ending of its own, or behind a weekday."""
    lead = plain[match.start() : match.start("d")].strip()
    mark = match["mark"] or ""
    if mark in ("st", "nd", "rd", "th") or match["w"]:
        return True
    if mark == ".":
        return (bool(lead) and not re.match(r"[ ]*\w", plain[match.end() :][:2])) or lead in {"am", "den", "zum"}
    return lead in {"le", "el", "il", "dia", "el dia", "no dia", "pro dia", "para o dia", "den", "al", "au", "op", "de"}


def _of_month(anchor: date, day: int, weekday: int | None) -> date | None:
    """That day of the event's month; of a month beside it when only there it is the weekday that was said."""
    near = [found for months in (0, 1, -1) if (found := _moved(anchor, months, day))]
    if weekday is None:
        return near[0] if near and near[0].month == anchor.month else None
    return next((found for found in near if found.weekday() == weekday), near[0] if near else None)


def _moved(anchor: date, months: int, day: int) -> date | None:
    year, month = divmod(anchor.year * 12 + anchor.month - 1 + months, 12)
    try:
        return date(year, month + 1, day)
    except ValueError:
        return None


def _next(anchor: date, weekday: int, *, earlier: bool) -> date:
    if earlier:
        return anchor - timedelta(days=(anchor.weekday() - weekday) % 7 or 7)
    return anchor + timedelta(days=(weekday - anchor.weekday()) % 7 or 7)
