"""Words for houses, halls and open grounds in the languages we read."""

from __future__ import annotations

import re

_KIND = (
    r"hall|centre|center|zentrum|centro|hotel|hostel|inn|house|haus|huis|hus|museum|museo|musee|gallery|"
    r"galerie|galeria|church|kirche|eglise|iglesia|igreja|chiesa|kerk|kyrka|chapel|cathedral|"
    r"bar|pub|tavern|inn|club|cafe|coffee|restaurant|ristorante|bistro|brewery|brauhaus|winery|cellar|theatre|"
    r"theater|teatro|cinema|kino|cine|library|bibliothek|bibliotheque|biblioteca|livraria|bookshop|bookstore|"
    r"school|schule|university|universitat|universite|universidad|universidade|college|campus|institute|"
    r"auditorium|auditorio|arena|stadium|stadion|estadio|park|parc|parque|parco|garden|gardens|garten|jardin|"
    r"jardim|"
    r"halle|saal|salle|sala|salon|schloss|castle|chateau|palace|palais|palazzo|palacio|palast|villa|manor|farm|"
    r"barn|studio|studios|estudio|loft|warehouse|factory|fabrik|lab|space|hub|spot|rooftop|terrace|"
    r"pier|dock|jetty|marina|beach|strand|plage|praia|playa|lake|square|plaza|platz|place|piazza|praca|market "
    r"square|shed|works|yard|mill|green|common|fields?|track|velodrome|racecourse|pool|gym|dojo|"
    r"pavilion|pavillon|tent|zelt|theatersaal|room|rooms|foyer|lounge|ballroom|court|clubhouse|headquarters|hq|"
    r"office|offices|buro|embassy|temple|mosque|synagogue|lodge|ranch|vineyard|resort|club house|"
    r"hutte|gasthaus|gasthof|stube|keller|scheune|turnhalle|aula|rathaus|town hall|forum|expo|messe|congress|"
    r"konzerthaus|kulturhaus|casa|maison|mairie|mediatheque|mediathek|orangery|orangerie|enoteca|buchhandlung|"
    r"circolo|circulo|cercle|verein\w*heim|kulturverein|osteria|trattoria|taverna|bodega|cave|caves|abbey|abbaye|priory|"
    r"minster|basilica|monastery|kloster|convent|fort|fortress|citadel|observatory|planetarium|zoo|aquarium|lido|rink|"
    r"boathouse|clubhouse|pavillion|conservatory|greenhouse|allotments?|koloniomrade|bosbaan|hangar|depot|foundry|brewing|"
    r"taproom|speakeasy|den|nook|crypt|kirke|kirken|plass|torget|torg|grand place|"
    r"librairie|gymnasium|academy|akademie|chapelle|kapelle|parking lot|car park|showroom|gymnase|complexe|"
    r"polideportivo|ayuntamiento|docks|quay|wharf"
)
_COMPOUND = (
    r"[a-z]{3,}(?:halle|haus|saal|schuppen|kirche|hutte|hof|keller|schloss|garten|stadion|zentrum|platz|theater|"
    r"museum|heim|werk|fabrik|huis|zaal|kerk|huset|salen|parken|shed|house)"
)
VENUE_NOUN = re.compile(rf"(?<![\w-])(?:{_KIND}|{_COMPOUND})(?![\w-])")
