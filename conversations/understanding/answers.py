"""Short answers to what the assistant asked: "250", "Erlangen", "the 14th", "12 each"."""

from __future__ import annotations

import re
from dataclasses import replace

from conversations.understanding.attendance import PEOPLE, PLACES
from conversations.understanding.facts import Brief, Found, TicketBrief
from conversations.understanding.money import read_amount
from conversations.understanding.numbers import COUNT, whole_number
from conversations.understanding.spans import Source, Span
from conversations.understanding.ticket_names import TIER

_LEAD_IN = re.compile(
    r"[\s\"'.,:-]*(?:(?:no|yes|ok(?:ay)?|well|sorry|hmm|it'?s|it is|it'?ll be|that'?s|let'?s (?:say|go with|"
    r"call it)|call it|call this|we(?:'ll| will)? (?:call it|go with|use)|in|at|the name is|named|called|name:|"
    r"title:|make it|maybe|probably|just|es ist|sie heisst|es heisst|nenn es|in|im|c'est|a|"
    r"es|en|e|em|het is|det ar|city:|venue:|town:)(?=[\s,:\"'.]|$)[\s,:\"'.-]*)*"
)
_UNSETTLED = re.compile(
    r"\b(?:no|not|don'?t|later|skip|idea|unknown|tb[acd]|undecided|you (?:choose|decide|pick)|any|whatever|suggest|"
    r"weiss|spater|sais|se|sei|so|weet)\b"
)


_OF_PEOPLE = re.compile(
    rf"[ ]*(?:$|[^\w ]|(?:{PEOPLE}|{PLACES}|{TIER}|[^\W\d_]+(?:ers|ors|ists|ees|ants|eurs|istas|inn?en|ians)|friends|"
    rf"tickets?|tops|max\w*|or so|maybe|perhaps|probably|please|thanks?|in|at|of|for|all|altogether|roughly|about|"
    rf"total|is|are|will|would|should|can|could|fit|if|and|but|then|i|we|it|the|to|on|with|strong|odd|ish|bitte|"
    rf"hochstens|etwa|insgesamt|wir|maximal|environ|peut-etre|en|au|nous|mas|o|quiza|por|no|talvez|ou|circa|al|"
    rf"forse|ongeveer|misschien|ungefar|kanske|hogst)(?!\w))"
)
"""What may follow a number of people; another noun counts something else: "six sessions", "three hours"."""


def read_answer(source: Source, brief: Brief, pending: str | None) -> Brief:
    """The brief completed by reading the message as the answer to `pending`, where it can be one."""
    if pending is None or not source.plain.strip(" .!?") or len(source.shown) > 160:
        return brief
    reader = {"capacity": _capacity, "city": _city, "venue": _venue, "name": _name, "tickets": _tickets}.get(pending)
    return reader(source, brief) if reader else brief


def _body(source: Source) -> Span | None:
    start = _LEAD_IN.match(source.plain).end()  # type: ignore[union-attr]  # matches always
    end = len(source.plain.rstrip(" \n.!,;\"'"))
    if end <= start or not re.search(r"\w", source.plain[start:end]) or "\x00" in source.plain[start:end]:
        return None
    return Span(start, end)


def _capacity(source: Source, brief: Brief) -> Brief:
    if brief.capacity is not None or brief.tickets:
        return brief
    numbers = [match for match in re.finditer(COUNT, source.plain) if whole_number(match[0])]
    if len(numbers) != 1 or brief.start or brief.start_time:
        return brief
    number = whole_number(numbers[0][0]) if _OF_PEOPLE.match(source.plain, numbers[0].end()) else None
    return replace(brief, capacity=Found(number, source.words(Span(*numbers[0].span())))) if number else brief


def _city(source: Source, brief: Brief) -> Brief:
    span = _body(source)
    if brief.city or brief.online or span is None:
        return brief
    words = source.words(span)
    if len(words.split()) > 4 or re.search(r"\d", words) or _UNSETTLED.search(source.plain):
        return brief
    return replace(brief, city=Found(words.title() if words.islower() else words, words), name=None, venue=None)


def _venue(source: Source, brief: Brief) -> Brief:
    span = _body(source)
    if brief.venue or brief.online or span is None or _UNSETTLED.search(source.plain):
        return brief
    words = source.words(span)
    if brief.city and brief.city.words in words:
        words = words[: words.index(brief.city.words)].rstrip(" ,(")
    return replace(brief, venue=Found(words, words), name=None) if 1 < len(words) <= 90 else brief


def _name(source: Source, brief: Brief) -> Brief:
    span = _body(source)
    if span is None or len(source.words(span).split()) > 12 or "\n" in source.words(span):
        return brief
    if re.match(r"[\s\W]*(?:i |you |can |could |what |please )", source.plain):
        return brief
    if brief.name and brief.name.words != source.words(span) and len(brief.name.words) > 0.6 * len(source.words(span)):
        return brief
    words = source.words(span)
    return replace(brief, name=Found(words, words))


def _tickets(source: Source, brief: Brief) -> Brief:
    if brief.tickets:
        return brief
    match = re.search(r"(?<![\w.,:])\d{1,5}(?:[.,]\d{1,2})?(?![\w:]|[.,]\d|[ ]?%)", source.plain)
    amount = read_amount(match[0]) if match and not brief.start else None
    if match is None or amount is None or len(source.plain.split()) > 8:
        return brief
    words = source.words(Span(*match.span()))
    return replace(brief, tickets=(TicketBrief(None, amount, None, None, None, words),), capacity=None)
