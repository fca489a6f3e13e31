"""Which of the event's own ticket types a message speaks of, however it writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from conversations.understanding.spans import Span, fold

_GENERIC = frozenset(
    "ticket tickets pass passes entry admission seat seats place places price the a an of for per to and und et y e en "
    "with or in at on single-ticket karte karten billet billets tarif entrada entradas ingresso biglietto".split()
)
_ALIKE: tuple[frozenset[str], ...] = tuple(
    frozenset(group.split())
    for group in (
        "kid kids child children junior juniors kinder kind enfant enfants nino ninos bambini crianca criancas barn",
        "adult adults grownups grown-ups grownup erwachsene adulte adultes adulto adultos adulti",
        "standard regular normal general late full",
        "door doors gate ak abendkasse",
        "advance adv presale pre-sale vvk vorverkauf",
        "student students studierende etudiant etudiants estudiante estudiantes estudante estudantes studenti",
        "concession concessions conc concs reduced ermassigt reduit reduzido ridotto",
        "member members mitglieder mitglied membres socios soci leden",
        "family families familie famille familia famiglia",
        "senior seniors pensioner pensioners oap oaps rentner",
        "person people individual individuals",
    )
)


def mentions(plain: str, names: Sequence[str]) -> list[tuple[Span, str]]:
    """Where the (folded) text names one of the ticket types: the longest way of saying it first, none twice."""
    found: list[tuple[Span, str]] = []
    for pattern, name in sorted(_ways(names), key=lambda way: -len(way[0])):
        for match in re.finditer(rf"(?<![\w-]){pattern}(?![\w])", plain):
            span = Span(*match.span())
            if not any(span.overlaps(other) for other, _ in found):
                found.append((span, name))
    return sorted(found, key=lambda item: item[0].start)


def _ways(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Patterns for each name: as it is, without words for tickets, and by a word that no other name has."""
    words_of = {name: [word for word in re.findall(r"[\w'-]+", fold(name)) if word not in _GENERIC] for name in names}
    for name in names:
        folded = fold(name)
        yield "[ -]?".join(re.escape(word) for word in re.split(r"[ -]+", folded)) + "(?:s|es)?", name
        words = words_of[name]
        if words and " ".join(words) != folded:
            yield "[ -]".join(_any_form(word) for word in words), name
        others = {form for other in names if other != name for word in words_of[other] for form in _forms(word)}
        for word in words:
            if len(word) > 2 and not word.isdigit() and not _forms(word) & others:
                yield _any_form(word), name


def _forms(word: str) -> frozenset[str]:
    """The words that say the same, "kids" for "children"."""
    return next((group for group in _ALIKE if word in group or word.removesuffix("s") in group), frozenset({word}))


def _any_form(word: str) -> str:
    return "(?:" + "|".join(f"{re.escape(form)}(?:s|es|'s)?" for form in sorted(_forms(word) | {word})) + ")"


def known_ticket(plain: str, names: Sequence[str]) -> str | None:
    """The existing ticket the text speaks of; a slip or two in a longer name is forgiven."""
    best: tuple[float, int, str] | None = None
    for name in names:
        folded = fold(name)
        if len(folded) < 2:
            continue
        written = "[ -]?".join(re.escape(word) for word in re.split(r"[ -]", folded))
        exact = re.search(rf"(?<!\w){written}(?:s|es)?(?!\w)", plain)
        score = 100.0 if exact else _likeness(folded, plain)
        if score >= 86 and (best is None or (score, len(folded)) > best[:2]):
            best = (score, len(folded), name)
    if best:
        return best[2]
    spoken = list(dict.fromkeys(name for _, name in mentions(plain, names)))
    return spoken[0] if len(spoken) == 1 else None


def _likeness(name: str, plain: str) -> float:
    words = re.findall(r"[\w-]+", plain)
    count = len(name.split())
    core = re.sub(r"[ -]?(?:tickets?|pass)$", "", name)
    if core != name and len(core) > 2 and re.search(rf"(?<!\w){re.escape(core)}(?!\w)", plain):
        return 95
    if len(name) < 5:
        return 0
    return max((fuzz.ratio(name, " ".join(words[i : i + count])) for i in range(len(words) - count + 1)), default=0)
