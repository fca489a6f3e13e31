"""Pictures people upload: recognised by their bytes, bounded, and drawn anew so that nothing else comes along."""

import hashlib
import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from threading import BoundedSemaphore

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from eventai.sniffing import FORMATS, NotAPicture, picture_kind, refuse_other_name, refuse_stowaways

__all__ = ["FORMATS", "NotAPicture", "clean_picture", "draw_sizes", "square_webp"]

MAX_BYTES = 5_000_000  # a portrait
MAX_UPLOAD_BYTES = 15_000_000  # a photo for a page
MAX_PIXELS = 50_000_000
WIDTHS = (480, 960, 1600, 2400)  # pixels; what is wider is kept no wider than the last
_AT_ONCE = BoundedSemaphore(2)  # decoding takes up to 200 MB, and a processor


@dataclass(frozen=True)
class CleanPicture:
    """A picture drawn anew: upright, in sRGB, no wider than we show it, without a word about who took it where."""

    content: bytes
    content_type: str
    suffix: str
    width: int
    height: int
    sha256: str  # of what was uploaded, so that the same file is known again

    @property
    def size(self) -> int:
        return len(self.content)


@dataclass(frozen=True)
class DrawnSize:
    """One width of a picture in one format."""

    content: bytes
    content_type: str
    suffix: str
    width: int
    height: int


def square_webp(content: bytes, *, side: int) -> bytes:
    """Return the picture's middle as a square WebP of `side` pixels, without its metadata.

    Raises NotAPicture for what is too large, broken, or of another kind than its bytes must say.
    """
    with _AT_ONCE:
        upright, _ = _decode(content, most_bytes=MAX_BYTES)
        return _encoded(_bare(ImageOps.fit(upright, (side, side))), "WEBP", quality=86)


def clean_picture(content: bytes, *, name: str = "") -> CleanPicture:
    """Return the picture as we keep it: JPEG, or PNG where it is see-through.

    `name` is the file's, whose ending must fit its bytes. Raises NotAPicture.
    """
    with _AT_ONCE:
        upright, kind = _decode(content, most_bytes=MAX_UPLOAD_BYTES)
        refuse_other_name(name, kind)
        upright.thumbnail((WIDTHS[-1], WIDTHS[-1] * 2), Image.Resampling.LANCZOS)
        bare = _bare(upright)
        if bare.mode == "RGBA":
            kept, content_type, suffix = _encoded(bare, "PNG", optimize=True), "image/png", ".png"
        else:
            kept = _encoded(bare, "JPEG", quality=88, optimize=True, progressive=True)
            content_type, suffix = "image/jpeg", ".jpg"
    return CleanPicture(kept, content_type, suffix, *bare.size, hashlib.sha256(content).hexdigest())


def draw_sizes(content: bytes) -> Iterator[DrawnSize]:
    """Draw a picture we kept in every width up to its own, as AVIF and as WebP, the smallest first."""
    with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as kept:
        picture = _bare(kept)
    for width in [*(width for width in WIDTHS if width < picture.width), picture.width]:
        height = max(1, round(picture.height * width / picture.width))
        small = picture if width == picture.width else picture.resize((width, height), Image.Resampling.LANCZOS)
        avif = _encoded(small, "AVIF", quality=60, speed=6, max_threads=1)
        yield DrawnSize(avif, "image/avif", ".avif", width, height)
        yield DrawnSize(_encoded(small, "WEBP", quality=80, method=4), "image/webp", ".webp", width, height)


def _decode(content: bytes, *, most_bytes: int) -> tuple[Image.Image, str]:
    """The picture, upright and in sRGB, and its kind."""
    if len(content) > most_bytes:
        raise NotAPicture(f"The picture is larger than {most_bytes // 1_000_000} MB. Choose a smaller one.")
    kind = picture_kind(content)
    refuse_stowaways(content, kind)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture: Image.Image = Image.open(io.BytesIO(content), formats=(kind,))
        if picture.width * picture.height > MAX_PIXELS:
            raise Image.DecompressionBombError
        picture.draft("RGB", (WIDTHS[-1], WIDTHS[-1]))  # a JPEG is decoded no larger than needed
        picture.load()
        return _in_srgb(ImageOps.exif_transpose(picture)), kind
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as bomb:
        raise NotAPicture(
            f"The picture has more than {MAX_PIXELS // 1_000_000} million pixels. Make it smaller and upload it again."
        ) from bomb
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as broken:
        raise NotAPicture(
            f"This {kind} picture is broken: we cannot read it. Save it again and upload that."
        ) from broken


def _in_srgb(picture: Image.Image) -> Image.Image:
    """The same colours for everybody; a phone's wider ones would look pale once their profile is gone."""
    if picture.mode.startswith("I"):  # 16 bits of grey
        return picture.convert("I").point(lambda level: level / 256).convert("L")
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    profile = picture.info.get("icc_profile")
    # A palette with a transparent entry must not lose it when the picture is scaled.
    if picture.mode not in ("RGB", "RGBA", "CMYK"):
        return picture.convert(mode)
    if not profile:
        return picture if picture.mode == mode else picture.convert(mode)
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(picture, own, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (ImageCms.PyCMSError, OSError):  # a profile nobody understands
        return picture.convert(mode)
    return converted or picture


def _bare(picture: Image.Image) -> Image.Image:
    """The pixels alone: encoders copy what else a picture carries."""
    full = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    if full.mode == "RGBA" and full.getchannel("A").getextrema()[0] == 255:  # a screenshot: nothing shines through
        full = full.convert("RGB")
    bare = Image.new(full.mode, full.size)
    bare.paste(full)
    return bare


def _encoded(picture: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()
