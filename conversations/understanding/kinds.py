"""What sort of event it is, from the words people use for it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from conversations.understanding.kind_words import TABLE
from conversations.understanding.spans import Span

KINDS: tuple[str, ...] = (*(kind for kind, _ in TABLE), "other")

_PATTERN = re.compile("|".join(rf"(?P<k{i}>(?<![\w-])(?:{words})(?![\w-]))" for i, (_, words) in enumerate(TABLE)))
_HEAD_ENDS = re.compile(
    r"[ ](?:of|for|with|on|der|des|de|du|mit|avec|con|in|at|im|a|para|pour|fur|zu|zum|per|di|do|da|van|voor)[ ]|:"
)
_NAME_ENDING = re.compile(r"(?<![\w])\w{2,}(?P<conf>conf|con|camp|summit|days)(?![\w])|\w{3,}(?P<fest>fest)(?![\w])")
# "concert tickets", "dinner included", "festival pass", "party wall": the word describes something else.
_ONLY_DESCRIBES = re.compile(
    r"[ ](?:passe?s?|tickets?|seats?|included|inclusive|break|dress|fee|room|centre|center|hall|house|place|square|"
    r"and drinks included|card|karte|team|afterwards?|after)\b"
)
_NOT_ITSELF = re.compile(
    r"\b(?:incl\.?|inclusive of|including|includes|with|plus|with a|with an|after|followed by|before|then|no|not a|"
    r"before the|after the|during the)[ ]+(?:\w+[ ])?$"
)


def read_kind(plain: str, title: Span | None) -> tuple[str, Span] | None:
    """The kind and the word it was read from: the last one in the title phrase, else the first in the text."""
    if title:
        head_ends = _HEAD_ENDS.search(plain, title.start, title.end)
        head = list(_kinds(plain, Span(title.start, head_ends.start() if head_ends else title.end))) or list(
            _kinds(plain, title)
        )
        if head:
            return head[-1]
        ending = _NAME_ENDING.search(plain, title.start, title.end)
        if ending and ending["conf"] not in {"camp"} | (
            {"con"} if ending[0] in {"bacon", "icon", "falcon", "beacon", "silicon", "second"} else set()
        ):
            return ("festival" if ending["fest"] else "conference"), Span(*ending.span())
    return next(_kinds(plain, Span(0, len(plain))), None)


def _kinds(plain: str, span: Span) -> Iterator[tuple[str, Span]]:
    for match in _PATTERN.finditer(plain, span.start, span.end):
        if _ONLY_DESCRIBES.match(plain, match.end()) or _NOT_ITSELF.search(
            plain, max(0, match.start() - 24), match.start()
        ):
            continue
        yield TABLE[int((match.lastgroup or "k0")[1:])][0], Span(*match.span())


def is_kind_phrase(words: str) -> bool:
    """Whether the (folded) words name nothing but a sort of event: "panel", "book launch", "workshop"."""
    return bool(
        _PATTERN.fullmatch(words.strip())
        or re.fullmatch(r"(?:event|veranstaltung|evento|evenement|talk|series|session)s?", words.strip())
    )


def has_kind(plain: str, span: Span) -> bool:
    return bool(_PATTERN.search(plain, span.start, span.end))
