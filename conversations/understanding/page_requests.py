"""Messages about parts of the page: a speaker, a question, a slot of the programme, a section to move, new words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from conversations.understanding import page_words as words
from conversations.understanding.agenda_lines import read_agenda
from conversations.understanding.money import read_money
from conversations.understanding.page_people import read_people
from conversations.understanding.spans import Source, Span
from conversations.understanding.ticket_mentions import known_ticket
from events.page.editing import SectionType

PageAct = Literal[
    "add_agenda_item", "add_faq_item", "add_section", "add_speaker", "add_sponsor", "move_section", "remove_section",
    "revise_page_copy", "revise_section",
]  # fmt: skip
LONGEST = 3_000
"""A longer message tells of an event, or is a file pasted; its agenda is offered, not written."""


@dataclass(frozen=True)
class PageRequest:
    """One act on the page, as often as there are `items`: each holds the arguments of a call.

    `lacks` names the argument that was not said: "name", "answer", "title", "text"; the items then hold the rest.
    """

    act: PageAct
    items: tuple[dict[str, Any], ...] = field(default=({},))
    lacks: str = ""


def read_page_request(source: Source, *, ticket_names: Sequence[str] = ()) -> PageRequest | None:
    """The request, when the message is one about the page and nothing else.

    A section is not meant where a ticket type is called like it.
    """
    plain = source.plain
    if len(plain) > LONGEST or not plain.strip():
        return None
    for read in _READERS:
        if found := read(source):
            is_ticket = found.act in ("remove_section", "revise_section") and known_ticket(plain, ticket_names)
            return None if is_ticket and not re.search(_PART, plain) else found
    return None


# --- Sections --------------------------------------------------------------------------------------

_PART = r"section|part\b|bereich|abschnitt|seccion|partie|rubrique"
_SECTION = words.section_pattern("", with_tickets=False)
_ANY_SECTION = words.section_pattern("", with_tickets=True)
_OTHER_SECTION = words.section_pattern("2", with_tickets=True)
_HIDE = re.compile(rf"{words.PLEASE}{words.HIDING}[ ]{_SECTION}{words.END}")
_REMOVE = re.compile(rf"{words.PLEASE}{words.REMOVING}[ ]{_SECTION}{words.END}")
_AGAIN = r"[ ](?:again|wieder|a nouveau|de nuevo|otra vez)"
_SHOW = re.compile(
    rf"{words.PLEASE}(?:{words.ADDING}[ ]{words.A}{_SECTION}|{words.SHOWING}[ ]{_OTHER_SECTION}{_AGAIN}){words.END}"
)
_MOVE = re.compile(
    rf"{words.PLEASE}{words.MOVING}[ ]{_ANY_SECTION}[ ]"
    rf"(?:(?P<before>{words.BEFORE})[ ]{_OTHER_SECTION}|{words.AFTER}[ ]{_OTHER_SECTION.replace('2>', '3>')}"
    rf"|(?P<top>{words.TOP})|(?P<bottom>{words.BOTTOM})){words.END}"
)
_TEXT_SECTION = re.compile(
    rf"{words.PLEASE}{words.ADDING}[ ]{words.A}(?:text )?(?:section|abschnitt|seccion)[ ]"
    r"(?:called|titled|named|headed|about|namens|mit dem titel|appelee|intitulee|llamada|titulada)[ ]"
    r"(?:[\"'](?P<quoted>[^\"'\n]{2,80})[\"']|(?P<heading>[^:\n]{2,80}?))(?:[ ]*[:\n-][ ]*(?P<text>.+))?",
    re.DOTALL,
)
_NEW_WORDS = r"[\"']?(?P<text>.+?)[\"']?[.!]*\s*"
_HEADING = re.compile(
    rf"{words.PLEASE}{words.WRITING}[ ](?:the |die |le |el )?(?:heading|title|uberschrift|titre|titulo)[ ]"
    rf"(?:of|for|von|der|de|du|del)[ ]{_SECTION}{words.TO}{_NEW_WORDS}"
)
_RENAME = re.compile(rf"{words.PLEASE}(?:rename|call)[ ]{_SECTION}[ ](?:to |as )?{_NEW_WORDS}")


def _read_section(source: Source) -> PageRequest | None:
    plain = source.plain
    if match := _HIDE.fullmatch(plain):
        return PageRequest("revise_section", ({"section": _named(source, match), "hidden": True},))
    if match := _REMOVE.fullmatch(plain):
        return PageRequest("remove_section", ({"section": _named(source, match)},))
    if (match := _SHOW.fullmatch(plain)) and (kind := _named(source, match) or _named(source, match, "2")) in get_args(
        SectionType
    ):
        return _shown(kind, plain)
    if match := _TEXT_SECTION.fullmatch(plain):
        return _text_section(source, match)
    return None


def _shown(kind: str, plain: str) -> PageRequest:
    """A list without its first entry is asked for that entry; whatever else is there to be shown is shown."""
    is_new = re.match(rf"{words.PLEASE}{words.ADDING}[ ]", plain) is not None
    asked = {"faq": "add_faq_item", "speakers": "add_speaker", "sponsors": "add_sponsor"}
    if is_new and kind in asked and not re.search(_PART, plain):
        lacks = "question" if kind == "faq" else "name"
        return PageRequest(_act(asked[kind]), ({},), lacks)
    return PageRequest("add_section", ({"type": kind},))


def _act(name: str) -> PageAct:
    return "add_faq_item" if name == "add_faq_item" else "add_speaker" if name == "add_speaker" else "add_sponsor"


def _text_section(source: Source, match: re.Match[str]) -> PageRequest:
    heading = _cut(source, match, "quoted") or _cut(source, match, "heading")
    text = _cut(source, match, "text")
    item = {"type": "rich_text", "heading": heading[:1].upper() + heading[1:]}
    return PageRequest("add_section", (item | ({"text": text} if text else {}),), "" if text else "text")


def _read_move(source: Source) -> PageRequest | None:
    match = _MOVE.fullmatch(source.plain)
    if match is None:
        return None
    item: dict[str, Any] = {"section": _named(source, match)}
    if match["before"]:
        item["before"] = _named(source, match, "2")
    elif match["top"]:
        item["after"] = "hero"
    elif not match["bottom"]:
        item["after"] = _named(source, match, "3")
    return PageRequest("move_section", (item,))


def _read_heading(source: Source) -> PageRequest | None:
    match = _HEADING.fullmatch(source.plain) or _RENAME.fullmatch(source.plain)
    if match is None:
        return None
    return PageRequest("revise_section", ({"section": _named(source, match), "heading": _cut(source, match, "text")},))


def _named(source: Source, match: re.Match[str], n: str = "") -> str:
    return _cut(source, match, f"quoted{n}") or words.section_in(match, n)


# --- Words -----------------------------------------------------------------------------------------

_TEXT = "|".join(rf"(?P<{name}>{pattern})" for name, pattern in words.TEXTS.items())
_PLACE = rf"(?:the |our |my |page'?s? |die |den |das |le |la |l'|el |the page'?s )*(?:{_TEXT})"
_WRITE = re.compile(
    rf"{words.PLEASE}(?:{words.WRITING}[ ])?{_PLACE}(?:[ ](?:of|on) the page)?{words.TO}(?P<text>\S.*)", re.DOTALL
)
_REWRITE = re.compile(rf"{words.PLEASE}{words.WRITING}[ ]{_PLACE}(?:[ ](?:of|on) the page)?{words.END}")
_DROP = re.compile(rf"{words.PLEASE}{words.REMOVING}[ ]{_PLACE}{words.END}")


def _read_words(source: Source) -> PageRequest | None:
    if match := _DROP.fullmatch(source.plain):
        return PageRequest("revise_page_copy", ({_place(match): ""},))
    if match := _REWRITE.fullmatch(source.plain):
        return PageRequest("revise_page_copy", ({"place": _place(match)},), "text")
    match = _WRITE.fullmatch(source.plain)
    text = _unquoted(_cut(source, match, "text")) if match else ""
    if match is None or _is_manner(text):
        return None
    return PageRequest("revise_page_copy", ({_place(match): text},))


def _place(match: re.Match[str]) -> str:
    return next(name for name in words.TEXTS if match[name])


_MANNER = re.compile(
    r"(?:(?:a (?:bit|little)|much|far|even)\s)?(?:more|less|shorter|longer|punchier|simpler|mehr|plus|mas)\b.{0,30}"
)


def _is_manner(text: str) -> bool:
    """ "Make the headline more professional", "make the intro shorter": a wish about the words, not the words."""
    return _MANNER.fullmatch(text.lower()) is not None


# --- Questions, people, slots ----------------------------------------------------------------------

_ASK = re.compile(
    rf"{words.PLEASE}{words.ADDING}[ ]{words.A}{words.QUESTION}(?:[ ](?:hinzu|dazu|called|named))?[ ]*[:,-]?[ ]*"
    r"(?P<rest>\S.*)",
    re.DOTALL,
)
_Q_AND_A = re.compile(r"\s*q(?:uestion)?[ ]*[:.][ ]*(?P<q>.+?)\s*\b(?:a|answer)[ ]*[:.][ ]*(?P<a>.+)", re.DOTALL)
_ANSWER_LABEL = re.compile(
    r"^[\s\"'”“»:.,-]*(?:(?:the )?(?:answer|antwort|reponse|respuesta|a)(?: is| ist| est| es)?[ ]*[:-][ ]*)?",
    re.IGNORECASE,
)


def _read_question(source: Source) -> PageRequest | None:
    if match := _Q_AND_A.fullmatch(source.plain):
        return PageRequest(
            "add_faq_item", ({"question": _cut(source, match, "q"), "answer": _cut(source, match, "a")},)
        )
    match = _ASK.fullmatch(source.plain)
    if match is None:
        return None
    rest = _cut(source, match, "rest")
    mark = re.search(r"\?[\"'”»]?|？", rest)
    if mark is None:
        return None
    question = rest[: mark.end()].strip(" \"'“”„«»")
    answer = _ANSWER_LABEL.sub("", rest[mark.end() :]).strip(" \"'“”„«»\n")
    item = {"question": question} | ({"answer": answer} if answer else {})
    return PageRequest("add_faq_item", (item,), "" if answer else "answer")


_SPEAKERS = re.compile(
    rf"{words.PLEASE}(?:{words.ADDING}[ ])?{words.A}{words.SPEAKER}(?:[ ](?:hinzu|dazu))?(?:[ ](?:called|named|is|"
    rf"are|namens))?"
    r"[ ]*(?P<mark>[:,-])?[ ]*(?P<rest>\S.*)",
    re.DOTALL,
)
_AS_SPEAKER = re.compile(
    rf"{words.PLEASE}{words.ADDING}[ ](?P<rest>\S.*?)[ ](?:as|als|comme|como)[ ]{words.A}{words.SPEAKER}"
    rf"(?:[ ](?:hinzu|dazu|an))?{words.END}",
    re.DOTALL,
)
_SPONSORS = re.compile(
    rf"{words.PLEASE}(?:{words.ADDING}[ ])?{words.A}(?:{words.TIER}[ -]?)?{words.SPONSOR}(?:[ ](?:hinzu|dazu))?"
    r"[ ]*(?P<mark>[:,-])?[ ]*(?P<rest>\S.*)",
    re.DOTALL,
)
_LINK = re.compile(r"https://[^\s<>\"']{4,280}")


def _read_speakers(source: Source) -> PageRequest | None:
    match = _AS_SPEAKER.fullmatch(source.plain) or _SPEAKERS.fullmatch(source.plain)
    if (
        match is None
        or read_money(source.plain)
        or re.search(r"\b(?:tickets?|pass(?:es)?|dinner|gifts?)\b", source.plain)
    ):
        return None
    has_verb = re.match(rf"{words.PLEASE}{words.ADDING}[ ]", source.plain)
    if not has_verb and not match.groupdict().get("mark"):
        return None
    people = read_people(_cut(source, match, "rest"))
    return PageRequest("add_speaker", tuple(people)) if people else None


def _read_sponsors(source: Source) -> PageRequest | None:
    match = _SPONSORS.fullmatch(source.plain)
    if (
        match is None
        or read_money(source.plain)
        or not (match["mark"] or re.match(rf"{words.PLEASE}{words.ADDING}[ ]", source.plain))
    ):
        return None
    rest = _cut(source, match, "rest")
    link = _LINK.search(rest)
    names = [one.strip(" .,\"'“”„«»()") for one in re.split(r"[;\n]|,\s+(?=[A-ZÀ-Þ])", _LINK.sub("", rest))]
    more = ({"tier": match["tier"].capitalize()} if match["tier"] else {}) | ({"link": link[0]} if link else {})
    named = [one for one in names if 1 < len(one) <= 80 and one[:1].isupper()]
    return PageRequest("add_sponsor", tuple({"name": one} | more for one in named)) if named else None


_SLOT = re.compile(
    rf"{words.PLEASE}{words.ADDING}[ ](?P<rest>\S.*?)[ ]{words.AGENDA}(?:[ ](?:hinzu|dazu|auf|ein))?{words.END}",
    re.DOTALL,
)
_SLOTS = re.compile(
    rf"{words.PLEASE}(?:{words.ADDING}[ ](?:{words.AGENDA}|{words.AGENDA_FIRST})(?:[ ](?:hinzu|dazu))?|"
    rf"{words.AGENDA_FIRST})"
    r"[ ]*[:,\n-]\s*(?P<rest>\S.*)",
    re.DOTALL,
)


def _read_slots(source: Source) -> PageRequest | None:
    match = _SLOT.fullmatch(source.plain) or _SLOTS.fullmatch(source.plain)
    items = read_agenda(_cut(source, match, "rest")) if match else []
    return PageRequest("add_agenda_item", tuple(items)) if items else None


_READERS = (
    _read_section, _read_move, _read_words, _read_heading, _read_slots, _read_question, _read_speakers, _read_sponsors,
)  # fmt: skip


def _cut(source: Source, match: re.Match[str], name: str) -> str:
    """The words as they were written."""
    if match.groupdict().get(name) is None:
        return ""
    return source.words(Span(*match.span(name)))


def _unquoted(text: str) -> str:
    """The text without the quotation marks around it, and without a full stop that only ends the message."""
    text = text.strip()
    inner = re.fullmatch(r"[\"'“”„«»‘’](.+?)[\"'“”„«»‘’][.!]?", text, re.DOTALL)
    return inner[1].strip() if inner else text
