"""Words that name a sort of ticket, and phrases beside a price that may."""

from __future__ import annotations

import re

from conversations.understanding.attendance import PEOPLE, PLACES
from conversations.understanding.spans import Source, Span

TIER = (
    r"super[- ]early(?:[- ]bird)?|early[- ]?bird|earlybird|early entry|blind bird|late[- ]?bird|early|late|"
    r"last[- ]minute|fruhbucher\w*|spatbucher|fruhkauf|regular|standard|normal\w*|basic|general(?: admission)?|"
    r"ga|full[- ]price|"
    r"vip|premium|deluxe|gold|silver|bronze|platinum|first class|front row|students?|studenten|studierende|"
    r"etudiants?|estudiantes?|estudantes?|studenti|pupils?|schuler|academics?|phd students?|concessions?|"
    r"concs?|reduced|ermassigt|"
    r"(?:tarif )?reduit|(?:plein tarif|tarif plein)|reducid[oa]|meia(?:[- ]entrada)?|inteira|ridotto|intero|"
    r"adults?|erwachsene\w*|adultes?|adultos?|adulti|volwassenen|vuxna?|kids?|child(?:ren)?|kind(?:er)?|"
    r"enfants?|ninos?|criancas?|bambini|"
    r"barn|youths?|teens?|seniors?|oaps?|pensioners?|rentner|senioren|jubilados|non-?members?|members?|"
    r"mitglieder|membres|socios?|soci|leden|medlem(?:mar)?|pre-?sale|pre-?reg(?:istration)?|advance|vorverkauf|"
    r"vvk|vorverkauf|prevente|anticipad[oa]|"
    r"abendkasse|ak|at the door|on the door|door|sur place|taquilla|on the day|walk-?ins?|at con|at the gate|"
    r"on the gate|"
    r"前売|当日|online|virtual|remote|live-?stream|stream(?:ing)?|in[- ]person|on[- ]?site|vor ort|en presentiel|"
    r"presencial|digital|"
    r"(?:relay )?(?:groups?|teams?|tables?|families|family|famil(?:le|ie|ia)|couples?|crews?) (?:of|de|von|van|di) \w+\b|"
    r"groups?|gruppen?\w*|teams?|couples?|paar(?:e|ticket)?|pairs?|duo|famil(?:y|ies|ie|ien|ia|le|lle)|"
    r"[a-z]{4,}(?:tickets?|karten?|kaart(?:en|je|jes)?|biljett(?:er)?|billett(?:er)?)|"
    r"familienkarte|supporters?|patrons?|sponsors?|super-?sponsors?|donors?|friends?|delegates?|exhibitors?|"
    r"visitors?|besucher\w*|attendees?|teilnehmer\w*|uczestnik|"
    r"participants?|spectators?|zuschauer|runners?|walkers?|half(?: marathon)?|marathon|half[- ]day|"
    r"full[- ]day|one day|two days|day|weekend|wochenende|week|full|expo|conference|workshops?|festival|dinner|"
    r"gala|table(?: of \w+\b)?|box|balcony|stalls|circle|standing|seated|"
    r"in the room|im (?:raum|saal)|dans la salle|en (?:la )?sala|na sala|in sala|in de zaal|i (?:salen|rummet)|"
    r"stehplatz|sitzplatz|floor|camping|glamping|locals?|residents?|international|national|minors?|"
    r"(?:(?:kids?|child(?:ren)?|juniors?|barn|kinder|enfants|bambini|ninos|criancas|kinderen)[ ])?(?:under|over|unter|"
    r"bis|moins de|menores de|onder|tot|upp till)[- ]?(?:the age of )?\d+(?!\d)(?:'?s|[ ](?:years?|jahre[n]?|ans|anos|"
    r"anni|jaar|ar))?|under[- ](?:fives?|sixes|sevens|tens?|twelves?)|juniors?|grown[- ]?ups?|overseas|u\d\d|couples?'?|singles?|doubles?|seats?(?=[ ]?[:=])|stalls?|gallery|gallerie|pit|"
    r"corporate|business|industry|startups?|start-ups?|non-?profits?|"
    r"ngos?|freelancers?|individuals?|companies|firms?|speakers?|press|"
    r"lote \w+\b|tier \w+\b|phase \w+\b|wave \w+\b|release \w+\b|cat(?:egory)?\.? \w+\b|kategorie \w+\b|\d[- ]?day|"
    r"tageskarte|tagesticket|wochenendticket|flanierkarte|beginners?|crew|volunteers?|teachers?|nurses|"
    r"veterans?|unemployed|low income|solidarity|soli\w*|donation"
)
_TIER = re.compile(rf"(?<![\w-])(?:{TIER})(?![\w])")
_EVENT_TOO = re.compile(r"workshops?|festival|dinner|gala|conference|(?:half )?marathon|expo")
_ASIDE = (
    r"actually|sorry|well|ok(?:ay)?|so|hm+|um|er|instead|rather|maybe|perhaps|no|yes|wait|correction|eigentlich|doch|"
    r"lieber|stattdessen|en fait|plutot|en realidad|mejor|na verdade|melhor|anzi|in realta|piuttosto|eigenlijk|liever|"
    r"but|otherwise|normally|afterwards?|sonst|danach|aber|mais|sinon|ensuite|pero|mas|senao|ma|maar|daarna|men|"
    r"darefter|sedan|egentligen|hellre|istallet|everybody|anybody|people|folks|those"
)
"""Words of talk around a price, which name nothing that is sold."""
_TICKET_WORD = (
    r"(?:e-?)?(?:tickets?|pass(?:es)?|billets?|entradas?|ingressos?|biglietti?|biglietto|bilhetes?|kaarten|"
    r"kaartjes|biljetter|karten?|badge|admission|entry|places?|seats?)"
)
_GENERIC = re.compile(
    rf"(?:(?:{_TICKET_WORD}|the|a|an|and|or|und|oder|ou|all|per|each|every|head|person|pers\.?|pp|p\.p\.?|p/p|"
    rf"everyone|entrance|"
    rf"fees?|price[sd]?|cost|costs?|charge|only|just|is|are|at|for|eintritt\w*|prei[sx]e?|tarifs?|preco|precio|"
    rf"prezzo|prijs|toegang|entree|entrada|ingresso|intrade|inscription|inscricao|inscripcion|iscrizione|"
    rf"depois|danach|dann|apres|puis|despues|dopo|afterwards|then|after|later|"
    rf"registration|included|inclusive|incl|inkl|plus|vat|ttc|ht|mwst|fee|booking|pro|par|por|a|persona?|"
    rf"personne|pessoa|kopf|nase|tete|teilnehmer|to|get|in|join|attend|enter|with|of|lunch|and|usd|eur|gbp|chf|"
    rf"ticket prices?|from|ab|des|around|about|approx|obviously|please|now|total|"
    rf"unit|apiece|flat|o|pacote|materials|sek|nok|we|suggest|suggested|kostet|kosten|coute|cuesta|custa|costa|"
    rf"kost|kostar|il|le|la|el|der|die|das|den|og|och|und|et|y|e|en|it's|it|will|be|sold|sell|selling|go|"
    rf"ones?|{_ASIDE})(?![^\W_])[ ,.]*)+"
)
_LEAD = re.compile(
    r"^(?:[ ,:;.&*·•)\"'=-]|(?:up to|max(?:imum)?|about|around|ca|and|und|et|y|e|och|or|oder|ou|for|fur|pour|"
    r"para|per|voor|the|a|an|our|plus|also|with|"
    r"then|i|we|let's|please|can you|want|need|add|sell|create|make|set|change|charge|new|offer|introduce|include|"
    r"ajoute[rz]?|rajoute[rz]?|cree[rz]?|fuge?|agrega[r]?|anade|anadir|pon|poner|adiciona[r]?|inclui[r]?|aggiungi|"
    r"metti|voeg|zet|lagg till|satt|mach|neu:?|noch|"
    r"put|raise|lower|increase|reduce|(?:the )?price (?:of|for)|have|there(?:'s| is| are)|we(?:'ll)? (?:have|offer|"
    r"sell)|is|are|only|just|tickets? for|all|if|each|some|price for|tickets?:?|prices?:?|fees?:?|cost:?|as|pro|"
    rf"par|des?|{_ASIDE})(?=[ :,])|"
    rf"\d[\d,.]*[ ](?:(?:{PEOPLE}|{PLACES})(?![a-z])|(?!(?:km|k|miles?|mi|days?|h|hours?|tage|jours)\b)(?=\w)))+"
)
_TAIL = re.compile(
    r"(?:[ ,:;.*·•(\"'=/@+-]|\b(?:is|are|was|costs?|cost|pay|pays|paying|at|for|goes?|go|will be|be|tickets?|"
    r"ticket price|price[sd]?|from|ist|sind|kostet|kosten|zahlen|zahlt|coute|cuesta|cuestan|custa|costa|kost|"
    r"kostar|a|of|@|fur|pour|por|zu|je|each|only|just|instead|rather|then|please|too|as well|also|get in|go|eat|"
    r"gets in|enter|stays?|remains?|come|in))$"
)

