"""Words for tasks and letters, in the languages we read; all in folded text."""

from __future__ import annotations

import re
from typing import Final

LETTERS: Final = {
    "check_in_instructions": (
        r"check-?in(?:[- ](?:instructions?|letters?|e?-?mails?|infos?|notes?))|entry instructions?|how to get in|"
        r"einlass(?:info\w*|mail|hinweise?|brief)|(?:les )?(?:instructions|consignes) d'(?:entree|acces|arrivee)|"
        r"instrucciones de (?:acceso|entrada|llegada)|instrucoes de (?:entrada|acesso)|"
        r"istruzioni (?:d'|di |per l')(?:ingresso|accesso)|toegangsinstructies|insl(?:a|e)ppsinformation\w*"
    ),
    "welcome": (
        r"(?:booking )?welcome(?:[- ](?:letters?|e?-?mails?|messages?|notes?|series))|"
        r"willkommens\w+|(?:lettre|mail|e-mail|message) de bienvenue|(?:carta|correo|mensaje) de bienvenida|"
        r"(?:carta|e-mail|mensagem) de boas-vindas|(?:lettera|mail|messaggio) di benvenuto|welkomst\w+|valkomst\w+"
    ),
    "follow_up": (
        r"follow-?[ ]?up(?:[- ](?:letters?|e?-?mails?|messages?|notes?))?|thank-?[ ]you(?:[- ](?:letters?|"
        r"e?-?mails?|"
        r"messages?|notes?))|thanks letter|nachfass\w*|dankes\w+|dankschreiben|(?:lettre|mail|message) de "
        r"remerciements?|(?:carta|correo|mensaje) de agradecimiento|(?:e-mail|mensagem) de agradecimento|"
        r"(?:lettera|mail|messaggio) di ringraziamento|bedank(?:mail|brief)|tack(?:mejl|brev)\w*"
    ),
    "reminder": (
        r"reminders?(?:[- ](?:letters?|e?-?mails?|messages?|notes?))?|erinnerung(?:s?(?:mail|brief|e-mail))?|"
        r"(?:mail|e-mail|lettre|message) de rappel|rappel|recordatorio|lembrete|promemoria|herinnering(?:s?mail)?|"
        r"paminnelse\w*"
    ),
}
LETTER: Final = "(?:" + "|".join(LETTERS.values()) + ")"
TASK: Final = r"(?:tasks?|to-?dos?|todos?|aufgaben?|taches?|tareas?|tarefas?|compit[oi]|taak|taken|uppgift(?:en|er)?)"
_THE: Final = (
    r"(?:the|my|our|this|that|die|der|das|den|dem|meine?n?|unsere?n?|le|la|les|ma|mon|notre|el|los|las|mi|"
    r"nuestr[oa]|o|a|os|as|meu|minha|il|lo|gli|het|de|mijn|onze|min)"
)
THE: Final = rf"(?:{_THE}[ ]+|l')"
WHICH: Final = rf"(?:{THE})?(?:(?:other|automatic|planned|geplante[nr]?|automatische[nr]?)[ ])?"
PLEASE: Final = (
    r"(?:(?:ok(?:ay)?|and|also|then|oh|hey|hi|und|et|y|e|please|pls|bitte|s'il (?:te|vous) plait|por favor|per "
    r"favore|alsjeblieft)[ ,]+)*(?:(?:can|could|would|will) (?:you|u) (?:please )?|(?:kannst|konntest|konnen) "
    r"(?:du|sie) (?:bitte )?|(?:peux|pourrais)-tu |(?:pouvez|pourriez)-vous |puedes |podrias |puoi |kun je |"
    r"kan du )?"
)
# What comes before the words of something new to do. `strong` says so by itself, whatever follows.
ADDING: Final = (
    r"(?:please )?(?:remind (?:me|us)(?: (?:to|about|of|that (?:i|we) (?:should|need to|have to|must)))?|"
    r"don'?t let (?:me|us) forget(?: to)?|(?:i|we) (?:must|should) not forget(?: to)?|"
    rf"(?:add|create|make|set up|put|note|new)(?: (?:down|in))?(?: (?:a|an|another|one more|the|new))*[ ]{TASK}"
    rf"(?: (?:to|for|called|named|saying|that says))?[ ]?[:,-]?|{TASK}[ ]?:|(?:add|set|create)(?: (?:a|another|"
    rf"the))? "
    r"reminder to|"
    r"erinner(?:e|n sie)? (?:mich|uns)(?: bitte)?(?: (?:daran|an))?[ ]?,?|(?:neue|eine neue|"
    r"weitere) aufgabe[ ]?[:,]?|"
    r"(?:fuge|leg\w*|erstelle?) (?:eine |die )?(?:neue )?aufgabe(?: (?:hinzu|an))?[ ]?[:,]|"
    r"rappelle[- ](?:moi|nous)(?: (?:de|que|qu'il faut))?|rappelez[- ](?:moi|nous)(?: de)?|fais-moi penser a|"
    r"(?:ajoute[rz]?|cree[rz]?|note[rz]?)(?: (?:une|la))?(?: nouvelle)? tache[ ]?[:,-]?(?: (?:de|pour))?|"
    r"nouvelle tache[ ]?:?|"
    r"recuerda(?:me|nos|d?me)(?: (?:que(?: (?:tengo|hay) que)?|de))?|no me dejes olvidar(?: de)?|"
    r"(?:anade|anadir|agrega[r]?|crea[r]?|apunta)(?: (?:una|la))?(?: nueva)? tarea[ ]?[:,-]?(?: (?:de|para))?|"
    r"nueva tarea[ ]?:?|"
    r"(?:me lembr[ea]|lembr[ea]-me|lembra-me)(?: (?:de|que))?|(?:adiciona[r]?|cria[r]?|nova)(?: (?:uma|"
    r"a))? tarefa[ ]?:?|"
    r"ricorda(?:mi|ci)(?: (?:di|che))?|(?:aggiungi|crea|nuovo)(?: (?:un|il))? compito[ ]?:?|"
    r"herinner (?:me|mij|ons)(?: (?:eraan|aan))?(?: (?:om|dat))?(?: te)?|(?:voeg|maak)(?: een)? taak(?: toe)?[ ]?:|"
    r"nieuwe taak[ ]?:?|pamin(?:n)? (?:mig|oss)(?: om)?(?: att)?|(?:lagg till|ny)(?: en)? uppgift[ ]?:?)"
)
ON_MY_LIST: Final = (
    r"(?:put|add|set|note|setz\w*|schreib\w*|mets|mettez|ajoute[rz]?|pon|anade|apunta|metti|aggiungi|zet|satt)[ ]"
    r"(?P<what>.{2,160}?)[ ](?:(?:on|to|onto) (?:my|the|our) (?:to-?do )?list|auf (?:die|meine|"
    r"unsere) (?:to-?do-?)?liste|"
    r"sur (?:ma|la) liste|(?:en|a) (?:mi|la) lista|sulla (?:mia )?lista|op (?:mijn|de) lijst|pa (?:min|"
    r"listan) ?(?:lista)?)"
)
MOVING: Final = (
    r"(?:move|reschedule|shift|push(?: back)?|postpone|delay|send(?: out)?|set|change|put|bring forward|schedule|"
    r"verschieb\w*|verleg\w*|versch?ick\w*|schick\w*|send\w*|setz\w*|deplace[rz]?|decale[rz]?|repousse[rz]?|"
    r"avance[rz]?|"
    r"envoie|envoye[rz]|mets|mueve|mover|cambia[r]?|aplaza[r]?|adelanta[r]?|envia[r]?|muda[r]?|adia[r]?|sposta\w*|"
    r"invia|rinvia|verplaats|verzet|verstuur|stuur|flytta|skicka)"
)
REMOVING: Final = (
    r"(?:drop|dismiss|remove|delete|cancel|skip|scrap|forget(?: about)?|lose|kill|get rid of|take (?:out|away|off)|"
    r"(?:we |i )?(?:do not|don'?t) (?:send|need|want|plan)(?: out)?|never send|no(?: more)?|without|"
    r"streich\w*|losch\w*|entfern\w*|verwirf|verwerf\w*|kein\w*|(?:schick|send|verschick)\w*(?: bitte)? kein\w*|"
    r"ohne|"
    r"supprime[rz]?|enleve[rz]?|retire[rz]?|annule[rz]?|pas de|(?:n'envoie|n'envoyez) pas|sans|"
    r"elimina[r]?|quita[r]?|borra[r]?|cancela[r]?|no (?:envies|mandes)|sin|descarta[r]?|remova|remover|apaga[r]?|"
    r"sem|rimuovi|togli|annulla|elimina|senza|niente|verwijder|schrap|annuleer|geen|zonder|ta bort|stryk|ingen)"
)
APPROVING: Final = (
    r"(?:approve|ok|okay|sign off(?: on)?|release|genehmig\w*|gib .{0,3}frei|freigeben|bestatig\w*|"
    r"approuve[rz]?|valide[rz]?|"
    r"aprueba|aprobar|aprova[r]?|approva\w*|keur .{0,3}goed|goedkeuren|godkann)"
)
DONE_FIRST: Final = (
    r"(?:done|finished|completed?|ticked off|tick off|check off|mark (?:as )?(?:done|complete)|erledigt|fertig|"
    r"abgehakt|"
    r"abhaken|fait|termine|hecho|hecha|terminad[oa]|listo|feito|fatto|klaar|gedaan|klart)"
)
DONE_LAST: Final = (
    r"(?:(?:is|are|was|has been|have been|'s)(?: (?:all|now|already))* (?:done|finished|complete[d]?|"
    r"taken care of|ticked off|"
    r"sorted)|(?:as|off as) (?:done|complete[d]?|finished)|ist (?:schon |jetzt )?(?:erledigt|fertig|gemacht)|"
    r"(?:ab|als "
    r"erledigt)|est (?:deja )?(?:fait|faite|termine|terminee)|comme (?:faite?|terminee?)|"
    r"(?:ya )?esta (?:hech[oa]|list[oa]|"
    r"terminad[oa])|como (?:hech[oa]|feit[oa])|e (?:fatto|fatta)|is (?:klaar|gedaan)|ar (?:klar|klart))"
)
SURELY_DONE: Final = (
    r"(?:(?:is|are|'s)(?: (?:all|now|already))* (?:done|taken care of|ticked off)|(?:ist|sind) (?:schon |"
    r"jetzt )?erledigt|"
    r"(?:est|c'est) (?:deja )?faite?|ya esta hech[oa]|e gia fatt[oa]|is gedaan|ar klart)"
)
TICKING: Final = (
    r"(?:mark|tick(?: off)?|check off|complete|cross off|hak\w*|markier\w*"
    r"|coche[rz]?|marque[rz]?|marca[r]?|segna|vink|bocka)"
)
ASKING_WHY: Final = (
    r"(?:(?:why|what for|how come|since when)\b|what (?:is|are|does|do|will)\b|what'?s\b|who (?:added|planned)|"
    r"when "
    r"(?:is|does|will|do)\b|(?:show|read)(?: me| us)?\b|explain|tell me (?:about|why)|warum|wieso|weshalb|wozu|"
    r"was (?:ist|steht|soll)|"
    r"wann (?:geht|kommt|ist|wird)|zeig\w*|erklar\w*|pourquoi|a quoi sert|que dit|quand (?:part|est|sera)|"
    r"montre|explique|"
    r"por ?que|para que|que dice|cuando (?:sale|se envia|es)|muestra\w*|explica\w*|porque|perche|cosa (?:dice|"
    r"e)|mostra\w*|"
    r"waarom|wat (?:is|staat)|varfor|vad (?:ar|star))"
)
MY_LIST: Final = re.compile(
    r"\b(?:on (?:my|the|our) (?:to-?do )?list|auf (?:meiner|der|unserer) (?:to-?do-?)?liste|sur (?:ma|la) liste|"
    r"en (?:mi|la) lista|na minha lista|sulla (?:mia )?lista|op (?:mijn|de) lijst|pa (?:min lista|listan))\b"
)
