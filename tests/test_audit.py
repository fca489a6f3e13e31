"""What was done, by whom, and what it changed."""

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from accounts.models import AuditLog, Profile
from eventai.db.acting import acting_as, acting_as_system, request_id
from events.operations import revise_event
from tests import builders
from ticketing.models import Ticket


def latest(table: str) -> AuditLog:
    with acting_as_system():
        return AuditLog.objects.filter(table_name=table).latest("created_at")


def test_a_change_names_the_operation_the_person_and_the_difference(olga: Profile) -> None:
    event = builders.make_event(olga)
    token = request_id.set("r-1")
    with acting_as(olga.pk):
        revise_event(event, by=olga, now=timezone.now(), venue="New Mill")
    request_id.reset(token)
    entry = latest("ai_events")
    assert (entry.action, entry.actor_id, entry.actor_kind, entry.request_id) == (
        "revise_event",
        olga.pk,
        "profile",
        "r-1",
    )
    assert entry.changes == {"venue": ["Old Mill", "New Mill"]}


def test_personal_data_is_not_copied_into_the_trail(olga: Profile) -> None:
    with acting_as(olga.pk):
        Profile.objects.filter(pk=olga.pk).update(full_name="Olga Changed")
    assert latest("profiles").changes == {"full_name": ["not recorded", "not recorded"]}


def test_stock_alone_is_no_decision(olga: Profile) -> None:
    ticket = builders.make_ticket(builders.make_event(olga))
    before = latest("tickets").pk
    with acting_as_system():
        Ticket.objects.filter(pk=ticket.pk).update(sold=3, reserved=1)
    assert latest("tickets").pk == before


def test_a_cascade_is_written_down_under_the_person_who_caused_it(olga: Profile) -> None:
    event = builders.make_event(olga)
    builders.make_ticket(event)
    with acting_as(olga.pk):
        event.delete()
    entry = latest("tickets")
    assert (entry.action, entry.actor_id) == ("delete", olga.pk)


@pytest.mark.parametrize("verb", ["UPDATE audit_logs SET action = 'x'", "DELETE FROM audit_logs"])
def test_nobody_rewrites_the_trail(olga: Profile, verb: str) -> None:
    from django.db import connection

    with acting_as_system(), pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(verb)
