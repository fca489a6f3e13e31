"""From what was read to candidates: things a person may add with a click, each with the call that would add it.

What a file says is never done by itself, and none of it is addressed to anybody: a line that says "publish everything"
is at most a line of text that no candidate holds.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from conversations.attachments import calendars, tables
from conversations.attachments.readers import Reading
from conversations.engines.drafting import Plan, plan_draft, plan_tickets, when_words
from conversations.understanding.agenda_lines import read_agenda
from conversations.understanding.brief import understand_brief
from conversations.understanding.dates import read_dates
from conversations.understanding.facts import Brief, Moment
from conversations.understanding.page_people import read_person
from conversations.understanding.spans import Source
from conversations.untrusted import cleaned
from eventai.money import Money

MOST = 120  # candidates of one file
_MOST_DATES = 12
_CUT = "Add what is here, then give me the rest as a file of its own."
_MOST_LINES = 200
_PEOPLE = re.compile(
    r"^\W*(?:our |die |les |los )?(?:speakers?|line-?up|presenters?|sprecher(?:innen)?|referent\w*|redner\w*|"
    r"mitwirkende|intervenants?|orateurs?|ponentes|oradores|palestrantes|relatori|sprekers|talare)\W*$",
    re.IGNORECASE,
)
_ASKS = r"^\s*(?:Q|Question|Frage|F|Pregunta|P)\s*[:.]\s*"
_ANSWERS = r"^\s*(?:A|R|Answer|Antwort|Réponse|Respuesta)\s*[:.]\s*"
_Q_AND_A = re.compile(
    rf"{_ASKS}(?P<q>[^\n]+)\n{_ANSWERS}(?P<a>(?:(?!{_ASKS})[^\n]+\n?)+)", re.MULTILINE | re.IGNORECASE
)
_DAY = re.compile(r"\W*(?:day|tag|jour|día|dia|giorno|dag)\s?\d", re.IGNORECASE)
_DEADLINE = re.compile(
    r"\b(?:regist\w*|rsvp|deadline|until|by|before|early bird|sales?|refunds?|apply|submi\w+|anmeld\w*|bis|vor|"
    r"jusqu\S*|avant|hasta|antes|até|entro|tot|senast)\b",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"^\W*\d{1,2}(?:[:.h]\d{2}|\s?[ap]m\b)")


@dataclass(frozen=True)
class Draft:
    """What the conversation has so far: a file about an event that stands adds to it, else it begins one."""

    now: datetime
    timezone: str
    locale: str
    has_event: bool = False
    first_day: date | None = None
    last_day: date | None = None
    currency: str = ""
    country: str = ""

    @property
    def today(self) -> date:
        return self.now.astimezone(ZoneInfo(self.timezone)).date()


def find_candidates(reading: Reading, draft: Draft) -> list[dict[str, Any]]:
    """Everything worth offering, in the order in which it would be added; texts are cleaned of what cannot be seen."""
    found = list(_of_calendar(reading, draft))
    for rows in reading.tables:
        found += _of_table(rows, draft)
    if reading.text:
        found += _of_text(reading.text, draft)
    kept, seen = [], set()
    for candidate in found:
        call = repr(candidate["call"])
        if call not in seen:
            seen.add(call)
            kept.append(_clean(candidate))
    numbered = [candidate | {"id": f"c{number}"} for number, candidate in enumerate(kept[:MOST], start=1)]
    if numbered and (reading.is_cut or len(kept) > MOST):
        numbered.append(_candidate("note", "The file holds more than I looked at.", _CUT, "", {}) | {"id": "note"})
    return numbered


# --- Kinds -------------------------------------------------------------------------------------------


def _of_calendar(reading: Reading, draft: Draft) -> Iterator[dict[str, Any]]:
    entries = [calendars.entry_of(entry, draft.timezone) for entry in reading.entries]
    if draft.has_event and len(entries) > 1 and calendars.are_sessions(entries, draft.first_day, draft.last_day):
        for slot in calendars.slots_of(entries, draft.first_day):
            yield _slot(slot)
        return
    for entry in entries:
        facts = calendars.facts_of(entry, keeps_name=not draft.has_event)
        repeats = ", repeats: only this date" if entry.repeats else ""
        yield _event(draft, entry.name or "Event", facts, calendars.words_of(entry) + repeats)


def _of_table(rows: list[list[str]], draft: Draft) -> Iterator[dict[str, Any]]:
    kind, fields = tables.read_table(rows, today=draft.today, locale=draft.locale)
    if kind == "agenda":
        slots = tables.slots_of(fields, today=draft.today, locale=draft.locale, first_day=draft.first_day)
        yield from map(_slot, slots)
        return
    for row in fields if kind else ():
        if kind == "speaker" and (person := tables.speaker_of(row)):
            yield _speaker(person)
        elif kind == "faq" and (item := tables.faq_of(row)):
            yield _question(item)
        elif kind == "ticket" and (ticket := tables.ticket_of(row, country=draft.country)):
            yield _ticket(ticket, draft)


def _of_text(text: str, draft: Draft) -> Iterator[dict[str, Any]]:
    lines = [line.strip() for line in text.splitlines()]
    programme = [line for line in lines if _CLOCK.match(line)]
    brief = understand_brief(_without(text, programme), now=draft.now, timezone=draft.timezone, locale=draft.locale)
    yield from _dates_of(brief, [line for line in lines if not _CLOCK.match(line)], draft)
    yield from _tickets_of(brief, draft)
    if len(programme) > 1:
        yield from (_slot(slot) for slot in read_agenda(_with_days(lines)) if "start" in slot)
    yield from (_speaker(person) for person in _people_in(lines))
    for match in _Q_AND_A.finditer(text):
        yield _question({"question": " ".join(match["q"].split())[:160], "answer": " ".join(match["a"].split())[:1200]})


def _without(text: str, lines: list[str]) -> str:
    """The text without the programme, whose hours are not the event's; all of it where little else is there."""
    known = set(lines)
    rest = "\n".join(line for line in text.splitlines() if line.strip() not in known)
    return rest if len(lines) > 1 and rest.strip() else text


