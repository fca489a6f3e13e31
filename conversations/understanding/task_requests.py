"""Messages about the event's tasks and letters: what is to be done with which, and when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, get_args

from conversations.understanding import task_words as words
from conversations.understanding.brief import local_day
from conversations.understanding.due_words import NOT_SAID, Due, due_in
from conversations.understanding.spans import Source, Span

TaskAct = Literal[
    "add_task", "approve_task", "complete_task", "dismiss_task", "explain_task", "reschedule_task", "revise_task"
]
TASK_ACTS: tuple[str, ...] = get_args(TaskAct)
LONGEST = 240
"""Longer messages tell of an event; a reminder they mention is one of its facts."""


@dataclass(frozen=True)
class TaskRequest:
    """One act on one task. `name` is how the person calls it, or the words of the new one; `when_text` says the time.

    `field` and `words` are what of a letter or task is to be said otherwise.
    """

    act: TaskAct
    name: str
    when_text: str = ""
    due: Due = NOT_SAID
    field: Literal["", "subject", "text", "title"] = ""
    words: str = ""


_NAMED = (
    rf"{words.WHICH}(?:(?P<letter>{words.LETTER})|{words.TASK}[ :]+(?P<task>.{{2,160}}?)"
    rf"|(?P<named>.{{2,160}}?)[ ]{words.TASK})"
)
_BARE = rf"{words.WHICH}(?:(?P<letter>{words.LETTER})|(?P<task>.{{2,160}}?))"
_OPENING = rf"[\W_]*{words.PLEASE}"
_END = r"[\W_]*"
_WHEN = r"(?:[ ,]+(?P<when>.+?))"

_ADD = re.compile(rf"{_OPENING}{words.ADDING}[ ]*(?P<what>.{{2,}}?){_END}", re.DOTALL)
_ON_LIST = re.compile(rf"{_OPENING}{words.ON_MY_LIST}(?P<rest>.*?){_END}", re.DOTALL)
_MOVE = re.compile(
    rf"{_OPENING}{words.MOVING}[ ]{words.WHICH}"
    rf"(?:(?P<letter>{words.LETTER})|(?P<named>.{{2,80}}?)[ ]{words.TASK}){_WHEN}{_END}"
    rf"|{_OPENING}(?:{words.THE})?(?P<letter2>{words.LETTER})[ ]"
    r"(?:should|shall|must|has to|needs to|soll\w*|muss|doit|debe|deve)[ ](?P<when2>.+?)[\W_]*",
    re.DOTALL,
)
_MOVE_TASK = re.compile(
    rf"{_OPENING}{words.MOVING}[ ]{words.WHICH}{words.TASK}[ :]+(?P<what>.{{2,}}?){_END}", re.DOTALL
)
_REMOVE = re.compile(
    rf"{_OPENING}{words.REMOVING}[ ]{_NAMED}(?:[ ]?(?:weg|raus|out|please|bitte|anymore|any more))*{_END}"
)
_APPROVE = re.compile(rf"{_OPENING}{words.APPROVING}[ ]{_NAMED}(?:[ ](?:frei|goed|now|please|bitte))*{_END}")
_FINISH = re.compile(
    rf"{_OPENING}(?:{words.DONE_FIRST}[ ]?[:,;-]+[ ]*{_BARE}|"
    rf"{words.DONE_FIRST}[ ]{words.THE}{words.TASK}[ :]+(?P<task2>.+?)"
    rf"|{words.TICKING}[ ]{words.WHICH}(?:(?P<letter3>{words.LETTER})|"
    rf"(?:{words.TASK}[ :]+)?(?P<task3>.{{2,160}}?))[ ]{words.DONE_LAST}"
    rf"|(?:tick off|check off|cross off|complete|coche[rz]?)[ ]{words.WHICH}"
    rf"(?:{words.TASK}[ :]+)?(?P<task4>.{{2,160}}?)"
    rf"|(?:{words.THE})?(?:{words.TASK}[ :]+)(?P<task5>.{{2,160}}?)[ ]{words.DONE_LAST}"
    rf"|{words.WHICH}(?P<task6>\w[^,.;:!?\n]{{1,60}}?)[ ]{words.SURELY_DONE}){_END}"
)
_WORDS = re.compile(
    rf"{_OPENING}(?:change|set|make|rename|andere|setz\w*|change[rz]?|cambia[r]?)[ ](?:"
    rf"(?:the |den |die |le |la |el )?(?P<part>subject|betreff|objet|asunto|text|wording|texte|"
    rf"texto)[ ](?:line )?(?:of|for|von|der|"
    rf"fur|de|du|del)[ ]{words.WHICH}(?P<letter>{words.LETTER})|"
    rf"(?:{words.THE})?{words.TASK}[ :]+(?P<task>.{{2,160}}?))"
    r"[ ]?(?:[ ](?:to|into|zu|in|auf|en|a|por)\b|:)[ ]*(?P<words>.+)",
    re.DOTALL,
)
_WHY = re.compile(rf"{_OPENING}{words.ASKING_WHY}.{{0,60}}?(?:\b|')(?P<letter>{words.LETTER})\b.{{0,60}}")
_WHY_TASK = re.compile(
    rf"{_OPENING}(?:why|warum|wieso|pourquoi|por ?que|perche|waarom|"
    rf"varfor)\b.{{0,40}}\b{words.TASK}[ :]+(?P<task>.{{2,100}}?)(?: there| on (?:my|the) list)?{_END}"
)


def read_task_request(source: Source, *, now: datetime, timezone: str, locale: str) -> TaskRequest | None:
    """What the message wants done with a task; None where it is about something else."""
    plain = source.plain.strip("\n ")
    if not 4 <= len(plain) <= LONGEST or source.foreign or source.shown.lstrip().startswith(">"):
        return None
    shown = source.shown[len(source.plain) - len(source.plain.lstrip("\n ")) :][: len(plain)]
    reading = _Reading(plain, shown, local_day(now, timezone), locale)
    return (
        reading.finished()
        or reading.reworded()
        or reading.approved()
        or reading.removed()
        or reading.asked()
        or reading.moved()
        or reading.added()
    )


@dataclass(frozen=True)
class _Reading:
    """One message: folded, as written, on which day, in whose order of day and month."""

    plain: str
    shown: str
    today: date
    locale: str

    def added(self) -> TaskRequest | None:
        match = _ADD.fullmatch(self.plain) or _ON_LIST.fullmatch(self.plain)
        if match is None:
            return None
        named = Span(match.end("what"), match.start("rest")) if match.re is _ON_LIST else None
        name, when, due = self._name_and_time(match.start("what"), named)
        return TaskRequest("add_task", name, when, due) if re.search(r"\w{2}", name) else None

    def moved(self) -> TaskRequest | None:
        if match := _MOVE_TASK.fullmatch(self.plain):
            name, when, due = self._name_and_time(match.start("what"))
            return TaskRequest("reschedule_task", name, when, due) if name and due else None
        match = _MOVE.fullmatch(self.plain)
        if match is None:
            return None
        name, place = self._named(match), "when" if match["when"] else "when2"
        start, end = match.span(place)
        due = due_in(self.plain[start:end], today=self.today, locale=self.locale)
        return TaskRequest("reschedule_task", name, self.shown[start:end].strip(), due) if name and due else None

    def _name_and_time(self, start: int, taken: Span | None = None) -> tuple[str, str, Due]:
        """What stands from `start`: a task's words around those of a time. `taken` belongs to neither."""
        end = len(self.plain)
        due = due_in(self.plain[start:end], today=self.today, locale=self.locale)
        times = [Span(start + span.start, start + span.end) for span in due.spans]
        when = " ".join(self.shown[span.start : span.end].strip() for span in times)
        return _tidy(_without(self.shown, start, end, [*times, *([taken] if taken else [])])), when, due

    def removed(self) -> TaskRequest | None:
        return self._simple(_REMOVE, "dismiss_task")

    def approved(self) -> TaskRequest | None:
        return self._simple(_APPROVE, "approve_task")

    def finished(self) -> TaskRequest | None:
        return self._simple(_FINISH, "complete_task")

    def asked(self) -> TaskRequest | None:
        match = _WHY.fullmatch(self.plain) or _WHY_TASK.fullmatch(self.plain)
        name = self._named(match) if match else ""
        return TaskRequest("explain_task", name) if name else None

    def reworded(self) -> TaskRequest | None:
        match = _WORDS.fullmatch(self.plain)
        if match is None:
            return None
        said = _tidy(self.shown[match.start("words") : match.end("words")])
        part: Literal["subject", "text", "title"] = "title"
        if match["part"]:
            part = "subject" if match["part"] in ("subject", "betreff", "objet", "asunto") else "text"
        name = self._named(match)
        return TaskRequest("revise_task", name, field=part, words=said) if name and said else None

    def _simple(self, pattern: re.Pattern[str], act: TaskAct) -> TaskRequest | None:
        match = pattern.fullmatch(self.plain)
        name = self._named(match) if match else ""
        return TaskRequest(act, name) if name else None

    def _named(self, match: re.Match[str]) -> str:
        """The name in the match, as it was written."""
        for group, found in match.groupdict().items():
            if found and group.startswith(("letter", "task", "named")):
                return _tidy(self.shown[match.start(group) : match.end(group)])
        return ""


def _without(text: str, start: int, end: int, spans: list[Span]) -> str:
    kept, place = [], start
    for span in sorted(spans, key=lambda span: span.start):
        kept.append(text[place : max(place, span.start)])
        place = max(place, span.end)
    return " ".join([*kept, text[place:end]])


def _tidy(text: str) -> str:
    """A name without what surrounds it: quotes, commas, the verb's particles."""
    tidy = re.sub(r"\s+", " ", text).strip(" \t.,;:!?-\"'“”„‟«»‘’")
    return re.sub(r"\s+([,.;:!?])", r"\1", tidy)
