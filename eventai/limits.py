"""Rate limits: counted by a database function, cleared by an admin."""

from collections.abc import Sequence
from uuid import UUID

from eventai.models import RateLimit
from eventai.operation import operation


@operation
def clear_limits(limits: Sequence[UUID]) -> int:
    """Forget the counts of these windows and return how many there were; the database lets only admins."""
    cleared, _ = RateLimit.objects.filter(pk__in=limits).delete()
    return cleared
