"""Testing the connection: what is found, who may ask, what the page and the command say."""

from collections.abc import Callable
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django.fixtures import Settings

from accounts.models import Profile
from conversations import jobs
from conversations.models import ModelRecord, Usage
from conversations.operations import connection
from conversations.operations.budgets import choose_engine
from eventai.db.acting import acting_as, acting_as_system
from eventai.errors import NotAllowed
from tests.conversations.talking import begin
from tests.fake_provider import FakeProvider

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
Configure = Callable[[str], None]


@pytest.fixture
def configure(settings: Settings, provider: FakeProvider) -> Configure:
    """Set up a model of the fake provider."""

    def chosen(model: str) -> None:
        provider.models = [model, "another"]
        settings.OPENAI_BASE_URL, settings.OPENAI_API_KEY, settings.OPENAI_MODEL = provider.url, "key", model

    return chosen


def record() -> ModelRecord:
    with acting_as_system():
        return ModelRecord.objects.get()


def command() -> tuple[str, int]:
    out = StringIO()
    try:
        call_command("test_connection", stdout=out, stderr=StringIO())
    except SystemExit as end:
        return out.getvalue(), int(str(end.code))
    return out.getvalue(), 0


@pytest.mark.django_db
def test_what_a_model_can_do_is_found_and_kept(configure: Configure, provider: FakeProvider) -> None:
    configure("able")

    said, code = command()

    found = record().capabilities
    assert code == 0
    assert "It lists 2 models, this one among them." in said
    known = {key: found[key] for key in ("one_tool", "two_tools", "remembers", "tells_usage", "tools", "context")}
    assert known == dict.fromkeys(("one_tool", "two_tools", "remembers", "tells_usage", "tools"), True) | {
        "context": None
    }
    assert "testing_since" not in found
    with acting_as_system():
        assert Usage.objects.count() == 3


@pytest.mark.django_db
def test_a_window_that_is_cut_in_silence_is_found(configure: Configure) -> None:
    configure("forgetful")

    said, code = command()

    found = record().capabilities
    assert (code, found["context"], found["remembers"], found["two_tools"]) == (0, 4000, False, False)
    assert "The start of a long prompt was lost" in said


@pytest.mark.django_db
def test_a_model_without_tools_is_not_let_answer(configure: Configure, olga: Profile) -> None:
    configure("talks_only")

    _, code = command()

    with acting_as_system():
        choice = choose_engine(begin(olga), olga, NOW)
    assert (code, choice.engine) == (1, "built-in")
    assert "cannot use tools" in choice.remark


@pytest.mark.django_db
def test_parameters_learnt_by_the_test_are_kept(configure: Configure, provider: FakeProvider) -> None:
    configure("picky")

    command()

    found = record().capabilities
    assert (found["limit_name"], found["temperature"], found["parallel"]) == ("max_completion_tokens", False, False)


@pytest.mark.django_db
def test_a_wrong_key_is_told_in_a_sentence(configure: Configure) -> None:
    configure("wrong_key")

    said, code = command()

    assert (code, record().error) == (1, "The model's server refused the key.")
    assert "The model's server refused the key." in said
    assert record().capabilities["tools"]


@pytest.mark.django_db
def test_without_a_model_the_command_says_what_to_set() -> None:
    with pytest.raises(CommandError, match="Set OPENAI_MODEL"):
        command()


@pytest.mark.django_db
def test_an_admin_asks_and_the_worker_finds_out(
    configure: Configure, ada: Profile, client_of: Callable[[Profile], Client], settings: Settings
) -> None:
    configure("able")
    client = client_of(ada)
    assert "Not tested yet" in client.get("/settings/assistant/").content.decode()

    answer = client.post("/settings/assistant/test-connection/", headers={"hx-request": "true"})
    assert "Waiting for the worker" in answer.content.decode()
    client.post("/settings/assistant/test-connection/")
    jobs.test_connection()

    page = client.get("/settings/assistant/").content.decode()
    assert "It uses them." in page
    assert "Test again" in page
    assert "hx-trigger" not in client.get("/settings/assistant/connection/").content.decode()


@pytest.mark.django_db
def test_without_javascript_the_button_leads_back_to_the_page(
    configure: Configure, ada: Profile, client_of: Callable[[Profile], Client]
) -> None:
    configure("able")

    answer = client_of(ada).post("/settings/assistant/test-connection/")

    assert (answer.status_code, answer["Location"]) == (302, "/settings/assistant/")


@pytest.mark.django_db
def test_without_a_model_the_page_says_how_to_set_one(ada: Profile, client_of: Callable[[Profile], Client]) -> None:
    page = client_of(ada).get("/settings/assistant/").content.decode()

    assert "OPENAI_BASE_URL=" in page
    assert "The built-in assistant" in page


@pytest.mark.django_db
def test_only_admins_find_the_page(configure: Configure, sam: Profile, client_of: Callable[[Profile], Client]) -> None:
    configure("able")

    for client in (client_of(sam), Client()):
        assert client.get("/settings/assistant/").status_code == 404
        assert client.get("/settings/assistant/connection/").status_code == 404
        assert client.post("/settings/assistant/test-connection/").status_code == 404
    with acting_as(sam.pk), pytest.raises(NotAllowed):
        connection.test_connection(by=sam, now=NOW)


@pytest.mark.django_db
def test_admins_see_the_tab_and_nobody_else(ada: Profile, sam: Profile, client_of: Callable[[Profile], Client]) -> None:
    assert "/settings/assistant/" in client_of(ada).get("/settings/").content.decode()
    assert "/settings/assistant/" not in client_of(sam).get("/settings/").content.decode()


@pytest.mark.django_db
def test_a_second_factor_is_asked_for_where_it_is_demanded(
    ada: Profile, client_of: Callable[[Profile], Client], settings: Settings
) -> None:
    settings.ADMIN_NEEDS_SECOND_FACTOR = True

    assert client_of(ada).get("/settings/assistant/")["Location"].startswith("/admin/login/")
