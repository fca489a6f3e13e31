"""What was changed about an event, in words: a label for the whole, and lines of before and after."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from babel import Locale
from babel.dates import format_skeleton

from eventai.money import Money
from events.facts import event_facts
from events.page.dates import clock
from events.page.live import fill_line
from events.page.reading import read_page
from events.page.theme import LOOKS
from events.page.writing import changed_texts

if TYPE_CHECKING:  # models answer with these words
    from events.models import ChangeItem, ChangeSet, Event

EVENTS, TICKETS, TASKS = "ai_events", "tickets", "ai_tasks"
PAGE = "landing_page_config"
LABELS: dict[str, dict[str, str]] = {
    EVENTS: {
        "name": "Name",
        "slug": "Address",
        "kind": "Kind",
        "host": "Host",
        "summary": "Summary",
        PAGE: "Page",
        "start_date": "Beginning",
        "end_date": "End",
        "has_start_time": "Hour",
        "timezone": "Time zone",
        "venue": "Venue",
        "city": "City",
        "country": "Country",
        "online_url": "Link for guests online",
        "is_online": "Online part",
        "capacity": "Capacity",
        "currency": "Currency",
        "visibility": "Visibility",
    },
    TICKETS: {
        "name": "Name of {}",
        "price": "Price of {}",
        "quantity": "Number of {}",
        "description": "Description of {}",
        "sale_starts_at": "Beginning of sale of {}",
        "sale_ends_at": "End of sale of {}",
        "min_per_order": "Fewest {} per order",
        "max_per_order": "Most {} per order",
        "visibility": "Visibility of {}",
        "position": "Place of {}",
    },
    TASKS: {"title": "Title of “{}”", "due_date": "Time of “{}”", "status": "State of “{}”", "data": "Text of “{}”"},
}
_ASPECTS = {
    "name": "name", "slug": "name", "start_date": "date", "end_date": "date", "has_start_time": "date",
    "timezone": "time zone", "venue": "place", "city": "place", "country": "place", "is_online": "place",
    "online_url": "place", PAGE: "page",
}  # fmt: skip
_WORDS = {
    "archived": "off the list", "hidden": "hidden, needs a code", "public": "public", "unlisted": "unlisted",
    "private": "private", "waiting": "waiting for approval",
}  # fmt: skip
_ACTS = {"scheduled": "approved", "dismissed": "dismissed", "done": "done"}
_TASK_TEXTS = {"subject": "Subject of “{}”", "text": "Text of “{}”"}
_MOST_TEXTS = 8
_MOST_PARTS = 3
_LOCALE = Locale("en")


class Line(NamedTuple):
    """One thing that changed; `before` is empty where it is new, `after` where it is gone."""

    label: str
    before: str
    after: str


def lines_of(change_set: "ChangeSet") -> list[Line]:
    """What a change set did, line by line."""
    return [line for item in change_set.items.all() for line in _lines(item, change_set.event)]


def label_of(change_set: "ChangeSet") -> str:
    """What a change set did, in a few words."""
    if change_set.undoes:
        undone = change_set.undoes
        if undone.undoes is None:
            return f"Undone: {label_of(undone)}"
        return f"Redone: {label_of(undone.undoes)}"
    items = list(change_set.items.all())
    if change_set.is_beginning:
        return "Event begun"
    parts = list(dict.fromkeys([*_event_parts(items), *_ticket_parts(items)])) or _task_parts(items)
    shown = ", ".join(parts[:_MOST_PARTS])
    more = f" and {len(parts) - _MOST_PARTS} more" if len(parts) > _MOST_PARTS else ""
    return (shown[:1].upper() + shown[1:] + more) if parts else "Nothing changed"


def field_label(item: "ChangeItem", column: str) -> str:
    """What a column of a row is called."""
    return LABELS[item.table_name].get(column, column).format(item.subject)


def value_in_words(item: "ChangeItem", column: str, value: Any, event: "Event") -> str:
    """A stored value as a person reads it; empty for none."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if column == "price":
        price = Decimal(str(value))
        return Money(price, event.currency).format() if price else "free"
    if column.endswith(("_date", "_at")):
        return _moment(value, event)
    return f"{value:,}" if isinstance(value, int) else _WORDS.get(value, str(value))


# --- Lines -----------------------------------------------------------------------------------------


def _lines(item: "ChangeItem", event: "Event") -> Iterator[Line]:
    if item.table_name == TICKETS and item.op == "insert":
        yield Line("Ticket", "", _ticket(item, event))
    elif item.table_name == TICKETS and "archived" in (item.before.get("visibility"), item.after.get("visibility")):
        yield _shelved(item)
    elif item.table_name == TASKS and item.op != "update":
        row = item.after if item.op == "insert" else item.before
        when = _moment(row["due_date"], event) if row.get("due_date") else "no date"
        yield Line(f"Task “{item.subject}”", *(("", when) if item.op == "insert" else (when, "")))
    elif item.op == "insert":
        yield Line("Event", "", item.subject)
    else:
        for column in sorted(item.after, key=list(LABELS[item.table_name]).index):
            yield from _column(item, column, event)


