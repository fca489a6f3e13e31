#!/usr/bin/env python
"""EventAI's command line. Without DATABASE_URL, commands find the built-in PostgreSQL and start it when needed."""

import os
import sys
from pathlib import Path

import environ
from django.core.management import execute_from_command_line
from django.db import connections

from eventai.db.embedded import ensure_started

PROJECT = Path(__file__).resolve().parent
WITHOUT_DATABASE = {
    "help",
    "version",
    "check",
    "collectstatic",
    "compilemessages",
    "makemessages",
    "bootstrap_roles",
    "reset",
}
NEEDS_NO_SECRET = {"run", "test", "reset", "bootstrap_roles"}


def main() -> None:
    """Prepare the surroundings of the command, then let Django run it."""
    environ.Env.read_env(PROJECT / ".env")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eventai.settings")
    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    built_in = not os.environ.get("DATABASE_URL")
    if built_in or command in NEEDS_NO_SECRET:
        os.environ.setdefault("DEVELOPMENT", "true")
    if command not in {"run", "test"}:
        # As the anonymous role, dumpdata would silently leave rows out and createsuperuser be refused.
        os.environ.setdefault("DB_ROLE", "eventai_system")
    if not built_in or command in WITHOUT_DATABASE or {"-h", "--help"} & set(sys.argv):
        execute_from_command_line(sys.argv)
    else:
        with_built_in_database()


def with_built_in_database() -> None:
    """Run the command on the built-in PostgreSQL, which stays up for the next one; the one for tests does not."""
    cluster = os.environ.get("EVENTAI_CLUSTER") or "pg"
    server = ensure_started(PROJECT, cluster, os.environ.get("DATABASE_NAME") or "eventai")
    try:
        execute_from_command_line(sys.argv)
    finally:
        if cluster != "pg":
            for connection in connections.all(initialized_only=True):
                connection.close()
                connection.close_pool()  # type: ignore[attr-defined]  # PostgreSQL's wrapper has it
            server.stop_if_unused()


if __name__ == "__main__":
    main()
