"""The text as the readers see it: cleaned, folded, and masked where it does not speak for the organizer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape

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
    for block in _FOREIGN_BLOCKS.finditer(text):
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


# Text that reached the message from elsewhere and speaks to the machine instead of about the event.
_FOREIGN_BLOCKS = re.compile(
    r"<(?P<tag>span|div|p|font|script|style|template|system)\b[^<>]{0,200}"
    r"(?:display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0|hidden)[^<>]{0,200}>.{0,2000}?(?:</(?P=tag)>|\Z)"
    r"|<(?P<act>script|style|system)\b[^<>]{0,200}>.{0,2000}?(?:</(?P=act)>|\Z)"
    r"|<!--.{0,2000}?(?:-->|\Z)"
    r"|\[(?P<tool>tool_\w+|system|inst|assistant|function_\w+)\].{0,2000}?(?:\[/(?P=tool)\]|\Z)"
    r"|<\|.{0,200}?\|>"
    r"|\{\{.{0,500}?\}\}|/{3,}.{0,500}?/{3,}|<{3,}.{0,500}?>{3,}|>{3,}.{0,800}?<{3,}",
    re.DOTALL | re.IGNORECASE,
)
_SIGNATURE = re.compile(r"\n\s*--\s*\n.*\Z", re.DOTALL)
_QUOTE_MARKS = re.compile(r"^[ ]*(?:>+ ?)+", re.MULTILINE)
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?!\s|$|[\"')])[^.!?\n]*)*[.!?]*")
_TO_THE_MACHINE = re.compile(
    r"\b(?:ignor\w+|disregard\w*|forget|override\w*|bypass\w*)\b[^.\n]{0,40}"
    r"\b(?:instruction|rule|prompt|guideline|policy|direction|message|safety|approval|confirmation)"
    r"|\b(?:system|developer|admin|root)\s*(?:prompt|message|note|override|mode|instruction)s?\b"
    r"|\b(?:notes?|message|instructions?|attention|hint|memo|info|anweisung\w*|hinweis\w*|nachricht|notiz|nota|note|"
    r"instruction\w*|instruccion\w*|instruc\w*|istruzion\w*|instructie\w*|message|mensaje|mensagem|meddelande|bericht)\b"
    r"[^.\n:]{0,14}\b(?:to|for|an|fur|pour|a|para|per|al|all'|aan|voor|till|l'|do|ao)\b[^.\n:]{0,24}"
    r"\b(?:ai|ki|ia|llm|assistant\w*|assistent\w*|asistente|assistente|agents?|bots?|chatbots?|models?)\b"
    r"|\b(?:ki|ai|ia|llm)[- ](?:agent\w*|assistent\w*|system\w*|assistant\w*)\b"
    r"|\b(?:to|for) (?:the |any |all )?(?:ai |automated )?(?:assistants?|bots?|agents?)\b[^.\n]{0,60}(?::|publish|delete|send|"
    r"refund|export|set|change|grant|add)"
    r"|\b(?:ai|llm|chat ?bot|language model|automated system)s?\b[^.\n]{0,20}\b(?:reading|processing|"
    r"summari[sz]ing|handling|assistant|must)\b"
    r"|\bassistant\b[^.\n]{0,20}\b(?:must|should|shall|has to|needs to|will now)\b"
    r"|\byou are now\b|\bas an? (?:ai|assistant)\b|\b(?:dear|hey|attention) (?:ai|assistant)\b"
    r"|^\s*(?:system|assistant|admin|developer)\s*:"
    r"|\b(?:ignorier\w+|vergiss)\b[^.\n]{0,40}\banweisung|\bignor\w+\b[^.\n]{0,40}\b(?:instruc|instruk|istruzion)"
    r"|\boublie[zr]?\b[^.\n]{0,30}\binstruction",
    re.MULTILINE,
)


@dataclass
class Source:
    """One message. `shown` is what words are cut from; `plain` is its folded twin of the same length,
    with everything that is not the organizer speaking blanked out. Readers blank what they consumed."""

    shown: str
    plain: str = field(init=False)
    foreign: bool = field(init=False, default=False)

    def __post_init__(self) -> None:
        folded = fold(self.shown)
        masked = _mask(_mask(folded, _FOREIGN_BLOCKS), _SIGNATURE)
        masked = _QUOTE_MARKS.sub(lambda m: " " * len(m[0]), masked)
        self.plain = _mask_sentences_to_the_machine(masked)
        self.foreign = CONSUMED in self.plain

    @classmethod
    def of(cls, text: str) -> Source:
        return cls(normalise(text))

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


def _mask_sentences_to_the_machine(text: str) -> str:
    if not _TO_THE_MACHINE.search(text):
        return text
    found: list[Span] = []
    for span in sentences(text):
        if _TO_THE_MACHINE.search(text[span.start : span.end]):
            found.append(Span(span.start, _end_of_order(text, span)))
    return blank(text, found)


def _end_of_order(text: str, span: Span) -> int:
    """What is announced by "note to assistants:" goes on to the end of its paragraph or quotation."""
    if not re.search(r":\s*$|:\s+\S", text[span.start : span.end]):
        return span.end
    close = re.compile(r"\n\s*\n|\"|\n(?=-> )").search(text, span.end)
    return close.start() if close else len(text)
