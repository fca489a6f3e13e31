"""Who is asking? Carried into PostgreSQL for exactly one transaction.

Nothing set means `eventai_anon`: a stranger. Settings are transaction-local (`SET LOCAL`), so that they are safe behind
a connection pool and fail closed: what runs outside a scope sees what everybody sees.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from typing import NamedTuple
from uuid import UUID, uuid4

from django.conf import settings
from django.db import connection, transaction


class Actor(NamedTuple):
    """What is set for one transaction: the database role, the acting profile, a guest's secret.

    What a person changes in one scope is one change set, named by `scope`; `change_set` names another one instead.
    """

    role: str
    profile_id: str = ""
    guest_token: str = ""
    scope: str = ""
    change_set: str = ""


request_id: ContextVar[str] = ContextVar("request_id", default="")

ANONYMOUS = Actor("eventai_anon")
SYSTEM = Actor("eventai_system")

_SET_ACTOR = (
    "SELECT set_config('role', %s, true), set_config('app.profile_id', %s, true),"
    " set_config('app.guest_token', %s, true), set_config('app.scope', %s, true),"
    " set_config('app.change_set', %s, true)"
)


def acting_as(profile_id: UUID) -> AbstractContextManager[None]:
    """Run one transaction as this profile: it sees and changes what the policies grant it."""
    return _acting(Actor("eventai_user", profile_id=str(profile_id), scope=str(uuid4())))


def acting_as_guest(token: str) -> AbstractContextManager[None]:
    """Run one transaction as the holder of a secret: a visitor's cookie, or the link of an order."""
    return _acting(Actor("eventai_anon", guest_token=token))


def acting_as_anonymous() -> AbstractContextManager[None]:
    """Run one transaction as anybody from the street."""
    return _acting(ANONYMOUS)


def acting_as_system() -> AbstractContextManager[None]:
    """Run one transaction past the policies. Every call site stands in a list that a test compares."""
    return _acting(SYSTEM)


def current_actor() -> Actor:
    """The actor of the innermost open scope; the connection's base role outside of any."""
    open_actor: Actor | None = getattr(connection, "actor", None) if connection.in_atomic_block else None
    return open_actor or Actor(settings.DB_BASE_ROLE)


def current_change_set() -> UUID | None:
    """The change set that what is changed here and now belongs to."""
    actor = current_actor()
    return UUID(actor.change_set or actor.scope) if actor.change_set or actor.scope else None


@contextmanager
def changing(change_set: UUID) -> Iterator[None]:
    """Let what is changed inside belong to this change set, which may span several transactions."""
    outer = current_actor()
    with transaction.atomic():
        _set(outer._replace(change_set=str(change_set)))
        try:
            yield
        finally:
            connection.actor = outer  # type: ignore[attr-defined]  # our own mark on Django's connection
    if connection.in_atomic_block and not connection.needs_rollback:
        _set(outer)


@contextmanager
def continuing(scope: UUID) -> Iterator[None]:
    """Let what is changed inside belong to the change set of an earlier scope, if that still stands."""
    outer = current_actor()
    with transaction.atomic():
        _set(outer._replace(scope=str(scope)))
        try:
            yield
        finally:
            connection.actor = outer  # type: ignore[attr-defined]  # our own mark on Django's connection
    if connection.in_atomic_block and not connection.needs_rollback:
        _set(outer)


@contextmanager
def _acting(actor: Actor) -> Iterator[None]:
    outer = current_actor()
    with transaction.atomic():
        _set(actor)
        try:
            yield
        finally:
            connection.actor = outer  # type: ignore[attr-defined]  # our own mark on Django's connection
    # A released savepoint keeps SET LOCAL (COMMIT and ROLLBACK TO undo it), so hand back by hand.
    if connection.in_atomic_block and not connection.needs_rollback:
        _set(outer)


def _set(actor: Actor) -> None:
    connection.ensure_connection()
    connection.connection.execute(_SET_ACTOR, actor)  # straight to psycopg: one round trip, not logged
    connection.actor = actor  # type: ignore[attr-defined]


@contextmanager
def named(operation: str) -> Iterator[None]:
    """Open a transaction (a savepoint when nested) whose audit rows carry the operation's name."""
    outer: str = getattr(connection, "operation", "") if connection.in_atomic_block else ""
    with transaction.atomic():
        _name(operation)
        try:
            yield
        finally:
            connection.operation = outer  # type: ignore[attr-defined]
    if connection.in_atomic_block and not connection.needs_rollback:
        _name(outer)


def _name(operation: str) -> None:
    connection.ensure_connection()
    connection.connection.execute(
        "SELECT set_config('app.operation', %s, true), set_config('app.request_id', %s, true)",
        (operation, request_id.get()),
    )
    connection.operation = operation  # type: ignore[attr-defined]
