"""A venue without a word for a house in it: the capitalised piece between the hour and the town, or the price."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from conversations.understanding import gazetteer
from conversations.understanding.attendance import PEOPLE, PLACES
from conversations.understanding.kinds import has_kind, is_kind_phrase
from conversations.understanding.places import Place
from conversations.understanding.spans import FULL_STOP, Source, Span
from conversations.understanding.ticket_names import is_tier
from conversations.understanding.venue_words import VENUE_NOUN

_BREAK = re.compile(rf"[,;|\n\x00•·!?]|{FULL_STOP}|[ ]-[ ]|[ ]?[()][ ]?|(?<=\w):[ ]|\s[*-]\s")
_LEAD = re.compile(
    r"(?:and |then |also |it'?s |its |held |meet(?:ing)? |start(?:s|ing)? |up|down)?(?:stairs )?(?:(?:is |are |we'?re |now )?"
    r"(?P<at>at|@|in|im|i|pa|bei|beim|chez|en|em|no|na|al|alla|au|aux|a|til|op|auf|from|venue|location|where|place|lieu|"
    r"ort|lugar|luogo|wo)[ :]+(?:the |der |dem |den |la |le |el |il |het |de |l')?|the )"
)
_NO_VENUE = re.compile(
    r"(?:remote\w*|usual|same|somewhere|yet|checked|confirmed|tba|pending|unknown|undecided|no|not|with|without|by|feat|featuring|hosted|bring|dress|black tie|byo\w*|free|gratis|doors?|entry|tickets?|max|"
    r"cap\w*|limit|limited|hybrid|online|virtual|stream\w*|zoom|teams|live on|and|or|plus|incl\w*|starts?|ends?|until|till|"
    r"all|both|each|per|please|thanks?|thank|cheers|regards|we|i|you|they|it|this|that|there|if|so|but|for|about|ca|approx|"
    r"expected|around|same|tb[acd]|to be|details|info|more|registration|early|late|regular|standard|students?|members?|kids|"
    r"adults?|seats?|people|ps|note|subject|from|sent|re|fwd|presented|organi[sz]ed|by donation|donation|pay|sold|sale|"
    r"price|prices|preis|eintritt|einlass|beginn|ende|prix|entree|entrada|entradas|precio|ingresso|prezzo|prijs|toegang|"
    r"intrade|pris|fri|jeweils|taglich|daily|weekly|every|jeden|chaque|cada|ogni|monthly|ages?|over|under|\d+\+|est|cet|"
    r"cest|gmt|utc|am|pm|hrs?|o'?clock|uhr|sharp|noon|midnight|morning|afternoon|evening|night|speakers?|talks?|agenda|"
    r"inschrijf\w*|startgeld|teilnahme\w*|kosten|costs?|fees?|anmalan|anmeldung|inscri\w+|iscrizion\w*|tarifs?|plein|cuota|"
    r"avgift|bidrag|entrance|admission|sales?|stalls?|"
    r"name|title|date|time|when|what|type|draft|create|make|set|add|put|call|use|update|event|lunch|coffee|dinner included|"
    r"drinks?|food|wine|language|in english|auf deutsch|deutsch|english|french|spanish|dj|band|support|main act|on (?:zoom|teams|discord|google|youtube)|via)\b"
)
_TALK = re.compile(
    r"\b(?:\w+n't|usual|somewhere|yet|still|is|are|was|were|will|have|has|had|can|could|should|want|need|bring|please|we|i|you|they|our|my|your|their|who|"
    r"that|which|include[sd]?|sponsored|available|welcome|required|optional|only|ist|sind|wird|werden|haben|est|sont|es|"
    r"son|hay|tickets?|price|wir|ich|nous|je|ein|eine)\b"
)
_PLAINLY = frozenset({"at", "@", "bei", "chez", "presso", "venue", "location"})
_NUMBER = re.compile(
    rf"(?:ca\.?|about|around|approx\.?|up to|max\.?)?[ ]*\d[\d.,' ]*[ ]?(?:{PEOPLE}|{PLACES}|%|x\b|h\b|\w*$)"
)


@dataclass(frozen=True, slots=True)
class _Piece:
    span: Span
    score: int


def read_leftover_venue(source: Source, rest: str, place: Place | None, *, head: int) -> Span | None:
    """The likeliest piece of `rest`, which has no dates, money, tickets and name in it any more; None below two points.

    Nothing before `head`, where the message says what the event is, can be the venue.
    """
    town = place.city_span if place else None
    plain = rest if town is None else rest[: town.start] + "\x00" * (town.end - town.start) + rest[town.end :]
    found = [piece for piece in _pieces(source, plain, town) if piece.span.start >= head and piece.score >= 2]
    best = max(found, key=lambda piece: (piece.score, -piece.span.start), default=None)
    return best.span if best else None


def _pieces(source: Source, plain: str, town: Span | None) -> Iterator[_Piece]:
    position = 0
    ends = [*((match.start(), match.end()) for match in _BREAK.finditer(plain)), (len(plain), len(plain))]
    for stop, following in ends:
        span = Span(position, stop)
        position = following
        words = plain[span.start : span.end].strip()
        if words and (piece := _judged(source, plain, span, town)):
            yield piece


def _judged(source: Source, plain: str, span: Span, town: Span | None) -> _Piece | None:
    start = span.start + len(plain[span.start : span.end]) - len(plain[span.start : span.end].lstrip(" \"'*>-"))
    lead = _LEAD.match(plain, start, span.end)
    told = bool(lead and lead["at"])
    start = lead.end() if lead else start
    if source.shown[max(0, start - 4) : start] == "The ":
        start -= 4
    folded = plain[start : span.end].rstrip(" \"'.,:-")
    end = start + len(folded)
    stop = re.search(r"[ ](?:in|at|on|near|from|with|for|by|im|mit|fur|con|avec|pour|starting|starts|until)$", folded)
    if stop:
        end = start + stop.start()
        folded = plain[start:end]
    words = folded.split()
    if not 1 <= len(words) <= 6 or len(folded) < 3 or _NO_VENUE.match(folded) or _TALK.search(folded):
        return None
    if (
        folded[0].isdigit()
        or _NUMBER.match(folded)
        or is_kind_phrase(folded)
        or is_tier(folded)
        or folded in gazetteer.countries()
    ):
        return None
    if folded in gazetteer.regions() or source.shown[start:end] in gazetteer.regions():
        return None
    noun = bool(VENUE_NOUN.search(folded))
    if has_kind(source.plain, Span(start, end)) and not (noun or told):
        return None
    plainly = told and lead is not None and lead["at"] in _PLAINLY and town is not None
    if not _looks_like_a_name(source.shown[start:end]) and not (noun and len(words) > 1) and not plainly:
        return None
    score = 2 * told + 2 * noun + _neighbours(plain, span, town)
    return _Piece(Span(start, end), score)


def _neighbours(plain: str, span: Span, town: Span | None) -> int:
    """What stands beside: the town behind it says most, then a day or an hour before it, or the end of a line."""
    score = 0
    gap = plain[span.end : town.start] if town and span.end <= town.start else None
    if gap is not None and re.fullmatch(r"[ ,.\n(·|-]*(?:in |near |at |\d{4,5} )?", gap):
        score += 3
    elif town and 0 <= span.start - town.end < 4:
        score += 1
    before = plain[max(0, span.start - 4) : span.start]
    behind = plain[span.end : span.end + 4]
    if "\x00" in before:
        score += 1
    if "\x00" in behind or "\n" in behind or not behind.strip(" .!"):
        score += 1
    return score


def _looks_like_a_name(shown: str) -> bool:
    words = [word for word in re.split(r"[ /-]+", shown) if re.search(r"[^\W\d_]", word)]
    large = [word for word in words if any(letter.isupper() for letter in word)]
    small = {"of", "the", "de", "la", "le", "du", "des", "del", "di", "da", "do", "dos", "der", "die", "den", "and", "&",
             "on", "in", "am", "an", "zum", "zur", "van", "het", "i", "och", "y", "et", "e", "und", "sec", "level", "d'"}  # fmt: skip
    return bool(large) and all(word in large or word.lower() in small or len(word) < 3 for word in words)
