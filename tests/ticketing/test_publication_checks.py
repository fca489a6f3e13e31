"""What is looked at before publishing: each thing in a sentence, with the way to mend it."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Profile
from eventai.db.acting import acting_as, acting_as_system
from events.models import Event
from tests import builders
from ticketing.checks import Check, publication_checks


@pytest.fixture
def event(olga: Profile) -> Event:
    event = builders.make_event(olga)
    builders.make_ticket(event, price=Decimal(25), quantity=40)
    return event


def looked_at(event: Event, person: Profile, *sections: dict[str, Any], **page: Any) -> list[Check]:
    hero = {"type": "hero", "id": "hero"}
    with acting_as_system():
        config = {"version": 1, "sections": [hero, *sections], **page}
        Event.objects.filter(pk=event.pk).update(landing_page_config=config)
    with acting_as(person.pk):
        event = Event.objects.get(pk=event.pk)
        return publication_checks(event, profile=person, now=timezone.now())


def about(text: str) -> dict[str, Any]:
    return {"type": "about", "id": "why", "body": text}


@pytest.mark.parametrize(
    ("text", "level", "sentence"),
    [
        (
            "Meet [Speaker name].",
            "blocker",
            "“[Speaker name]” in “introduction” stands in for words still to be written.",
        ),
        ("Line-up TBA", "warning", "“TBA” in “introduction”: visitors will read it as it stands."),
        ("For 500 guests.", "warning", "“500 guests”: where from? It stands in “introduction”."),
        ("The best night.", "warning", "“best”: who says so? It stands in “introduction”."),
    ],
)
def test_words_are_found_in_their_section(event: Event, olga: Profile, text: str, level: str, sentence: str) -> None:
    found = [check for check in looked_at(event, olga, about(text)) if check.sentence == sentence]
    assert [(check.level, check.url) for check in found] == [(level, f"/events/{event.slug}/page/?section=why")]


def test_what_the_event_and_its_tickets_say_is_a_source(event: Event, olga: Profile) -> None:
    text = "40 seats at €25, room for 100, at the Old Mill on {day}."
    assert [check.about for check in looked_at(event, olga, about(text)) if check.level != "ok"] == ["payment"]


def test_a_day_other_than_the_events_is_found(event: Event, olga: Profile) -> None:
    past = event.start_date - timedelta(days=60) if event.start_date else timezone.now()
    checks = looked_at(event, olga, about(f"Join us on {past:%B} {past.day}, {past.year}."))
    assert [check.sentence.split(", but ")[1][:15] for check in checks if ", but " in check.sentence] == [
        "the event is on"
    ]


def test_pictures_that_are_gone_are_found(event: Event, olga: Profile) -> None:
    gallery = {"type": "gallery", "id": "g", "images": [{"asset": "asset:00000000-0000-4000-8000-000000000001"}]}
    checks = looked_at(event, olga, gallery)
    assert "A picture in “pictures” is gone. Nothing is shown there." in [check.sentence for check in checks]


def test_a_faint_accent_is_found(event: Event, olga: Profile) -> None:
    checks = looked_at(event, olga, theme={"preset": "signal", "accent": "#ffee55", "mode": "light"})
    (faint,) = [check for check in checks if "too faint" in check.sentence]
    assert (faint.level, faint.url) == ("warning", f"/events/{event.slug}/page/")


def test_tickets_nobody_can_buy_are_found_while_others_sell(event: Event, olga: Profile) -> None:
    builders.make_ticket(event, name="Over", sale_ends_at=timezone.now() - timedelta(days=1))
    builders.make_ticket(event, name="Late", sale_starts_at=timezone.now() + timedelta(days=60))
    found = [
        check.sentence for check in looked_at(event, olga) if check.about == "tickets" and check.level == "warning"
    ]
    assert found == ["The sale of “Over” is over already.", "The sale of “Late” begins after the event."]


def test_every_blocker_and_warning_leads_to_where_it_is_mended(event: Event, olga: Profile, settings: Any) -> None:
    settings.STRIPE_SECRET_KEY = "sk_a_key_without_a_rail"
    checks = looked_at(event, olga, about("Lorem ipsum. 900 guests. TBA."), theme={"accent": "#ffee55"})
    assert [check for check in checks if check.level != "ok" and not check.url] == []
    assert [check.level for check in checks] == sorted(
        (check.level for check in checks), key=["blocker", "warning", "ok"].index
    )
