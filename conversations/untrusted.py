"""Words of other people, as they may be handed on: without what cannot be seen, clipped, and marked as theirs."""

import re
import unicodedata
from typing import Any

LONGEST = 500  # characters of one value
_TAGS = re.compile("[\U000e0000-\U000e007f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_KEPT = "\n\t"
# What hides text, or turns its direction: not the joiners that emoji and some scripts need.
_HIDING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e01ef]"
)


def visible(text: str) -> str:
    """A model's text without what hides words from people, or carries some past them."""
    return _HIDING.sub("", text)


def cleaned(text: str, *, longest: int = LONGEST) -> str:
    """The text without control, direction, tag and other invisible characters; cut with an ellipsis."""
    seen = "".join(
        one for one in _TAGS.sub("", text) if one in _KEPT or unicodedata.category(one) not in ("Cc", "Cf", "Cs", "Co")
    )
    return seen if len(seen) <= longest else seen[: longest - 1] + "…"


def marked(value: Any) -> Any:
    """The value with every text in it as {"untrusted": …}: data to read, never an instruction."""
    if isinstance(value, str):
        return {"untrusted": cleaned(value)}
    if isinstance(value, list | tuple):
        return [marked(one) for one in value]
    if isinstance(value, dict):
        return {cleaned(str(key), longest=80): marked(one) for key, one in value.items()}
    return value
