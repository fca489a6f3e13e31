"""Words that tell what a follow-up message wants, in the languages we read."""

from __future__ import annotations

import re

PLEASE = (
    r"(?:[ ,]*\b(?:please|pls|plz|now|then|thanks|thank you|thx|bitte|jetzt|s'il (?:te|vous) plait|por favor|per "
    r"favore|alsjeblieft|tack|for me|right away|today|immediately|asap)\b)*"
)
_IT = (
    r"(?:it|this|that|the (?:event|page|site|draft|landing page)|my (?:event|page)|everything is ready|das event|"
    r"die seite|la page|l'evenement|el evento|o evento|l'evento|la pagina|het evenement|evenemanget)"
)

PUBLISH = re.compile(
    rf"[\W_]*(?:(?:ok(?:ay)?|yes|great|perfect|alright|so|and|ja|oui|si|sim)[ ,.!]+)*{PLEASE}[ ,]*(?:(?:can|"
    rf"could) you |you can |let'?s |i want to |we can |go ahead and |time to |ready to )?"
    rf"(?:publish(?: {_IT})?|go live|(?:put|push|take|make|set|bring) {_IT} (?:online|live|public)|launch "
    rf"{_IT}|veroffentliche\w*(?: {_IT})?|online stellen|publie[rz]?(?: {_IT}|-l[ae])?|publica(?:r|lo|la)?(?: "
    rf"{_IT})?|publique|pubblica(?:re|lo|la)?(?: {_IT})?|"
    rf"publiceer(?: {_IT})?|publicera(?: {_IT})?){PLEASE}[\W_]*"
)
UNDO = re.compile(
    r"[\W_]*(?:(?:no+|nope|oh|oops|ugh|argh|damn|ah|hm+|um+|wait|sorry|actually|please|pls|ok(?:ay)?|well|so|never ?mind|"
    r"that'?s (?:wrong|worse)|(?:can|could) (?:you|we)|i(?: changed my mind|'?d like to| want to)?|let'?s|just|nein|ach|non|"
    r"ah non|nee|nej|scusa|perdon)[ ,.!:;-]+)*(?:undo|un-do|revert|roll "
    r"?back|put (?:it|that) back(?! (?:to|at|but|for))|scratch that|go back to how|forget (?:that|the) (?:last )?(?:change|one|"
    r"edit)|reverse that|cancel that(?: change| last)?|go back(?! to (?!the (?:previous|last|old)))|take (?:that|it) back|(?:change|put|switch|turn) "
    r"(?:it|that|everything) back|ruckgangig|mach das ruckgangig|annule[rz]?|reviens en arriere|deshaz|"
    r"deshacer|desfaz(?:er)?|annulla|"
    r"torna indietro|ongedaan maken|maak (?:dat|het) ongedaan|angra|bring back the (?:previous|last|old)|"
    r"restore the (?:previous|last|old))\b.{0,40}"
    r"|[^\n]{0,70}[,.;:!-][ ]*(?:please |so |just |can you |pls )*(?:undo|revert|ruckgangig machen|annule[rz]?|deshaz|"
    r"desfaz|annulla|angra)(?:[ ](?:that|it|this|the last (?:one|change|thing)|please|ca|eso|isso|das|bitte|det))*[.! ]*"
)
REDO = re.compile(
    r"[\W_]*(?:(?:ok(?:ay)?|no|wait|hmm|actually|please)[ ,.!]+)*(?:re-?do|re-?apply|bring (?:it|that) back|"
    r"wiederherstellen|wiederhol\w*|retabli[rst]\w*|rehacer|rehaz|refazer|refaz|ripristina|ripeti|opnieuw|gor om)"
    rf"(?: (?:it|that|this|the change|das|es))?{PLEASE}[\W_]*"
)
CONFIRM = re.compile(
    rf"[\W_]*(?:(?:yes|yep|yeah|yup|y|ok(?:ay)?|sure|fine|correct|right|exactly|confirm(?:ed)?|agreed|do it|do "
    rf"that|go ahead|sounds good|looks good|perfect|great|that'?s (?:right|fine|it|correct)|please do|of "
    rf"course|absolutely|ja|genau|passt|stimmt|richtig|gerne|einverstanden|oui|d'accord|"
    rf"exact|parfait|si|claro|vale|de acuerdo|sim|isso|certo|va bene|esatto|klopt|prima|precies|japp|stammer|"
    rf"visst)[ ,.!]*)+{PLEASE}[\W_]*"
)
DENY = re.compile(
    r"[\W_]*(?:(?:no|nope|nah|n|not now|not yet|skip(?: it| this| that)?|later|cancel(?: that)?|stop|don'?t|do "
    r"not|never ?mind|forget it|leave it|no thanks?|no idea|(?:i )?don'?t know(?: yet)?|not sure(?: yet)?|none|"
    r"nothing|nein|spater|weiss (?:ich )?(?:noch )?nicht|weiß (?:ich )?(?:noch )?nicht|abbrechen|non|plus tard|"
    r"je ne sais pas|"
    r"no se|mas tarde|todavia no|nao|nao sei|depois|non lo so|dopo|nee|weet ik (?:nog )?niet|nej|vet inte|"
    r"thank you|thanks|danke|merci|gracias|for now|at the moment|undecided|tb[acd])[ ,.!]*)+[\W_]*"
)
GREETING = re.compile(
    r"[\W_]*(?:(?:hi|hey|hello|hallo|hola|ciao|bonjour|bonsoir|salut|ola|oi|hej|moin|servus|gruezi|zdravo|good "
    r"(?:morning|afternoon|evening|day)|guten (?:tag|morgen|abend)|buenos dias|buenas tardes|bom dia|boa tarde|"
    r"buongiorno|goedemorgen|goedendag|god morgon|there|"
    r"thanks?(?: you)?(?: (?:so much|a lot|very much))?|thx|ty|cheers|danke(?: schon| sehr)?|vielen dank|"
    r"merci(?: beaucoup)?|gracias|obrigad[oa]|valeu|grazie|dank je(?: wel)?|bedankt|tack|how are you|nice|cool|"
    r"great|awesome|perfect|bye|good ?bye|assistant|everyone|team)[ ,.!?]*)+[\W_]*"
)
HELP = re.compile(
    r"[\W_]*(?:help(?: me)?|hilfe|aide|ayuda|ajuda|aiuto|hjalp)[\W_]*|.*\b(?:what can (?:you|i) do|how does "
    r"(?:this|it) work|what do you do|who are you|what are you|how do i (?:start|use)|was kannst du|wie "
    r"funktioniert|que (?:peux|pouvez)[- ](?:tu|vous) faire|comment (?:ca|cela) marche|"
    r"que puedes hacer|como funciona|o que voce (?:pode|sabe)|cosa sai fare|come funziona|wat kun je|hoe werkt|"
    r"vad kan du)\b.*",
    re.DOTALL,
)
TASKS = re.compile(
    r"\b(?:what'?s (?:left|missing|next|open|still)|what is (?:left|missing|next)|left to do|to-?dos?|tasks?|"
    r"checklist|next steps?|what (?:do|should) i (?:still )?(?:have to |need to )?do|what else (?:is|do)|"
    r"overdue|am i ready|aufgaben|was fehlt|was ist noch|offen(?:e punkte)?|naechste schritte|nachste schritte|"
    r"taches|que reste-t-il|prochaines etapes|tareas|que falta|pendientes|tarefas|o que falta|cosa manca|"
    r"compiti|taken|what(?:'s| is| have you| has been| did you)(?: \w+)? planned|was (?:ist|hast du) "
    r"geplant|qu'est-ce qui est prevu|que (?:hay|esta) (?:planeado|previsto)|o que esta (?:planejado|planeado|"
    r"previsto)|cosa e previsto|wat (?:is|staat) er (?:gepland|op de planning)|vad ar planerat|wat moet ik nog|"
    r"uppgifter)\b"
)
QUESTION = re.compile(
    r"[\W_]*(?:who|what|whats|what's|when|where|why|how|which|is|are|do|does|did|can|could|should|would|will|"
    r"am|was wer|wer|was|wann|wo|warum|wie|welche\w*|kann|ist|sind|qui|que|quoi|quand|ou|pourquoi|comment|"
    r"combien|est-ce|quel\w*|quien|cuando|donde|por que|como|cuanto\w*|"
    r"quem|quando|onde|quanto\w*|chi|cosa|dove|perche|wie|wanneer|waar|hoeveel|vem|vad|nar|var|varfor|hur)\b"
)
REMOVE = re.compile(
    r"\b(?:remove|delete|drop|get rid of|scrap|kill|lose|cut|take (?:out|away|off)|no more|without|don'?t "
    r"(?:need|want|sell|offer)|do not (?:need|want|sell)|stop selling|cancel|rid of|(?:won'?t|will not|not going to) (?:do|have|sell|offer|be)|take \w+(?: \w+)? off|raus|losche\w*|entferne\w*|"
    r"streich\w*|weg mit|raus mit|supprime[rz]?|enleve[rz]?|retire[rz]?|elimina[r]?|borra[r]?|quita[r]?|"
    r"remova|remover|apaga[r]?|tira[r]?|rimuov\w+|togli\w*|verwijder\w*|schrap|ta bort|bort med|fora|via il|weg met)\b|^[\W_]*(?:no|kein\w*|pas de|sin|sem|senza|geen|ingen|inga) \w+(?: \w+)?"
    r"(?: tickets?)?(?: (?:after all|any ?more|then|please|mehr|doch nicht|finalement|al final))[\W_]*$|^[\W_]*no (?!\w+ "
    r"(?:of|is|are|has|need))(?=\w+(?: \w+)? (?:tickets?|pass(?:es)?)\b)"
)
ADD = re.compile(
    r"\b(?:add|also|another|new|introduce|sell|offer|include|plus|extra|create|hinzu\w*|fuge|neues?|auch|"
    r"zusatzlich|ajoute[rz]?|aussi|anade|anadir|agrega[r]?|tambien|adiciona[r]?|tambem|aggiung\w+|anche|"
    r"toevoegen|voeg|ook|lagg till|ocksa)\b"
)
CHANGE = re.compile(
    r"\b(?:change|make|set|move|update|put|push|switch|instead|now|actually|rather|raise|lower|increase|reduce|"
    r"bump|cut|rename|call|postpone|delay|reschedul\w+|shift|bring|extend|shorten|cap|limit|should be|has to "
    r"be|must be|needs to be|correction|wrong|not|"
    r"andere|mach|setz\w*|verschieb\w*|verleg\w*|statt|doch|sondern|erhoh\w*|senk\w*|change[rz]?|met(?:s|tez)|"
    r"deplace[rz]?|repousse[rz]?|plutot|cambia[r]?|pon|mueve|mover|muda[r]?|coloca[r]?|sposta\w*|metti|"
    r"verander|zet|verplaats|verander\w*|andra|flytta)\b"
)
NEW_EVENT = re.compile(
    r"\b(?:(?:create|plan|organi[sz]e|set up|host|make|start|draft|need)\b[^.\n]{0,40}\b(?:new|another|second|"
    r"different)\b[^.\n]{0,24}\b(?:event|page|one)|new event|another event|neue veranstaltung|neues event|"
    r"nouvel evenement|nuevo evento|novo evento|nuovo evento|nieuw evenement|nytt evenemang)\b"
)
# Acts on something else than the event's own facts: a date in such a message is not the event's.
ELSEWHERE = re.compile(
    r"\b(?:e-?mail|mail|message|notify|inform|tell (?!me)|remind\w*|refund\w*|reimburse|money back|tasks?|"
    r"to-?dos?|sold|bought|revenue|registered|check(?:ed)? in|transfer\w*|export\w*|download\w*|weather|joke|"
    r"poem|promo|coupon|discount|voucher|invoices?|duplicate|clone|copy of|"
    r"unpublish|offline|cancel (?:the|this|my) event|delete (?:the|this|my|everything|all)|account|password|"
    r"permissions?|access|orders?|find|look up|search|who (?:is|are|has|have|bought)|erstatt\w*|erinner\w*|"
    r"benachrichtig\w*|rembours\w*|rappel\w*|reembols\w*|recuerda\w*|rimbors\w*|terugbetal\w*|aterbetal\w*)\b"
)
UP = re.compile(
    r"\b(?:raise|increase|bump|add|up|put up|more expensive|higher|erhoh\w*|augmente[rz]?|sube|subir|aumenta[r]?|"
    r"verhoog|hoj)\b"
)
DOWN = re.compile(
    r"\b(?:lower|reduce|decrease|drop|cut|knock|take|cheaper|less|minus|senk\w*|baisse[rz]?|reduis|reduir\w*|"
    r"baja[r]?|diminui\w*|abbassa\w*|verlaag|sank)\b"
)
LATER = re.compile(
    r"\b(?:decale[rz]?|depois|adia[r]?|pospon\w*|aplaz\w*|rinvia\w*|uitstel\w*|framat|later|back|postpone|delay|push|spater|plus tard|repousse[rz]?|mas tarde|despues|mais tarde|dopo|piu "
    r"tardi|later|senare|nach hinten)\b"
)
EARLIER = re.compile(
    r"\b(?:earlier|forward|sooner|before|fruher|vor(?:ziehen)?|plus tot|avance[rz]?|antes|mas temprano|mais cedo|"
    r"prima|anticip\w+|eerder|tidigare)\b"
)

