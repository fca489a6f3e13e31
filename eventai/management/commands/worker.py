"""`manage.py worker`: carries out jobs until it is told to stop."""

import asyncio
import contextlib
import logging
import os
import signal
from concurrent.futures import ThreadPoolExecutor
from copy import copy
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from procrastinate import App
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.periodic import PeriodicRegistry

logger = logging.getLogger(__name__)

ASSISTANT = "assistant"
GRACE = 5.0  # seconds to end what is begun; what is not done by then is taken over by the next worker


class Command(BaseCommand):
    """Run the worker: the assistant's turns, letters, expiring holds."""

    help = "Carry out jobs: the assistant's turns, letters, expiring holds. More processes share the work."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--concurrency", type=int, default=4, help="jobs at the same time")
        parser.add_argument("--turns", type=int, default=64, help="answers of the assistant at the same time, besides")

    def handle(self, *args: Any, **options: Any) -> None:
        connector: DjangoConnector = app.connector  # type: ignore[assignment]  # Django's app has Django's connector
        with app.replace_connector(connector.get_worker_connector()) as worker:
            self.stdout.write("Ready for jobs.")
            asyncio.run(work(worker, jobs=options["concurrency"], turns=options["turns"]))


async def work(worker: App, *, jobs: int, turns: int) -> None:
    """Carry out both kinds of work until a signal: turns mostly wait for a model, so many go on at once.

    They share the threads but not the places, so that a hundred people who talk hold up no letter. Raises CommandError
    when the work ends by itself.
    """
    loop, told = asyncio.get_running_loop(), asyncio.Event()
    loop.set_default_executor(ThreadPoolExecutor(jobs + turns + 4, thread_name_prefix="job"))
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, told.set)
    others = sorted({task.queue for task in worker.tasks.values()} - {ASSISTANT})
    async with worker.open_async():
        kinds = [([ASSISTANT], turns), (others, jobs)]
        working = [asyncio.create_task(_work_at(worker, queues, places)) for queues, places in kinds]
        waiting = asyncio.create_task(told.wait())
        await asyncio.wait([*working, waiting], return_when=asyncio.FIRST_COMPLETED)
        loop.call_later(GRACE + 1, _leave)
        for task in working:
            task.cancel()
        ended = await asyncio.gather(*working, return_exceptions=True)
    if not told.is_set():
        raise CommandError(f"The worker ended by itself: {ended}")


async def _work_at(worker: App, queues: list[str], places: int) -> None:
    """Work on these queues, and see to what is due there by the clock."""
    own = copy(worker)
    own.periodic_registry = PeriodicRegistry()  # type: ignore[no-untyped-call]  # its constructor is untyped
    periodic = worker.periodic_registry.periodic_tasks.items()
    own.periodic_registry.periodic_tasks = {key: found for key, found in periodic if found.task.queue in queues}
    with contextlib.suppress(asyncio.CancelledError):
        await own.run_worker_async(
            queues=queues,
            concurrency=places,
            fetch_job_polling_interval=2.0,
            shutdown_graceful_timeout=GRACE,
            delete_jobs="successful",
            install_signal_handlers=False,
        )


def _leave() -> None:
    """End at once: a thread that waits for a model cannot be asked to."""
    logger.info("What is not done yet is taken over by the next worker")
    os._exit(0)
