"""Covers drawn from an event's own id: until there is a photo, nothing looks unfinished.

The same seed and theme always give the same picture, so card, hero, ticket and social image can share it.
"""

import math
import random
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from events.page.theme import Preset

Point = tuple[float, float]


@dataclass(frozen=True)
class Canvas:
    """What a style draws with: its chance, the inks from ground to loud, and the sheet in pixels."""

    chance: random.Random
    inks: tuple[str, ...]
    width: int
    height: int

    @property
    def is_wide(self) -> bool:
        return self.width > self.height * 1.3

    @property
    def ground(self) -> str:
        return f'<rect width="{self.width}" height="{self.height}" fill="{self.inks[0]}"/>'


def cover(seed: str, theme: str, width: int = 1600, height: int = 900) -> str:
    """Draw a theme's cover as an SVG document. Raises KeyError for an unknown theme."""
    draw, inks = _STYLES[theme]
    canvas = Canvas(random.Random(f"{theme}:{seed}"), inks, width, height)  # noqa: S311 - a picture, no secret
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'preserveAspectRatio="xMidYMid slice">{draw(canvas)}</svg>'
    )


def _n(value: float) -> str:
    """A number in as few characters as a tenth of a pixel needs."""
    return f"{value:.1f}".rstrip("0").rstrip(".")


def _stroke(path: str, ink: str, width: float, extra: str = "") -> str:
    return f'<path d="{path}" fill="none" stroke="{ink}" stroke-width="{_n(width)}"{extra}/>'


def _smooth_field(chance: random.Random, waves: int) -> Callable[[float, float], float]:
    """A smooth random field over the unit square, about -1 to 1."""
    parts = [(chance.uniform(0.6, 2.6), chance.uniform(0, math.tau), chance.uniform(0, math.tau)) for _ in range(waves)]

    def value(x: float, y: float) -> float:
        total = sum(
            math.sin(frequency * math.tau * (x * math.cos(angle) + y * math.sin(angle)) * 0.8 + phase)
            for frequency, angle, phase in parts
        )
        return total / waves * 1.6

    return value


# --- Signal: a halftone of dots -------------------------------------------------------------------