TONES = {
    "professional": (
        "professional|formal|corporate|serious|business-?like|polished|seri(?:os|oes|oser)|professionell\\w*|"
        "professionnel\\w*|formel\\w*|profesional|professionale|zakelijk\\w*|professioneel|formell\\w*"
    ),
    "playful": (
        "fun|funny|playful|funky|humorous|quirky|lustig\\w*|verspielt\\w*|drole|amusant\\w*|divertid\\w*|"
        "divertente|grappig\\w*|speels\\w*|rolig\\w*"
    ),
    "friendly": (
        "friendl\\w+|casual|warm(?:er)?|welcoming|relaxed|informal|stiff|loosen|cosy|freundlich\\w*|locker\\w*|"
        "chaleureux|amical|cercan\\w*|amigable|amigavel|amichevole|vriendelijk\\w*|vanlig\\w*"
    ),
    "energetic": (
        "exciting|energetic|bold(?:er)?|lively|energy|dynamic|punchy|punchier|spannend\\w*|mitreissend\\w*|"
        "dynamique|emocionante|energic\\w*|energiek"
    ),
    "elegant": "elegant\\w*|luxur\\w+|classy|sophisticated|fancy|edel|stilvoll|chic|raffine",
    "short": (
        "short(?:er|en)?|concise|brief(?:er)?|tighter|trim|kurz(?:er|en)?|plus court|mas corto|mais curto|piu "
        "corto|korter|kortare"
    ),
    "detailed": "long(?:er)?|detail(?:ed|s)?|ausfuhrlich\\w*|detaille|detallad\\w*|detalhad\\w*|dettagliat\\w*",
    "simple": (
        "simple(?:r)?|minimal(?:ist)?|plain(?:er)?|clean(?:er)?|schlicht\\w*|einfach(?:er)?|sobre|sencill\\w*|"
        "semplice|eenvoudig\\w*|enkel"
    ),
}
TONE = re.compile("|".join(rf"(?P<{tone}>\b(?:{words})\b)" for tone, words in TONES.items()))
COPY = re.compile(
    r"\b(?:rewrite|rephrase|reword|rework|copy|text|texts?|wording|description|headline|tagline|"
    r"intro(?:duction)?|paragraph|tone|landing page|page|website|sounds?|improve|shorten|agenda|schedule|faq|"
    r"speakers?|section|"
    r"umschreib\w*|beschreibung|seite|ton|texte|reecri\w*|descripcion|reescrib\w*|pagina|descricao|reescrev\w*|"
    r"descrizione|riscriv\w*|beschrijving|herschrijf|beskrivning|skriv om)\b"
)
_COLOURS = (
    "red|blue|green|purple|violet|orange|teal|turquoise|pink|black|white|yellow|navy|gold|silver|brown|grey|gray|"
    "burgundy|magenta|cyan|lime|coral|rot|blau|grun|lila|gelb|schwarz|weiss|rouge|bleu|vert|jaune|noir|blanc|rojo|"
    "azul|verde|amarillo|negro|blanco|vermelho|amarelo|preto|branco|rosso|blu|giallo|nero|bianco"
)
THEME = re.compile(
    rf"(?P<hex>#[0-9a-f]{{6}}\b|#[0-9a-f]{{3}}\b)|\b(?P<dark>dark(?:er)?|dunkel\w*|dunkler|sombre|oscur[oa]|"
    rf"escur[oa]|scur[oa]|donker\w*|mork\w*)\b|\b(?P<light>light(?:er)?|bright(?:er)?|hell(?:er|es)?|clair|"
    rf"clar[oa]|chiar[oa]|licht)\b|\b(?P<colour>{_COLOURS})\b|"
    r"\b(?P<style>modern\w*|retro|vintage|neon|rounded|serif|pastel|colou?rful|minimalist)\b"
)
STYLE = re.compile(
    r"\b(?:themes?|colou?rs?|palette|fonts?|background|accents?|design|styles?|look(?:s)?|mode|corners?|farb\w*|"
    r"couleurs?|colores|cores|colori|kleur\w*|farg\w*|hintergrund|fond)\b"
)
