"""When something is due: a day, an hour, or a distance from the event, with the words that say so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from conversations.understanding.brief import local_day
from conversations.understanding.dates import read_dates
from conversations.understanding.edits import read_shift
from conversations.understanding.numbers import small_number
from conversations.understanding.relative_dates import add_units
from conversations.understanding.spans import Span, blank, fold, normalise
from conversations.understanding.times import read_times


@dataclass(frozen=True)
class Due:
    """A time as it was said: a day, or so many days from the event (negative before the start, positive after the end,
    0 on the day), or by how much a known time moves. `spans` are the words it was read from."""

    day: date | None = None
    at: time | None = None
    days: int | None = None
    shift: timedelta | None = None
    trouble: str = ""
    spans: tuple[Span, ...] = ()

    def __bool__(self) -> bool:
        return (self.day, self.at, self.days, self.shift) != (None,) * 4


NOT_SAID = Due()
_EVENT = (
    r"(?:[ ](?:(?:of |to )?(?:the|our|my|this) )?(?:event|start|show|concert|party|day|doors?|it(?: starts|"
    r" begins)?)\b"
    r"|[ ](?:dem|der|die|das|den) (?:event|veranstaltung|beginn|start|termin|konzert|fest|tag)"
    r"|[ ](?:l'|le |la )(?:evenement|debut|concert|soiree|jour)|[ ](?:del|el|de la|la) (?:evento|inicio|"
    r"concierto|fiesta|dia)"
    r"|[ ](?:do|o|da) (?:evento|inicio|show)|[ ](?:dell'|l')(?:evento|inizio)|[ ](?:het|de) (?:evenement|begin|"
    r"start)"
    r"|[ ](?:evenemanget|starten))?"
)
_UNIT = (
    r"(?P<unit>days?|weeks?|fortnights?|months?|tage?n?|wochen?|monate?n?|jours?|semaines?|mois|dias?|semanas?|"
    r"mes(?:es)?|"
    r"giorn[oi]|settiman[ae]|mes[ei]|dag(?:en|ar)?|we(?:e)?ken|maand(?:en)?|vecka|veckor|manad(?:er)?)"
)
_BEFORE = (
    r"(?:before(?:hand)?|prior to|ahead of|ahead|earlier than|vor|vorher|davor|zuvor|avant|plus tot|"
    r"antes(?: de)?|prima(?: di)?|"
    r"voor(?:af)?|van tevoren|fore|innan)"
)
_AFTER = (
    r"(?:after(?:wards)?|later than|nach|danach|nachher|spater|apres|"
    r"despues(?: de)?|depois(?: de)?|dopo|na(?:derhand)?|efter(?:at)?)"
)
_DISTANCE = re.compile(
    rf"\b(?P<n>\d{{1,4}}|[a-z]+)[ ]{_UNIT}[ ](?:(?P<before>{_BEFORE})|(?P<after>{_AFTER})){_EVENT}(?!\w)"
    rf"|\b(?P<vor>vor|nach)[ ](?P<n2>\d{{1,4}}|[a-z]+)[ ](?P<unit2>tagen?|wochen?)\b(?=[ ]vor der)"
)
_THE_DAY = re.compile(
    rf"\b(?:the |on the |am |la |le |el |o |il |de |i )?(?:(?P<eve>(?:day|night|evening) before|vortag|"
    rf"abend (?:davor|vorher)|"
    rf"veille|(?:dia|noche) anterior|(?:dia|noite) anterior|dia antes|giorno prima|dag ervoor|dagen (?:fore|"
    rf"innan)|tag "
    rf"(?:davor|vorher)|jour (?:d')?avant){_EVENT}"
    rf"|(?P<next>(?:day|morning) after|tag (?:danach|darauf)|lendemain|dia (?:siguiente|despues|seguinte)|"
    rf"giorno dopo|dag erna|"
    rf"dagen efter){_EVENT}"
    r"|(?P<same>(?:morning|day) (?:itself|of(?: the (?:event|show|concert|party))?)|same day|"
    r"day of the (?:event|show|concert|"
    r"party)|tag (?:selbst|der veranstaltung)|jour (?:j|meme)|(?:mismo )?dia del evento|dia do evento|"
    r"giorno dell'evento|"
    r"dag zelf|samma dag))(?!\w)"
)
_PREPOSITION = re.compile(
    r"(?:[ ,]|^)(?:by|until|till|before|no later than|latest|due|on|at|for|from|to|in|around|about|bis(?: zum|"
    r" spatestens)?|"
    r"spatestens|am|um|zum|auf|fur|vor|d'ici(?: le| au)?|avant(?: le)?|pour(?: le)?|le|a|au|jusqu'au|antes del?|"
    r"para(?: el)?|"
    r"hasta(?: el)?|el|ate(?: o| a)?|entro(?: il)?|per(?: il)?|il|prima del?|voor|tegen|uiterlijk|op|om|senast|"
    r"till|fore|den|"
    r"the|kl)[ :]*$"
)


def read_due(text: str, *, now: datetime, timezone: str, locale: str) -> Due:
    """The time that the words name; nothing where they name none."""
    return due_in(fold(normalise(text)), today=local_day(now, timezone), locale=locale)


def due_in(plain: str, *, today: date, locale: str) -> Due:
    """The same in folded text, with the words consumed, prepositions included."""
    distance, spans = _distance(plain)
    rest = blank(plain, spans)
    found = [item for item in read_dates(rest, today=today, locale=locale) if item.first or item.trouble]
    day, trouble = None, ""
    if distance is None and found:
        item = found[-1]
        day, trouble = item.first, item.trouble or ""
        spans += item.consumed
    rest = blank(plain, spans)
    times = [item for item in read_times(rest) if not item.unsure]
    at = times[-1].start if times else None
    spans += tuple(item.span for item in times[-1:])
    shift = read_shift(plain) if distance is None and day is None else None
    return Due(day, at, distance, shift, "" if trouble == "past" else trouble, tuple(_widened(plain, spans)))


def _distance(plain: str) -> tuple[int | None, tuple[Span, ...]]:
    for match in _DISTANCE.finditer(plain):
        count = small_number(match["n"] or match["n2"])
        if count is None:
            continue
        days = (add_units(date(2001, 1, 1), count, match["unit"] or match["unit2"]) - date(2001, 1, 1)).days
        return (days if match["after"] else -days), (Span(*match.span()),)
    if day := _THE_DAY.search(plain):
        return (-1 if day["eve"] else 1 if day["next"] else 0), (Span(*day.span()),)
    return None, ()


def _widened(plain: str, spans: tuple[Span, ...]) -> Iterator[Span]:
    """The words of a time with the prepositions that lead to them."""
    for span in spans:
        start = span.start
        while match := _PREPOSITION.search(plain[:start]):
            start = match.start()
        yield Span(start, span.end)
