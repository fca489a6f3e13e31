"""What a message of a running conversation asks for: facts first, then the words around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from conversations.understanding import cues
from conversations.understanding.answers import read_answer
from conversations.understanding.brief import read_follow_up, understand_brief
from conversations.understanding.corrections import bare_number, corrected, without_shares
from conversations.understanding.edits import PriceChange, moved, read_price_change, read_shift
from conversations.understanding.facts import Brief, Moment, TicketBrief
from conversations.understanding.page_requests import PageRequest, read_page_request
from conversations.understanding.spans import Source
from conversations.understanding.task_requests import TaskRequest, read_task_request
from conversations.understanding.task_words import MY_LIST
from conversations.understanding.ticket_edits import read_ticket_edits

RequestKind = Literal[
    "brief",
    "revise_event",
    "set_ticket",
    "remove_ticket",
    "set_theme",
    "rewrite_page",
    "publish_event",
    "undo",
    "redo",
    "list_tasks",
    "edit_page",
    "add_task",
    "approve_task",
    "complete_task",
    "dismiss_task",
    "explain_task",
    "reschedule_task",
    "revise_task",
    "greeting",
    "help",
    "confirm",
    "deny",
    "question",
    "unclear",
]
SHORT = 90
"""A message that publishes says only that; in a longer one the word is talk, or somebody else's."""


@dataclass(frozen=True)
class Request:
    """One request. `brief` holds the facts it names, resolved against the event where that is known.

    `ticket` is the one to set or remove, under its existing name where the text means an existing one; `tickets` are
    all that are to be set. `price_change` and `shift` are changes relative to what is there. `alternatives` are other kinds it may be.
    """

    kind: RequestKind
    brief: Brief
    ticket: TicketBrief | None
    theme: str | None
    tone: str | None
    confidence: float
    alternatives: tuple[str, ...] = ()
    price_change: PriceChange | None = None
    shift: timedelta | None = None
    tickets: tuple[TicketBrief, ...] = ()
    task: TaskRequest | None = None
    page: PageRequest | None = None


def understand_request(
    text: str,
    *,
    now: datetime,
    timezone: str,
    locale: str,
    ticket_names: Sequence[str],
    has_event: bool,
    pending_field: str | None,
    event_start: Moment | None = None,
    event_end: Moment | None = None,
    before: str = "",
) -> Request:
    """Tell what the message wants; never raises.

    `pending_field` is what the assistant asked last, `before` the person's message before this one. With `event_start` (and `event_end`) "move it to Friday",
    "a week later" and "end at 1.30pm" come back as full moments in `brief.start` and `brief.end`.
    """
    source = Source.of(text)
    if command := _command(source):
        return Request(command, Brief(), None, None, None, 1.0)
    if not has_event:
        return _first_message(text, source, now=now, timezone=timezone, locale=locale, pending_field=pending_field)
    if task := read_task_request(source, now=now, timezone=timezone, locale=locale):
        return Request(task.act, Brief(), None, None, None, 0.9, task=task)
    if page := read_page_request(source, ticket_names=ticket_names):
        return Request("edit_page", Brief(), None, None, None, 0.9, page=page)
    brief = read_follow_up(
        text, now=now, timezone=timezone, locale=locale, naming=pending_field == "name", anchor=event_start
    )
    brief = read_answer(source, brief, pending_field)
    if (number := bare_number(source.plain)) and not _event_facts(brief) and not brief.tickets:
        before_it = understand_brief(before, now=now, timezone=timezone, locale=locale)
        brief = corrected(source, brief, number, before_it, pending_field)
    shift = read_shift(source.plain)
    brief = moved(source.plain, brief, event_start, event_end, shift)
    tickets = read_ticket_edits(source, brief, ticket_names)
    brief = without_shares(source.plain, brief, tickets, ticket_names)
    return _weighed(source.plain, brief, tickets, shift)


def _weighed(plain: str, brief: Brief, tickets: tuple[TicketBrief, ...], shift: timedelta | None) -> Request:
    """The request with the most points, and of the findings those that belong to it."""
    ticket = tickets[0] if tickets else None
    theme, tone, change = _theme(plain), _tone(plain), read_price_change(plain)
    scores = _scores(plain, brief, ticket, shift=shift, change=change, theme=theme, tone=tone)
    kind, confidence, alternatives = _best(scores)
    if ticket and change:
        ticket = replace(ticket, price=None)
        tickets = (ticket, *tickets[1:])
    return Request(
        kind,
        brief,
        ticket if kind in ("set_ticket", "remove_ticket") else None,
        theme if kind == "set_theme" else None,
        tone if kind == "rewrite_page" else None,
        confidence,
        alternatives,
        change if kind == "set_ticket" else None,
        shift,
        tickets if kind == "set_ticket" else (),
    )


def _command(source: Source) -> RequestKind | None:
    """Messages that are nothing but a command, a yes, a no or a greeting."""
    plain = source.plain.strip()
    if not re.search(r"\w", plain):
        return "unclear"
    if len(plain) > SHORT:
        return None
    if cues.PUBLISH.fullmatch(plain):
        quoted = source.shown.lstrip().startswith(">")
        return "unclear" if source.foreign or quoted else "publish_event"
    patterns: tuple[tuple[RequestKind, re.Pattern[str]], ...] = (
        ("undo", cues.UNDO),
        ("redo", cues.REDO),
        ("confirm", cues.CONFIRM),
        ("greeting", cues.GREETING),
        ("deny", cues.DENY),
        ("help", cues.HELP),
    )
    return next((kind for kind, pattern in patterns if pattern.fullmatch(plain)), None)


