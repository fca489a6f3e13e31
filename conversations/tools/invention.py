"""What a model may write on a page: only what the person said, the event knows, or the page says already.

Praise is allowed and remarked on; numbers, people and quotes from nowhere are left out, and so are answers about
matters only the organizer can know. A person's own words, which the built-in assistant hands on, are not judged here.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from conversations.registry import ToolContext
from conversations.understanding.spans import fold as folded
from conversations.understanding.times import read_times
from eventai.errors import DomainError
from events.page.claims import Claim, find_claims, fold, known_of
from events.page.facts import PageFacts

_SENTENCE = re.compile(r"(?<=[.!?])[ ]+")
# What only the organizer knows. A stem that the text has and nobody said is an answer made up.
_MATTERS = {
    "refunds": ("refund", "money back", "rückerstatt", "erstatt", "rembours", "reembols", "rimbors"),
    "parking": ("parking", "car park", "parkplatz", "parkplätze", "parken", "aparcamiento", "estacionamiento"),
    "an age limit": (
        "years old",
        "under 18",
        "over 18",
        "adults only",
        "ab 18",
        "mindestalter",
        "majeur",
        "mayores de",
    ),
    "access": ("wheelchair", "step-free", "barrierefrei", "rollstuhl", "fauteuil roulant", "silla de ruedas"),
    "food and drink": ("lunch is", "dinner is", "catering", "free food", "free drinks", "open bar", "verpflegung"),
    "a dress code": ("dress code", "black tie", "kleiderordnung", "tenue de", "etiqueta"),
    "recordings": ("recording", "livestream", "aufzeichnung", "enregistr", "grabaci"),
    "pets": ("dogs", "pets", "hunde", "haustiere", "chiens", "perros"),
}


class Invented(DomainError):
    """A model wrote what nobody said."""


class Witness:
    """Looks up what a text claims in what was said. Collects what was left out, and praise worth a second look."""

    def __init__(self, context: ToolContext, facts: PageFacts) -> None:
        self.is_strict = context.is_model
        self.said = "\n".join([*context.words, *_texts(context.subject.landing_page_config)])
        self.known = "\n".join([self.said, known_of(facts)])
        self.left_out: list[str] = []
        self.remarks: list[str] = []

    def line(self, text: str | None) -> str | None:
        """The text, or None when it must not stand."""
        return text if not text or not self._objections(text) else None

    def prose(self, text: str | None) -> str | None:
        """The text without the sentences that must not stand; None when nothing is left."""
        if not text:
            return text
        rows = []
        for row in text.split("\n"):
            kept = [sentence for sentence in _SENTENCE.split(row) if not self._objections(sentence)]
            rows.append(" ".join(kept))
        return re.sub(r"\n{3,}", "\n\n", "\n".join(rows)).strip() or None

    def pairs(self, pairs: Iterable[tuple[str, str]] | None) -> tuple[tuple[str, str], ...] | None:
        """The pairs that may stand, whole; None when there were none to begin with, or none is left."""
        if pairs is None:
            return None
        return tuple((first, then) for first, then in pairs if not self._objections(f"{first}\n{then}")) or None

    def require(self, what: str, text: str | None) -> None:
        """Raise Invented unless every word of a name was said: "speaker", "Ada Lovelace"."""
        if not self.is_strict or not text:
            return
        known = fold(self.known)
        strange = [
            word for word in re.findall(r"[\w'-]+", fold(text)) if not re.search(rf"(?<!\w){re.escape(word)}", known)
        ]
        if strange:
            raise Invented(f"Nobody told me of the {what} “{text}”. Ask the person, or leave it out.")

    def require_times(self, times: Sequence[str | None]) -> None:
        """Raise Invented unless the hours were said."""
        told = read_times(folded(self.said)) if self.is_strict else []
        known = {_half_day(f"{at:%H:%M}") for span in told for at in (span.start, span.end) if at}
        strange = [at for at in times if at and _half_day(at) not in known and at not in self.known]
        if self.is_strict and strange:
            raise Invented(f"Nobody said {', '.join(strange)}. Ask the person for the hours, or leave them out.")

    @property
    def rows(self) -> tuple[tuple[str, str], ...]:
        """What to show of it on a receipt."""
        return (*(("Left out", one) for one in self.left_out[:4]), *(("Please check", one) for one in self.remarks[:4]))

    @property
    def sentence(self) -> str:
        """The refusal, when nothing may stand."""
        return f"Nothing was written: nobody told me {'; '.join(self.left_out[:3])}. I do not make up facts."

    def _objections(self, text: str) -> list[str]:
        claims = find_claims(text, known=self.known) if self.is_strict else []
        found = [claim.remark for claim in claims if claim.is_fact] + self._matters(text)
        self.left_out += [one for one in found if one not in self.left_out]
        if not found:
            self.remarks += [remark for remark in map(_remark, claims) if remark not in self.remarks]
        return found

    def _matters(self, text: str) -> list[str]:
        if not self.is_strict:
            return []
        plain, known = text.casefold(), self.said.casefold()
        return [
            f"about {matter}"
            for matter, stems in _MATTERS.items()
            if any(stem in plain for stem in stems) and not any(_root(stem) in known for stem in stems)
        ]


def _remark(claim: Claim) -> str:
    return claim.remark


def _half_day(clock: str) -> str:
    """The time on a dial: who says half past eight may mean either."""
    hours, _, minutes = clock.partition(":")
    return f"{int(hours) % 12}:{minutes}"


def _root(stem: str) -> str:
    """Enough of a word to know that the matter was spoken of: "recording" was, if "recorded" was."""
    return stem if " " in stem else stem[: max(4, len(stem) - 3)]


def _texts(node: Any) -> list[str]:
    """Every text of a page."""
    if isinstance(node, str):
        return [node]
    values = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return [text for value in values for text in _texts(value)]
