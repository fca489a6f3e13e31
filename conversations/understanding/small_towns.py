"""Towns that no list has: they stand where a town stands, in front of their region, behind a house or behind "in"."""

from __future__ import annotations

import re

from conversations.understanding import gazetteer
from conversations.understanding.calendar_words import full_weekdays, months
from conversations.understanding.kinds import has_kind
from conversations.understanding.spans import Source, Span
from conversations.understanding.venue_words import VENUE_NOUN

_WORD = r"[^\W\d_][\w'-]{1,30}"
_BEFORE_REGION = re.compile(
    rf"(?:^|[\n,;:|(\x00]|[ ]-[ ]|\bin )[ ]*(?P<town>{_WORD}(?:[ ]{_WORD}){{0,2}}),?[ ]+(?P<region>{_WORD}(?:[ ]{_WORD})?)"
    r"(?=[ ]*(?:$|[\n,;.|)\x00]))"
)
_BEHIND_IN = re.compile(
    rf"(?:\bin|\bnear|\b[aà]|\bte|\bi|\ben|\bem|\bim|\bbei)[ ](?P<town>{_WORD}(?:[ -]{_WORD}){{0,2}})(?=[ ]*(?:$|[\n,;.|)(!\x00]))"
)
_BEHIND_HOUSE = re.compile(
    rf"(?<![\w'-])(?P<house>[^\W\d_][\w'-]{{3,30}})[ ](?P<town>{_WORD})(?=[ ]*(?:$|[\n,;.|)\x00]))"
)
_HOUSE = re.compile(
    r"(?:haus|halle|saal|heim|hus|huset|garden|huis|zaal|hall|hof|zentrum|kirche|schule|schloss|scheune)$"
)
_NO_TOWN = re.compile(
    r"(?:the|our|my|a|an|der|die|das|person|advance|total|english|german|french|spanish|italian|dutch|swedish|zoom|teams|"
    r"march|may|spring|summer|autumn|winter|general|room|hall|haus|saal|nord|sud|west|ost|zuid|noord|north|south|east|"
    r"upstairs|downstairs|live|concert|cash|euros?|pounds|dollars|online|english|advance|between|case)\b"
)


def read_small_town(source: Source, rest: str) -> tuple[Span, tuple[str, str] | None, Span | None] | None:
    """The town's words, and the region behind it with its words where one is named; `rest` is without dates and money."""
    for match in _BEFORE_REGION.finditer(rest):
        country = _country(match["region"]) if "," in rest[match.end("town") : match.start("region")] else None
        region = gazetteer.regions().get(match["region"]) or country
        if region and len(match["region"]) > 3 and _is_written_as_town(source, rest, match):
            return Span(*match.span("town")), region, Span(*match.span("region"))
    for pattern in (_BEHIND_HOUSE, _BEHIND_IN):
        for match in pattern.finditer(rest):
            if pattern is _BEHIND_HOUSE and not (
                VENUE_NOUN.fullmatch(match["house"]) and _HOUSE.search(match["house"])
            ):
                continue
            if pattern is _BEHIND_IN and not re.search(r"[,.\n\x00]", rest[: match.start()].strip(" \x00")):
                continue  # the head of a message names topics: "Women in Engineering, 5 March"
            if _is_written_as_town(source, rest, match):
                return Span(*match.span("town")), None, None
    return None


def _country(name: str) -> tuple[str, str] | None:
    code = gazetteer.countries().get(name)
    return (code, "") if code else None


def _is_written_as_town(source: Source, rest: str, match: re.Match[str]) -> bool:
    """Capitalised, and neither a month nor a house nor a sort of event."""
    span = Span(*match.span("town"))
    words, folded = source.shown[span.start : span.end], rest[span.start : span.end]
    if not all(word[:1].isupper() for word in re.split(r"[ -]", words) if len(word) > 2) or source.shown.isupper():
        return False
    if (
        re.search(r"\b(?:in|at|of|for|on|im|de|et|and|und)\b", folded)
        or folded in months("en")
        or folded in full_weekdays("en")
        or _NO_TOWN.match(folded)
        or words.isupper()
    ):
        return False
    return not VENUE_NOUN.search(folded) and not has_kind(source.plain, span) and len(folded) > 2
