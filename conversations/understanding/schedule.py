"""When it takes place: which of the dates and times in the text are the event's, and which belong to something else."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from conversations.understanding.dates import DateSpan, is_list_of_days
from conversations.understanding.facts import Found, Moment, Problem
from conversations.understanding.numbers import small_number
from conversations.understanding.spans import Source, Span, blank
from conversations.understanding.times import TimeSpan

LONG_TEXT = 500
"""From this length on a text with several dates is a page, not a request: its dates are offered, not chosen."""


@dataclass(frozen=True, slots=True)
class Schedule:
    start: Found[Moment] | None = None
    end: Found[Moment] | None = None
    candidates: tuple[Found[Moment], ...] = ()
    problems: tuple[Problem, ...] = ()
    recurrence: Found[str] | None = None
    start_time: Found[time] | None = None
    end_time: Found[time] | None = None


_OTHER_DATE = re.compile(
    r"\b(?:deadline\w*|register\w*|registration (?:opens?|closes?|ends?|until|by)|rsvp\w*|submi\w+|call for "
    r"\w+|cfp|out of (?:the )?office|away|invoice\w*|published|posted|updated|last edited|born|since|last year|"
    r"previous\w*|sales?|on sale|"
    r"instead of|rather than|not|was|originally|moved from|postponed from|applications?|apply|payment|pay|"
    r"notification|set-?up|rain date|ausweichtermin|anmeldeschluss|anmeldung|refunds?|cancell\w+|confirm\w*|"
    r"reply|respond|order|book by|early bird|until|before|by|bis|jusqu'au|hasta|entro|press|founded|"
    r"established|copyright|©)\b[^.\n!?]{0,24}$"
)
_LABELLED = re.compile(
    r"(?:\b(?:when|dates?|datum|wann|termin|quand|fecha|cuando|data|quando|datum|dtstart|event date|taking place|"
    r"takes place|held|starts?|starting|save the date)\b[ :=on]*)$"
)
_RECURRING = re.compile(
    r"\b(?:every (?:other |second |two |2 |first |last |\w+ )?(?:day|week|month|weekday|night|morning|(?:mon|"
    r"tues|wednes|thurs|fri|satur|sun)day)s?|weekly|monthly|fortnightly|biweekly|each (?:week|month|(?:mon|"
    r"tues|wednes|thurs|fri|satur|sun)day)|(?:mon|tues|wednes|thurs|fri|satur|sun)days\b|"
    r"jede[nr]? (?:woche|monat|tag|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|zweiten \w+)|"
    r"wochentlich|monatlich|chaque (?:semaine|mois|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)|tous "
    r"les \w+|hebdomadaire|cada (?:semana|mes|lunes|martes|miercoles|jueves|viernes|sabado|domingo)|"
    r"todos (?:los|os) \w+|todas? (?:as )?(?:segunda|terca|quarta|quinta|sexta|semana)s?(?:-feiras?)?|"
    r"semanal(?:mente)?|ogni (?:settimana|mese|lunedi|martedi|mercoledi|giovedi|venerdi|sabato|domenica)|"
    r"settimanale|elke (?:week|maand|\w+dag)|wekelijks|varje (?:vecka|manad|\w+dag))\b"
)
_DAYS = re.compile(
    r"\b(?P<n>\d{1,2}|two|three|four|five|six|seven|zwei|drei|deux|trois|dos|tres|due|tre|twee)[ -]?(?:days?|"
    r"tagig\w*|tage|jours|dias|giorni|dagen|daagse?)\b(?![ ](?:pass|ticket|before|after|ago|later|earlier|notice|"
    r"in advance|prior|from|return|refund))"
)
_HOURS = re.compile(
    r"\b(?:(?P<n>\d{1,3}|one|two|three|four|five|six|eight|an|a|zwei|drei|deux|trois|dos|tres|due|tre|"
    r"twee)(?P<half>[.,]5| and a half|½)?[ -]?(?P<u>h|hrs?|hours?|minutes?|mins?|stunden|stunde|heures?|horas?|ore|"
    r"uur|timmar|minuten))\b(?![ ](?:before|after|ago|later|earlier|notice|in advance|prior|drive|away))"
)


def read_schedule(source: Source, dates: Sequence[DateSpan], times: Sequence[TimeSpan], *, zone: str) -> Schedule:
    """Put days and times together. `zone` is where the event is; instants written in UTC are converted to it."""
    own = [
        item for item in dates if not _OTHER_DATE.search(source.plain, max(0, item.span.start - 60), item.span.start)
    ] or list(dates)
    own = _strongest(own)
    recurrence = _RECURRING.search(source.plain)
    found = (
        Found(source.words(Span(*recurrence.span())), source.words(Span(*recurrence.span()))) if recurrence else None
    )
    problems = tuple(problem for item in own[:3] if (problem := problem_with(source, item)))
    readable = [item for item in own if item.first is not None]
    if not readable:
        candidates = tuple(Found(Moment(day, None), source.words(item.span)) for item in own for day in item.choices)
        start, end = _clock(source, times)
        return Schedule(None, None, candidates, problems, found, start, end)
    if instants := _instants(source, readable, zone):
        return instants
    chosen = _chosen(source, readable)
    if chosen is None:
        candidates = tuple(Found(Moment(item.first, None), source.words(item.span)) for item in readable if item.first)
        start, end = _clock(source, times)
        return Schedule(None, None, _distinct(candidates), (), found, start, end)
    problem = problem_with(source, chosen)
    if chosen.first is None:
        return Schedule(problems=problems, recurrence=found)
    unsaid = blank(source.plain, [piece for item in dates for piece in item.consumed])
    opening, closing = _timed(source, chosen, chosen.first, times, unsaid)
    return Schedule(opening, closing, (), (problem,) if problem else (), found)


def _strongest(dates: list[DateSpan]) -> list[DateSpan]:
    for strength in ("stated", "relative", "weekday"):
        if found := [item for item in dates if item.strength == strength]:
            return found
    return []


def _chosen(source: Source, dates: list[DateSpan]) -> DateSpan | None:
    """The event's date; None when a long text has several and says of none that it is the event's."""
    labelled = [item for item in dates if _LABELLED.search(source.plain, max(0, item.span.start - 20), item.span.start)]
    if labelled:
        return labelled[0]
    distinct = {(item.first, item.last) for item in dates}
    if len(distinct) == 1 or _are_sessions(source, dates):
        return max(
            (item for item in dates if item.first == dates[0].first),
            key=lambda item: (item.last or date.min, len(item.pieces)),
        )
    covering = [
        item
        for item in dates
        if item.last and all(item.first <= other.first <= item.last for other in dates if item.first and other.first)
    ]
    if covering:
        return covering[0]
    return None if len(source.shown) > LONG_TEXT or len(distinct) > 3 else dates[0]


def _are_sessions(source: Source, dates: list[DateSpan]) -> bool:
    gaps = [source.plain[left.span.end : right.span.start] for left, right in itertools.pairwise(dates)]
    return len(dates) > 1 and all(re.fullmatch(r"[\s,;&/-]*(?:and|und|et|y|e|och|en|or)?[\s]*", gap) for gap in gaps)


def _distinct(candidates: tuple[Found[Moment], ...]) -> tuple[Found[Moment], ...]:
    first: dict[Moment, Found[Moment]] = {}
    for candidate in candidates:
        first.setdefault(candidate.value, candidate)
    return tuple(first.values())[:6]


def _instants(source: Source, dates: list[DateSpan], zone: str) -> Schedule | None:
    """Calendar-file instants: the first is the start, the second the end."""
    moments = [
        Found(_moment(item.first, item.at, zone, is_utc=item.is_utc), source.words(item.span))
        for item in dates
        if item.at and item.first
    ]
    if not moments:
        return None
    return Schedule(moments[0], moments[1] if len(moments) > 1 else None)


def _moment(day: date, at: time, zone: str, *, is_utc: bool) -> Moment:
    if not is_utc:
        return Moment(day, at)
    local = datetime.combine(day, at, ZoneInfo("UTC")).astimezone(ZoneInfo(zone))
    return Moment(local.date(), local.time())


def _clock(source: Source, times: Sequence[TimeSpan]) -> tuple[Found[time] | None, Found[time] | None]:
    """The event's first and last hour among the times told."""
    usable = [item for item in times if item.role not in ("doors", "aside")] or [
        item for item in times if item.role == "doors"
    ]
    ranges = [item for item in usable if item.end is not None]
    ends = [item for item in usable if item.role == "end" and item.end is None]
    singles = [item for item in usable if item.end is None and item.role != "end"]
    if ranges:
        last = ranges[-1] if _is_agenda(ranges) else ranges[0]
        closing = Found(last.end, source.words(last.span)) if last.end is not None else None
        return Found(ranges[0].start, source.words(ranges[0].span)), closing
    first = next((item for item in singles if item.role == "start"), singles[0] if singles else None)
    start = Found(first.start, source.words(first.span)) if first else None
    return start, Found(ends[0].start, source.words(ends[0].span)) if ends else None


