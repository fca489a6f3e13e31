"""What the worker does for ticketing by the clock."""

from django.utils import timezone

from eventai.db.acting import acting_as_system
from eventai.jobs import every
from ticketing.operations.orders import release_expired_holds


@every("* * * * *")
def free_forgotten_seats() -> None:
    """Give back what buyers held and left."""
    with acting_as_system():
        release_expired_holds(now=timezone.now())
