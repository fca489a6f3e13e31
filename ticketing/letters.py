"""Letters about orders. Each is written once, in the transaction of what it tells."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from eventai.letters import write_letter
from events.operations import event_facts
from ticketing.codes import order_secret
from ticketing.models import Attendee, Order


@dataclass(frozen=True)
class TicketLink:
    """One ticket of a letter: whose, which, and its address with the order's key."""

    attendee: Attendee
    url: str


def write_order_confirmation(order: Order) -> None:
    """Tell the buyer that the tickets are theirs, with a link to each; once per order."""
    attendees = order.attendees.select_related("ticket")
    _write(
        "order_confirmed",
        order,
        {
            "order": order,
            "event": order.event,
            "facts": event_facts(order.event),
            "order_url": order_link(order),
            "links": [TicketLink(attendee, ticket_link(order, attendee)) for attendee in attendees],
        },
    )


def order_link(order: Order) -> str:
    """The order's address as it is mailed: with the key that opens it."""
    return f"{settings.SITE_URL}{order.get_absolute_url()}?key={order_secret(order.pk)}"


def ticket_link(order: Order, attendee: Attendee) -> str:
    """A ticket's address as it is mailed."""
    path = reverse("ticketing:ticket_page", args=[order.reference, attendee.position])
    return f"{settings.SITE_URL}{path}?key={order_secret(order.pk)}"


def _write(kind: str, order: Order, context: dict[str, Any]) -> None:
    folder = f"ticketing/emails/{kind}"
    write_letter(
        key=f"{kind}:{order.pk}",
        kind=kind,
        recipient=order.email,
        subject=" ".join(render_to_string(f"{folder}/subject.txt", context).split()),
        text=render_to_string(f"{folder}/body.txt", context).strip() + "\n",
        html=render_to_string(f"{folder}/body.html", context),
        profile=order.customer_id,
        event=order.event_id,
    )
