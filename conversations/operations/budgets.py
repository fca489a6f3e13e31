"""Who answers a turn."""

from dataclasses import dataclass
from datetime import datetime

from accounts.models import Profile
from conversations.models import Conversation, Run


@dataclass(frozen=True)
class EngineChoice:
    """The engine of a turn, its model, and what the person is told about the choice; mostly nothing."""

    engine: str
    model: str = ""
    remark: str = ""


def choose_engine(conversation: Conversation, profile: Profile, now: datetime) -> EngineChoice:
    """Decide who answers the next turn of a conversation."""
    return EngineChoice(Run.Engine.BUILT_IN)
