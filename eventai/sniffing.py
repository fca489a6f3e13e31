"""What kind of file bytes are, whatever their name says, and whether a second file hides in them."""

from pathlib import PurePath

from eventai.errors import DomainError

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
SUFFIXES = {
    "JPEG": (".jpg", ".jpeg", ".jpe", ".jfif"),
    "PNG": (".png",),
    "WEBP": (".webp",),
    "GIF": (".gif",),
}
_TAKEN = "JPEG, PNG, WebP and GIF work."

_OTHERS = (
    (b"PK\x03\x04", "an archive (ZIP) or an office document"),
    (b"PK\x05\x06", "an empty archive (ZIP)"),
    (b"\x1f\x8b", "an archive (gzip)"),
    (b"7z\xbc\xaf\x27\x1c", "an archive (7z)"),
    (b"Rar!\x1a\x07", "an archive (RAR)"),
    (b"%PDF-", "a PDF"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"BM", "a bitmap (BMP)"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
)
_HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")
_ZIP_END, _ZIP_TAIL = b"PK\x05\x06", 65_557  # an archive is found by what stands at most this far from the end


class NotAPicture(DomainError):
    """The bytes are no picture that we take."""


def picture_kind(content: bytes) -> str:
    """Return JPEG, PNG, WEBP or GIF by how the bytes begin. Raises NotAPicture, which says what they are instead."""
    if content.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if content.startswith((b"GIF87a", b"GIF89a")):
        return "GIF"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "WEBP"
    raise NotAPicture(_what_it_is(content))


def refuse_other_name(name: str, kind: str) -> None:
    """Raise NotAPicture when the file's name promises another kind than its bytes hold. No ending promises nothing."""
    suffix = PurePath(name.replace("\\", "/")).suffix.lower()
    if not suffix or suffix in SUFFIXES[kind]:
        return
    taken = "WebP" if kind == "WEBP" else kind
    raise NotAPicture(
        f"This file is named {suffix[:12]}, but what is in it is a {taken} picture. "
        f"If it is yours and you trust it, rename it to {SUFFIXES[kind][0]} and upload it again."
    )


def refuse_stowaways(content: bytes, kind: str) -> None:
    """Raise NotAPicture when something else travels in the picture: a script, a web page, a PDF, an archive.

    Cameras append things to JPEGs (videos, depth maps), so those are searched; nothing ends after a PNG, GIF or WebP.
    """
    lower = content.lower()
    has_markup = any(
        mark in lower for mark in (b"<script", b"<?php", b"<html", b"<!doctype", b"%pdf-1", b"javascript:")
    )
    has_archive = _ZIP_END in content[-_ZIP_TAIL:]
    # "/*" as a length or width: the picture is at the same time a comment of a script.
    is_comment = content[2:6] == b"\xff\xe0/*" or (kind == "GIF" and content[6:8] == b"/*")
    if has_markup or has_archive or is_comment or _rest(content, kind).strip(b"\x00\r\n\t "):
        raise NotAPicture(
            "Something else is hidden in this picture: a script, a web page or an archive. "
            "Open it, save it as a new JPEG or PNG, and upload that."
        )


def _what_it_is(content: bytes) -> str:
    start = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not content:
        return "The file is empty."
    if b"<svg" in start:
        return "SVG drawings can carry scripts, so we do not take them. Save it as PNG and upload that."
    if start.startswith((b"<!doctype", b"<html", b"<script", b"<?php", b"<?xml")):
        return f"This is a web page or a script, not a picture. {_TAKEN}"
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC_BRANDS:
        return "This is an iPhone photo in HEIC format. Save or share it as JPEG and upload that."
    if content[4:8] == b"ftyp" and content[8:12] in (b"avif", b"avis"):
        return "This is an AVIF picture. Save it as JPEG or PNG and upload that; we make the AVIF ourselves."
    for beginning, name in _OTHERS:
        if content.startswith(beginning):
            return f"This is {name}, not a picture we can take. {_TAKEN}"
    return f"This file is no picture we can read. {_TAKEN}"


def _rest(content: bytes, kind: str) -> bytes:
    """What stands after the picture's end; nothing where the end is missing, which the decoder refuses."""
    match kind:
        case "PNG":
            end = content.find(b"IEND\xae\x42\x60\x82")
            return content[end + 8 :] if end >= 0 else b""
        case "WEBP":
            size = int.from_bytes(content[4:8], "little")
            return content[8 + size + size % 2 :]
        case "GIF":
            return content[_gif_end(content) :]
    return b""


def _gif_end(content: bytes) -> int:
    """Where a GIF's trailer ends: its blocks are walked, since any byte may stand in their data."""
    size, place = len(content), 13
    if size > 10 and content[10] & 0x80:
        place += 3 << ((content[10] & 7) + 1)
    while place < size and content[place] in b"\x21\x2c":
        if content[place] == 0x21:
            place += 2
        else:
            has_colours = place + 9 < size and content[place + 9] & 0x80
            place += 11 + (3 << ((content[place + 9] & 7) + 1) if has_colours else 0)
        while place < size and content[place]:
            place += content[place] + 1
        place += 1
    return place + 1
