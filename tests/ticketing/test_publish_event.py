"""Publishing: what must be there, who may, and that it happens once."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from accounts.models import AuditLog, Profile
from eventai.db.acting import acting_as, acting_as_system
from eventai.errors import NotAllowed
from events.models import Event
from tests import builders
from tests.ticketing import buying
from ticketing.checks import publication_checks
from ticketing.operations.publishing import NotReadyToPublish, publication_facts, publish_event


@pytest.fixture
def ready(olga: Profile) -> Event:
    event = builders.make_event(olga)
    builders.make_ticket(event)
    return event


def publish_by(person: Profile, event: Event) -> Event:
    with acting_as(person.pk):
        return publish_event(event, by=person, now=timezone.now())


def said(event: Event, person: Profile, level: str) -> list[str]:
    with acting_as(person.pk):
        checks = publication_checks(event, profile=person, now=timezone.now())
    return [check.about for check in checks if check.level == level]


def change(event: Event, **changes: Any) -> Event:
    with acting_as_system():
        Event.objects.filter(pk=event.pk).update(**changes)
        return Event.objects.get(pk=event.pk)


def test_a_ready_draft_becomes_public(ready: Event, olga: Profile) -> None:
    event = publish_by(olga, ready)
    assert event.status == Event.Status.PUBLISHED
    assert event.published_at is not None
    with acting_as_system():
        assert list(Event.objects.listed()) == [event]


def test_publishing_is_in_the_audit_trail_under_its_name(ready: Event, olga: Profile) -> None:
    publish_by(olga, ready)
    with acting_as_system():
        assert AuditLog.objects.filter(action="publish_event", row_id=str(ready.pk)).count() == 1


def test_a_second_click_changes_nothing(ready: Event, olga: Profile) -> None:
    first = publish_by(olga, ready)
    assert publish_by(olga, ready).published_at == first.published_at


def test_nothing_is_missing_from_a_ready_draft(ready: Event, olga: Profile) -> None:
    assert said(ready, olga, "blocker") == []


@pytest.mark.parametrize(
    ("changes", "about"),
    [
        ({"name": " "}, "name"),
        ({"start_date": None, "end_date": None}, "date"),
        ({"start_date": timezone.now() - timedelta(days=9), "end_date": timezone.now() - timedelta(days=8)}, "date"),
    ],
)
def test_facts_that_are_missing_block(ready: Event, olga: Profile, changes: dict[str, Any], about: str) -> None:
    event = change(ready, **changes)
    assert said(event, olga, "blocker") == [about]
    with pytest.raises(NotReadyToPublish, match="Not published yet"):
        publish_by(olga, event)


def test_without_a_ticket_on_sale_it_stays_a_draft(olga: Profile) -> None:
    event = builders.make_event(olga)
    builders.make_ticket(event, name="Over", sale_ends_at=timezone.now() - timedelta(days=1))
    with pytest.raises(NotReadyToPublish, match="The sale of every ticket is over"):
        publish_by(olga, event)


def test_paid_tickets_need_a_way_to_pay(ready: Event, olga: Profile, settings: Any) -> None:
    builders.make_ticket(ready, name="Paid", price=Decimal(5))
    assert "payment" in said(ready, olga, "warning")
    settings.STRIPE_SECRET_KEY = "sk_a_key_without_a_rail"
    assert said(ready, olga, "blocker") == ["payment"]


def test_publishing_needs_a_confirmed_address_and_the_role(ready: Event, omar: Profile) -> None:
    builders.open_to(ready, omar, "change_event")
    with acting_as_system():
        EmailAddress.objects.filter(user=omar.user).update(verified=False)
    assert said(ready, omar, "blocker") == ["email", "role"]
    with pytest.raises(NotReadyToPublish):
        publish_by(omar, ready)


def test_what_is_worth_a_look_does_not_block(olga: Profile) -> None:
    event = builders.make_event(olga, venue="", city="", country="", capacity=None)
    builders.make_ticket(event)
    assert set(said(event, olga, "warning")) >= {"place", "capacity"}
    assert publish_by(olga, event).status == Event.Status.PUBLISHED


def test_the_facts_say_what_is_at_stake(ready: Event, olga: Profile) -> None:
    builders.make_ticket(ready, name="Paid", price=Decimal("12.50"), quantity=4)
    with acting_as(olga.pk):
        facts = publication_facts(ready)
    assert (facts["seats"], facts["highest_total"], facts["mails"]) == (54, "€50", 0)
    assert facts["address"].endswith(f"/{ready.slug}/")


@pytest.mark.parametrize("permission", ["view_event", "check_in_attendee"])
def test_helpers_without_the_permission_may_not(ready: Event, omar: Profile, permission: str) -> None:
    builders.open_to(ready, omar, permission)
    with pytest.raises(NotAllowed):
        publish_by(omar, ready)


def test_a_stranger_may_not(ready: Event, sam: Profile, client_of: Callable[[Profile], Any]) -> None:
    with pytest.raises(NotAllowed):
        publish_by(sam, ready)
    assert change(ready).status == Event.Status.DRAFT


def test_what_is_over_is_not_published_again(ready: Event, olga: Profile) -> None:
    event = change(ready, status=Event.Status.CANCELLED)
    with pytest.raises(NotReadyToPublish, match="is cancelled"):
        publish_by(olga, event)


@pytest.mark.django_db(transaction=True)
def test_two_tabs_publish_once(ready: Event, olga: Profile) -> None:
    results = buying.at_once(*[lambda: publish_by(olga, ready)] * 4)
    assert len({event.published_at for event in results}) == 1
