"""Files in buckets: written under names nobody guesses and no file had before."""

import secrets
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction


def keep_file(bucket: str, content: bytes, *, suffix: str) -> str:
    """Store the bytes and return their path within the bucket."""
    name = default_storage.save(f"{bucket}/{secrets.token_urlsafe(12)}{suffix}", ContentFile(content))
    return name.removeprefix(f"{bucket}/")


def discard_file(bucket: str, path: str) -> None:
    """Delete a file once the transaction that forgets it is through; a crash leaves it behind, unreachable."""
    transaction.on_commit(partial(default_storage.delete, f"{bucket}/{path}"))
