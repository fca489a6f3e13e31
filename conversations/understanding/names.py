"""The event's name: said to be one, in quotation marks, or standing at the head of the message."""

from __future__ import annotations

import re
from dataclasses import dataclass

from conversations.understanding import gazetteer
from conversations.understanding.kinds import has_kind, is_kind_phrase
from conversations.understanding.places import Place
from conversations.understanding.said_names import LOOSE, trimmed
from conversations.understanding.spans import FULL_STOP, Source, Span
from conversations.understanding.title_leads import COMMAND, behind_leads
from conversations.understanding.venue_words import VENUE_NOUN


@dataclass(frozen=True, slots=True)
class Title:
    """`phrase` says what the event is; `is_name` when it can stand as the event's name."""

    phrase: Span
    is_name: bool


_ARTICLE = re.compile(
    r"(?P<a>a|an|some|another|ein(?:e|en|em|er)?|une?|un[oa]?|una|um(?:a)?|een|ett?|our|my|unser(?:e|en)?|notre|"
    r"nuestr[oa]|noss[oa]|il nostro|de la|du|des)[ ]|(?P<the>the|der|die|das|den|le|la|les|el|l'|o|a|il|lo|de|"
    r"het)(?:[ ]|(?<='))"
)
_ONE_OF_MANY = re.compile(r"[A-Z][\w']+(?:, [A-Z][\w']+){1,3},? (?:&|and|und|et|y|e|og|och) [A-Z][\w']+")
"""A name that is a list: "Beer, Bread & Blues"."""
_HARD_END = re.compile(rf"[\n;|\x00?!•·]|{FULL_STOP}|,|[ ]-+(?=[ \x00])|[ ]\(|[ ](?=\x00)")
_WITH = re.compile(r"[ ](?:with|w/|mit|avec|con|com|met)[ ](?P<next>\S+)")
_TITLE_END = re.compile(
    rf"[\n;|\x00?!•·]|{FULL_STOP}|,|[ ]-+(?=[ \x00])|[ ]\(|[ ](?=\x00)|[ ](?:where|sometime|some time|again|this time|next (?:month|week|year|spring|summer|autumn|winter)|this (?:month|week)|for us|"
    rf"once more|happening|its|it's|"
    rf"(?:will |to )?takes? place|goes (?:to|back)|go(?:es)? on sale|returns?(?=[ ](?:to|on|in|for|at|\x00)|[ ]?[!.,\x00]|$)|"
    rf"opens?(?=[ ](?:in|on|at|its|\x00)|[ ]?[!.,\x00]|$)|kicks off|comes (?:to|back)|will be|taking place|is (?:on|at|in|tomorrow|happening|back|coming|next)|will be|findet|starts?|"
    rf"starting|coming up|happening|this coming|anlegen|erstellen|planen|veranstalten|organisieren|please|pls|"
    rf"hosted by|(?:which|who|that) (?:will|is|are|takes|has|starts)|(?:is|are|runs|takes|happens|returns|"
    rf"comes back|was|has been)(?=[ ]?(?:\x00|on |at |in |back|coming|$))|we|i)(?=[ .,\x00]|$)"
)
_PREPOSITION = re.compile(
    r"[ ](?P<p>in|at|on|@|for|from|near|to|im|in der|am|beim|bei|um|ab|vom|fur|a|au|aux|en|du|dans|chez|le|pour|el|"
    r"al|na|no|em|para|presso|alla|il|dal|per|op|i|pa|den|by|del|that|which|about)[ ](?=(?P<next>\S+))"
)


def read_title(source: Source, rest: str, place: Place | None) -> Title | None:
    """The phrase at the head of one of the first sentences that says what the event is."""
    position, first, title = 0, None, None
    for _ in range(7):
        stop = _ENDS_A_SENTENCE.search(rest, position)
        if not _is_introduction(rest, position, stop.end() if stop else len(rest)):
            title = _title_at(source, rest, position, place)
            first = first or title
            if title and title.is_name:
                break
        if stop is None or (first and position > 400):
            break
        position = stop.end()
    later = bool(title and first and first.phrase.start < title.phrase.start)
    pasted = later and title and first and "\n\n" in source.shown[first.phrase.end : title.phrase.start]
    only_kind = (
        bool(first) and first is not None and is_kind_phrase(source.plain[first.phrase.start : first.phrase.end])
    )
    found = title if title and title.is_name and (not later or (pasted and only_kind)) else first
    if found and source.shown.strip().lower() == source.words(found.phrase).lower() and source.is_quiet:
        return Title(found.phrase, is_name=False)
    return found


