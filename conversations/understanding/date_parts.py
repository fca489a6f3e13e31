"""Days and ranges of days as they stand in the text, before and after they are resolved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Literal

from conversations.understanding.spans import Span

Trouble = Literal["impossible", "weekday", "past", "ambiguous"]
Strength = Literal["stated", "relative", "weekday", "vague"]


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A date, or a range of days, as it stands in the text."""

    span: Span
    first: date | None
    last: date | None = None
    strength: Strength = "stated"
    trouble: Trouble | None = None
    choices: tuple[date, ...] = ()
    at: time | None = None
    is_utc: bool = False
    pieces: tuple[Span, ...] = ()

    @property
    def consumed(self) -> tuple[Span, ...]:
        """The words of the days alone; a time between them stays to be read."""
        return self.pieces or (self.span,)


@dataclass(frozen=True, slots=True)
class Part:
    """One day as written; the year may follow from a neighbour or from today."""

    span: Span
    day: int
    month: int
    year: int | None = None
    weekday: int | None = None
    swapped: bool = False
    until: Part | None = None
    otherwise: Part | None = None
    pieces: tuple[Span, ...] = ()
    at: time | None = None
    is_utc: bool = False


JOIN = (
    r"[ ,]*(?:(?:and |et |und |y |e )?(?:it )?(?:runs|goes|lasts|stays open|is open|is on|lauft|geht|dure|continues) )?"
    r"(?:-+|→|to|through|thru|until|till?|bis(?: zum)?|au|jusqu'au|al?|ao|ate|tot(?: en met)?|t/m|och|and|"
    r"und|et|y|e|en|&|\+|do|og|"
    r",? ?(?:and|und|&) (?:ending|closing)(?: on)?)[ ]*(?:on )?(?:the |le |el |il |den |dem |am )?"
)
OR = r"[ ,]*(?:or|oder|ou|o|of|eller|/or)[ ]+(?:maybe |perhaps |else |vielleicht |peut-etre |am |le |el |il )?"
