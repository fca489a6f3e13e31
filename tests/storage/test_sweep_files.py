import os
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks

from accounts.models import AuditLog, Profile
from eventai.buckets import sweep_files
from eventai.db.acting import acting_as, acting_as_system
from eventai.models import StorageObject
from events.models import Event
from events.operations import revise_page
from tests import builders
from tests.storage.files import BUCKET, photo, upload

EIGHT_DAYS = timedelta(days=8)


def show(event: Event, stored: StorageObject, by: Profile) -> None:
    gallery = {"type": "gallery", "id": "gallery", "images": [{"asset": stored.asset}]}
    config: dict[str, Any] = event.landing_page_config
    with acting_as(by.pk):
        revise_page(event, config={**config, "sections": [*config["sections"], gallery]}, by=by)


def last_seen(days: int) -> None:
    with acting_as_system():
        StorageObject.objects.update(used_at=timezone.now() - timedelta(days=days))


def test_what_no_page_named_for_a_week_is_deleted(
    olga: Profile, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    event = builders.make_event(olga)
    shown, forgotten = upload(event, olga), upload(event, olga, photo("PNG"), name="a.png")
    show(event, shown, olga)
    last_seen(8)

    with django_capture_on_commit_callbacks(execute=True):
        swept = sweep_files(now=timezone.now())

    with acting_as_system():
        assert list(StorageObject.objects.values_list("pk", flat=True)) == [shown.pk]
    assert (swept, default_storage.exists(f"{BUCKET}/{forgotten.path}")) == (1, False)


def test_within_the_week_it_stays(olga: Profile) -> None:
    upload(builders.make_event(olga), olga)
    last_seen(6)

    assert sweep_files(now=timezone.now()) == 0


def test_a_portrait_that_is_worn_and_documents_stay(olga: Profile) -> None:
    with acting_as_system():
        for bucket, path in (("avatars", "worn.webp"), ("avatars", "old.webp"), ("documents", "list.csv")):
            StorageObject.objects.create(bucket=bucket, path=path, owner=olga, content_type="a", size=1)
        Profile.objects.filter(pk=olga.pk).update(avatar_url="/files/avatars/worn.webp")
    last_seen(400)

    assert sweep_files(now=timezone.now()) == 1

    with acting_as_system():
        left = StorageObject.objects.order_by("path").values_list("path", flat=True)
        assert list(left) == ["list.csv", "worn.webp"]


def test_a_file_without_a_row_is_deleted_once_it_is_old(db: None) -> None:
    for name in ("fresh", "old"):
        default_storage.save(f"{BUCKET}/{name}", ContentFile(b"a"))
    then = (timezone.now() - EIGHT_DAYS).timestamp()
    os.utime(Path(default_storage.path(f"{BUCKET}/old")), (then, then))

    assert sweep_files(now=timezone.now()) == 1
    assert default_storage.listdir(BUCKET)[1] == ["fresh"]


def test_noting_use_is_no_change_for_the_audit_trail(olga: Profile) -> None:
    event = builders.make_event(olga)
    show(event, upload(event, olga), olga)
    sweep_files(now=timezone.now())

    with acting_as_system():
        assert (
            AuditLog.objects.filter(table_name="storage_objects").values_list("action", flat=True).get()
            == "keep_picture"
        )
