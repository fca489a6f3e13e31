"""A web process with too many rights does not serve."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from eventai.db.acting import acting_as_system
from eventai.db.standing import refuse_power

PROJECT = Path(__file__).resolve().parent.parent


@pytest.mark.django_db
def test_the_system_role_does_not_serve_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eventai.db.standing.connection.close", lambda: None)
    refuse_power()
    with acting_as_system(), pytest.raises(ImproperlyConfigured, match="eventai_system"):
        refuse_power()


@pytest.mark.parametrize("missing", ["SECRET_KEY", "ALLOWED_HOSTS"])
def test_production_names_the_secret_it_misses(missing: str, tmp_path: Path) -> None:
    production = {
        "PATH": os.environ["PATH"],
        "SECRET_KEY": "s" * 60,
        "ALLOWED_HOSTS": "example.org",
        "DEVELOPMENT": "false",
    }
    del production[missing]
    done = subprocess.run(
        [sys.executable, "-c", "import eventai.settings"],
        cwd=PROJECT,
        env=production,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert f"{missing} is not set" in done.stderr
