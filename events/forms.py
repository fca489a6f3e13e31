"""Forms of the desk: an event by hand, and its tasks."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale
from babel.numbers import get_territory_currencies
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from events.models import Event

ZONES = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "SystemV/")))
_LANGUAGE = Locale("en")
_LANDS = [land for land in map(str, _LANGUAGE.territories) if len(land) == 2]
MONEYS = sorted({code for land in _LANDS for code in get_territory_currencies(land)} & _LANGUAGE.currencies.keys())
_LOCAL = "%Y-%m-%dT%H:%M"
_FIRST_YEAR, _LAST_YEAR = 1900, 2200  # far from where calendars end, whatever the time zone


def _check_year(day: date) -> None:
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise ValidationError(f"Choose a year between {_FIRST_YEAR} and {_LAST_YEAR}.")


class ZonedDateTimeField(forms.DateTimeField):
    """A day and an hour, meant and shown in `zone`."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_LOCAL)
    default_validators = [_check_year]

    def __init__(self, *, zone: str = "UTC", **options: Any) -> None:
        super().__init__(**options)
        self.zone = zone

    def to_python(self, value: Any) -> Any:
        with timezone.override(self.zone):
            return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        with timezone.override(self.zone):
            return super().prepare_value(value)


def _day(label: str, **options: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, validators=[_check_year], **options)


def _hour(label: str, **options: Any) -> forms.TimeField:
    return forms.TimeField(label=label, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), **options)


class EventForm(forms.Form):
    """The facts of an event. `changes()` is what the operations take; `initial_of` fills it from an event."""

    name = forms.CharField(max_length=140)
    summary = forms.CharField(
        required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2}), help_text="One or two sentences."
    )
    host = forms.CharField(label="Host", required=False, max_length=200, help_text="Who invites, as the page says it.")
    start_day = _day("Starts on", required=False)
    start_hour = _hour("at", required=False)
    end_day = _day("Ends on", required=False)
    end_hour = _hour("at", required=False)
    timezone = forms.ChoiceField(label="Time zone", choices=[("UTC", "UTC"), *((zone, zone) for zone in ZONES)])
    venue = forms.CharField(required=False, max_length=200)
    city = forms.CharField(required=False, max_length=120)
    is_online = forms.BooleanField(label="People can take part online", required=False)
    online_url = forms.URLField(
        label="Link for taking part", required=False, max_length=300, assume_scheme="https",
        help_text="Shown to people with a ticket.",
    )  # fmt: skip
    capacity = forms.IntegerField(
        label="Places", required=False, min_value=1, max_value=1_000_000, help_text="How many people fit in."
    )
    currency = forms.ChoiceField(choices=[(code, f"{code}, {_LANGUAGE.currencies[code]}") for code in MONEYS])
    slug = forms.SlugField(
        label="Address of the page",
        required=False,
        max_length=60,
        help_text="Small letters, digits and hyphens. Links to the old address lead to the new one.",
    )
    visibility = forms.ChoiceField(
        label="Who finds it",
        choices=[(value, f"{label[0].upper()}{label[1:]}") for value, label in Event.Visibility.choices],
        widget=forms.RadioSelect,
        initial="public",
    )

    def __init__(self, *args: Any, is_new: bool = False, keeps_currency: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        if is_new:
            del self.fields["visibility"]  # a draft has no public to hide from yet
            del self.fields["slug"]  # it follows from the name
        if keeps_currency:
            self.fields["currency"].disabled = True
            self.fields["currency"].help_text = "Orders are in this currency, so it stays."

    @staticmethod
    def initial_of(event: Event) -> dict[str, Any]:
        """The event's facts, its instants in its own zone."""
        start, end = event.starts_local, event.ends_local
        same = ("name", "summary", "host", "timezone", "venue", "city", "is_online", "online_url", "capacity")
        return {
            **{field: getattr(event, field) for field in (*same, "currency", "visibility", "slug")},
            "start_day": start and start.date(),
            "start_hour": (start and event.has_start_time and start.time()) or None,
            "end_day": end and end.date(),
            "end_hour": end and end.time(),
        }

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("start_hour") and not given.get("start_day"):
            self.add_error("start_day", "Which day? The hour alone does not say.")
        if (given.get("end_day") or given.get("end_hour")) and not given.get("start_day"):
            self.add_error("start_day", "An end needs a beginning.")
        start, end = self._instants(given)
        if start and end and end < start:
            self.add_error("end_day", "The event would end before it begins.")
        return given

    def changes(self) -> dict[str, Any]:
        """The facts as `create_event` and `revise_event` take them."""
        given = dict(self.cleaned_data)
        given.pop("slug", None)  # an act of its own: move_page
        start, end = self._instants(given)
        has_start_time = given["start_hour"] is not None or start is None
        for field in ("start_day", "start_hour", "end_day", "end_hour"):
            del given[field]
        return {**given, "start_date": start, "end_date": end, "has_start_time": has_start_time}

    @property
    def address(self) -> str:
        """The address that was typed or changed; empty where it stays as it is."""
        return self.cleaned_data["slug"] if "slug" in self.changed_data else ""

    @staticmethod
    def _instants(given: dict[str, Any]) -> tuple[datetime | None, datetime | None]:
        """Beginning and end. An end without a day is on the first day, or in the night after it."""
        day, hour = given.get("start_day"), given.get("start_hour")
        if not day or not given.get("timezone"):
            return None, None
        zone = ZoneInfo(given["timezone"])
        start = datetime.combine(day, hour or time(0), tzinfo=zone)
        end_day, end_hour = given.get("end_day"), given.get("end_hour")
        if not end_day and not end_hour:
            return start.astimezone(UTC), None
        end = datetime.combine(end_day or day, end_hour or time(23, 59), tzinfo=zone)
        if not end_day and hour and end <= start:
            end = datetime.combine(day + timedelta(days=1), end_hour or time(23, 59), tzinfo=zone)
        return start.astimezone(UTC), end.astimezone(UTC)


class TaskForm(forms.Form):
    """Something to do, perhaps by a time. `client_key` tells the same form sent twice from two forms."""

    title = forms.CharField(label="What is to be done?", max_length=200)
    due_date = ZonedDateTimeField(label="By when", required=False)
    notes = forms.CharField(required=False, max_length=5_000, widget=forms.Textarea(attrs={"rows": 2}))
    client_key = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)

    def __init__(self, *args: Any, zone: str, **options: Any) -> None:
        super().__init__(*args, **options)
        _in_zone(self, zone)


class WordsForm(forms.Form):
    """The words of a task: a title, or subject and text of its letter. What is not sent stays."""

    title = forms.CharField(required=False)
    subject = forms.CharField(required=False)
    text = forms.CharField(required=False, strip=False)

    def words(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.fields if name in self.data}


class RescheduleForm(forms.Form):
    """Another time for a task."""

    due_date = ZonedDateTimeField(label="New time")

    def __init__(self, *args: Any, zone: str, **options: Any) -> None:
        super().__init__(*args, **options)
        _in_zone(self, zone)


def _in_zone(form: forms.Form, zone: str) -> None:
    field = form.fields["due_date"]
    assert isinstance(field, ZonedDateTimeField)  # noqa: S101  # for the type checker; declared right above
    field.zone = zone
    field.help_text = f"In the event's time zone, {zone}."
