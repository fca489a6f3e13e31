"""`manage.py evaluate_assistant CASES --out PREDICTIONS`: talk cases through and write down what came of them."""

import json
import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from conversations.engines import warm_up
from conversations.engines.openai import configured_server
from conversations.evaluation import Case, predict
from conversations.models import Run


class Command(BaseCommand):
    """Run cases through the conversation, in a database of their own that is made for it and dropped again."""

    help = "Run evaluation cases (JSON lines) through the assistant and write one prediction per line."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("cases", type=Path, help="a file of cases, one JSON object per line")
        parser.add_argument("--out", type=Path, required=True, help="where the predictions go, one per line")
        parser.add_argument("--engine", choices=[name for name, _ in Run.Engine.choices], default=Run.Engine.BUILT_IN)

    def handle(self, *args: Any, **options: Any) -> None:
        cases = _read(options["cases"])
        if options["engine"] == Run.Engine.OPENAI and configured_server() is None:
            raise CommandError("No model is set up. Set OPENAI_MODEL and a key or an address first.")
        warm_up()
        usual = connection.settings_dict["NAME"]
        name = f"evaluation_{time.time_ns()}"
        connection.settings_dict.setdefault("TEST", {})["NAME"] = name
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
        try:
            with options["out"].open("w", encoding="utf-8") as out:
                for number, case in enumerate(cases, 1):
                    out.write(json.dumps(predict(case, engine=options["engine"]), ensure_ascii=False) + "\n")
                    self._tell(f"\r{number} of {len(cases)}")
        finally:
            connection.creation.destroy_test_db(usual, verbosity=0)
        self._tell("\n")

    def _tell(self, words: str) -> None:
        self.stderr.write(words, ending="")
        sys.stderr.flush()


def _read(path: Path) -> list[Case]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        return [Case.of(json.loads(line)) for line in lines if line.strip()]
    except (OSError, ValueError, KeyError) as fault:
        raise CommandError(f"The cases cannot be read: {fault!r}") from fault
