"""Finding public events: by words, place, day, sort and price. What was asked stands in the address."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_date

from eventai.db.functions import call_rows
from events.models import Event
from events.page.families import FAMILIES, Family
from ticketing.cards import Card, cards_of
from ticketing.models import Ticket

DAYS = {"": "Any day", "today": "Today", "weekend": "This weekend", "week": "Next 7 days", "month": "Next 30 days"}
_PLACES = 12
_CANDIDATES = 1000  # looked through for free ones
_LONGEST = 100


class Sort(NamedTuple):
    """A sort of events as visitors look for it, and the families it spans."""

    label: str
    families: tuple[Family, ...]

    @property
    def words(self) -> str:
        """A regular expression, PostgreSQL's, for an event's kind and name."""
        spoken = "|".join(FAMILIES[family].words for family in self.families)
        return rf"(?:^|[^[:alnum:]_])(?:{spoken})s?(?:$|[^[:alnum:]_])"


SORTS = {
    "music": Sort("Music", ("concert", "festival")),
    "talks": Sort("Talks and tech", ("conference", "meetup")),
    "learning": Sort("Workshops", ("workshop",)),
    "business": Sort("Business", ("business",)),
    "food": Sort("Food", ("dinner",)),
    "arts": Sort("Arts", ("exhibition",)),
    "sport": Sort("Sport", ("race",)),
    "outdoors": Sort("Outdoors", ("outdoors",)),
    "parties": Sort("Parties", ("party", "gala")),
    "family": Sort("Families", ("family",)),
}


@dataclass(frozen=True)
class Search:
    """What a visitor asks for. Everything may be empty."""

    words: str = ""
    place: str = ""
    day: str = ""
    first: date | None = None
    last: date | None = None
    sort: str = ""
    is_free: bool = False
    is_online: bool = False

    @classmethod
    def of(cls, asked: QueryDict) -> "Search":
        """From an address; what it cannot mean is left out."""
        day, sort = asked.get("day", ""), asked.get("sort", "")
        return cls(
            words=asked.get("q", "").replace("\0", "").strip()[:_LONGEST],
            place=asked.get("place", "").replace("\0", "").strip()[:_LONGEST],
            day=day if day in DAYS else "",
            first=_day(asked.get("from", "")),
            last=_day(asked.get("until", "")),
            sort=sort if sort in SORTS else "",
            is_free=asked.get("free") == "1",
            is_online=asked.get("online") == "1",
        )

    @property
    def parameters(self) -> dict[str, str]:
        """What stands in the address, in one order, so that the same search has one address."""
        given = {
            "q": self.words,
            "place": self.place,
            "day": self.day,
            "from": self.first.isoformat() if self.first else "",
            "until": self.last.isoformat() if self.last else "",
            "sort": self.sort,
            "free": "1" if self.is_free else "",
            "online": "1" if self.is_online else "",
        }
        return {name: value for name, value in given.items() if value}

    @property
    def is_asked(self) -> bool:
        return bool(self.parameters)

    @property
    def has_more_filters(self) -> bool:
        """Whether one of the filters behind "More filters" is set."""
        return bool(self.first or self.last or self.is_free or self.is_online or self.place)

    def url(self, **changes: str) -> str:
        """The address of this search with something changed; an empty value leaves a filter out."""
        chosen = {name: value for name, value in (self.parameters | changes).items() if value}
        return f"/?{urlencode(chosen)}#discover" if chosen else "/#discover"

    def span(self, now: datetime) -> tuple[datetime | None, datetime | None]:
        """From when and until when, in the zone of whoever looks; days given one by one win over a named span."""
        today = timezone.localdate(now)
        if self.first or self.last:
            return _midnight(self.first), _midnight(self.last and self.last + timedelta(days=1))
        match self.day:
            case "today":
                return _midnight(today), _midnight(today + timedelta(days=1))
            case "weekend":
                friday = today + timedelta(
                    days=(4 - today.weekday()) % 7 if today.weekday() < 5 else 4 - today.weekday()
                )
                return _evening(friday), _midnight(friday + timedelta(days=3))
            case "week" | "month":
                return None, _midnight(today + timedelta(days=8 if self.day == "week" else 31))
        return None, None


class Choice(NamedTuple):
    """A filter that one click sets or takes away."""

    label: str
    url: str
    is_chosen: bool


def sort_choices(search: Search) -> list[Choice]:
    """Every sort, and all of them."""
    every = Choice("Everything", search.url(sort=""), not search.sort)
    return [every, *(Choice(sort.label, search.url(sort=key), search.sort == key) for key, sort in SORTS.items())]


def chosen_filters(search: Search) -> list[Choice]:
    """What narrows the search, each with the address without it."""
    found = {
        "q": f"“{search.words}”" if search.words else "",
        "place": search.place,
        "day": DAYS[search.day] if search.day else "",
        "from": f"From {search.first:%b} {search.first.day}" if search.first else "",
        "until": f"Until {search.last:%b} {search.last.day}" if search.last else "",
        "sort": SORTS[search.sort].label if search.sort else "",
        "free": "Free" if search.is_free else "",
        "online": "Online" if search.is_online else "",
    }
    return [Choice(label, search.url(**{name: ""}), True) for name, label in found.items() if label]


def find_cards(search: Search, *, now: datetime, most: int) -> tuple[list[Card], bool]:
    """The events that fit as cards, best or next first, at most so many, and whether there are more."""
    first, last = search.span(now)
    sort = SORTS[search.sort].words if search.sort else ""
    looked_through = _CANDIDATES if search.is_free else most + 1
    rows = call_rows(
        "find_events", search.words, search.place, sort, first, last, search.is_online, now, looked_through
    )
    ids = [row[0] for row in rows]
    if search.is_free:
        priced = set(Ticket.objects.shown().filter(event__in=ids, price__gt=0).values_list("event", flat=True))
        offered = set(Ticket.objects.shown().filter(event__in=ids).values_list("event", flat=True))
        ids = [key for key in ids if key in offered and key not in priced][: most + 1]
    events = Event.objects.in_bulk(ids[:most])
    return cards_of([events[key] for key in ids[:most] if key in events], now=now), len(ids) > most


def places(now: datetime) -> list[str]:
    """Cities where something is on, the busiest first."""
    return [row[0] for row in call_rows("places_with_events", now, _PLACES)]


def _day(text: str) -> date | None:
    try:
        return parse_date(text[:10])
    except ValueError:
        return None


def _midnight(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, time(0))) if day else None


def _evening(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(16)))
