"""Every tool, registered by being imported."""

from conversations.registry import TOOLS
from conversations.tools import asking, events, page, publishing, tasks, tickets, undo

__all__ = ["TOOLS", "asking", "events", "page", "publishing", "tasks", "tickets", "undo"]
