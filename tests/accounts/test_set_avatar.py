import io
import struct
import zlib
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from accounts.models import Profile
from accounts.operations import set_avatar
from eventai.db.acting import acting_as, acting_as_system
from eventai.errors import NotAllowed
from eventai.models import StorageObject
from eventai.pictures import MAX_BYTES
from tests.accounts.belongings import fresh, picture


def upload(browser: Client, content: bytes, name: str = "me.png") -> int:
    return browser.post("/settings/picture/", {"image": SimpleUploadedFile(name, content)}).status_code


def test_a_picture_becomes_a_small_square_without_its_metadata(
    ben: Profile, client_of: Callable[[Profile], Client], client: Client
) -> None:
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    assert upload(client_of(ben), picture("JPEG", (800, 400), exif=exif)) == 302

    answer = client.get(fresh(ben).avatar_url)

    shown = Image.open(io.BytesIO(answer.content))
    assert (answer["Content-Type"], shown.format, shown.size) == ("image/webp", "WEBP", (256, 256))
    assert b"taken at home" not in answer.content
    assert "sandbox" in answer["Content-Security-Policy"]


def test_a_new_picture_takes_the_place_of_the_old(ben: Profile, client_of: Callable[[Profile], Client]) -> None:
    browser = client_of(ben)
    upload(browser, picture())
    first = fresh(ben).avatar_url
    upload(browser, picture("GIF"))

    assert fresh(ben).avatar_url != first
    assert browser.get(first).status_code == 404
    with acting_as_system():
        assert StorageObject.objects.filter(owner=ben).count() == 1


def test_removing_it_brings_the_initials_back(ben: Profile, client_of: Callable[[Profile], Client]) -> None:
    browser = client_of(ben)
    upload(browser, picture())

    browser.post("/settings/picture/remove/")

    assert fresh(ben).avatar_url == ""


def a_bomb() -> bytes:
    """A PNG of a few bytes that says it is 30,000 pixels wide and high."""
    head = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 0, 0, 0, 0)
    chunk = b"IHDR" + head
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "SVG drawings can carry scripts"),
        (b"\x89PNG\r\n\x1a\nbroken", "PNG picture is broken"),
        (picture("TIFF"), "a TIFF picture"),
        (a_bomb(), "PNG picture is broken"),
        (picture() + b"\0" * MAX_BYTES, "larger than 5 MB"),
        (picture("PNG", (8_000, 6_251)), "more than 50 million pixels"),
    ],
    ids=["svg", "broken", "tiff", "bomb", "too many bytes", "too many pixels"],
)
def test_what_is_no_picture_is_refused_by_its_bytes(
    ben: Profile, client_of: Callable[[Profile], Client], content: bytes, sentence: str
) -> None:
    answer = client_of(ben).post("/settings/picture/", {"image": SimpleUploadedFile("me.png", content)})

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert fresh(ben).avatar_url == ""


def test_nobody_gives_somebody_else_a_face(ben: Profile, sam: Profile) -> None:
    with acting_as(sam.pk), pytest.raises(NotAllowed):
        set_avatar(ben, image=picture("WEBP"), by=sam)
