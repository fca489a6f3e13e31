"""The world's towns and countries by name, from GeoNames and CLDR; see data/LICENSES.md."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from babel import Locale
from rapidfuzz import process
from rapidfuzz.distance import OSA

from conversations.understanding.calendar_words import LANGUAGES
from conversations.understanding.spans import fold


@dataclass(frozen=True, slots=True)
class City:
    """`population` in thousands; `region` is a state, a province or a British nation, "" elsewhere."""

    name: str
    country: str
    region: str
    zone: str
    population: int


_US_STATES = (
    "AL alabama AK alaska AZ arizona AR arkansas CA california CO colorado CT connecticut DE delaware FL "
    "florida GA georgia HI hawaii ID idaho IL illinois IN indiana "
    "IA iowa KS kansas KY kentucky LA louisiana ME maine MD maryland MA massachusetts MI michigan MN minnesota "
    "MS mississippi MO missouri MT montana NE nebraska "
    "NV nevada NH new-hampshire NJ new-jersey NM new-mexico NY new-york NC north-carolina ND north-dakota OH "
    "ohio OK oklahoma OR oregon PA pennsylvania "
    "RI rhode-island SC south-carolina SD south-dakota TN tennessee TX texas UT utah VT vermont VA virginia WA "
    "washington WV west-virginia WI wisconsin WY wyoming DC dc"
)
_CA_PROVINCES = (
    "AB alberta BC british-columbia MB manitoba NB new-brunswick NL newfoundland NS nova-scotia ON ontario PE "
    "prince-edward-island QC quebec SK saskatchewan"
)
_AU_STATES = (
    "ACT act NSW new-south-wales NT northern-territory QLD queensland SA south-australia TAS tasmania VIC victoria "
    "WA western-australia"
)
_BRITISH = (
    "ENG england SCT scotland WLS wales NIR northern-ireland ENG yorkshire ENG cornwall ENG devon ENG kent ENG "
    "sussex ENG surrey ENG norfolk ENG suffolk ENG essex "
    "ENG cumbria ENG lancashire ENG dorset ENG somerset ENG hampshire ENG oxfordshire ENG cambridgeshire ENG "
    "lincolnshire ENG derbyshire ENG west-yorkshire ENG north-yorkshire"
)
_COUNTRY_WORDS = {
    "uk": "GB",
    "u.k.": "GB",
    "great britain": "GB",
    "britain": "GB",
    "england": "GB",
    "scotland": "GB",
    "wales": "GB",
    "northern ireland": "GB",
    "usa": "US",
    "u.s.": "US",
    "u.s.a.": "US",
    "us": "US",
    "united states": "US",
    "america": "US",
    "holland": "NL",
    "uae": "AE",
    "czech republic": "CZ",
    "south korea": "KR",
    "korea": "KR",
    "russia": "RU",
    "ivory coast": "CI",
    "macedonia": "MK",
    "turkiye": "TR",
    "hong kong": "HK",
    "macau": "MO",
    "schweiz": "CH",
    "vietnam": "VN",
    "eire": "IE",
}


@lru_cache(maxsize=1)
def _rows() -> dict[str, list[tuple[str, str]]]:
    """Folded name to (country, row); rows are only taken apart when asked for."""
    table = json.loads(files("conversations.understanding").joinpath("data/cities.json").read_bytes())
    found: dict[str, list[tuple[str, str]]] = {}
    for country, entry in table.items():
        for row in entry["cities"].split(";"):
            name = row.partition("|")[0]
            key = name.lower() if name.isascii() else fold(name)
            found.setdefault(key, []).append((country, row))
    _zones.update({country: entry["zones"] for country, entry in table.items()})
    return found


_zones: dict[str, list[str]] = {}


def cities_named(folded: str) -> list[City]:
    """Every town of that (folded) name, the largest first."""
    rows = _rows().get(folded) or _rows().get(folded.replace("-", " "), [])
    return sorted((_city(country, row) for country, row in rows), key=lambda city: -city.population)


@lru_cache(maxsize=1)
def _large_towns() -> list[str]:
    return [
        name
        for name, rows in _rows().items()
        if len(name) > 5 and max(int(row.split("|")[1]) for _, row in rows) >= 150
    ]


@lru_cache(maxsize=256)
def large_town_like(folded: str) -> str | None:
    """The large town one slip of the pen away: a letter missing, doubled, wrong, or two swapped."""
    found = process.extractOne(folded, _large_towns(), scorer=OSA.distance, score_cutoff=1)
    return found[0] if found and found[0][0] == folded[0] else None


def is_city(folded: str) -> bool:
    return folded in _rows() or ("-" in folded and folded.replace("-", " ") in _rows())


def _city(country: str, row: str) -> City:
    name, population, *rest = row.split("|")
    zone = int(rest[0]) if rest and rest[0] else 0
    return City(name, country, rest[1] if len(rest) > 1 else "", _zones[country][zone], int(population))


def zone_of_country(country: str) -> str | None:
    """The time zone of a country that has only one."""
    _rows()
    zones = _zones.get(country, [])
    return zones[0] if len(zones) == 1 else None


@lru_cache(maxsize=1)
def countries() -> dict[str, str]:
    """Folded country names in the languages we read to ISO alpha-2 codes."""
    found: dict[str, str] = {}
    for tag in reversed(LANGUAGES):
        for code, name in Locale(tag).territories.items():
            if len(code) == 2 and code.isalpha() and code not in {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}:
                found[fold(name)] = code
    return found | _COUNTRY_WORDS


@lru_cache(maxsize=1)
def regions() -> dict[str, tuple[str, str]]:
    """Folded names and upper-case codes of states and provinces to (country, region)."""
    found: dict[str, tuple[str, str]] = {}
    for country, table in (("AU", _AU_STATES), ("CA", _CA_PROVINCES), ("GB", _BRITISH), ("US", _US_STATES)):
        words = table.split()
        for code, name in zip(words[::2], words[1::2], strict=True):
            found[name.replace("-", " ")] = (country, code)
            if country != "GB":
                found[code] = (country, code)
    return found


@lru_cache(maxsize=1)
def _countries_by_zone() -> dict[str, str]:
    _rows()
    main = {zones[0]: country for country, zones in _zones.items()}
    return {zone: country for country, zones in _zones.items() for zone in zones} | main


def country_of_zone(zone: str) -> str | None:
    """The country an organizer with this time zone most likely lives in."""
    return _countries_by_zone().get(zone)