def _halftone(canvas: Canvas) -> str:
    step = max(14, canvas.width // 62)
    field = _smooth_field(canvas.chance, 3)
    probe = [field(i / 24, j / 24) for i in range(25) for j in range(25)]
    low, high = min(probe), max(probe)  # every seed uses the whole range, so every cover has its loud ink
    buckets: dict[tuple[bool, int], list[str]] = {}
    for j in range(-1, canvas.height // step + 2):
        for i in range(-1, canvas.width // step + 2):
            x, y = i * step + (step / 2 if j % 2 else 0), j * step
            value = (field(x / canvas.width, y / canvas.height) - low) / (high - low) * 1.9 - 0.95
            size = max(0.0, min(1.0, 0.5 + value * 0.62)) * step * 1.02
            if size > 1.6:
                buckets.setdefault((value > 0.48, round(size / step * 9)), []).append(f"M{_n(x)} {_n(y)}h0")
    dots = (
        _stroke("".join(paths), canvas.inks[2 if hot else 1], ninth / 9 * step, ' stroke-linecap="round"')
        for (hot, ninth), paths in sorted(buckets.items())
    )
    return canvas.ground + "".join(dots)


# --- Blue Note: record-sleeve blocks --------------------------------------------------------------


def _blocks(canvas: Canvas) -> str:
    columns = 8 if canvas.is_wide else 5 if canvas.width >= canvas.height else 3
    side = canvas.width / columns
    rows = math.ceil(canvas.height / side)
    tiles = (_block(canvas, i * side, j * side, side) for j in range(rows) for i in range(columns))
    return canvas.ground + "".join(tiles)


def _block(canvas: Canvas, x: float, y: float, side: float) -> str:
    chance, inks = canvas.chance, canvas.inks
    back = chance.choice([inks[0], inks[0], inks[0], inks[3], inks[4], inks[1]])
    front = chance.choice([ink for ink in inks[1:] if ink != back])
    shape, turn = chance.choice("qqhhcbbbn."), chance.choice([0, 90, 180, 270])
    half = side / 2
    turned = f'fill="{front}" transform="rotate({turn} {_n(x + half)} {_n(y + half)})"'
    centre = f'cx="{_n(x + half)}" cy="{_n(y + half)}"'
    tile = ""
    if back != inks[0]:
        tile = f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(side + 0.5)}" height="{_n(side + 0.5)}" fill="{back}"/>'
    if shape == "q":
        quarter = f"M{_n(x)} {_n(y)}h{_n(side)}a{_n(side)} {_n(side)} 0 0 1 {_n(-side)} {_n(side)}z"
        return tile + f'<path d="{quarter}" {turned}/>'
    if shape == "h":
        return tile + f'<path d="M{_n(x)} {_n(y + side)}a{_n(half)} {_n(half)} 0 0 1 {_n(side)} 0z" {turned}/>'
    if shape == "c":
        ring = f'r="{_n(side * 0.38)}" fill="none" stroke="{front}" stroke-width="{_n(side * 0.16)}"'
        return tile + f"<circle {centre} {ring}/>"
    if shape == "b":
        bar = f'y="{_n(y)}" width="{_n(side / 10)}" height="{_n(side)}" {turned}'
        return tile + "".join(f'<rect x="{_n(x + k * side / 5)}" {bar}/>' for k in range(5))
    if shape == "n":
        return tile + f'<circle {centre} r="{_n(side * 0.3)}" fill="{front}"/>'
    return tile


# --- Stride: contour lines, a sun and the course --------------------------------------------------


def _contour(canvas: Canvas) -> str:
    chance, inks, width, height = canvas.chance, canvas.inks, canvas.width, canvas.height
    field = _smooth_field(chance, 5)
    columns = max(30, width // 17)
    cell = width / columns
    rows = math.ceil(height / cell)
    grid = [[field(i / columns, j / columns) for i in range(columns + 1)] for j in range(rows + 1)]
    sun = f'cx="{_n(width * chance.uniform(0.58, 0.8))}" cy="{_n(height * chance.uniform(0.3, 0.45))}"'
    sky = (
        '<defs><linearGradient id="sky" x1="0" y1="0" x2=".25" y2="1">'
        f'<stop stop-color="{inks[0]}"/><stop offset="1" stop-color="{inks[4]}"/></linearGradient></defs>'
        f'<rect width="{width}" height="{height}" fill="url(#sky)"/>'
        f'<circle {sun} r="{_n(height * 0.3)}" fill="{inks[1]}"/>'
    )
    lines = []
    for number in range(15):
        if path := _level_line(grid, -1.4 + 0.2 * number, cell):
            heavy = number % 5 == 2
            look = f' stroke-opacity="{0.8 if heavy else 0.38}" stroke-linecap="round"'
            lines.append(_stroke(path, inks[3], 3 if heavy else 1.5, look))
    return sky + "".join(lines) + _course(canvas)


def _level_line(grid: list[list[float]], level: float, cell: float) -> str:
    """Where the field crosses a level, as short strokes (marching squares)."""
    strokes = []
    for j, (upper, lower) in enumerate(pairwise(grid)):
        for i, ((a, b), (d, c)) in enumerate(zip(pairwise(upper), pairwise(lower), strict=True)):
            crossings: list[Point] = []
            if (a > level) != (b > level):
                crossings.append((i + (level - a) / (b - a), j))
            if (b > level) != (c > level):
                crossings.append((i + 1, j + (level - b) / (c - b)))
            if (d > level) != (c > level):
                crossings.append((i + (level - d) / (c - d), j + 1))
            if (a > level) != (d > level):
                crossings.append((i, j + (level - a) / (d - a)))
            if len(crossings) >= 2:
                (x1, y1), (x2, y2) = crossings[:2]
                strokes.append(f"M{x1 * cell:.0f} {y1 * cell:.0f}L{x2 * cell:.0f} {y2 * cell:.0f}")
    return "".join(strokes)


def _course(canvas: Canvas) -> str:
    """A long meander with a dashed middle line."""
    chance, width, height, legs = canvas.chance, canvas.width, canvas.height, 7
    points = [
        (
            width * (0.02 + 0.96 * leg / legs),
            height * (0.66 + 0.2 * math.sin(leg * 1.7 + chance.uniform(-0.5, 0.5))),
        )
        for leg in range(legs + 1)
    ]
    path = f"M{_n(points[0][0])} {_n(points[0][1])}"
    for (x0, y0), (x1, y1) in pairwise(points):
        middle = _n((x0 + x1) / 2)
        path += f"C{middle} {_n(y0)} {middle} {_n(y1)} {_n(x1)} {_n(y1)}"
    dashes = f' stroke-dasharray="{_n(width / 90)} {_n(width / 60)}"'
    road = _stroke(path, canvas.inks[2], width / 90, ' stroke-linecap="round"')
    return road + _stroke(path, canvas.inks[1], width / 520, dashes)


# --- Salon: rows of arches ------------------------------------------------------------------------


def _arches(canvas: Canvas) -> str:
    columns = 7 if canvas.is_wide else 4
    side = canvas.width / columns
    arches = []
    for row, base in enumerate((canvas.height * 0.5, canvas.height)):
        for column in range(columns + 1):
            x = (column - (0.5 if row % 2 else 0)) * side
            inks = list(canvas.inks[1:5])
            canvas.chance.shuffle(inks)
            for ring, ink in enumerate(inks):
                radius = side / 2 * (1 - ring * 0.235)
                top = base - canvas.height * 0.3 + (side / 2 - radius) + radius * 0.4
                bow = f"a{_n(radius)} {_n(radius)} 0 0 1 {_n(2 * radius)} 0V{_n(base)}z"
                arches.append(f'<path d="M{_n(x + side / 2 - radius)} {_n(base)}V{_n(top)}{bow}" fill="{ink}"/>')
    return canvas.ground + "".join(arches)


# --- Meadow: soft light and wild flowers ----------------------------------------------------------


def _mesh(canvas: Canvas) -> str:
    width, height = canvas.width, canvas.height
    filters = (
        '<defs><filter id="blur" x="-30%" y="-30%" width="160%" height="160%">'
        f'<feGaussianBlur stdDeviation="{_n(width / 15)}"/></filter><filter id="grain">'
        '<feTurbulence type="fractalNoise" baseFrequency=".8" numOctaves="2"/>'
        '<feColorMatrix values="0 0 0 0 .1 0 0 0 0 .2 0 0 0 0 .1 0 0 0 .42 -.1"/></filter></defs>'
    )
    light = "".join(_patch(canvas, number) for number in range(9))
    flowers = "".join(_flower(canvas, number) for number in range(26))
    grain = f'<rect width="{width}" height="{height}" filter="url(#grain)" opacity=".5"/>'
    return f'{filters}{canvas.ground}<g filter="url(#blur)">{light}</g>{flowers}{grain}'


def _patch(canvas: Canvas, number: int) -> str:
    chance, width, height = canvas.chance, canvas.width, canvas.height
    centre = f'cx="{_n(chance.uniform(-0.05, 1.05) * width)}" cy="{_n(chance.uniform(0, 1) * height)}"'
    radii = f'rx="{_n(chance.uniform(0.14, 0.3) * width)}" ry="{_n(chance.uniform(0.2, 0.42) * height)}"'
    return f'<ellipse {centre} {radii} fill="{canvas.inks[1 + number % (len(canvas.inks) - 1)]}" opacity=".85"/>'


def _flower(canvas: Canvas, number: int) -> str:
    chance, inks, width, height = canvas.chance, canvas.inks, canvas.width, canvas.height
    x = width * (number + chance.uniform(0.1, 0.9)) / 26
    top = height * chance.uniform(0.42, 0.86)
    head = x + chance.uniform(-0.03, 0.03) * width
    petal = width / 150
    stem = _stroke(f"M{_n(x)} {height}Q{_n(x)} {_n((top + height) / 2)} {_n(head)} {_n(top)}", inks[1], width / 500)
    petals = ""
    for fifth in range(5):
        angle = fifth * math.tau / 5
        centre = f'cx="{_n(head + math.cos(angle) * petal)}" cy="{_n(top + math.sin(angle) * petal)}"'
        petals += f'<circle {centre} r="{_n(petal * 0.72)}" fill="{inks[3] if number % 3 else "#ffffff"}"/>'
    return f'{stem}{petals}<circle cx="{_n(head)}" cy="{_n(top)}" r="{_n(width / 320)}" fill="{inks[1]}"/>'


# --- Boardroom: engraved waves --------------------------------------------------------------------


def _moire(canvas: Canvas) -> str:
    chance, width, height, lines = canvas.chance, canvas.width, canvas.height, 46
    layers = []
    phases = ((3, 0.0), (2, chance.uniform(0.4, 1)), (1, chance.uniform(1.2, 2.2)))
    for ink, phase in phases:
        long, short = chance.uniform(0.1, 0.2), chance.uniform(0.05, 0.12)
        path = ""
        for line in range(lines):
            base = height * (line / lines * 1.5 - 0.25)
            points = []
            for step in range(17):
                t = step / 16
                swell = long * math.sin(t * 4.2 + phase + line * 0.05)
                ripple = short * math.sin(t * 9 + phase * 2 - line * 0.06)
                points.append(f"{width * t:.0f} {base + height * (swell + ripple):.1f}")
            path += "M" + "L".join(points)
        layers.append(_stroke(path, canvas.inks[ink], width / 560, ' stroke-linejoin="round"'))
    return canvas.ground + "".join(layers)


# --- Carnival: cut-paper tiles --------------------------------------------------------------------


def _truchet(canvas: Canvas) -> str:
    columns = 12 if canvas.is_wide else 7
    side = canvas.width / columns
    rows = math.ceil(canvas.height / side)
    tiles = (_cut_tile(canvas, i * side, j * side, side) for j in range(rows) for i in range(columns))
    return canvas.ground + "".join(tiles)


def _cut_tile(canvas: Canvas, x: float, y: float, side: float) -> str:
    chance, half = canvas.chance, side / 2
    one, other = chance.sample(canvas.inks[1:], 2)
    kind, turn = chance.random(), chance.choice([0, 90, 180, 270])
    quarter = f"M0 0h{_n(half)}a{_n(half)} {_n(half)} 0 0 1 {_n(-half)} {_n(half)}z"
    centre = f'cx="{_n(half)}" cy="{_n(half)}"'
    if kind < 0.5:
        turned = f'transform="rotate(180 {_n(half)} {_n(half)})"'
        cuts = f'<path d="{quarter}" fill="{one}"/><path d="{quarter}" fill="{other}" {turned}/>'
    elif kind < 0.75:
        large = f"M0 0h{_n(side)}a{_n(side)} {_n(side)} 0 0 1 {_n(-side)} {_n(side)}z"
        cuts = f'<path d="{large}" fill="{one}"/><path d="{quarter}" fill="{other}"/>'
    elif kind < 0.9:
        pupil = f'<circle {centre} r="{_n(side * 0.13)}" fill="{other}"/>'
        cuts = f'<circle {centre} r="{_n(side * 0.34)}" fill="{one}"/>{pupil}'
    else:
        cuts = f'<path d="M0 0L{_n(side)} {_n(side)}H0z" fill="{one}"/>'
    return f'<g transform="translate({_n(x)} {_n(y)}) rotate({turn} {_n(half)} {_n(half)})">{cuts}</g>'


# --- Gala: banknote rosettes ----------------------------------------------------------------------


def _guilloche(canvas: Canvas) -> str:
    petals = canvas.chance.choice([12, 14, 16])
    reach = max(canvas.width, canvas.height)
    rings = ((0.56, petals * 2, 0.34, 7, 2, 1.0), (0.40, petals, 0.5, 9, 1, 1.2),
             (0.22, petals, 0.6, 7, 2, 1.0), (0.13, petals // 2, 0.7, 7, 3, 1.0))  # fmt: skip
    roses = []
    for share, leaves, depth, lines, ink, stroke in rings:
        for line in range(lines):
            path = _rose(canvas, reach * share, leaves, depth, line / lines * math.tau, -1 if line % 2 == 0 else 1)
            roses.append(_stroke(path, canvas.inks[ink], stroke, ' stroke-linejoin="round"'))
    return canvas.ground + "".join(roses)


def _rose(canvas: Canvas, radius: float, petals: int, depth: float, phase: float, turn: int) -> str:
    steps = petals * 10
    points = []
    for step in range(steps + 1):
        angle = step / steps * math.tau
        length = radius * (1 - depth / 2 + depth / 2 * math.cos(petals * angle + phase) * turn)
        x, y = canvas.width * 0.5 + length * math.cos(angle), canvas.height * 0.5 + length * math.sin(angle)
        points.append(f"{x:.0f} {y:.0f}")
    return "M" + "L".join(points)


# Each theme's style and its inks: the ground, then from quiet to loud.
_STYLES: dict[str | Preset, tuple[Callable[[Canvas], str], tuple[str, ...]]] = {
    "signal": (_halftone, ("#f3f1ea", "#1c1a17", "#ff4f1f", "#c9c4b6")),
    "bluenote": (_blocks, ("#101f3f", "#f0e3c4", "#e8933a", "#2f62b4", "#c6462f")),
    "stride": (_contour, ("#ffb267", "#fff1d8", "#d9381e", "#14403a", "#ff7d3b")),
    "salon": (_arches, ("#f2e9dc", "#6b1f2a", "#c98f6b", "#dcc3a4", "#2c4a45")),
    "meadow": (_mesh, ("#e7efd9", "#2f5d3a", "#9cc069", "#f4d35e", "#6fb3a2")),
    "boardroom": (_moire, ("#e9edf2", "#16324f", "#3c6fa8", "#b9c7d6")),
    "carnival": (_truchet, ("#fff4dc", "#f0386b", "#ffb400", "#0aa1a4", "#23297a")),
    "gala": (_guilloche, ("#14110f", "#d9b871", "#8a6f3c", "#f4e9d2")),
}
