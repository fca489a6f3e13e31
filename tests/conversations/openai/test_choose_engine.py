"""Who answers: the model while the budgets of the person and of the house last."""

from datetime import UTC, datetime, timedelta

import pytest
from pytest_django.fixtures import Settings

from accounts.models import Profile
from conversations.engines import engine_of
from conversations.engines.openai import OpenAIEngine
from conversations.engines.openai.capability import Capability, learn
from conversations.engines.openai.client import configured_server
from conversations.engines.steps import EngineFailed
from conversations.models import Conversation, ModelRecord, Run, Usage
from conversations.operations.budgets import EngineChoice, choose_engine, own_budget
from eventai.db.acting import acting_as_system
from tests.conversations.talking import begin, guest

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _model(settings: Settings) -> None:
    settings.OPENAI_MODEL, settings.OPENAI_API_KEY = "gpt-fake", "key"
    settings.ASSISTANT_TOKENS_PER_PERSON_PER_DAY, settings.ASSISTANT_TOKENS_PER_DAY = 1000, 3000


def choice(profile: Profile) -> EngineChoice:
    with acting_as_system():
        return choose_engine(Conversation(), profile, NOW)


def spend(profile: Profile | None, tokens: int, *, at: datetime = NOW) -> None:
    with acting_as_system():
        row = Usage.objects.create(
            profile=profile, provider="p", model="m", prompt_tokens=tokens - 1, completion_tokens=1, outcome="complete"
        )
        Usage.objects.filter(pk=row.pk).update(created_at=at)


def test_the_model_answers_when_one_is_set(olga: Profile) -> None:
    assert choice(olga) == EngineChoice("openai", "gpt-fake")


@pytest.mark.django_db
@pytest.mark.parametrize(("model", "key", "address"), [("", "key", "http://x/v1"), ("m", "", "")])
def test_half_a_setting_is_none(settings: Settings, olga: Profile, model: str, key: str, address: str) -> None:
    settings.OPENAI_MODEL, settings.OPENAI_API_KEY, settings.OPENAI_BASE_URL = model, key, address

    assert choice(olga) == EngineChoice("built-in")


def test_an_address_needs_no_key(settings: Settings, olga: Profile) -> None:
    settings.OPENAI_API_KEY, settings.OPENAI_BASE_URL = "", "http://user:pw@localhost:11434/v1"

    assert choice(olga).engine == "openai"
    server = configured_server()
    assert server is not None
    assert (server.provider, server.host) == ("http://localhost:11434/v1", "localhost:11434")


def test_a_person_over_their_budget_gets_the_built_in_until_tomorrow(olga: Profile, sam: Profile) -> None:
    spend(olga, 1000)

    assert choice(olga).engine == "built-in"
    assert "until tomorrow" in choice(olga).remark
    assert choice(sam).engine == "openai"


def test_yesterdays_use_does_not_count(olga: Profile) -> None:
    spend(olga, 1000, at=NOW - timedelta(hours=12, seconds=1))

    with acting_as_system():
        assert own_budget(olga, now=NOW).used == 0
    assert choice(olga).engine == "openai"


def test_the_house_has_a_budget_too(olga: Profile, sam: Profile) -> None:
    spend(None, 2500)
    spend(sam, 500)

    assert choice(olga).engine == "built-in"
    assert "The AI model's budget" in choice(olga).remark


def test_nought_is_no_limit(settings: Settings, olga: Profile) -> None:
    settings.ASSISTANT_TOKENS_PER_PERSON_PER_DAY = settings.ASSISTANT_TOKENS_PER_DAY = 0
    spend(olga, 10_000_000)

    assert choice(olga).engine == "openai"


@pytest.mark.django_db
def test_visitors_get_the_built_in_unless_it_is_said_otherwise(settings: Settings) -> None:
    visitor, _ = guest()
    assert choice(visitor).engine == "built-in"
    assert "free account" in choice(visitor).remark

    settings.ASSISTANT_FOR_GUESTS = True
    assert choice(visitor).engine == "openai"


def test_what_was_learnt_on_the_way_is_kept(olga: Profile) -> None:
    choice(olga)
    server = configured_server()
    assert server is not None
    learn(server, Capability(limit_name="", temperature=False))

    choice(olga)

    with acting_as_system():
        kept = ModelRecord.objects.get().capabilities
    assert (kept["limit_name"], kept["temperature"]) == ("", False)


def test_a_run_gets_the_engine_it_was_planned_for(settings: Settings, olga: Profile) -> None:
    engine = engine_of(Run(conversation=begin(olga), engine="openai", model="planned"))
    assert isinstance(engine, OpenAIEngine)
    assert engine.server.model == "planned"

    settings.OPENAI_MODEL = ""
    with pytest.raises(EngineFailed):
        engine_of(Run(engine="openai"))
