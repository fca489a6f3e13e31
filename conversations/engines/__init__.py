"""Who answers: a model, or the built-in assistant. An engine turns a turn into steps and never touches the database."""

from dataclasses import replace
from functools import cache

from django.utils import timezone

from conversations.engines.built_in import BuiltInEngine
from conversations.engines.openai import OpenAIEngine, client_of, configured_server
from conversations.engines.steps import Engine, EngineFailed
from conversations.models import Run
from conversations.understanding.brief import understand_brief

__all__ = ["engine_of", "warm_up"]


@cache
def warm_up() -> None:
    """Read once what the engines need, such as the names of cities and a model's client: it takes a second or two."""
    understand_brief("A concert in Berlin on 3 May, €5", now=timezone.now(), timezone="UTC", locale="en")
    if server := configured_server():
        client_of(server)


def engine_of(run: Run) -> Engine:
    """The engine a run was planned for. Raises EngineFailed when its model is no longer set up."""
    if run.engine == Run.Engine.BUILT_IN:
        return BuiltInEngine()
    server = configured_server()
    if server is None:
        raise EngineFailed("There is no AI model set up any more.")
    return OpenAIEngine(replace(server, model=run.model or server.model))
