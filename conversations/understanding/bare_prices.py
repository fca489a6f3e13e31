"""Prices without a currency: "early 599, regular 799", "12 each", "fifty for kids"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from conversations.understanding.money import MoneySpan, read_amount
from conversations.understanding.numbers import SPELLED, whole_number
from conversations.understanding.spans import Span, blank
from conversations.understanding.ticket_names import TIER

_BARE = re.compile(
    rf"(?<![\w-])(?:{TIER}|tickets?|entry|admission|eintritt|price|preis|prix|entree|entrada)(?:[ ](?:tickets?|"
    rf"pass(?:es)?|entry|admission|price))?(?:[ ]\([^()\n]{{1,30}}\))?[ ]?(?:is |are |at |cost |costs |pay |pays |[:=] ?|"
    rf"[ ]-[ ])?[ ]?"
    rf"(?P<n>\d{{1,5}}(?:[.,]\d{{2}})?|{SPELLED}(?=[ ]?(?:$|[.,;!\n])))(?![\d%]|[.,:]\d|[ ]?(?:tickets?|seats?|people|persons?|places|spots|x\b|pm|"
    r"am|uhr|h\b|available|left|days?|years?|st\b|nd\b|rd\b|th\b|k\b|km|min|hours|of\b|pers|to \d|-|/\d)|[a-z]|"
    r"[ ]?[a-z]+day\b)"
)
_PER = re.compile(
    r"(?<![\w.,:/$€£#-])(?P<n>\d{1,5}(?:[.,]\d{2})?)[ ]?(?:pp\b|p\.p\.?|p/p|each\b|(?:a|per|pro|par|por|each)[ ]"
    r"(?:head|person|pers\b|ticket|seat|plate|team|crew|couple|table|child|adult|kopf|nase|personne|persona|pessoa)\b)"
)


_COUNTS_PEOPLE = re.compile(
    r"(?:attendees|visitors|participants|teilnehmer\w*|besucher\w*|seats|delegates|spectators|runners|walkers|volunteers)[ ]?[:=]"
)
_FOR = re.compile(
    rf"(?:\b(?:and|und|et|y|e|och|en)|[,;/])[ ](?P<n>\d{{1,5}}(?:[.,]\d{{2}})?|{SPELLED})[ ](?:for|fur|pour|para|per|voor|in an?)[ ]"
    rf"(?:the |a |an )?(?={TIER})"
    rf"|[,;/][ ](?P<m>{SPELLED})[ ](?:for )?(?={TIER})"
)
"""The second of two prices: "200 rand for grown-ups and fifty for kids"."""


def _for_somebody(rest: str, money: Sequence[MoneySpan]) -> Iterator[MoneySpan]:
    for match in _FOR.finditer(rest):
        group = "n" if match["n"] else "m"
        amount = read_amount(match[group]) or Decimal(whole_number(match[group]) or 0)
        before = [item for item in money if item.span.end <= match.start() and match.start() - item.span.end < 60]
        if amount and before and before[-1].mark:
            yield MoneySpan(Span(*match.span(group)), amount, before[-1].mark)


def bare_prices(rest: str, money: Sequence[MoneySpan], *, known: bool) -> Iterator[MoneySpan]:
    """Figures without a currency that stand right behind a word for a ticket: "early 599, regular 799"."""
    unread = blank(rest, [item.span for item in money])
    found = list(_BARE.finditer(unread))
    decimals = any("." in match["n"] or "," in match["n"] for match in found)
    for match in found:
        if not (
            known
            or decimals
            or len(found) > 1
            or re.match(r"tickets?|entry|admission|eintritt|price|preis|prix", match[0])
        ):
            continue
        if _COUNTS_PEOPLE.match(match[0]):
            continue
        amount = read_amount(match["n"]) or (
            Decimal(whole_number(match["n"]) or 0) if known or len(found) > 1 else None
        )
        if amount and not 2020 <= amount <= 2035:
            mark = next((item.mark for item in money if item.mark), "")
            yield MoneySpan(Span(*match.span("n")), amount, mark)
    unread = blank(unread, [Span(*match.span("n")) for match in found])
    if known:
        yield from _for_somebody(unread, money)
    for match in _PER.finditer(unread):
        if amount := read_amount(match["n"]):
            yield MoneySpan(Span(*match.span("n")), amount, next((item.mark for item in money if item.mark), ""))
