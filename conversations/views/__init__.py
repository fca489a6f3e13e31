"""Pages of the assistant, and what they ask for while an answer comes."""

from conversations.views.answers import answer, approve, deny, retry, stop, stream, withdraw
from conversations.views.attachments import attach, discard, take
from conversations.views.home import conversations, home
from conversations.views.talk import conversation, news, panel, preview

__all__ = [
    "answer",
    "approve",
    "attach",
    "conversation",
    "conversations",
    "deny",
    "discard",
    "home",
    "news",
    "panel",
    "preview",
    "retry",
    "stop",
    "stream",
    "take",
    "withdraw",
]
