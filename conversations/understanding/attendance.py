"""How many people fit, and whether they may come over the net."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from conversations.understanding.numbers import COUNT, whole_number
from conversations.understanding.spans import Span

PEOPLE = (
    r"people|ppl|persons?|peeps|folks|attendees?|guests?|participants?|visitors?|pax|delegates?|runners?|players?|"
    r"developers?|devs|engineers?|students|employees|kids|children|women|men|founders|"
    r"executives|members|professionals|fans|riders|dancers|walkers|swimmers|cyclists|teams? members|heads|"
    r"leute|personen|pers\.?|gaste|teilnehmer\w*|besucher\w*|zuschauer|personnes|invites|"
    r"participants|convives|personas|asistentes|invitados|participantes|pessoas|convidados|persone|ospiti|"
    r"partecipanti|invitati|personen|deelnemers|gasten|mensen|personer|deltagare|gaster|nos|deltagere|deltakere|gjester|"
    r"gaester|osob\w*|uczestnikow|gosci|laufer\w*|lopare|lopers|coureurs|corredor(?:es|i)|spieler\w*|spelers|spelare|"
    r"joueurs|jugador(?:es|as)|giocatori|alumn[oa]s|assistants|publikum|tn\b|zuhorer\w*|名様?|人"
)
PLACES = (
    r"seats?|spots?|places?|spaces|covers|slots|plazas|lugares|vagas|places|platze|sitzplatze|stehplatze|posti|"
    r"plaatsen|plekken|platser|cupos|miejsc|hands|chairs|stools|cushions|mats|yoga mats|beds|desks|kayaks|canoes|bikes|"
    r"stuhle|chaises|sillas|cadeiras|sedie|stoelen|stolar|pladser|plasser|startplatze|startplatser|dossards|dorsales|"
    r"bibs|席"
)
_LIMIT = (
    r"capacity|cap|max(?:imum|imal|imo|imum of|\.)?|limit(?:ed)?|capped|up to|at most|no more than|hochstens|bis "
    r"zu|begrenzt auf|jusqu'a|hasta|ate|fino a|massimo|aforo|capienza|capacite|capacidad|capacidade|kapazitat|"
    r"lotacao|jauge|cupo|maxi|maks\.?|hogst|hojst|not more than|nicht mehr als|pas plus de|no mas de|nao mais (?:que|de)|"
    r"non piu di|niet meer dan|inte fler an|(?:we(?:'ll| will)? )?stop at|numero chiuso|plats for|plads til|plek voor|"
    r"plaats voor|platz fur|plass til|es passen|passen|cabemos|cabem|caben|(?:max(?:imum)? )?group size|groups? of max(?:imum)?|"
    r"places limitees a|posti|teilnehmerzahl|licensed for|vagas limitadas?|plazas limitadas?|lugares limitados|places limitees|posti limitati|先着|"
    r"room for|fits?|holds?|takes?(?: only)?|space for|seats|limitado a|limite|定員|kapacitet"
)
_N = rf"(?P<n>{COUNT})"
_PATTERNS: tuple[tuple[int, re.Pattern[str]], ...] = tuple(
    (weight, re.compile(pattern))
    for weight, pattern in (
        (
            10,
            (
                rf"\b(?:actually|correction|no wait|sorry)[ ,:]+(?:make (?:it|that) |it's |it is |only "
                rf")?{_N}(?![ ]*(?:%|euros?|€|am|pm|h\b|uhr|[:.]\d))"
            ),
        ),
        (
            9,
            (
                rf"\b(?:capacity|cap|aforo|capienza|capacite|capacidad|capacidade|kapazitat|lotacao|attendees|定員)(?: "
                rf"(?:is|of|at|for|to|limited to|de|von|di|now))*[ ]?[:=]?[ ]*(?:about |around |ca\.? |max\.? )?{_N}"
            ),
        ),
        (
            9,
            (
                rf"(?:^|[\n,.;(•*|-])[ ]*(?:(?:max(?:imum)?\.? |number of |no\.? of |total |available |nombre de |numero de |"
                rf"anzahl |antal |aantal )?(?:{PEOPLE}|{PLACES}|audience|headcount|group size|tickets|sitze|lugares|"
                rf"participation|attendance|size))[ ]?[:=][ ]*(?:max\.? |ca\.? |about |up to )?{_N}(?![ ]?[€$£%]|[.,:]\d)"
            ),
        ),
        (
            9,
            (
                rf"{_N}[ ](?:is (?:the |our )?(?:limit|max(?:imum)?|cap(?:acity)?|most)|and not (?:one|a single) more|"
                rf"and no more|not one more|or we burst)\b|\btotal(?: of)?[ :]+(?P<n2>{COUNT})(?![ ]?[€$£])"
            ),
        ),
        (
            9,
            (
                rf"{_N}[ ](?:(?:{PEOPLE}|{PLACES}|tickets?|passes)[ ])?(?:in total|total|overall|insgesamt|au total|en total|no total|"
                rf"in totale|totaal|totalt|capacity|altogether|all told)\b"
            ),
        ),
        (
            8,
            (
                rf"\b(?:{_LIMIT})(?: (?:it|this|that|us|of|is|at|to|von|de|di|auf|only))*[ ]?[:=]?[ ]*{_N}(?:[ ](?:{PEOPLE}|"
                rf"{PLACES})\b)?(?![ ]*(?:%|euros?|€|km|min|hours|per\b|each\b|speakers|talks|vip|early))"
            ),
        ),
        (
            8,
            (
                rf"{_N}[ ](?:{PEOPLE}|{PLACES}|[a-z]+ers)?[ ]?(?:max(?:imum|i|imal|imo)?\b|tops\b|limit\b|hochstens|"
                rf"maximum)"
            ),
        ),
        (9, r"(?:定員|先着|限定|名额|容纳|限)[ :]?(?P<n>\d[\d,]*)[ ]?(?:名|人|席)?"),
        (7, r"(?P<n>\d[\d,]*)[ ]?(?:名|人|席)(?!以)"),
        (
            4,
            rf"(?:^|[,.;\n(]|\bwe (?:only )?(?:sell|have)|there are(?: only)?)[ ]*{_N}[ ](?:tickets?|passes)(?=[ ]*(?:$|[.,;!)\n]|available|for sale|on sale))",
        ),
        (6, rf"{_N}[ -](?:(?!of\b|and\b|per\b|to\b|for\b|x\b)[a-z'-]+[ ]){{0,2}}?(?:{PLACES})(?![a-z])"),
        (5, rf"{_N}[ -]?(?:(?!of\b|and\b|per\b|to\b|for\b|or\b|years?\b)[a-z'-]+[ ]){{0,2}}?(?:{PEOPLE})(?![a-z])"),
        (
            3,
            (
                rf"\b(?:for|expect(?:ing)?|around|about|approx\.?|roughly|fur|pour|para|per|voor)[ ](?:about |around |"
                rf"ca\.? )?{_N}(?=[ ]*(?:$|[.,;\n\x00]|(?:in|at|im|on)[ ]))"
            ),
        ),
    )
)
_PART_OF_IT = re.compile(
    r"(?<![a-z])(?:groups?|teams?|tables?|parties|pairs|rows|packs?|first|next|between|under|over|aged?|ages|age|davon|"
    r"of which|including|incl\.?|vip|table (?:of|for)|(?:for|of) a|per|#|no\.?|room|nr\.?|from|gruppe|"
    r"gruppenpauschale|tisch|"
    r"last year|another|extra|additional|after|erste[nr]?|les|premiers|primeros|over)(?: of| for| the)?[ ]+$"
)


def read_capacity(rest: str) -> tuple[int, Span] | None:
    """How many people fit altogether; never a year, a prize, or the size of a part."""
    best: tuple[int, int, Span] | None = None
    for weight, number, span in _counts(rest):
        if best is None or weight > best[0]:
            best = (weight, number, span)
    return (best[1], best[2]) if best else None


_FOR_A_GROUP = rf"(?:for|fur|pour|para|per|voor|for a (?:group|table) of)[ ]{COUNT}(?:[ ](?:{PEOPLE}))?"
_GROUP_BEFORE = re.compile(rf"{_FOR_A_GROUP}[ :=,]*$")
_GROUP_BEHIND = re.compile(rf"[ ]?{_FOR_A_GROUP}")


def group_sizes(plain: str, prices: Iterable[Span]) -> Iterator[Span]:
    """For how many one price is: "R250 for two", "camarote for 10 people R$ 1.250"."""
    for price in prices:
        if before := _GROUP_BEFORE.search(plain, max(0, price.start - 40), price.start):
            yield Span(*before.span())
        if behind := _GROUP_BEHIND.match(plain, price.end):
            yield Span(*behind.span())


def _counts(rest: str) -> Iterator[tuple[int, int, Span]]:
    for weight, pattern in _PATTERNS:
        for match in pattern.finditer(rest):
            group = "n" if match["n"] else "n2"
            number = whole_number(match[group])
            if not number or number < 2 or number > 2_000_000 or (weight == 3 and 2000 <= number < 2100):
                continue
            if re.match(r"[ ]*(?:of them\b|of those\b|a (?:table|team)\b)", rest[match.end() :]) and weight < 9:
                continue
            before = rest[max(0, match.start(group) - 26) : match.start(group)]
            if re.search(
                r"\b(?:teams?|groups?|tables?|crews?|squads) (?:of )?(?:up to|max\.?|at most)?[ ]*$", before
            ) and ("group size" not in match[0] and "group of max" not in match[0]):
                continue
            if weight < 8 and (_PART_OF_IT.search(before) or rest[match.end() : match.end() + 2].startswith("+")):
                continue
            if re.match(
                r"[ ]*(?:tickets? |passes |places |seats )?(?:(?:per|each|a|pro|par|por) (?:table|team|tisch|group|session|day|room|"
                r"order|person|customer|buyer|booking|family|crew|lane)|last (?:time|year))\b",
                rest[match.end() : match.end() + 32],
            ):
                continue
            yield weight, number, Span(*match.span())


_REMOTE = re.compile(
    r"\b(?:hybrid\w*|online|on-?line|virtual(?:ly)?|remote(?:ly)?|livestream\w*|live[ -]stream\w*|stream(?:ed|"
    r"ing)?|webinars?|webinaire|zoom|(?:google )?meet(?= (?:bridge|link|call))|google meet|"
    r"(?:ms |microsoft )teams|(?:on|via|over) teams|discord|twitch|youtube live|on youtube|webex|en ligne|en "
    r"linea|distanciel|a distance|a distancia|da remoto|digital|im netz|via internet|in streaming|pa natet)\b"
)
_NOT_REMOTE = re.compile(
    r"\b(?:no|not|without|kein\w*|pas de|sans|sin|sem|senza|nothing|geen|never|isn't|nicht|not "
    r"an)[ ]+(?:\w+[ ]+)?$|(?:buy|book|register|registration|sign up|tickets?|payment|pay|sale|sold|sales|rsvp|"
    r"order|booking|shop|karten|billets?)(?: \w+)?[ ]$"
)
_NOT_REMOTE_BEHIND = re.compile(
    r"[ ](?:shop|sales?|registration|tickets? (?:sales?|shop)|booking|form|marketing|safety|security|dating|"
    r"business|banking|agency|printing|photography|only for|assistants?|work(?:ing)?|jobs?|teams?\b)"
)
_IN_PERSON = re.compile(
    r"\b(?:in[- ]person(?: only)?|on[- ]?site only|no (?:remote|online|stream\w*|zoom)|not online|vor ort|en "
    r"presentiel|presencial|not hybrid)\b"
)


def read_online(plain: str) -> tuple[bool, Span] | None:
    """True when people can take part remotely, hybrid events included; False when the text rules it out."""
    for match in _REMOTE.finditer(plain):
        if _NOT_REMOTE.search(plain, max(0, match.start() - 28), match.start()) or _NOT_REMOTE_BEHIND.match(
            plain, match.end()
        ):
            continue
        return True, Span(*match.span())
    ruled_out = _IN_PERSON.search(plain)
    return (False, Span(*ruled_out.span())) if ruled_out else None


def is_only_online(plain: str) -> bool:
    """Whether nobody is expected in a room: online, and neither hybrid nor a place beside it."""
    return bool(_REMOTE.search(plain)) and not re.search(
        r"\bhybrid|\bin[- ]person|\bon-?site|\+|\bplus\b|\bas well\b|\balso\b", plain
    )
