"""Who opens an order: its signed-in buyer, the guest by cookie, or whoever holds the link from the letter."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

from django.db.models import Q
from django.http import Http404, HttpRequest

from accounts.identity import guest_token, profile_id_of
from accounts.models import Profile
from eventai.db.acting import acting_as, acting_as_guest
from ticketing.models import Order

_KEY = re.compile(r"[A-Za-z0-9_-]{32,64}")


@dataclass(frozen=True)
class OpenedOrder:
    """An order in the hands of its buyer. `buyer` is None where only the link's key opens it."""

    order: Order
    buyer: Profile | None
    key: str = ""

    @property
    def query(self) -> str:
        """What the order's own addresses need at their end."""
        return f"?key={self.key}" if self.key else ""

    def url(self, path: str) -> str:
        return f"{path}{self.query}"


@contextmanager
def opened_order(request: HttpRequest, reference: str) -> Iterator[OpenedOrder]:
    """Run one transaction as whoever may open the order; 404 for everybody else."""
    for scope, mine, key in _ways_in(request):
        with scope:
            order = Order.objects.select_related("event").filter(mine(), reference=reference.upper()).first()
            if order is not None:
                yield OpenedOrder(order, None if key else order.customer, key)
                return
    raise Http404


def _ways_in(request: HttpRequest) -> Iterator[tuple[AbstractContextManager[None], Callable[[], Q], str]]:
    """Scope, which orders count in it, and the key. An organizer sees more orders than are theirs to open."""
    if profile_id := profile_id_of(request):
        yield acting_as(profile_id), lambda: Q(customer=request.profile), ""  # type: ignore[attr-defined]
    if cookie := guest_token(request):
        yield acting_as_guest(cookie), Q, ""
    if _KEY.fullmatch(key := request.GET.get("key", "")):
        yield acting_as_guest(key), Q, key
