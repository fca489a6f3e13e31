"""Words for the parts of a landing page and for what is done with them, folded, in English, German, French, Spanish."""

from __future__ import annotations

import re

# A part by its type. The first that fits wins; tickets are last, for most messages about them are not about the page.
SECTIONS = {
    "faq": (
        r"faqs?|q ?(?:&|and) ?as?|(?:frequently asked )?questions(?: and answers)?|"
        r"(?:haufige )?fragen(?: und antworten)?|"
        r"questions frequentes|foire aux questions|preguntas(?: frecuentes)?"
    ),
    "agenda": (
        r"agenda|schedule|program(?:me)?|timetable|running order|programm|ablauf(?:plan)?|zeitplan|programa|horario"
    ),
    "speakers": (
        r"speakers?|sprecher(?:innen)?|redner(?:innen)?|referent(?:en|innen)|intervenants?|orateurs?|conferenciers?|"
        r"ponentes|oradores"
    ),
    "venue": (
        r"venue|location|directions|getting there|ort|veranstaltungsort|anfahrt|lieu|plan d'acces|acces|lugar|"
        r"ubicacion|como llegar"
    ),
    "sponsors": r"sponsors|partners|supporters|sponsoren|partner|partenaires?|patrocinadores|colaboradores",
    "countdown": r"count ?-?downs?|compte a rebours|cuenta (?:atras|regresiva)",
    "highlights": r"highlights|reasons to come|hohepunkte|points forts|temps forts|destacados",
    "about": (
        r"about|intro(?:duction)?|description|einleitung|uber uns|beschreibung|presentation|a propos|introduccion|"
        r"acerca"
    ),
    "contact": r"contacts?|contact details|kontakt|contacto",
    "gallery": r"gallery|pictures|photos|galerie|bilder|fotos|galeria",
    "cta": r"call to action|closing (?:invitation|line|call)|cta",
    "hero": r"hero|header|top(?: of the page)?|kopf(?:bereich)?|en-?tete|cabecera|encabezado",
    "tickets": r"tickets?|karten|billets|billetterie|entradas|boletos",
}
THE = r"(?:(?:the|my|our|whole|entire|das|die|der|den|dem|zum|zur|la|le|les|l'|el|los|las|del?|du|des|de la)[ ]?){0,6}"
_PART = r"(?:[ -]?(?:section|part|block|area|bereich|abschnitt|sektion|teil))"
_PART_BEFORE = (
    r"(?:(?:section|partie|rubrique|bloc|seccion|apartado|bloque)[ ](?:de[ ]la[ ]|de[ ]los[ ]|des[ ]|du[ ]|del[ ]|"
    r"de[ ])?)"
)


def section_pattern(n: str, *, with_tickets: bool) -> str:
    """A section as people name it. `with_tickets`: the bare word means the section, since nothing else fits there."""
    bare = "|".join(rf"(?:{words})" for kind, words in SECTIONS.items() if kind != "tickets" or with_tickets)
    all_words = "|".join(rf"(?:{words})" for words in SECTIONS.values())
    return (
        rf"{THE}(?:{_PART_BEFORE}[\"']?(?P<part{n}>{all_words})[\"']?"
        rf"|[\"']?(?P<named{n}>{all_words})[\"']?{_PART}|[\"'](?P<quoted{n}>[^\"']{{2,60}})[\"']{_PART}?"
        rf"|(?P<bare{n}>{bare}))"
    )


def section_in(match: re.Match[str], n: str) -> str:
    """The type of the section that a pattern of this number found; a quoted heading as it stands."""
    found = match[f"part{n}"] or match[f"named{n}"] or match[f"bare{n}"]
    if not found:
        return match[f"quoted{n}"] or ""
    return next((kind for kind, words in SECTIONS.items() if re.fullmatch(words, found)), found)


