"""Files people upload, the honest ones and the others."""

import io
import struct
import zlib
from typing import Any

from PIL import Image, ImageDraw

from accounts.models import Profile
from eventai.db.acting import acting_as
from eventai.files import kept_file
from eventai.models import StorageObject
from eventai.pictures import clean_picture
from events.models import Event
from events.operations import add_picture

BUCKET = StorageObject.Bucket.LANDING_PAGES


def photo(kind: str = "JPEG", size: tuple[int, int] = (1200, 800), mode: str = "RGB", **options: Any) -> bytes:
    """A picture with something on it."""
    drawn = Image.new("RGB", size, "teal")
    ImageDraw.Draw(drawn).ellipse((size[0] // 4, size[1] // 4, size[0] // 2, size[1] // 2), fill="gold")
    if mode.endswith("A"):
        drawn.putalpha(128)
    out = io.BytesIO()
    drawn.convert(mode).save(out, kind, **options)
    return out.getvalue()


def png_of(width: int, height: int) -> bytes:
    """A whole PNG of one bit per pixel: 20,000 × 20,000 of them are 50 kB."""
    rows = zlib.compress(bytes(((width + 7) // 8 + 1) * height), 9)
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


def png_with_text(text: bytes) -> bytes:
    """A PNG whose comment is compressed: a few bytes that want to become many."""
    whole = photo("PNG", (40, 30))
    return whole[:33] + _chunk(b"zTXt", b"Comment\0\0" + zlib.compress(text, 9)) + whole[33:]


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def upload(
    event: Event, by: Profile, content: bytes | None = None, *, name: str = "hall.jpg", alt: str = ""
) -> StorageObject:
    """Add a picture as the desk does."""
    picture = clean_picture(content or photo(), name=name)
    with kept_file(BUCKET, picture.content, suffix=picture.suffix) as path, acting_as(by.pk):
        return add_picture(event, picture, path=path, name=name, alt=alt, by=by)
