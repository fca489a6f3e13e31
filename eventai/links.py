"""Links to private files: signed, short-lived, and good for whoever holds one until they end."""

from typing import NamedTuple

from django.conf import settings
from django.core import signing
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils.http import content_disposition_header

from eventai.models import StorageObject

_SALT = "eventai.private-file"
_HANDOVER_SECONDS = 60  # the store's own link is followed at once


class PrivateFile(NamedTuple):
    """What a link opens."""

    bucket: str
    path: str
    content_type: str
    name: str

    @property
    def disposition(self) -> str:
        """Always a download: what others made does not run in our pages."""
        return content_disposition_header(True, self.name or self.path) or "attachment"


def private_link(stored: StorageObject) -> str:
    """The address that opens the file for the next minutes. Whoever asks for it must have been let see the row."""
    token = signing.dumps([stored.bucket, stored.path, stored.content_type, stored.name], salt=_SALT)
    return reverse("eventai:private_file", args=[token])


def opened(token: str) -> PrivateFile | None:
    """What the link opens; None when it is forged or too old."""
    try:
        return PrivateFile(*signing.loads(token, salt=_SALT, max_age=settings.FILE_LINK_SECONDS))
    except signing.BadSignature:
        return None


def handed_over(file: PrivateFile) -> str:
    """The store's own signed address of the file; empty where files lie on our disk."""
    if not settings.S3_BUCKET:
        return ""
    answer = {"ResponseContentDisposition": file.disposition, "ResponseContentType": file.content_type}
    url: str = default_storage.url(f"{file.bucket}/{file.path}", parameters=answer, expire=_HANDOVER_SECONDS)  # type: ignore[call-arg]  # S3's own arguments
    return url
