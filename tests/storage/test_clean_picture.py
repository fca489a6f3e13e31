import io
import zipfile

import pytest
from PIL import Image, ImageCms

from eventai.pictures import MAX_UPLOAD_BYTES, WIDTHS, NotAPicture, clean_picture, draw_sizes
from tests.storage.files import photo, png_of, png_with_text

SVG = b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


def archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as zipped:
        zipped.writestr("index.html", "<script>alert(1)</script>")
    return out.getvalue()


def zip_bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("zeros", bytes(50_000_000))
    return out.getvalue()


def gif_that_is_a_script() -> bytes:
    """Valid GIF, valid JavaScript: its width is the beginning of a comment, and the rest stands after its end."""
    whole = photo("GIF", (60, 40))
    return whole[:6] + b"/*" + whole[8:] + b"*/=1;alert(1);"


def jpeg_that_is_a_script() -> bytes:
    whole = photo()
    return whole[:2] + b"\xff\xe0/*" + bytes(0x2F2A - 2) + whole[2:] + b"*/alert(1)"


HIDDEN = "Something else is hidden in this picture"
ATTACKS = {
    "SVG with a script": (SVG, "photo.svg", "SVG drawings can carry scripts"),
    "SVG named as PNG": (SVG, "photo.png", "SVG drawings can carry scripts"),
    "web page": (b"<!doctype html><script>alert(1)</script>", "photo.jpg", "a web page or a script"),
    "archive": (archive(), "photo.png", "an archive (ZIP)"),
    "zip bomb": (zip_bomb(), "photo.png", "an archive (ZIP)"),
    "PDF": (b"%PDF-1.7\n", "photo.png", "a PDF"),
    "program": (b"MZ\x90\x00", "photo.png", "a program"),
    "HEIC": (b"\0\0\0\x18ftypheic" + bytes(20), "photo.jpg", "HEIC"),
    "AVIF": (photo("AVIF"), "photo.avif", "AVIF"),
    "TIFF": (photo("TIFF"), "photo.jpg", "a TIFF picture"),
    "nothing": (b"", "photo.png", "empty"),
    "noise": (b"\x00\x01\x02" * 50, "photo.png", "no picture we can read"),
    "PNG and archive": (photo("PNG") + archive(), "photo.png", HIDDEN),
    "JPEG and archive": (photo() + archive(), "photo.jpg", HIDDEN),
    "GIF and web page": (photo("GIF") + b"<html><script>alert(1)</script>", "photo.gif", HIDDEN),
    "GIF and script": (gif_that_is_a_script(), "photo.gif", HIDDEN),
    "GIF and more": (photo("GIF") + b"alert(1);", "photo.gif", HIDDEN),
    "JPEG and script": (jpeg_that_is_a_script(), "photo.jpg", HIDDEN),
    "JPEG and PHP": (photo(comment=b"<?php system($_GET[0]);"), "photo.jpg", HIDDEN),
    "PNG and something": (photo("PNG") + b"more", "photo.png", HIDDEN),
    "WebP and something": (photo("WEBP") + b"more", "photo.webp", HIDDEN),
    "400 million pixels": (png_of(20_000, 20_000), "photo.png", "more than 50 million pixels"),
    "51 million pixels": (png_of(8_000, 6_400), "photo.png", "more than 50 million pixels"),
    "text bomb": (png_with_text(bytes(80_000_000)), "photo.png", "PNG picture is broken"),
    "half a picture": (photo("PNG")[:300], "photo.png", "PNG picture is broken"),
    "another kind's name": (photo("PNG"), "photo.jpg", "named .jpg, but what is in it is a PNG picture"),
    "a page's name": (photo(), "photo.html", "named .html, but what is in it is a JPEG picture"),
    "too many bytes": (photo() + bytes(MAX_UPLOAD_BYTES), "photo.jpg", "larger than 15 MB"),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_is_not_only_a_picture_is_refused_in_words(attack: str) -> None:
    content, name, sentence = ATTACKS[attack]

    with pytest.raises(NotAPicture) as refusal:
        clean_picture(content, name=name)

    assert sentence in refusal.value.sentence


def test_where_and_with_what_it_was_taken_is_gone() -> None:
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (52.0, 30.0, 0.0), 3: "E", 4: (13.0, 24.0, 0.0)}
    exif[0x010F] = "Brand of camera"
    taken = photo(exif=exif, comment=b"at home", xmp=b"<x:xmpmeta>secret place</x:xmpmeta>")

    kept = Image.open(io.BytesIO(clean_picture(taken).content))

    assert dict(kept.getexif()) == {}
    assert {"comment", "xmp", "exif", "icc_profile"} & kept.info.keys() == set()
    for size in draw_sizes(clean_picture(taken).content):
        drawn = Image.open(io.BytesIO(size.content))
        assert dict(drawn.getexif()) == {}
        assert not drawn.info.get("xmp")


