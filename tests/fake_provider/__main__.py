"""Run the fake provider by hand."""

import argparse
import json
import sys
from contextlib import suppress
from pathlib import Path

from tests.fake_provider import FakeProvider, Turn

parser = argparse.ArgumentParser(description="A fake provider; the model's name chooses the behaviour.")
parser.add_argument("--port", type=int, default=9000)
parser.add_argument("--script", type=Path, help="a JSON list of turns")
chosen = parser.parse_args()
script = [Turn.of(turn) for turn in json.loads(chosen.script.read_text("utf-8"))] if chosen.script else []
provider = FakeProvider(port=chosen.port, script=script)
sys.stdout.write(f"{provider.url}\n")
sys.stdout.flush()
with suppress(KeyboardInterrupt):
    provider.serve()
