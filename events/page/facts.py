"""What a landing page is told about its event. The page stores none of it, so it is never out of date."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal
from zoneinfo import ZoneInfo

from babel import Locale
from babel.numbers import format_decimal

from eventai.money import Money
from eventai.picture_element import PictureElement
from events.page import dates

TicketState = Literal["on_sale", "few_left", "not_yet", "ended", "sold_out"]
PageState = Literal["draft", "on_sale", "not_yet", "sold_out", "closed", "no_tickets", "cancelled", "past"]


@dataclass(frozen=True)
class TicketLine:
    """A ticket type as the page offers it. `left` is told only where it should be shown."""

    id: str
    reference: str
    name: str
    price: Decimal
    currency: str
    state: TicketState = "on_sale"
    description: str = ""
    left: int | None = None
    min_per_order: int = 1
    max_per_order: int = 10
    sales_start_at: datetime | None = None
    sales_end_at: datetime | None = None

    @property
    def is_buyable(self) -> bool:
        return self.state in ("on_sale", "few_left")

    @property
    def most(self) -> int:
        """As many as one order may hold now."""
        return self.max_per_order if self.left is None else min(self.max_per_order, self.left)

    @property
    def price_number(self) -> str:
        """The price for a script: no thousands separator, a point."""
        return f"{self.price:f}"

    @property
    def field(self) -> str:
        """The name of its number in the form."""
        return f"quantity_{self.reference}"


@dataclass(frozen=True)
class PageFacts:
    """An event as its page shows it. Instants are aware; empty strings and None mean "not known"."""

    event_id: str
    name: str
    slug: str = ""
    kind: str = ""
    summary: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    has_start_time: bool = True
    timezone: str = "UTC"
    venue: str = ""
    city: str = ""
    country: str = ""
    is_online: bool = False
    online_url: str = ""
    organizer_name: str = ""
    status: Literal["draft", "published", "cancelled", "ended"] = "draft"
    capacity: int | None = None
    currency: str = "USD"
    tickets: tuple[TicketLine, ...] = ()
    cover_url: str = ""
    calendar_url: str = ""
    calendar_links: tuple[Any, ...] = ()  # each with label, url and icon
    organizer_url: str = ""
    page_url: str = ""
    availability_url: str = ""  # the offer alone, as it is now
    art_url: str = ""  # a drawing for a person without a photo is at this address + their id + ".svg"
    pictures: Mapping[str, PictureElement] = field(default_factory=dict)  # by asset
    is_preview: bool = False
    is_public: bool = True
    locale: str = "en"
    now: datetime = field(default_factory=lambda: datetime.now(UTC))

    # --- When -----------------------------------------------------------------------------------

    @cached_property
    def language(self) -> Locale:
        return dates.readable_locale(self.locale)

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @property
    def starts_local(self) -> datetime | None:
        return self.starts_at.astimezone(self.zone) if self.starts_at else None

    @property
    def ends_local(self) -> datetime | None:
        return self.ends_at.astimezone(self.zone) if self.ends_at else None

    @property
    def starts_iso(self) -> str:
        """For the datetime attribute: with the hour where it is known."""
        start = self.starts_local
        if start is None:
            return ""
        return start.isoformat(timespec="minutes") if self.has_start_time else start.date().isoformat()

    @property
    def last_day(self) -> date | None:
        """The last day with a programme: a night that ends before six belongs to the day before."""
        start, end = self.starts_local, self.ends_local
        if start is None or end is None:
            return start.date() if start else None
        day = end.date() if end.hour >= 6 else end.date() - timedelta(days=1)
        return max(day, start.date())

    @property
    def day_count(self) -> int:
        """How many days it runs; 0 while the date is open."""
        start, last = self.starts_local, self.last_day
        return (last - start.date()).days + 1 if start and last else 0

    def day(self, number: int) -> date | None:
        """The date of the programme's nth day."""
        return self.starts_local.date() + timedelta(days=number - 1) if self.starts_local else None

    @property
    def day_line(self) -> str:
        """The day or days without hours: "Friday, June 12, 2026"; empty while open."""
        start, last = self.starts_local, self.last_day
        if start is None or last is None:
            return ""
        if self.day_count == 1:
            return dates.long_day(start, self.language)
        return dates.days(start.date(), last, self.language)

    @property
    def date_line(self) -> str:
        """When, in full: "Friday, June 12, 2026, 8:30 PM CDT", "September 17 – 18, 2026"."""
        day = self.day_line
        return f"{day}, {self.time_line}" if day and self.time_line else day

    @property
    def time_line(self) -> str:
        """The hours: "8:30 PM – 11:00 PM CDT"; over several days only when it begins. Empty while unknown."""
        start, end = self.starts_local, self.ends_local
        if start is None or not self.has_start_time:
            return ""
        hours = dates.clock(start, self.language)
        if end and self.day_count == 1:
            hours += f" – {dates.clock(end, self.language)}"
        return f"{hours} {dates.zone_abbreviation(start)}"

    @property
    def short_date_line(self) -> str:
        """When, for a narrow place: "Fri, Jun 12", "Sep 17 – 18"."""
        start, last = self.starts_local, self.last_day
        if start is None or last is None:
            return ""
        if self.day_count == 1:
            return dates.short_day(start, self.language)
        return dates.short_days(start.date(), last, self.language)

    @property
    def length(self) -> tuple[int, str] | None:
        """How long it takes: (2, "days"), (3, "hours"); None while unknown or not whole."""
        if self.day_count > 1:
            return self.day_count, "days"
        if not (self.starts_at and self.ends_at and self.has_start_time):
            return None
        hours, rest = divmod(self.ends_at - self.starts_at, timedelta(hours=1))
        return (hours, "hour" if hours == 1 else "hours") if hours and not rest else None

    # --- Where ----------------------------------------------------------------------------------

    @property
    def place_line(self) -> str:
        """Where, in one line: "The Low Note, Chicago", "Online"."""
        place = ", ".join(part for part in (self.venue, self.city) if part)
        return place or self.country_name or ("Online" if self.is_online else "")

    @property
    def short_line(self) -> str:
        """When and where in one short line: "Fri, Jun 12, Chicago"."""
        return ", ".join(part for part in (self.short_date_line, self.city) if part)

    @property
    def address_lines(self) -> list[str]:
        """The address below the venue's name."""
        town = (self.city, self.country_name) if self.venue else (self.country_name,)
        lines = [self.venue or self.city, ", ".join(part for part in town if part)]
        return [line for line in lines if line]

    @property
    def country_name(self) -> str:
        """The country in the visitor's language; what was given where it is no ISO code."""
        return str(self.language.territories.get(self.country.upper(), self.country))

    @property
    def has_place(self) -> bool:
        return bool(self.venue or self.city)

    @property
    def capacity_figure(self) -> str:
        """How many find room: "1,150"."""
        return str(format_decimal(self.capacity, locale=self.language)) if self.capacity else ""

    # --- Tickets and states ---------------------------------------------------------------------

    @property
    def is_cancelled(self) -> bool:
        return self.status == "cancelled"

    @property
    def is_past(self) -> bool:
        """Whether it is over; without an end, a day after it began."""
        if self.status == "ended":
            return True
        over = self.ends_at or (self.starts_at + timedelta(days=1) if self.starts_at else None)
        return bool(over and over <= self.now)

    @property
    def turns_at(self) -> datetime | None:
        """The next moment at which it says something else by the clock alone: sales begin or end, the event is over."""
        over = self.ends_at or (self.starts_at + timedelta(days=1) if self.starts_at else None)
        sales = [moment for ticket in self.tickets for moment in (ticket.sales_start_at, ticket.sales_end_at)]
        return min((moment for moment in (over, *sales) if moment and moment > self.now), default=None)

    @property
    def buyable(self) -> tuple[TicketLine, ...]:
        return tuple(ticket for ticket in self.tickets if ticket.is_buyable)

    @property
    def is_sold_out(self) -> bool:
        return bool(self.tickets) and all(ticket.state == "sold_out" for ticket in self.tickets)

    @property
    def is_not_yet_on_sale(self) -> bool:
        return not self.buyable and any(ticket.state == "not_yet" for ticket in self.tickets)

    @property
    def state(self) -> PageState:
        """The one thing the page must say first."""
        if self.is_cancelled:
            return "cancelled"
        if self.is_past:
            return "past"
        if self.status == "draft":
            return "draft"
        if not self.tickets:
            return "no_tickets"
        if self.buyable:
            return "on_sale"
        if self.is_not_yet_on_sale:
            return "not_yet"
        return "sold_out" if any(ticket.state == "sold_out" for ticket in self.tickets) else "closed"

    @property
    def sells_some_day(self) -> bool:
        """Whether it makes sense to lead visitors to the tickets."""
        return self.state in ("draft", "on_sale", "not_yet")

    @property
    def shows_form(self) -> bool:
        """Whether the tickets have numbers to choose: a draft shows how it will be."""
        return self.state in ("draft", "on_sale")

    @property
    def can_buy(self) -> bool:
        """Whether the form sells: a preview only shows it."""
        return self.state == "on_sale" and not self.is_preview

    @property
    def offered(self) -> tuple[TicketLine, ...]:
        """The tickets a "from" price speaks of: those on sale, or all of a draft."""
        return self.buyable or (self.tickets if self.state in ("draft", "not_yet") else ())

    @property
    def from_price(self) -> Decimal | None:
        """The lowest price to pay; None when nothing is offered or everything is free."""
        prices = [ticket.price for ticket in self.offered if ticket.price]
        return min(prices) if prices else None

    @property
    def from_price_line(self) -> str:
        """The lowest price: "$28"; empty when nothing is offered or all is free."""
        return Money(self.from_price, self.currency).brief if self.from_price else ""

    @property
    def is_free(self) -> bool:
        return bool(self.offered) and self.from_price is None

    @property
    def sales_start_at(self) -> datetime | None:
        """When the first ticket still closed goes on sale, in the event's zone."""
        starts = [t.sales_start_at for t in self.tickets if t.state == "not_yet" and t.sales_start_at]
        return min(starts).astimezone(self.zone) if starts else None

    @property
    def sales_end_at(self) -> datetime | None:
        """When the last ticket on sale goes off sale; None where one has no end."""
        ends = [ticket.sales_end_at for ticket in self.buyable]
        return max(end for end in ends if end) if ends and all(ends) else None

    @property
    def sales_start_line(self) -> str:
        moment = self.sales_start_at
        if moment is None:
            return ""
        return (
            f"{dates.long_day(moment, self.language)}, "
            f"{dates.clock(moment, self.language)} {dates.zone_abbreviation(moment)}"
        )
