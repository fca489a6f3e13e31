"""Dates and date ranges in the text: what is written, resolved against today, with what is wrong about it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from functools import lru_cache

from conversations.understanding import calendar_words
from conversations.understanding.date_parts import JOIN, OR, DateSpan, Part, Trouble
from conversations.understanding.figures import spoken_days
from conversations.understanding.near_dates import near_days
from conversations.understanding.relative_dates import relative_patterns
from conversations.understanding.spans import Span, blank

__all__ = ["DateSpan", "is_list_of_days", "read_dates"]

_NO_PRICE = r"(?<![€$£¥₹] )(?<![€$£¥₹])(?<!(?:chf|eur|usd|gbp|sek|nok|dkk|pln|aud|cad|nzd) )"  # "CHF 14 till 31 May" is no pair of days
_AND = re.compile(r"^[ ,]*(?:and|und|et|y|e|en|och|og|&|\+)\b")
_NOT_A_DAY = (
    r"(?![\d%]|:\d|[.,]\d|[ ]*(?:am|pm|a\.m|p\.m|h\d\d|h|uhr|o'clock|people|persons?|seats?|places|guests|"
    r"spots|pers|tickets|"
    r"years|days|weeks|hours|min|euros?|eur|usd|k|km)\b|[ ]*[€$£])"
)
_MONTHDAY_IN_DIGITS = r"(?:0?[1-9]|[12]\d|3\d)"


@dataclass(frozen=True, slots=True)
class _Grammar:
    months: dict[str, int]
    weekdays: dict[str, int]
    telling: frozenset[str]
    patterns: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], _Grammar], Part | None]], ...]
    tail: re.Pattern[str]


_START = r"(?<![\w$€£#'.,/:-])"
_OF = r"(?:[ ]*(?:of|de|d'|di|del)[ ]+|[-/.]|[ ]*)"
_BETWEEN = rf"(?:{JOIN}|[ ]*/[ ]*|,[ ]*)"
_LISTED = rf"(?:{_BETWEEN}{_MONTHDAY_IN_DIGITS}(?:st|nd|rd|th|\.)?){{0,5}}"


@lru_cache(maxsize=16)
def _grammar(language: str) -> _Grammar:
    months, weekdays = calendar_words.months(language), calendar_words.weekdays(language)
    month = rf"(?:{calendar_words.alternatives(months)})(?![a-z])\.?"
    first, last = _weekday_words(weekdays, 1), _weekday_words(weekdays, 2)
    one_of = (
        rf"{_START}(?:either )?(?:on )?(?:the )?{first}{_day_words(1)}{OR}(?:on )?(?:the )?{last}{_day_words(2)}{_OF}(?P<m2>{month})"
        rf"{_year_words(2)}"
    )
    patterns = (
        (one_of, _one_of),
        *((pattern, _in_words) for pattern in _patterns_in_words(month, first, last)),
        *((pattern, _in_figures) for pattern in _patterns_in_figures(first, last)),
    )
    return _Grammar(
        months,
        weekdays,
        calendar_words.telling_weekdays(language),
        (*_EXACT, *((re.compile(pattern), build) for pattern, build in patterns)),
        re.compile(rf"(?:{JOIN}){first}(?:the )?{_day_words(1)}{_NOT_A_DAY}(?![ ]?[a-z]{{3,}})"),
    )


def _weekday_words(weekdays: dict[str, int], n: int) -> str:
    """An optional weekday, or two ("Sat + Sun"), before the day of the month."""
    names = calendar_words.alternatives(weekdays)
    return (
        rf"(?:(?:(?P<p{n}>{names})\.?[ ]*(?:-|\+|&|/|,|and|und|to|bis|et|y)[ ]*)?"
        rf"(?P<w{n}>{names})(?![a-z])\.?,?[ ]+(?:(?:the|den|der|dem|le|el|il|dia|am|on)[ ]+)?)?"
    )


def _day_words(n: int) -> str:
    return rf"(?P<d{n}>{_MONTHDAY_IN_DIGITS})(?:st|nd|rd|th|er|o|ten|\.|:e|e)?"


def _year_words(n: int) -> str:
    return (
        rf"(?:(?:,|\.)?[ ]*(?:of |de |del |-|/)?(?P<y{n}>20\d\d|'\d\d)(?!\d|:\d|[ ]*(?:people|seats|guests|tickets)))?"
    )


def _patterns_in_words(month: str, first: str, last: str) -> tuple[str, ...]:
    """ "12-14 May 2027", "5 May", "May 12-14, 2027", "May 5": the longer before the shorter."""
    d1, d2, y1, y2 = _day_words(1), _day_words(2), _year_words(1), _year_words(2)
    return (
        rf"{_NO_PRICE}{_START}{first}{d1}{_LISTED}{_BETWEEN}{last}{d2}{_OF}(?P<m2>{month}){y2}",
        rf"{_START}{first}{d1}{_OF}(?P<m1>{month}){y1}",
        rf"{_START}{first}(?P<m1>{month})[ ]+(?:the )?{d1}(?:{JOIN}(?:(?P<m2>{month})[ ]+)?{d2})?{_NOT_A_DAY}{y2}",
        rf"{_START}{first}(?P<m1>{month})[ ]+(?:the )?{d1}{_NOT_A_DAY}{y1}",
    )


def _patterns_in_figures(first: str, last: str) -> tuple[str, ...]:
    """ "17.-18.12.2026", "5/3/2027", "31.12.", and "5/3" where a word says that it is a day."""
    weekday_ahead = re.sub(r"\?P<[pw]1>", "?:", first)[:-1]
    return (
        rf"{_START}{first}(?P<a1>\d\d?)\.?[ ]?(?:-|/|&|und|bis|e|et)[ ]?"
        rf"{last}(?P<a2>\d\d?)\.(?P<b2>\d\d?)\.(?P<y2>20\d\d|\d\d(?!\d))?(?!\d)",
        rf"{_START}{first}(?P<a1>\d\d?)(?P<mark>[./-])(?P<b1>\d\d?)(?P=mark)(?P<y1>20\d\d|\d\d)(?![\d:])",
        rf"{_START}{first}(?P<a1>\d\d?)(?P<mark>\.)(?P<b1>\d\d?)\.(?!\d)",
        rf"{_START}{first}(?P<a1>\d\d?)(?P<mark>/)(?P<b1>\d\d?)[ ](?P<y1>20\d\d)(?!\d)",
        rf"(?:(?<![a-z])(?:on|until|till|by|before|ends?|ending|from|starting|to|thru|through|le|am|el|il|op|bis|vom|ab|"
        rf"jusqu'au|hasta|ate|tot|a partir de|au|al|dia|den|zum|para|pro|du|del|dal|do|no|na|till|"
        rf"fino al|date:?|when:?|datum:?|fecha:?|data:?) |(?<!\w)(?={weekday_ahead})|(?:(?<=^)|(?<=\n)|(?<=, )))"
        rf"{first}(?P<a1>\d\d?)(?P<mark>/)(?P<b1>\d\d?)(?![\d/]|[ ]?(?:off|price|of\b|h\b|\w*stars?))",
    )


def read_dates(plain: str, *, today: date, locale: str, anchor: date | None = None) -> list[DateSpan]:
    """Every date of the folded text, in order of appearance; nothing is read twice.

    `anchor` is the day of the event that a follow-up is about: "the 27th" is the 27th of its month.
    """
    language = calendar_words.language_of(locale)
    grammar = _grammar(language)
    plain = spoken_days(plain)
    parts = _join_ranges(sorted(_parts(plain, grammar), key=lambda part: part.span.start), plain, grammar)
    order = calendar_words.date_order(locale)
    found = [_resolve(part, today=today, order=order) for part in parts]
    rest = blank(plain, [item.span for item in found])
    if anchor is not None:
        found += [DateSpan(span, day) for span, day in near_days(rest, anchor=anchor, language=language)]
        rest = blank(plain, [item.span for item in found])
    for span, first, last, strength in relative_patterns(rest, today=today, language=language):
        if not any(span.overlaps(item.span) for item in found):
            found.append(DateSpan(span, first, last, strength))
    return sorted(found, key=lambda item: item.span.start)


def _parts(plain: str, grammar: _Grammar) -> Iterator[Part]:
    rest = plain
    for pattern, build in grammar.patterns:
        spans = []
        for match in pattern.finditer(rest):
            if part := build(match, grammar):
                spans.append(part.span)
                yield part
        if spans:
            rest = blank(rest, spans)


def _group(match: re.Match[str], name: str) -> str | None:
    return match[name] if name in match.re.groupindex else None


def _year(text: str | None) -> int | None:
    if not text:
        return None
    number = int(text.lstrip("'"))
    return number if number > 99 else 2000 + number


def _weekday(text: str | None, grammar: _Grammar) -> int | None:
    return grammar.weekdays[text] if text and text in grammar.telling else None


def _calendar_file(match: re.Match[str], grammar: _Grammar) -> Part | None:
    hour = int(match["h"])
    clock = time(hour, int(match["min"])) if hour < 24 else None
    return replace(_in_digits(match, grammar), at=clock, is_utc=bool(match["z"]))


def _in_digits(match: re.Match[str], grammar: _Grammar) -> Part:
    return Part(Span(*match.span()), int(match["d1"]), int(match["m1"]), int(match["y1"]))


_EXACT: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], _Grammar], Part | None]], ...] = (
    (
        re.compile(r"(?P<y1>20\d\d)(?P<m1>[01]\d)(?P<d1>[0-3]\d)t(?P<h>[0-2]\d)(?P<min>[0-5]\d)(?:\d\d)?(?P<z>z)?"),
        _calendar_file,
    ),
    (re.compile(r"(?P<y1>20\d\d)年[ ]?(?P<m1>\d\d?)月[ ]?(?P<d1>\d\d?)日"), _in_digits),
    (re.compile(r"(?<![\d-])(?P<y1>20\d\d)[-/.](?P<m1>\d\d?)[-/.](?P<d1>\d\d?)(?!\d)"), _in_digits),
)


def _in_words(match: re.Match[str], grammar: _Grammar) -> Part | None:
    first_month, last_month = _group(match, "m1"), _group(match, "m2")
    named = [grammar.months[name.rstrip(".")] for name in (first_month, last_month) if name]
    if not named or match[0] in {"may", "mar", "mai"}:
        return None
    year = _year(_group(match, "y1")) or _year(_group(match, "y2"))
    sure = match["p1"] or not match["w1"] or match["w1"] in grammar.telling
    written_first = min(match.start("d1"), match.start("m1") if first_month and match.start("m1") >= 0 else match.end())
    span = Span(match.start() if sure else written_first, match.end())
    weekday = _weekday(match["p1"] or match["w1"], grammar)
    part = Part(span, int(match["d1"]), named[0], year, weekday)
    last = _group(match, "d2")
    if last is None:
        return part
    if (len(named) == 1 and int(last) <= part.day) or not _is_one_list(match, part.day, int(last)):
        return None
    end = Part(span, int(last), named[-1], year, _weekday(_group(match, "w2"), grammar))
    return replace(part, until=end)


def _one_of(match: re.Match[str], grammar: _Grammar) -> Part | None:
    """ "Fri 12 or Sat 13 February": two days of which nobody says yet which."""
    year, month = _year(match["y2"]), grammar.months[match["m2"].rstrip(".")]
    span = Span(*match.span())
    other = Part(span, int(match["d2"]), month, year)
    return Part(span, int(match["d1"]), month, year, otherwise=other)


def _is_one_list(match: re.Match[str], first: int, last: int) -> bool:
    """A comma alone joins days only when they follow each other: "Room 4, 11 March" names one day."""
    between = match[0][match.end("d1") - match.start() : match.start("d2") - match.start()]
    return (
        "," not in between
        or bool(re.search(r"[-&+/]|\b(?:to|and|und|et|y|e|och|en|bis|through)\b", between))
        or last == first + 1
    )


def _in_figures(match: re.Match[str], grammar: _Grammar) -> Part | None:
    mark = _group(match, "mark") or "."
    second = _group(match, "b1") or match["b2"]
    day, month = int(match["a1"]), int(second)
    if not (1 <= day <= 31 and 1 <= month <= 31) or (month > 12 and (day > 12 or mark == ".")):
        return None
    year = _year(_group(match, "y1")) or _year(_group(match, "y2"))
    start = match.start("w1") if match["w1"] else match.start("a1")
    part = Part(Span(start, match.end()), day, month, year, _weekday(match["w1"], grammar), swapped=mark != ".")
    last = _group(match, "a2")
    return replace(part, until=replace(part, day=int(last), weekday=None)) if last else part


def _join_ranges(parts: list[Part], plain: str, grammar: _Grammar) -> list[Part]:
    joined: list[Part] = []
    for part in parts:
        previous = joined[-1] if joined else None
        if previous and previous.until is None and part.until is None and _joins(plain, previous, part):
            year = previous.year or _year_before(previous, part)
            span = Span(previous.span.start, part.span.end)
            joined[-1] = replace(previous, span=span, year=year, until=part, pieces=(previous.span, part.span))
            continue
        joined.append(part)
    return _open([_with_tail(part, plain, grammar) for part in joined], plain)


def _open(parts: list[Part], plain: str) -> list[Part]:
    """ "30 January or 6 February": joined by "or", two whole dates are one that is open."""
    found: list[Part] = []
    for part in parts:
        before = found[-1] if found else None
        if (
            before
            and not (before.otherwise or before.until)
            and re.fullmatch(rf"{OR}(?:on )?(?:the )?", plain[before.span.end : part.span.start])
        ):
            found[-1] = replace(before, span=Span(before.span.start, part.span.end), otherwise=part)
            continue
        found.append(part)
    return found


_CLOCK_BETWEEN = r"(?:[ ,]*(?:at|um|a|kl)?[ ]*\d{1,2}(?:[:.h]\d\d)?[ ]*(?:am|pm|uhr|h)?)?"
_BETWEEN_DATES = re.compile(rf"(?:[ ]*\([^()\n]{{1,20}}\))?{_CLOCK_BETWEEN}[ ,]*{JOIN}[ ]*")


def _joins(plain: str, left: Part, right: Part) -> bool:
    gap = plain[left.span.end : right.span.start]
    if len(gap) > 30 or not _BETWEEN_DATES.fullmatch(gap):
        return False
    same_year = left.year is None or right.year is None or left.year <= right.year
    return same_year and left.swapped == right.swapped


def _year_before(left: Part, right: Part) -> int | None:
    if right.year is None:
        return None
    return right.year - 1 if (left.month, left.day) > (right.month, right.day) and not left.swapped else right.year


def _with_tail(part: Part, plain: str, grammar: _Grammar) -> Part:
    """ "Monday 23 Nov through Friday the 27th": the last day borrows its month."""
    match = grammar.tail.match(plain, part.span.end) if part.until is None and part.at is None else None
    if not match or int(match["d1"]) <= part.day:
        return part
    end = replace(part, day=int(match["d1"]), weekday=_weekday(match["w1"], grammar))
    return replace(part, span=Span(part.span.start, match.end()), until=end)


def _resolve(part: Part, *, today: date, order: calendar_words.DateOrder) -> DateSpan:
    if part.otherwise:
        days = {day for one in (part, part.otherwise) if (day := _day(one.year, one.month, one.day, today))}
        return DateSpan(part.span, None, trouble="ambiguous", choices=tuple(sorted(days)))
    readings = _readings(part, order)
    firsts = [day for month, number in readings if (day := _day(part.year, month, number, today))]
    if not firsts:
        return DateSpan(part.span, None, trouble="impossible", pieces=part.pieces)
    if part.weekday is not None and len(firsts) > 1:
        firsts = [day for day in firsts if day.weekday() == part.weekday] or firsts
    if len(set(firsts)) > 1:
        return DateSpan(part.span, None, trouble="ambiguous", choices=tuple(sorted(set(firsts))), pieces=part.pieces)
    first, last = firsts[0], None
    if part.until:
        swap = (first.month, first.day) == (part.day, part.month) and part.swapped
        last = _last(part.until, first, swap=swap, today=today)
        if last is None:
            return DateSpan(part.span, first, trouble="impossible", pieces=part.pieces)
    trouble = _trouble(part, first, last, today)
    return DateSpan(part.span, first, last, "stated", trouble, at=part.at, is_utc=part.is_utc, pieces=part.pieces)


def _readings(part: Part, order: calendar_words.DateOrder) -> list[tuple[int, int]]:
    """(month, day) as it may be meant; only figures with a slash or a hyphen can be read both ways."""
    written, turned = (part.month, part.day), (part.day, part.month)
    if not part.swapped or part.month == part.day:
        return [written]
    if part.month > 12:
        return [turned]
    if part.day > 12 or order == "day-month":
        return [written]
    return [turned] if order == "month-day" else [written, turned]


def _day(year: int | None, month: int, day: int, today: date) -> date | None:
    try:
        found = date(year or today.year, month, day)
        return found if year or found >= today else date(today.year + 1, month, day)
    except ValueError:
        return _next_leap_day(today) if (month, day) == (2, 29) and year is None else None


def _next_leap_day(today: date) -> date | None:
    """29 February without a year, only when the next one is less than a year away."""
    for year in (today.year, today.year + 1):
        try:
            found = date(year, 2, 29)
        except ValueError:
            continue
        if found >= today:
            return found
    return None


def _last(part: Part, first: date, *, swap: bool, today: date) -> date | None:
    month, day = (part.day, part.month) if swap else (part.month, part.day)
    last = _day(part.year or first.year, month, day, today)
    if last and last < first and part.year is None:
        last = _day(first.year + 1, month, day, today)
    return last if last and first <= last and (last - first) < timedelta(days=200) else None


def _trouble(part: Part, first: date, last: date | None, today: date) -> Trouble | None:
    if part.weekday is not None and first.weekday() != part.weekday:
        return "weekday"
    if last and part.until and part.until.weekday is not None and last.weekday() != part.until.weekday:
        return "weekday"
    return "past" if (last or first) < today else None


def is_list_of_days(plain: str, found: DateSpan) -> bool:
    """Whether the days are joined by "and" with a gap, so that they are sessions and not one long event."""
    if not found.first or not found.last or (found.last - found.first).days < 2:
        return False
    words = plain[found.span.start : found.span.end]
    return (
        bool(re.search(r"\d(?:st|nd|rd|th)?[ ]*(?:and|und|et|y|och|&)\b", words))
        and "," not in words
        and not _AND.match(words)
    )