_ENDS_A_SENTENCE = re.compile(rf"{FULL_STOP}|[\n!?:]")
_INTRODUCTION = re.compile(
    r"[\W_]*(?:(?:this is |it'?s |it is |text |all )?(?:pasted|copied|forwarded|fwd|kopiert|kopia|copie|copiado|copiato|"
    r"gekopieerd)\b|(?:text|here|taken|straight|the (?:text|mail|e-?mail|following)) (?:from|is|below|are)\b|from (?:our|"
    r"the|my|a) |press release|for immediate release|(?:can|could|would|will) (?:you|u) (?:please )?(?:make|turn|create|"
    r"set|draft|do|put|use) (?:this|that|it|the (?:event|page)|something|me)\b|(?:please |pls |bitte )*(?:create|make|"
    r"draft|turn|set|use|take|see|put)\b (?:this|that|it|what|(?:an? |the )?(?:event|draft|page|listing) (?:from|out of|"
    r"of|for (?:this|our date)))\b|see |below|hold sheet|hier (?:ist|die|der|das)|voici|ecco|aqui (?:esta|vai)|zie |"
    r"sent:|from:|to:|cc:|date: .{0,30}\d\d:\d\d|von:|an:|gesendet|de:|a:|notes?:|ps\b|dear |thanks|thank you|guten (?:tag|morgen|abend)|buenos dias|buenas tardes|good (?:morning|evening|afternoon)|minutes "
    r"of|protokoll|chat (?:export|log)|whatsapp|slack|copying |booking confirmation|order confirmation|newsletter|season "
    r"(?:calendar|programme)|saison \d|spring programme|programme for|(?:\w+ )?programme\b|agenda\b|run sheet|contract|invoice|"
    r"client:|function space|held on|members present|arsmote|kerkdienst|termine|kalender|kind "
    r"regards|regards|cheers|best,?$|hi (?:all|there|team|everyone|folks)|hallo zusammen|liebe |confirming|we confirm|"
    r"wir bestatigen|guten tag|bonsoir|bonjour|last year|the (?:final|last|following|text|mail) )"
)
"""How a message begins that brings a text along, or talks about something else than what the event is."""


def _is_introduction(rest: str, start: int, end: int) -> bool:
    """Whether the sentence only leads up to what comes: "Pasted from the venue's site:"."""
    sentence = rest[start:end].strip()
    if sentence.endswith(":") and rest[end : end + 2].strip(" ") == "" and rest[end : end + 1] == "\n":
        return len(sentence.split()) > 2
    lead = _INTRODUCTION.match(rest, start, end)
    if not lead:
        return False
    command = COMMAND.match(rest, start)
    return not (command and command.end() - start > len(lead[0].rstrip()))


_BEHIND_COLON = re.compile(rf"[\n,;|\x00?!(]|{FULL_STOP}|[ ]-[ ]")


def _title_at(source: Source, rest: str, position: int, place: Place | None) -> Title | None:
    start, article, told = _head(rest, position)
    if behind := _behind_kind(source, rest, start):
        stop = _BEHIND_COLON.search(rest, behind, behind + 110)
        named = trimmed(source, Span(behind, stop.start())) if stop else None
        if named:
            return Title(named, is_name=True)
    end = _title_end(source, rest, start, place, told=told)
    span = trimmed(source, Span(start, end))
    if span is None:
        return _proper_name(source, rest)
    lead = span
    span = _around_colon(source, rest, span) or span
    if span.start > lead.start:
        stop = _BEHIND_COLON.search(rest, span.start, span.start + 110)
        whole = trimmed(source, Span(span.start, stop.start())) if stop else span
        return Title(whole or span, is_name=True)
    words = source.shown[span.start : span.end]
    proper = sum(any(letter.isupper() for letter in word) for word in words.split()) >= 2 or bool(
        re.match(r"\w*[A-Z]\w*[A-Z]|[A-Z]\w+ (?:20\d\d|#?\d+)|[A-Z][a-z]+(?:Con|Fest|Conf)\b", words)
    )
    kind = has_kind(source.plain, span)
    if len(words.split()) > 12 or len(words) > 110:
        return _proper_name(source, rest)
    if not (proper or kind):
        return _plain_title(source, rest, span, article, told=told)
    if (article == "a" and not _is_mostly_proper(words)) or (words.islower() and told):
        return Title(span, is_name=False)
    if is_kind_phrase(source.plain[span.start : span.end]) and told:
        return Title(span, is_name=False)
    return Title(span, is_name=proper or kind)


