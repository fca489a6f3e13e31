"""Text that came along with a message and speaks to the machine instead of about the event. It is never read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

FOREIGN_BLOCKS = re.compile(
    r"<(?P<tag>span|div|p|font|script|style|template|system|section|td|li|a|b|i|small)\b[^<>]{0,200}"
    r"(?:display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0|opacity\s*:\s*0|hidden|color\s*:\s*(?:#fff|white))"
    r"[^<>]{0,200}>.{0,2000}?(?:</(?P=tag)>|\Z)"
    r"|<(?P<act>script|style|system|assistant|instructions?|prompt|admin|tool_\w+|function_\w+|ai|user|important)\b[^<>]{0,200}>"
    r".{0,2000}?(?:</(?P=act)>|\Z)"
    r"|<!--.{0,2000}?(?:-->|\Z)"
    r"|\[(?P<tool>tool_\w+|tool|system|inst|assistant|admin|function_\w+|ai|instructions?|override)\b[^\[\]\n]{0,60}\]"
    r".{0,2000}?(?:\[/(?P=tool)[^\[\]]{0,20}\]|\Z)"
    r"|<\|.{0,200}?\|>"
    r"|\{\{.{0,500}?\}\}|/{3,}.{0,500}?/{3,}|<{3,}.{0,500}?>{3,}|>{3,}.{0,800}?<{3,}"
    r"|```[^`]{0,1500}\"(?:tool|function|action|name|role|method)\"[^`]{0,1500}```"
    r"|\{[^{}]{0,600}\"(?:tool|function|action|role|method|call|command)\"[^{}]{0,400}(?:\{[^{}]{0,400}\}[^{}]{0,200})?\}",
    re.DOTALL | re.IGNORECASE,
)
_MACHINE = (
    r"(?:ai|ki|ia|llm|gpt|chat ?gpt|chat ?bots?|bots?|language models?|assistants?|assistent\w*|asistentes?|assistentes?|"
    r"assistente|eventai|automated (?:system|assistant|agent|reader|importer)s?|ai[- ]agents?|virtual agents?|software agents?)"
)
_CALLED = re.compile(
    r"\b(?:ignor\w+|disregard\w*|forget|override\w*|bypass\w*|skip)\b[^.\n]{0,40}"
    r"\b(?:instruction|rule|prompt|guideline|policy|direction|message|safety|approval|confirmation|review|check)"
    r"|\b(?:system|developer|admin|root|priority|maintenance|debug)[\s_-]*(?:prompt|message|note|override|mode|instruction|"
    r"notice|command|update|task|directive)s?\b"
    rf"|\b{_MACHINE}\b[^.\n]{{0,30}}\b(?:reading|processing|summari[sz]ing|handling|must|should|shall|has to|have to|needs? to|"
    r"will now|is (?:now )?(?:required|authori[sz]ed|instructed|allowed)|are (?:required|authori[sz]ed|instructed)|soll|muss|"
    r"doit|devez|debe|deve|moet|ska)\b"
    rf"|\b(?:to|for|dear|hey|hi|attention|attn|note to|notes? for|message (?:to|for)|instructions? (?:to|for)|hello)[ ,:]+"
    rf"(?:the |any |all |our |your |this |whichever )?(?:[\w-]+ )?{_MACHINE}\b"
    rf"|\b(?:an|fur|a|al|alla|pour|para|per|aan|voor|till|do|ao|l'|all')[ ]?(?:die |den |das |la |le |les |el |los |o |os |il |gli "
    rf"|de |het |l'|jede |todo |toute )?{_MACHINE}\b"
    rf"|^[ >*#=_-]*{_MACHINE}[ ]*[:,-]"
    r"|\byou are now\b|\bas an? (?:ai|assistant)\b|^\s*(?:system|assistant|admin|developer|root)\s*[:>]"
    r"|\b(?:ignorier\w+|vergiss|ignora|ignore[rz]?|oublie[rz]?|olvida|negeer|bortse)\b[^.\n]{0,40}"
    r"\b(?:anweisung|instruc|instruk|istruzion|instructi|regel|regle|regla)"
    r"|\b\w+_\w+\([^()\n]{0,200}\)|\b(?:issue_refund|publish_event|delete_event|email_attendees|export_attendees|"
    r"change_permissions|change_settings|send_email|refund_order)\b"
    r"|\b(?:new|updated) (?:rule|policy|instruction)s?\b[^.\n]{0,60}\b(?:must|assistant|team|always|from)\b",
    re.MULTILINE,
)
_CONSEQUENCE = re.compile(
    r"\b(?:publish|go live)\b[^.\n]{0,40}\b(?:immediately|at once|right away|now|without|straight away)\b"
    r"|\b(?:refund|reimburse)\b[^.\n]{0,30}\b(?:all|every|last|past|open|everybody|everyone|orders)\b"
    r"|\b(?:export|download|dump|forward|send|share|leak)\b[^.\n]{0,40}\b(?:attendee|guest list|customer|participant|subscriber|"
    r"contact|e-?mail list|data ?base|mailing list)s?\b"
    r"|\b(?:e-?mail|mail|message|notify|invite|write to)\b[^.\n]{0,24}\b(?:all|every|each|past|previous)\b[^.\n]{0,24}\b(?:attendee|guest|"
    r"customer|participant|subscriber|buyer|contact)s?\b"
    r"|\b(?:delete|remove|cancel|wipe|erase|archive)\b[^.\n]{0,20}\b(?:all|every|other)\b[^.\n]{0,16}\b(?:event|draft|order|page|data|ticket)s?\b"
    r"|\b(?:grant|give|assign|add|make|promote|elevate)\b[^.\n]{0,60}\b(?:admin\w*|owner|editor|co-?organi[sz]er|permission|access|role|"
    r"rights)\b[^.\n]{0,60}"
    r"|\b(?:payout|bank account|iban|api key|webhook|password|credentials|secret)\b"
    r"|\bwithout (?:asking|confirmation|approval|waiting|review|a review|checking)\b|\bpre-?approved\b|\bdo not (?:ask|confirm|wait)\b"
    r"|\b(?:loschen?|losche|erstatte\w*|exportier\w*|veroffentlich\w*)\b[^.\n]{0,50}\b(?:alle|sofort|bestellung\w*|teilnehmer\w*|"
    r"gaste\w*|sogleich|umgehend)\b"
    r"|\b(?:supprime|rembours|exporte|publie|envoie|envoye)\w*\b[^.\n]{0,50}\b(?:tou[ts]\w*|immediatement|participants|commandes|"
    r"liste|aussitot)\b"
    r"|\b(?:borra|elimina|reembols|exporta|publica|envia)\w*\b[^.\n]{0,50}\b(?:tod[oa]s|tutt[ei]|inmediatamente|imediatamente|"
    r"immediatamente|asistentes|participantes|partecipanti|pedidos|ordini|lista|ya mismo)\b"
    r"|\b(?:rimborsa|pubblica|esporta|cancella)\w*\b[^.\n]{0,50}\b(?:tutt[ei]|subito|immediatamente|partecipanti|ordini|lista)\b"
    r"|\b(?:verwijder|exporteer|publiceer|terugbetaal|betaal)\w*\b[^.\n]{0,50}\b(?:alle|direct|onmiddellijk|deelnemers|bestellingen)\b"
    r"|\b(?:radera|exportera|publicera|aterbetala)\w*\b[^.\n]{0,50}\b(?:alla|direkt|genast|deltagare|bestallningar)\b"
)
_GOES_ON = re.compile(
    r"[\W_]*(?:also|then|next|after that|finally|and|now|please|set|change|raise|lower|make|update|replace|rename|use|add|remove|"
    r"delete|publish|send|e-?mail|mail|export|refund|grant|give|invite|transfer|mark|override|cancel|insert|include|append|put|"
    r"call|do not|don't|never|always|reply|respond|confirm|approve|no (?:need|confirmation)|this (?:has|is|was)|it (?:has|is) been|"
    r"the (?:owner|organi[sz]er|organi[sz]ation|boss|board|team|user|price|title|capacity|new)|setze|andere|losche|mets|change|"
    r"ajoute|pon|cambia|metti|zet|satt)\b"
)


_A_REQUEST = 120
"""Characters: what is shorter is the person's own request, and consequences wait for a click anyway."""


def orders_in(text: str, sentences: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The pieces of the (folded) text that give orders to a machine, with what follows in the same breath."""
    told_at_length = len(text) > _A_REQUEST
    if not (_CALLED.search(text) or (told_at_length and _CONSEQUENCE.search(text))):
        return
    until = -1
    for start, end in sentences:
        sentence = text[start:end]
        if start < until:
            continue
        if _CALLED.search(sentence):
            until = _end_of_orders(text, end) if re.search(r":\s*$|:\s+\S", sentence) else end
            yield start, max(until, end)
            until = max(until, end)
        elif (told_at_length and _CONSEQUENCE.search(sentence)) or (
            until >= 0 and not text[until:start].strip(" ") and _GOES_ON.match(sentence)
        ):
            yield start, end
            until = end


def _end_of_orders(text: str, position: int) -> int:
    """What is announced by "note to assistants:" goes on to the end of its paragraph or quotation."""
    close = re.compile(r"\n[ >]*\n|\"|\n(?=-> )").search(text, position)
    return close.start() if close else len(text)
