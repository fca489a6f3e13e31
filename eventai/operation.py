"""What makes a function an operation: one transaction, and its name in the audit trail."""

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from eventai.db.acting import named

P = ParamSpec("P")
R = TypeVar("R")


def operation(function: Callable[P, R]) -> Callable[P, R]:
    """Run the function in a transaction (a savepoint when nested) and write its name to the audit trail."""

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        with named(function.__name__):
            return function(*args, **kwargs)

    return run
