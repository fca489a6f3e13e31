"""Finding events on the home page: by words with typos, place, day, sort, price."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.http import QueryDict
from django.test import Client
from django.utils import timezone

from accounts.models import Profile
from conversations.discovery import Search, find_cards
from eventai.db.acting import acting_as
from events.models import Event
from tests import builders

WEDNESDAY = datetime.fromisoformat("2030-06-12T10:00+00:00")


@pytest.fixture
def world(olga: Profile) -> None:
    _event(olga, "Blue Hour Quintet", kind="concert", city="Chicago", host="The Low Note", days=2, price=28)
    _event(olga, "Latency Summit", kind="conference", city="Lisbon", days=5, price=190, is_online=True)
    _event(olga, "Soirée au Café Élan", kind="dinner", city="Lyon", country="FR", days=40)
    hidden = _event(olga, "Blue unlisted hour", kind="concert", city="Chicago", days=2)
    with acting_as(olga.pk):
        Event.objects.filter(pk=hidden.pk).update(visibility="unlisted")
    builders.make_event(olga, name="Blue draft hour")


def _event(olga: Profile, name: str, *, days: int, price: int = 0, **facts: Any) -> Event:
    start = WEDNESDAY + timedelta(days=days, hours=8)
    event = builders.make_event(olga, name=name, start_date=start, end_date=start + timedelta(hours=2), **facts)
    builders.make_ticket(event, price=Decimal(price))
    return builders.publish(event)


def found(query: str) -> list[str]:
    cards, _ = find_cards(Search.of(QueryDict(query)), now=WEDNESDAY, most=12)
    return [card.event.name for card in cards]


BLUE, LATENCY, SOIREE = "Blue Hour Quintet", "Latency Summit", "Soirée au Café Élan"


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", [BLUE, LATENCY, SOIREE]),
        ("q=blue", [BLUE]),
        ("q=blu+quint", [BLUE]),
        ("q=quintett", [BLUE]),
        ("q=latancy", [LATENCY]),
        ("q=soiree+cafe", [SOIREE]),
        ("q=low+note", [BLUE]),
        ("q=chicago", [BLUE]),
        ("q=blue+lisbon", []),
        ("q=%27+%26+%7C+%21+%3A*", [BLUE, LATENCY, SOIREE]),
        ("q=zzzzzz", []),
        ("place=lisbon", [LATENCY]),
        ("place=lisbonn", [LATENCY]),
        ("place=fr", [SOIREE]),
        ("day=weekend", [BLUE]),
        ("day=week", [BLUE, LATENCY]),
        ("day=today", []),
        ("from=2030-06-16&until=2030-06-20", [LATENCY]),
        ("from=rubbish&day=never&sort=none&free=x", [BLUE, LATENCY, SOIREE]),
        ("sort=music", [BLUE]),
        ("sort=talks", [LATENCY]),
        ("sort=food", [SOIREE]),
        ("free=1", [SOIREE]),
        ("online=1", [LATENCY]),
        ("online=1&free=1", []),
    ],
)
@pytest.mark.usefixtures("world")
def test_what_is_asked_for_is_found(query: str, names: list[str]) -> None:
    assert found(query) == names


@pytest.mark.usefixtures("world")
def test_the_search_stands_in_the_address_and_its_parts_come_off() -> None:
    with time_machine.travel(WEDNESDAY, tick=False):
        page = Client().get("/?q=latancy&place=lisbon&sort=talks").content.decode()
    assert LATENCY in page
    assert 'value="latancy"' in page
    assert 'href="/?place=lisbon&amp;sort=talks#discover"' in page
    assert 'href="/?q=latancy&amp;place=lisbon#discover"' in page


def test_nothing_found_says_how_to_go_on(db: None) -> None:
    page = Client().get("/?q=nothing").content.decode()
    assert "Nothing like that is on" in page


@pytest.mark.usefixtures("world")
def test_more_are_shown_on_request(olga: Profile) -> None:
    cards, has_more = find_cards(Search(), now=WEDNESDAY, most=2)
    assert (len(cards), has_more) == (2, True)
    assert timezone.is_aware(cards[0].facts.now)
