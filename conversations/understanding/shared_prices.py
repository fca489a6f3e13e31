"""One currency said for several prices: "locals at 20 and visitors at 35 euros"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from conversations.understanding.money import MoneySpan, read_amount
from conversations.understanding.spans import Span
from conversations.understanding.ticket_names import TIER

_SAME_AGAIN = re.compile(
    rf"(?<![\w-])(?:{TIER})[ ](?:tickets?[ ])?(?P<p>at|for|pay|a|zu|je|por|per|voor|zahlen|paient|pagan)[ ]"
    r"(?P<n>\d{1,5}(?:[.,]\d\d)?)(?:[ ]?[,&/]|[ ](?:and|und|et|y|e|och|en|or|but)(?=[ ]))[ ]?"
    r"(?:(?!(?:starts?|doors|opens?|begins?|ends?)\b)[a-z][a-z'-]*[ ]){1,4}?(?P=p)[ ]$"
)
_NEAR = 90  # characters before a price in which the one before it stands


def share_currency(rest: str, money: Sequence[MoneySpan]) -> list[MoneySpan]:
    """The amounts, and those before them that are told in the same way and leave the currency to the last one."""
    found = list(money)
    for item in money:
        later = item
        while later.mark and rest[later.span.start].isdigit():
            begin = max(0, later.span.start - _NEAR)
            match = _SAME_AGAIN.search(rest, begin, later.span.start)
            amount = read_amount(match["n"]) if match else None
            span = Span(*match.span("n")) if match else later.span
            if amount is None or any(span.overlaps(other.span) for other in found):
                break
            later = MoneySpan(span, amount, item.mark)
            found.append(later)
    return sorted(found, key=lambda item: item.span.start)
