"""The house, hall or park: what stands behind "at", a label, or before the town."""

from __future__ import annotations

import re

from conversations.understanding import gazetteer
from conversations.understanding.kinds import has_kind
from conversations.understanding.leftover_venues import read_leftover_venue
from conversations.understanding.places import Place
from conversations.understanding.spans import FULL_STOP, Source, Span
from conversations.understanding.venue_words import VENUE_NOUN

_LABEL = re.compile(
    r"(?:^|[\n.;,(]|\x00)[ ]*(?:the )?(?:venue|where|location|place|ort|veranstaltungsort|wo|lieu|lugar|local|"
    r"luogo|plaats|locatie|plats|dove|donde|onde|new venue|new location|neuer ort)(?: is now| is| will be| changes to| changed to| has changed to| moved to|"
    r" moves to| becomes)?[ ]?(?:[:=]|(?<= is)|(?<=is now)|(?<=will be)|(?<=changes to)|(?<=changed to)|(?<=moved to)|"
    r"(?<=moves to)|(?<=becomes))[ ]*(?P<v>[^\n;\x00]+)"
)
_UNSETTLED = re.compile(
    r"\b(?:tb[acd]|to be (?:\w+)|not (?:yet|sure|decided|booked|confirmed)|undecided|unknown|usual|somewhere|"
    r"still|we(?:'re| are|'ll| will)|pending|confirm\w*|decid\w*|noch|offen|folgt|por confirmar|a definir|da "
    r"definire|later|soon|choose|looking for)\b"
)
_AT = re.compile(
    r"(?<![\w-])(?:held at|hosted (?:at|by)|takes place (?:at|in)|at|@|im|in der|in den|in dem|beim|bei|auf der|in "
    r"het|a l'|au|a la|dans (?:le|la)|chez|en el|en la|no|na|al|alla|allo|all'|presso|pa|in the|inside(?: the)?|in|"
    r"en|i|(?:it|event|moved|moving|relocated|relocating|switched|switching|venue|location|ort|lieu) (?:to|nach|in|"
    r"vers|a)|venue)(?:[ ]+|(?<=['@]))(?=[^\s])"
)
_STOP = re.compile(
    rf"[\n,;()|\x00!?]|{FULL_STOP}|[ ]-[ ]|[ ](?:on|in|from|with|for|by|near|starting|this|next|at|to|until|and "
    rf"then|im|in|am|ab|um|mit|le|con|para|pour|avec|il|com|men|med|will|is|are|plus|has|can|be|we|i'm|we're)[ ]|"
    rf"[ ](?:now|instead|then|please|rather|actually|tonight|jetzt|statt)(?=$|[ .,!?])"
)
_NOT_A_VENUE = re.compile(
    r"^(?:the )?(?:takes? place|taking place|est|cet|gmt|utc|end|moment|door|doors|least|most|home|once|all|first|"
    r"last|person|room|same|morning|afternoon|evening|night|con|event|zoom|teams|google meet|discord|usual|both|"
    r"noon|mind|general|total|advance|spring|summer|autumn|fall|winter|hall? ?way|case|english|german|french|"
    r"spanish|it|you|us|me|work|cost)\b"
)


def read_venue(
    source: Source, rest: str, place: Place | None, name: Span | None, *, boldly: bool = True
) -> Span | None:
    """The venue in the text without dates, money and counts; `name` is the event's name, which is not its venue.

    `boldly`: what is left of a whole brief may be the venue, even if nothing says so.
    """
    label = _LABEL.search(rest)
    if label:
        return _labelled(source, rest, label, place)
    if name:
        rest = rest[: name.start] + "\x00" * (name.end - name.start) + rest[name.end :]
    return (
        _behind_at(source, rest, place)
        or _before_town(source, rest, place)
        or _with_venue_noun(source, rest, place)
        or (read_leftover_venue(source, rest, place, head=name.end if name else 0) if boldly else None)
    )


def _labelled(source: Source, rest: str, label: re.Match[str], place: Place | None) -> Span | None:
    if _UNSETTLED.search(label["v"]):
        return None
    start = label.start("v")
    stop = re.search(rf"{FULL_STOP}|\\|,[ ]*\d", label["v"])
    return _trim(source, Span(start, start + stop.start() if stop else label.end("v")), place)


_AT_PLAINLY = re.compile(r"(?:held at|hosted at|takes place at|at|@|presso|beim|chez|a l'|au|al|alla|all'|venue|.* to)")
_CAPITAL = re.compile(r"(?:the |our |a )?[^\W\d_a-zß-öø-ÿ]")


def _behind_at(source: Source, rest: str, place: Place | None) -> Span | None:
    for match in _AT.finditer(rest):
        window = min(len(rest), match.end() + 90)
        stop = _STOP.search(rest, match.end() + 1, window)
        span = Span(match.end(), stop.start() if stop else window)
        words = rest[span.start : span.end]
        noun = bool(VENUE_NOUN.search(words)) and len(words.split()) <= 8
        if not words or _NOT_A_VENUE.match(words) or _UNSETTLED.search(words) or (words[0].isdigit() and not noun):
            continue
        if not noun and place and place.city_span and span.start <= place.city_span.start < span.start + 3:
            continue
        lead = match[0].strip()
        capital = bool(_CAPITAL.match(source.shown, span.start)) and not source.shown.isupper()
        plainly = bool(_AT_PLAINLY.fullmatch(lead)) and (capital or noun)
        if (plainly or (noun and (capital or lead.startswith(("in the", "im", "in der"))))) and (
            found := _trim(source, span, place)
        ):
            return found
    return None


