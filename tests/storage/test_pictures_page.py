import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from PIL import Image
from pytest_django.fixtures import DjangoAssertNumQueries, Settings

from accounts.models import Profile
from eventai.buckets import draw_sizes_of
from eventai.db.acting import acting_as, acting_as_system
from eventai.errors import NotAllowed
from eventai.models import StorageObject
from events.models import Event
from events.operations import publish_page_changes, revise_page, set_top_picture
from tests import builders
from tests.storage.files import photo, png_of, upload

HTMX = {"HX-Request": "true"}
Browser = Callable[[Profile], Client]


def post(browser: Client, event: Event, content: bytes, name: str = "hall.jpg", **more: object) -> HttpResponse:
    fields = {"image": SimpleUploadedFile(name, content), "alt": "The hall", **more}
    return browser.post(f"/events/{event.slug}/pictures/add/", fields)  # type: ignore[return-value]  # a test response


def put_on_top(event: Event, stored: StorageObject, by: Profile, alt: str = "") -> None:
    hero, *rest = event.landing_page_config["sections"]
    config = {**event.landing_page_config, "sections": [{**hero, "image": {"asset": stored.asset, "alt": alt}}, *rest]}
    with acting_as(by.pk):
        revise_page(event, config=config, by=by)


def test_an_empty_shelf_says_what_the_page_shows_instead(olga: Profile, client_of: Browser) -> None:
    event = builders.make_event(olga)

    page = client_of(olga).get(f"/events/{event.slug}/pictures/").content.decode()

    assert "No pictures yet" in page
    assert "0.0 MB of 500 MB used by your pictures" in page


def test_a_picture_is_uploaded_without_javascript(olga: Profile, client_of: Browser) -> None:
    event, browser = builders.make_event(olga), client_of(olga)

    answer = post(browser, event, photo())

    assert (answer.status_code, answer["Location"]) == (302, f"/events/{event.slug}/pictures/")
    page = browser.get(answer["Location"]).content.decode()
    assert "Picture added." in page
    assert "1200 × 800 pixels" in page
    assert 'value="The hall"' in page
    assert "smaller sizes are being drawn" in page


def test_with_javascript_the_shelf_is_swapped(olga: Profile, client_of: Browser) -> None:
    event, browser = builders.make_event(olga), client_of(olga)

    answer = browser.post(
        f"/events/{event.slug}/pictures/add/", {"image": SimpleUploadedFile("a.jpg", photo())}, headers=HTMX
    )

    assert answer.content.decode().lstrip().startswith('<div class="stack" data-gap="5" id="pictures">')
    assert "No description" in answer.content.decode()


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"<svg onload='alert(1)'/>", "a.svg", "SVG drawings can carry scripts"),
        (png_of(20_000, 20_000), "a.png", "more than 50 million pixels"),
        (photo(), "a.exe", "named .exe, but what is in it is a JPEG picture"),
        (b"", "a.png", "The submitted file is empty"),
    ],
)
def test_what_is_refused_is_said_beside_the_field(
    olga: Profile, client_of: Browser, content: bytes, name: str, sentence: str
) -> None:
    event = builders.make_event(olga)

    answer = post(client_of(olga), event, content, name)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    with acting_as_system():
        assert not StorageObject.objects.exists()


def test_a_full_storage_is_said_and_nothing_is_kept(olga: Profile, client_of: Browser, settings: Settings) -> None:
    event = builders.make_event(olga)
    settings.STORAGE_QUOTA_MB = 0

    answer = post(client_of(olga), event, photo())

    assert answer.status_code == 409
    assert "There is no room for this picture" in answer.content.decode()
    assert list((settings.MEDIA_ROOT / "landing-pages").iterdir()) == []


