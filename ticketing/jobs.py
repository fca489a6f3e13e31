"""What the worker does for ticketing: by the clock, and after sales."""

from uuid import UUID

from django.utils import timezone

from eventai.db.acting import acting_as_system
from eventai.jobs import every, job
from events.models import Event
from ticketing.operations.orders import release_expired_holds
from ticketing.operations.sales_rules import events_to_look_at, plan_sales_tasks


@every("* * * * *")
def free_forgotten_seats() -> None:
    """Give back what buyers held and left."""
    with acting_as_system():
        release_expired_holds(now=timezone.now())


@job()
def look_at_sales(event_id: str) -> None:
    """Plan what the sales of one event call for, soon after a sale that matters."""
    with acting_as_system():
        event = Event.objects.filter(pk=UUID(event_id)).first()
        if event is not None:
            plan_sales_tasks(event, now=timezone.now())


@every("*/5 * * * *")
def look_at_all_sales() -> None:
    """The same for every event on sale: quiet weeks, and what slipped between two sales at once."""
    with acting_as_system():
        found = events_to_look_at(now=timezone.now())
    for event_id in found:
        look_at_sales(str(event_id))
