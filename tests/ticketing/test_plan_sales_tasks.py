"""Low sales suggest, full houses alert: each occasion once."""

from datetime import datetime, timedelta
from functools import partial

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import Profile
from eventai.db.acting import acting_as, acting_as_system
from events.models import Event, Task
from events.operations import complete_task, dismiss_task, expire_tasks, plan_tasks
from tests import builders
from tests.builders import at
from tests.events.planned import make_event, move, states
from tests.ticketing import buying
from ticketing.figures import Room
from ticketing.jobs import look_at_all_sales, look_at_sales
from ticketing.models import Order, Ticket
from ticketing.operations.publishing import withdraw_event
from ticketing.operations.sales_rules import Selling, capacity_plan, events_to_look_at, low_sales_plan, plan_sales_tasks

PUBLISHED = at("2030-05-01T00:00")  # the event is 42 days later


def day(number: int) -> datetime:
    """So many days after sales began."""
    return PUBLISHED + timedelta(days=number)


@pytest.fixture
def event(olga: Profile) -> Event:
    event = builders.publish(make_event(olga, now=PUBLISHED))
    builders.make_ticket(event, quantity=100)
    with acting_as_system():
        Event.objects.filter(pk=event.pk).update(published_at=PUBLISHED)
    return buying.fresh(event)


def told(event: Event) -> list[str]:
    """Every task of the sales rules, oldest first: its occasion and its status."""
    with acting_as_system():
        found = Task.objects.filter(event=event, rule__in=["low_sales", "capacity"]).order_by("created_at")
        return [f"{task.occurrence} {task.status}" for task in found]


def look(event: Event, now: datetime) -> list[str]:
    """What is told after the rules were asked; the walk finds an event exactly when they change something."""
    before = told(event)
    with acting_as_system():
        is_found = event.pk in events_to_look_at(now=now)
        plan_sales_tasks(event, now=now)
    assert is_found is (told(event) != before)
    return told(event)


def sell(event: Event, sold: int) -> None:
    """So many seats are sold in all."""
    with acting_as_system():
        Ticket.objects.filter(event=event).update(sold=sold)


def last_sale(event: Event, buyer: Profile, moment: datetime) -> None:
    """Somebody bought a seat then."""
    order = buying.buy(event, buyer, entry=1)
    with acting_as_system():
        Order.objects.filter(pk=order.pk).update(paid_at=moment)


LEVELS = [
    ([79], []),
    ([80], [80]),
    ([80, 90, 94], [80]),
    ([80, 79, 81, 10, 85], [80]),
    ([80, 95, 100], [80, 95, 100]),
    ([97], [95]),
    ([97, 85, 96], [95]),
    ([100, 99, 80, 100], [100]),
    ([85, 100, 96, 50, 95, 80], [80, 100]),
]


@pytest.mark.parametrize(("sold", "levels"), LEVELS)
def test_no_level_is_told_twice_nor_below_a_higher_one(sold: list[int], levels: list[int]) -> None:
    known: list[str] = []
    for seats in sold:
        plan = capacity_plan(Room(seats, 100, 100 - seats), set(known))
        known += [plan.occurrence] if plan else []
    assert known == [str(level) for level in levels]


def test_an_alert_says_the_figures_and_a_higher_one_replaces_it(event: Event) -> None:
    sell(event, 81)
    assert look(event, day(2)) == ["80 suggested"]
    with acting_as_system():
        alert = Task.objects.get(event=event, rule="capacity")
    assert (alert.title, alert.data["note"]) == (
        "80 % of the seats are sold",
        "81 of 100 seats are sold (81 %). 19 seats are left. Add some, or say on the page that it is nearly full.",
    )
    sell(event, 100)
    assert look(event, day(3)) == ["80 expired", "100 suggested"]


def test_the_capacity_counts_where_it_is_smaller_than_the_tickets(event: Event, olga: Profile) -> None:
    move(event, now=PUBLISHED, capacity=50)
    sell(event, 40)
    assert look(event, day(2)) == ["80 suggested"]


LOW = [
    # day, sold, last sale, told
    (6, 0, None, ""),
    (7, 0, None, "quiet-203005010000"),
    (13, 1, 7, ""),
    (14, 1, 7, "quiet-203005080000"),
    (20, 29, 19, ""),
    (21, 29, 20, ""),
    (22, 29, 20, "slow-20300501-20300612"),
    (22, 30, 20, ""),
    (30, 60, 20, "quiet-203005210000"),
    (30, 100, 20, ""),
    (42, 0, None, "slow-20300501-20300612"),
    (43, 0, None, ""),
]


@pytest.mark.parametrize(("on", "sold", "last", "occasion"), LOW)
def test_low_sales_are_a_slow_month_or_a_quiet_week(
    event: Event, on: int, sold: int, last: int | None, occasion: str
) -> None:
    selling = Selling(Room(sold, 100, 100 - sold), PUBLISHED, None if last is None else day(last))
    plan = low_sales_plan(event, selling, now=day(on))
    assert (plan.occurrence if plan else "") == occasion


