"""Numbers that correct an earlier one: "no, 250", "sorry 350"; and numbers that count only a part."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from conversations.understanding import cues
from conversations.understanding.facts import Brief, Found, TicketBrief
from conversations.understanding.money import read_amount
from conversations.understanding.numbers import COUNT, whole_number
from conversations.understanding.spans import Source, Span
from conversations.understanding.ticket_mentions import mentions

_TALK = (
    r"(?:no+|nope|sorry|wait|actually|i mean|i meant|rather|make (?:it|that)|oops|correction|better|hm+|oh|ah|ok(?:ay)?|"
    r"sorry|it'?s|it should be|should be|well|just|only|let'?s say|say|to|instead|please|then|after all|nein|doch|lieber|"
    r"besser|sondern|ach|non|plutot|pardon|no wait|perdon|mejor|melhor|desculpa|anzi|meglio|scusa|nee|liever|nej|hellre|"
    r"forlat|jo|mais|i think|max|that'?s wrong|wrong)"
)
_BARE = re.compile(rf"[\W_]*(?:{_TALK}[\W_]+)*(?P<n>{COUNT}|\d+[.,]\d\d)(?:[\W_]+{_TALK})*[\W_]*")


def bare_number(plain: str) -> re.Match[str] | None:
    """The number of a message that says nothing but a number."""
    return _BARE.fullmatch(plain) if len(plain) < 60 else None


def corrected(source: Source, brief: Brief, match: re.Match[str], before: Brief, pending: str | None) -> Brief:
    """The brief with the number as what the message before spoke of last: people, or a price."""
    words = source.words(Span(*match.span("n")))
    amount, count = read_amount(match["n"]), whole_number(match["n"])
    priced = [ticket for ticket in before.tickets if ticket.price]
    speaks_of_price = bool(priced) and (before.capacity is None or "," in match["n"] or "." in match["n"])
    if (pending == "tickets" or (pending is None and speaks_of_price)) and amount is not None:
        name = priced[-1].name if priced else None
        return replace(brief, tickets=(TicketBrief(name, amount, None, None, None, words),), capacity=None)
    return replace(brief, capacity=Found(count, words)) if count else brief


def without_shares(plain: str, brief: Brief, tickets: Sequence[TicketBrief], names: Sequence[str]) -> Brief:
    """The brief without a capacity that only counts the seats of one ticket type: "add VIP, 40 of them"."""
    numbers = {ticket.quantity for ticket in tickets if ticket.quantity}
    if brief.capacity and any(ticket.price == brief.capacity.value for ticket in tickets):
        return replace(brief, capacity=None)
    if brief.capacity is None or brief.capacity.value not in numbers:
        return brief
    of_a_part = cues.ADD.search(plain) or mentions(plain, names) or len(tickets) > 1 or "of them" in plain
    return replace(brief, capacity=None) if of_a_part else brief
