"""Work outside a request: deferred inside the transaction that needs it, carried out by `manage.py worker`.

A job's arguments are ids, and the job opens its own scope (`acting_as`, `acting_as_system`): nobody acts by accident.
"""

import logging
from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from eventai import buckets
from eventai.post import send_waiting_letters

logger = logging.getLogger(__name__)
Job = TypeVar("Job", bound=Callable[..., Any])


def job(*, queue: str = "default", retries: int = 5, lock: str | None = None) -> Callable[[Any], Any]:
    """Register a plain function as a job that is tried again with growing pauses.

    `<function>.defer(**ids)` plans it with the surrounding transaction.
    """
    return app.task(queue=queue, lock=lock, retry=RetryStrategy(max_attempts=retries, exponential_wait=2))


def every(cron: str, *, queue: str = "default") -> Callable[[Callable[[], Any]], Any]:
    """Register a function without arguments to run by a cron line (five fields, or six with seconds first).

    One at a time, by a lock. A queueing lock would not do: row security hides the detail of its violation, which
    procrastinate reads, and the worker would end.
    """

    def register(function: Callable[[], Any]) -> Any:
        def run(timestamp: int) -> None:
            function()

        name = f"{function.__module__}.{function.__name__}"
        return app.periodic(cron=cron)(app.task(name=name, queue=queue, lock=name, pass_context=False)(run))

    return register


@every("*/10 * * * * *")
def carry_letters() -> None:
    """Send what waits in the outbox."""
    send_waiting_letters()


@job(lock="pictures")  # one at a time: each keeps a processor busy for a second or two
def draw_sizes_of(file_id: str) -> None:
    """Draw the sizes of a picture just uploaded; until then pages show the one there is."""
    buckets.draw_sizes_of(UUID(file_id), now=timezone.now())


@every("17 3 * * *")
def sweep_files() -> None:
    """Delete what nothing names any more."""
    swept = buckets.sweep_files(now=timezone.now())
    logger.info("Unused files deleted: %s", swept)


@app.periodic(cron="* * * * *")
@app.task(name="eventai.jobs.take_over_stalled_jobs", pass_context=True)  # no lock: nobody would take it over
async def take_over_stalled_jobs(context: Any, timestamp: int) -> None:
    """Queue again what a killed worker left half done; jobs are written so that a second try does no harm."""
    manager = context.app.job_manager
    for stalled in await manager.get_stalled_jobs(seconds_since_heartbeat=30):
        logger.warning("Taking over job %s of a worker that is gone", stalled.id)
        await manager.retry_job(stalled)
