"""`make reset`: delete the built-in database and the uploaded files."""

import os
import shutil
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from eventai.db.embedded import Cluster
from eventai.management.commands.run import only_one


class Command(BaseCommand):
    """Delete what `make run` and uploads have made."""

    help = "Delete this checkout's built-in database and uploaded files."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def handle(self, *args: Any, **options: Any) -> None:
        if os.environ.get("DATABASE_URL"):
            raise CommandError(
                "DATABASE_URL names a database that is not ours to delete; this deletes only the built-in one."
            )
        local, files = Path(settings.BASE_DIR) / ".local", Path(settings.MEDIA_ROOT)
        local.mkdir(exist_ok=True, mode=0o700)
        with only_one(local / "running"):
            if not options["yes"] and not confirmed(files):
                self.stdout.write("Nothing was deleted.")
                return
            for name in ("pg", "pgtest"):
                Cluster(settings.BASE_DIR, name).delete()
            shutil.rmtree(files, ignore_errors=True)
        shutil.rmtree(local, ignore_errors=True)
        self.stdout.write("The local database and files are deleted. `make run` starts anew.")


def confirmed(files: Path) -> bool:
    """Ask the person at the terminal."""
    try:
        answer = input(f"This deletes the local EventAI database and the files in {files}. Type yes to go on: ")
    except EOFError:
        return False
    return answer.strip().lower() == "yes"