def _first_message(
    text: str, source: Source, *, now: datetime, timezone: str, locale: str, pending_field: str | None
) -> Request:
    brief = read_answer(source, understand_brief(text, now=now, timezone=timezone, locale=locale), pending_field)
    facts = _facts(brief)
    if facts or brief.summary or brief.problems or brief.date_candidates:
        return Request("brief", brief, None, None, None, min(1.0, 0.5 + 0.15 * facts))
    if cues.TASKS.search(source.plain):
        return Request("list_tasks", brief, None, None, None, 0.8)
    if source.plain.rstrip().endswith("?") and cues.QUESTION.match(source.plain):
        return Request("question", brief, None, None, None, 0.6, ("help",))
    wants_event = re.search(
        r"\b(?:event|veranstaltung|evenement|evento|evenement|evenemang|page|seite)\b", source.plain
    )
    return Request(
        "brief" if wants_event else "unclear", brief, None, None, None, 0.5 if wants_event else 0.2, ("help",)
    )


def _facts(brief: Brief) -> int:
    found = (
        brief.name,
        brief.kind,
        brief.start,
        brief.start_time,
        brief.venue,
        brief.city,
        brief.online,
        brief.capacity,
    )
    return sum(item is not None for item in found) + len(brief.tickets)


def _scores(
    plain: str,
    brief: Brief,
    ticket: TicketBrief | None,
    *,
    shift: timedelta | None,
    change: PriceChange | None,
    theme: str | None,
    tone: str | None,
) -> dict[RequestKind, float]:
    """Points for every kind of request: what it needs and found, and the words that go with it."""
    remove, add, edit = bool(cues.REMOVE.search(plain)), bool(cues.ADD.search(plain)), bool(cues.CHANGE.search(plain))
    page, style = bool(cues.COPY.search(plain)), bool(cues.STYLE.search(plain))
    told = bool(ticket and (ticket.price is not None or ticket.quantity or ticket.sale_ends)) or bool(change)
    event = _event_facts(brief) + (shift is not None)
    scores: dict[RequestKind, float] = {
        "set_ticket": (2.5 * told + 1.0 * add + 0.5 * edit + 1.0 * bool(ticket and ticket.name))
        if ticket and (told or (add and not remove))
        else 0,
        "remove_ticket": 3.5 if ticket and ticket.name and remove and not (ticket.price or change) else 0,
        "revise_event": min(4.0, 2.2 * event) + 0.6 * edit + 0.6 * bool(brief.name) if event else 0,
        "set_theme": (2.2 + 1.5 * style + 0.3 * edit if style or not page else 1.6) if theme else 1.8 * style,
        "rewrite_page": (2.4 + page if tone else 1.6 * page) + 0.4 * bool(tone and edit),
        "list_tasks": 4.0 if cues.TASKS.search(plain) or MY_LIST.search(plain) else 0,
        "brief": 5.5 if cues.NEW_EVENT.search(plain) else 0,
        "question": _question_points(plain, edit=edit),
    }
    if ticket and told and (ticket.sale_ends or (ticket.name and brief.capacity and not brief.start)):
        scores["revise_event"] -= 2.5
    if cues.ELSEWHERE.search(plain) and not (edit and brief.name):
        scores["revise_event"] -= 5
        scores["rewrite_page"] -= 2
    if scores["question"] > 2 and not edit:
        scores["revise_event"] = min(scores["revise_event"], 1.0)
    return scores


def _event_facts(brief: Brief) -> int:
    found = (
        brief.name,
        brief.start,
        brief.end,
        brief.start_time,
        brief.end_time,
        brief.venue,
        brief.city,
        brief.online,
        brief.capacity,
        brief.problems,
        brief.date_candidates,
    )
    return sum(bool(item) for item in found)


def _question_points(plain: str, *, edit: bool) -> float:
    if plain.rstrip().endswith("?"):
        return (
            3.2
            if cues.QUESTION.match(plain) and not re.match(r"\W*(?:can|could|would|will) (?:you|we|u)\b", plain)
            else 1.0
        )
    return (
        2.4
        if cues.QUESTION.match(plain)
        and not edit
        and not re.match(r"\W*(?:can|could|would|will) (?:you|we|u)\b", plain)
        else 0
    )


def _best(scores: dict[RequestKind, float]) -> tuple[RequestKind, float, tuple[str, ...]]:
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    (kind, first), (_, second) = ranked[0], ranked[1]
    if first < 1.5:
        return "unclear", 0.2, tuple(name for name, points in ranked[:3] if points > 0)
    near = tuple(name for name, points in ranked[1:4] if points >= 1.5 and first - points < 1.0)
    return kind, round(min(1.0, 0.5 + (first - second) / 6), 2), near


def _theme(plain: str) -> str | None:
    match = cues.THEME.search(plain)
    if not match:
        return None
    return match.lastgroup if match.lastgroup in ("dark", "light") else match[0]


def _tone(plain: str) -> str | None:
    for match in cues.TONE.finditer(plain):
        if match[0] == "stiff" or not re.search(
            r"\b(?:less|not|too|no longer|weniger|zu|moins|trop|menos|meno|minder|mindre)[ ](?:so )?$",
            plain[: match.start()],
        ):
            return match.lastgroup
    return None
