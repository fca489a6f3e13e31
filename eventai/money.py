"""Money: a decimal amount with its currency. Minor units exist only at a payment provider's edge."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from babel.numbers import format_currency, get_currency_precision, list_currencies

CURRENCIES = frozenset(list_currencies())


class CurrencyMismatch(ValueError):
    """Two amounts of different currencies cannot be added or compared."""


@dataclass(frozen=True, order=False)
class Money:
    """An amount in one currency, rounded to what the currency can pay (JPY none, USD two, KWD three decimals)."""

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        if self.currency not in CURRENCIES:
            raise ValueError(f"{self.currency!r} is no ISO 4217 currency")
        object.__setattr__(self, "amount", self.amount.quantize(self.unit, rounding=ROUND_HALF_UP))

    @property
    def unit(self) -> Decimal:
        """The smallest amount of the currency: 1, 0.01 or 0.001."""
        return Decimal(1).scaleb(-get_currency_precision(self.currency))

    @classmethod
    def zero(cls, currency: str) -> "Money":
        return cls(Decimal(0), currency)

    @classmethod
    def from_minor(cls, units: int, currency: str) -> "Money":
        """From a provider's whole number of smallest units."""
        return cls(Decimal(units).scaleb(-get_currency_precision(currency)), currency)

    @property
    def minor(self) -> int:
        """As a provider's whole number of smallest units."""
        return int(self.amount.scaleb(get_currency_precision(self.currency)))

    def __add__(self, other: "Money") -> "Money":
        return Money(self.amount + self._same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.amount - self._same(other), self.currency)

    def __mul__(self, count: int) -> "Money":
        return Money(self.amount * count, self.currency)

    def __lt__(self, other: "Money") -> bool:
        return self.amount < self._same(other)

    def __le__(self, other: "Money") -> bool:
        return self.amount <= self._same(other)

    def __bool__(self) -> bool:
        return self.amount != 0

    def __str__(self) -> str:
        return self.format()

    def format(self, locale: str = "en") -> str:
        """For a person: "$12.50", "€0.00", "¥1,200"."""
        return _spaced(format_currency(self.amount, self.currency, locale=locale))

    @property
    def brief(self) -> str:
        """For figures and labels: whole amounts without decimals, "$12", "€12.50"."""
        if self.amount != self.amount.to_integral_value():
            return self.format()
        return _spaced(format_currency(self.amount, self.currency, "¤#,##0", locale="en", currency_digits=False))

    def _same(self, other: "Money") -> Decimal:
        if other.currency != self.currency:
            raise CurrencyMismatch(f"{self.currency} and {other.currency}")
        return other.amount


def _spaced(text: str) -> str:
    """A code of letters keeps its distance from the number: "DKK 640". Babel leaves this rule of CLDR out."""
    return re.sub(r"(?<=[A-Za-z])(?=\d)", "\N{NO-BREAK SPACE}", text)
