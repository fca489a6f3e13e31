"""Pages of the assistant, and what they ask for while an answer comes."""

from conversations.views.answers import answer, approve, deny, stop, stream
from conversations.views.home import conversations, home
from conversations.views.talk import conversation, panel, preview

__all__ = [
    "answer",
    "approve",
    "conversation",
    "conversations",
    "deny",
    "home",
    "panel",
    "preview",
    "stop",
    "stream",
]
