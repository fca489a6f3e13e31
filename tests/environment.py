"""A pytest plugin, loaded before the settings: the tests' own PostgreSQL, which forgets durability.

It runs beside the one of `make run`; `DATABASE_URL` points the tests elsewhere.
"""

import os
from pathlib import Path

import pytest

os.environ.setdefault("EVENTAI_CLUSTER", "pgtest")
os.environ.setdefault("DEVELOPMENT", "true")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # a browser keeps an event loop in the tests' thread

from eventai.db.embedded import Cluster, ensure_started

PROJECT = Path(__file__).resolve().parent.parent
_clusters: list[Cluster] = []


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput") and not os.environ.get("DATABASE_URL"):
        _clusters.append(ensure_started(PROJECT, os.environ["EVENTAI_CLUSTER"]))


def pytest_unconfigure(config: pytest.Config) -> None:
    for cluster in _clusters:
        cluster.stop_if_unused()
