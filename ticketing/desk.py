"""What the organizer's desk shows of events: where each stands, when it is, what it sold. Reading only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from babel.dates import format_interval
from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from accounts.models import Profile
from events.desk import Powers
from events.models import Event, Task
from events.operations import event_facts
from ticketing.checks import blockers_among, checks_of_draft
from ticketing.figures import Room, Sales, no_sales, room_of, sales_of

_ONE_DAY = timedelta(days=1)
_WAITING = (Task.Status.SUGGESTED, Task.Status.WAITING)


@dataclass(frozen=True)
class Stage:
    """Where an event stands: a key for pages, a word for people, a tone for the badge."""

    key: str
    word: str
    tone: str = ""


def stage_of(event: Event, room: Room, *, now: datetime) -> Stage:
    """The one thing to know first about an event."""
    if event.status == Event.Status.CANCELLED:
        return Stage("cancelled", "Cancelled", "bad")
    if event.status == Event.Status.DRAFT:
        return Stage("draft", "Draft", "mark")
    if is_over(event, now=now):
        return Stage("past", "Past")
    if is_today(event, now=now):
        return Stage("today", "Today", "accent")
    if room.size == 0:
        return Stage("closed", "No tickets on sale", "warn")
    if room.is_full:
        return Stage("sold_out", "Sold out", "warn")
    if room.is_nearly_full:
        return Stage("on_sale", "1 seat left" if room.left == 1 else f"{room.left} seats left", "warn")
    return Stage("on_sale", "On sale", "good")


def is_over(event: Event, *, now: datetime) -> bool:
    """Without an end, a day after it began."""
    over = event.end_date or (event.start_date + _ONE_DAY if event.start_date else None)
    return event.status == Event.Status.ENDED or bool(over and over <= now)


def is_today(event: Event, *, now: datetime) -> bool:
    """Whether it runs today, by the calendar of its own time zone."""
    start, end = event.starts_local, event.ends_local
    today = now.astimezone(event.zone).date()
    return start is not None and start.date() <= today <= (end or start).date()


def when_of(event: Event, *, now: datetime) -> str:
    """When, in short: "Fri, Jun 12, 8:30 PM CDT"; the year where it is not this one; "No date yet"."""
    facts = event_facts(event)
    start = facts.starts_local
    if start is None:
        return "No date yet"
    day = facts.short_date_line
    if start.year != now.astimezone(event.zone).year:
        day = str(format_interval(start.date(), facts.last_day, "yMMMd", locale="en"))
    return f"{day}, {facts.time_line.replace(' – ', '–')}" if facts.time_line else day


def distance_of(event: Event, *, now: datetime) -> str:
    """How far off it is: "149 days to go", "tomorrow", "3 days ago"; empty today and while the date is open."""
    start = event.starts_local
    if start is None or is_today(event, now=now):
        return ""
    days = (start.date() - now.astimezone(event.zone).date()).days
    if days == 1:
        return "tomorrow"
    if days == -1:
        return "yesterday"
    return f"{days:,} days to go" if days > 0 else f"{-days:,} days ago"


@dataclass(frozen=True)
class Row:
    """An event in the list."""

    event: Event
    phase: int
    powers: Powers
    stage: Stage
    when: str
    room: Room
    sales: Sales
    waiting: int
    missing: int
    chat: Any

    @property
    def is_door_only(self) -> bool:
        return not self.powers.may_view

    @property
    def place(self) -> str:
        return self.event.city or self.event.venue or ("Online" if self.event.is_online else "")


PHASES = {"published": 0, "drafts": 1, "past": 2}


def events_at(profile: Profile, shared: Iterable[UUID], *, now: datetime, words: str = "") -> QuerySet[Any]:
    """Own events and those opened to the profile, with their `phase`: next first, drafts, then past ones."""
    over = Q(status=Event.Status.ENDED) | Q(over__lte=now)
    found = Event.objects.filter(Q(organizer=profile) | Q(pk__in=list(shared)))
    if words:
        found = found.filter(Q(name__icontains=words) | Q(city__icontains=words) | Q(venue__icontains=words))
    phase = Case(
        When(status=Event.Status.DRAFT, then=Value(PHASES["drafts"])),
        When(over, then=Value(PHASES["past"])),
        default=Value(PHASES["published"]),
        output_field=IntegerField(),
    )
    ahead = Case(When(phase=PHASES["past"], then=None), default=F("start_date"))
    return (
        found.defer("landing_page_config", "published_page")
        .annotate(over=Coalesce("end_date", F("start_date") + _ONE_DAY))
        .annotate(phase=phase)
        .order_by("phase", ahead.asc(nulls_last=True), F("start_date").desc(nulls_last=True), "-created_at")
    )


def counts_of(events: QuerySet[Any]) -> dict[str, int]:
    """How many events each filter shows; one query."""
    by_phase = dict(events.order_by().values_list("phase").annotate(count=Count("pk")))
    counts = {name: by_phase.get(phase, 0) for name, phase in PHASES.items()}
    return {"all": sum(counts.values()), **counts}


def rows_of(events: Iterable[Any], profile: Profile, shared: dict[UUID, Powers], *, now: datetime) -> list[Row]:
    """The events as the list shows them; two queries however many they are, tickets and talks prefetched."""
    events = list(events)
    sales = sales_of(events)
    open_tasks = Task.objects.filter(event__in=events, status__in=_WAITING).values_list("event")
    waiting = dict(open_tasks.annotate(count=Count("pk")))
    own = Powers(is_organizer=True)
    return [
        _row(
            event,
            own if event.organizer_id == profile.pk else shared[event.pk],
            sales=sales.get(event.pk) or no_sales(event),
            waiting=waiting.get(event.pk, 0),
            chat=talk_about(event, profile),
            now=now,
        )
        for event in events
    ]


def talk_about(event: Event, profile: Profile) -> Any:
    """The profile's latest conversation about the event, or None. Conversations stand above this app."""
    talks = event.conversations.all()  # by its reverse name, so that nothing is imported
    return next((talk for talk in talks if talk.user_id == profile.pk), None)


def _row(event: Any, powers: Powers, *, sales: Sales, waiting: int, chat: Any, now: datetime) -> Row:
    tickets = list(event.tickets.all())
    room = room_of(event, tickets)
    is_draft = event.status == Event.Status.DRAFT
    return Row(
        event=event,
        phase=event.phase,
        powers=powers,
        stage=stage_of(event, room, now=now),
        when=when_of(event, now=now),
        room=room,
        sales=sales,
        waiting=waiting,
        missing=len(blockers_among(checks_of_draft(event, tickets, now=now))) if is_draft else 0,
        chat=chat,
    )