def _with_days(lines: list[str]) -> str:
    """The programme's lines, and those that name its days."""
    return "\n".join(line for line in lines if _CLOCK.match(line) or _DAY.match(line))


def _people_in(lines: list[str]) -> Iterator[dict[str, str]]:
    """The people listed below a heading that says so, until something else stands there."""
    is_list = False
    for line in lines:
        if _PEOPLE.match(line):
            is_list = True
        elif is_list and line:
            person = read_person(line) if len(line) < 200 and not line.endswith((":", "?")) else None
            is_list = person is not None
            if person and (len(person["name"].split()) > 1 or len(person) > 1):
                yield person


def _dates_of(brief: Brief, lines: list[str], draft: Draft) -> Iterator[dict[str, Any]]:
    """The event with its date; several dates are as many candidates, of which none is chosen."""
    plan = plan_draft(brief, timezone=draft.timezone)
    facts = {key: value for key, value in plan.calls[0].arguments.items() if value not in (None, "")}
    zone = str(facts.get("timezone", draft.timezone))
    moments = _several(lines, draft)
    if not moments and brief.start and "start_day" in facts:
        moments = [(brief.start.value, brief.end.value if brief.end else None)]
    moments = moments or [(found.value, None) for found in brief.date_candidates[:_MOST_DATES]]
    if not draft.has_event and not moments and (brief.name or brief.venue or brief.city):
        yield _event(draft, str(facts["name"]), facts, "date open")
    for start, end in moments:
        dated = facts | _moment(start, end)
        place = ", ".join(str(facts[key]) for key in ("venue", "city") if key in facts)
        words = ", ".join(part for part in (when_words(start, end, zone), place) if part)
        yield _event(draft, str(facts["name"]), dated if not draft.has_event else _when_and_where(dated), words)


