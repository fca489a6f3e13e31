"""Settling: the only way an order becomes paid."""

from datetime import datetime

from procrastinate.contrib.django import app

from eventai.db.functions import call
from eventai.errors import DomainError
from eventai.operation import operation
from events.models import Event
from ticketing.codes import sign_ticket, signing_key
from ticketing.figures import room_of
from ticketing.letters import write_order_confirmation
from ticketing.models import Attendee, Order, Payment
from ticketing.operations.sales_rules import crosses_level
from ticketing.payments import PaymentFacts


class WrongAmount(DomainError):
    """What was paid is not what the order costs."""


@operation
def settle_order(order: Order, *, payment: PaymentFacts, now: datetime) -> Order:
    """Write a payment down and, with it, hand out the tickets; the same payment again changes nothing.

    Runs as the system. Locks the order. A payment that comes after the hold has ended takes the seats anew; where none
    are left, or the event is off, the payment is kept and the order stays without tickets. Raises WrongAmount.
    """
    order = (
        Order.objects.select_for_update(of=("self",), no_key=True).select_related("event", "customer").get(pk=order.pk)
    )
    known = {"rail": payment.rail, "provider_reference": payment.provider_reference}
    if Payment.objects.filter(**known).exists():
        return order
    if payment.amount != order.total:
        raise WrongAmount(f"{payment.amount} was paid for an order of {order.total}.")
    Payment.objects.create(
        order=order,
        amount=payment.amount.amount,
        currency=payment.amount.currency,
        status=Payment.Status.SUCCEEDED,
        **known,
    )
    is_late = not order.is_open
    if order.event.status != Event.Status.PUBLISHED or (is_late and not call("sell_seats", order.pk, now)):
        return order
    seats = _hand_out_tickets(order)
    write_order_confirmation(order)
    if crosses_level(room_of(order.event, order.event.tickets.all()), seats):
        app.configure_task("ticketing.jobs.look_at_sales").defer(event_id=str(order.event_id))
    if not is_late:
        call("sell_seats", order.pk, now)  # last: every other buyer of these types waits for the row
    order.status, order.paid_at = Order.Status.PAID, now
    order.save(update_fields=["status", "paid_at", "updated_at"])
    return order


def _hand_out_tickets(order: Order) -> int:
    key = signing_key(order.event)
    attendees = list(order.attendees.all())
    for attendee in attendees:
        attendee.qr_code = sign_ticket(key, event_id=order.event_id, attendee_id=attendee.pk)
        attendee.status = Attendee.Status.VALID
        if not attendee.full_name:
            attendee.attendee_info = {**attendee.attendee_info, "full_name": order.full_name}
    Attendee.objects.bulk_update(attendees, ["qr_code", "status", "attendee_info"])
    return len(attendees)
