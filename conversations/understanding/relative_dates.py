"""Days named by their distance from today: tomorrow, next Friday, in two weeks, the first Monday of March."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from conversations.understanding import calendar_words
from conversations.understanding.movable_days import movable_days
from conversations.understanding.numbers import small_number
from conversations.understanding.spans import Span

Relative = tuple[Span, date, date | None, Literal["stated", "relative", "weekday", "vague"]]

_NEXT = r"next|nachste[nrsm]?|(?:le )?prochain|(?:el |la )?proxim[oa]|prossim[oa]|volgende|nasta"
_THIS = (
    r"this(?: coming| upcoming)?|coming|diese[nrsm]?|kommende[nrsm]?|ce|cette|este|esta|quest[oa]|deze|aanstaande|"
    r"denna|nu pa"
)
_ON = r"on|am|le|el|la|il|na|no|op|pa|den|om"
_AFTERWARDS = r"prochaine?|proxim[oa]|prossim[oa]|que viene|que vem|qui vient"
_UNIT = (
    r"(?P<unit>days?|tage?n?|jours?|dias?|giorni|giorno|dagen|dag|dagar|weeks?|wochen?|semaines?|semanas?|"
    r"settimane|settimana|weken|week|vecka|veckor|months?|monate?n?|mois|mes(?:es)?|mesi|mese|maand(?:en)?|"
    r"manad(?:er)?|fortnights?)"
)
_IN_TIME = re.compile(
    rf"\b(?:in|dans|en|dentro de|em|daqui a|tra|fra|over|om)[ ]+(?P<n>\d{{1,3}}|[a-z]+)[ ]+{_UNIT}(?:'? time)?\b"
    rf"|\b(?P<n2>\d{{1,3}}|[a-z]+)[ ]+(?P<unit2>days?|weeks?|months?)[ ]+(?:from (?:now|today)|hence)\b"
)
_NAMED_DAYS = re.compile(
    r"\b(?:(?P<after>day after tomorrow|ubermorgen|apres-demain|pasado manana|depois de amanha|dopodomani|"
    r"overmorgen|i overmorgon)"
    r"|(?P<today>today|tonight|this (?:evening|afternoon)|heute|aujourd'hui|ce soir|hoy|esta noche|hoje|oggi|"
    r"stasera|vandaag|vanavond|idag|i dag|ikvall|i kvall)"
    r"|(?P<tomorrow>tomorrow|(?<!\bguten )(?<!\bgoede )(?<!\bam )(?<!\bjeden )morgen|demain|(?<!la )(?<!esta )(?<!de "
    r")manana|amanha|domani|imorgon|i morgon))\b"
)
_WEEKEND = re.compile(
    r"\b(?P<which>next|this|coming|the coming|nachstes|kommendes|ce|questo|dit|este|proximo)[ ]+(?:week-?end|"
    r"wochenende|fine settimana|fin de semana|fim de semana)\b"
)
_ORDINALS = {
    **dict.fromkeys(
        (
            "first",
            "1st",
            "ersten",
            "erste",
            "premier",
            "primer",
            "primera",
            "primeiro",
            "primeira",
            "primo",
            "prima",
            "eerste",
            "forsta",
        ),
        1,
    ),
    **dict.fromkeys(
        (
            "second",
            "2nd",
            "zweiten",
            "zweite",
            "deuxieme",
            "segundo",
            "segunda",
            "secondo",
            "seconda",
            "tweede",
            "andra",
        ),
        2,
    ),
    **dict.fromkeys(
        ("third", "3rd", "dritten", "dritte", "troisieme", "tercer", "terceiro", "terzo", "derde", "tredje"), 3
    ),
    **dict.fromkeys(("fourth", "4th", "vierten", "vierte", "quatrieme", "cuarto", "quarto", "vierde", "fjarde"), 4),
    **dict.fromkeys(("last", "letzten", "letzte", "dernier", "ultimo", "ultima", "laatste", "sista"), -1),
}
_HOLIDAYS: tuple[tuple[str, tuple[int, int]], ...] = (
    (
        r"new year'?s eve|silvester|sylvester|st sylvestre|nochevieja|ano novo|capodanno|oudejaarsavond|nyarsafton",
        (12, 31),
    ),
    (r"new year'?s day|neujahr(?:stag)?|jour de l'an|ano nuevo", (1, 1)),
    (r"christmas eve|heiligabend|nochebuena|julafton", (12, 24)),
    (r"boxing day", (12, 26)),
    (r"christmas day", (12, 25)),
    (r"halloween", (10, 31)),
    (r"valentine'?s(?: day)?|valentinstag|saint-valentin|san valentin[o]?", (2, 14)),
    (r"st\.? patrick'?s day", (3, 17)),
    (r"bastille day", (7, 14)),
)
_HOLIDAY = re.compile(
    "|".join(rf"(?P<h{i}>\b(?:{words})(?=\b|party|feier|ball|gala))" for i, (words, _) in enumerate(_HOLIDAYS))
)
_EVERY = re.compile(
    r"(?:every|each|jeden?|jede[nrs]?|chaque|tous les|cada|todos? (?:los|os)|todas? (?:las|as)|toda|ogni|elke|"
    r"iedere|varje)(?: (?:other|second|zweiten))?[ ]+$"
)
_ANY_ONE = re.compile(r"\b(?:a|an|any|one|some|una?|une?|uma?|eine[mnrs]?|ein|een)[ ]+$")
"""Before a weekday of which there are many: "on a Saturday", "una domenica di marzo"."""
_MAY_FOLLOW = re.compile(
    r"[ ]*(?:$|[\n,.;:!?()-]|\d|(?:at|from|in|the|to|till?|until|around|about|by|with|for|morning|afternoon|"
    r"evening|night|noon|midday"
    r"|um|ab|von|bei|beim|im|ca|vormittag|nachmittag|abend|a|as|das|de|des|du|dans|en|em|no|na|soir|matin|"
    r"tarde|noche|noite|dalle|alle|sera|om|van|avond|kl|please|instead|then|only|free|half|quarter)\b)"
)


@lru_cache(maxsize=16)
def _weekday_pattern(language: str) -> re.Pattern[str]:
    words = calendar_words.alternatives(calendar_words.full_weekdays(language))
    return re.compile(
        rf"(?<![\w-])(?:(?P<week>a week on|week on|ubernachste[nrm]?)[ ]+|(?:the )?(?P<next>{_NEXT})[ ]+|(?P<this>{_THIS})[ ]+|"
        rf"(?P<on>{_ON})[ ]+|(?P<the>the )?)"
        rf"(?P<day>{words})(?![\w-])(?:[ ]+(?P<then>{_AFTERWARDS}|after next|week|in einer woche)\b)?"
    )


@lru_cache(maxsize=16)
def _ordinal_pattern(language: str) -> re.Pattern[str]:
    days = calendar_words.alternatives(calendar_words.full_weekdays(language))
    months = calendar_words.alternatives(
        {name: n for name, n in calendar_words.months(language).items() if len(name) > 2}
    )
    return re.compile(
        rf"\b(?P<nth>{'|'.join(_ORDINALS)})[ ]+(?P<day>{days})[ ]+(?:of|in|im|de|d'|di|del|van|"
        rf"i)[ ]*(?:(?P<next>next month)|(?P<month>{months})\b\.?)(?:,?[ ]*(?:of |de )?(?P<year>20\d\d))?"
    )


def relative_patterns(plain: str, *, today: date, language: str) -> Iterator[Relative]:
    """Relative days in the folded text; weaker readings come last."""
    yield from _ordinals(plain, today, language)
    yield from movable_days(plain, today)
    yield from _distances(plain, today)
    yield from _month_ends(plain, today, language)
    yield from _holidays(plain, today)
    yield from _weekdays(plain, today, language)


def _ordinals(plain: str, today: date, language: str) -> Iterator[Relative]:
    for match in _ordinal_pattern(language).finditer(plain):
        weekday = calendar_words.full_weekdays(language)[match["day"]]
        if match["next"]:
            year, month = (today.year + today.month // 12, today.month % 12 + 1)
            found = nth_weekday(year, month, weekday, _ORDINALS[match["nth"]])
        else:
            month = calendar_words.months(language)[match["month"]]
            year = int(match["year"] or today.year)
            found = nth_weekday(year, month, weekday, _ORDINALS[match["nth"]])
            if found and found < today and not match["year"]:
                found = nth_weekday(year + 1, month, weekday, _ORDINALS[match["nth"]])
        if found:
            yield Span(*match.span()), found, None, "stated"


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date | None:
    """The nth such weekday of a month, -1 for the last."""
    days = [week[weekday] for week in calendar.monthcalendar(year, month) if week[weekday]]
    index = nth - 1 if nth > 0 else nth
    return date(year, month, days[index]) if -len(days) <= index < len(days) else None


def _distances(plain: str, today: date) -> Iterator[Relative]:
    for match in _NAMED_DAYS.finditer(plain):
        days = 2 if match["after"] else 1 if match["tomorrow"] else 0
        yield Span(*match.span()), today + timedelta(days=days), None, "relative"
    for match in _IN_TIME.finditer(plain):
        count, unit = small_number(match["n"] or match["n2"]), match["unit"] or match["unit2"]
        if count:
            yield Span(*match.span()), add_units(today, count, unit), None, "relative"
    for match in _WEEKEND.finditer(plain):
        saturday = today + timedelta(days=(5 - today.weekday()) % 7 or 7)
        if match["which"] == "next" and today.weekday() < 5:
            saturday += timedelta(days=7)
        yield Span(*match.span()), saturday, saturday + timedelta(days=1), "relative"


def add_units(day: date, count: int, unit: str) -> date:
    """The day `count` days, weeks, fortnights or months later (earlier when negative), in any language read."""
    if unit.startswith(("w", "sem", "sett", "veck")):
        return day + timedelta(weeks=count)
    if unit.startswith("fort"):
        return day + timedelta(weeks=2 * count)
    if unit.startswith("m"):
        year, month = divmod(day.month - 1 + count, 12)
        year += day.year
        return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
    return day + timedelta(days=count)


@lru_cache(maxsize=16)
def _month_end_pattern(language: str) -> re.Pattern[str]:
    names = calendar_words.alternatives(
        {name: n for name, n in calendar_words.months(language).items() if len(name) > 2}
    )
    return re.compile(
        rf"\b(?:end of|ende|fin(?: de)?|final de|fim de|fine|eind|slutet av|the end of)[ ]+(?:(?P<this>the month|"
        rf"the year|this month|this year)|(?P<month>{names})\b)(?:[ ](?P<year>20\d\d))?"
    )


def _month_ends(plain: str, today: date, language: str) -> Iterator[Relative]:
    """ "till the end of January": exact enough to close a sale, too vague for an event."""
    for match in _month_end_pattern(language).finditer(plain):
        month = (
            12
            if "year" in (match["this"] or "")
            else calendar_words.months(language)[match["month"]]
            if match["month"]
            else today.month
        )
        year = int(match["year"] or today.year + (month < today.month))
        yield Span(*match.span()), date(year, month, calendar.monthrange(year, month)[1]), None, "vague"


def _holidays(plain: str, today: date) -> Iterator[Relative]:
    for match in _HOLIDAY.finditer(plain):
        month, day = _HOLIDAYS[int((match.lastgroup or "h0")[1:])][1]
        found = date(today.year, month, day)
        yield Span(*match.span()), found if found >= today else date(today.year + 1, month, day), None, "weekday"


def _weekdays(plain: str, today: date, language: str) -> Iterator[Relative]:
    names, english = calendar_words.full_weekdays(language), calendar_words.english_weekdays()
    for match in _weekday_pattern(language).finditer(plain):
        if (
            _EVERY.search(plain, max(0, match.start() - 24), match.start())
            or plain[max(0, match.start() - 5) : match.start()] == "every "
        ):
            continue
        one = _ANY_ONE.search(plain, max(0, match.start() - 10), match.start("day"))
        if one and (one[0].strip() not in {"a", "an", "any", "one", "some"} or match["day"] in english):
            continue
        alone = not (match["next"] or match["this"] or match["week"] or match["then"])
        if alone and not match["on"] and not _MAY_FOLLOW.match(plain, match.end()):
            continue
        if alone and len(match["day"]) <= 3 and not match["on"] and not _MAY_FOLLOW.match(plain, match.end()):
            continue
        day = coming_weekday(today, names[match["day"]])
        then = match["then"] or ""
        if (
            match["week"]
            or then in {"after next", "week", "in einer woche"}
            or ((match["next"] or then) and day.isocalendar()[:2] == today.isocalendar()[:2])
        ):
            day += timedelta(weeks=1)
        yield Span(*match.span()), day, None, "weekday" if alone else "relative"


def coming_weekday(today: date, weekday: int) -> date:
    """The next such weekday after today."""
    return today + timedelta(days=(weekday - today.weekday()) % 7 or 7)
