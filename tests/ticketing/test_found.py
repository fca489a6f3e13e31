"""What search engines, link previews, calendars and feed readers are told; private events never."""

import json
import re
from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from PIL import Image

from accounts.models import Profile
from eventai.db.acting import acting_as
from events.models import Event
from tests import builders
from tests.ticketing import buying

START = builders.at("2030-06-12T18:30")


@pytest.fixture
def event(olga: Profile) -> Event:
    event = builders.make_event(
        olga,
        name="Lights </script> & Shadows",
        start_date=START,
        end_date=START + timedelta(hours=3),
        host="Olga's Club",
    )
    builders.make_ticket(event, name="Day", price=Decimal("12.50"), quantity=50)
    builders.make_ticket(event, name="Last", price=Decimal(5), quantity=2)
    return builders.publish(event)


def read_xml(content: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(content)  # noqa: S314 - our own


def structured(client: Client, event: Event) -> dict[str, Any]:
    page = client.get(f"/{event.slug}/").content.decode()
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert len(found) == 1
    data: dict[str, Any] = json.loads(found[0])
    return data


def test_search_engines_read_the_event_and_its_offers(event: Event, client: Client) -> None:
    data = structured(client, event)
    assert (data["@type"], data["name"], data["startDate"]) == (
        "Event",
        "Lights </script> & Shadows",
        "2030-06-12T20:30+02:00",
    )
    assert data["location"][0]["address"] == {
        "@type": "PostalAddress",
        "addressLocality": "Berlin",
        "addressCountry": "DE",
    }
    assert [
        (o["name"], o["price"], o["priceCurrency"], o["availability"].rpartition("/")[2]) for o in data["offers"]
    ] == [
        ("Day", "12.500", "EUR", "InStock"),
        ("Last", "5.000", "EUR", "LimitedAvailability"),
    ]
    assert data["eventStatus"].endswith("/EventScheduled")


def test_a_sold_out_offer_and_a_cancelled_event_say_so(event: Event, ben: Profile, client: Client) -> None:
    buying.hold(event, ben, last=2)
    assert structured(client, event)["offers"][1]["availability"].endswith("/SoldOut")
    builders.set_status(event, "cancelled")
    assert structured(client, event)["eventStatus"].endswith("/EventCancelled")


def test_a_moved_event_names_its_former_date(event: Event, client: Client) -> None:
    with acting_as(event.organizer_id):
        Event.objects.filter(pk=event.pk).update(start_date=START + timedelta(days=7), end_date=None)
    data = structured(client, event)
    assert data["eventStatus"].endswith("/EventRescheduled")
    assert (data["previousStartDate"], data["startDate"]) == ("2030-06-12T20:30+02:00", "2030-06-19T20:30+02:00")


@pytest.mark.parametrize(
    ("changes", "mode"),
    [
        ({"is_online": True}, "MixedEventAttendanceMode"),
        ({"is_online": True, "venue": "", "city": ""}, "OnlineEventAttendanceMode"),
        ({}, "OfflineEventAttendanceMode"),
    ],
)
def test_how_people_take_part_is_said(event: Event, client: Client, changes: dict[str, Any], mode: str) -> None:
    with acting_as(event.organizer_id):
        Event.objects.filter(pk=event.pk).update(**changes, online_url="https://secret.example/room")
    page = client.get(f"/{event.slug}/").content.decode()
    assert structured(client, event)["eventAttendanceMode"].endswith(f"/{mode}")
    assert "secret.example" not in page


def test_link_previews_have_a_picture_of_the_right_size(event: Event, client: Client) -> None:
    page = client.get(f"/{event.slug}/").content.decode()
    address = re.search(r'property="og:image" content="[^"]*?(/[^/"]+/social\.png\?v=\w+)"', page)
    assert address is not None
    answer = client.get(address[1])
    assert (answer["Content-Type"], Image.open(BytesIO(answer.content)).size) == ("image/png", (1200, 630))
    assert client.get(address[1], headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_only_listed_events_are_on_the_map(event: Event, olga: Profile, client: Client) -> None:
    hidden = builders.publish(builders.make_event(olga, name="Unlisted"))
    with acting_as(olga.pk):
        Event.objects.filter(pk=hidden.pk).update(visibility="unlisted")
    builders.make_event(olga, name="Draft")
    answer = client.get("/sitemap.xml")
    places = [element.text or "" for element in read_xml(answer.content).iter() if element.tag.endswith("loc")]
    assert [place.partition("/")[2].partition("/")[2].partition("/")[2] for place in places] == [
        "",
        f"{event.slug}/",
        f"o/olga-s-club-{olga.pk.hex[:8]}/",
    ]
    assert 'content="noindex"' in client.get(f"/{hidden.slug}/").content.decode()
    assert "Sitemap: http" in client.get("/robots.txt").content.decode()


def test_an_organizer_shows_what_comes_and_what_was(event: Event, olga: Profile, client: Client) -> None:
    past = builders.publish(
        builders.make_event(olga, name="Long ago", start_date=builders.at("2020-01-01T20:00"), end_date=None)
    )
    private = builders.publish(builders.make_event(olga, name="Family only"))
    with acting_as(olga.pk):
        Event.objects.filter(pk=private.pk).update(visibility="private")
    page = client.get(f"/o/olga-s-club-{olga.pk.hex[:8]}/", follow=True).content.decode()
    assert page.index("Lights &lt;/script&gt;") < page.index("Before") < page.index(past.name)
    assert private.name not in page


def test_an_organizers_old_name_leads_to_the_present_one(event: Event, olga: Profile, client: Client) -> None:
    digits = olga.pk.hex[:8]
    answer = client.get(f"/o/whatever-{digits}/")
    assert (answer.status_code, answer["Location"]) == (301, f"/o/olga-s-club-{digits}/")
    assert client.get(f"/o/{digits}/").status_code == 301


def test_a_card_shows_the_day_of_the_events_own_zone(olga: Profile, client: Client) -> None:
    late = builders.at("2030-06-13T02:30")
    event = builders.make_event(olga, start_date=late, end_date=None, timezone="America/Chicago", host="Club")
    builders.publish(event)
    page = client.get(f"/o/club-{olga.pk.hex[:8]}/").content.decode()
    assert '<span class="month">Jun</span><span class="day">12</span>' in page


def test_who_has_nothing_listed_is_nobody_to_strangers(sam: Profile, ben: Profile, client: Client) -> None:
    builders.make_event(sam)
    assert [client.get(f"/o/x-{person.pk.hex[:8]}/").status_code for person in (sam, ben)] == [404, 404]


def test_the_feed_and_the_calendar_of_an_organizer(event: Event, olga: Profile, client: Client) -> None:
    address = f"/o/olga-s-club-{olga.pk.hex[:8]}/"
    feed = read_xml(client.get(f"{address}feed.xml").content)
    assert [item.findtext("title") for item in feed.iter("item")] == [event.name]
    calendar = client.get(f"{address}calendar.ics").content.decode()
    assert calendar.count("BEGIN:VEVENT") == 1
    assert "X-WR-CALNAME:Olga's Club" in calendar


def test_the_page_leads_into_calendars(event: Event, client: Client) -> None:
    page = client.get(f"/{event.slug}/").content.decode()
    assert "https://calendar.google.com/calendar/render?action=TEMPLATE" in page
    assert "dates=20300612T183000Z%2F20300612T213000Z" in page
    assert "https://outlook.live.com/calendar/0/deeplink/compose?" in page
