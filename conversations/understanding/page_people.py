"""People in a line: "Ada Lovelace, mathematician at Babbage & Co", "Grace Hopper (Rear admiral, US Navy)"."""

from __future__ import annotations

import re

_AT = r"(?:at|from|of|with|@|bei|von|vom|chez|de|du|en)"
_NAME = (
    r"(?:(?:dr|prof|mr|mrs|ms|mx|sir|dame|frau|herr|mme|m|don|"
    r"dona)\.?\s+)*[^\W\d_][\w'’.\-]*(?:\s+[^\W\d_(][\w'’.\-]*){0,5}"
)
_PERSON = re.compile(
    rf"(?P<name>{_NAME})\s*(?:\((?P<inside>[^()]{{2,160}})\)|(?:,|\s[-–—:|]|:)\s*(?P<behind>.{{2,200}})|"
    rf"\s{_AT}\s+(?P<company>.{{2,80}}))?",
    re.IGNORECASE | re.DOTALL,
)
_ROLE_AT = re.compile(rf"(?P<title>.{{2,80}}?)\s+{_AT}\s+(?P<company>.{{2,80}})", re.IGNORECASE)
_SMALL = frozenset("de da di van von der den del della la le bin ibn al el ter ten dos das du zu y e".split())


def read_people(text: str) -> list[dict[str, str]]:
    """The people a text lists, as arguments of `add_speaker`; empty when it does not look like a list of people."""
    found = [person for line in _lines(text) if (person := read_person(line))]
    return found[:20]


def read_person(line: str) -> dict[str, str] | None:
    """One person from a line; None when it names nobody."""
    line = re.sub(r"^[\s*•·\-–\d.)]+(?=\S)", "", line.strip()).strip(' .;"“”„')
    match = _PERSON.fullmatch(line)
    if match is None or not _is_name(match["name"]):
        return None
    person = {"name": _tidy(match["name"])}
    told = _tidy(match["inside"] or match["behind"] or "")
    if match["company"]:
        person["company"] = _tidy(match["company"])
    elif told:
        person |= _role(told)
    return person if all(len(value) <= 80 for value in person.values()) else None


def _lines(text: str) -> list[str]:
    """One person each: by lines or semicolons, else by "and" and commas where only names are listed."""
    rows = [row for row in re.split(r"[\n;]+", text) if row.strip()]
    if len(rows) > 1:
        return rows
    names = re.split(r"\s*,\s*(?:and\s+)?|\s+(?:and|und|et|y|&)\s+", text.strip(" ."))
    if len(names) > 1 and all(_is_name(name) and len(name.split()) > 1 for name in names):
        return names
    return rows


def _is_name(text: str) -> bool:
    """Capitals on every word that carries one, as names have; other scripts have none and pass."""
    parts = [word for word in re.split(r"[\s-]+", text.strip()) if word.lower().strip(".") not in _SMALL]
    return bool(parts) and len(text) <= 80 and all(not word[:1].islower() for word in parts)


def _role(told: str) -> dict[str, str]:
    if match := _ROLE_AT.fullmatch(told):
        return {"title": match["title"].strip(), "company": match["company"].strip(" .")}
    title, _, company = told.partition(",")
    return {"title": title.strip()} | ({"company": company.strip(" .")} if company.strip() else {})


def _tidy(text: str) -> str:
    return " ".join(text.split()).strip(" ,.;")