def test_a_description_is_saved_and_read_out_on_the_page(olga: Profile, client_of: Browser, client: Client) -> None:
    event, browser = builders.make_event(olga), client_of(olga)
    stored = upload(event, olga)

    browser.post(f"/events/{event.slug}/pictures/{stored.pk}/caption/", {"alt": "The hall from the stage"})
    put_on_top(event, stored, olga)
    builders.publish(event)

    assert 'alt="The hall from the stage"' in client.get(f"/{event.slug}/").content.decode()


def test_the_page_shows_a_picture_in_the_width_a_browser_wants(olga: Profile, client: Client) -> None:
    event = builders.make_event(olga)
    stored = upload(event, olga, alt="The hall")
    put_on_top(event, stored, olga, alt="The hall at night")
    draw_sizes_of(stored.pk, now=timezone.now())
    builders.publish(event)

    page = client.get(f"/{event.slug}/").content.decode()

    with acting_as_system():
        stored.refresh_from_db()
    webp = ", ".join(f"/files/landing-pages/{v['path']} {v['width']}w" for v in stored.variants if "webp" in v["type"])
    assert f'<source type="image/webp" srcset="{webp}" sizes="100vw">' in page
    assert f'<img src="{stored.url}" alt="The hall at night" width="1200" height="800" fetchpriority="high"' in page


def test_every_size_is_served_inert_and_for_good(olga: Profile, client: Client) -> None:
    stored = upload(builders.make_event(olga), olga)
    draw_sizes_of(stored.pk, now=timezone.now())
    with acting_as_system():
        stored.refresh_from_db()

    answer = client.get(f"/files/landing-pages/{stored.variants[0]['path']}")

    assert Image.open(io.BytesIO(answer.content)).size == (480, 320)
    assert answer["Content-Type"] == "image/avif"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert client.get(stored.url, headers={"If-None-Match": f'"{stored.path}"'}).status_code == 304


def test_somebody_else_s_picture_is_not_shown(olga: Profile, sam: Profile, client: Client) -> None:
    event = builders.make_event(olga)
    put_on_top(event, upload(builders.make_event(sam), sam), olga)
    builders.publish(event)

    page = client.get(f"/{event.slug}/").content.decode()

    assert "/files/" not in page
    assert f"/{event.slug}/cover.svg" in page


def test_a_picture_on_the_page_is_not_deleted(olga: Profile, client_of: Browser) -> None:
    event, browser = builders.make_event(olga), client_of(olga)
    stored = upload(event, olga)
    put_on_top(event, stored, olga)

    answer = browser.post(f"/events/{event.slug}/pictures/{stored.pk}/remove/", headers=HTMX)

    assert answer.status_code == 409
    assert "The page shows this picture (at the top)." in answer.content.decode()
    assert answer["HX-Retarget"] == "#pictures-refusal"
    assert "On the page: at the top." in browser.get(f"/events/{event.slug}/pictures/").content.decode()


def test_a_picture_is_deleted_with_all_its_sizes(
    olga: Profile, client_of: Browser, settings: Settings, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    event, browser = builders.make_event(olga), client_of(olga)
    stored = upload(event, olga)
    draw_sizes_of(stored.pk, now=timezone.now())

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]  # a context manager
        browser.post(f"/events/{event.slug}/pictures/{stored.pk}/remove/")

    assert list((settings.MEDIA_ROOT / "landing-pages").iterdir()) == []


def test_the_state_asks_again_until_the_sizes_are_there(olga: Profile, client_of: Browser) -> None:
    event, browser = builders.make_event(olga), client_of(olga)
    stored = upload(event, olga)
    address = f"/events/{event.slug}/pictures/{stored.pk}/"

    before = browser.get(address).content.decode()
    draw_sizes_of(stored.pk, now=timezone.now())
    after = browser.get(address).content.decode()

    assert "hx-trigger" in before
    assert "hx-trigger" not in after
    assert "AVIF and WebP, 480, 960, 1200 wide" in after


