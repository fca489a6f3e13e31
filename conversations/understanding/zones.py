"""Time zones said outright: 6pm CET, 10:00 UTC, 9am Pacific."""

from __future__ import annotations

import re

from conversations.understanding.spans import Span

_ZONES = {
    "utc": "Etc/UTC",
    "gmt": "Etc/GMT",
    "z": "Etc/UTC",
    "bst": "Europe/London",
    "wet": "Europe/Lisbon",
    "west": "Europe/Lisbon",
    "cet": "Europe/Berlin",
    "cest": "Europe/Berlin",
    "mez": "Europe/Berlin",
    "mesz": "Europe/Berlin",
    "eet": "Europe/Helsinki",
    "eest": "Europe/Helsinki",
    "msk": "Europe/Moscow",
    "est": "America/New_York",
    "edt": "America/New_York",
    "et": "America/New_York",
    "eastern": "America/New_York",
    "cst": "America/Chicago",
    "cdt": "America/Chicago",
    "ct": "America/Chicago",
    "central": "America/Chicago",
    "mst": "America/Denver",
    "mdt": "America/Denver",
    "mountain": "America/Denver",
    "pst": "America/Los_Angeles",
    "pdt": "America/Los_Angeles",
    "pt": "America/Los_Angeles",
    "pacific": "America/Los_Angeles",
    "brt": "America/Sao_Paulo",
    "art": "America/Argentina/Buenos_Aires",
    "ist": "Asia/Kolkata",
    "pkt": "Asia/Karachi",
    "gst": "Asia/Dubai",
    "sgt": "Asia/Singapore",
    "hkt": "Asia/Hong_Kong",
    "jst": "Asia/Tokyo",
    "kst": "Asia/Seoul",
    "wib": "Asia/Jakarta",
    "aest": "Australia/Sydney",
    "aedt": "Australia/Sydney",
    "acst": "Australia/Adelaide",
    "awst": "Australia/Perth",
    "nzst": "Pacific/Auckland",
    "nzdt": "Pacific/Auckland",
    "sast": "Africa/Johannesburg",
    "eat": "Africa/Nairobi",
    "wat": "Africa/Lagos",
}
# The same three letters stand for other zones where these organizers live.
_AT_HOME = {
    ("ist", "Europe/Dublin"): "Europe/Dublin",
    ("ist", "Asia/Jerusalem"): "Asia/Jerusalem",
    ("cst", "Asia/Shanghai"): "Asia/Shanghai",
}
_SAID = re.compile(
    rf"(?:(?<=\d)|(?<=\d[ ])|(?<=[ap]m)|(?<=[ap]m[ ])|(?<=[ap]\.m\.[ ])|(?<=uhr[ ])|(?<=noon[ ])|(?<=\()|"
    rf"(?<=[ap]m,[ ]))(?P<zone>{'|'.join(sorted(_ZONES, key=len, reverse=True))})(?:[ ]time)?(?![\w$/-])"
)
_NAMED = re.compile(r"\b(?P<name>(?:africa|america|asia|australia|europe|pacific|atlantic)/[a-z_]+(?:/[a-z_]+)?)\b")


def read_zone(source_plain: str, *, home: str) -> tuple[str, Span] | None:
    """The zone stated behind a time, or by its IANA name."""
    if named := _NAMED.search(source_plain):
        parts = re.split(r"([/_])", named["name"])
        return "".join(part if part in "/_" else part.capitalize() for part in parts), Span(*named.span())
    said = _SAID.search(source_plain)
    if not said:
        return None
    return _AT_HOME.get((said["zone"], home), _ZONES[said["zone"]]), Span(*said.span("zone"))
