"""What a text for the page claims that nobody has said: numbers, people, quotes, superlatives."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from events.page.facts import PageFacts

ClaimKind = Literal["number", "person", "quote", "superlative"]


@dataclass(frozen=True)
class Claim:
    """Something a text says that nobody told it. `is_fact`: about numbers or people, so it must not stand."""

    kind: ClaimKind
    words: str

    @property
    def is_fact(self) -> bool:
        return self.kind != "superlative"

    @property
    def remark(self) -> str:
        """What to tell whoever looks at the page."""
        return f"“{self.words}”: who says so?" if self.kind == "superlative" else f"“{self.words}”: where from?"


_NUMBER = re.compile(r"\d[\d.,:]*(?<=\d)\s?(?:%|\+|k\b)?")
_VAGUE_NUMBER = re.compile(
    r"\b(?:hundreds|thousands|dozens|millions|hunderte|tausende|dutzende|centaines|milliers|dizaines|cientos|miles|"
    r"decenas)\b",
    re.IGNORECASE,
)
_SUPERLATIVE = re.compile(
    r"\b(?:world[- ]class|award[- ]winning|world[- ]renowned|renowned|acclaimed|legendary|famous|leading|best|biggest|"
    r"largest|greatest|finest|top[- ]notch|unrivall?ed|unmatched|once[- ]in[- ]a[- ]lifetime|number one|premier|"
    r"preisgekrönte?\w*|weltklasse|weltbekannt\w*|renommiert\w*|führend\w*|beste[nrsm]?|größte[nrsm]?|legendär\w*|"
    r"primée?s?|renommée?s?|meilleure?s?|incontournables?|légendaires?|mondialement|"
    r"galardonad[oa]s?|premiad[oa]s?|reconocid[oa]s?|mejor(?:es)?|líder(?:es)?|legendari[oa]s?)\b|#1\b",
    re.IGNORECASE,
)
_QUOTE = re.compile(r"[“„«\"]([^”“«»\"]{12,300})[”“»\"]")
_CAPITALS = re.compile(
    r"\b(?:[A-ZÀ-ÖØ-ÞŁŚŻŠČŽ][\w'’.-]*(?:\s+(?:de|da|di|van|von|der|del|la|le|bin|al))*\s+)+[A-ZÀ-ÖØ-ÞŁŚŻŠČŽ][\w'’-]*"
)
_SENTENCE = re.compile(r"(?<=[.!?:])\s+|\n+")
# Words that open a sentence with a capital and are no name.
_OPENERS = frozenset(
    """the a an our your this that these those we you it they join come meet enjoy discover experience book get from
    with at in on for and or but if when where what who how why all every each no one two three here there after before
    by der die das ein eine unser unsere euer ihr wir kommt komm freut hier im am mit für und ob wer was wann wo wie
    alle le la les un une des notre nos votre vos nous venez rejoignez avec pour et dans sur au aux où quand
    el los las una unos nuestra nuestro ven únete con para y en del al donde cuando""".split()
)


def find_claims(text: str, *, known: str) -> list[Claim]:
    """Everything the text claims that `known` (what people said, and the event's facts) does not hold."""
    plain = fold(known)
    found = [*_quotes(text, plain), *_numbers(text, plain), *_people(text, plain), *_praise(text, plain)]
    return list(dict.fromkeys(found))


def known_of(facts: PageFacts) -> str:
    """Everything the event itself says, as one text to look things up in."""
    start, end = facts.starts_local, facts.ends_local
    days = [one for one in (start, end) if one]
    said = [
        facts.name, facts.kind, facts.summary, facts.venue, facts.city, facts.country_name, facts.organizer_name,
        facts.date_line, facts.time_line, facts.capacity_figure, str(facts.capacity or ""),
        *(f"{one:%Y-%m-%d %H:%M} {one.day} {one.year}" for one in days),
        " ".join(str(part) for part in facts.length or ()), str(facts.day_count or ""),
        *(f"{one.name} {one.price:f} {one.price.normalize():f} {one.description}" for one in facts.tickets),
    ]  # fmt: skip
    return "\n".join(word for word in said if word)


def _numbers(text: str, known: str) -> Iterator[Claim]:
    there = {_digits(match[0]) for match in _NUMBER.finditer(known)}
    for match in _NUMBER.finditer(text):
        if _digits(match[0]) not in there:
            yield Claim("number", _around(text, match))
    for match in _VAGUE_NUMBER.finditer(text):
        if fold(match[0]) not in known:
            yield Claim("number", _around(text, match))


def _digits(number: str) -> str:
    """One spelling for 1,150, 1.150 and 1150, 19:00 and 19."""
    number = re.sub(r"[^\d.,:]", "", number)
    number = re.sub(r"(?<=\d)[.,](?=\d{3}(?!\d))", "", number)
    return re.sub(r"[.,:]0+$", "", number).lstrip("0") or "0"


def _around(text: str, match: re.Match[str]) -> str:
    """The number with the word behind it: "500+ attendees"."""
    behind = re.match(r"\s*[^\W\d]+", text[match.end() :])
    return (match[0] + (behind[0] if behind else "")).strip()


def _people(text: str, known: str) -> Iterator[Claim]:
    for sentence in _SENTENCE.split(text):
        words = sentence.split()
        if sum(word[:1].isupper() for word in words) > 0.8 * len(words) and len(words) > 3:
            continue  # a heading in capitals names nobody for sure
        for match in _CAPITALS.finditer(sentence):
            name = match[0].split()
            if match.start() == _beginning(sentence) and fold(name[0]) in _OPENERS:
                name = name[1:]
            strange = [word for word in name if not re.search(rf"(?<!\w){re.escape(fold(word).strip('.'))}", known)]
            if len(name) > 1 and strange:
                yield Claim("person", " ".join(name))


def _beginning(sentence: str) -> int:
    return len(sentence) - len(sentence.lstrip(" \t*_#>-\"“„'"))


def _quotes(text: str, known: str) -> Iterator[Claim]:
    for match in _QUOTE.finditer(text):
        if len(match[1].split()) > 2 and fold(match[1]).strip(" .,!?") not in known:
            yield Claim("quote", match[1])


def _praise(text: str, known: str) -> Iterator[Claim]:
    for match in _SUPERLATIVE.finditer(text):
        if fold(match[0]) not in known:
            yield Claim("superlative", match[0])


def fold(text: str) -> str:
    """Lower case without accents, blanks as one."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(one for one in plain if not unicodedata.combining(one)).replace("’", "'").split())