def _is_agenda(ranges: list[TimeSpan]) -> bool:
    return len(ranges) > 2 and all(left.end and left.end <= right.start for left, right in itertools.pairwise(ranges))


def _timed(
    source: Source, chosen: DateSpan, first: date, times: Sequence[TimeSpan], unsaid: str
) -> tuple[Found[Moment], Found[Moment] | None]:
    words = source.words(chosen.span)
    last = None if is_list_of_days(source.plain, chosen) else chosen.last
    begin, finish = _clock(source, times)
    if last and begin and not finish and len(chosen.pieces) == 2:
        begin, finish = _of_two_days(source, times, chosen) or (begin, None)
    start = Found(Moment(first, begin.value if begin else None), words)
    return start, _end(source, first, last, begin, finish, words, unsaid)


def _of_two_days(source: Source, times: Sequence[TimeSpan], chosen: DateSpan) -> tuple[Found[time], Found[time]] | None:
    """ "Thursday 21 January, 09:00 - Friday 22 January, 17:00": the second time is the second day's."""
    inside = [item for item in times if chosen.span.start <= item.span.start < chosen.span.end]
    behind = [item for item in times if 0 <= item.span.start - chosen.span.end < 12]
    if not inside or not behind:
        return None
    return Found(inside[0].start, source.words(inside[0].span)), Found(behind[0].start, source.words(behind[0].span))


