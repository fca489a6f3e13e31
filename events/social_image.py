"""The picture of an event in link previews: its cover, and a plate with title, date and place in the theme's type."""

import io
from functools import lru_cache
from typing import NamedTuple

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

from events.covers import cover
from events.page.theme import LOOKS
from events.raster import draw_svg

SIZE = (1200, 630)
_MARGIN = 56  # pixels, as all lengths here
_PADDING = 44
_LARGEST, _SMALLEST = 92, 44
_MOST_LINES = 3
_FONTS = settings.BASE_DIR / "static" / "fonts"


class Face(NamedTuple):
    """The letters of a theme: the files for latin and the rest of it, and the place on each of their axes."""

    name: str
    axes: tuple[float, ...]
    extended: str
    extended_axes: tuple[float, ...]


_BODY = Face("instrument-sans-latin-wght-normal", (500,), "instrument-sans-latin-ext-wght-normal", (500,))
_GROTESQUE = Face(
    "bricolage-grotesque-latin-opsz-normal", (96, 760), "bricolage-grotesque-latin-ext-opsz-normal", (96, 760)
)
_SERIF = Face("fraunces-latin-opsz-normal", (144, 520), "fraunces-latin-ext-wght-normal", (520,))
_FACES = {
    "signal": _GROTESQUE,
    "carnival": _GROTESQUE,
    "bluenote": Face("archivo-latin-standard-normal", (800, 62), "archivo-latin-ext-wght-normal", (800,)),
    "stride": Face("archivo-latin-standard-normal", (850, 110), "archivo-latin-ext-wght-normal", (850,)),
    "salon": _SERIF,
    "meadow": _SERIF,
    "boardroom": Face("instrument-sans-latin-wght-normal", (650,), "instrument-sans-latin-ext-wght-normal", (650,)),
    "gala": Face("bodoni-moda-latin-opsz-normal", (560, 28), "instrument-sans-latin-ext-wght-normal", (500,)),
}
_SPACES = dict.fromkeys((0xA0, 0x2002, 0x2003, 0x2009, 0x200A, 0x202F), " ")
_SOFT = ("meadow", "stride")  # covers with gradients, which need more than a palette's colours
_INKS = {
    "signal": "#1c1a17", "bluenote": "#f4ead2", "stride": "#10332e", "salon": "#321318", "meadow": "#1b3623",
    "boardroom": "#10263b", "carnival": "#1d2063", "gala": "#f6ecd8",
}  # fmt: skip


class Poster(NamedTuple):
    """What the picture shows."""

    seed: str
    theme: str
    title: str
    when: str
    host: str


def draw_poster(poster: Poster) -> bytes:
    """Draw the picture as PNG. Letters we have no shapes for leave the cover alone."""
    picture = draw_svg(cover(poster.seed, poster.theme, *SIZE), *SIZE)
    if _is_drawable(poster.title):
        _set_plate(picture, poster)
    out = io.BytesIO()
    dither = Image.Dither.FLOYDSTEINBERG if poster.theme in _SOFT else Image.Dither.NONE
    picture.quantize(255, dither=dither).save(out, "PNG", optimize=True)
    return out.getvalue()


def _set_plate(picture: Image.Image, poster: Poster) -> None:
    look = LOOKS[poster.theme]  # type: ignore[index]  # a preset by name
    paper, ink = (look.light or look.dark)[0], _INKS[poster.theme]
    face, width = _FACES[poster.theme], SIZE[0] - 2 * (_MARGIN + _PADDING)
    title = poster.title.lower() if poster.theme == "bluenote" else poster.title
    size, lines = _fitted(title.upper() if poster.theme == "stride" else title, face, width)
    small = [line for line in (poster.when, poster.host) if line and _is_drawable(line)]
    height = round(size * 1.06 * len(lines)) + 44 * len(small) + 2 * _PADDING
    top = SIZE[1] - _MARGIN - height
    pen = ImageDraw.Draw(picture)
    pen.rectangle((_MARGIN, top, SIZE[0] - _MARGIN, SIZE[1] - _MARGIN), fill=paper)
    y = top + _PADDING
    for line in lines:
        _write(pen, (_MARGIN + _PADDING, y + size * 0.8), line, face, size, ink)
        y += round(size * 1.06)
    for line in small:
        y += 44
        _write(pen, (_MARGIN + _PADDING, y - 4), _shortened(line, width), _BODY, 28, ink)


def _fitted(text: str, face: Face, width: int) -> tuple[int, list[str]]:
    """The largest size at which the text fits in a few lines; what is too long even in the smallest is cut."""
    for size in range(_LARGEST, _SMALLEST - 1, -4):
        lines = _wrapped(text, face, size, width)
        if len(lines) <= (2 if size > 72 else _MOST_LINES) and all(_width(line, face, size) <= width for line in lines):
            return size, lines
    lines = _wrapped(text, face, _SMALLEST, width)[:_MOST_LINES]
    return _SMALLEST, [_cut(line, face, _SMALLEST, width) for line in lines]


def _wrapped(text: str, face: Face, size: int, width: int) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and _width(longer, face, size) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _shortened(text: str, width: int) -> str:
    return _cut(text, _BODY, 28, width)


def _cut(text: str, face: Face, size: int, width: int) -> str:
    if _width(text, face, size) <= width:
        return text
    while text and _width(f"{text}…", face, size) > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _write(pen: ImageDraw.ImageDraw, place: tuple[float, float], text: str, face: Face, size: int, ink: str) -> None:
    x, y = place
    for run, is_extended in _runs(text):
        font = _font(face, size, is_extended)
        pen.text((x, y), run, fill=ink, font=font, anchor="ls")
        x += font.getlength(run)


def _width(text: str, face: Face, size: int) -> float:
    return sum(_font(face, size, is_extended).getlength(run) for run, is_extended in _runs(text))


def _runs(text: str) -> list[tuple[str, bool]]:
    """The text in pieces that one file has the letters of."""
    runs: list[tuple[str, bool]] = []
    for letter in text.translate(_SPACES):
        is_extended = "\u0100" <= letter <= "\u024f" or "\u1e00" <= letter <= "\u1eff"
        if runs and runs[-1][1] == is_extended:
            runs[-1] = (runs[-1][0] + letter, is_extended)
        else:
            runs.append((letter, is_extended))
    return runs


def _is_drawable(text: str) -> bool:
    known = (
        ("\u0020", "\u024f"),
        ("\u1e00", "\u1eff"),
        ("\u2000", "\u2026"),
        ("\u202f", "\u202f"),
        ("\u20ac", "\u20ac"),
    )
    return bool(text) and all(any(first <= letter <= last for first, last in known) for letter in text)


@lru_cache(maxsize=64)
def _font(face: Face, size: int, is_extended: bool) -> ImageFont.FreeTypeFont:
    name, axes = (face.extended, face.extended_axes) if is_extended else (face.name, face.axes)
    font = ImageFont.truetype(str(_FONTS / f"{name}.woff2"), size)
    font.set_variation_by_axes(list(axes))
    return font
