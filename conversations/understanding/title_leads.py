"""What stands before the name at the head of a message: greetings, wishes, orders, days."""

from __future__ import annotations

import re

_GREETING = re.compile(
    r"(?:(?:for|about|regarding)[ ](?=\S+ 20\d\d\b)|(?:hi|hey|hello|hallo|hola|ciao|bonjour|bonsoir|ola|hej|"
    r"moin|servus|zdravo|greetings|(?:good )?(?:morning|afternoon|evening|day)|guten (?:tag|morgen)|buenos dias|"
    r"dear|yo)\b[^\n,.!:;-]{0,40}[\n,.!:;-]+[ ]*"
    r"|(?:(?:hi|hey|hello|hallo|hola|ciao|moin|hej|oi|ola|right|okay|ok|well|so|um|ah|also|alright|listen|heya|hiya|yo|"
    r"there|team|folks|all|mas adelante|demnachst|bientot|prossimamente|betreff:|subject:|fwd:|fw:|re:|einladung(?: zu[rm]?)?|"
    r"invitation(?: to)?|invito|invitacion|convite|bonjour|salut|hoi|quick one|just a quick one|one more|next one|another one|new one|draft "
    r"(?:pls|plz|please)|pls|plz|please|for the (?:page|site|calendar)|guten (?:tag|morgen)|on behalf of [^\n,.:;]{3,40}:)"
    r"[ ,.!:-]+)+"
    r"|yo[ ]|(?:please|pls|kindly|bitte|so|ok(?:ay)?|well|um|and|also|fwd:|fw:|re:|subject:)[ ,:]+)"
)
COMMAND = re.compile(
    r"(?:(?:can|could|would|will) (?:you|u|we) (?:please |kindly |pls )?|merci de |veuillez |bitte |help (?:me|us) (?:to )?|(?:i|we)(?:'d|"
    r" would|'ll| will)? (?:really )?(?:like|love|want|wanna|need|plan|have)(?: (?:you )?to)?[ ]|(?:i'm|i am|"
    r"we're|we are)(?: currently)? |let's |need to |please |kindly |"
    r"ich (?:mochte|will|wurde gerne?|plane|brauche|mache|habe)[ ]|wir (?:[^\n,.]{0,30}?)(?:mochten|wollen|planen|"
    r"veranstalten|machen|organisieren|brauchen|feiern|haben)[ ]|(?:machen|planen|veranstalten|feiern|haben) wir[ ]|"
    r"(?:i|we)(?:'re| are|'m| am)? (?:finally |now |all |again )?(?:having|doing|hosting|running|putting on|organi[sz]ing|"
    r"holding|throwing|planning|do|have (?:a date for|got)?|host|hold|run|organi[sz]e)[ ]|(?:je|nous) (?:veux|voudrais|voulons|voudrions|souhaite|souhaitons|organise|"
    r"organisons|prepare)[ ]|j'organise[ ]|"
    r"(?:quiero|queremos|quisiera|necesito|quero|queremos|preciso|gostaria de|vorrei|vogliamo|voglio|ik wil|we "
    r"willen|jag vill|vi vill)[ ])?"
    r"(?:(?:to )?(?:announce|advertise|promote|present|tickets for|create|creating|set(?:ting)? up|make|making|"
    r"plan|planning|host|hosting|organi[sz]e|organi[sz]ing|run|running|put (?:up|in|on)|open(?= (?:an? )?(?:event|page)\b)|post|enter|register|turn|prepare|preparing|put(?:ting)? (?:on|"
    r"together|up)|draft|schedule|scheduling|launch|launching|announce|announcing|publish|do|doing|hold|"
    r"holding|throw|throwing|arrange|add|list|sell tickets for|make me|wieder|anlegen:?|publier|publicar|programar|montar|abrir|"
    r"need|want|have|got|creat|draft|erstelle\w*|anlegen|organisier\w*|veranstalt\w*|plane\w*|creer|organiser|"
    r"planifier|crear?|organizar|planear|criar|fazer|creare|organizzare|maken|organiseren|skapa|anordna|"
    r"ordna)(?:[ ]|:[ ]*))?"
    r"(?:(?:up )?(?:me |us )?(?:a |an |the |our |my )?(?:new )?(?:draft )?(?:event ?page|page|event|listing|"
    r"website|ticket page|draft|seite|veranstaltung|event-?seite|page evenement|evenement|evento|pagina|"
    r"evenemang|site) (?:for|4|called|about|fur|zu|pour|para|de|per|voor|for our|about|:)[ ]*)?"
)
_DAY_FIRST = re.compile(
    r"(?:(?:on|am|an|le|el|il|op|den|dia|no dia|em|en|im|in|at|um|om|kl|a las|alle|as|ab|from|il giorno|next|this)[ ]*)?"
    r"(?:the )?\x00+[ ,:;.-]*(?:(?:at|um|a las|alle|om|kl|from)[ ]?)?[ ,:;.-]*"
)
_DO = (
    r"(?:organi[sz](?:e[sd]?|ing)|host(?:s|ing)?|hold(?:s|ing)?|run(?:s|ning)?|having|do(?:es|ing)?|plan(?:s|ning)?|put(?:s|ting)? (?:on|"
    r"together|up)|present(?:s|ing)?|throw(?:s|ing)?|launch(?:es|ing)?|set(?:s|ting)? up|stag(?:es?|ing)|offer(?:s|ing)?|invit(?:es?|ing) "
    r"(?:you |everyone |everybody |all )?to|celebrat(?:es?|ing)|open(?:s|ing)?|arrang(?:es?|ing)|schedul(?:es?|ing)|announc(?:es?|ing)|"
    r"have a date for|confirm(?:s|ing|ed)?|bestatigen|confirmons|confirmamos|confermiamo|bevestigen|bekraftar|need|want|have|create|make|add|draft|publish|start|veranstalt\w+|organisier\w+|plan(?:e|en|t)|mach\w+|feier\w*|ladt zu[mr]?|"
    r"laden zu[mr]?|prasentier\w*|organis(?:e|ons|ez|er)|prepar(?:e|ons|er)|propos(?:e|ons)|present(?:e|ons)|organiz(?:o|amos|a|ar)|"
    r"hacemos|celebra(?:mos)?|monta(?:mos)?|presenta(?:mos)?|prepara(?:mos)?|fazemos|faremos|promove(?:mos)?|realiza(?:mos)?|"
    r"organizz(?:o|iamo|a|are)|facciamo|proponiamo|organiseer|organiseren|houden|hou|geven|presenteert?|ordnar|anordnar|arrangerar|"
    r"ska ha|har|planerar|divulgar|publicar)"
)
_SOMEBODY = re.compile(
    r"(?:i|we|my|our|the|this|they|wir|ich|unser\w*|nous|je|notre|nuestr\w+|yo|noss\w+|noi|il nostro|la nostra|onze?|ons|wij|vi|jag|vart?|"
    r"hier|looking|wanting|hoping|trying|going|would love|would like|want|wanna|need)\b(?:'(?:re|m|ve|ll|d))?[^,.:;\n\x00!?\"]{0,45}?[ ]"
    rf"{_DO}[ ](?=(?:wieder |again |einen? |an? |the |our |my |una? |un |une |um |uma |een |ett |en |den |das |die |der |la |le |el |o |il )*"
    r"[^ ])"
)
_VERB_FIRST = re.compile(
    r"(?:(?:quero|quiero|queremos|vorrei|vogliamo|necesito|preciso|gostaria de|quisiera|je veux|on)[ ])?"
    r"(?:organiz(?:amos|o|ar)|hacemos|hago|mont(?:amos|ar)|celebr(?:amos|ar)|present(?:amos|iamo|ons)|organisons|organizziamo|"
    r"facciamo|faremos|fazemos|realizamos|divulgar|publicar|anunciar|promover)[ ]"
)
_PAGE_FOR = re.compile(
    r"(?:(?:bitte|please|pls|por favor|per favore|s'il vous plait|kan je|kun je|kannst du|puedes|pouvez-vous|peux-tu|puoi|can you|could you) )*"
    r"(?:(?:erstell|mach|leg|anleg|cre|creer|crea|crear|criar|cria|crie|haz|hacer|faz|fazer|fai|maak|skapa|gor|lag|make|create|draft|build|add|"
    r"post|publish|open|start|set up|prepare|need|want|got|quiero|quero|vorrei|necesito|preciso|ik wil|jag vill|je veux|je voudrais)\w*[ ])+"
    r"(?:(?:an?|the|our|my|new|eine?n?|neue[sn]?|une?|nouvel(?:le)?|una?|nuev[oa]|uma?|nov[oa]|nuov[oa]|een|nieuwe?|en|ett|ny|draft|event|ticket)[ ])*"
    r"(?:page|event|listing|draft|seite|veranstaltung|eventseite|entwurf|evenement|evento|pagina|evenemang|sida|website|site)"
    r"(?:[ ](?:page|seite))?[ ]?(?:for|about|called|fur|zu[mr]?|pour|para|de|per|voor|over|for|om|:|-)[ ]+"
)
_ANNOUNCED = re.compile(
    r"(?:save the date(?: for)?|tickets? for|announcing|introducing|join us (?:for|at)|come (?:along )?to|you(?:'re| are) (?:all )?invited to|"
    r"invitation to|einladung zu[mr]?|reminder:?|coming (?:up|soon):?|presenting|herzliche einladung zu[mr]?|invitation au?|"
    r"looking to|welcome to|it'?s|this is|das ist|c'est|esto es|the (?:thing|event) is(?: called)?|basically)[ :,-]+"
)


def behind_leads(rest: str, position: int) -> tuple[int, bool]:
    """Where the name may begin, and whether a wish or an order stood before it."""
    told = False
    position = len(rest) - len(rest[position:].lstrip(" \n\x00*#•>\"'"))
    for _ in range(6):
        before = position
        for lead in (_GREETING, _DAY_FIRST, _PAGE_FOR, _ANNOUNCED, _SOMEBODY, _VERB_FIRST):
            if match := lead.match(rest, position):
                position = match.end()
                told = told or lead in (_PAGE_FOR, _SOMEBODY, _VERB_FIRST)
        command = COMMAND.match(rest, position)
        if command and command.end() > position:
            position, told = command.end(), True
        if position == before:
            break
    return position, told
