"""What is said of tickets beside their prices: until when they are sold, and how many there are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from conversations.understanding.dates import DateSpan
from conversations.understanding.numbers import COUNT, whole_number
from conversations.understanding.spans import Span, fold
from conversations.understanding.ticket_spans import TicketReading, TicketSpan

_UNTIL = re.compile(
    r"(?:\b(?:until|till?|'til|before|by|through|thru|up to(?: and incl(?:uding|\.)?)?|ends?|ending|"
    r"expires?(?: on)?|closes?(?: on)?|valid (?:until|to)|if (?:you book|booked|paid|bought|ordered) (?:by|"
    r"before|until)|deadline:?(?: is)?|last day(?: is)?|(?<=\d )to|runs? (?:until|to|till)|bis(?: zum| einschliesslich)?|jusqu'(?:au|a)|avant le|"
    r"hasta(?: el)?|antes del?|ate(?: o dia)?|fino al?|entro il|tot(?: en met)?|t/m|til og med|till(?: och "
    r"med)?|t\.?o\.?m\.?|do|sales? (?:ends?|until|closes?)|on sale until|available until|book(?:ing|ed)? "
    r"by)[ ]*(?:on |the |le |el |il |den |dem |am )?|(?:^|[ (])-[ ]?)$"
)
_FROM_ON = re.compile(
    r"\b(?:from|after|starting|ab|from the|a partir d[eu]|desde(?: el)?|dal?|vanaf|fran|since|as of|opens?(?: on)?|"
    r"on sale(?: from| on)?)[ ]*$"
)


_MOST_DATES = 40
_MOST_TICKETS = 40


def attach_remarks(rest: str, dates: Sequence[DateSpan], reading: TicketReading) -> None:
    """Give the tickets the ends of sale and the numbers that are told of them elsewhere in the text."""
    _attach_ends(rest, dates, reading)
    _attach_later_remarks(rest, reading)
    _close_all_sales(rest, dates, reading)
    _tell_early_from_late(rest, reading)


def _attach_ends(rest: str, dates: Sequence[DateSpan], reading: TicketReading) -> None:
    """A date behind "until", near a price or behind a ticket's name, ends a sale and is not the event's."""
    for item in dates[:_MOST_DATES]:
        before = rest[max(0, item.span.start - 40) : item.span.start]
        last = item.last or item.first
        if last is None or not reading.tickets or (not _UNTIL.search(before) and not _FROM_ON.search(before)):
            continue
        owner = _owner(rest, item.span, reading.tickets)
        if owner is None:
            owner = _named_in_sentence(rest, item.span, reading.tickets)
        if owner is None:
            continue
        reading.dates.append(item)
        if _UNTIL.search(before) and reading.tickets[owner].sale_ends is None:
            reading.tickets[owner] = replace(reading.tickets[owner], sale_ends=last)


_ALL_SALES = re.compile(
    r"\b(?:(?:entries|entry|bookings?|registrations?|sign-?ups?|ticket sales?) (?:will )?(?:closes?|ends?|are open until|until|by)|"
    r"anmeldeschluss:?|inschrijven kan (?:tot|t/m)|anmalan senast|inscriptions? (?:jusqu'au|avant le)|inscripcion(?:es)? hasta(?: el)?|"
    r"iscrizioni entro(?: il)?|inscricoes ate|last day to (?:buy|book|register)(?: \w+)?(?: is)?|"
    r"anmeldung bis(?: zum)?|stop selling|sales? (?:will )?(?:ends?|closes?|stops?|until|till)|on sale (?:until|"
    r"till)|tickets? (?:are )?(?:available|on sale|sold) (?:until|till)|verkauf (?:endet|bis)|vorverkauf bis|vente "
    r"jusqu'au|venta hasta(?: el)?|vendas? ate)[ ]*(?:on |at |am |the |midnight on )*$"
)


def _number_of_them(head: str, rest: str, reading: TicketReading) -> int | None:
    """ "A table of 8 is $160 ... 18 tables", "600 week passes": how many there are of what the ticket is called."""
    noun = re.sub(r"[ ](?:of|de|von|for|fur)[ ].*", "", head)
    if len(noun) < 4:
        return None
    plural = rf"{re.escape(noun)}(?:s|es)?" if not noun.endswith("s") else re.escape(noun)
    said = re.search(
        rf"(?<![\w.,:/$€£#-])(?P<n>\d[\d,.']*)[ ]{plural}(?:[ ](?:tickets?|passe?s?|places|seats))?(?![\w]|[ ](?:of|a|at)\b)",
        rest,
    )
    if not said or any(Span(*said.span("n")).overlaps(item.span) for item in reading.tickets):
        return None
    reading.used.append(Span(*said.span()))
    return whole_number(said["n"].rstrip(".,"))


def _close_all_sales(rest: str, dates: Sequence[DateSpan], reading: TicketReading) -> None:
    """ "We stop selling on 10 June": said of all tickets that have no date of their own."""
    for item in dates:
        if (
            item.first
            and item not in reading.dates
            and _ALL_SALES.search(rest, max(0, item.span.start - 50), item.span.start)
        ):
            reading.dates.append(item)
            reading.tickets = [
                ticket if ticket.sale_ends else replace(ticket, sale_ends=item.last or item.first)
                for ticket in reading.tickets
            ]


def _named_in_sentence(rest: str, span: Span, tickets: list[TicketSpan]) -> int | None:
    """The ticket that the sentence of a deadline names: "Early bird ends 31 January", "the early price runs until"."""
    sentence = re.split(r"[!?\n]|[.](?=\s)", rest[max(0, span.start - 90) : span.start])[-1]
    for index, ticket in enumerate(tickets):
        head = fold(ticket.name or "").split(" (")[0]
        early = re.match(r"(?:super[- ])?early|fruh|pre|advance|vvk|vorverkauf", head)
        if head and (re.search(rf"(?<![\w-]){re.escape(head)}", sentence) or (early and early[0] in sentence)):
            return index
    return None


def _owner(rest: str, span: Span, tickets: list[TicketSpan]) -> int | None:
    """The ticket a deadline belongs to: the one before it in its sentence, or the one whose name precedes it."""
    for index, ticket in enumerate(tickets):
        if ticket.span.start < span.start < ticket.span.end:
            return index
    ahead = next((index for index, ticket in enumerate(tickets) if 0 <= ticket.span.start - span.end < 14), None)
    if ahead is not None and re.fullmatch(
        r"[ ]?[:)]?[ ]*(?:for |nur |only )?", rest[span.end : tickets[ahead].span.start]
    ):
        return ahead
    best: int | None = None
    for index, ticket in enumerate(tickets):
        gap = rest[ticket.span.end : span.start]
        if 0 <= span.start - ticket.span.end < 60 and not re.search(
            r"[!?;]|\n(?![ ]*\()|[.](?=\s)(?<!incl\.)(?<!o\.m\.)(?<!approx\.)", gap
        ):
            best = index
    return best


_LIMIT_BEHIND = re.compile(
    rf"s?(?:[ ](?:tickets?|passes|entry|places))?(?:[ ](?:is|are))?[ ]*(?:capped at|limited to|max\.?|maximum(?: of)?|"
    rf"only|limit|:|begrenzt auf|\()[ ]*(?P<n>{COUNT})(?![.,]\d|[ ]?[€$£%])"
)
_LIMIT_BEFORE = re.compile(rf"(?P<n>{COUNT})[ ]$")


def _attach_later_remarks(rest: str, reading: TicketReading) -> None:
    """ "Start-up tickets capped at 120.", "only 300 student tickets": a number said of a ticket named before."""
    for index, ticket in enumerate(reading.tickets[:_MOST_TICKETS]):
        if not ticket.name or ticket.quantity is not None:
            continue
        head = fold(ticket.name).split(" (")[0]
        if number := _number_of_them(head, rest, reading):
            reading.tickets[index] = replace(ticket, quantity=number)
            continue
        for mention in re.finditer(rf"(?<![\w-]){re.escape(head)}", rest):
            match = _LIMIT_BEHIND.match(rest, mention.end())
            said = re.match(r"s?[ ](?:tickets|passes|places|seats)\b", rest[mention.end() : mention.end() + 12])
            only = re.search(
                r"\b(?:only|just|nur|max\.?|seulement|solo|slechts|bara)[ ]\S+[ ]$",
                rest[max(0, mention.start() - 60) : mention.start()],
            )
            if not match and (said or only):
                match = _LIMIT_BEFORE.search(rest, max(0, mention.start() - 24), mention.start())
            if match and not any(Span(*match.span("n")).overlaps(item.span) for item in reading.tickets):
                reading.tickets[index] = replace(ticket, quantity=whole_number(match["n"]))
                reading.used.append(Span(*match.span("n")))
                break


_LATER = re.compile(
    r"[^.\n]{0,12}\b(?:then|after(?:wards?|\b)|later|from then|danach|dann|spater|ensuite|apres|puis|luego|despues|depois|"
    r"apos|poi|dopo|daarna|darefter|sedan|thereafter|sonst|otherwise|normally|full price)\b"
)


def _tell_early_from_late(rest: str, reading: TicketReading) -> None:
    """ "$38 till 14 February, $48 after": two prices of one ticket, of which the first is the early one."""
    for index, ticket in enumerate(reading.tickets):
        others = [other for other in reading.tickets if other is not ticket and other.name is None and other.price]
        if ticket.name is None and ticket.sale_ends and ticket.price and others:
            reading.tickets[index] = replace(ticket, name="Early bird")