_LONGEST_TAIL = 40  # characters, more than any of these words


def is_tier(folded: str) -> bool:
    return bool(_TIER.fullmatch(folded))


def tier_in(plain: str, span: Span) -> Span | None:
    """The words for a sort of ticket in a span, neighbours joined: "early bird student"."""
    found: Span | None = None
    for match in _TIER.finditer(plain, span.start, span.end):
        if found is None:
            found = Span(*match.span())
        elif re.fullmatch(r"[ ]*(?:in )?[ ]*|[ ]?\(", plain[found.end : match.start()]):
            found = Span(found.start, match.end())
        else:
            found = Span(*match.span())
    return found


def sort_in(plain: str, span: Span) -> Span | None:
    """As `tier_in`, but "workshop" or "gala" counts only where a ticket is spoken of: else it is the event."""
    tier = tier_in(plain, span)
    if tier is None or not _EVENT_TOO.fullmatch(plain, tier.start, tier.end):
        return tier
    return tier if re.match(rf"[ ](?:{_TICKET_WORD})\b", plain[tier.end :]) else None


def trimmed_name(plain: str, span: Span) -> Span | None:
    """The phrase without connecting words at its ends; None when nothing of substance is left."""
    start, end = span.start, span.end
    lead = _LEAD.match(plain[start:end])
    if lead:
        start += lead.end()
    while end > start and (tail := _TAIL.search(plain[max(start, end - _LONGEST_TAIL) : end])):
        end = max(start, end - _LONGEST_TAIL) + tail.start()
    phrase = plain[start:end]
    if len(phrase) < 2:
        return None
    if re.fullmatch(r"seats?", phrase) and re.match(r"[ ]?[:=]", plain[end:]):
        return Span(start, end)
    if (
        not phrase.strip()
        or (_GENERIC.fullmatch(phrase) and not is_tier(phrase))
        or not re.search(r"[^\W\d_]|\d", phrase)
    ):
        return None
    return Span(start, end)


