"""Times of day and spans of hours in the text: 7pm, 19.30 Uhr, 18h15, half ten, noon to 6, 7pm to 1am."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import time
from itertools import pairwise, zip_longest
from typing import Literal

from conversations.understanding.figures import spoken_hours
from conversations.understanding.spans import Span, blank

Role = Literal["", "start", "end", "doors", "aside"]


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """A time, or a start and an end, as it stands in the text."""

    span: Span
    start: time
    end: time | None = None
    role: Role = ""
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class _Clock:
    hour: int
    minute: int
    half: Literal["am", "pm", ""]
    exact: bool

    def at(self, half: str = "") -> time:
        """The time, with the half of the day borrowed from a neighbour when none was written."""
        half = self.half or half
        hour = self.hour % 12 + (12 if half == "pm" else 0) if half else self.hour % 24
        return time(hour, self.minute)


_NOON = "noon|midday|12 noon|mittags?|mezzogiorno|mediodia|meio-dia|(?<![a-z])midi|middag"
_MIDNIGHT = "midnight|mitternacht|minuit|medianoche|meia-noite|mezzanotte|middernacht|midnatt"
_AM_WORDS = r"in the morning|de la manana|da manha|du matin|del mattino|fruh(?! bird)|morgens|vormittags"
_PM_WORDS = (
    r"in the (?:afternoon|evening)|at night|this evening|tonight|nachmittags|abends|de la (?:tarde|noche)|da "
    r"(?:tarde|noite)|du soir|del pomeriggio|di sera|'s avonds"
)
_HOUR_WORDS = dict(
    zip("one two three four five six seven eight nine ten eleven twelve".split(), range(1, 13), strict=True)
)
_SPELLED = "|".join(_HOUR_WORDS)
_MARK = r"(?:a\.?m\b\.?|p\.?m\b\.?|(?<=\d)[ap]\b(?!\.))"


def _clock(n: str) -> str:
    return (
        rf"(?:(?P<noon{n}>{_NOON})\b|(?P<midnight{n}>{_MIDNIGHT})\b"
        rf"|(?P<past{n}>half(?: past)?|quarter past|quarter to|halb) (?P<ph{n}>(?:1[0-2]|[1-9])(?!\d)|{_SPELLED}|eins|zwei|drei|"
        rf"vier|funf|sechs|sieben|acht|neun|zehn|elf|zwolf)(?!\w)(?:[ ]?(?P<pm{n}>{_MARK}|{_AM_WORDS}|{_PM_WORDS}))?"
        rf"|(?P<word{n}>{_SPELLED})(?!\w)(?P<clock{n}> o'?clock)?(?P<wh{n}>[ ](?:{_AM_WORDS}|{_PM_WORDS})\b)?"
        rf"|(?P<h{n}>[01]?\d|2[0-4])(?:[:.h](?P<m{n}>[0-5]\d)(?![\d]))?[ ]?"
        rf"(?P<mark{n}>{_MARK}|o'?clock\b|uhr\b|uur\b|heures?\b|horas?\b|hrs?\b|hs\b|h(?![\w])|"
        rf"時)?(?P<half{n}>[ ](?:{_AM_WORDS}|{_PM_WORDS})\b)?)"
    )


_TO = (
    r"[ ]*(?:uhr )?(?:-+|to|till?|'?til|until|bis|and|und|a|as|au|jusqu'a|alle|e|ate(?: as)?|hasta(?: las)?|tot|"
    r"till|y|et|/)(?: (?:ca\.?|um|about|around|las?|kl\.?))?[ ]*"
)
_FROM = (
    r"(?P<from>\b(?:from|between|von|zwischen|de|das|dalle|desde(?: las)?|entre|van|tussen|fran|mellan|kl\.?|open|"
    r"time:?|hours:?|uhrzeit:?) ?)"
)
_AT = (
    r"(?P<at>\b(?:at|@|um|ab|a las|as|alle|ore|om|kl\.?|a|gegen|around|from|starts?|starting|begins?|ends?|until|"
    r"til+|doors|time:?|beginn:?|start:?) ?)"
)
_LEAD = re.compile(rf"(?:{_FROM})?(?:{_AT})?")
_RANGE = re.compile(rf"(?:{_FROM})?(?<![\w$€£#.,:/+-]){_clock('1')}{_TO}{_clock('2')}(?![a-z0-9%]|[.,:/]\d|[ ]?[€$£])")
_SINGLE = re.compile(rf"(?:{_AT})?(?<![\w$€£#.,:/+]){_clock('1')}(?![a-z0-9%]|[:/]\d|[.,]\d|[ ]?[€$£])")
_UNIT_BEHIND = re.compile(
    r"[ ]?(?:people|persons?|seats?|places|spots|guests|tickets?|pers|pax|eur|usd|chf|euros?|dollars|quid|"
    r"pounds|kr|zl|km|k\b|years|days|weeks|months|minutes|mins?|hours|"
    r"speakers|talks|workshops|sessions|rooms|tables|teams|kids|children|adults|platze|personen|leute|jahre|"
    r"tage|wochen|st\b|nd\b|rd\b|th\b|per ?cent|of\b|x\b|covers|each|a head|pp)"
)
_NOT_HOURS = re.compile(
    r"\b(?:cap(?:ped)?|limit(?:ed)?|max\w*|price[ds]?|sold|tickets?|each|fee|entry|costs?|seats?|stop|starts "
    r"from)[ ]$"
)
_REPLACED = re.compile(r"[ ]*(?:has to|must|should|needs to|will) (?:be|become)[ ]+|[ ]*(?:becomes|->|=>)[ ]*")
_DOORS = re.compile(
    r"(?:doors?|registration|check-?in|einlass|arriv\w+|gates?|reception|accreditation|apertura porte|ouverture "
    r"des portes|abertura das portas|insläpp|anmeldung|coffee|breakfast from|setup|set-up|soundcheck)(?: open(?:s|"
    r"ing)?)?(?: (?:at|from|um|ab|a|is))?[ :(]*$"
)
_DOORS_BEHIND = re.compile(r"[ ]?(?:\(?(?:doors|registration|check-?in|einlass)\b(?! ?(?:at |open |from )?\d)|開場)")
_START = re.compile(
    r"(?:show|starts?|starting|begins?|beginning|beginn|kick-?off|gun|curtain(?: up)?|start|debut|inicio|inizio|"
    r"aanvang)(?: (?:is|it|goes|at|from|um|ab|a))*[ :]*$"
)
_END_BEHIND = re.compile(
    r"[ ]*(?:[-:|][ ]*)?(?:the )?(?:end|finish|close|closing|ende|schluss|fin|fine|slut|einde|cierre|encerramento|chiusura|"
    r"wrap[- ]?up|curfew|last orders|abschluss|done)\b(?! of (?:day|part))"
)
_AGENDA_LINE = re.compile(r"(?:^|\n)[ *•-]*(?P<h>[01]?\d|2[0-3])[.:h](?P<m>[0-5]\d)(?=[ ]+[^\W\d_]|[ ]*[-:|])")
_END = re.compile(
    r"(?:\bends?|ending|until|till?|'til|finish\w*|wrap\w*(?: up)?|close[sd]?|over by|bis|jusqu'a|hasta|fino alle|"
    r"ate as|ende|fin|tot|out by|must be over by|curfew|back (?:at|by)|return(?:ing)?|ruckkehr(?: gegen)?|done by|out by|home by)(?: (?:at|is|by|about|around|um|a|las|be))*[ :]*$"
)
_ASIDE = re.compile(
    r"(?:load[- ]?in|get[- ]?in|set-?up|build-?up|aufbau|dress rehearsal|rehearsal|interval|pause|lunch|bar opens?|bar open|break|last (?:entry|admission|orders)|guests only from|parking|call|phone|office hours|not|"
    r"instead of|rather than|was|statt)(?: (?:is|at|until|from|from the))*[ :]*$"
)


def read_times(plain: str, *, evening: bool = False) -> list[TimeSpan]:
    """Times in order of appearance. `evening`: a bare "at 8" is meant at night when the text says evening."""
    plain = spoken_hours(plain)
    plain = _agenda_in_figures(plain)
    ranges = list(_ranges(plain))
    rest = blank(plain, [item.span for item in ranges])
    singles = list(_singles(rest, evening=evening))
    found = sorted([*ranges, *singles], key=lambda item: item.span.start)
    told = [replace(item, role=item.role or _role(plain, item)) for item in _share_halves(found, plain)]
    return _corrected(told, plain)


def _agenda_in_figures(plain: str) -> str:
    """ "10.00 Doors" at the head of three lines or more is an agenda, so that the dot is a colon."""
    lines = list(_AGENDA_LINE.finditer(plain))
    if len(lines) < 3:
        return plain
    for match in lines:
        at = match.end("h")
        plain = plain[:at] + ":" + plain[at + 1 :]
    return plain


def _corrected(found: list[TimeSpan], plain: str) -> list[TimeSpan]:
    """ "Midnight has to be 11:30pm": the first time is the one that no longer holds."""
    for index, (old, new) in enumerate(pairwise(found)):
        if _REPLACED.fullmatch(plain[old.span.end : new.span.start]):
            late = old.start.hour >= 21 or old.start.hour < 5
            found[index : index + 2] = [replace(old, role="aside"), replace(new, role="end" if late else new.role)]
    return found


def _read(match: re.Match[str], n: str) -> _Clock:
    if match[f"noon{n}"]:
        return _Clock(12, 0, "pm", exact=True)
    if match[f"midnight{n}"]:
        return _Clock(24, 0, "", exact=True)
    if past := match[f"past{n}"]:
        return _words(past, match[f"ph{n}"], _mark(match[f"pm{n}"] or ""))
    if word := match[f"word{n}"]:
        spoken = (match[f"wh{n}"] or "").strip()
        told: Literal["am", "pm", ""] = ("am" if re.fullmatch(_AM_WORDS, spoken) else "pm") if spoken else ""
        return _Clock(_HOUR_WORDS[word], 0, told, exact=bool(match[f"clock{n}"] or spoken))
    mark, half = (match[f"mark{n}"] or "").replace(".", ""), match[f"half{n}"] or ""
    day_half: Literal["am", "pm", ""] = ""
    if mark in ("am", "pm", "a", "p"):
        day_half = "am" if mark[0] == "a" else "pm"
    elif half and int(match[f"h{n}"]) <= 12:
        day_half = "am" if re.fullmatch(_AM_WORDS, half.strip()) else "pm"
    separator = match[0][match.start(f"h{n}") - match.start() :][len(match[f"h{n}"]) : len(match[f"h{n}"]) + 1]
    exact = bool(mark or half or (match[f"m{n}"] and separator in ":h"))
    return _Clock(int(match[f"h{n}"]), int(match[f"m{n}"] or 0), day_half, exact)


def _mark(words: str) -> str:
    """ "am" or "pm", however it is said; "" for nothing."""
    plain = words.replace(".", "").strip()
    if plain in ("am", "pm", ""):
        return plain
    return "am" if re.fullmatch(_AM_WORDS, plain) else "pm"


def _words(past: str, hour: str, mark: str) -> _Clock:
    german = "eins zwei drei vier funf sechs sieben acht neun zehn elf zwolf".split()
    number = int(hour) if hour.isdigit() else _HOUR_WORDS.get(hour) or german.index(hour) + 1
    minute = 45 if past == "quarter to" else 15 if past == "quarter past" else 30
    if past == "quarter to" or past == "halb":
        number = (number - 2) % 12 + 1
    half: Literal["am", "pm", ""] = "am" if mark == "am" else "pm" if mark == "pm" else ""
    return _Clock(number, minute, half, exact=True)


def _ranges(plain: str) -> Iterator[TimeSpan]:
    for match in _RANGE.finditer(plain):
        left, right = _read(match, "1"), _read(match, "2")
        spelled = bool(match["word1"] or match["word2"])
        behind_date = re.search(r"\x00[ ,]*$", plain[: match.start()]) and re.match(
            r"[ ]*(?:$|[,.;\n)])", plain[match.end() :]
        )
        told = (
            left.exact
            or right.exact
            or (behind_date and not spelled)
            or (
                not spelled
                and (match["from"] or "").strip(" :.")
                in {"from", "between", "von", "kl", "time", "open", "dalle", "das", "van"}
            )
        )
        if not told or (not right.half and _UNIT_BEHIND.match(plain, match.end())) or _is_price_pair(match):
            continue
        if not (left.exact or right.exact) and (max(left.hour, right.hour) > 24 or left.hour == right.hour):
            continue
        start, end = _pair(left, right, plain)
        begin = match.start("from") if match["from"] else match.start()
        yield TimeSpan(Span(begin, match.end()), start, end)


def _is_price_pair(match: re.Match[str]) -> bool:
    """ "12.50-18.50" without any word for a time is money more often than hours."""
    return all(match[f"m{n}"] and not match[f"mark{n}"] and ":" not in match[0] and "h" not in match[0] for n in "12")


def _pair(left: _Clock, right: _Clock, plain: str) -> tuple[time, time]:
    start, end = left.at(), right.at()
    if left.half and not right.half and right.hour <= 12:
        end = (
            right.at("pm") if left.half == "pm" or right.hour <= left.hour % 12 or right.hour == 12 else right.at("am")
        )
        if left.half == "pm" and end <= left.at() and right.hour < 12:
            end = right.at("am")
    elif right.half and not left.half and left.hour <= 12:
        same = left.at(right.half)
        start = same if same < end else left.at("am" if right.half == "pm" else "pm")
    elif not left.half and not right.half:
        start, end = _bare_pair(left, right, plain)
    return start, end


def _bare_pair(left: _Clock, right: _Clock, plain: str) -> tuple[time, time]:
    """No half of the day anywhere: 24-hour figures stay; "10 to 4", "half ten til one" run into the afternoon."""
    figures = left.hour > 12 or right.hour > 12 or (left.minute + right.minute and ":" in plain)
    if figures or left.hour == 0:
        return left.at(), right.at()
    if right.hour <= left.hour % 12 or (right.hour, right.minute) <= (left.hour, left.minute):
        return (left.at("am") if left.hour < 12 else left.at()), right.at("pm")
    if left.hour < 7 and not re.search(r"\bmorning|\bsunrise|\bfruh|\buhr\b", plain):
        return left.at("pm"), right.at("pm")
    return left.at(), right.at()


def _singles(plain: str, *, evening: bool) -> Iterator[TimeSpan]:
    for match in _SINGLE.finditer(plain):
        clock = _read(match, "1")
        if not clock.half and _UNIT_BEHIND.match(plain, match.end()):
            continue
        word = (match["at"] or "").strip()
        if not clock.exact and _NOT_HOURS.search(plain, max(0, match.start() - 14), match.start()):
            continue
        dotted = bool(match["m1"]) and not clock.exact
        if not clock.exact and not (
            word and word != "a" and (dotted or word not in {"from", "until", "ab", "as", "start:"})
        ):
            continue
        half = ""
        if not clock.half and clock.hour <= 12 and not (match["m1"] and ":" in match[0] and clock.hour >= 8):
            half = _likely_half(clock, match, evening=evening)
        unsure = half == "?"
        yield TimeSpan(Span(*match.span()), clock.at("" if unsure else half), unsure=unsure)


_BY_THE_DAY = frozenset("um alle a las as om kl kl. gegen ore ab".split()) | {"a las"}
"""Where people say these, a bare hour is one of twenty-four."""


def _likely_half(clock: _Clock, match: re.Match[str], *, evening: bool) -> str:
    """A bare hour: events rarely start before seven; from seven on only a word for evening makes it night."""
    figures = match[0].lstrip(" at@from:")
    if (match["mark1"] or "").strip() in {
        "uhr",
        "h",
        "uur",
        "heures",
        "heure",
        "hrs",
        "horas",
        "時",
    } or figures.startswith("0"):
        return ""
    if clock.hour in range(1, 7):
        return "pm"
    if clock.hour > 8 and (match["m1"] or not evening or (match["at"] or "").strip() in _BY_THE_DAY):
        return ""
    if clock.hour == 12:
        return ""
    if evening:
        return "pm"
    return "" if clock.exact or match["m1"] or (match["at"] or "").strip() in _BY_THE_DAY else "?"


def _share_halves(found: list[TimeSpan], plain: str) -> list[TimeSpan]:
    """ "doors at 7, show at 8pm": a bare morning hour right before an evening one is an evening hour, too."""
    shared: list[TimeSpan] = []
    for item, following in zip_longest(found, found[1:]):
        words = plain[item.span.start : item.span.end]
        bare = not re.search(r"am|a\.m|pm|p\.m|:|noon|midnight|uhr|h\b", words) and item.end is None
        near = following is not None and following.span.start - item.span.end < 25
        if (
            bare
            and near
            and following is not None
            and following.start.hour >= 13
            and item.start.hour < following.start.hour - 12
        ):
            item = replace(item, start=item.start.replace(hour=item.start.hour + 12), unsure=False)
        if not item.unsure:
            shared.append(item)
    return shared


def _role(plain: str, item: TimeSpan) -> Role:
    lead = _LEAD.match(plain, item.span.start, item.span.end)
    before = plain[max(0, item.span.start - 34) : lead.end() if lead else item.span.start]
    if _ASIDE.search(before):
        return "aside"
    if _DOORS.search(before) or _DOORS_BEHIND.match(plain, item.span.end):
        return "doors"
    if _START.search(before):
        return "start"
    if item.end is None and _END_BEHIND.match(plain, item.span.end):
        return "end"
    return "end" if item.end is None and _END.search(before) else ""
