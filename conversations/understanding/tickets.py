"""Tickets in the text: their names, prices, numbers and ends of sale, from lists and from sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from conversations.understanding.attendance import PEOPLE, PLACES
from conversations.understanding.bare_prices import bare_prices
from conversations.understanding.dates import DateSpan
from conversations.understanding.goods import is_for_goods
from conversations.understanding.money import MoneySpan
from conversations.understanding.numbers import COUNT, whole_number
from conversations.understanding.spans import FULL_STOP, Source, Span
from conversations.understanding.ticket_names import (
    is_sentence,
    is_tier,
    rate_name,
    sort_in,
    tier_in,
    trimmed_name,
    written_name,
)
from conversations.understanding.ticket_remarks import attach_remarks
from conversations.understanding.ticket_spans import TicketReading, TicketSpan

MOST_PRICES = 40

_CUT = re.compile(
    rf"[,;\x00\n!?|•·+/(]|{FULL_STOP}|[ ](?:and|und|et|y|och|or|oder|ou|plus|but|aber|mais|then|while)[ ]|[ ]-+[ ]|"
    rf":(?=[ \n])"
)
_UNIT = (
    rf"(?:tickets?|passes|{PLACES}|available|avail\.?|pcs\.?|pieces|pc|left|szt\.?|stk\.?|stuck|{PEOPLE}|of "
    rf"(?:them|those|these)|nur|only|max|in total|total|karten|billets|entradas|ingressos|tables|tische)"
)
_QUANTITY = re.compile(
    rf"[ ]*(?:each|a head|per person|pp|p\.p\.)?[ ]*"
    rf"(?:(?P<open>\()[ ]*(?:only |just |limited to |limit(?: of)? |max\.? |maximum |first |nur |capped at |x "
    rf"?|qty:? ?|erste )?(?P<a>{COUNT})(?![.,:]\d|[ ]?(?:%|{PEOPLE}|days?|tage|h\b|"
    rf"years|x\b|\+))[ ]?(?:{_UNIT})?"
    rf"|[, ;-]*[ ]?(?:is |are |and |but |with |there are )?(?:only |just |limited to |limit(?:ed)?:? (?:to |of "
    rf")?|max\.? |maximum (?:of )?|capped at |cap |nur |begrenzt auf |limite a |limitado a |x ?|qty:? ?|kontingent:? ?|contingent:? ?|"
    rf"quota:? ?|stock:? ?|we (?:only )?have |we've got |there are (?:only )?|\|[ ]?|\* "
    rf"?)[ ]?(?P<b>{COUNT})(?![.,:]\d|[ ]?(?:%|pers|people|persons|per\b))(?:[ ](?:{_UNIT}))?"
    rf"|[, ;-]+[ ]?(?P<c>{COUNT})[ ](?P<u>{_UNIT})(?![a-z]))"
)
_COUNT_BEFORE = re.compile(
    rf"(?P<n>{COUNT})[ ](?:x[ ])?(?P<what>(?:[a-z][a-z-]*[ ]){{0,3}}?)(?:tickets?|passes|places?|seats?|spots?|"
    rf"karten|billets?|entradas|ingressos|biglietti)?[ ]*(?:at|for|@|a|zu je|zu|fur|je|de|por|each|:|-|,)?[ ]*$"
)


def read_tickets(source: Source, rest: str, dates: Sequence[DateSpan], money: Sequence[MoneySpan]) -> TicketReading:
    """Tickets of the text; `rest` is the folded text without dates and times."""
    priced = [item for item in money if not item.free and not is_for_goods(rest, item)]
    priced = sorted([*priced, *bare_prices(rest, money, known=bool(priced))], key=lambda item: item.span.start)
    del priced[MOST_PRICES:]
    reading = TicketReading()
    names = _names(rest, priced, alone=len(priced) == 1 and not any(item.free for item in money))
    for index, (item, name) in enumerate(zip(priced, names, strict=True)):
        left = priced[index - 1].span.end if index else 0
        right = priced[index + 1].span.start if index + 1 < len(priced) else len(rest)
        next_name = names[index + 1] if index + 1 < len(names) else None
        if next_name and item.span.end <= next_name.start < right:
            right = next_name.start
        reading.tickets.append(_ticket(source, rest, item, name, Span(left, right), reading, alone=len(priced) == 1))
    _add_free(source, rest, [item for item in money if item.free], reading)
    _add_unpriced(source, rest, reading)
    attach_remarks(rest, dates, reading)
    reading.tickets = _without_doubles(reading.tickets)
    return reading


def _names(rest: str, priced: list[MoneySpan], *, alone: bool) -> list[Span | None]:
    """Names stand before all prices of a list or behind all of them; which, the list as a whole tells."""
    before = [_before(rest, priced, index) for index in range(len(priced))]
    behind = [_behind(rest, priced, index) for index in range(len(priced))]
    rates_before, rates_behind = [rate_name(rest, span) for span in before], [rate_name(rest, span) for span in behind]
    lead_behind = sum(rates_behind) > sum(rates_before)
    chosen: list[Span | None] = []
    for index in range(len(priced)):
        first, second = (behind, before) if lead_behind else (before, behind)
        rates = (rates_behind, rates_before) if lead_behind else (rates_before, rates_behind)
        least = 3 if alone else 1
        pick = first[index] if rates[0][index] >= least else None
        other = second[index]
        if (
            pick is None
            and other
            and rates[1][index] == 3
            and not any(other.overlaps(span) for span in first if span)
            and not any(other.overlaps(span) for span in chosen if span)
        ):
            pick = other
        chosen.append(pick)
    return chosen


def _before(rest: str, priced: list[MoneySpan], index: int) -> Span | None:
    start = priced[index - 1].span.end if index else max(0, priced[0].span.start - 90)
    end = priced[index].span.start
    text = rest[start:end]
    stop = re.search(r"[,;.\n|/]|[ ]-|[ ](?:or|and|oder|und|ou|et|o|y|e)(?=[ ])", text)
    if index and stop and text[: stop.start()].strip() and not text[stop.end() :].strip(" \x00"):
        return None  # "$70 pre-reg, $90": the words belong to the price before them
    end -= len(rest[start:end]) - len(rest[start:end].rstrip(" |;("))
    text = _without_remark(re.sub(r"\([^()]*\)|\[[^\[\]]*\]", lambda match: "\x01" * len(match[0]), rest[start:end]))
    cuts = [match.end() for match in _CUT.finditer(text) if match.end() <= len(text) and not _joins_two(text, match)]
    begin = start + (cuts[-1] if cuts else 0)
    end = start + len(text)
    name = trimmed_name(rest, Span(begin, end)) if begin < end else None
    if name and name.end - name.start < 2:
        return None
    if (
        name
        and rest[end : priced[index].span.start].lstrip().startswith(",")
        and not (sort_in(rest, name) or (len(priced) > 1 and is_tier(rest[name.start : name.end])))
    ):
        return None  # "Weir House, £12": a house, not a ticket
    return _shortened(rest, name)


def _joins_two(text: str, cut: re.Match[str]) -> bool:
    """ "Pensioners and students R120": one price for both, when both are short and sorts of people."""
    if not re.fullmatch(r"[ ](?:and|und|et|y|och|e|en)[ ]", cut[0]):
        return False
    first = re.split(r"[,;\n\x00.!?:•(]", text[: cut.start()])[-1].strip()
    second = text[cut.end() :].strip(" :=-\x00")
    return bool(first) and len(first.split()) < 3 and is_tier(first) and is_tier(second)


_REMARK = re.compile(
    r"[ ,;(]*\b(?:until|till?|before|by|up to|bis(?: zum)?|jusqu'au|hasta(?: el)?|ate|fino al?|tot|ends?|do|from|"
    r"ab|on)$"
)


def _without_remark(text: str) -> str:
    """Without what stands between a name and its price: "(50 seats)", "until \x00"."""
    text = text.rstrip(" :=-")
    if text.endswith(("\x00", "\x01")):
        text = _REMARK.sub("", text.rstrip("\x00\x01 ,.()"))
    return text.rstrip(" ,")


def _behind(rest: str, priced: list[MoneySpan], index: int) -> Span | None:
    start = priced[index].span.end
    end = priced[index + 1].span.start if index + 1 < len(priced) else len(rest)
    cut = re.compile(
        r"[,;\n.!?|•+(\x00/]|[ ](?:and|und|et|y|och|or|oder|until|till|thru|through|up to|then|covers|if|ends?|valid|to|ate|hasta|jusqu'au|fino|tot|before|by|"
        r"bis|ends|limited|max|only|capped|"
        r"each|while|but|if|when)(?=[ \x00])|[ ]-+[ ]"
    ).search(rest, start, end)
    if re.match(r"[ ]?(?:/|per |pro |par |por |each|a (?:head|person))", rest[start:end]):
        return None
    name = trimmed_name(rest, Span(start, cut.start() if cut else end))
    return _shortened(rest, name)


def _shortened(rest: str, name: Span | None) -> Span | None:
    """A sentence around the sort of ticket is not its name."""
    if name is None or (len(rest[name.start : name.end].split()) <= 5 and not is_sentence(rest, name)):
        return name
    return sort_in(rest, name)


def _ticket(
    source: Source, rest: str, item: MoneySpan, name: Span | None, room: Span, reading: TicketReading, *, alone: bool
) -> TicketSpan:
    first = _first_few(rest, name)
    if first:
        reading.used.append(Span(min(item.span.start, first[1].start), max(item.span.end, first[1].end)))
        return TicketSpan(reading.used[-1], "Early bird" if not alone else None, item.amount, item.mark, first[0])
    name = name or (None if alone else _per_whom(rest, item))
    quantity, span = _quantity(rest, item, name, room, reading, alone=alone)
    if span:
        reading.used.append(span)
    start, end = (
        min(item.span.start, name.start if name else item.span.start),
        max(item.span.end, name.end if name else item.span.end),
    )
    reading.used.append(Span(start, end))
    return TicketSpan(Span(start, end), written_name(source, name) if name else None, item.amount, item.mark, quantity)


def _first_few(rest: str, name: Span | None) -> tuple[int, Span] | None:
    """ "The first 50 at €20": how many they are, where that is all the name there is."""
    said = name and re.fullmatch(
        rf"(?:for )?(?:the )?(?:first|ersten?|premiers|premieres|primer[oa]s|primeir[oa]s|primi|prime|eerste|forsta) "
        rf"(?P<n>{COUNT})(?:[ ](?:tickets?|people|seats?|places?|buyers|karten|tickets|{PEOPLE}))?(?:[ ](?:cost|are|at))?",
        rest[name.start : name.end],
    )
    number = whole_number(said["n"]) if said else None
    return (number, name) if number and name else None


_PER_WHOM = re.compile(
    r"[ ]?(?:a |/|per |pro |par |por |je |each )(?!head|person|pers\b|ticket|seat|plate|kopf|nase|persona|pessoa|personne|"
    r"persoon|pp|year|jahr|night|day|hour|h\b|month|piece|stuck|place|spot|entry)(?P<who>[a-z][a-z-]{2,20}(?:[ ](?:of \w+|team|"
    r"crew|pair)){0,2}(?: of \w+)?)(?=[ ]*(?:$|[,.;!\n)]|and |in |for |or ))"
    r"|[ ]?(?:(?:per|a|pro|par|por) \w+ )?in an? (?P<kind>[a-z-]{3,20})(?=[ ]*(?:$|[,.;!\n)]|and ))"
)
"""Whom a price is for, where nothing else names the ticket: "$18 per bowler, $60 per team of 4"."""


def _per_whom(rest: str, item: MoneySpan) -> Span | None:
    match = _PER_WHOM.match(rest, item.span.end)
    return Span(*match.span("who" if match["who"] else "kind")) if match else None


def _quantity(
    rest: str, item: MoneySpan, name: Span | None, room: Span, reading: TicketReading, *, alone: bool
) -> tuple[int | None, Span | None]:
    behind = max(item.span.end, name.end if name and name.end <= room.end else item.span.end)
    gap = re.match(r"[ ]*(?:tickets?|passes|each|entry|seats|admission)?", rest[behind : room.end])
    for position in {item.span.end, behind, behind + (gap.end() if gap else 0)}:
        match = _QUANTITY.match(rest, position, room.end)
        if match and match["a"] and name and _GROUP.search(rest, name.start, name.end):
            continue  # "team (max 6)": how many make one
        if match and not _counts_everybody(rest, match, alone=alone, last=room.end == len(rest), reading=reading):
            number = whole_number(match["a"] or match["b"] or match["c"])
            if number:
                return number, Span(*match.span())
    times = name and re.match(r"(?P<n>\d{1,5})[ ]?x[ ]", rest[name.start : name.end])
    if name and times:
        return int(times["n"]), Span(name.start, name.start + times.end("n"))
    inside = name and name.end <= item.span.start and _IN_BRACKETS.search(rest, name.end, item.span.start)
    if inside and (number := whole_number(inside["n"])):
        return number, Span(*inside.span("n"))
    before = _COUNT_BEFORE.search(rest, room.start if room.start else max(0, item.span.start - 60), item.span.start)
    people = before and re.match(rf"(?:{PEOPLE})[ ]\w+", before["what"])
    if (
        before
        and not people
        and (
            re.search(r"ticket|pass|karten|billet|entrada|ingresso", before[0])
            or (before["what"] and tier_in(rest, Span(before.start("what"), before.end("what"))))
        )
    ):
        return whole_number(before["n"]), Span(before.start("n"), before.end("n"))
    return None, None


_GROUP = re.compile(
    r"\b(?:teams?|groups?|gruppen?\w*|tables?|tisch\w*|\w*tisch|famil\w+|crews?|lanes?|boats?|equipes?|mesas?|tavol\w+)\b"
)
_IN_BRACKETS = re.compile(
    rf"[(\[][ ]?(?:max\.? |only |nur |limit(?:ed to)? |x ?|first )?(?P<n>{COUNT})(?![.,:]\d|[+%]|[ ]?(?:{PEOPLE}))"
    rf"[ ]?(?:{_UNIT})?[ ]?[)\]]"
)


def _counts_everybody(rest: str, match: re.Match[str], *, alone: bool, last: bool, reading: TicketReading) -> bool:
    """Whether the number behind a price is the whole house: "..., students 12 €, 180 Plätze insgesamt"."""
    if match["a"]:
        return False
    if _IN_ALL.match(rest, match.end()):
        return True
    several = last and len(reading.tickets) > 0 and not any(ticket.quantity for ticket in reading.tickets)
    if several and match["b"] and re.match(r"[ ]*[,;.]", match[0]) and "them" not in match[0]:
        return True
    if match["c"]:
        counted = re.fullmatch(rf"{PLACES}|tickets?|available|max|in total|total", match["u"])
        in_all = bool(re.match(r"in total|total|insgesamt", match["u"]))
        return in_all or _is_whole_house(match["u"], alone=alone, last=last) or (several and bool(counted))
    unit = re.search(rf"[ ](?:{PEOPLE})$", match[0])
    return bool(unit) and last


_IN_ALL = re.compile(
    r"[ ]?(?:in )?(?:total|insgesamt|altogether|overall|all told|en total|au total|no total|in totale|totaal|totalt)\b"
)


def _is_whole_house(unit: str, *, alone: bool, last: bool) -> bool:
    """Whether a number behind a price counts everybody, not the tickets of that one sort."""
    if alone:
        return not re.match(r"tickets?|available|left|of ", unit)
    return last and bool(re.fullmatch(PEOPLE, unit))


def _add_free(source: Source, rest: str, free: list[MoneySpan], reading: TicketReading) -> None:
    """ "Kids free", "free for members"; a free event has one ticket at nothing."""
    paid = bool(reading.tickets)
    for item in free:
        name = _free_name(rest, item)
        if name and any(name.overlaps(span) for span in reading.used):
            name = None
        if name is None and (paid or reading.tickets):
            continue
        span = Span(min(item.span.start, name.start), max(item.span.end, name.end)) if name else item.span
        reading.tickets.append(TicketSpan(span, written_name(source, name) if name else None, Decimal(0)))
        reading.used.append(span)
    if not reading.tickets:
        donation = re.search(
            (
                r"\b(?:entry |entrance )?by donation|pay[- ]what[- ]you[- ](?:can|want|like)|on donation|"
                r"donation[- ]based|prix libre|auf spendenbasis|offerta libera|suggested donation"
            ),
            rest,
        )
        if donation:
            reading.tickets.append(TicketSpan(Span(*donation.span()), "Donation"))


def _free_name(rest: str, item: MoneySpan) -> Span | None:
    behind = re.compile(r"[ ]*(?:for|fur|pour|para|per|voor) (?:the )?([^,;.\n!?()\x00]{2,30})").match(
        rest, item.span.end
    )
    if behind and tier_in(rest, Span(*behind.span(1))) and len(behind[1].split()) <= 6:
        return trimmed_name(rest, Span(*behind.span(1)))
    before = _before(rest, [item], 0)
    if before is None or rest[before.end : item.span.start].strip(" ,:") not in _GETS_IN:
        return before if before and tier_in(rest, before) else None
    short = len(rest[before.start : before.end].split()) <= 3 and not is_sentence(rest, before)
    return before if tier_in(rest, before) or (short and rest[before.end : item.span.start].strip(" ,:")) else None


_GETS_IN = frozenset(
    (
        "",
        "go",
        "goes",
        "goes in",
        "go in",
        "come",
        "comes",
        "get in",
        "gets in",
        "come in",
        "enter",
        "is",
        "are",
        "eat",
        "eats",
        "join",
        "joins",
    )
)
_LISTED = re.compile(
    r"\b(?:tickets?|ticket types?|tiers?|karten|billets|entradas)(?: types?| tiers?)?(?: will be|:| are| "
    r"in)[ ]*(?P<list>[a-z][^.\n;:\x00]{3,90})"
)


def _add_unpriced(source: Source, rest: str, reading: TicketReading) -> None:
    """ "Tickets will be standard and premium": sorts without a price yet."""
    if reading.tickets:
        return
    listed = _LISTED.search(rest)
    if not listed:
        return
    position = listed.start("list")
    for piece in re.split(r"(,| and | und | et | y | / | or )", listed["list"]):
        name = trimmed_name(rest, Span(position, position + len(piece)))
        position += len(piece)
        if name and rate_name(rest, name) == 3 and len(rest[name.start : name.end].split()) <= 4:
            reading.tickets.append(TicketSpan(name, written_name(source, name)))


def _without_doubles(tickets: list[TicketSpan]) -> list[TicketSpan]:
    seen: dict[tuple[str | None, Decimal | None], TicketSpan] = {}
    for ticket in sorted(tickets, key=lambda item: item.span.start):
        seen.setdefault((ticket.name, ticket.price), ticket)
    return list(seen.values())
