"""`{{ seat|qr }}` and `{{ seat|seat_number }}`: a ticket's code as it is shown."""

from django import template
from django.utils.safestring import SafeString

from ticketing.models import Attendee, Order
from ticketing.qr import qr_svg

register = template.Library()


@register.filter
def qr(seat: Attendee) -> SafeString:
    """The ticket's QR code, drawn into the page."""
    return qr_svg(seat.qr_code or "", f"QR code of ticket {seat.position}")


@register.filter
def seat_number(seat: Attendee, order: Order) -> str:
    """What the door can type where the camera fails."""
    return f"{order.reference}-{seat.position}"
