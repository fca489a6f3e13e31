"""Pictures people upload: recognised by their bytes, bounded, and drawn anew so that nothing else comes along."""

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from eventai.errors import DomainError

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
MAX_BYTES = 5_000_000
MAX_PIXELS = 40_000_000


class NotAPicture(DomainError):
    """The bytes are no picture that we take."""


def square_webp(content: bytes, *, side: int) -> bytes:
    """Return the picture's middle as a square WebP of `side` pixels, without its metadata.

    Raises NotAPicture for what is too large, broken, or of another kind than its bytes must say.
    """
    if len(content) > MAX_BYTES:
        raise NotAPicture("The picture is larger than 5 MB. Choose a smaller one.")
    picture = ImageOps.fit(_decode(content), (side, side))
    clean = Image.new("RGBA" if picture.mode in ("RGBA", "LA", "PA", "P") else "RGB", picture.size)
    clean.paste(picture.convert(clean.mode))
    out = io.BytesIO()
    clean.save(out, "WEBP", quality=86)
    return out.getvalue()


def _decode(content: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(content), formats=FORMATS)
        if picture.width * picture.height > MAX_PIXELS:
            raise NotAPicture("The picture has more than 40 million pixels. Choose a smaller one.")
        picture.load()
        upright = ImageOps.exif_transpose(picture)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombWarning) as broken:
        raise NotAPicture("This file is no picture we can read. JPEG, PNG, WebP and GIF work.") from broken
    # A palette with a transparent entry must not lose it when the picture is scaled.
    return upright.convert("RGBA") if upright.mode in ("P", "LA", "PA") else upright
