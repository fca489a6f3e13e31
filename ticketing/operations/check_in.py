"""The door: letting people in, once."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from accounts.models import Profile
from eventai.db.functions import call, call_row, call_rows
from eventai.errors import NotAllowed
from eventai.operation import operation
from events.models import Event
from ticketing.codes import read_code
from ticketing.models import Attendee

Outcome = Literal["valid", "repeat", "other_event", "unpaid", "void", "event_cancelled", "unknown"]
_SEAT = re.compile(r"([0-9A-Z]{6,12})-([0-9]{1,3})")


@dataclass(frozen=True)
class CheckIn:
    """What the door says. `checked_in_by` and `checked_in_at` are of the first time; `seat` names the ticket."""

    outcome: Outcome
    full_name: str = ""
    ticket_name: str = ""
    seat: str = ""
    checked_in_at: datetime | None = None
    checked_in_by: str = ""
    other_event: Event | None = None


@dataclass(frozen=True)
class Guest:
    """A guest as the door finds them."""

    id: UUID
    full_name: str
    ticket_name: str
    reference: str
    position: int
    status: str
    checked_in: bool
    checked_in_at: datetime | None

    @property
    def seat(self) -> str:
        return f"{self.reference}-{self.position}"


@operation
def check_in_attendee(event: Event, *, code: str, by: Profile, now: datetime) -> CheckIn:
    """Let in whoever holds this code: a scanned one, or a seat's number such as K7QM4XRD-1.

    One conditional update, so that of two doors one says "valid" and the other "repeat". Raises NotAllowed.
    """
    _needs_the_door(event)
    attendee_id = _attendee_of(event, code)
    if attendee_id is None:
        return _explain_foreign(event, code)
    rows = call_rows("check_in_attendee", event.pk, attendee_id, now)
    if not rows:
        return CheckIn("unknown")
    outcome, full_name, ticket_name, reference, position, at, by_whom = rows[0]
    return CheckIn(outcome, full_name, ticket_name, f"{reference}-{position}", at, by_whom)


@operation
def undo_check_in(attendee: Attendee, *, by: Profile, now: datetime) -> Attendee:
    """Take a check-in back, as if the guest had not come yet. Raises NotAllowed."""
    _needs_the_door(attendee.event)
    call("undo_check_in", attendee.event_id, attendee.pk)
    attendee.refresh_from_db()
    return attendee


def find_guests(event: Event, words: str, *, limit: int = 20) -> list[Guest]:
    """Guests whose name, address, order or seat matches; none for who does not work at this door."""
    return [Guest(*row) for row in call_rows("find_attendees", event.pk, words, limit)]


def guest_of_seat(event: Event, seat: str) -> Guest | None:
    """The guest with this seat's number."""
    wanted = seat.strip().upper()
    return next((guest for guest in find_guests(event, wanted) if guest.seat == wanted), None)


def may_check_in(event: Event) -> bool:
    """Whether the acting person works at this door."""
    return bool(call("may_check_in", event.pk))


def _needs_the_door(event: Event) -> None:
    if not may_check_in(event):
        raise NotAllowed("You do not work at the door of this event.")


def _attendee_of(event: Event, text: str) -> UUID | None:
    """The attendee a genuine code or a seat's number stands for."""
    code = read_code(text)
    if code is None:
        guest = guest_of_seat(event, text) if _SEAT.fullmatch(text.strip().upper()) else None
        return guest.id if guest else None
    public_key: bytes | None = call_row("ticket_public_key", event.pk)[0]
    is_genuine = public_key is not None and code.is_for(event.pk) and code.is_signed_by(bytes(public_key))
    return code.attendee_id if is_genuine else None


def _explain_foreign(event: Event, text: str) -> CheckIn:
    """Tell a ticket of another event from no ticket at all; name that event if the door may know it."""
    code = read_code(text)
    if code is None or code.is_for(event.pk):
        return CheckIn("unknown")
    seen = Attendee.objects.select_related("event").filter(pk=code.attendee_id).exclude(event=event).first()
    return CheckIn("other_event", other_event=seen.event if seen else None)