PLEASE = (
    r"[\W_]*(?:(?:please|pls|can you|could you|would you|now|then|and|also|next|ok(?:ay)?|i(?:'d|"
    r" would) like (?:you )?to|"
    r"i want (?:you )?to|let'?s|we need to|bitte|kannst du|konntest du|s'il (?:te|vous) plait|peux-tu|pouvez-vous|"
    r"por favor|puedes|podrias)[ ,.!]+){0,8}"
)
END = (
    r"(?:[ ,]*\b(?:please|pls|thanks|thank you|bitte|danke|s'il (?:te|vous) plait|merci|por favor|gracias|"
    r"from the page|on the page|off the page|to the page|von der seite|auf der seite|de la page|de la pagina|"
    r"weg|raus|aus|ein|hinzu|dazu|an)\b)*[\W_]*"
)
REMOVING = (
    r"(?:remove|delete|drop|scrap|get rid of|take (?:out|away|off|down)|losch\w*|entfern\w*|nimm|streich\w*|"
    r"supprime[rz]?|"
    r"enleve[rz]?|retire[rz]?|quita[r]?|elimina[r]?|borra[r]?)"
)
HIDING = r"(?:hide|don'?t show|do not show|versteck\w*|verberg\w*|blende|masque[rz]?|cache[rz]?|oculta[r]?|esconde[r]?)"
SHOWING = (
    r"(?:show|unhide|bring back|display|zeig\w*|affiche[rz]?|montre[rz]?|muestra|mostrar|add|fuge?|erganze|ajoute[rz]?|"
    r"anade|anadir|agrega[r]?)"
)
MOVING = (
    r"(?:move|put|place|shift|bring|verschieb\w*|setz\w*|stell\w*|deplace[rz]?|met(?:s|tez)|place[rz]?|mueve|mover|pon|"
    r"poner|coloca[r]?)"
)
BEFORE = (
    r"(?:above|before|over|in front of|ahead of|vor|uber|oberhalb von|avant|au-dessus d[eu]s?|antes del?|"
    r"encima del?|sobre)"
)
AFTER = (
    r"(?:below|after|under|beneath|behind|underneath|nach|unter|hinter|apres|sous|en dessous d[eu]s?|despues del?|"
    r"debajo del?|"
    r"tras)"
)
TOP = r"(?:(?:to|at|nach|an|tout) )?(?:the )?(?:(?:very )?top|ganz oben|oben|en haut|arriba(?: del todo)?|al principio)"
BOTTOM = (
    r"(?:(?:to|at|nach|an|tout) )?(?:the )?(?:(?:very )?(?:bottom|end)|ganz unten|unten|ans? ende|en bas|a la fin|"
    r"abajo|"
    r"al final)(?: of the page)?"
)
ADDING = (
    r"(?:add|put|include|enter|new|list|fuge?|erganze|neue[rs]?|nimm|trag\w*|ajoute[rz]?|nouve(?:au|lle)|inclus|"
    r"anade|anadir|"
    r"agrega[r]?|incluye|nuev[oa]|here(?:'s| is)|we have|announce)"
)
A = (
    r"(?:(?:a|an|another|one|more|the|this|our|new|following|ein\w*|noch|weitere\w*|den|die|das|un[ea]?|une|la|le|"
    r"el|otr[oa])[ ]){0,6}"
)
SPEAKER = (
    r"(?:(?:keynote|guest|main|first|second|third|next)[ ])?(?:speakers?|presenters?|panell?ists?|sprecher(?:in|"
    r"innen)?|"
    r"redner(?:in|innen)?|referent(?:in|en|innen)?|intervenante?s?|conferencier[es]*|orat(?:eur|rice)s?|ponentes?|"
    r"orador(?:a|es|as)?)"
)
QUESTION = (
    r"(?:(?:to|zur|in die|a la|en las?) (?:the )?faqs?|faqs?(?: entry| item| question)?|questions?|q ?(?:&|and) ?a|"
    r"frage[n]?|preguntas?)"
    r"(?:[ ](?:and answer|to the faqs?|zu den fragen|zur faq|a la faq|aux? questions?|dans la faq|en la faq))?"
)
SPONSOR = r"(?:sponsors?|partners?|supporters?|sponsor(?:in|en)?|partenaires?|patrocinador(?:a|es)?)"
TIER = r"(?P<tier>main|title|headline|platinum|gold|silver|bronze|media|community|haupt|or|argent|oro|plata|bronce)"
AGENDA = (
    r"(?:(?:to|on|into|in|onto|zu[rm]?|ins|in die|auf die|au|a la|dans l[ea]|al|en (?:la|el))[ ])"
    r"(?:(?:the|our|my|der|die|das|le|la|el)[ ])?"
    r"(?:agenda|schedule|program(?:me)?|timetable|running order|programm|ablauf|zeitplan|programa|horario)"
)
AGENDA_FIRST = (
    rf"{A}(?:agenda|schedule|program(?:me)?|programm|programa)(?: ?-?(?:item|entry|slot|point|punkt|eintrag|point|"
    rf"punto))?"
)
# What a text of the page is called, and the argument that holds it.
TEXTS = {
    "title": (
        r"headline|page title|title of the page|main heading|big title|uberschrift|schlagzeile|titre de la page|"
        r"gros titre|titular|titulo de la pagina|encabezado"
    ),
    "tagline": (
        r"tag ?-?line|sub ?-?title|sub ?-?headline|slogan|strap ?-?line|motto|untertitel|unterzeile|accroche|"
        r"sous-titre|lema|eslogan|subtitulo"
    ),
    "about": (
        r"about (?:text|section|copy)|intro(?:duction)?(?: text)?|einleitung(?:stext)?|einfuhrung|"
        r"texte d'(?:introduction|accueil)|introduccion|texto de introduccion"
    ),
    "cta": r"closing (?:line|invitation|words)|call to action(?: text)?|schlusssatz|phrase de fin|llamada a la accion",
}
TO = (
    r"(?:[ ]?(?:=|:)|[ ](?:to(?: say| read)?|into|as|with|should (?:say|be|read)|must (?:say|be|read)|is|reads?|in|"
    r"auf|zu|soll (?:lauten|heissen|sein)|lautet|par|en|doit etre|a|por|debe ser))(?:[ ]?:)?[ ]*"
)
WRITING = (
    r"(?:change|set|make|rewrite|update|use|replace|write|let|andere?|setz\w*|mach\w*|ersetz\w*|schreib\w*|change[rz]?|"
    r"remplace[rz]?|met(?:s|tez)|modifie[rz]?|cambia[r]?|pon|modifica[r]?|reemplaza[r]?)"
)
