"""What a follow-up changes about tickets: prices, numbers and ends of sale, of types that exist and of new ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from conversations.understanding import cues
from conversations.understanding.facts import Brief, TicketBrief
from conversations.understanding.money import read_amount
from conversations.understanding.numbers import COUNT, whole_number
from conversations.understanding.spans import Source, Span, fold
from conversations.understanding.ticket_mentions import known_ticket, mentions
from conversations.understanding.ticket_names import tier_in, written_name

_NO_PRICE_BEHIND = (
    r"(?![\d%:]|[.,]\d|[ ]?(?:tickets?|seats?|people|persons?|places|spots|pm|am|uhr|h\b|available|left|of|days?|"
    r"weeks?|hours?|pcs|pieces|st\b|nd\b|rd\b|th\b|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|tables?|max|"
    r"platze|personen|places|personnes|plazas|personas|lugares|pessoas|posti|persone|plaatsen|platser|%))"
)
_BECOMES = (
    r"(?:is|are|at|to|now|be|becomes?|costs?|cost|should|must|shall|will|has|have|goes?|going|up|down|only|just|"
    r"instead|charge|for|=|:|->|price[sd]?|tickets?|entry|fee|jetzt|kostet|kosten|auf|soll(?:en)?|sein|est|sont|"
    r"passe|coute(?:nt)?|a|cuestan?|sale|ahora|custa|passa|para|por|costa(?:no)?|ora|kost|wordt|worden|naar|kostar|"
    r"blir|till|nu)"
)
_BARE_BEHIND = re.compile(rf"(?:[ ,]+{_BECOMES})*[ ,:=]*[ ](?P<n>\d{{1,6}}(?:[.,]\d{{1,2}})?){_NO_PRICE_BEHIND}")
_BARE_TOLD = re.compile(rf"(?:[ ,]+{_BECOMES})+[ ,:=]*[ ](?P<n>\d{{1,6}}(?:[.,]\d{{1,2}})?){_NO_PRICE_BEHIND}")
_PRICE_TO = re.compile(
    r"(?:\b(?:to|at|is|are|be|now|make (?:it|them|that)|costs?|cost|charge|price[d]?|=|:|auf|kostet|kosten|sein|a|por|"
    rf"para|naar|till|worden|blir)[ ]+|^)(?P<n>\d{{1,5}}(?:[.,]\d{{1,2}})?){_NO_PRICE_BEHIND}|"
    r"\bcharge[ ]+(?P<c>\d{1,5}(?:[.,]\d{1,2})?)"
)
_LIMIT_TO = re.compile(
    rf"\b(?:limit\w*|cap(?:ped)?|only|max(?:imum)?|make|up to|nur|begrenz\w*|reduce|raise|"
    rf"increase)\b[^.\n\d]{{0,40}}?(?P<a>{COUNT})(?:[ ](?:tickets?|seats?|places|spots|pieces|available|of "
    rf"(?:them|those)|left|pcs))|(?P<b>{COUNT})[ ](?:[a-z-]+[ ]){{0,2}}?(?:tickets?|seats|places|spots|passes|"
    rf"of (?:them|those)|available|left|pcs|pieces)\b|"
    rf"\b(?:limit|cap)\b[^.\n\d]{{2,40}}?\b(?:to|at)[ ](?P<c>{COUNT})"
)
_NUMBER_OF = re.compile(
    rf"(?:[ ](?:tickets?|places|seats|passes|are|is|only|at|to|limited|capped|max\.?|maximum|of|should|be|just|nur|"
    rf"hochstens|maximal))*[ ]*(?:max\.?|maximum|limited to|capped at|limit(?:ed)? (?:of|to)|only|up to|at most|nur|"
    rf"hochstens)[ ]*(?P<n>{COUNT})"
)
_NUMBER_BEFORE = re.compile(rf"(?P<n>{COUNT})[ ]$")
_ALL_OF_THEM = re.compile(
    r"\b(?:last (?:day|chance) to (?:buy|book|register)|(?:ticket )?sales? (?:ends?|close[sd]?|stops?|until|till)|"
    r"(?:either|both|all)\b.{0,20}\b(?:until|till|by)|stop selling|registration (?:closes|ends)|"
    r"book(?:ing)?s? (?:close|end)s?|anmeldeschluss|vorverkauf (?:endet|bis))\b"
)


def read_ticket_edits(source: Source, brief: Brief, names: Sequence[str]) -> tuple[TicketBrief, ...]:
    """The tickets a follow-up is about, each under the name it already has where it has one."""
    told = [_resolved(source, item, names) for item in brief.tickets]
    beside = list(_beside_names(source, brief, names, told))
    if len(told) + len(beside) > 1:
        return tuple(_merged([*told, *beside]))
    if beside and not told:
        return tuple(beside)
    if (ends := _everything_ends(source.plain, brief)) and not told:
        return tuple(TicketBrief(name, None, None, None, ends, name) for name in names)
    single = read_ticket_edit(source, brief, names)
    return (single,) if single else ()


def _resolved(source: Source, told: TicketBrief, names: Sequence[str]) -> TicketBrief:
    """A priced ticket under its existing name: said with the price, or in the same clause."""
    if told.name:
        known = known_ticket(fold(told.name), names)
        return replace(told, name=known) if known else told
    at = source.shown.find(told.words)
    clause = re.split(r"[.;!?\n]", source.plain[: max(at, 0)])[-1]
    spoken = [name for _, name in mentions(clause, names)]
    return replace(told, name=spoken[-1]) if spoken and not cues.ADD.search(clause) else told


def _beside_names(
    source: Source, brief: Brief, names: Sequence[str], told: Sequence[TicketBrief]
) -> Iterator[TicketBrief]:
    """Prices without a currency, and numbers, right behind a name: "gallery is 22", "students max 300"."""
    plain, taken = source.plain, {item.name for item in told}
    for span, name in mentions(plain, names):
        price = (_BARE_BEHIND if len(names) > 1 else _BARE_TOLD).match(plain, span.end)
        limit = _NUMBER_OF.match(plain, span.end)
        before = _NUMBER_BEFORE.search(plain, max(0, span.start - 12), span.start)
        if name in taken or not (price or limit or before):
            continue
        taken.add(name)
        number = limit["n"] if limit else before["n"] if before and not price else None
        amount = read_amount(price["n"]) if price and not limit else None
        if price and re.search(
            r"\b(?:limit|cap|only|max\.?|restrict|begrenze)[ ](?:the |die |to )?$", plain[: span.start]
        ):
            number, amount = price["n"], None
        ends = _sale_end(plain, brief) if amount is not None else None
        yield TicketBrief(name, amount, None, whole_number(number) if number else None, ends, source.words(span))


def _merged(tickets: Sequence[TicketBrief]) -> Iterator[TicketBrief]:
    seen: set[str] = set()
    for ticket in tickets:
        key = (ticket.name or "").casefold()
        if not key or key not in seen:
            yield ticket
        seen.add(key)


def _everything_ends(plain: str, brief: Brief) -> date | None:
    return brief.start.value.day if brief.start and _ALL_OF_THEM.search(plain) else None


def read_ticket_edit(source: Source, brief: Brief, names: Sequence[str]) -> TicketBrief | None:
    """The one ticket a follow-up is about; None when it is about none."""
    plain = source.plain
    told = next((item for item in brief.tickets if item.name), brief.tickets[0] if brief.tickets else None)
    known = known_ticket(fold(told.name) if told and told.name else plain, names) or (
        known_ticket(plain, names) if told is None or told.name is None else None
    )
    name, words = known or (told.name if told else None), told.words if told else ""
    if name is None and (tier := tier_in(plain, Span(0, len(plain)))) and _is_about_tickets(plain, brief, told):
        name, words = written_name(source, tier), source.words(tier)
    if name is None and told is None and not _TICKET_TALK.search(plain):
        return None
    if name is None and len(names) == 1 and not cues.ADD.search(plain):
        name = names[0]
    price, quantity = told.price if told else None, told.quantity if told else None
    if price is None and (name or names) and not re.search(r"\b(?:limit|cap)\b", plain):
        bare = _PRICE_TO.search(plain)
        price = read_amount(bare["n"] or bare["c"]) if bare else None
    if quantity is None and (limit := _LIMIT_TO.search(plain)):
        quantity = whole_number(limit["a"] or limit["b"] or limit["c"])
    sale_ends = told.sale_ends if told else None
    if sale_ends is None and (known or not told):
        sale_ends = _sale_end(plain, brief)
    if name is None and price is None and quantity is None and sale_ends is None:
        return None
    return TicketBrief(name, price, told.currency if told else None, quantity, sale_ends, words or name or "")


_TICKET_TALK = re.compile(
    r"\b(?:price|prices|tickets?|entry|admission|preis|eintritt|prix|entree|precio|entrada|preco|ingresso|prezzo|prijs|"
    r"toegang|pris|intrade)\b"
)


def _is_about_tickets(plain: str, brief: Brief, told: TicketBrief | None) -> bool:
    return bool(
        told or re.search(r"\b(?:tickets?|pass(?:es)?|price|karten?|billets?)\b", plain) or _sale_end(plain, brief)
    )


def _sale_end(plain: str, brief: Brief) -> date | None:
    """ "Close presale on 3 March": the day is the end of a sale, not the event's."""
    closing = re.search(
        r"\b(?:closes?|stops?|ends?|until|till|thru|runs?|run to|sales?|bis|jusqu|hasta|ate|fino|tot|t/m|last day|extend\w*|deadline|available|verlanger\w*|prolong\w*)\b",
        plain,
    )
    return brief.start.value.day if closing and brief.start else None