def _column(item: "ChangeItem", column: str, event: "Event") -> Iterator[Line]:
    before, after = item.before.get(column), item.after.get(column)
    if column == PAGE:
        yield from _page(before, after, event)
    elif column == "data":
        for key, label in _TASK_TEXTS.items():
            was, now = ((data or {}).get(key, "") for data in (before, after))
            if was != now:
                yield Line(label.format(item.subject), was, now)
    else:
        words = [value_in_words(item, column, value, event) for value in (before, after)]
        yield Line(field_label(item, column), *words)


def _ticket(item: "ChangeItem", event: "Event") -> str:
    price = value_in_words(item, "price", item.after.get("price"), event)
    return f"{item.subject}, {price}, {item.after.get('quantity', 0):,} seats"


def _shelved(item: "ChangeItem") -> Line:
    """A ticket that left the list, or came back to it."""
    is_gone = item.after.get("visibility") == "archived"
    return Line("Ticket", item.subject if is_gone else "", "" if is_gone else item.subject)


def _page(before: dict[str, Any], after: dict[str, Any], event: "Event") -> Iterator[Line]:
    """The look, the sections and the texts that differ; a page that differs otherwise is simply changed."""
    facts = event_facts(event)
    found = [*_look(before, after), *_sections(before, after)]
    texts = [
        Line(f"Page, {change.place.split('.')[0]}", fill_line(change.before, facts), fill_line(change.after, facts))
        for change in changed_texts(before, after)
    ]
    if len(texts) > _MOST_TEXTS:
        texts = [*texts[:_MOST_TEXTS], Line("Page", "", f"{len(texts) - _MOST_TEXTS} more texts")]
    yield from [*found, *texts] or [Line("Page", "", "changed")]


def _look(before: dict[str, Any], after: dict[str, Any]) -> Iterator[Line]:
    was, now = read_page(before).theme, read_page(after).theme
    for label, old, new in (
        ("Theme", LOOKS[was.preset].title, LOOKS[now.preset].title),
        ("Mode", was.mode, now.mode),
        ("Colour", was.accent or "its own", now.accent or "its own"),
        ("Hero", was.hero or "its own", now.hero or "its own"),
    ):
        if old != new:
            yield Line(label, old, new)


def _sections(before: dict[str, Any], after: dict[str, Any]) -> Iterator[Line]:
    was, now = ({part.id: part.type for part in read_page(page).sections} for page in (before, after))
    for key in [key for key in now if key not in was]:
        yield Line("Section", "", now[key])
    for key in [key for key in was if key not in now]:
        yield Line("Section", was[key], "")
    old, new = [key for key in was if key in now], [key for key in now if key in was]
    if old != new:
        yield Line("Order of sections", ", ".join(was[key] for key in old), ", ".join(now[key] for key in new))


def _moment(value: str, event: "Event") -> str:
    local = datetime.fromisoformat(value).astimezone(event.zone)
    return f"{format_skeleton('yMMMEd', local.date(), locale=_LOCALE)}, {clock(local, _LOCALE)}"


# --- Labels ----------------------------------------------------------------------------------------


def _event_parts(items: "list[ChangeItem]") -> list[str]:
    columns = {column for item in items if item.table_name == EVENTS for column in item.after}
    told = [_ASPECTS.get(column, column.replace("_", " ")) for column in LABELS[EVENTS] if column in columns]
    *first, last = list(dict.fromkeys(told)) or [""]
    return [f"{', '.join(first)} and {last} changed" if first else f"{last} changed"] if last else []


def _ticket_parts(items: "list[ChangeItem]") -> Iterator[str]:
    for item in (item for item in items if item.table_name == TICKETS):
        if item.op == "insert":
            yield f"ticket {item.subject} added"
        elif item.after.get("visibility") == "archived":
            yield f"ticket {item.subject} removed"
        elif item.before.get("visibility") == "archived":
            yield f"ticket {item.subject} put back"
        elif len(item.after) == 1:
            yield f"{field_label(item, *item.after).lower().replace(item.subject.lower(), item.subject)} changed"
        else:
            yield f"ticket {item.subject} changed"


def _task_parts(items: "list[ChangeItem]") -> list[str]:
    tasks = [item for item in items if item.table_name == TASKS]
    if len(tasks) != 1:
        return [f"{len(tasks)} tasks changed"] if tasks else []
    [item] = tasks
    if item.op != "update":
        return [f"task “{item.subject}” {'added' if item.op == 'insert' else 'removed'}"]
    act = _ACTS.get(item.after.get("status", ""), "moved" if "due_date" in item.after else "changed")
    return [f"task “{item.subject}” {act}"]
