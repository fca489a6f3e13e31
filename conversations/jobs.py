"""What the worker does for conversations."""

import os
import socket
from uuid import UUID

from django.utils import timezone

from conversations.engines import warm_up
from conversations.engines.openai import configured_server
from conversations.operations import (
    answering,
    begin_forgotten_turns,
    expire_tool_calls,
    forget_run_events,
    take_over_runs,
)
from conversations.operations.connection import find_out
from conversations.operations.guests import forget_guests
from conversations.operations.scribe import scribe_of_process
from eventai.jobs import every, job


@job(queue="assistant")
def answer_run(run_id: str) -> None:
    """Carry out one turn of the assistant."""
    worker = f"{socket.gethostname()[:40]}:{os.getpid()}"
    answering.answer_run(UUID(run_id), worker=worker, scribe=scribe_of_process())


@job(retries=0)
def test_connection() -> None:
    """Find out what the configured model can do; its record tells how far it is."""
    if server := configured_server():
        find_out(server, now=timezone.now(), tell=lambda step: None)


@every("*/10 * * * * *", queue="assistant")
def take_over_abandoned_runs() -> None:
    """Queue again what a killed worker left half answered; the first time, also read the tables of words.

    Whoever writes first to a fresh worker need not wait for them.
    """
    warm_up()
    take_over_runs(now=timezone.now())
    begin_forgotten_turns()


@every("17 * * * *")
def forget_old_guests() -> None:
    """Delete what visitors without an account began a week ago."""
    forget_guests(now=timezone.now())


@every("*/15 * * * *")
def close_old_conversations() -> None:
    """Let waiting approvals expire, and drop the events of answers that were complete a day ago."""
    now = timezone.now()
    expire_tool_calls(now=now)
    forget_run_events(now=now)
