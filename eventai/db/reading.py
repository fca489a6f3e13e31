"""A connection of its own for whoever reads all the time: async, outside Django's pool, one query for many."""

from typing import Any

import psycopg
from django.conf import settings
from django.db import connections
from psycopg import sql


async def connect_as_system() -> psycopg.AsyncConnection[tuple[Any, ...]]:
    """Open an async connection that acts as the system. It is the caller's to close."""
    parameters = connections["default"].get_connection_params()
    known = ("host", "port", "dbname", "user", "password", "sslmode", "connect_timeout")
    chosen = {name: value for name, value in parameters.items() if name in known}
    options = str(parameters.get("options", "")).replace(f"role={settings.DB_BASE_ROLE}", "role=eventai_system")
    return await psycopg.AsyncConnection.connect(**chosen, options=options, autocommit=True)


async def call_rows_async(
    connection: psycopg.AsyncConnection[tuple[Any, ...]], function: str, *arguments: Any
) -> list[tuple[Any, ...]]:
    """Call `app.<function>(…)` on that connection."""
    statement = sql.SQL("SELECT * FROM app.{}({})").format(
        sql.Identifier(function), sql.SQL(", ").join([sql.Placeholder()] * len(arguments))
    )
    cursor = await connection.execute(statement, arguments)
    return await cursor.fetchall()
