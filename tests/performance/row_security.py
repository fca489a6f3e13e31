"""What row security costs, page by page: the same view with policies and as the tables' owner, interleaved.

    python -m tests.performance.row_security [rounds]

Seeds a database of its own with 1,000,000 attendees (kept for the next time), then asks the overview, "my tickets" and
the public page through the whole stack in turn. Prints 20th percentiles and their ratio; asserts nothing.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[2]
DATABASE = "eventai_performance"
os.environ.update(
    EVENTAI_CLUSTER="pgtest", DATABASE_NAME=DATABASE, DEVELOPMENT="true", DJANGO_SETTINGS_MODULE="eventai.settings"
)
os.environ.setdefault("DB_ROLE", "eventai_anon")

import django  # after the surroundings are set
import psycopg
from psycopg import sql as psycopg_sql
from psycopg.conninfo import make_conninfo

from eventai.db.embedded import Cluster, ensure_started

PAGES = {
    "overview": "/events/event-1/",
    "my tickets": "/tickets/",
    "public page": "/event-1/",
}


def seeded(cluster: Cluster) -> None:
    """Migrate and fill the database once."""
    from django.core.management import call_command
    from psycopg.types.json import Jsonb

    from events.page.facts import PageFacts
    from events.page.writing import draw_page

    call_command("migrate", verbosity=0)
    with psycopg.connect(make_conninfo(**{**cluster.params, "dbname": DATABASE})) as connection:
        if connection.execute("SELECT count(*) FROM attendees").fetchone() == (0,):
            seed = (Path(__file__).parent / "seed.sql").read_text()
            config = psycopg_sql.Literal(Jsonb(draw_page(PageFacts(event_id="1", name="Event 1")))).as_string(
                connection
            )
            connection.execute(seed.replace(":page", config).encode())


@contextmanager
def as_owner() -> Iterator[None]:
    """Whoever asks, the tables' owner asks the database: no policy applies, the transaction stays."""
    from accounts import middleware
    from accounts.identity import profile_id_of
    from eventai.db.acting import Actor, _acting

    policies = middleware.scope_of
    middleware.scope_of = lambda request: _acting(Actor("eventai_owner", str(profile_id_of(request) or "")))
    try:
        yield
    finally:
        middleware.scope_of = policies


def timed(ask: Callable[[], Any]) -> float:
    """Milliseconds of one request, which must succeed."""
    start = time.perf_counter()
    answer = ask()
    elapsed = (time.perf_counter() - start) * 1000
    assert answer.status_code == 200, answer.status_code
    return elapsed


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[int(len(values) * share)]


def main(rounds: int) -> None:
    cluster = ensure_started(PROJECT, "pgtest", DATABASE)
    django.setup()
    from django.test import Client

    from accounts.models import User

    seeded(cluster)
    client = Client()
    client.force_login(
        User.objects.get(email="person2@example.com"), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    print(f"{'page':<14}{'policies':>12}{'owner':>12}{'ratio':>8}   (ms, p20 of {rounds}, interleaved)")
    for name, path in PAGES.items():
        asking = Client() if name == "public page" else client
        with_policies, without = [], []
        for turn in range(rounds + 5):
            one = timed(lambda: asking.get(path))  # noqa: B023  # asked at once
            with as_owner():
                other = timed(lambda: asking.get(path))  # noqa: B023
            if turn >= 5:
                with_policies.append(one)
                without.append(other)
        on, off = percentile(with_policies, 0.2), percentile(without, 0.2)
        print(f"{name:<14}{on:>12.2f}{off:>12.2f}{on / off:>8.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
