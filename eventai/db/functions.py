"""The doorway to the functions of schema `app`: the only place where operations meet SQL."""

from typing import Any

from django.db import connection
from psycopg import sql


def call(function: str, *arguments: Any) -> Any:
    """Call `app.<function>(…)` and return its one value."""
    row = call_row(function, *arguments)
    return row[0]


def call_row(function: str, *arguments: Any) -> tuple[Any, ...]:
    """Call a function that returns one row."""
    return call_rows(function, *arguments)[0]


def let_connection_go() -> None:
    """Give the connection back to the pool, where whoever waits for something else than the database has none open."""
    if not connection.in_atomic_block:
        connection.close()


def call_rows(function: str, *arguments: Any) -> list[tuple[Any, ...]]:
    """Call a function that returns rows."""
    statement = sql.SQL("SELECT * FROM app.{}({})").format(
        sql.Identifier(function), sql.SQL(", ").join([sql.Placeholder()] * len(arguments))
    )
    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute(statement.as_string(connection.connection), arguments)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found