def test_nothing_is_suggested_for_what_is_not_on_sale(event: Event) -> None:
    with acting_as_system():
        Ticket.objects.filter(event=event).update(sale_ends_at=day(10))
    assert look(event, day(30)) == []


def test_a_suggestion_gives_its_reasons(event: Event) -> None:
    look(event, day(30))
    with acting_as_system():
        task = Task.objects.get(event=event, rule="low_sales")
    assert (task.type, task.data["note"]) == (
        "marketing",
        "0 of 100 seats are sold (0 %), with 12 days to go. Nobody has booked since Wed 1 May."
        " Share the page again, write to last time's guests, or offer a price for groups.",
    )


def test_one_suggestion_a_week_and_never_the_same_again(event: Event, olga: Profile, ben: Profile) -> None:
    assert look(event, day(8)) == ["quiet-203005010000 suggested"]
    assert look(event, day(20)) == ["quiet-203005010000 suggested"]
    with acting_as(olga.pk):
        complete_task(Task.objects.get(event=event, rule="low_sales"), by=olga)
    assert look(event, day(20)) == ["quiet-203005010000 done"]
    last_sale(event, ben, day(21))
    assert look(event, day(22))[1:] == ["slow-20300501-20300612 suggested"]
    with acting_as(olga.pk):
        dismiss_task(Task.objects.get(event=event, occurrence__startswith="slow"), by=olga)
    for number in (22, 28, 29, 35, 40):
        assert look(event, day(number))[1:] == ["slow-20300501-20300612 dismissed"]


def test_a_suggestion_ends_when_sales_pick_up(event: Event, ben: Profile) -> None:
    look(event, day(8))
    last_sale(event, ben, day(9))
    assert look(event, day(9)) == ["quiet-203005010000 expired"]


@pytest.mark.django_db(transaction=True)
def test_every_rule_fires_once_on_the_way_to_a_full_house() -> None:
    event = builders.publish(make_event(builders.make_person("olga"), now=PUBLISHED))
    builders.make_ticket(event, quantity=100)
    with acting_as_system():
        Event.objects.filter(pk=event.pk).update(published_at=PUBLISHED)

    def walk(now: datetime) -> None:
        with acting_as_system():
            plan_tasks(event, now=now)
            plan_sales_tasks(event, now=now)
            expire_tasks(now=now)

    for number, sold in ((3, 0), (9, 0), (12, 40), (20, 80), (25, 79), (30, 83), (36, 95), (39, 100), (46, 100)):
        sell(event, sold)
        buying.at_once(*[partial(walk, day(number))] * 8)
    assert told(event) == ["quiet-203005010000 expired", "80 expired", "95 expired", "100 expired"]
    assert {rule: status for rule, status in states(event).items() if rule not in ("low_sales", "capacity")} == {
        "welcome": "expired", "reminder": "expired", "check_in_instructions": "expired", "follow_up": "expired",
    }  # fmt: skip


def test_withdrawing_ends_suggestions_and_publishing_anew_is_a_new_occasion(event: Event, olga: Profile) -> None:
    look(event, day(30))
    with acting_as(olga.pk):
        withdraw_event(event, by=olga, now=day(31))
    assert told(event) == ["slow-20300501-20300612 expired"]
    event = builders.publish(event)
    with acting_as_system():
        Event.objects.filter(pk=event.pk).update(published_at=day(31))
    assert look(buying.fresh(event), day(38))[1:] == ["slow-20300601-20300612 suggested"]


@pytest.mark.parametrize("status", ["draft", "cancelled", "ended"])
def test_only_what_is_published_is_looked_at(event: Event, status: str) -> None:
    builders.set_status(event, status)
    assert look(event, day(30)) == []


def test_a_sale_that_reaches_a_level_is_looked_at_soon(olga: Profile, ben: Profile) -> None:
    event = builders.publish(builders.make_event(olga))
    builders.make_ticket(event, quantity=10)
    buying.buy(event, ben, entry=7)
    assert jobs() == 0
    buying.buy(event, ben, entry=1)
    assert jobs() == 1
    look_at_sales(str(event.pk))
    assert told(event) == ["80 suggested"]


def jobs() -> int:
    with acting_as_system():
        return ProcrastinateJob.objects.filter(task_name="ticketing.jobs.look_at_sales").count()


def test_the_walk_finds_what_slipped_through(olga: Profile) -> None:
    event = builders.publish(builders.make_event(olga))
    builders.make_ticket(event, quantity=10)
    sell(event, 9)
    look_at_all_sales(int(timezone.now().timestamp()))
    assert told(event) == ["80 suggested"]
