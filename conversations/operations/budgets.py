"""Who answers a turn: the model of the settings while its budgets last, else the built-in assistant."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import F, Sum

from accounts.models import Profile
from conversations.engines.openai import Server, configured_server
from conversations.engines.openai.capability import Capability, recall, take_news, usual_for
from conversations.models import Conversation, ModelRecord, Run, Usage

_GUEST = "This is the built-in assistant: rules, no AI model. With a free account the model answers."
_OWN_BUDGET = "Your share of the AI model is used up for today, so the built-in assistant answers until tomorrow."
_HOUSE_BUDGET = "The AI model's budget is used up for today, so the built-in assistant answers until tomorrow."
_NO_TOOLS = "The AI model that is set up cannot use tools, so the built-in assistant answers."


@dataclass(frozen=True)
class EngineChoice:
    """The engine of a turn, its model, and what the person is told about the choice; mostly nothing."""

    engine: str
    model: str = ""
    remark: str = ""


@dataclass(frozen=True)
class Budget:
    """Tokens used today and the most there may be; a limit of 0 is none."""

    used: int
    limit: int

    @property
    def is_spent(self) -> bool:
        return bool(self.limit) and self.used >= self.limit

    @property
    def percent(self) -> int:
        """How much of it is used, at most 100."""
        return min(100, self.used * 100 // self.limit) if self.limit else 0


def choose_engine(conversation: Conversation, profile: Profile, now: datetime) -> EngineChoice:
    """Decide who answers the next turn of a conversation. Runs in the worker's system scope.

    Also brings what is stored about the model into memory, and stores what was learnt about it since.
    """
    server = configured_server()
    if server is None:
        return EngineChoice(Run.Engine.BUILT_IN)
    if profile.is_guest and not settings.ASSISTANT_FOR_GUESTS:
        return EngineChoice(Run.Engine.BUILT_IN, remark=_GUEST)
    if own_budget(profile, now=now).is_spent:
        return EngineChoice(Run.Engine.BUILT_IN, remark=_OWN_BUDGET)
    if house_budget(now=now).is_spent:
        return EngineChoice(Run.Engine.BUILT_IN, remark=_HOUSE_BUDGET)
    if not _remembered(server).tools:
        return EngineChoice(Run.Engine.BUILT_IN, remark=_NO_TOOLS)
    return EngineChoice(Run.Engine.OPENAI, server.model)


def own_budget(profile: Profile, *, now: datetime) -> Budget:
    """What a person used today."""
    return Budget(_used(now, profile=profile), settings.ASSISTANT_TOKENS_PER_PERSON_PER_DAY)


def house_budget(*, now: datetime) -> Budget:
    """What everybody together used today."""
    return Budget(_used(now), settings.ASSISTANT_TOKENS_PER_DAY)


def _used(now: datetime, **whose: Profile) -> int:
    """Tokens since midnight of the house's own time zone."""
    midnight = now.astimezone(ZoneInfo(settings.TIME_ZONE)).replace(hour=0, minute=0, second=0, microsecond=0)
    today = Usage.objects.filter(created_at__gte=midnight, **whose)
    return today.aggregate(tokens=Sum(F("prompt_tokens") + F("completion_tokens")))["tokens"] or 0


def _remembered(server: Server) -> Capability:
    """What is known of the model, stored and in memory alike."""
    record, _ = ModelRecord.objects.get_or_create(provider=server.provider, model=server.model)
    if news := take_news(server):
        record.capabilities = {**record.capabilities, **news.stored()}
        record.save(update_fields=["capabilities"])
    capability = Capability.of(usual_for(server).stored() | record.capabilities)
    recall(server, capability)
    return capability
