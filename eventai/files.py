"""Files in buckets: written under names nobody guesses and no file had before."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from eventai.models import StorageObject


def keep_file(bucket: str, content: bytes, *, suffix: str) -> str:
    """Store the bytes and return their path within the bucket."""
    name = default_storage.save(f"{bucket}/{secrets.token_urlsafe(12)}{suffix}", ContentFile(content))
    return name.removeprefix(f"{bucket}/")


def discard_file(bucket: str, path: str) -> None:
    """Delete a file once the transaction that forgets it is through; a crash leaves it behind, for the sweep."""
    transaction.on_commit(partial(default_storage.delete, f"{bucket}/{path}"))


def discard_files_of(stored: StorageObject) -> None:
    """The same for a file and every size drawn of it."""
    for path in stored.paths:
        discard_file(stored.bucket, path)


def read_file(bucket: str, path: str) -> bytes | None:
    """Return the bytes, or None when they are gone."""
    try:
        with default_storage.open(f"{bucket}/{path}") as file:
            content: bytes = file.read()
            return content
    except FileNotFoundError:
        return None


@contextmanager
def kept_file(bucket: str, content: bytes, *, suffix: str) -> Iterator[str]:
    """Store the bytes before the transaction inside begins, and take them back when it fails.

    The store may be another machine, and nobody waits for one inside a transaction.
    """
    path = keep_file(bucket, content, suffix=suffix)
    try:
        yield path
    except BaseException:
        default_storage.delete(f"{bucket}/{path}")
        raise


def files_in(bucket: str) -> Iterator[str]:
    """The paths of the bucket's files, whether a row names them or not."""
    try:
        yield from default_storage.listdir(bucket)[1]
    except FileNotFoundError:  # a bucket nothing was ever put into
        return
