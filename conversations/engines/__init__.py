"""Who answers: the built-in assistant for now. An engine turns a turn into steps and never touches the database."""

from functools import cache

from django.utils import timezone

from conversations.engines.built_in import BuiltInEngine
from conversations.engines.steps import Engine
from conversations.models import Run
from conversations.understanding.brief import understand_brief

__all__ = ["engine_of", "warm_up"]


@cache
def warm_up() -> None:
    """Read once what the built-in assistant needs, such as the names of cities: it takes a second."""
    understand_brief("A concert in Berlin on 3 May, €5", now=timezone.now(), timezone="UTC", locale="en")


def engine_of(run: Run) -> Engine:
    """The engine a run was planned for."""
    return {Run.Engine.BUILT_IN: BuiltInEngine()}[Run.Engine(run.engine)]
