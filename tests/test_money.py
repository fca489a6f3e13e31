"""Money knows its currency and what the currency can pay."""

from decimal import Decimal

import pytest

from eventai.money import CurrencyMismatch, Money


@pytest.mark.parametrize(
    ("amount", "currency", "minor", "text"),
    [
        ("12.5", "USD", 1250, "$12.50"),
        ("1200", "JPY", 1200, "¥1,200"),
        ("1.234", "KWD", 1234, "KWD 1.234"),
        ("0", "EUR", 0, "€0.00"),
        ("19.995", "EUR", 2000, "€20.00"),
    ],
)
def test_minor_units_and_words(amount: str, currency: str, minor: int, text: str) -> None:
    money = Money(Decimal(amount), currency)
    assert (money.minor, str(money).replace("\xa0", " ")) == (minor, text)
    assert Money.from_minor(minor, currency) == money


def test_currencies_do_not_mix() -> None:
    with pytest.raises(CurrencyMismatch):
        Money(Decimal(1), "EUR") + Money(Decimal(1), "USD")
    with pytest.raises(ValueError, match="ISO 4217"):
        Money(Decimal(1), "EURO")
