"""Say, or do, what an administrator must do once on a PostgreSQL server of your own."""

import os
from argparse import ArgumentParser
from typing import Any
from urllib.parse import unquote, urlsplit

import psycopg
from django.core.management.base import BaseCommand, CommandError

from eventai.db import bootstrap


class Command(BaseCommand):
    """Make the roles and the database that `migrate` needs."""

    help = "Print the SQL that makes EventAI's roles and database for DATABASE_URL; --apply runs it."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--apply", metavar="ADMIN_URL", help="run it, signed in with this URL (needs CREATEROLE, CREATEDB)"
        )
        parser.add_argument(
            "--development", action="store_true", help="let the owner create databases, which the tests need"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        login, password, database = _target(os.environ.get("DATABASE_URL", ""))
        if not options["apply"]:
            self.stdout.write(script(login, database, development=options["development"]))
            return
        if unquote(urlsplit(options["apply"]).username or "") == login:
            raise CommandError(
                f"DATABASE_URL signs in as “{login}”, the administrator. EventAI needs a login without rights of its "
                "own: put another name there, such as eventai; this command creates it."
            )
        try:
            bootstrap.apply(
                options["apply"], database=database, login=login, password=password, development=options["development"]
            )
        except psycopg.Error as error:
            raise CommandError(f"The server refused: {error}") from error
        self.stdout.write(f"Roles and database “{database}” are ready. Next: manage.py migrate")


def script(login: str, database: str, *, development: bool) -> str:
    """The SQL for an administrator to read and run with psql."""
    create, *rest = bootstrap.database_sql(database)
    lines = ["-- Run this as an administrator (CREATEROLE and CREATEDB suffice), for example with psql.", ""]
    lines += [bootstrap.roles_sql(login)]
    lines += [f"ALTER ROLE {bootstrap.OWNER} CREATEDB;  -- only where tests run", ""] if development else []
    lines += ["-- The password is yours to choose: in psql, \\password " + login]
    lines += ["-- Leave the first line out when the database exists."]
    return "\n".join([*lines, *(f"{statement};" for statement in [create, *rest])])


def _target(url: str) -> tuple[str, str, str]:
    parts = urlsplit(url)
    return (
        unquote(parts.username or bootstrap.LOGIN),
        unquote(parts.password or ""),
        unquote(parts.path.lstrip("/")) or bootstrap.LOGIN,
    )