def _plain_title(source: Source, rest: str, span: Span, article: str, *, told: bool) -> Title | None:
    """A heading without capitals and without a word for an event: at the head of the message, or behind an order."""
    words = source.shown[span.start : span.end]
    if not re.search(r"[a-z]", rest[span.start : span.end]):
        return _proper_name(source, rest)
    begins = not re.search(r"\w", source.plain[: span.start]) and re.match(r"[a-z0-9]", rest[span.start :])
    short = len(words.split()) <= 7 and not _SENTENCE.search(rest[span.start : span.end])
    large = words[:1].isupper()
    heading = short and not told and (article != "a" or large) and (large or source.is_quiet or bool(begins))
    if heading and (len(words.split()) > 1 or re.match(r"[ ,:-]*\x00", rest[span.end :])):
        return Title(span, is_name=True)
    if told and article and short:
        return Title(span, is_name=False)
    return _proper_name(source, rest) or (Title(span, is_name=True) if heading else None)


_SENTENCE = re.compile(
    r"\b(?:i|we|you|he|she|they|it|is|are|was|will|have|has|need|want|can|could|please|help|make|do|tickets?|"
    r"price|capacity|venue|date|free|online|thanks?|thank|hi|hello|yes|no|ok(?:ay)?|what|when|where|how|why|"
    r"who|"
    r"doors|entry|ich|wir|je|nous|ist|sind|change|move|set|add|remove|drop|delete|cancel|undo|publish|early "
    r"bird|vip|regular|adults?|max|maximum|book|bring|question|answer|the following|attached|below|above|"
    r"forwarding|forwarded|fwd|from|subject)\b"
)


def _head(rest: str, position: int) -> tuple[int, str, bool]:
    """Where the title may begin: behind greetings and the command; the article there; whether a command stood there."""
    position, told = behind_leads(rest, position)
    position += len(rest[position:]) - len(rest[position:].lstrip(LOOSE + "\n\"'("))
    if article := _ARTICLE.match(rest, position):
        return article.end(), "a" if article["a"] else "the", told
    return position, "", told


_BEFORE_A_NAME = frozenset("for on in to a en el du al no na fur pour para per del about i im by".split())
_BEFORE_A_TOPIC = frozenset("on about zum sur sobre".split())
_BEFORE_PEOPLE = frozenset("for fur pour para per".split())
_NO_TOPIC = re.compile(r"(?:the|a|an|our|you)[ ]|zoom|teams|line|site|[\W\d_]")
_NO_PEOPLE = re.compile(r"(?:just|only|about|around|up|over|free|one|two|our|my|us|your)\b|[\W\d_]")
_SMALL_WORD = re.compile(r"(?:the |a |an |der |die |das |la |le |el )?")


def _title_end(source: Source, rest: str, start: int, place: Place | None, *, told: bool) -> int:
    """The title runs on over "for Developers" and "on soil health", and ends before a place or a day."""
    window = min(len(rest), start + 160)
    if listed := _ONE_OF_MANY.match(source.shown, start):
        return listed.end()
    stop = _TITLE_END.search(rest, start, window)
    end = stop.start() if stop else window
    stands_alone = not told and len(rest[start:end].split()) <= 8 and bool(_THEN_A_DAY.match(rest, end))
    for match in _WITH.finditer(rest, start, end):
        if stands_alone:
            break
        if told or _GENERAL.match(rest, match.start("next")) or len(rest[start:end].split()) > 8:
            end = match.start()
            break
    town = place.city_span.start if place and place.city_span else -1
    for match in _PREPOSITION.finditer(rest, start, end):
        following, word = match.start("next"), match["p"]
        if stands_alone and word in _TELLS_MORE and not following <= town < end and not match["next"][:1].isdigit():
            continue
        if source.shown.isupper() and word not in {"at", "in", "on"}:
            continue
        topic = word in _BEFORE_A_TOPIC and not _NO_TOPIC.match(rest, following)
        people = word in _BEFORE_PEOPLE and not _NO_PEOPLE.match(rest, following)
        if not (
            not told and (topic or people or _is_short_head(source, rest, start, end, match, town))
        ) and not _runs_on(source, rest, match, end, town):
            return match.start()
    return end


_THEN_A_DAY = re.compile(r"[ ]?[,:;.|·-]*[ ]*\x00|\n")
_TELLS_MORE = frozenset(
    "from to for of by about zum zur von fur uber pour sur para sobre per su voor over om au du des del with".split()
)
"""Prepositions that begin no place, so that a name may go on with them up to the day."""
_GENERAL = re.compile(
    r"(?:a|an|the|our|us|me|no|up|some|free|live|about|around|max\w*|tickets?|capacity|doors|entry|price[sd]?|lunch|dinner|"
    r"food|drinks?|music|speakers?|talks?|pizza|one|two|three|four|ein\w*|une?|freiem|\d|[$€£])"
)


