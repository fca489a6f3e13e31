"""Letting people in, once."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from accounts.models import Profile
from eventai.db.acting import acting_as, acting_as_system
from eventai.errors import NotAllowed
from events.models import Event
from tests import builders
from tests.ticketing import buying
from ticketing.codes import sign_ticket, signing_key
from ticketing.models import Attendee, Order
from ticketing.operations.check_in import CheckIn, check_in_attendee, find_guests, undo_check_in

Scan = Callable[..., CheckIn]


@pytest.fixture
def event(olga: Profile, dora: Profile) -> Event:
    event = builders.publish(builders.make_event(olga))
    builders.make_ticket(event)
    builders.open_to(event, dora, "check_in_attendee")
    return event


@pytest.fixture
def order(event: Event, ben: Profile) -> Order:
    return buying.buy(event, ben, entry=2)


@pytest.fixture
def scan(event: Event, dora: Profile) -> Scan:
    def at_the_door(code: str, *, by: Profile = dora, at: Event = event) -> CheckIn:
        with acting_as(by.pk):
            return check_in_attendee(at, code=code, by=by, now=timezone.now())

    return at_the_door


def seat_of(order: Order, position: int = 1) -> Attendee:
    with acting_as_system():
        return order.attendees.get(position=position)


def test_a_ticket_lets_in_and_says_who(order: Order, scan: Scan) -> None:
    result = scan(seat_of(order).qr_code or "")
    assert (result.outcome, result.full_name, result.ticket_name, result.seat) == (
        "valid",
        "Guest 1",
        "Entry",
        f"{order.reference}-1",
    )
    assert seat_of(order).checked_in


def test_the_second_time_it_says_when_and_by_whom(order: Order, scan: Scan) -> None:
    code = seat_of(order).qr_code or ""
    first = scan(code)
    second = scan(code)
    assert (second.outcome, second.checked_in_by, second.checked_in_at) == ("repeat", "Dora", first.checked_in_at)


def test_a_seat_can_be_typed(order: Order, scan: Scan) -> None:
    assert scan(f" {order.reference.lower()}-2 ").full_name == "Guest 2"


def test_a_ticket_of_another_event_is_named_to_who_may_know(
    event: Event, olga: Profile, ben: Profile, scan: Scan
) -> None:
    other = builders.publish(builders.make_event(olga, name="Other night"))
    builders.make_ticket(other)
    code = seat_of(buying.buy(other, ben, entry=1)).qr_code or ""
    assert scan(code) == CheckIn("other_event")
    assert scan(code, by=olga) == CheckIn("other_event", other_event=other)


def test_a_forged_code_is_unknown(event: Event, olga: Profile, order: Order, scan: Scan) -> None:
    other = builders.publish(builders.make_event(olga, name="Other"))
    with acting_as_system():
        forged = sign_ticket(signing_key(other), event_id=event.pk, attendee_id=seat_of(order).pk)
    assert scan(forged) == CheckIn("unknown")
    assert not seat_of(order).checked_in


@pytest.mark.parametrize("text", ["", "nonsense", "AA" * 58, "K7QM4XRD-1", "ü" * 300, "../../etc"])
def test_anything_else_is_unknown(order: Order, scan: Scan, text: str) -> None:
    assert scan(text) == CheckIn("unknown")


def test_an_order_that_is_not_paid_stays_out(event: Event, sam: Profile, scan: Scan) -> None:
    held = buying.name(buying.hold(event, sam, entry=1), sam)
    assert scan(f"{held.reference}-1").outcome == "unpaid"


def test_a_cancelled_event_lets_nobody_in(event: Event, order: Order, scan: Scan) -> None:
    builders.set_status(event, "cancelled")
    assert scan(seat_of(order).qr_code or "").outcome == "event_cancelled"


@pytest.mark.parametrize("who", ["sam", "ben"])
def test_strangers_and_guests_do_not_work_the_door(
    order: Order, scan: Scan, who: str, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(NotAllowed):
        scan(seat_of(order).qr_code or "", by=request.getfixturevalue(who))


def test_a_co_organizer_works_the_door(event: Event, omar: Profile, order: Order, scan: Scan) -> None:
    builders.open_to(event, omar, "change_event")
    assert scan(seat_of(order).qr_code or "", by=omar).outcome == "valid"


def test_a_mistake_is_undone(event: Event, order: Order, dora: Profile, scan: Scan) -> None:
    code = seat_of(order).qr_code or ""
    scan(code)
    with acting_as(dora.pk):
        undo_check_in(Attendee.objects.get(pk=seat_of(order).pk), by=dora, now=timezone.now())
    assert scan(code).outcome == "valid"


def test_guests_are_found_by_name_address_and_order(event: Event, order: Order, dora: Profile, sam: Profile) -> None:
    with acting_as(dora.pk):
        found = [len(find_guests(event, words)) for words in ("guest 2", "BEN@example", order.reference, "%", "nobody")]
    assert found == [1, 2, 2, 0, 0]
    with acting_as(sam.pk):
        assert find_guests(event, "guest") == []


@pytest.mark.django_db(transaction=True)
def test_two_doors_let_one_guest_in_once(event: Event, order: Order, scan: Scan) -> None:
    code = seat_of(order).qr_code or ""
    results = buying.at_once(*[lambda: scan(code)] * 6)
    assert sorted(result.outcome for result in results) == ["repeat"] * 5 + ["valid"]
