"""Dates as a visitor reads them: in the event's zone, in the visitor's language, the zone always named."""

from datetime import date, datetime, time, timedelta

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_interval, format_skeleton, format_time


def readable_locale(name: str) -> Locale:
    """The locale for a language tag such as `de` or `en-GB`; English where it is unknown."""
    try:
        return Locale.parse(name.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def zone_abbreviation(moment: datetime) -> str:
    """What the zone calls itself at that moment ("CEST"), or its distance from UTC where it has no letters for it."""
    name = moment.tzname() or ""
    if name.isalpha():
        return name
    offset = moment.utcoffset() or timedelta()
    sign = "-" if offset < timedelta() else "+"
    hours, minutes = divmod(int(abs(offset).total_seconds()) // 60, 60)
    return f"UTC{sign}{hours}" + (f":{minutes:02d}" if minutes else "")


def clock(moment: datetime, locale: Locale) -> str:
    """The time of day: 8:30 PM, 20:30."""
    return str(format_time(moment, "short", locale=locale))


def clock_time(hours_minutes: str | None, locale: Locale) -> str:
    """A stored "14:30" as a visitor reads it: 2:30 PM; empty for none."""
    return str(format_time(time.fromisoformat(hours_minutes), "short", locale=locale)) if hours_minutes else ""


def long_day(day: date, locale: Locale) -> str:
    """A day in full: Friday, June 12, 2026."""
    return str(format_date(day, "full", locale=locale))


def short_day(day: date, locale: Locale) -> str:
    """A day in short: Fri, Jun 12."""
    return str(format_skeleton("MMMEd", day, locale=locale))


def days(first: date, last: date, locale: Locale) -> str:
    """Several days: September 17 – 18, 2026."""
    return str(format_interval(first, last, "yMMMMd", locale=locale))


def short_days(first: date, last: date, locale: Locale) -> str:
    """Several days in short: Sep 17 – 18."""
    return str(format_interval(first, last, "MMMd", locale=locale))
