"""Who answers: the built-in assistant for now. An engine turns a turn into steps and never touches the database."""

from conversations.engines.built_in import BuiltInEngine
from conversations.engines.steps import Engine
from conversations.models import Run

__all__ = ["engine_of"]


def engine_of(run: Run) -> Engine:
    """The engine a run was planned for."""
    return {Run.Engine.BUILT_IN: BuiltInEngine()}[Run.Engine(run.engine)]
