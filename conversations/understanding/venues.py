"""The house, hall or park: what stands behind "at", a label, or before the town."""

from __future__ import annotations

import re

from conversations.understanding.places import Place
from conversations.understanding.spans import Source, Span
from conversations.understanding.venue_words import VENUE_NOUN

_LABEL = re.compile(r"(?:^|[\n.;,(]|\x00)[ ]*(?:the )?(?:venue|where|location|place|ort|veranstaltungsort|wo|lieu|lugar|local|luogo|plaats|locatie|plats|dove|donde|onde)(?: is now| is| will be| changes to)?[ ]?(?:[:=]|(?<= is)|(?<=is now)|(?<=will be)|(?<=changes to))[ ]*(?P<v>[^\n;\x00]+)")
_UNSETTLED = re.compile(
    r"\b(?:tb[acd]|to be (?:\w+)|not (?:yet|sure|decided|booked|confirmed)|undecided|unknown|usual|somewhere|still|we(?:'re| are|'ll| will)|pending|confirm\w*|decid\w*|noch|offen|folgt|por confirmar|a definir|da definire|later|soon|choose|looking for)\b"
)
_AT = re.compile(r"(?<![\w-])(?:held at|hosted (?:at|by)|takes place (?:at|in)|at|@|im|in der|in den|in dem|beim|bei|auf der|in het|a l'|au|a la|dans (?:le|la)|chez|en el|en la|no|na|al|alla|allo|all'|presso|pa|in the|inside(?: the)?|in|en|i|(?:it|event|moved|venue|location|ort|lieu) (?:to|nach|in|vers|a))(?:[ ]+|(?<=['@]))(?=[^\s])")
_STOP = re.compile(r"[\n,;()|\x00!?]|[.](?=\s|$)|[ ]-[ ]|[ ](?:on|in|from|with|for|by|near|starting|this|next|at|to|until|and then|im|in|am|ab|um|mit|le|con|para|pour|avec|il|com|men|med|will|is|are|plus|has|can|be|we|i'm|we're)[ ]|[ ](?:now|instead|then|please|rather|actually|tonight|jetzt)(?=$|[ .,!?])")
_NOT_A_VENUE = re.compile(r"^(?:the )?(?:end|moment|door|doors|least|most|home|once|all|first|last|person|room|same|morning|afternoon|evening|night|con|event|zoom|teams|google meet|discord|usual|both|noon|mind|general|total|advance|spring|summer|autumn|fall|winter|hall? ?way|case|english|german|french|spanish|it|you|us|me|work|cost)\b")


def read_venue(source: Source, rest: str, place: Place | None, name: Span | None) -> Span | None:
    """The venue in the text without dates, money and counts; `name` is the event's name, which is not its venue."""
    label = _LABEL.search(rest)
    if label:
        return _labelled(source, rest, label, place)
    if name:
        rest = rest[: name.start] + "\x00" * (name.end - name.start) + rest[name.end :]
    return _behind_at(source, rest, place) or _before_town(source, rest, place) or _with_venue_noun(source, rest, place)


def _labelled(source: Source, rest: str, label: re.Match[str], place: Place | None) -> Span | None:
    if _UNSETTLED.search(label["v"]):
        return None
    start = label.start("v")
    stop = re.search(r"[.](?=\s|$)|\\", label["v"])
    return _trim(source, Span(start, start + stop.start() if stop else label.end("v")), place)


def _behind_at(source: Source, rest: str, place: Place | None) -> Span | None:
    for match in _AT.finditer(rest):
        stop = _STOP.search(rest, match.end() + 1)
        span = Span(match.end(), stop.start() if stop else len(rest))
        words = rest[span.start : span.end]
        strong = match[0].strip() in {"at", "@", "held at", "hosted at", "takes place at", "presso", "beim", "chez", "a l'", "au", "al", "alla", "all'"} or match[0].strip().endswith(" to")
        if not words or _NOT_A_VENUE.match(words) or _UNSETTLED.search(words) or words[0].isdigit() and not VENUE_NOUN.search(words):
            continue
        capital = bool(re.match(r"(?:the |our |a )?[^\W\d_a-zß-öø-ÿ]", source.shown[span.start : span.end])) and not source.shown.isupper()
        noun = bool(VENUE_NOUN.search(words)) and len(words.split()) <= 8
        if place and place.city_span and Span(span.start, span.end).overlaps(place.city_span) and not noun and place.city_span.start - span.start < 3:
            continue
        if (strong and (capital or noun)) or (noun and (capital or match[0].startswith(("in the", "im", "in der")))):
            if found := _trim(source, span, place):
                return found
    return None


