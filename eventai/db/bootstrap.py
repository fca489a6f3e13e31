"""The roles and the database that EventAI expects on a PostgreSQL server, made by its administrator."""

import hashlib
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

OWNER = "eventai_owner"
LOGIN = "eventai"
ROLES = Path(__file__).with_name("roles.sql")


def digest() -> str:
    """Names this version of the bootstrap, so that it runs again when it changes."""
    return hashlib.sha256(ROLES.read_bytes() + Path(__file__).read_bytes()).hexdigest()


def roles_sql(login: str = LOGIN) -> str:
    """The text of `roles.sql` for one login, ready to run."""
    text = ROLES.read_text()
    return text.replace(":'login'", sql.Literal(login).as_string()).replace(
        ':"login"', sql.Identifier(login).as_string()
    )


def database_sql(database: str) -> list[str]:
    """The statements that make the database; the first is left out where it exists."""
    name, owner = (
        sql.Identifier(database).as_string(),
        sql.Identifier(OWNER).as_string(),
    )
    return [
        f"CREATE DATABASE {name} OWNER {owner} TEMPLATE template0 ENCODING 'UTF8'",
        f"ALTER DATABASE {name} OWNER TO {owner}",
        f"REVOKE TEMPORARY ON DATABASE {name} FROM PUBLIC",
    ]


def apply(
    administrator: dict[str, Any] | str,
    *,
    database: str,
    login: str = LOGIN,
    password: str = "",
    development: bool = False,
) -> None:
    """Make roles and database as the administrator; what exists is kept.

    `password` is given to the login. `development` lets the owner create databases, which the test runner needs.
    """
    target: dict[str, Any] = {"conninfo": administrator} if isinstance(administrator, str) else administrator
    with psycopg.connect(**target, autocommit=True) as connection:
        _run(connection, roles_sql(login))
        if development:
            _run(connection, f"ALTER ROLE {OWNER} CREATEDB")
        if password:
            _set_password(connection, login, password)
        create, *rest = database_sql(database)
        for statement in rest if _exists(connection, database) else [create, *rest]:
            _run(connection, statement)


def exists(params: dict[str, str]) -> bool:
    """Say whether the database can be reached."""
    try:
        psycopg.connect(**params).close()  # type: ignore[arg-type]  # a dict of connection parameters, all text
    except psycopg.OperationalError:
        return False
    return True


def other_clients(params: dict[str, str]) -> int:
    """How many clients other than us are connected to the server."""
    query = "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
    with psycopg.connect(**params) as connection:  # type: ignore[arg-type]  # a dict of connection parameters, all text
        row = connection.execute(query).fetchone()
    return row[0] if row else 0


def _run(connection: psycopg.Connection[Any], statement: str) -> None:
    connection.execute(statement.encode())


def _exists(connection: psycopg.Connection[Any], database: str) -> bool:
    found = connection.execute("SELECT FROM pg_database WHERE datname = %s", [database])
    return found.fetchone() is not None


def _set_password(connection: psycopg.Connection[Any], login: str, password: str) -> None:
    """Send only the scrambled form, so that no server log shows the password."""
    scrambled = connection.pgconn.encrypt_password(password.encode(), login.encode(), b"scram-sha-256").decode()
    _run(
        connection,
        f"ALTER ROLE {sql.Identifier(login).as_string()} PASSWORD {sql.Literal(scrambled).as_string()}",
    )
