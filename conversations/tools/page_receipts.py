"""What a change of the page looks like on a receipt: what a visitor reads differently, old and new."""

from typing import Any

from conversations.registry import Done, ToolContext
from conversations.tools.invention import Witness
from events.models import Event
from events.operations import event_facts
from events.page.editing import section_titles
from events.page.facts import PageFacts
from events.page.live import fill_line
from events.page.writing import TextChange, changed_texts
from ticketing.offer import ticket_lines

_MOST = 6
_LABELS = {
    "title": "Title", "tagline": "Tagline", "q": "Question", "a": "Answer", "heading": "Heading", "label": "Button",
    "name": "Name", "body": "Text", "text": "Text", "note": "Note", "directions": "Directions",
}  # fmt: skip
_LONGEST = 160


def facts_of(context: ToolContext) -> PageFacts:
    """The event with its tickets, as its page is told about them."""
    event = context.subject
    lines = ticket_lines(event, list(event.tickets.shown()), now=context.now)
    return event_facts(event, now=context.now, tickets=lines)


def written(
    context: ToolContext, event: Event, facts: PageFacts, *, title: str, witness: Witness | None = None
) -> Done:
    """The receipt for words that were written: each text that reads differently, then what was left out."""
    before = context.subject.landing_page_config
    changes = changed_texts(before, event.landing_page_config)
    names = section_titles(before) | section_titles(event.landing_page_config)
    rows = [(_label(change, names), _step(change, facts)) for change in changes[:_MOST]]
    count = len(changes)
    remarks = witness.rows if witness else ()
    summary = f"{count} {'text' if count == 1 else 'texts'}" if count else "it is like that already"
    return Done(
        title if count else "Nothing to change",
        summary,
        rows=(*rows, *remarks, *for_visitors(event)),
        data=_version(event),
    )


def placed(event: Event, *, title: str, summary: str, rows: tuple[tuple[str, str], ...] = ()) -> Done:
    """The receipt for a part that was added, moved or taken away."""
    return Done(title, summary, rows=(*(rows or (("Page", summary),)), *for_visitors(event)), data=_version(event))


def for_visitors(event: Event) -> tuple[tuple[str, str], ...]:
    """What visitors have of it: while the event is public, nothing before the changes are published."""
    return (("Visitors", "see it once the changes are published"),) if event.has_unpublished_changes else ()


def _version(event: Event) -> dict[str, Any]:
    return {"version": event.version}


def _label(change: TextChange, names: dict[str, str]) -> str:
    section, _, rest = change.place.partition(".")
    field = rest.rsplit(".", 1)[-1]
    label = "Headline" if (section, field) == ("hero", "title") else _LABELS.get(field, field.capitalize())
    return label if field in ("tagline", "q", "a") or label == "Headline" else f"{names.get(section, section)}: {label}"


def _step(change: TextChange, facts: PageFacts) -> str:
    was, now = (_clipped(fill_line(text, facts) or text) for text in (change.before, change.after))
    if not now:
        return f"“{was}” taken out"
    return f"“{was}” → “{now}”" if was else f"“{now}”"


def _clipped(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1].rsplit(" ", 1)[0] + " …"
