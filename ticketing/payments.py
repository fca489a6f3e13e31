"""Rails that money travels on. One interface: what was chosen goes in, the facts of a payment come out.

A rail is asked outside of any transaction; what it says, `settle_order` writes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from django.conf import settings

from eventai.errors import DomainError
from eventai.money import Money
from ticketing.models import Order, Payment


class PaymentDeclined(DomainError):
    """No money moved; the seats stay held."""


class NoRail(DomainError):
    """Nothing is set up that could take money."""


@dataclass(frozen=True)
class PaymentFacts:
    """What a rail says has happened: this reference stands for this money."""

    rail: str
    provider_reference: str
    amount: Money


class Rail(Protocol):
    """A way to pay. `name` also names its block on the checkout page."""

    name: str

    def charge(self, order: Order, choice: Mapping[str, str]) -> PaymentFacts:
        """Take the order's total. The same order again gives the same reference. Raises PaymentDeclined."""


class FreeRail:
    """Nothing to pay."""

    name: str = Payment.Rail.FREE

    def charge(self, order: Order, choice: Mapping[str, str]) -> PaymentFacts:
        return PaymentFacts(Payment.Rail.FREE, f"free-{order.reference}", order.total)


class TestRail:
    """Plays a payment, so that everything can be tried before a real rail is set. No money moves."""

    name: str = Payment.Rail.TEST

    def charge(self, order: Order, choice: Mapping[str, str]) -> PaymentFacts:
        if choice.get("test_outcome") == "decline":
            raise PaymentDeclined("The test payment was declined, as you chose. Nothing was charged.")
        return PaymentFacts(Payment.Rail.TEST, f"test-{order.reference}", order.total)


def rail_for(order: Order) -> Rail:
    """The rail that takes this order's money. The test rail is there only while no real one is set."""
    if not order.total:
        return FreeRail()
    if settings.STRIPE_SECRET_KEY:
        raise NoRail("This event cannot take card payments yet. Nothing was charged.")
    return TestRail()
