"""What buyers fill in. Forms look at the shape only; operations judge."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from accounts.models import Profile
from ticketing.models import Attendee, Order
from ticketing.operations.orders import AttendeeDetails, NotOnSale

_QUANTITY = "quantity_"
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")


def chosen_quantities(data: QueryDict) -> dict[str, int]:
    """How many of which ticket type were chosen on the page. Raises NotOnSale for what is no whole number."""
    chosen = {}
    for name, value in data.items():
        if name.startswith(_QUANTITY) and (text := str(value).strip()):
            if not re.fullmatch(r"[0-9]{1,9}", text):
                raise NotOnSale("Choose how many tickets you want with a whole number.")
            chosen[_plain(name.removeprefix(_QUANTITY))[:12]] = int(text)
    return chosen


class NameField(forms.CharField):
    """A person's name: one line, without characters nobody sees."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(_plain(str(value)) if value else value))


class CheckoutForm(forms.Form):
    """The buyer, and one name and address per seat: `name_1`, `email_1`, …"""

    email = forms.EmailField(
        label="Email",
        max_length=254,
        help_text="Your tickets go here.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": "Enter the address your tickets go to.",
            "invalid": "That address does not look complete. It needs a part after the @, with a dot.",
        },
    )
    full_name = NameField(
        label="Full name",
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Enter your name, as it may be asked for at the door."},
    )

    def __init__(
        self, data: Any = None, *, order: Order, seats: Sequence[Attendee], buyer: Profile | None = None
    ) -> None:
        known = {
            "email": order.email or (buyer.email if buyer else ""),
            "full_name": order.full_name or (buyer.full_name if buyer else ""),
        }
        super().__init__(data, initial=known)
        self.order = order
        self.seats = seats
        for seat in seats:
            self.fields[f"name_{seat.position}"] = NameField(
                label="Name", required=False, max_length=200, initial=seat.full_name
            )
            self.fields[f"email_{seat.position}"] = forms.EmailField(
                label="Email",
                required=False,
                max_length=254,
                initial=seat.email,
                error_messages={"invalid": "That address does not look complete."},
            )

    def seat_rows(self) -> Iterator[tuple[Attendee, forms.BoundField, forms.BoundField]]:
        """Each seat with its two fields."""
        for seat in self.seats:
            yield seat, self[f"name_{seat.position}"], self[f"email_{seat.position}"]

    def buyer_fields(self) -> dict[str, str]:
        """Buyer's address and name; what cannot be read yet stays as it was saved."""
        return {
            "email": self.cleaned_data.get("email", self.order.email),
            "full_name": self.cleaned_data.get("full_name", self.order.full_name),
        }

    def attendees(self) -> list[AttendeeDetails]:
        """Who sits where; an empty name stays empty and becomes the buyer's with the payment."""
        return [
            AttendeeDetails(
                seat.position,
                self.cleaned_data.get(f"name_{seat.position}", seat.full_name),
                self.cleaned_data.get(f"email_{seat.position}", seat.email),
            )
            for seat in self.seats
        ]


def _plain(text: str) -> str:
    """Text without control characters, on one line."""
    return " ".join(_CONTROL.sub(" ", text).split())