def _is_short_head(source: Source, rest: str, start: int, end: int, match: re.Match[str], town: int) -> bool:
    """ "Tosca in one hour, ...": a short segment before the first comma is the name as it stands, unless it ends in a
    place: a town, a capitalised house, a word for one."""
    if match["p"] not in {"in", "au", "aux", "du", "en", "a", "for", "of", "by", "del", "no", "na", "to", "from"}:
        return False
    following = rest[match.start("next") : end]
    closed = rest[end : end + 1] in {",", "\n", "\x00", ""} or rest[end : end + 2] in {" \x00", ". "}
    if not closed or len(rest[start:end].split()) > 7 or match.start("next") <= town < end:
        return False
    if source.shown[match.start("next")].isupper() or VENUE_NOUN.search(following) or following[:1].isdigit():
        return False
    return not _GENERAL_PLACE.match(following) and not gazetteer.is_city(following.strip())


_GENERAL_PLACE = re.compile(r"(?:the|our|my|a|an|der|dem|la|le|el|il)[ ]|\d|person|advance|total|aid|support")


def _runs_on(source: Source, rest: str, match: re.Match[str], end: int, town: int) -> bool:
    """Whether a capitalised name follows the preposition that is neither a town nor a house."""
    following, word = match.start("next"), match["p"]
    small = _SMALL_WORD.match(rest, following)
    first = small.end() if small else following
    if word not in _BEFORE_A_NAME or following == town or not source.shown[first : first + 1].isupper():
        return False
    if word not in {"in", "im"}:
        return True
    return not VENUE_NOUN.search(rest, following, end) and not gazetteer.is_city(match["next"].strip(",."))


def _around_colon(source: Source, rest: str, span: Span) -> Span | None:
    """ "Panel: Who owns the night bus" is named behind the colon, "Scotiacon: the hotel" before it."""
    colon = rest.find(": ", span.start, span.end)
    if colon < 0:
        return None
    before, behind = Span(span.start, colon), trimmed(source, Span(colon + 1, span.end))
    if behind is None:
        return before
    if is_kind_phrase(rest[before.start : before.end]) or (
        source.words(before).islower() and has_kind(source.plain, before)
    ):
        return behind
    words = source.shown[behind.start : behind.end]
    told_apart = (
        VENUE_NOUN.search(rest, behind.start, behind.end)
        or not words[:1].isupper()
        or gazetteer.is_city(rest[behind.start : behind.end])
    )
    return before if told_apart else span


def _behind_kind(source: Source, rest: str, start: int) -> int | None:
    """ "Talk for our allotment society: Compost without peat": a sort of event and a colon lead up to the name."""
    stop = _HARD_END.search(rest, start)
    colon = re.compile(r"[ ]?:[ ]+(?=\S)|[ ]-[ ]+(?=\S)").search(
        rest, start, min(stop.start() if stop else len(rest), start + 90)
    )
    if not colon:
        return None
    before = source.shown[start : colon.start()]
    common = not re.search(r"\d|[ -][A-Z]", before) and not gazetteer.is_city(rest[colon.end() :].split(",")[0].strip())
    behind = source.shown[colon.end()]
    if common and has_kind(source.plain, Span(start, colon.start())) and (behind.isupper() or behind in "\"'«“‘"):
        return colon.end()
    return None


def _is_mostly_proper(words: str) -> bool:
    parts = [word for word in words.split() if len(word) > 3 or word[:1].isupper()]
    return len(parts) >= 2 and sum(word[:1].isupper() for word in parts) == len(parts)


_PROPER_RUN = re.compile(
    r"(?<!\w)(?:[A-Z0-9À-Ý][\w'&.+#-]{0,40})(?:[ ](?:(?:of|the|for|and|&|de|der|des|du|in|on|du|del|di|"
    r"da)[ ])*[A-Z0-9#À-Ý][\w'&.+#-]{0,40}){1,7}"
)


def _proper_name(source: Source, rest: str) -> Title | None:
    """A run of capitalised words with a word for an event, or a year, in it."""
    for match in _PROPER_RUN.finditer(source.shown, 0, 1500):
        span = Span(*match.span())
        if VENUE_NOUN.search(rest, span.start, span.end):
            continue
        if "\x00" in rest[span.start : span.end] and not re.search(r"20\d\d$", match[0]):
            continue
        last = rest[: span.end].split(" ")[-1]
        if has_kind(source.plain, span) and (
            is_kind_phrase(last) or re.search(r"(?:con|conf|fest|days?|20\d\d)$", source.plain[: span.end])
        ):
            return Title(span, is_name=True)
    return None
