"""The text as the readers see it: cleaned, folded, and masked where it does not speak for the organizer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape

from conversations.understanding.foreign_text import FOREIGN_BLOCKS, orders_in

CONSUMED = "\x00"
"""Stands where a piece was taken out, so that no pattern reaches across it."""

LONGEST_READ = 8_000
"""Characters read of one message. What an event is stands at the top; the rest only costs time."""

_SAME_LENGTH = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′`´", "'"),
        **dict.fromkeys("“”„‟«»″「」『』", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\xa0\u2002\u2003\u2007\u2009\u202f\u3000", " "),
        **dict.fromkeys("、，", ","),
        **dict.fromkeys("øØ", "o"),
        **dict.fromkeys("łŁ", "l"),
        **dict.fromkeys("đĐ", "d"),
        "ı": "i",
        "\t": "|",
        "。": ".",
        "：": ":",
        "（": "(",
        "）": ")",
    }
)
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufe0f\xad]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_MANY_BLANKS = re.compile(r"[ \t]{3,}")
_MANY_BREAKS = re.compile(r"\n(?:[ \t]*\n){2,}")

_ABBREVIATIONS = "st dr nr no mt ste ave rd prof mr mrs vs approx pers ca"
FULL_STOP = "".join(rf"(?<!\b{word})" for word in _ABBREVIATIONS.split()) + r"[.](?=\s|$)"
"""A dot that ends a sentence, in folded text."""


_TAG = re.compile(
    r"</?(?:p|div|h[1-6]|li|ul|ol|br|tr|td|th|table|section|article|header|footer|body|html)\b[^<>]{0,300}>", re.I
)
_INLINE_TAG = re.compile(
    r"</?(?:b|strong|i|em|u|a|span|font|small|big|img|time|sup|sub|mark|code)\b[^<>]{0,300}>", re.I
)


def normalise(text: str) -> str:
    """The text every `words` is a piece of: composed accents, one kind of line end, nothing invisible."""
    text = text[:LONGEST_READ].replace("\r\n", "\n").replace("\r", "\n")
    if _TAG.search(text):
        text = _without_tags(text)
    text = _CONTROL.sub(" ", _INVISIBLE.sub("", text))
    text = _MANY_BREAKS.sub("\n\n", _MANY_BLANKS.sub("  ", text))
    return unicodedata.normalize("NFC", text)


def _without_tags(text: str) -> str:
    """What a browser would show of pasted HTML. What is hidden stays as it is, to be masked as somebody else's."""
    pieces, position = [], 0
    for block in FOREIGN_BLOCKS.finditer(text):
        pieces += [_shown(text[position : block.start()]), block[0]]
        position = block.end()
    return "".join([*pieces, _shown(text[position:])])


def _shown(piece: str) -> str:
    return unescape(_INLINE_TAG.sub("", _TAG.sub("\n", piece)))


def fold(text: str) -> str:
    """Lower case without accents, character for character, so that offsets stay true."""
    text = text.translate(_SAME_LENGTH)
    if text.isascii():
        return text.lower()
    return "".join(_fold_character(character) for character in text)


def _fold_character(character: str) -> str:
    if character.isascii():
        return character.lower()
    base = unicodedata.normalize("NFKD", character)[0]
    lowered = base.translate(_SAME_LENGTH).lower()
    return lowered if len(lowered) == 1 else character


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of the text, by offsets: `start` inclusive, `end` exclusive."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


_SIGNATURE = re.compile(r"\n\s*--\s*\n.*\Z", re.DOTALL)
_HEADERS = re.compile(
    r"^[ >]*\[[^\[\]\n]{3,24}\][ ]*(?:[\w .'-]{1,24}:)?"
    r"|^[ >]*(?:from|sent|to|cc|von|an|gesendet|envoye|enviado|inviato|verzonden|skickat)[ ]?:[^\n]*$"
    r"|^[ >]*[^\n]{0,40}\d{1,2}[:.]\d\d[^\n]{0,12} - [\w .'-]{1,24}:(?= )",
    re.MULTILINE,
)
"""Who wrote when, in a thread or a chat."""
_QUOTE_MARKS = re.compile(r"^[ ]*(?:>+ ?)+", re.MULTILINE)
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?!\s|$|[\"')])[^.!?\n]*)*[.!?]*")


_CAPITALISED = re.compile(r"(?<![^\W_])[^\W\d_a-zß-öø-ÿ][a-zß-öø-ÿ]{2,}")


@dataclass
class Source:
    """One message. `shown` is what words are cut from; `plain` is its folded twin of the same length,
    with everything that is not the organizer speaking blanked out. Readers blank what they consumed."""

    shown: str
    plain: str = field(init=False)
    foreign: bool = field(init=False, default=False)

    def __post_init__(self) -> None:
        folded = fold(self.shown)
        masked = _mask(_mask(folded, FOREIGN_BLOCKS), _SIGNATURE)
        masked = _HEADERS.sub(lambda m: " " * len(m[0]), masked)
        masked = _QUOTE_MARKS.sub(lambda m: " " * len(m[0]), masked)
        orders = [Span(*piece) for piece in orders_in(masked, [(s.start, s.end) for s in sentences(masked)])]
        self.plain = blank(masked, orders) if orders else masked
        self.foreign = CONSUMED in self.plain

    @classmethod
    def of(cls, text: str) -> Source:
        return cls(normalise(text))

    @property
    def is_quiet(self) -> bool:
        """Whether the message is written without capitals, but for abbreviations: any word may be a name then."""
        return not _CAPITALISED.search(self.shown)

    def words(self, span: Span) -> str:
        return self.shown[span.start : span.end].strip()

    def without(self, spans: Iterable[Span]) -> str:
        return blank(self.plain, spans)


def blank(text: str, spans: Iterable[Span]) -> str:
    """The text with the spans taken out at the same length; line ends stay."""
    pieces, position = [], 0
    for span in sorted(spans, key=lambda s: s.start):
        if span.end <= position:
            continue
        start = max(span.start, position)
        pieces.append(text[position:start])
        pieces.append(_blanks(text[start : span.end]))
        position = span.end
    return "".join([*pieces, text[position:]])


def sentences(text: str) -> Iterator[Span]:
    """Sentences and lines, in order; a dot inside a number, a time or an abbreviation does not end one."""
    for match in _SENTENCE.finditer(text):
        yield Span(match.start(), match.end())


def _blanks(text: str) -> str:
    return "".join("\n" if character == "\n" else CONSUMED for character in text)


def _mask(text: str, pattern: re.Pattern[str]) -> str:
    return pattern.sub(lambda match: _blanks(match[0]), text)
