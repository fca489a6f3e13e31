"""What the assistant filled in although nobody said it: kept with the conversation, so that it can be told apart.

A mark holds the assumed value, not only the field: it counts while the row still has that value, so that an undo
brings an assumption back as one, and a change made anywhere ends it.
"""

from collections.abc import Iterable
from typing import Any

from conversations.models import Conversation
from events.models import Event
from ticketing.models import Ticket

KEY = "assumed"
_EVENT = "event"


def note_assumptions(
    conversation: Conversation, row: Event | Ticket, *, said: Iterable[str], assumed: set[str]
) -> None:
    """Mark which of the fields just written were assumed, and unmark those that were said. Saves the conversation."""
    marks: dict[str, dict[str, str]] = dict(conversation.metadata.get(KEY, {}))
    key = _key(row)
    before = marks.get(key, {})
    after = {name: value for name, value in before.items() if name not in said}
    after |= {name: str(getattr(row, name)) for name in assumed}
    if after == before:
        return
    marks[key] = after
    conversation.metadata = {**conversation.metadata, KEY: {name: held for name, held in marks.items() if held}}
    conversation.save(update_fields=["metadata"])


def assumed_fields(metadata: dict[str, Any], row: Event | Ticket) -> frozenset[str]:
    """The fields of the row that still hold what the assistant assumed."""
    marks = metadata.get(KEY, {}).get(_key(row), {})
    return frozenset(name for name, value in marks.items() if str(getattr(row, name)) == value)


def _key(row: Event | Ticket) -> str:
    return _EVENT if isinstance(row, Event) else row.reference
