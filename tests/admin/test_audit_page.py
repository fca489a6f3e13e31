"""The audit trail in the console: readable, findable, unchangeable."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from accounts.models import AuditLog, Profile
from accounts.trail import Difference, differences, summary
from eventai.db.acting import acting_as, acting_as_system
from eventai.limits import clear_limits
from eventai.models import RateLimit
from tests.builders import make_event, make_ticket


@pytest.fixture(autouse=True)
def _one_factor_is_enough(settings: Settings) -> None:
    settings.ADMIN_NEEDS_SECOND_FACTOR = False


def test_a_difference_reads_as_before_and_after() -> None:
    entry = AuditLog(changes={"price": ["20.00", "25.00"], "sale_ends_at": [None, "2026-12-01"], "note": ["x", None]})

    assert differences(entry) == [
        Difference("note", "x", ""),
        Difference("price", "20.00", "25.00"),
        Difference("sale_ends_at", "", "2026-12-01"),
    ]
    assert summary(entry) == "note: no longer x; price: 20.00 → 25.00; sale_ends_at: 2026-12-01"


def test_personal_data_is_said_to_have_changed_and_no_more() -> None:
    entry = AuditLog(changes={"email": ["not recorded", "not recorded"], "user_id": [None, "x"]})

    assert summary(entry) == "email: not recorded"


def test_a_changed_price_is_listed(ada: Profile, olga: Profile, client_of: Callable[[Profile], Client]) -> None:
    ticket = make_ticket(make_event(olga), price=Decimal(20))
    with acting_as(olga.pk):
        ticket.price = Decimal(25)
        ticket.save()

    listed = client_of(ada).get(f"/admin/accounts/auditlog/?q={ticket.pk}").content.decode()

    assert "price: 20.00 → 25.00" in listed


@pytest.mark.parametrize(("query", "count"), [("olga@example.com", 1), ("nobody@example.com", 0)])
def test_it_is_searched_by_who(
    ada: Profile, olga: Profile, client_of: Callable[[Profile], Client], query: str, count: int
) -> None:
    event = make_event(olga)

    listed = client_of(ada).get("/admin/accounts/auditlog/", {"q": query, "table_name": "ai_events"}).content.decode()

    assert listed.count(f"/admin/events/event/{event.pk}/change/") == count


def test_limits_are_cleared_by_an_admin(ada: Profile, client_of: Callable[[Profile], Client]) -> None:
    with acting_as_system():
        limit = RateLimit.objects.create(key="ben", action="send_message", window_start=timezone.now(), count=99)

    client_of(ada).post("/admin/eventai/ratelimit/", {"action": "clear", "_selected_action": [str(limit.pk)]})

    with acting_as_system():
        assert not RateLimit.objects.filter(pk=limit.pk).exists()


def test_sam_clears_nothing(sam: Profile) -> None:
    with acting_as_system():
        limit = RateLimit.objects.create(key="sam", action="send_message", window_start=timezone.now(), count=99)

    with acting_as(sam.pk):
        assert clear_limits([limit.pk]) == 0