def test_a_photo_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # held upright, stored lying

    kept = clean_picture(photo(size=(1200, 800), exif=exif))

    assert (kept.width, kept.height) == (800, 1200)


def test_colours_stay_when_their_profile_goes() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()

    kept = Image.open(io.BytesIO(clean_picture(photo("PNG", icc_profile=profile)).content))

    red, green, blue = kept.convert("RGB").getpixel((5, 5))  # type: ignore[misc]  # three numbers
    assert abs(red) < 4
    assert abs(green - 128) < 4
    assert abs(blue - 128) < 4


@pytest.mark.parametrize(
    ("kind", "mode", "kept"),
    [
        ("JPEG", "RGB", "image/jpeg"),
        ("JPEG", "CMYK", "image/jpeg"),
        ("JPEG", "L", "image/jpeg"),
        ("PNG", "RGBA", "image/png"),
        ("PNG", "LA", "image/png"),
        ("PNG", "P", "image/jpeg"),
        ("GIF", "P", "image/jpeg"),
        ("WEBP", "RGBA", "image/png"),
    ],
)
def test_every_kind_of_picture_becomes_one_that_everybody_shows(kind: str, mode: str, kept: str) -> None:
    assert clean_picture(photo(kind, mode=mode)).content_type == kept


def test_a_screenshot_nothing_shines_through_is_no_large_png() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (60, 40), (10, 20, 30, 255)).save(out, "PNG")

    assert clean_picture(out.getvalue()).content_type == "image/jpeg"


def test_sixteen_bits_of_grey_stay_grey() -> None:
    out = io.BytesIO()
    Image.new("I;16", (60, 40), 32_768).save(out, "PNG")

    kept = Image.open(io.BytesIO(clean_picture(out.getvalue()).content))

    assert kept.convert("L").getpixel((5, 5)) == 128


def test_a_moving_picture_is_its_first_frame() -> None:
    frames = [Image.new("RGB", (60, 40), colour) for colour in ("red", "green", "blue")]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], comment=b"made by hand")

    assert clean_picture(out.getvalue(), name="wave.gif").width == 60


def test_what_a_camera_appends_to_a_photo_does_no_harm() -> None:
    with_video = photo() + b"\0\0\0\x18ftypmp42" + bytes(5_000)

    assert b"ftypmp42" not in clean_picture(with_video, name="PXL_1.MP.JPG").content


def test_a_large_photo_is_kept_as_wide_as_it_is_ever_shown() -> None:
    kept = clean_picture(photo(size=(6000, 4000)))

    assert (kept.width, kept.height) == (2400, 1600)
    sizes = [(size.content_type, size.width, size.height) for size in draw_sizes(kept.content)]
    assert sizes == [(kind, width, round(width * 2 / 3)) for width in WIDTHS for kind in ("image/avif", "image/webp")]


def test_a_small_picture_is_not_blown_up() -> None:
    kept = clean_picture(photo(size=(600, 400)))

    assert [size.width for size in draw_sizes(kept.content)] == [480, 480, 600, 600]
    assert [Image.open(io.BytesIO(size.content)).format for size in draw_sizes(kept.content)] == ["AVIF", "WEBP"] * 2