def _end(
    source: Source,
    first: date,
    last: date | None,
    begin: Found[time] | None,
    finish: Found[time] | None,
    words: str,
    unsaid: str,
) -> Found[Moment] | None:
    days = _DAYS.search(unsaid)
    if last is None and days and (count := small_number(days["n"])) and 1 < count < 31:
        last, words = first + timedelta(days=count - 1), source.words(Span(*days.span()))
    if finish:
        day = last or first
        if begin and finish.value <= begin.value and day == first:
            day += timedelta(days=1)
        return Found(Moment(day, finish.value), finish.words)
    if last and last != first:
        return Found(Moment(last, None), words)
    return _after_duration(source, first, begin, unsaid)


def _after_duration(source: Source, first: date, begin: Found[time] | None, unsaid: str) -> Found[Moment] | None:
    match = _HOURS.search(unsaid) if begin else None
    if not match or not begin or unsaid[match.start() - 1 : match.start()] in {".", ":", ",", "-"}:
        return None
    count = small_number(match["n"])
    if not count or (match["u"] == "h" and begin.words.endswith(match[0])):
        return None
    minutes = count * (1 if match["u"].startswith("min") else 60) + (30 if match["half"] else 0)
    if match["u"] in {"h", "horas", "hora", "heures", "heure", "uur", "ore"} and count > 6 and minutes < 1440:
        return None
    until = datetime.combine(first, begin.value) + timedelta(minutes=minutes)
    return Found(Moment(until.date(), until.time()), source.words(Span(*match.span())))


def problem_with(source: Source, item: DateSpan, field: str = "start") -> Problem | None:
    """The question a doubtful date raises, for the person."""
    words = source.words(item.span)
    if item.trouble == "impossible":
        return Problem(field, words, f"There is no such day as “{words}”. Which day is it?", "impossible")
    if item.trouble == "ambiguous":
        options = " or ".join(spoken(day) for day in item.choices)
        return Problem(field, words, f"“{words}” can be read two ways. Is it {options}?", "ambiguous", item.choices)
    if item.trouble == "weekday" and item.first:
        return Problem(
            field,
            words,
            f"“{words}”: {item.first.day} {item.first:%B %Y} is a {item.first:%A}. Which day is it?",
            "weekday",
            (item.first,),
        )
    if item.trouble == "past" and item.first:
        return Problem(
            field, words, f"{spoken(item.first)} has already passed. Is the date right?", "past", (item.first,)
        )
    return None


def spoken(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}"
