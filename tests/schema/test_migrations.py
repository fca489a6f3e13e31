"""Migrations go back as they came: policies, triggers and functions too."""

import os
import secrets
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from eventai.db.embedded import Cluster

PROJECT = Path(__file__).resolve().parents[2]
STEPS = (
    (),
    ("conversations", "zero"),
    ("eventai", "zero"),
    ("ticketing", "zero"),
    ("events", "zero"),
    ("accounts", "0002"),
    (),
)


@pytest.mark.soak
@pytest.mark.timeout(900)  # seven times every migration
def test_everything_goes_back_and_forth_again() -> None:
    name = f"back_{secrets.token_hex(4)}"
    environment = {**os.environ, "DATABASE_NAME": name, "DB_ROLE": "eventai_system"}
    for step in STEPS:
        command = [sys.executable, "manage.py", "migrate", "--verbosity=0", *step]
        done = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, (step, done.stderr[-2000:])
    cluster = Cluster(PROJECT, os.environ["EVENTAI_CLUSTER"])
    with psycopg.connect(make_conninfo(**cluster.params), autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())
