"""What a reader would stumble over on a page: words that stand in for others, claims nobody has checked, wrong days."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from events.page.claims import find_claims, fold, known_of
from events.page.contradictions import contradictions
from events.page.editing import NAMES
from events.page.facts import PageFacts
from events.page.live import fill_line
from events.page.schema import About, Agenda, Gallery, Hero, Image, Page, Speakers, Sponsors, Venue
from events.page.theme import SHAPE_CONTRAST, Theme, accent_on, contrast

RemarkKind = Literal["stand_in", "to_come", "claim", "contradiction", "no_description", "gone", "accent"]

# What somebody forgot to replace. A link's text in Markdown, "[the map](https://…)", is none.
_STAND_IN = re.compile(
    r"lorem ipsum|\{\{[^}\n]{0,60}\}\}|\{[a-z_]{2,30}\}|\b(?:TODO|FIXME|X{3,})\b"
    r"|\[(?=[^\]\n]*\b(?i:insert|your|tb[acd]|todo|placeholder|add|fill|enter|name|date|venue|city|speaker|company|x{2,}|hier|"
    r"einfügen|datum|ort|nom|insérer|nombre|fecha|insertar)\b)[^\]\n]{2,60}\](?!\()"
)
_LOREM = re.compile(r"lorem ipsum[^.\n]{0,20}", re.IGNORECASE)
_TO_COME = re.compile(
    r"\bT\.?B\.?[ACD]\b\.?|\bto be (?:announced|confirmed|determined|decided)\b|\bcoming soon\b|\bin kürze\b"
    r"|\bwird noch bekannt\w*|\bà (?:confirmer|venir)\b|\bpor (?:confirmar|anunciar)\b",
    re.IGNORECASE,
)
_LIST_NUMBER = re.compile(r"(?m)^\s*\d+[.)]\s")
_SHOWN_TEXTS = (
    "title",
    "tagline",
    "heading",
    "body",
    "text",
    "q",
    "a",
    "note",
    "directions",
    "after",
    "bio",
    "label",
    "name",
)
# A bus line, a telephone number, a session's own number claims nothing.
_CLAIM_NOTHING = ("agenda", "venue", "contact", "sponsors")


@dataclass(frozen=True)
class Remark:
    """One thing to look at: of what kind, where on the page, the words meant, and what is to be said of them.

    `section` is the section's id, empty for the page as a whole.
    """

    kind: RemarkKind
    words: str
    place: str = ""
    section: str = ""
    detail: str = ""

    @property
    def key(self) -> str:
        """The claim however it is spelled, for remembering that somebody has checked it."""
        return fold(self.words)


@dataclass(frozen=True)
class _Passage:
    """One text of the page as visitors read it."""

    text: str
    place: str
    section: str
    type: str
    field: str = ""


def review_page(page: Page, facts: PageFacts, *, known: str = "") -> list[Remark]:
    """Everything on the page that is worth a look before strangers see it; hidden sections are left out.

    `known` adds to what the facts say.
    """
    told = "\n".join((known, known_of(facts), *_counts(page)))
    found: list[Remark] = []
    for passage in _passages(page, facts):
        wrong = list(_contradictions(passage, facts))
        claims = _claims(passage, told, besides=[remark.words for remark in wrong])
        found += [*_stand_ins(passage), *wrong, *claims]
    return [*dict.fromkeys(found), *_pictures(page, facts), *_accent(page.theme)]


def _passages(page: Page, facts: PageFacts) -> Iterator[_Passage]:
    for section in page.sections:
        if not section.hidden:
            for name, text in _texts(section.model_dump()):
                yield _Passage(fill_line(text, facts), f"“{NAMES[section.type]}”", section.id, section.type, name)
    for line in filter(None, (page.seo.title, page.seo.description)):
        yield _Passage(fill_line(line, facts), "link previews", "", "seo")


def _texts(part: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The texts of a section and what is in it; a figure is read with what it counts."""
    if part.get("placeholder") or part.get("tba"):
        return  # stands in for somebody, and only the organizer sees it
    if "value" in part:
        yield "figure", f"{part['value']} {part['label']}"
        return
    for name, value in part.items():
        if isinstance(value, str) and value and name in _SHOWN_TEXTS:
            yield name, value
        elif isinstance(value, dict):
            yield from _texts(value)
        elif isinstance(value, list):
            for one in value:
                if isinstance(one, dict):
                    yield from _texts(one)


def _stand_ins(passage: _Passage) -> Iterator[Remark]:
    for match in (*_LOREM.finditer(passage.text), *_STAND_IN.finditer(passage.text)):
        yield Remark("stand_in", match[0].strip(), passage.place, passage.section)
    for match in _TO_COME.finditer(_STAND_IN.sub("", passage.text)):
        yield Remark("to_come", match[0], passage.place, passage.section)


def _contradictions(passage: _Passage, facts: PageFacts) -> Iterator[Remark]:
    is_headline = passage.type == "hero" and passage.field == "title"
    for wrong in contradictions(passage.text, facts, is_headline=is_headline):
        written = re.search(re.escape(wrong.words), passage.text, re.IGNORECASE)
        words = written[0] if written else wrong.words
        yield Remark("contradiction", words, passage.place, passage.section, wrong.sentence)


def _claims(passage: _Passage, told: str, *, besides: list[str]) -> Iterator[Remark]:
    """Numbers, quotes and praise without a source, besides what is wrong already. Names are the organizer's."""
    if passage.type in _CLAIM_NOTHING or passage.field in ("name", "label"):
        return
    text = _LIST_NUMBER.sub("", _STAND_IN.sub("", passage.text))
    for words in besides:
        text = text.replace(words, "")
    for claim in find_claims(text, known=told):
        if claim.kind != "person":
            yield Remark("claim", claim.words, passage.place, passage.section, claim.remark)


def _counts(page: Page) -> Iterator[str]:
    """What the page itself lists can be counted on it."""
    for section in page.sections:
        match section:
            case Speakers() | Sponsors():
                yield str(sum(not getattr(item, "placeholder", False) for item in section.items))
            case Agenda():
                yield str(sum(not item.is_break for day in section.days for item in day.items))


def _pictures(page: Page, facts: PageFacts) -> Iterator[Remark]:
    """Pictures that say something to the eye alone. A photo or logo stands beside the name."""
    for section in page.sections:
        images: list[Image | None] = []
        match section:
            case Hero() | About() | Venue():
                images = [section.image]
            case Gallery():
                images = list(section.images)
        for image in images if not section.hidden else ():
            stored = facts.pictures.get(image.asset) if image else None
            if image and stored is None:
                yield Remark("gone", "", f"“{NAMES[section.type]}”", section.id)
            elif image and stored and not (image.alt or stored.alt):
                yield Remark("no_description", "", f"“{NAMES[section.type]}”", section.id)


def _accent(theme: Theme) -> Iterator[Remark]:
    """An accent of one's own that had to be moved to be seen."""
    if (accent := theme.accent) is None:
        return
    schemes = (
        theme.look.light if theme.color_mode != "dark" else None,
        theme.look.dark if theme.color_mode != "light" else None,
    )
    for papers in filter(None, schemes):
        weakest = min(contrast(accent, paper) for paper in papers)
        if weakest < SHAPE_CONTRAST:
            shown = accent_on(accent, papers)[0]
            yield Remark("accent", accent, detail=f"{weakest:.1f} to 1, so {shown} is shown")
