"""What the worker does for events by the clock."""

from django.utils import timezone

from eventai.db.acting import acting_as_system
from eventai.jobs import every
from events import operations


@every("*/5 * * * *")
def expire_tasks() -> None:
    """Close the tasks whose time has passed."""
    with acting_as_system():
        operations.expire_tasks(now=timezone.now())
