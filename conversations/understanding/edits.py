"""Changes to an event that stands already: shifted days, new hours, dearer tickets."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from conversations.understanding import cues
from conversations.understanding.facts import Brief, Found, Moment
from conversations.understanding.money import read_amount, read_money
from conversations.understanding.numbers import small_number
from conversations.understanding.relative_dates import add_units


@dataclass(frozen=True)
class PriceChange:
    """By how much a price goes up, or down when negative: an amount, or per cent."""

    amount: Decimal | None = None
    percent: Decimal | None = None


_PERCENT = re.compile(
    r"(?P<n>\d+(?:[.,]\d+)?)[ ]?(?:%|percent|per cent|prozent|pour ?cent|por ciento|por cento|per cento|procent)"
)
_SHIFT = re.compile(
    r"\b(?P<n>\d{1,3}|a|an|one|two|three|four|five|six|half an|eine[nrm]?|ein|zwei|drei|vier|une?|deux|trois|"
    r"una|un|dos|tres|um|uma|dois|duas|due|tre|een|twee|drie|en|ett|tva)[ ]"
    r"(?P<u>minutes?|minuten?|minutos?|minuti|minuter|hours?|stunden?|heures?|horas?|or[ae]|uur|timm(?:e|ar)|"
    r"days?|tage?|jours?|dias?|giorn[io]|dag(?:en|ar)?|weeks?|wochen?|semaines?|semanas?|settiman[ae]|"
    r"we(?:e)?ken|vecka|veckor|months?|monate?|mois|mes(?:es)?|mes[ei]|maand(?:en)?|manad(?:er)?)\b"
)


def read_shift(plain: str) -> timedelta | None:
    """ "A week later", "push it back two days", "half an hour earlier"; months count as the days to the same date."""
    match = _SHIFT.search(plain)
    if not match or re.search(
        r"\b(?:in|long|for|per|lasts?|duration)[ ]+$", plain[max(0, match.start() - 10) : match.start()]
    ):
        return None
    earlier = bool(cues.EARLIER.search(plain))
    if not earlier and not cues.LATER.search(plain):
        return None
    unit, sign = match["u"], -1 if earlier else 1
    if match["n"] == "half an":
        return sign * timedelta(minutes=30)
    count = small_number(match["n"]) or 1
    if unit.startswith("minut"):
        return sign * timedelta(minutes=count)
    if unit.startswith(("hour", "stund", "heure", "hora", "ora", "ore", "uur", "timm")):
        return sign * timedelta(hours=count)
    if unit.startswith("m"):
        return sign * timedelta(weeks=round(count * 52 / 12))
    return sign * (add_units(datetime(2000, 1, 1).date(), count, unit) - datetime(2000, 1, 1).date())


def moved(plain: str, brief: Brief, start: Moment | None, end: Moment | None, shift: timedelta | None) -> Brief:
    """The brief with hours put on the event's day, and the end carried along when only the start moves."""
    if start is None:
        return brief
    if brief.start is None and brief.start_time is None and brief.end_time is None and shift is not None:
        return replace(brief, start=_shifted(start, shift, plain), end=_shifted(end, shift, plain) if end else None)
    if brief.start is None:
        return _with_hours(brief, start, end)
    if brief.start.value.time is None and start.time is not None:
        brief = replace(brief, start=Found(Moment(brief.start.value.day, start.time), brief.start.words))
    if end is not None and brief.end is None and brief.start is not None:
        carried = Moment(end.day + (brief.start.value.day - start.day), end.time)
        brief = replace(brief, end=Found(carried, ""))
    return brief


def _shifted(moment: Moment, shift: timedelta, plain: str) -> Found[Moment]:
    match = _SHIFT.search(plain)
    words = match[0] if match else ""
    if moment.time is None:
        return Found(Moment(moment.day + shift, None), words)
    at = datetime.combine(moment.day, moment.time) + shift
    return Found(Moment(at.date(), at.time()), words)


def _with_hours(brief: Brief, start: Moment, end: Moment | None) -> Brief:
    begin, finish = brief.start_time, brief.end_time
    if begin:
        brief = replace(brief, start=Found(Moment(start.day, begin.value), begin.words))
    if finish:
        opening = begin.value if begin else start.time
        brief = replace(
            brief, end=Found(Moment(_last_day(start, end, opening, finish.value), finish.value), finish.words)
        )
    return brief


def _last_day(start: Moment, end: Moment | None, opening: time | None, closing: time) -> date:
    if end is not None and (end.day - start.day).days > 1:
        return end.day
    if opening is None or closing > opening:
        return start.day
    overnight = (closing.hour - opening.hour) % 24 < 16
    return start.day + timedelta(days=1) if overnight else start.day


def read_price_change(plain: str) -> PriceChange | None:
    """ "Raise regular by 10%", "bump the price by 15 dollars"; None when a new price is named."""
    up, down = cues.UP.search(plain), cues.DOWN.search(plain)
    if not (up or down):
        return None
    sign = 1 if up and not (down and down.start() < up.start()) else -1
    if percent := _PERCENT.search(plain):
        return PriceChange(percent=sign * Decimal(percent["n"].replace(",", ".")))
    by = re.search(
        r"\b(?:by|um|de|por|di|met|med)[ ]+(?=\d|[$€£]|[a-z]{2,4} ?\d|\w+ (?:dollars|euros|pounds|quid|bucks))", plain
    )
    off = re.search(r"(?:knock|take)[ ](?=[^.]{1,20}\boff\b)", plain)
    cue = by or off
    if not cue:
        return None
    money = [item for item in read_money(plain[cue.end() :]) if not item.free]
    if money:
        return PriceChange(amount=sign * money[0].amount)
    bare = re.match(
        r"\d+(?:[.,]\d{1,2})?(?![\d%]|[ ]?(?:seats|tickets|people|days?|weeks?|hours?|places))", plain[cue.end() :]
    )
    amount = (
        read_amount(bare[0])
        if bare and re.search(r"\b(?:price|preis|prix|precio|preco|prezzo|prijs|ticket|cost)", plain)
        else None
    )
    return PriceChange(amount=sign * amount) if amount else None
