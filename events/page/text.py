"""The kinds of text a page may hold. Autoescape does the escaping; here goes what no page needs."""

import re
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, StringConstraints

# Control characters, direction overrides, Unicode tag characters and lone surrogates: invisible, and able to forge.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\U000e0000-\U000e007f]"
)
_ANCHOR = re.compile(r"#[a-z0-9_-]{1,40}")
_MAILTO = re.compile(r"mailto:[^\s<>\"'@?]{1,64}@[^\s<>\"'@?/]{3,120}")


def visible(text: object) -> object:
    """Drop invisible characters from a string; anything else passes, for the type check to refuse."""
    return _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")) if isinstance(text, str) else text


def _one_line(text: object) -> object:
    text = visible(text)
    return " ".join(text.split()) if isinstance(text, str) else text


def _paragraphs(text: object) -> object:
    text = visible(text)
    return text.strip() if isinstance(text, str) else text


def _safe_link(link: str) -> str:
    if _ANCHOR.fullmatch(link) or _MAILTO.fullmatch(link):
        return link
    parts = urlsplit(link)
    if parts.scheme != "https" or not parts.hostname or "@" in parts.netloc or re.search(r"[\s<>\"'\\]", link):
        raise ValueError("a link is https://…, mailto:… or #section")
    return link


def _minutes(clock: str) -> str:
    if not ("00:00" <= clock <= "23:59"):
        raise ValueError("a time of day is between 00:00 and 23:59")
    return clock


# One line each, by the room the design gives them (characters).
Line30 = Annotated[str, BeforeValidator(_one_line), StringConstraints(max_length=30)]
Line40 = Annotated[str, BeforeValidator(_one_line), StringConstraints(max_length=40)]
Line60 = Annotated[str, BeforeValidator(_one_line), StringConstraints(max_length=60)]
Line80 = Annotated[str, BeforeValidator(_one_line), StringConstraints(max_length=80)]
Line90 = Annotated[str, BeforeValidator(_one_line), StringConstraints(max_length=90)]
Line140 = Annotated[str, BeforeValidator(_one_line), StringConstraints(max_length=140)]
Line160 = Annotated[str, BeforeValidator(_one_line), StringConstraints(max_length=160)]
Line300 = Annotated[str, BeforeValidator(_one_line), StringConstraints(max_length=300)]

# Markdown, rendered by events.markdown.
Text300 = Annotated[str, BeforeValidator(_paragraphs), StringConstraints(max_length=300)]
Text600 = Annotated[str, BeforeValidator(_paragraphs), StringConstraints(max_length=600)]
Text1200 = Annotated[str, BeforeValidator(_paragraphs), StringConstraints(max_length=1200)]
Text6000 = Annotated[str, BeforeValidator(_paragraphs), StringConstraints(max_length=6000)]

Asset = Annotated[
    str, StringConstraints(pattern=r"^asset:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")
]
Ref = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_-]{1,40}$")]
Link = Annotated[str, BeforeValidator(_one_line), StringConstraints(max_length=300), AfterValidator(_safe_link)]
Hex = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]
Clock = Annotated[str, StringConstraints(pattern=r"^\d\d:[0-5]\d$"), AfterValidator(_minutes)]
Email = Annotated[
    str,
    BeforeValidator(_one_line),
    StringConstraints(pattern=r"^[^@\s<>\"'?&]{1,64}@[^@\s<>\"'?&/]{1,120}\.[a-zA-Z]{2,}$"),
]
Locale = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}(-[A-Z]{2})?$")]