_SENTENCE_LIKE = re.compile(
    r"\b(?:we|i|you|they|it|is|are|will|have|has|people|please|need|want|at the|on the|sessions?|held|from|in the|"
    r"starts?|bring|call|venue|max|capacity|seats|places)\b"
)


def is_sentence(plain: str, span: Span) -> bool:
    return bool(_SENTENCE_LIKE.search(plain, span.start, span.end))


def rate_name(plain: str, span: Span | None) -> int:
    """3 for a known sort of ticket, 1 for a short phrase that may be one, 0 for anything else."""
    if span is None:
        return 0
    if sort_in(plain, span) or is_tier(plain[span.start : span.end]):
        return 3
    words = plain[span.start : span.end].split()
    return (
        1
        if len(words) <= 4
        and not _SENTENCE_LIKE.search(plain[span.start : span.end])
        and "\x00" not in plain[span.start : span.end]
        else 0
    )


def written_name(source: Source, span: Span) -> str:
    """As written, with a capital at the start and without "tickets" at the end."""
    words = (
        re.sub(r"(?i)[ ]+(?:tickets?|admissions?)$", "", source.words(span))
        if not re.fullmatch(r"(?i)general admission", source.words(span))
        else source.words(span)
    )
    words = re.sub(r"\s+", " ", words).strip(" .,:;-/(|")
    words = (
        re.sub(
            r"(?i)^(?:of which |davon |dont |\d+ ?x |entradas? |billets? |biglietti? |karten |ingressos? |bilhetes? )+(?:\d+ )?",
            "",
            words,
        )
        or words
    )
    if "(" not in words:
        words = words.rstrip(") ")
    if source.shown.isupper() and len(words) > 3:
        words = words.capitalize()
    return words[:1].upper() + words[1:]