def _before_town(source: Source, rest: str, place: Place | None) -> Span | None:
    """The segment right before the town's: "Weir House, Bath", or the words before it: "Amber Hotel Gdansk"."""
    if not place or not place.city_span:
        return None
    left = rest[: place.city_span.start]
    same = re.search(r"(?:^|[\n,;(|\x00]|[.!?:][ ]|[ ]-[ ])[ ]*([^\n,;(|\x00]*?)[ ]*$", left)
    if same and same[1] and VENUE_NOUN.search(same[1]) and not re.search(r"\b(?:in|near|to|at)$", same[1]):
        return _trim(source, Span(same.start(1), place.city_span.end), None)
    before = re.search(r"(?:^|[\n,;(|\x00!?]|[.](?=\s)|[:][ ]|[ ]-[ ])[ ]*([^\n,;(|\x00!?]{2,70}?)[ ]*,?[ ]*(?:,|\(|[ ]-|[ ]in|\n|[.][ ])[ ]*(?:\d{4,5}[ ])?$", left)
    if not before:
        return None
    span = Span(before.start(1), before.end(1))
    words = source.shown[span.start : span.end]
    if _NOT_A_VENUE.match(before[1]) or _UNSETTLED.search(before[1]) or not any(character.isupper() for character in words):
        return None
    titled = all(word[:1].isupper() or len(word) < 4 for word in words.split()) and span.start > 0
    if VENUE_NOUN.search(before[1]) or (titled and len(words.split()) <= 5 and "," in rest[span.end : place.city_span.start]):
        return _trim(source, span, None)
    return None


def _with_venue_noun(source: Source, rest: str, place: Place | None) -> Span | None:
    for match in re.finditer(r"(?:^|(?<=[\n,;(|\x00])|(?<=[.!?:][ ])|(?<=[ ]-[ ]))[ ]*([^\n,;()|\x00!?.]{3,80})", rest):
        words = source.shown[match.start(1) : match.end(1)].strip()
        nouns = list(VENUE_NOUN.finditer(match[1]))
        if not nouns or match.start() == 0 and not place or _UNSETTLED.search(match[1]) or re.match(r"(?:and|for|with|we|i|the (?:first|last)|please|bring|no)\b", match[1]):
            continue
        capitals = sum(word[:1].isupper() for word in words.split())
        if capitals >= 2 or (capitals == 1 and len(words.split()) <= 3 and source.shown[match.start(1) + nouns[0].start()].isupper() is False):
            if len(words.split()) <= 8 and match.start() > 0:
                return _trim(source, Span(match.start(1), match.end(1)), place)
    return None


def _trim(source: Source, span: Span, place: Place | None) -> Span | None:
    """Without a leading lower-case article, the town behind a comma, and loose ends."""
    words = source.shown[span.start : span.end]
    if place and place.city_span and span.start < place.city_span.start < span.end:
        gap = source.plain[span.start : place.city_span.start].rstrip()
        if gap.endswith((",", "(", "-", " in")) or place.city_span.start - span.start < 2:
            words = words[: len(re.sub(r"[ ,(-]*(?: in)?$", "", gap))]
    lead = re.match(r"\s*(?:the |our |at (?:the )?|der |dem |le |la |el |l')?\s*", words)
    start = span.start + (lead.end() if lead else 0)
    end = span.start + len(words.rstrip(" ,.-(:\x00"))
    if end - start < 2 or place and place.city_span and start == place.city_span.start and end <= place.span.end:
        return None
    return Span(start, end)
