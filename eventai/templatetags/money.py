"""`{{ amount|money:currency }}`: an amount as a person reads it."""

from decimal import Decimal

from django import template

from eventai.money import Money

register = template.Library()


@register.filter
def money(amount: Decimal, currency: str) -> str:
    """Format a decimal amount in an ISO 4217 currency."""
    return Money(amount, currency).format()
