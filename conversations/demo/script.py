"""What the demo world is made of. Names, venues and companies are invented."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class DemoTicket:
    """A ticket type and how many of its seats are sold when the world opens."""

    name: str
    price: str
    quantity: int
    sold: int = 0
    description: str = ""

    @property
    def amount(self) -> Decimal:
        return Decimal(self.price)


@dataclass(frozen=True)
class DemoEvent:
    """An event, so many days from today at an hour of its own zone."""

    name: str
    kind: str
    theme: str
    days: int
    hour: time
    length: timedelta
    timezone: str
    venue: str
    city: str
    country: str
    currency: str
    capacity: int
    summary: str
    host: str
    tickets: tuple[DemoTicket, ...]
    sections: dict[str, dict[str, Any]] = field(default_factory=dict)
    is_published: bool = True
    share_checked_in: float = 0.0

    def starts(self, now: datetime) -> datetime:
        zone = ZoneInfo(self.timezone)
        return datetime.combine(now.astimezone(zone).date() + timedelta(days=self.days), self.hour, tzinfo=zone)


LATENCY = DemoEvent(
    name="Latency 2027",
    kind="conference",
    theme="signal",
    days=96,
    hour=time(9),
    length=timedelta(days=1, hours=8),
    timezone="Europe/Lisbon",
    venue="Pavilhão do Rio",
    city="Lisbon",
    country="PT",
    currency="EUR",
    capacity=420,
    summary="Two days in Lisbon for people who make software feel instant. One track, twelve talks, and enough time"
    " between them to argue.",
    host="Maré & Co.",
    tickets=(
        DemoTicket("Conference", "390", 300, sold=58, description="Two days, lunches, the boat."),
        DemoTicket("Team of four", "1360", 20, sold=3, description="Four seats together, one invoice."),
        DemoTicket("Student", "95", 40, sold=9, description="Show a valid card at the door."),
    ),
    sections={
        "about": {
            "heading": "Fast is a feature you can feel",
            "body": "Latency is a small conference about the distance between a tap and an answer. We look at it from"
            " everywhere it hides: the browser, the radio, the database, the queue, the person waiting.\n\nEvery talk"
            " shows a measurement, what changed, and the measurement after. Slides and code are public that evening.",
        },
        "agenda": {
            "days": [
                {
                    "day": 1,
                    "items": [
                        {"start": "09:00", "title": "Doors, coffee, badges"},
                        {"start": "10:00", "title": "The first 100 milliseconds", "speakers": ["ilse"]},
                        {"start": "10:45", "title": "A queue is a promise", "speakers": ["kwabena"]},
                        {"start": "11:30", "title": "Coffee"},
                        {"start": "12:00", "title": "Rendering at the speed of thumbs", "speakers": ["priya"]},
                    ],
                },
                {
                    "day": 2,
                    "items": [
                        {"start": "10:00", "title": "What the 99.9th percentile hides", "speakers": ["joon-ho"]},
                        {"start": "11:00", "title": "Radio silence: syncing where there is no signal"},
                    ],
                },
            ]
        },
        "speakers": {
            "items": [
                {"id": "ilse", "name": "Ilse Vandermeer", "title": "Principal engineer", "company": "Tramline"},
                {"id": "kwabena", "name": "Kwabena Asante", "title": "Staff engineer", "company": "Northbank Pay"},
                {"id": "priya", "name": "Priya Raghunathan", "title": "Rendering lead", "company": "Saffron Maps"},
                {"id": "joon-ho", "name": "Joon-ho Seo", "title": "Storage", "company": "Kestrel Storage"},
            ]
        },
    },
)

BLUE_HOUR = DemoEvent(
    name="Blue Hour: Mireille Okafor Quintet",
    kind="concert",
    theme="bluenote",
    days=0,
    hour=time(20, 30),
    length=timedelta(hours=2, minutes=30),
    timezone="America/Chicago",
    venue="The Low Note",
    city="Chicago",
    country="US",
    currency="USD",
    capacity=60,
    summary="One long set after dark. New songs from Lagos and the South Side, played close enough to hear the reed.",
    host="The Low Note",
    tickets=(
        DemoTicket("Table by the stage", "46", 20, sold=20, description="Seated, in pairs."),
        DemoTicket("Standing", "28", 40, sold=40),
    ),
    sections={
        "about": {
            "heading": "Ninety minutes without a break",
            "body": "Mireille Okafor wrote these nine songs on night trains and has not recorded them yet. Tonight the"
            " quintet plays all of them in order, in a room that holds sixty.",
        }
    },
    share_checked_in=0.45,
)

DAWN_CHORUS = DemoEvent(
    name="Dawn Chorus Half Marathon",
    kind="race",
    theme="stride",
    days=41,
    hour=time(6, 15),
    length=timedelta(hours=4),
    timezone="Africa/Johannesburg",
    venue="Silvermine Gate",
    city="Cape Town",
    country="ZA",
    currency="ZAR",
    capacity=600,
    summary="Twenty-one kilometres over the ridge while the birds wake up. Coffee and fynbos medals at the finish.",
    host="Ridge Runners",
    tickets=(
        DemoTicket("Half marathon", "450", 400, sold=31, description="Start in waves from 6:15."),
        DemoTicket("Sunrise 8 km", "220", 200, sold=14),
    ),
)

SUPPER = DemoEvent(
    name="Ember & Salt, a supper for twenty-four",
    kind="dinner",
    theme="salon",
    days=58,
    hour=time(19),
    length=timedelta(hours=4),
    timezone="Europe/Paris",
    venue="",
    city="Lyon",
    country="FR",
    currency="EUR",
    capacity=24,
    summary="Six courses over one fire.",
    host="Maré & Co.",
    tickets=(DemoTicket("Seat at the table", "85", 24),),
    is_published=False,
)

EVENTS = (LATENCY, BLUE_HOUR, DAWN_CHORUS, SUPPER)

GUESTS = (
    "Amara Nwosu", "Björn Lindqvist", "Chiara Fontana", "Dmitri Sokolov", "Elif Yılmaz", "Fatima Zahra", "Gonçalo Reis",
    "Hana Kobayashi", "Iker Etxeberria", "Jolene Whitaker", "Kofi Mensah", "Leilani Kahale", "Mateo Quispe",
    "Nadia Haddad", "Oskar Wójcik", "Paola Jiménez", "Quentin Lefèvre", "Rosa Almeida", "Siân Pritchard",
)  # fmt: skip
