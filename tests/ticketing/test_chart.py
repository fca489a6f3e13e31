"""Sales as a drawing."""

from datetime import date
from decimal import Decimal

from eventai.money import Money
from ticketing.chart import draw_sales
from ticketing.figures import Day


def test_the_first_day_of_sales_stands_at_the_end_of_a_quiet_week() -> None:
    chart = draw_sales([Day(date(2027, 3, 9), 2, Money(Decimal(50), "EUR"))])
    wide = chart.drawings[0]
    assert [label.text for label in wide.dates] == ["Mar 3", "Mar 5", "Mar 6", "Mar 7", "Mar 9"]
    heights = [point.split()[1] for point in wide.line[1:].split("L")]
    assert len(set(heights[:-1])) == 1 and heights[-1] != heights[0]
    assert chart.summary == "From €0 on Mar 3 to €50 on Mar 9."
    assert len(chart.days) == 1
