"""What is done with pictures in buckets: kept within a quota, drawn in sizes, described, removed, swept when unused."""

from datetime import datetime, timedelta
from pathlib import PurePath
from uuid import UUID

from django.conf import settings
from django.core.files.storage import default_storage
from django.db.models import QuerySet
from procrastinate.contrib.django import app

from eventai.db.acting import acting_as_system
from eventai.db.functions import call
from eventai.errors import DomainError
from eventai.files import discard_file, discard_files_of, files_in, keep_file, read_file
from eventai.models import StorageObject
from eventai.operation import operation
from eventai.pictures import CleanPicture, draw_sizes

MEGABYTE = 1_000_000
MOST_UPLOADS, UPLOAD_WINDOW = 120, 3600  # each costs seconds of a processor
_SWEPT_AT_ONCE = 500


class StorageFull(DomainError):
    """There is no room for another file."""


class TooManyUploads(DomainError):
    """Somebody uploads more than a person does."""

    status_code = 429


def quota_bytes() -> int:
    """How many bytes of pictures an organizer may keep."""
    return settings.STORAGE_QUOTA_MB * MEGABYTE


def storage_used(owner_id: UUID, *, event_id: UUID | None = None) -> int:
    """How many bytes somebody's files take; who helps with an event of theirs names it."""
    used: int = call("storage_used", owner_id, event_id, False)
    return used


@operation
def keep_picture(
    picture: CleanPicture,
    *,
    bucket: StorageObject.Bucket,
    path: str,
    name: str,
    alt: str,
    owner_id: UUID,
    event_id: UUID | None = None,
) -> StorageObject:
    """Keep a picture that lies at `path` already, and have its sizes drawn. The same file again is the one we have.

    Locks the owner's storage. Raises StorageFull, and TooManyUploads beyond 120 an hour.
    """
    if not call("count_against_limit", str(owner_id), "upload_picture", MOST_UPLOADS, UPLOAD_WINDOW):
        raise TooManyUploads("That were many pictures in a short time. Try again in an hour.")
    used: int = call("storage_used", owner_id, event_id, True)
    twin = StorageObject.objects.filter(
        owner=owner_id, event=event_id, bucket=bucket, sha256=picture.sha256, path__endswith=picture.suffix
    ).first()
    if twin:
        discard_file(bucket, path)
        return describe_picture(twin, alt=alt) if alt else twin
    _refuse_beyond_quota(used, picture.size)
    kept = StorageObject.objects.create(
        bucket=bucket,
        path=path,
        owner_id=owner_id,
        event_id=event_id,
        content_type=picture.content_type,
        size=picture.size,
        name=shown_name(name),
        alt=alt.strip(),
        width=picture.width,
        height=picture.height,
        sha256=picture.sha256,
    )
    app.configure_task("eventai.jobs.draw_sizes_of").defer(file_id=str(kept.pk))
    return kept


@operation
def describe_picture(stored: StorageObject, *, alt: str) -> StorageObject:
    """Say what the picture shows, for people who do not see it; nothing said means decoration."""
    stored.alt = alt.strip()
    stored.save(update_fields=["alt"])
    return stored


@operation
def discard_picture(stored: StorageObject) -> None:
    """Remove a picture with everything drawn from it; where a page names it, the page shows itself without."""
    discard_files_of(stored)
    stored.delete()


def draw_sizes_of(file_id: UUID, *, now: datetime) -> int:
    """Draw every size of a kept picture and return how many; none when it is gone or drawn already.

    Reads, draws and writes outside of transactions: the store may be another machine. A second try starts over.
    """
    with acting_as_system():
        stored = StorageObject.objects.filter(pk=file_id, drawn_at=None).first()
    content = read_file(stored.bucket, stored.path) if stored else None
    if stored is None or content is None:
        return 0
    variants = [
        {
            "path": keep_file(stored.bucket, size.content, suffix=size.suffix),
            "type": size.content_type,
            "width": size.width,
            "height": size.height,
            "size": len(size.content),
        }
        for size in draw_sizes(content)
    ]
    with acting_as_system():
        waiting = StorageObject.objects.select_for_update().filter(pk=file_id, drawn_at=None)
        taken = waiting.update(variants=variants, variants_size=sum(v["size"] for v in variants), drawn_at=now)
        for variant in [] if taken else variants:
            discard_file(stored.bucket, str(variant["path"]))
    return len(variants) if taken else 0


def sweep_files(*, now: datetime) -> int:
    """Delete pictures that no page and no profile has named for a week, and files that no row names, and count them."""
    before = now - timedelta(days=settings.UNUSED_FILES_DAYS)
    with acting_as_system():
        call("note_used_files")
        unused = StorageObject.objects.exclude(bucket=StorageObject.Bucket.DOCUMENTS).filter(used_at__lt=before)
        swept = _discard_all(unused.order_by("used_at")[:_SWEPT_AT_ONCE])
    return swept + sum(_sweep_strays(bucket, before) for bucket in StorageObject.Bucket)


def shown_name(name: str) -> str:
    """A file's name as its people read it: no folders, nothing invisible, at most 120 characters."""
    base = PurePath(name.replace("\\", "/")).name
    return "".join(letter for letter in base if letter.isprintable())[-120:]


def _discard_all(files: QuerySet[StorageObject]) -> int:
    found = list(files)
    for stored in found:
        discard_picture(stored)
    return len(found)


def _sweep_strays(bucket: StorageObject.Bucket, before: datetime) -> int:
    """Files without a row: what a process left behind that died between writing and telling."""
    with acting_as_system():
        known = {path for stored in StorageObject.objects.filter(bucket=bucket).iterator() for path in stored.paths}
    strays = [
        f"{bucket}/{path}"
        for path in files_in(bucket)
        if path not in known and default_storage.get_modified_time(f"{bucket}/{path}") < before
    ]
    for name in strays[:_SWEPT_AT_ONCE]:
        default_storage.delete(name)
    return len(strays[:_SWEPT_AT_ONCE])


def _refuse_beyond_quota(used: int, more: int) -> None:
    if used + more > quota_bytes():
        raise StorageFull(
            f"There is no room for this picture: {megabytes(used)} of {megabytes(quota_bytes())} are used, and it needs"
            f" {megabytes(more)}. Delete pictures you no longer need, then upload it again."
        )


def megabytes(size: int) -> str:
    """A size in megabytes as people read it: "0.4 MB", "12 MB"."""
    amount = size / MEGABYTE
    return f"{amount:,.0f} MB" if amount >= 10 else f"{amount:.1f} MB"
