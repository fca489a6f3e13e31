"""Amounts that sell no ticket: parking, a prize, a budget, what something was before."""

from __future__ import annotations

import re

from conversations.understanding.money import MoneySpan

_GOODS = (
    r"parking|permit\w*|soup|drinks?|beers?|wine|pints?|coffee|food|meals?|lunch|t-?shirts?|merch\w*|"
    r"programmes?|raffle|deposit|caution|kaution|voucher|gift|goodie|bag|shuttle|bus|taxi|hotel rooms?|budget|"
    r"surplus|balance|guarantee|room fee|(?:the )?deposits?|minus|less|season (?:card|ticket|pass)|contract|total|fee of|"
    r"payment|instal?ment|invoice|cost of|stall fee|table fee|exhibitor fee|apply|producers?|catering|per diem|fine|"
    r"prize|prizes|prize money|pot|"
    r"worth|value|fine|off|discount|rabatt|remise|descuento|sponsorship|donated|raised|turnover|revenue|rent|"
    r"hire|per bowl|a bowl|a pint|a glass|a slice|per glass|wardrobe|locker|cloakroom|garderobe"
)
_FOR_GOODS = re.compile(rf"\b(?:{_GOODS})(?:[ ](?:is|are|costs?|at|for|of|from|worth|\(|:))*[ :(]*$")
_GOODS_BEHIND = re.compile(
    rf"(?:/\w+)?[ ]?(?:a |per |in |of |for |worth of |cash )?(?:{_GOODS})\b(?! ticket)|/(?:day|night|hour|h)\b"
)
_BEFORE = re.compile(
    r"\b(?:save|instead of|was|were|statt|au lieu de|reduced from|down from|over|raise|raised|raising|budget of|"
    r"worth|win|up from|surplus(?: of)?|charged|paid|last (?:time|year)(?: \w+){0,3}|used to (?:be|cost))[ ]+$"
)


def is_for_goods(rest: str, item: MoneySpan) -> bool:
    """Whether the words around the amount say that it pays for something else than a way in."""
    before = rest[max(0, item.span.start - 30) : item.span.start]
    before = re.split(r"[,;.\n]", before)[-1]
    return bool(_FOR_GOODS.search(before) or _BEFORE.search(before) or _GOODS_BEHIND.match(rest, item.span.end))
