"""Where it takes place: the town, its country and time zone, read from the gazetteer and its surroundings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from babel.numbers import get_territory_currencies

from conversations.understanding import gazetteer
from conversations.understanding.calendar_words import full_weekdays, months
from conversations.understanding.gazetteer import City
from conversations.understanding.kinds import is_kind_phrase
from conversations.understanding.small_towns import read_small_town
from conversations.understanding.spans import Source, Span, fold
from conversations.understanding.ticket_names import is_tier
from conversations.understanding.venue_words import VENUE_NOUN


@dataclass(frozen=True, slots=True)
class Place:
    """A town or a country of the text. `city` is the town as written, `span` all words it was read from."""

    span: Span
    city: str | None
    city_span: Span | None
    country: str | None
    country_span: Span | None
    zone: str | None


@dataclass(frozen=True, slots=True)
class _Candidate:
    span: Span
    score: float
    towns: list[City]
    region: tuple[str, str] | None
    region_span: Span | None


_AT_A_HOUSE = re.compile(
    r"(?:\b(?:at|im|bei|beim|chez|in the|in der|al|au|no|na|pa)|@)[ ](?:the |le |la )?(?!home|least|noon)[^,.;\n\x00]{3,40}[ ]$"
)
_TOKEN = re.compile(r"[^\W\d_][\w'.-]*", re.UNICODE)
_IN = re.compile(
    r"(?:\b(?:in|near|outside|city(?: of)?|to|en|em|im|bei|nach|w|i|presso|pres de|stadt|ort|ville|ciudad|cidade|"
    r"citta|stad|town)[ :]+|\ba |\b[a-z]?\d{4,5} )$"
)
_AT_OR_FROM = re.compile(r"\b(?:from|of|by|with|von|de|and|vs\.?|aus|der|die|das|a|an|our|my)[ ]+$")
_SEGMENT_START = re.compile(r"(?:^|[\n,;|(/\x00·•]|[ ][-][ ]|[.!?:][ ])[ \x00]*(?:\d{4,5}[ ])?$")
_SEGMENT_END = re.compile(
    r"[ ]*(?:$|[\n,;|()/\x00.!?:]|[ ][-+][ ]|(?:on|at|for|from|with|in|this|next|am|und|and|the|le|from|between|"
    r"by)\b|\d)"
)
_BEHIND = re.compile(
    (
        r"[ ]*[,(][ ]*(?P<a>[^\W\d_][\w. -]{1,30}?)[ ]*(?=[,.;)\n\x00]|$|[ ]\d|[ ](?:on|for|at)\b)|"
        r"[ ]+(?P<b>[^\W\d_][\w.]{1,24})(?=[\s,.;)\x00]|$)"
    ),
    re.UNICODE,
)
# Everyday words, and words around events, that are also the names of towns.
_WORDS_NOT_TOWNS = frozenset(
    "a adult adults academy and april art august band bar bay best blue book bring cafe call camp car center "
    "central centre church city class club come concert "
    "court cup date day december dinner doors east eden entry essen event every fair fall family feb female "
    "festival ferry finish first food for forum free friday friends fun "
    "gala general gold golden green group guests hall harbour help hill holiday home hope hot house in is it "
    "jan join july june kids king lake late life light line live long "
    "lower main male man march market may media meet meeting men mobile monday most music name new nice night "
    "noon north note november october of on one online open opera or orange "
    "page park party place plaza price prime program race reading real red regular register rock room sale "
    "same san sand santa saturday school see seminar september sharing shop "
    "show silver singles society south spring square standard start station street student sun sunday sunrise "
    "super talk tea team ten test the theater theatre thursday "
    "ticket tickets tier time to today together tour tours trail tuesday union university unity upper vip via "
    "victoria village wedding wednesday welcome west white winter with "
    "women wood work world young youth santos normal sandy central enterprise commerce independence liberty "
    "capital grand rose data mix pass post art van den der les las los san del "
    "ende end fin fine start beginn debut inicio inizio date time venue name entry entrance ort zeit datum preis "
    "alle als und der die das mit von bis uhr nur frei halle markt platz abend tag tage karte saal neue neuer "
    "kinder personen rock salsa swing tango nancy villa casa mole max sponsor "
    "patron sala plage pas place la le les de du des une un et au aux pour sur par avec por para con sin los "
    "una uno e il lo gli per del della".split()
)
_SMALL_TALK = re.compile(
    r"(?:regards|thanks|cheers|sincerely|best|sent from|call|contact|flights? (?:from|to)|based|office|originally|"
    r"live[sd]? in|from our)[ ,\n]*$"
)
_INSTITUTION = re.compile(
    r"[ ]+(?:university|college|hotel|hall|museum|street|road|square|arena|centre|center|stadium|library|"
    r"theatre|theater|school|convention|airport|avenue|museum|cathedral|castle|park|station|"
    r"institute|academy|(?P<event>marathon|half|grand prix|fashion|jazz|tech|summit|festival|week))\b"
)


def read_place(source: Source, rest: str, *, home_zone: str, money: str | None) -> Place | None:
    """The town (or only the country) the event is in. `rest` is the text without dates, money and the like."""
    shouting = source.shown.upper() == source.shown
    whispering = source.is_quiet
    found = list(_candidates(source, rest, loose=shouting or whispering)) or list(_misspelt(rest))
    found = [item for item in found if not _is_home_region(rest, item, home_zone)]
    country = _country(source, rest, [item.span for item in found])
    if not found:
        return _small_town(source, rest, country, home_zone=home_zone) or _only_country(source, country)
    best = max(found, key=lambda item: (item.score, -item.span.start))
    return _placed(source, best, country, home_zone=home_zone, money=money)


_A_METROPOLIS = 300  # thousands of people: "New York" and "Quebec" are towns first


def _is_home_region(rest: str, item: _Candidate, home_zone: str) -> bool:
    """ "Haliburton, Ontario" from somebody in Canada: the province, not the town in California."""
    region = gazetteer.regions().get(rest[item.span.start : item.span.end])
    if region is None or item.towns[0].population >= _A_METROPOLIS:
        return False
    return region[0] == gazetteer.country_of_zone(home_zone) and rest[: item.span.start].endswith(", ")


def _candidates(source: Source, rest: str, *, loose: bool) -> Iterator[_Candidate]:
    tokens = [(match.start(), match.end()) for match in _TOKEN.finditer(rest)]
    taken = -1
    for index, (start, _) in enumerate(tokens):
        named = loose or source.shown[start].isupper() or ord(source.shown[start]) > 0x2FF
        if start < taken or not (named or re.match(r"[\w'-]+,? [A-Z]{2}\b", source.shown[start:])):
            continue
        for count in (4, 3, 2, 1):
            if index + count > len(tokens):
                continue
            end = tokens[index + count - 1][1]
            name = rest[start:end].rstrip(".'-")
            end = start + len(name)
            if "\n" in name or "," in name or not gazetteer.is_city(name.replace("\n", " ")):
                continue
            if candidate := _candidate(source, rest, Span(start, end), loose=loose):
                yield candidate
                taken = end
                break


_WHERE_A_TOWN_STANDS = re.compile(r"(?:\bin |(?:[.,\n]|\x00)[ ]*)(?P<town>[a-z]{6,16})(?=[ ]*(?:$|[.,;\n\x00]))")


def _misspelt(rest: str) -> Iterator[_Candidate]:
    """ "amstredam": one slip in the name of a large town, where a town is due."""
    for match in _WHERE_A_TOWN_STANDS.finditer(rest):
        if match["town"] not in _WORDS_NOT_TOWNS and (name := gazetteer.large_town_like(match["town"])):
            yield _Candidate(Span(*match.span("town")), 4, gazetteer.cities_named(name), None, None)


def _candidate(source: Source, rest: str, span: Span, *, loose: bool) -> _Candidate | None:
    name = rest[span.start : span.end]
    heads_a_line = re.search(r"(?:^|\n)[ *•-]*$", rest[: span.start])
    if heads_a_line and re.match(r"[ ]?:|[ ]\d{1,3}(?!\d)", rest[span.end :]):
        return None  # a label, or "Lakeland 300"
    if _too_short(name) or name in months("en") or name in full_weekdays("en"):
        return None
    towns = gazetteer.cities_named(name)
    size = towns[0].population
    region, region_span = _region_behind(source, rest, span)
    before = rest[max(0, span.start - 24) : span.start]
    behind_comma = before.rstrip(" \x00").endswith((",", "/", ".", "\n"))
    if not region and gazetteer.countries().get(name, towns[0].country) != towns[0].country:
        return None
    after_in, segment = bool(_IN.search(before)), _is_segment(rest, span)
    if name in _WORDS_NOT_TOWNS or is_kind_phrase(name) or is_tier(name):
        capital = source.shown[span.start].isupper()
        if region and not any(town.country == region[0] for town in towns):
            return None
        if not region and not (segment and behind_comma and not after_in and size >= 40 and capital):
            return None
    housed = _ends_segment_after_house(rest, span) or bool(
        size >= 5
        and _AT_A_HOUSE.search(rest, max(0, span.start - 50), span.start)
        and _SEGMENT_END.match(rest, span.end)
    )
    score = len(str(size)) + min(len(name.split()), 2) * 0.5 + 6 * after_in + 5 * bool(region) + 3 * housed
    score += (4 if before.strip(" \x00") else 2) * segment
    if VENUE_NOUN.search(name):
        score -= 4
    if institution := _INSTITUTION.match(rest, span.end):
        score -= 1 if institution["event"] else 3
    if _SMALL_TALK.search(before) or (_AT_OR_FROM.search(before) and not after_in and not housed):
        score -= 6
    told = after_in or bool(region) or housed
    least = _least_size(told=told, segment=segment and bool(before.strip()), comma=behind_comma, loose=loose)
    return _Candidate(span, score, towns, region, region_span) if size >= least and score >= 3 else None


def _too_short(name: str) -> bool:
    return len(name) < 3 and name not in {"ny", "la", "sf"} and ord(name[0]) < 0x2FF


def _least_size(*, told: bool, segment: bool, comma: bool, loose: bool) -> int:
    """Thousands of inhabitants from which a word may be that town: the less its place says so, the more.

    `loose`: the message has no capitals, or nothing else, so that any word might be a town.
    """
    if loose:
        return 2 if told else 8 if segment and comma else 250
    return 0 if told else 1 if segment and comma else 5 if segment else 60


def _ends_segment_after_house(rest: str, span: Span) -> bool:
    """ "Amber Hotel Gdansk", "im Lokschuppen Fulda": the town closes a phrase with a word for a house in it."""
    before = re.split(r"[\n,;(|\x00]|[.!?:][ ]", rest[max(0, span.start - 50) : span.start])[-1]
    return bool(before.strip() and VENUE_NOUN.search(before) and _SEGMENT_END.match(rest, span.end))


def _is_segment(rest: str, span: Span) -> bool:
    return bool(_SEGMENT_START.search(rest, max(0, span.start - 12), span.start) and _SEGMENT_END.match(rest, span.end))


def _region_behind(source: Source, rest: str, span: Span) -> tuple[tuple[str, str] | None, Span | None]:
    """ "Austin, TX", "Austin TX", "Halifax (Yorkshire)", "Perth, Scotland", "Barcelona, Spain"."""
    match = _BEHIND.match(rest, span.end)
    if not match:
        return None, None
    group = "a" if match["a"] else "b"
    name, where = match[group].rstrip(". "), Span(*match.span(group))
    shown = source.shown[where.start : where.end].rstrip(". ")
    if len(shown) == 2 and shown.islower() and (town := rest[span.start : span.end]).islower():
        states = {city.region for city in gazetteer.cities_named(town)} if source.shown[span.start].islower() else set()
        shown = shown.upper() if shown.upper() in states else shown
    found = gazetteer.regions().get(shown if len(shown) < 4 and shown.isupper() else name if len(name) > 3 else "")
    if found:
        return found, where
    if name in gazetteer.countries() and (len(name) > 2 or shown.isupper()) and (group == "a" or shown[:1].isupper()):
        return (gazetteer.countries()[name], ""), where
    return None, None


_AMBIGUOUS_COUNTRIES = frozenset(
    {
        "turkey",
        "jordan",
        "chad",
        "georgia",
        "guinea",
        "mali",
        "us",
        "america",
        "malta",
        "cuba",
        "niger",
        "oman",
        "togo",
        "peru",
    }
)


def _country(source: Source, rest: str, towns: list[Span]) -> tuple[str, Span] | None:
    for match in re.finditer(r"(?<![\w-])(?:[^\W\d_][\w.]*)(?:[ ][^\W\d_][\w.]*){0,2}", rest):
        words = match[0].split(" ")
        for first in range(len(words)):
            for last in range(len(words), first, -1):
                name = " ".join(words[first:last]).rstrip(".")
                start = match.start() + len(" ".join(words[:first])) + (1 if first else 0)
                span = Span(start, start + len(name))
                if name in gazetteer.countries() and _means_country(source, rest, name, span, towns):
                    return gazetteer.countries()[name], span
    return None


def _means_country(source: Source, rest: str, name: str, span: Span, towns: list[Span]) -> bool:
    shown = source.shown[span.start : span.end]
    if not shown[0].isupper() or (len(name) < 4 and not shown.replace(".", "").isupper()):
        return False
    if any(span.overlaps(town) for town in towns) or re.match(
        r"[ ](?:pavilion|house|team|embassy|society)\b", rest[span.end : span.end + 12]
    ):
        return False
    before = rest[max(0, span.start - 10) : span.start]
    if name in _AMBIGUOUS_COUNTRIES or len(name) < 4:
        return bool(re.search(r"(?:\bin |, |\()$", before))
    return not re.search(r"\b(?:from|of|with)[ ]+$", before)


def _small_town(source: Source, rest: str, country: tuple[str, Span] | None, *, home_zone: str) -> Place | None:
    """A town too small for the list: where its region says, else where the organizer is."""
    town = read_small_town(source, rest)
    if town is None:
        return None
    span, region, region_span = town
    home = gazetteer.country_of_zone(home_zone)
    code = region[0] if region else country[0] if country else home
    stated = region_span or (country[1] if country else None)
    zone = home_zone if code == home else gazetteer.zone_of_country(code or "")
    return Place(span, source.words(span), span, code, stated, zone)


def _only_country(source: Source, country: tuple[str, Span] | None) -> Place | None:
    if not country:
        return None
    code, span = country
    return Place(span, None, None, code, span, gazetteer.zone_of_country(code))


def _placed(
    source: Source, best: _Candidate, country: tuple[str, Span] | None, *, home_zone: str, money: str | None
) -> Place:
    towns, region = best.towns, best.region
    stated: Span | None = best.region_span
    if region is None and country and any(town.country == country[0] for town in towns):
        region, stated = (country[0], ""), country[1]
    if region:
        fitting = [
            town
            for town in towns
            if town.country == region[0] and (not region[1] or not town.region or town.region == region[1])
        ]
        town = fitting[0] if fitting else None
        code, zone = region[0], town.zone if town else gazetteer.zone_of_country(region[0])
    else:
        town = _likely(towns, home_zone=home_zone, money=money)
        code, zone, stated = town.country, town.zone, None
    span = Span(
        best.span.start, max(best.span.end, stated.end) if stated and stated.start >= best.span.start else best.span.end
    )
    return Place(span, _written(source, best.span), best.span, code, stated, zone)


def _likely(towns: list[City], *, home_zone: str, money: str | None) -> City:
    """Of several towns of one name: where the money is from, then a fair-sized one at home, else the largest."""
    home = gazetteer.country_of_zone(home_zone)
    for town in towns:
        if money and money in get_territory_currencies(town.country) and town.population * 16 >= towns[0].population:
            return town
    for town in towns:
        if town.country == home and town.population * 16 >= towns[0].population:
            return town
    return towns[0]


def _written(source: Source, span: Span) -> str:
    """The town as written; with its usual capitals when the whole message has none, or nothing else."""
    words = source.words(span)
    if not gazetteer.is_city(fold(words)):
        return gazetteer.cities_named(gazetteer.large_town_like(fold(words)) or "")[0].name
    if words.islower() or (words.isupper() and len(words) > 3):
        return next((town.name for town in gazetteer.cities_named(source.plain[span.start : span.end])), words)
    return words
