"""Long pasted texts with several dates: which of them is the event's, and what else of the text belongs to others.

A page, a thread or minutes name deadlines, rehearsals, last year and other events. The event's day says so by what stands
beside it; sentences about other days are then left out of the reading. Where nothing says so, nobody guesses.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from conversations.understanding.dates import DateSpan, read_dates
from conversations.understanding.kinds import has_kind
from conversations.understanding.spans import Source, Span, blank, sentences

LONG_TEXT = 350
"""From this length on a text with several dates is a page, not a request."""
_MARGIN = 2
_MOST_READ = 4_000

_ELSEWHERE = re.compile(
    r"\b(?:deadlines?|due|register\w*|registrations?|rsvp|submi\w+|call for \w+|cfp|papers?|notification|camera[- ]ready|sales?|"
    r"on sale|announce\w*|published|posted|updated|sent|wrote|issued|invoice\w*|deposits?|payments?|pay|contract|rehearsal\w*|"
    r"soundcheck|set-?up|load[- ]?in|strike|build|tear ?down|working bee|committee|board meeting|briefing|orientation|training "
    r"day|last year\w*|last time|last edition|previous\w*|since|founded|back in|was|were|raised|held on|had|hinfallig|"
    r"cancell?ed|declined|clash\w*|rejected|objected|proposed|released|private|full|out because|not|no longer|instead of|"
    r"rather than|moved from|postponed from|rain date|ersatz\w*|ausweich\w*|anmeldeschluss|anmeldung\w*|anmelden|vorverkauf|"
    r"generalprobe|probe|aufbau|abbau|sitzung|versammlung|jahreshaupt\w*|letzte[sn]? jahr|inscriptions?|date limite|repetition|"
    r"l'an dernier|annule\w*|inscripcion\w*|plazo|ensayo|ano pasado|inscricoes|prazo|ensaio|iscrizion\w*|scadenza|prove|"
    r"inschrijv\w*|uiterlijk|vorig jaar|anmalan|senast|forra aret|arsmote\w*|hostens|videos?|recordings?|speakers announced|"
    r"early|until|before|by|from:|re:|fwd:|on leave|out of office|away|other|another|next month|separate)\b"
)
_THIS_ONE = re.compile(
    r"\b(?:when|event date|event|datum|termin|wann|date|dates|fecha|data|quand|cuando|quando|save the date|takes? place|taking place|"
    r"held|happening|confirmed|final(?:ly)?|resolved|decided|agreed|it is|then|this year|new|neu|nouveau|nueva?|nuova?|this one|"
    r"done|settled|fixed|definitely|booked|statt|findet|returns|is back|join us|see you|save|concert|show|conference|main day|"
    r"doors|starts?|kick-?off|opens)\b"
)
_HOUR = re.compile(r"\b\d{1,2}(?:[:.h]\d\d|[ ]?(?:am|pm|uhr|h)\b)|\bnoon\b|\bmidnight\b")
_ASKED = re.compile(
    r"\b(?:the|only|our|just|die|das|le|la|el|o|il|het|den)[ ](?P<what>[a-z][\w'-]{2,24}(?:[ ][a-z][\w'-]{2,24})?)(?: one| date)?\b"
)


@dataclass(frozen=True, slots=True)
class _Unit:
    """A line or a sentence, and the days in it."""

    span: Span
    dates: tuple[DateSpan, ...]


def without_other_days(source: Source, *, today: date, locale: str) -> str | None:
    """The folded text without the sentences about other days; None when there is nothing to leave out, or no telling."""
    if len(source.shown) < LONG_TEXT:
        return None
    dates = [item for item in read_dates(source.plain[:_MOST_READ], today=today, locale=locale) if item.first]
    if len({(item.first, item.last) for item in dates}) < 2:
        return None
    units = _units(source.plain, dates)
    chosen = _chosen(source, units, today)
    if chosen is None or chosen.first is None:
        return None
    first, last = chosen.first, chosen.last or _last_of_same(dates, chosen)
    other = [
        unit.span
        for unit in units
        if not any(first <= day <= last for item in unit.dates for day in (item.first, item.last) if day)
        and not _is_about_sales(source.plain[unit.span.start : unit.span.end])
    ]
    return blank(source.plain, other) if other else None


def _last_of_same(dates: Sequence[DateSpan], chosen: DateSpan) -> date:
    """The last day of the event, which a shorter mention of its first day leaves out."""
    lasts = [item.last for item in dates if item.last and item.first == chosen.first]
    return max(lasts, default=chosen.first or date.min)


def _units(plain: str, dates: Sequence[DateSpan]) -> list[_Unit]:
    found = []
    for span in sentences(plain):
        inside = tuple(item for item in dates if span.start <= item.span.start < span.end)
        if inside:
            found.append(_Unit(span, inside))
    return found


def _chosen(source: Source, units: Sequence[_Unit], today: date) -> DateSpan | None:
    """The day with the most points, when it leads clearly."""
    wanted = _wanted_words(source.plain)
    points: dict[date, float] = {}
    best: dict[date, DateSpan] = {}
    for place, unit in enumerate(units):
        for item in unit.dates:
            if item.first is None:
                continue
            score = _points(source, unit, item, today, wanted) + 0.1 * place
            if item.first not in points or score > points[item.first]:
                points[item.first], best[item.first] = score, item
    ranked = sorted(points, key=lambda day: -points[day])
    if not ranked or points[ranked[0]] < _MARGIN:
        return None
    if len(ranked) > 1 and points[ranked[0]] - points[ranked[1]] < _MARGIN:
        leader = best[ranked[0]]
        if not (leader.last and leader.first and leader.first <= ranked[1] <= leader.last):
            return None
    return best[ranked[0]]


def _points(source: Source, unit: _Unit, item: DateSpan, today: date, wanted: frozenset[str]) -> float:
    plain = source.plain
    text = plain[unit.span.start : unit.span.end]
    before = plain[max(unit.span.start, item.span.start - 60) : item.span.start]
    behind = plain[item.span.end : min(unit.span.end, item.span.end + 60)]
    words = plain[item.span.start : item.span.end]
    points = 1.0 * bool(re.search(r"20\d\d", words)) + 1.0 * bool(
        re.search(r"[a-z]{3,}day|\b(?:mon|tue|wed|thu|fri|sat|sun)\b", words)
    )
    points += 2.0 * bool(_HOUR.search(before + behind)) + 1.5 * has_kind(plain, unit.span)
    points += 2.0 * bool(_THIS_ONE.search(before)) + 1.0 * bool(_THIS_ONE.search(behind))
    points -= 3.0 * bool(_ELSEWHERE.search(before)) + 1.5 * bool(_ELSEWHERE.search(behind))
    points -= 5.0 * (item.first is not None and item.first < today) + 1.5 * behind.strip().startswith("?")
    points += 3.0 * len(wanted & set(re.findall(r"[a-z]{3,}", text)))
    if item.strength != "stated":
        points -= 1.5
    return points


def _wanted_words(plain: str) -> frozenset[str]:
    """What the person asked for around the paste: "only create the one on Thursday", "make an event for the camp"."""
    lines = [line for line in plain.split("\n") if line.strip()]
    asked = " ".join((lines[0], lines[-1])) if lines else ""
    if len(asked) > 400 or not re.search(
        r"\b(?:event|draft|page|set up|create|make|anlegen|erstell\w*|creer|crea\w*|skapa|maak)\b", asked
    ):
        return frozenset()
    words = {word for match in _ASKED.finditer(asked) for word in match["what"].split()}
    words |= set(re.findall(r"\b[a-z]+day\b", asked))
    common = "event page one draft text mail email thread following final date end chat what site website season calendar last paste below".split()
    return frozenset(words - set(common))


_SELLS = re.compile(
    r"[€$£¥₹]|\b(?:eur|usd|gbp|chf|sek|nok|dkk|pln|kr|rs|inr|zar|euros?|tickets?|early bird|price|sales?|registrations?|bookings?|"
    r"entries|sign-?ups?|anmeld\w*|vorverkauf|inscri\w+|inschrijv\w*|anmalan|iscrizion\w*|vente|venta|vendas)\b"
)
_CLOSES = re.compile(
    r"\b(?:until|till|by|before|ends?|closes?|close|stops?|bis|jusqu|hasta|ate|fino|tot|t/m|t\.o\.m|senast|thru|deadline|entro)\b"
)
_OF_OTHERS = re.compile(
    r"\b(?:papers?|cfp|call for|apply|applications?|producers?|exhibitors?|vendors?|speakers?|volunteers?|stalls?)\b"
)


def _is_about_sales(text: str) -> bool:
    """Whether the sentence sells: its other day is the end of a sale, and its price belongs to the event."""
    return bool(_SELLS.search(text) and _CLOSES.search(text)) and not _OF_OTHERS.search(text)
