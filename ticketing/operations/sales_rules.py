"""Which tasks the sales of an event call for: a suggestion when they are low, an alert when seats run out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Max, Prefetch, Q

from eventai.operation import operation
from events.models import Event, Task
from events.operations import Plan, expire, lock_for_plans
from events.timing import is_over
from ticketing.figures import Room, room_of
from ticketing.models import Order, Ticket

LOW_SALES, CAPACITY = "low_sales", "capacity"
LEVELS = (100, 95, 80)  # per cent of the seats, told once each
LOW, SOON = 30, timedelta(days=21)
QUIET = SETTLING = timedelta(days=7)  # without a sale; on sale before anything is said
PAUSE = timedelta(days=7)  # between two suggestions
_OPEN = (Task.Status.SUGGESTED, Task.Status.WAITING, Task.Status.SCHEDULED)


@dataclass(frozen=True)
class Selling:
    """How an event sells: its seats, since when something has been on sale, when something was sold last."""

    room: Room
    since: datetime | None
    last_sale_at: datetime | None


@dataclass(frozen=True)
class Change:
    """What the rules ask for: tasks to be planned, and tasks that are out of date, with the reason."""

    fresh: list[Plan]
    outdated: list[tuple[Task, str]]

    def __bool__(self) -> bool:
        return bool(self.fresh or self.outdated)


@operation
def plan_sales_tasks(event: Event, *, now: datetime) -> int:
    """Plan what the event's sales call for, and end what they made pointless; return how many tasks are new.

    Each occasion is told once, at most one suggestion a week, and no level of the seats twice, also when it is
    reached again. Runs as the system. Locks the event.
    """
    locked = lock_for_plans(event)
    tickets, tasks = list(locked.tickets.all()), list(locked.tasks.filter(rule__in=[LOW_SALES, CAPACITY]))
    last = Order.objects.confirmed().filter(event=locked).aggregate(at=Max("paid_at"))["at"]
    change = change_for(locked, selling_of(locked, tickets, last, now=now), tasks, now=now)
    for task, why in change.outdated:
        expire(task, why)
    return len(Task.objects.bulk_create(plan.for_event(locked) for plan in change.fresh))


def events_to_look_at(*, now: datetime) -> list[UUID]:
    """The published events whose sales call for a change of their tasks; a few queries for all of them."""
    told = Prefetch("tasks", Task.objects.filter(rule__in=[LOW_SALES, CAPACITY]))
    ahead = Event.objects.filter(status=Event.Status.PUBLISHED).filter(
        Q(end_date__gt=now) | Q(end_date=None, start_date__gt=now - timedelta(days=1))
    )
    sold = Order.objects.confirmed().filter(event__in=ahead).order_by()
    last_sales = dict(sold.values_list("event").annotate(Max("paid_at")))
    found = ahead.defer("landing_page_config", "published_page").prefetch_related("tickets", told).order_by("pk")
    return [
        event.pk
        for event in found.iterator(chunk_size=500)
        if change_for(
            event,
            selling_of(event, event.tickets.all(), last_sales.get(event.pk), now=now),
            event.tasks.all(),
            now=now,
        )
    ]


def selling_of(event: Event, tickets: Iterable[Ticket], last_sale_at: datetime | None, *, now: datetime) -> Selling:
    """How the event sells. `since` is None when nothing is on sale now."""
    kinds = list(tickets)
    shown = [ticket for ticket in kinds if ticket.visibility == Ticket.Visibility.PUBLIC]
    since = None
    if event.published_at and any(ticket.is_on_sale(now) for ticket in shown):
        since = min(max(event.published_at, ticket.sale_starts_at or event.published_at) for ticket in shown)
    return Selling(room_of(event, kinds), since, last_sale_at)


def change_for(event: Event, selling: Selling, told: Iterable[Task], *, now: datetime) -> Change:
    """What is to change about the tasks of these rules; asks the database nothing."""
    if event.status != Event.Status.PUBLISHED or is_over(event, now=now):
        return Change([], [])
    tasks = list(told)
    alerts = [task for task in tasks if task.rule == CAPACITY]
    tips = [task for task in tasks if task.rule == LOW_SALES]
    plan, fresh, outdated = capacity_plan(selling.room, {task.occurrence for task in alerts}), [], []
    if plan is not None:
        fresh.append(plan)
        outdated += [(task, "More seats are sold by now.") for task in alerts if task.status in _OPEN]
    tip = low_sales_plan(event, selling, now=now)
    if tip is None:
        sold = f"{_seats(selling.room)} by now."
        outdated += [(task, sold) for task in tips if task.status == Task.Status.SUGGESTED]
    elif not _is_told(tip, tips, now=now):
        fresh.append(tip)
    return Change(fresh, outdated)


def capacity_plan(room: Room, told: set[str]) -> Plan | None:
    """An alert for the highest level that is reached; None where that or a higher one was told before."""
    level = next((level for level in LEVELS if room.size and 100 * room.sold >= level * room.size), None)
    if level is None or any(int(known) >= level for known in told):
        return None
    left = room.size - room.sold
    seats = "1 seat is" if left == 1 else f"{left:,} seats are"
    what = (
        f"{seats} left. Add some, or say on the page that it is nearly full." if left else "Nobody can book any more."
    )
    title = f"{level} % of the seats are sold" if level < 100 else "All seats are sold"
    return Plan(
        CAPACITY,
        Task.Type.CAPACITY_ALERT,
        title,
        Task.Status.SUGGESTED,
        occurrence=str(level),
        data={"note": f"{_seats(room)}. {what}", "sold": room.sold, "size": room.size},
    )


def crosses_level(room: Room, seats: int) -> bool:
    """Whether selling so many more seats reaches a level that is told."""
    return any(100 * room.sold < level * room.size <= 100 * (room.sold + seats) for level in LEVELS)


def low_sales_plan(event: Event, selling: Selling, *, now: datetime) -> Plan | None:
    """A suggestion to tell more people; None while it sells well enough, is too new, or nothing is to be sold."""
    start, since, room = event.start_date, selling.since, selling.room
    if start is None or start <= now or since is None or now - since < SETTLING or not room.size or room.is_full:
        return None
    quiet_since = max(since, selling.last_sale_at or since)
    is_slow = 100 * room.sold < LOW * room.size and start - now < SOON
    is_quiet = now - quiet_since >= QUIET
    if not (is_slow or is_quiet):
        return None
    published = event.published_at or since
    occasion = f"slow-{published:%Y%m%d}-{start:%Y%m%d}" if is_slow else f"quiet-{quiet_since:%Y%m%d%H%M}"
    return Plan(
        LOW_SALES,
        Task.Type.MARKETING,
        "Tell more people about it",
        Task.Status.SUGGESTED,
        occurrence=occasion,
        data={
            "note": " ".join(_low_sales_words(event, selling, quiet_since if is_quiet else None, start - now)),
            "sold": room.sold,
            "size": room.size,
            "planned_at": now.isoformat(),
        },
    )


def _low_sales_words(event: Event, selling: Selling, quiet_since: datetime | None, ahead: timedelta) -> Iterator[str]:
    days = "1 day" if ahead.days == 1 else f"{ahead.days} days" if ahead.days else "less than a day"
    yield f"{_seats(selling.room)}, with {days} to go."
    if quiet_since is not None:
        local = quiet_since.astimezone(event.zone)
        day = f"{local:%a} {local.day} {local:%b}"
        yield f"The last one was on {day}." if selling.last_sale_at else f"Nobody has booked since {day}."
    yield "Share the page again, write to last time's guests, or offer a price for groups."


def _is_told(plan: Plan, tips: list[Task], *, now: datetime) -> bool:
    """Whether this occasion was told, another suggestion is still open, or one was made within the week."""
    recent = (now - PAUSE).isoformat()
    return any(
        task.occurrence == plan.occurrence or task.status in _OPEN or str(task.data.get("planned_at", "")) > recent
        for task in tips
    )


def _seats(room: Room) -> str:
    percent = 100 * room.sold // room.size if room.size else 0
    return f"{room.sold:,} of {room.size:,} seats are sold ({percent} %)"