def test_nobody_waits_for_sizes_for_ever(olga: Profile, client_of: Browser) -> None:
    event = builders.make_event(olga)
    stored = upload(event, olga)
    with acting_as_system():
        StorageObject.objects.update(created_at=timezone.now() - timedelta(hours=1))

    page = client_of(olga).get(f"/events/{event.slug}/pictures/{stored.pk}/").content.decode()

    assert "one size" in page
    assert "hx-trigger" not in page


def test_a_picture_of_another_event_is_not_here(olga: Profile, client_of: Browser) -> None:
    stored = upload(builders.make_event(olga), olga)
    other = builders.make_event(olga)

    assert client_of(olga).post(f"/events/{other.slug}/pictures/{stored.pk}/remove/").status_code == 404


def test_strangers_find_no_shelf(olga: Profile, sam: Profile, client_of: Browser) -> None:
    event = builders.publish(builders.make_event(olga))
    stored = upload(event, olga)

    for address in ("", f"{stored.pk}/"):
        assert client_of(sam).get(f"/events/{event.slug}/pictures/{address}").status_code == 404
    for act in ("caption/", "remove/"):
        assert client_of(sam).post(f"/events/{event.slug}/pictures/{stored.pk}/{act}").status_code == 404
    assert post(client_of(sam), event, photo()).status_code == 404


def test_a_helper_keeps_the_shelf_and_reads_whose_room_it_takes(
    olga: Profile, omar: Profile, client_of: Browser
) -> None:
    event = builders.make_event(olga)
    builders.open_to(event, omar, "change_event")
    upload(event, olga)

    page = client_of(omar).get(f"/events/{event.slug}/pictures/").content.decode()

    assert "used by the organizer's pictures" in page
    assert "Delete picture" in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_pictures_costs_no_queries(
    olga: Profile, client_of: Browser, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    event, browser = builders.make_event(olga), client_of(olga)
    for number in range(count):
        upload(event, olga, photo(size=(600, 400 + number)))

    with django_assert_num_queries(13):
        browser.get(f"/events/{event.slug}/pictures/")


def test_a_picture_is_put_at_the_top_and_taken_off_again(olga: Profile, client_of: Browser, client: Client) -> None:
    event, browser = builders.publish(builders.make_event(olga)), client_of(olga)
    stored = upload(event, olga)
    address = f"/events/{event.slug}/pictures/top/"

    browser.post(address, {"picture": stored.pk})
    publish_changes(event)
    with_photo = client.get(f"/{event.slug}/").content.decode()
    browser.post(address)
    publish_changes(event)
    without = client.get(f"/{event.slug}/").content.decode()

    assert stored.url in with_photo
    assert stored.url not in without


def test_a_picture_of_another_event_is_not_put_at_the_top(olga: Profile, client_of: Browser) -> None:
    event, other = builders.make_event(olga), builders.make_event(olga)
    stored = upload(other, olga)

    assert client_of(olga).post(f"/events/{event.slug}/pictures/top/", {"picture": stored.pk}).status_code == 404
    with acting_as(olga.pk), pytest.raises(NotAllowed):
        set_top_picture(event, stored, by=olga)


def test_a_page_that_is_kept_follows_its_pictures(olga: Profile, client_of: Browser, client: Client) -> None:
    event, browser = builders.publish(builders.make_event(olga)), client_of(olga)
    stored = upload(event, olga, alt="The hall")
    put_on_top(event, stored, olga)
    publish_changes(event)
    first = client.get(f"/{event.slug}/").content.decode()

    browser.post(f"/events/{event.slug}/pictures/{stored.pk}/caption/", {"alt": "The stage"})
    described = client.get(f"/{event.slug}/").content.decode()
    draw_sizes_of(stored.pk, now=timezone.now())
    drawn = client.get(f"/{event.slug}/").content.decode()

    assert 'alt="The hall"' in first
    assert 'alt="The stage"' in described
    assert ("image/avif" in described, "image/avif" in drawn) == (False, True)


def publish_changes(event: Event) -> None:
    with acting_as(event.organizer_id):
        publish_page_changes(event, by=event.organizer)