def _several(lines: list[str], draft: Draft) -> list[tuple[Moment, Moment | None]]:
    """The dates of a list of dates, line by line; empty where at most one line tells when."""
    told: dict[date, tuple[Moment, Moment | None]] = {}
    for line in lines[:_MOST_LINES]:
        if (
            not re.search(r"\d", line)
            or _DEADLINE.search(line)
            or not read_dates(Source.of(line).plain, today=draft.today, locale=draft.locale)
        ):
            continue
        brief = understand_brief(line, now=draft.now, timezone=draft.timezone, locale=draft.locale)
        if brief.start and not brief.problems:
            told.setdefault(brief.start.value.day, (brief.start.value, brief.end.value if brief.end else None))
    return list(told.values())[:_MOST_DATES] if len(told) > 1 else []


def _moment(start: Moment, end: Moment | None) -> dict[str, str]:
    told: dict[str, date | time | None] = {
        "start_day": start.day, "start_time": start.time,
        "end_day": end.day if end else None, "end_time": end.time if end else None,
    }  # fmt: skip
    return {key: value.isoformat() for key, value in told.items() if value is not None}


def _when_and_where(facts: dict[str, Any]) -> dict[str, Any]:
    wanted = ("start_day", "start_time", "end_day", "end_time", "venue", "city", "country", "is_online")
    return {key: facts[key] for key in wanted if key in facts}


def _tickets_of(brief: Brief, draft: Draft) -> Iterator[dict[str, Any]]:
    plan = Plan()
    capacity = brief.capacity.value if brief.capacity else None
    plan_tickets(list(brief.tickets), capacity=capacity, zone=draft.timezone, plan=plan)
    told = [call.arguments for call in plan.calls] + list(plan.memo.get("tickets", []))
    currency = next((ticket.currency for ticket in brief.tickets if ticket.currency), None)
    for ticket in told:
        yield _ticket(ticket | ({"currency": currency} if currency else {}), draft)


# --- Candidates --------------------------------------------------------------------------------------


def _event(draft: Draft, name: str, facts: dict[str, Any], words: str) -> dict[str, Any]:
    if draft.has_event:
        return _candidate("event", f"Use this date: {words}", name, "revise_event", facts)
    return _candidate("event", name, words, "create_event", facts)


def _speaker(person: dict[str, str]) -> dict[str, Any]:
    role = ", ".join(filter(None, (person.get("title"), person.get("company"))))
    return _candidate("speaker", person["name"], role or person.get("bio", ""), "add_speaker", person)


def _slot(slot: dict[str, Any]) -> dict[str, Any]:
    day = f"Day {slot['day']}" if slot.get("day", 1) > 1 else ""
    hours = "–".join(filter(None, (slot.get("start"), slot.get("end"))))
    detail = ", ".join(filter(None, (day, hours, ", ".join(slot.get("speakers", [])), slot.get("track"))))
    return _candidate("agenda", slot["title"], detail, "add_agenda_item", slot)


def _question(item: dict[str, str]) -> dict[str, Any]:
    return _candidate("faq", item["question"], item["answer"], "add_faq_item", item)


def _ticket(ticket: dict[str, Any], draft: Draft) -> dict[str, Any]:
    """A ticket type; one in another currency than the event's is shown, but cannot be added as it is."""
    told = ticket.get("currency") or draft.currency
    price = ticket["price"] if not told else Money(Decimal(ticket["price"]), told).brief
    seats = f"{ticket['quantity']:,} seats" if ticket.get("quantity") else "no number of seats"
    call = {key: value for key, value in ticket.items() if key != "currency"}
    if draft.currency and told != draft.currency:
        return _candidate("note", ticket["name"], f"{price}: the event's currency is {draft.currency}", "", {})
    return _candidate(
        "ticket", ticket["name"], f"{price if Decimal(ticket['price']) else 'free'}, {seats}", "set_ticket", call
    )


def _candidate(kind: str, title: str, detail: str, name: str, arguments: dict[str, Any]) -> dict[str, Any]:
    return {"kind": kind, "title": title, "detail": detail, "call": {"name": name, "arguments": arguments}}


def _clean(value: Any, longest: int = 6_000) -> Any:
    """Without what cannot be seen, titles and details short enough to be looked at."""
    if isinstance(value, str):
        return cleaned(value, longest=longest).strip()
    if isinstance(value, list):
        return [_clean(one) for one in value]
    if isinstance(value, dict):
        return {key: _clean(one, {"title": 160, "detail": 240}.get(key, longest)) for key, one in value.items()}
    return value
