"""kill -9 of a real worker in the middle of a model's answer, between its tools: another one ends it, nothing twice."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import Profile
from conversations.models import Message, Run, RunEvent
from conversations.operations import take_over_runs
from eventai.db.acting import acting_as, acting_as_system
from events.models import Event
from tests.conversations.engines import let_time_pass
from tests.conversations.talking import begin, calls, last_run
from tests.fake_provider import FakeProvider, Turn
from ticketing.models import Ticket

PROJECT = Path(__file__).resolve().parents[2]
EVENT = {"name": "Blue Hour", "when_text": "Friday 11 June 2027, 8:30 pm"}
TICKET = {"name": "Entry", "price": "28", "quantity": 140}


@contextmanager
def worker(provider: FakeProvider) -> Iterator["subprocess.Popen[bytes]"]:
    """A worker process on the tests' database."""
    surroundings = {
        **os.environ,
        "DATABASE_NAME": str(connection.settings_dict["NAME"]),
        "OPENAI_BASE_URL": provider.url,
        "OPENAI_API_KEY": "none",
        "OPENAI_MODEL": "gpt-fake",
    }
    process = subprocess.Popen([sys.executable, "manage.py", "worker"], cwd=PROJECT, env=surroundings)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def wait_until(happened: Callable[[], bool], seconds: float = 30) -> None:
    pause = threading.Event()
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, "it never happened"
        pause.wait(0.05)


def texts(run: Run) -> int:
    with acting_as_system():
        return RunEvent.objects.filter(run=run, kind="text").count()


def status(run: Run) -> str:
    with acting_as_system():
        return Run.objects.get(pk=run.pk).status


@pytest.mark.django_db(transaction=True)
@pytest.mark.timeout(180)
def test_a_killed_worker_is_followed_by_another(olga: Profile) -> None:
    slow = " ".join(f"word{number}" for number in range(60))
    script = [
        Turn("One moment.", [("create_event", EVENT)]),
        Turn(slow, [("set_ticket", TICKET)], between=0.1),
        Turn("Now the ticket.", [("set_ticket", TICKET)]),
        Turn("All there."),
    ]
    with FakeProvider(script=script) as provider:
        conversation = begin(olga)
        run = last_run(conversation)
        with worker(provider) as first:
            wait_until(lambda: calls(conversation) == [("create_event", "done")] and texts(run) > 3)
            first.send_signal(signal.SIGKILL)
            first.wait()
        assert let_time_pass(run) == 1
        with worker(provider):
            wait_until(lambda: status(run) == "done")

    assert calls(conversation) == [("create_event", "done"), ("set_ticket", "done")]
    with acting_as(olga.pk):
        assert (Event.objects.count(), Ticket.objects.count()) == (1, 1)
        said = list(Message.objects.filter(run=run, role="assistant").values_list("content", flat=True))
    assert said == ["One moment.", "Now the ticket.", "All there."]
    assert take_over_runs(now=timezone.now()) == 0
