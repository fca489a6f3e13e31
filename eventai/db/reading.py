"""Connections of their own for who reads or writes all the time, outside Django's pool: one statement for many."""

from typing import Any

import psycopg
from django.conf import settings
from django.db import connections
from psycopg import sql


async def connect_as_system() -> psycopg.AsyncConnection[tuple[Any, ...]]:
    """Open an async connection that acts as the system. It is the caller's to close."""
    return await psycopg.AsyncConnection.connect(**_parameters(), autocommit=True)


def connect_as_writer() -> psycopg.Connection[Any]:
    """Open a connection that acts as the system and does not wait for the disk. It is the caller's to close.

    For what is worth nothing after a crash of the database: pieces of answers, which begin anew then.
    """
    parameters = _parameters()
    options = f"{parameters['options']} -c synchronous_commit=off"
    return psycopg.Connection.connect(**{**parameters, "options": options}, autocommit=True)


def _parameters() -> dict[str, Any]:
    parameters = connections["default"].get_connection_params()
    known = ("host", "port", "dbname", "user", "password", "sslmode", "connect_timeout")
    chosen = {name: value for name, value in parameters.items() if name in known}
    options = str(parameters.get("options", "")).replace(f"role={settings.DB_BASE_ROLE}", "role=eventai_system")
    return {**chosen, "options": options}


def call_rows_on(connection: psycopg.Connection[Any], function: str, *arguments: Any) -> list[tuple[Any, ...]]:
    """Call `app.<function>(…)` on that connection."""
    return connection.execute(_statement(function, arguments), arguments).fetchall()


async def call_rows_async(
    connection: psycopg.AsyncConnection[tuple[Any, ...]], function: str, *arguments: Any
) -> list[tuple[Any, ...]]:
    """Call `app.<function>(…)` on that connection."""
    cursor = await connection.execute(_statement(function, arguments), arguments)
    return await cursor.fetchall()


def _statement(function: str, arguments: tuple[Any, ...]) -> sql.Composed:
    places = sql.SQL(", ").join([sql.Placeholder()] * len(arguments))
    return sql.SQL("SELECT * FROM app.{}({})").format(sql.Identifier(function), places)
