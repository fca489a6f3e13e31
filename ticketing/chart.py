"""Sales as a drawing: the numbers an SVG needs, worked out on the server."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from babel.dates import format_skeleton
from babel.numbers import format_compact_currency, format_compact_decimal

from eventai.money import Money
from ticketing.figures import Day

_STEPS = tuple(Decimal(step) for step in ("1", "1.5", "2", "2.5", "3", "4", "5", "6", "8", "10"))
_FEWEST = 7  # days in a drawing
_LINES = 3  # above the base line


@dataclass(frozen=True)
class Label:
    """Words at a place of the drawing."""

    x: float
    y: float
    text: str
    anchor: str = "middle"


@dataclass(frozen=True)
class Drawing:
    """One size of the chart, in its own units."""

    name: str
    width: int
    height: int
    left: int
    right: float
    bottom: float
    levels: list[Label]
    dates: list[Label]
    line: str
    area: str
    last: Label


@dataclass(frozen=True)
class Chart:
    """Takings (or seats, where everything is free) adding up day by day: drawings, and the same as words."""

    title: str
    summary: str
    drawings: list[Drawing]
    days: list[Day]
    counts_seats: bool


def draw_sales(days: Sequence[Day], *, before: Sequence[Day] = ()) -> Chart:
    """Draw the days' running total; `before` is what was sold earlier. `days` is not empty, oldest first."""
    counts_seats = not any(day.amount for day in (*before, *days))
    values = [Decimal(day.seats) if counts_seats else day.amount.amount for day in days]
    start = sum((Decimal(day.seats) if counts_seats else day.amount.amount for day in before), Decimal(0))
    totals = [start + sum(values[: n + 1], Decimal(0)) for n in range(len(values))]
    currency = "" if counts_seats else days[0].amount.currency
    moments = [day.day for day in days]
    quiet = max(0, _FEWEST - len(totals))  # days before the first sale, so that a line shows how fast it rose
    moments = [moments[0] - timedelta(days=quiet - n) for n in range(quiet)] + moments
    totals = [start] * quiet + totals
    told = _told(totals[-1], currency)
    return Chart(
        title="Seats taken" if counts_seats else "Revenue",
        summary=f"From {_told(totals[0], currency)} on {_day(moments[0])} to {told} on {_day(moments[-1])}.",
        drawings=[
            _draw("wide", 720, 260, totals, moments, currency, every=5),
            _draw("narrow", 340, 220, totals, moments, currency, every=3),
        ],
        days=list(reversed(days)),
        counts_seats=counts_seats,
    )


def _draw(
    name: str, width: int, height: int, totals: list[Decimal], moments: list[date], currency: str, *, every: int
) -> Drawing:
    left, right, top, bottom = 50, width - 10.0, 26.0, height - 28.0
    step = _step(max(totals))
    highest = step * _LINES

    def x(place: int) -> float:
        return round(left + (right - left) * place / (len(totals) - 1), 1)

    def y(value: Decimal) -> float:
        return round(bottom - (bottom - top) * float(value / highest), 1)

    points = "L".join(f"{x(place)} {y(total)}" for place, total in enumerate(totals))
    shown = sorted({round(n * (len(totals) - 1) / (every - 1)) for n in range(every)})
    return Drawing(
        name=name,
        width=width,
        height=height,
        left=left,
        right=right,
        bottom=bottom,
        levels=[Label(left - 8, y(step * n), _short(step * n, currency), "end") for n in range(_LINES + 1)],
        dates=[Label(x(n), height - 6, _day(moments[n]), _anchor(n, len(totals))) for n in shown],
        line=f"M{points}",
        area=f"M{points}L{right} {bottom}L{left} {bottom}Z",
        last=Label(right, y(totals[-1]), _told(totals[-1], currency), "end"),
    )


def _step(highest: Decimal) -> Decimal:
    """A round number of which three reach the highest value."""
    least = max(highest, Decimal(_LINES)) / _LINES
    power = Decimal(10) ** (len(str(int(least))) - 1)
    whole = [step * power for step in _STEPS if (step * power) == int(step * power)]
    return next(step for step in whole if step >= least)


def _anchor(place: int, count: int) -> str:
    return "start" if place == 0 else "end" if place == count - 1 else "middle"


def _day(day: date) -> str:
    return str(format_skeleton("MMMd", day, locale="en"))


def _short(value: Decimal, currency: str) -> str:
    if currency:
        return str(format_compact_currency(value, currency, locale="en", fraction_digits=1)).replace(".0", "")
    return str(format_compact_decimal(value, locale="en", fraction_digits=1))


def _told(value: Decimal, currency: str) -> str:
    if currency:
        return Money(value, currency).brief
    return "1 seat" if value == 1 else f"{value:,} seats"
