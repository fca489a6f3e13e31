"""Saying that what the page claims is right, and that it is not so sure."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import AuditLog, Profile
from eventai.db.acting import acting_as, acting_as_system
from eventai.errors import NotAllowed
from events.models import Event
from tests import builders
from ticketing.checks import Check, publication_checks
from ticketing.models import CheckedClaim
from ticketing.operations.claims import confirm_claim, question_claim

SignIn = Callable[[Profile], Client]


@pytest.fixture
def event(olga: Profile) -> Event:
    event = builders.make_event(olga)
    builders.make_ticket(event)
    return written(event, "Join 500+ guests for a world-class evening.")


def written(event: Event, words: str) -> Event:
    with acting_as_system():
        page = {
            "version": 1,
            "sections": [{"type": "hero", "id": "hero"}, {"type": "about", "id": "why", "body": words}],
        }
        Event.objects.filter(pk=event.pk).update(landing_page_config=page)
        return Event.objects.get(pk=event.pk)


def confirm(event: Event, person: Profile, words: str) -> CheckedClaim:
    with acting_as(person.pk):
        return confirm_claim(event, words=words, by=person, now=timezone.now())


def claims(event: Event, person: Profile, about: str) -> list[str]:
    with acting_as(person.pk):
        checks: list[Check] = publication_checks(event, profile=person, now=timezone.now())
    return [check.claim for check in checks if check.about == about]


def test_a_confirmed_claim_is_fine_and_the_others_are_asked_about(event: Event, olga: Profile) -> None:
    assert claims(event, olga, "claim") == ["500+ guests", "world-class"]
    confirm(event, olga, "500+ Guests")
    assert claims(event, olga, "claim") == ["world-class"]
    assert claims(event, olga, "checked") == ["500+ guests"]


def test_another_number_is_asked_about_again(event: Event, olga: Profile) -> None:
    confirm(event, olga, "500+ guests")
    assert claims(written(event, "Join 900+ guests."), olga, "claim") == ["900+ guests"]


def test_who_confirmed_is_kept_and_twice_is_once(event: Event, olga: Profile, omar: Profile) -> None:
    builders.open_to(event, omar, "change_event")
    assert confirm(event, olga, "500+ guests") == confirm(event, omar, "500+  guests")
    with acting_as_system():
        assert CheckedClaim.objects.get().checked_by == olga
        assert AuditLog.objects.filter(action="confirm_claim").count() == 1


def test_a_claim_can_be_questioned(event: Event, olga: Profile, omar: Profile) -> None:
    builders.open_to(event, omar, "change_event")
    confirm(event, olga, "500+ guests")
    with acting_as(omar.pk):
        assert question_claim(event, words="500+ Guests", by=omar, now=timezone.now()) == 1
        assert question_claim(event, words="500+ Guests", by=omar, now=timezone.now()) == 0
    assert "500+ guests" in claims(event, olga, "claim")


@pytest.mark.parametrize("permission", ["", "view_event", "check_in_attendee"])
def test_nobody_else_may(event: Event, sam: Profile, permission: str) -> None:
    if permission:
        builders.open_to(event, sam, permission)
    with pytest.raises(NotAllowed):
        confirm(event, sam, "500+ guests")
    with pytest.raises(NotAllowed), acting_as(sam.pk):
        question_claim(event, words="500+ guests", by=sam, now=timezone.now())


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_the_buttons_work_with_and_without_javascript(
    event: Event, olga: Profile, client_of: SignIn, headers: dict[str, str]
) -> None:
    client, address = client_of(olga), f"/events/{event.slug}/publish/"
    for act, about in (("confirm", "checked"), ("question", "claim")):
        response: Any = client.post(f"{address}claims/{act}/", {"words": "500+ guests"}, headers=headers)
        assert response.status_code == (200 if headers else 302)
        assert "500+ guests" in claims(event, olga, about)
    assert client.post(f"{address}claims/confirm/", {"words": ""}, headers=headers).status_code == 422


@pytest.mark.parametrize("act", ["confirm", "question"])
def test_a_stranger_finds_nothing(event: Event, sam: Profile, client_of: SignIn, act: str) -> None:
    response = client_of(sam).post(f"/events/{event.slug}/publish/claims/{act}/", {"words": "500+ guests"})
    assert response.status_code == 404