def _before_town(source: Source, rest: str, place: Place | None) -> Span | None:
    """The segment right before the town's: "Weir House, Bath", or the words before it: "Amber Hotel Gdansk"."""
    if not place or not place.city_span:
        return None
    end = place.city_span.start
    same = _SAME_SEGMENT.search(rest, max(0, end - 120), end)
    if same and same[1] and VENUE_NOUN.search(same[1]) and not re.search(r"\b(?:in|near|to|at)$", same[1]):
        return _trim(source, Span(same.start(1), place.city_span.end), None)
    nearest: Span | None = None
    for _ in range(3):
        before = _SEGMENT_BEFORE.search(rest, max(0, end - 120), end)
        if not before:
            break
        end = before.start(1)
        span = Span(*before.span(1))
        if not _may_be_venue(source, rest, span):
            continue
        if VENUE_NOUN.search(before[1]) and not gazetteer.is_city(before[1].strip()):
            return _trim(source, span, None)
        words = source.words(span).split()
        titled = all(word[:1].isupper() or len(word) < 4 for word in words) and span.start > 0 and len(words) <= 5
        if titled and re.search(r",|[ ]in[ ]", rest[span.end : place.city_span.start]):
            nearest = nearest or span
    return _trim(source, nearest, None) if nearest else None


_SAME_SEGMENT = re.compile(r"(?:^|[\n,;(|\x00]|[.!?:][ ]|[ ]-[ ])[ ]*([^\n,;(|\x00]*?)[ ]*$")
_SEGMENT_BEFORE = re.compile(
    r"(?:^|[\n,;(|\x00!?]|[.](?=\s)|[:][ ]|[ ]-[ ])[ ]*([^\n,;(|\x00!?]{2,70}?)[ ]*,?[ ]*(?:,|\(|[ ]-|[ ]in|\n|"
    r"[.][ ])[ ]*(?:\d{4,5}[ ])?$"
)
_STREET = re.compile(
    r"^\d|\b(?:street|road|avenue|lane|rue|boulevard|via|calle|rua|strasse|straat|vagen|gatan)\b|strasse\b|"
    r"straat\b| (?:st|rd|ave|blvd)$"
)


def _may_be_venue(source: Source, rest: str, span: Span) -> bool:
    folded = rest[span.start : span.end]
    if _NOT_A_VENUE.match(folded) or _UNSETTLED.search(folded) or _STREET.search(folded):
        return False
    if not VENUE_NOUN.search(folded) and (re.search(r"\d$", folded) or has_kind(source.plain, span)):
        return False
    return any(character.isupper() for character in source.shown[span.start : span.end])


_SEGMENT = re.compile(r"(?:(?<=[\n,;(|\x00])|(?<=[.!?:][ ])|(?<=[ ]-[ ]))[ ]*([^\n,;()|\x00!?.]{3,80})")
_REMARK = re.compile(r"(?:and|for|with|we|i|the (?:first|last)|please|bring|no)\b")


def _with_venue_noun(source: Source, rest: str, place: Place | None) -> Span | None:
    """A segment of its own with a word for a house in it, written like a name."""
    for match in _SEGMENT.finditer(rest):
        folded, words = match[1].strip(), source.shown[match.start(1) : match.end(1)].split()
        noun = VENUE_NOUN.search(match[1])
        if not noun or len(words) > 11 or _NOT_A_VENUE.match(folded) or _UNSETTLED.search(folded):
            continue
        capitals = sum(word[:1].isupper() for word in words)
        common_noun = not source.shown[match.start(1) + noun.start()].isupper()
        if not _REMARK.match(folded) and (capitals >= 2 or (capitals == 1 and len(words) <= 3 and common_noun)):
            return _trim(source, Span(match.start(1), match.end(1)), place)
    return None


def _trim(source: Source, span: Span, place: Place | None) -> Span | None:
    """Without a leading lower-case article, the town behind a comma, and loose ends."""
    words = source.shown[span.start : span.end]
    if place and place.city_span and span.start < place.city_span.start < span.end:
        gap = source.plain[span.start : place.city_span.start].rstrip()
        if gap.endswith((",", "(", "-", " in")) or place.city_span.start - span.start < 2:
            words = words[: len(re.sub(r"[ ,(-]*(?: in)?$", "", gap))]
    lead = re.match(r"[\s.:;,-]*(?:in |im |venue )?(?:the |our |at (?:the )?|der |dem |le |la |el |l')?\s*", words)
    start = span.start + (lead.end() if lead else 0)
    end = span.start + len(words.rstrip(" ,.-(:\x00"))
    if end - start < 2 or (place and place.city_span and start == place.city_span.start and end <= place.span.end):
        return None
    return Span(start, end)
