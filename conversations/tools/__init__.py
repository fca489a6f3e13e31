"""Every tool, registered by being imported."""

from conversations.registry import TOOLS
from conversations.tools import asking, events, files, page, page_parts, page_words, publishing, tasks, tickets, undo

__all__ = [
    "TOOLS",
    "asking",
    "events",
    "files",
    "page",
    "page_parts",
    "page_words",
    "publishing",
    "tasks",
    "tickets",
    "undo",
]
