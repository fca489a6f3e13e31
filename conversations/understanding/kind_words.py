"""The words for sorts of events, in the languages we read."""

from __future__ import annotations

_COMMON: tuple[tuple[str, str], ...] = (
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
            r"meet-?ups?|user group|stammtisch|get-?together|treffen|rencontre|encuentro|"
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

# What is done there, where the word for the sort of event is not said.
_ACTIVITIES: tuple[tuple[str, str], ...] = (
    (
        "competition",
        r"(?:\w+ )?(?:contest|competition|comp|battle|bee|slam down|cook-?off|bake-?off|olympiad|challenge cup|talent show)s?|"
        r"wettbewerb|concours|concurso|gara|wedstrijd|tavling\w*|konkurrence|zawody",
    ),
    (
        "convention",
        r"(?:anime|comic|fan|gaming|furry|sci-?fi|toy|tattoo|cosplay|manga|fantasy|horror)[ -]?(?:con(?:vention)?|gathering|expo)|"
        r"larp(?: weekend| event)?|cosplay \w+|conventions?",
    ),
    (
        "networking",
        r"networking(?: \w+)?|mixers?|speed[ -](?:dating|networking)|business (?:breakfast|lunch)|founders? drinks",
    ),
    (
        "hackathon",
        r"(?:data|idea|make|design|map)-?(?:a-)?thons?|hack(?:athon|aton|a-thon)\w*|code ?jam|jam de jeux",
    ),
    (
        "screening",
        r"(?:film|movie) (?:premiere|marathon|festival premiere)|premiere|(?:outdoor|open[- ]air|drive-in) (?:cinema|movies?|kino)|"
        r"cine-?clube?|cineforum|cinema under the stars|watch[ -]party|filmavond|filmkvall|kinonacht|sommerkino|seance",
    ),
    (
        "concert",
        r"requiem|oratorio|cantata|(?:string |brass |saxophone )?(?:quartet|quintet|trio)|philharmonic|symphony|roda de samba|samba|"
        r"fado|sing-?along|singing|battle of the bands|(?:album|record|single) (?:release|launch)(?: show| party)?|unplugged|"
        r"(?:techno|dj|house|drum and bass|electro|forro|reggae|indie|metal|punk|hip[ -]?hop|gospel|opera|organ|choir|brass band|"
        r"country|latin|world music|chamber music|open air)[ ](?:night|set|evening|party|concert|gala|abend|soiree)|"
        r"spelkvall|musikabend|orgelkonzert|kammermusik|sangerfest|koncert\w*|concerti|live ?set|show case|listening session",
    ),
    (
        "party",
        r"karaoke(?: night)?|(?:salsa|swing|bachata|disco|80s|90s|barn|ceili|ballroom|lindy hop|silent|folk)[ -](?:night|dance|"
        r"social|party|disco)|silent disco|tea dances?|(?:board ?game|games?|casino|bowling|laser tag|arcade|escape (?:room|game))[ -](?:night|"
        r"evening|party)|housewarming|hen (?:night|do)|stag (?:night|do)|bonfire night|club night|drag (?:bingo|brunch)|aftershow|"
        r"after[- ]party|bal(?: populaire)?|dansavond|danskvall|tanzabend|tanztee|spieleabend|soiree (?:jeux|dansante)|apero|"
        r"aperitivo|happy hour|festa junina|quinceanera|mixtape night",
    ),
    (
        "quiz",
        r"bingo(?: night)?|loto|tombola|kahoot|quizz?(?: night)?|kneipenquiz|pubquiz",
    ),
    (
        "theatre",
        r"panto(?:mime)?|(?:poetry|storytelling|spoken word|cabaret|magic|burlesque|variety|drag|puppet|improv|sketch|flamenco|dance|"
        r"fashion)[ -](?:night|evening|show|performance|recital|theatre|afternoon|slam)|storytelling|voorstelling|forestallning|"
        r"murder mystery(?: night| evening)?|sarau|one-(?:man|woman) show|revue|varieties|zarzuela|operetta|tosca|hamlet|macbeth|"
        r"marionett\w+|kasperl\w*|krimidinner|schauspiel|auffuhrung|peca de teatro|obra de teatro|piece de theatre|contes",
    ),
    (
        "workshop",
        r"(?:coding |code )?(?:dojo|kata|clinic|clinics|lab day|study jam|work ?session|code sprint)s?|upskilling|coder ?dojo|mentoring "
        r"(?:night|session)|lernwerkstatt|bastel\w+|make and take|mitmach\w+|werkwinkel|verkstad",
    ),
    (
        "class",
        r"life drawing|drawing|(?:cookery|cooking|baking|painting|dance|language|sewing|knitting|watercolou?r|ceramics?|fitness|"
        r"spin|barre|zumba|bread)[ -](?:class|course|lesson|evening|day)(?:es|s)?|tutorial|schnupper\w+|aula|curso de \w+|kochkurs|"
        r"malkurs|tanzkurs|sprachkurs|cours de \w+|clase de \w+",
    ),
    (
        "meetup",
        r"(?:language|book|clothes|skill) (?:exchange|swap shop)|office hours|(?:sewing|knitting|craft|reading) (?:circle|group|night)|"
        r"car meet|hack(?:er)? ?night|usergroup|brigade|community day|co-?working day|coffee (?:morning|and code)|stammtisch|"
        r"gathering|play ?group|repair cafe|networking ?treff\w*|treff|fika|game night|spelavond|user ?group \w+",
    ),
    (
        "market",
        r"(?:plant|seed|book|clothes|jumble|garage|yard|rummage|record|vinyl|toy|stamp|bike)[ -](?:sale|swap|fair|market|exchange)|"
        r"swap (?:meet|shop)|basar|\w+basar|loppis|julmarknad|kerstmarkt|vide-?dressing|bourse aux \w+|troc|trodel\w*|markt|"
        r"\w+borse|bazar|kirbuy|fete de l'ecole",
    ),
    (
        "exhibition",
        r"(?:museum|gallery) (?:night|crawl|evening|hop)|(?:dog|cat|flower|car|cattle|photo|sculpture) show|art (?:walk|crawl|"
        r"opening|fair)|lange nacht der museen|nuit des musees|finissage|biennale|degree show|retrospective|showcase",
    ),
    (
        "tour",
        r"star-?gazing|astronomy (?:night|evening)|pilgrimage|(?:bird|nature|night|history|ghost|dog|winter|moonlight|wine)[ -](?:walk|"
        r"watch(?:ing)?|hike|trail|tour)|(?:boat|coach|day|field|bus|train|ski) trip|randonnee\w*|\w+wanderung|wandertag|wandeling|"
        r"vandring|escursione|excursion|excursao|senderismo|caminata|caminhada|passeggiata|balade|visite guidee|rundgang|\w+fuhrung|"
        r"cruise|safari|kayak(?: paddle)?|paddle|open house|open dag|oppet hus|porte aperte|puertas abiertas|portes ouvertes",
    ),
    (
        "race",
        r"\w*lopp(?:et)?|duathlon|aquathlon|swim-?run|cyclocross|gran fondo|(?:bike|cycle|charity|fun|obstacle|cross[- ]country|park|"
        r"mud|color|colour)[ -](?:ride|race|tour|run|dash)|sportive|parkrun|ultra(?:marathon)?|10k|5k|21k|42k|relay|staffel\w*|"
        r"lopning|carrera|volkslauf|stadtlauf|estafette|semi-?marathon|media maraton|meia maratona|mezza maratona|\w+loop|shuffle",
    ),
    (
        "sports",
        r"swim(?:ming)? (?:meet|gala)|bowling|rowing|regatta|regata|sailing|climbing|bouldering|padel|tennis|rugby|cricket|hockey|"
        r"netball|handball|judo|karate|fencing|archery|wrestling|boxing|gymnastics|skating|surf|plunge|dragon boat|time trial|"
        r"track meet|athletics|spartakiad\w*|sportfest|rodeo",
    ),
    (
        "tournament",
        r"(?:padel|chess|golf|tennis|darts|poker|fifa|squash|croquet|bridge|backgammon|pool|ping[ -]?pong|table tennis|snooker)[ ]"
        r"(?:open|cup|day|masters|classic|night|league)|magic the gathering(?: draft)?|\w*toernooi|\w*turnering|skat\w*|jass\w*|"
        r"knobel\w*|preisschafkopf|schafkopf\w*|\bcup\b|smash bros|league night|playoffs?|campeonato|campionato|championnat|"
        r"meisterschaft\w*|mistrzostwa|kampioenschap|masterskap|tourni?ment|turniej",
    ),
    (
        "fundraiser",
        r"blood drive|(?:charity|sponsored|benefit) (?:swim|ride|walk|run|plunge|dinner|gig|concert|lunch|quiz|golf day|auction|"
        r"bowling night)|silent auction|auction|telethon|spendengala|kermesse solidaire|rifa|colecta",
    ),
    (
        "dinner",
        r"(?:crawfish|shrimp|lobster|crab|clam) (?:boil|bake|supper)|clambake|(?:oyster|curry|pizza|sushi|taco|burger|pasta|paella|"
        r"fondue|raclette|tapas|cheese|steak|ramen|chili) (?:night|evening|lunch|dinner|supper|feast|abend)|braai|potluck|pot luck|"
        r"feijoada|churrasco|asado|calcotada|sagra \w+|afternoon tea|advent tea|high tea|cream tea|tea party|hog roast|fish fry|"
        r"kaffeeklatsch|weisswurst\w*|eten|smorgasbord|julbord|kraftskiva|crayfish party|long[- ]table|iftar|seder|banquete|gala "
        r"lunch|repas|banquet|souper|buffet|grillfest|grillabend|spaghettata|polentata|castagnata",
    ),
    (
        "tasting",
        r"(?:wine|food|cheese|beer|sake|cocktail) (?:pairing|flight|tour|and \w+ evening)|oyster night|natural wines?",
    ),
    (
        "community",
        r"(?:litter|rubbish)[ -]pick|beach clean(?:-?up)?|tree planting|planting day|seed swap|town hall|parents'? evening|"
        r"neighbou?rhood \w+|residents'? \w+|working bee|open assembly|hearing|nachbarschafts\w+|elternabend|kirchweih|"
        r"subbotnik|putz\w*aktion|stadtaktion|dugnad|stadvakke|kidical mass|demo(?:nstration)?|vigil|stadtteil\w+|assemblee",
    ),
    (
        "retreat",
        r"(?:weekend|silent|writing|writers'?|surf|meditation|team|company|leadership) (?:retreat|away|camp)|team offsite|campout",
    ),
    (
        "religious",
        r"(?:sunday|carol|memorial|harvest|thanksgiving|candlelight|easter|evening) (?:service|mass|prayer)s?|carols|vespers|"
        r"posaunenchor\w*|messa|misa|missa|culte|andacht|evensong|bible study",
    ),
    (
        "launch",
        r"all[- ]hands|company (?:day|meeting)|sales kick-?off|(?:book|product|app|game) launch|ribbon cutting|press (?:day|conference)",
    ),
    (
        "talk",
        r"lightning talks|q and a|in conversation|conversation with|forelasning|foredrag|conferencia-coloquio|causerie|author (?:talk|"
        r"visit|reading)|ted ?x|tedx\w+|science (?:slam|cafe)|pecha ?kucha|colloquium talk|story ?time|rencontre avec|debate|debat\w*",
    ),
    (
        "festival",
        r"(?:beer|wine|film|food|light|jazz|book|science|kite|street food|comedy|folk) fest(?:ival)?s?|sagra|feria de \w+|\w+fest\w*|"
        r"(?:church|summer|village|school|garden) fete|open air|skordefest|oktoberfest|kermesse|verbena|romeria|fiestas|rencontres",
    ),
    (
        "seminar",
        r"first aid|(?:safety|compliance|media|sales|leadership|fire|teacher) training|train the trainer|onboarding",
    ),
)


def _merged() -> tuple[tuple[str, str], ...]:
    """One row for a kind: what is said less often stands first, since it is longer."""
    rows = dict(_COMMON)
    for kind, words in _ACTIVITIES:
        rows[kind] = f"{words}|{rows[kind]}" if kind in rows else words
    return tuple(rows.items())


TABLE = _merged()
