from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone
from pytest_django.fixtures import Settings

from accounts.models import Profile
from eventai import buckets
from eventai.buckets import StorageFull, TooManyUploads, draw_sizes_of
from eventai.db.acting import acting_as, acting_as_system
from eventai.errors import NotAllowed
from eventai.models import StorageObject
from tests import builders
from tests.storage.files import BUCKET, photo, upload


def files() -> list[str]:
    try:
        return sorted(default_storage.listdir(BUCKET)[1])
    except FileNotFoundError:
        return []


def test_a_picture_is_kept_with_what_is_known_of_it(olga: Profile) -> None:
    event = builders.make_event(olga)

    kept = upload(event, olga, name="C:\\Holidays\\Old mill\u202e.jpg", alt=" The hall from the stage ")

    assert (kept.owner_id, kept.event_id, kept.bucket) == (olga.pk, event.pk, BUCKET)
    assert (kept.name, kept.alt) == ("Old mill.jpg", "The hall from the stage")
    assert (kept.content_type, kept.width, kept.height) == ("image/jpeg", 1200, 800)
    assert files() == [kept.path]


def test_the_same_file_twice_is_kept_once(olga: Profile) -> None:
    event = builders.make_event(olga)
    first = upload(event, olga)

    again = upload(event, olga, alt="The hall")

    assert (again.pk, again.alt) == (first.pk, "The hall")
    with acting_as_system():
        assert StorageObject.objects.filter(event=event).count() == 1


def test_a_helper_s_picture_belongs_to_the_organizer(olga: Profile, omar: Profile) -> None:
    event = builders.make_event(olga)
    builders.open_to(event, omar, "change_event")

    assert upload(event, omar).owner_id == olga.pk


def test_strangers_and_door_staff_add_nothing(olga: Profile, dora: Profile, sam: Profile) -> None:
    event = builders.publish(builders.make_event(olga))
    builders.open_to(event, dora, "check_in_attendee")

    for person in (dora, sam):
        with pytest.raises(NotAllowed):
            upload(event, person)

    assert files() == []


def test_beyond_the_quota_the_refusal_says_how_much_is_used(olga: Profile, settings: Settings) -> None:
    event = builders.make_event(olga)
    settings.STORAGE_QUOTA_MB = 1
    with acting_as_system():
        StorageObject.objects.create(bucket="documents", path="a", owner=olga, content_type="a", size=996_000)

    with pytest.raises(StorageFull) as refusal:
        upload(event, olga)

    assert "1.0 MB of 1.0 MB are used" in refusal.value.sentence
    assert files() == []


def test_everybody_has_a_quota_of_their_own(olga: Profile, sam: Profile, settings: Settings) -> None:
    settings.STORAGE_QUOTA_MB = 1
    with acting_as_system():
        StorageObject.objects.create(bucket="documents", path="a", owner=olga, content_type="a", size=999_999)

    assert upload(builders.make_event(sam), sam).owner_id == sam.pk


@pytest.mark.django_db(transaction=True)
def test_two_uploads_at_once_do_not_find_the_same_room(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    olga = builders.make_person("olga")
    event = builders.make_event(olga)
    contents = [photo("PNG", (400, 300 + step)) for step in range(6)]
    room = max(len(photo("PNG", (400, 305))), 12_000)
    monkeypatch.setattr(buckets, "quota_bytes", lambda: room)

    def attempt(content: bytes) -> bool:
        try:
            upload(event, olga, content, name="a.png")
        except StorageFull:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(4) as people:
        list(people.map(attempt, contents))

    with acting_as_system():
        kept = list(StorageObject.objects.filter(event=event))
    assert 0 < sum(stored.size for stored in kept) <= room
    assert len(files()) == len(kept)


def test_nobody_uploads_all_day(olga: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    event = builders.make_event(olga)
    monkeypatch.setattr(buckets, "MOST_UPLOADS", 1)
    upload(event, olga)

    with pytest.raises(TooManyUploads):
        upload(event, olga, photo("PNG"), name="a.png")


def test_its_sizes_are_drawn_once(olga: Profile) -> None:
    event = builders.make_event(olga)
    kept = upload(event, olga)

    drawn = draw_sizes_of(kept.pk, now=timezone.now()), draw_sizes_of(kept.pk, now=timezone.now())

    with acting_as(olga.pk):
        kept = StorageObject.objects.get(pk=kept.pk)
    assert drawn == (6, 0)
    assert [(v["type"], v["width"], v["height"]) for v in kept.variants] == [
        (kind, width, width * 2 // 3) for width in (480, 960, 1200) for kind in ("image/avif", "image/webp")
    ]
    assert files() == sorted(kept.paths)
    assert kept.variants_size == sum(default_storage.size(f"{BUCKET}/{path}") for path in kept.paths[1:])


def test_drawing_for_a_picture_that_is_gone_does_nothing(olga: Profile) -> None:
    event = builders.make_event(olga)
    kept = upload(event, olga)
    with acting_as_system():
        kept.delete()

    assert draw_sizes_of(kept.pk, now=timezone.now()) == 0
    assert files() == [kept.path]
