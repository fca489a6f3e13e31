"""Forms of the organizer's desk."""

from datetime import datetime
from typing import Any

from django import forms
from django.http import QueryDict

from events.forms import ZonedDateTimeField
from events.models import Event
from ticketing.models import Ticket
from ticketing.operations.tickets import MOST_SEATS


class TicketForm(forms.Form):
    """A ticket type: what it is called and costs, how many there are, until when they are sold."""

    name = forms.CharField(max_length=80)
    price = forms.DecimalField(min_value=0, max_digits=9, decimal_places=3, initial=0)
    quantity = forms.IntegerField(label="How many", min_value=1, max_value=MOST_SEATS)
    description = forms.CharField(required=False, max_length=300, help_text="What is included, who it is for.")
    sale_ends_at = ZonedDateTimeField(label="Sold until", required=False)

    def __init__(self, data: QueryDict | None = None, *, event: Event, ticket: Ticket | None = None) -> None:
        prefix = ticket.reference if ticket else "new"
        super().__init__(data, initial=_initial(ticket), auto_id=f"id_{prefix}_%s")
        self.ticket = ticket
        self.fields["price"].label = f"Price in {event.currency}"
        self.fields["price"].widget.attrs.update({"inputmode": "decimal", "step": "any"})
        ends = self.fields["sale_ends_at"]
        ends.help_text = f"Time zone {event.timezone}. Empty: until the event."
        ends.zone = event.timezone  # type: ignore[attr-defined]  # a ZonedDateTimeField, declared above

    @property
    def details(self) -> dict[str, Any]:
        """What `set_ticket` takes besides the event."""
        given = self.cleaned_data
        ends: datetime | None = given["sale_ends_at"]
        return {
            "name": self.ticket.name if self.ticket else given["name"],
            "new_name": given["name"],
            "price": given["price"],
            "quantity": given["quantity"],
            "description": given["description"],
            "sale_ends_at": ends,
            "is_open_ended": ends is None,
        }


def _initial(ticket: Ticket | None) -> dict[str, Any]:
    if ticket is None:
        return {}
    price = ticket.price.normalize()
    return {
        "name": ticket.name,
        "price": f"{price:f}",
        "quantity": ticket.quantity,
        "description": ticket.description,
        "sale_ends_at": ticket.sale_ends_at,
    }


class ClaimForm(forms.Form):
    """The words of the page that somebody speaks about."""

    words = forms.CharField(max_length=300)
