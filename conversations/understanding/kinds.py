"""What sort of event it is, from the words people use for it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from conversations.understanding.spans import Span

_TABLE: tuple[tuple[str, str], ...] = (
    ("webinar", r"webinars?|webinaire|web seminar|online seminar"),
    ("hackathon", r"hackathons?|hack ?(?:day|night|weekend)|game ?jam|codefest"),
    ("wedding", r"wedding(?: reception)?s?|hochzeit\w*|mariage|boda|casamento|matrimonio|bruiloft|brollop"),
    (
        "fundraiser",
        (
            r"fund-?rais(?:er|ing)s?|charity (?:night|event|auction|evening)|benefit (?:night|concert|gala)|"
            r"spendenlauf|benefiz\w*"
        ),
    ),
    (
        "gala",
        (
            r"gala(?: dinner)?s?|(?:masked|charity|winter|summer|new year'?s?) ball|masquerade|banquet|awards?(?: "
            r"night| ceremony)?|maskenball|opernball|ball"
        ),
    ),
    (
        "tasting",
        (
            r"(?:wine|beer|gin|whisk(?:e)?y|rum|cheese|coffee|tea|chocolate|olive oil|sake)[ -](?:tasting|evening|"
            r"night)s?|tastings?|\w*verkostung|weinprobe|degustation|degustazione|cata de \w+|proeverij"
        ),
    ),
    (
        "screening",
        (
            r"(?:film |movie |documentary )?screenings?|film (?:night|club|evening)|movie night|cinema (?:night|"
            r"evening)|filmabend|kinoabend|projection|projeccion|proiezione|filmvorfuhrung"
        ),
    ),
    (
        "tournament",
        (
            r"tournaments?|championships?|\w*turnier|tournoi|torneo|torneio|toernooi|turnering|cup final|lan party|"
            r"e-?sports"
        ),
    ),
    (
        "race",
        (
            r"(?:half[- ])?marathons?|(?:fun|charity|trail|park|city|night|santa) ?run|\d+ ?k(?: run| race)?|trail|"
            r"races?|triathlon|\w*lauf|course a pied|carrera|corrida|maratona|corsa|hardloopwedstrijd|lopp|sponsored "
            r"walk"
        ),
    ),
    (
        "sports",
        (
            r"grand prix|match(?:es)?|football|basketball|volleyball|skate jam|regatta|derby|gymkhana|sports? day|"
            r"spieltag"
        ),
    ),
    (
        "workshop",
        (
            r"work-?shops?|master ?class(?:es)?|boot ?camps?|hands-on (?:session|lab)|atelier|taller|oficina|"
            r"laboratorio|werkstatt"
        ),
    ),
    (
        "class",
        (
            r"class(?:es)?|courses?|lessons?|kurs(?:e|us)?|\w+kurs|cours|clase|curso|aula de \w+|corso|cursus|yoga|"
            r"pilates"
        ),
    ),
    ("seminar", r"seminars?|seminaire|seminario|trainings?|fortbildung|schulung|formation|formacion|lehrgang"),
    (
        "conference",
        (
            r"conferences?|conf|konferenz\w*|\w*konferenz|conference|congress\w*|kongress|congreso|congresso|"
            r"conferencia|conferenza|conferentie|konferens|summits?|symposi(?:um|a)|forum|\w*tagung|colloqui?um|"
            r"barcamp|unconference|convention|(?:dev|devops|data|tech|js|cloud|security|code|agile|design|product) "
            r"?days?"
        ),
    ),
    (
        "trade show",
        r"trade (?:show|fair)s?|expos?|exposition professionnelle|fachmesse|messe|career fair|job fair|jobmesse",
    ),
    (
        "exhibition",
        (
            r"exhibitions?|art show|vernissage|\w*ausstellung|exposition|exposicion|exposicao|mostra|tentoonstelling|"
            r"utstallning|open studios?"
        ),
    ),
    (
        "market",
        (
            r"(?:\w+ )?markets?|\w*markt|\w*markte|marche|mercado|mercatino|mercato|marknad|bazaar|bazar|flea market|"
            r"car boot(?: sale)?|craft fair|bake sale|jumble sale|brocante|vide-?grenier|rommelmarkt"
        ),
    ),
    ("fair", r"fairs?|fayre|kirmes|foire|feria|feira|fiera|fete|kermis"),
    ("festival", r"festivals?|\w*fest(?:e|en)?|festivales|festa|carnival|karneval|fasching|parade"),
    (
        "meetup",
        (
            r"meet-?ups?|user group|stammtisch|networking(?: \w+)?|mixers?|get-?together|treffen|rencontre|encuentro|"
            r"encontro|incontro|traff|borrel|social|coffee morning"
        ),
    ),
    ("quiz", r"(?:pub |table )?quiz(?: night)?|quizabend|trivia(?: night)?"),
    (
        "talk",
        (
            r"talks?|lectures?|panels?(?: discussion)?|readings?|book launch|fireside chat|keynote|vortrag\w*|lesung|"
            r"podiumsdiskussion|conference-debat|charla|palestra|conferenza|lezing|foredrag|q ?& ?a|author (?:evening|"
            r"event)|pitch night|demo day"
        ),
    ),
    (
        "theatre",
        (
            r"theatre|theater\w*|plays?|musical|opera|ballet|comedy(?: night| show)?|stand-?up(?: comedy)?|improv|"
            r"cabaret|kabarett|open mic(?: night)?|puppet show|performance|spectacle|pantomime|poetry slam|magic show|"
            r"drag show|circus|teatro|espetaculo|espectaculo|spettacolo"
        ),
    ),
    (
        "concert",
        (
            r"(?:\w+ )?concerts?|concierto|concerto|konzert\w*|\w+konzert|gigs?|recitals?|live music|jam session|"
            r"koncert|\w*konsert|dj set|carols?(?: service)?|liederabend|choir evening|ceilidh|rave|"
            r"(?:jazz|blues|folk|rock|soul|indie|piano|acoustic|live|music) (?:night|session|evening|matinee|brunch)"
        ),
    ),
    (
        "dinner",
        (
            r"dinners?|supper(?: club)?|brunch(?:es)?|lunch(?:es|eon)?|breakfasts?|barbecue|bbq|picnics?|banquet|feast|"
            r"abendessen|\w*essen|cena|diner|jantar|almoco|pranzo|gourmet menu"
        ),
    ),
    (
        "party",
        (
            r"part(?:y|ies)|\w*party|\w+feier|fete|fiesta|festa|\w*feest|fest|disco|celebrations?|birthday|reunions?|"
            r"anniversary|club night|baby shower|soiree|raves?|milonga|tango night|dance night|silvester\w*|ball"
        ),
    ),
    (
        "retreat",
        r"retreats?|off-?sites?|getaways?|(?:summer|winter|yoga|surf) camp|camp|freizeit|retiro|ritiro|retraite",
    ),
    (
        "tour",
        (
            r"(?:guided |walking |city )?tours?|(?:guided )?walks?|hikes?|wanderung|stadtfuhrung|fuhrung|visite|visita "
            r"guiada|excursions?|open (?:day|house)|tag der offenen tur|paddle|trip"
        ),
    ),
    (
        "community",
        (
            r"clean-?up(?: day)?|volunteer\w*|town hall|assembly|meetings?|general meeting|agm|mitgliederversammlung|"
            r"elternabend|book club|repair cafe|fun day|family day"
        ),
    ),
    (
        "launch",
        r"(?:product )?launch(?: event| party)?|kick-?off|opening|eroffnung|inauguration|inauguracion|inaugurazione",
    ),
    ("religious", r"mass|worship(?: service)?|gottesdienst|messe de \w+|carol service"),
)
KINDS: tuple[str, ...] = (*(kind for kind, _ in _TABLE), "other")

_PATTERN = re.compile("|".join(rf"(?P<k{i}>(?<![\w-])(?:{words})(?![\w-]))" for i, (_, words) in enumerate(_TABLE)))
_HEAD_ENDS = re.compile(
    r"[ ](?:of|for|with|on|der|des|de|du|mit|avec|con|in|at|im|a|para|pour|fur|zu|zum|per|di|do|da|van|voor)[ ]|:"
)
_NAME_ENDING = re.compile(r"(?<![\w])\w{2,}(?P<conf>conf|con|camp|summit|days)(?![\w])|\w{3,}(?P<fest>fest)(?![\w])")
# "concert tickets", "dinner included", "festival pass", "party wall": the word describes something else.
_ONLY_DESCRIBES = re.compile(
    r"[ ](?:passe?s?|tickets?|seats?|included|inclusive|break|dress|fee|room|centre|center|hall|house|place|square|"
    r"and drinks included|card|karte|team|afterwards?|after)\b"
)
_NOT_ITSELF = re.compile(
    r"\b(?:incl\.?|inclusive of|including|includes|with|plus|with a|with an|after|followed by|before|then|no|not a|"
    r"before the|after the|during the)[ ]+(?:\w+[ ])?$"
)


def read_kind(plain: str, title: Span | None) -> tuple[str, Span] | None:
    """The kind and the word it was read from: the last one in the title phrase, else the first in the text."""
    if title:
        head_ends = _HEAD_ENDS.search(plain, title.start, title.end)
        head = list(_kinds(plain, Span(title.start, head_ends.start() if head_ends else title.end))) or list(
            _kinds(plain, title)
        )
        if head:
            return head[-1]
        ending = _NAME_ENDING.search(plain, title.start, title.end)
        if ending and ending["conf"] not in {"camp"} | (
            {"con"} if ending[0] in {"bacon", "icon", "falcon", "beacon", "silicon", "second"} else set()
        ):
            return ("festival" if ending["fest"] else "conference"), Span(*ending.span())
    return next(_kinds(plain, Span(0, len(plain))), None)


def _kinds(plain: str, span: Span) -> Iterator[tuple[str, Span]]:
    for match in _PATTERN.finditer(plain, span.start, span.end):
        if _ONLY_DESCRIBES.match(plain, match.end()) or _NOT_ITSELF.search(
            plain, max(0, match.start() - 24), match.start()
        ):
            continue
        yield _TABLE[int((match.lastgroup or "k0")[1:])][0], Span(*match.span())


def is_kind_phrase(words: str) -> bool:
    """Whether the (folded) words name nothing but a sort of event: "panel", "book launch", "workshop"."""
    return bool(
        _PATTERN.fullmatch(words.strip())
        or re.fullmatch(r"(?:event|veranstaltung|evento|evenement|talk|series|session)s?", words.strip())
    )


def has_kind(plain: str, span: Span) -> bool:
    return bool(_PATTERN.search(plain, span.start, span.end))
