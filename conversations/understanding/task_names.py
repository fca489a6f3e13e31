"""Which task of a list somebody means by a few words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from conversations.understanding.spans import fold, normalise
from conversations.understanding.task_words import LETTERS, THE

_LIKE, _SURE = 82, 100
_SMALL = frozenset("a an the to for of and my our task todo der die das den le la les de el los un une una".split())


@dataclass(frozen=True)
class Listed:
    """A task as the list shows it."""

    title: str
    type: str


def find_tasks(words: str, tasks: Sequence[Listed]) -> list[int]:
    """The places of the tasks that the words may mean: one when it is clear, several when it is not."""
    plain = re.sub(rf"^{THE}", "", fold(normalise(words)).strip(" .,;:!?\"'"))
    if not plain:
        return []
    scores = [(_likeness(plain, task), place) for place, task in enumerate(tasks)]
    best = max((score for score, _ in scores), default=0)
    if best < _LIKE:
        return []
    margin = 0 if best >= _SURE else 4
    return [place for score, place in scores if score >= best - margin]


def _likeness(plain: str, task: Listed) -> float:
    """How surely the words mean the task: its very title, its kind of letter, its words, something close."""
    title = fold(task.title)
    if plain == title:
        return 130
    if (pattern := LETTERS.get(task.type)) and re.fullmatch(pattern, plain):
        return 120
    said, held = _words(plain), _words(title)
    if said and said <= held:
        return 100 + 10 * len(said) / len(held)
    return min(99, fuzz.token_set_ratio(" ".join(sorted(said)), " ".join(sorted(held)))) if said and held else 0


def _words(text: str) -> set[str]:
    return set(re.findall(r"[\w-]+", text)) - _SMALL
