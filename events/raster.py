"""Our own covers as pixels: draws the few SVG elements that events.covers uses. Not for anybody else's SVG."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from xml.etree.ElementTree import Element, fromstring

from PIL import Image, ImageColor, ImageDraw, ImageFilter

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]

_FINER = 2  # drawn so many times larger and scaled down: smooth edges
_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
_NUMBER = r"-?(?:\d+\.?\d*|\.\d+)"
_STEP = re.compile(rf"([MLHVCQAaZzhv])|({_NUMBER})")
_CURVE_STEPS = 14


def draw_svg(svg: str, width: int, height: int) -> Image.Image:
    """The document drawn at this size, cropped to fill it."""
    root = fromstring(svg)  # noqa: S314 - written by events.covers a moment ago
    own_width, own_height = float(root.get("width", 1)), float(root.get("height", 1))
    scale = max(width / own_width, height / own_height) * _FINER
    shift = ((width * _FINER - own_width * scale) / 2, (height * _FINER - own_height * scale) / 2)
    sheet = Image.new("RGB", (width * _FINER, height * _FINER))
    _Painter(sheet, {e.get("id", ""): e for e in root.iter()}).paint(root, (scale, 0, 0, scale, *shift))
    return sheet.resize((width, height), Image.Resampling.LANCZOS)


@dataclass
class _Painter:
    sheet: Image.Image
    known: dict[str, Element]

    def paint(self, group: Element, matrix: Matrix) -> None:
        for element in group:
            kind = element.tag.rpartition("}")[2]
            if kind == "g":
                self._group(element, _times(matrix, _transform(element)))
            elif kind in ("rect", "circle", "ellipse", "path") and element.get("filter") is None:
                self._shape(kind, element, _times(matrix, _transform(element)))

    def _group(self, element: Element, matrix: Matrix) -> None:
        if element.get("filter") is None:
            self.paint(element, matrix)
            return
        blurred = replace(self, sheet=self.sheet.copy())
        blurred.paint(element, matrix)
        filter_name = str(element.get("filter"))[5:-1]
        strength = next(
            float(e.get("stdDeviation", 0)) for e in self.known[filter_name].iter() if e.get("stdDeviation")
        )
        self.sheet.paste(blurred.sheet.filter(ImageFilter.GaussianBlur(strength * _scale_of(matrix))))

    def _shape(self, kind: str, element: Element, matrix: Matrix) -> None:
        lines = [[_moved(point, matrix) for point in line] for line in _outline(kind, element)]
        fill, stroke = element.get("fill", "#000000"), element.get("stroke")
        opacity = float(element.get("opacity") or element.get("stroke-opacity") or 1)
        if fill != "none" and opacity == 1 and not fill.startswith("url("):
            pen = ImageDraw.Draw(self.sheet)  # at once: a mask as large as the sheet for each tile takes its time
            for line in lines:
                if len(line) > 2:
                    pen.polygon(line, fill=fill)
        elif fill != "none":
            mask = self._mask()
            for line in lines:
                if len(line) > 2:
                    ImageDraw.Draw(mask).polygon(line, fill=round(255 * opacity))
            self.sheet.paste(self._ink(fill), mask=mask)
        if stroke:
            mask = self._mask()
            self._strokes(mask, lines, element, _scale_of(matrix), round(255 * opacity))
            self.sheet.paste(self._ink(stroke), mask=mask)

    def _mask(self) -> Image.Image:
        return Image.new("L", self.sheet.size)

    def _ink(self, name: str) -> Image.Image:
        if not name.startswith("url("):
            return Image.new("RGB", self.sheet.size, ImageColor.getrgb(name))
        first, last = (ImageColor.getrgb(str(stop.get("stop-color"))) for stop in self.known[name[5:-1]])
        down = Image.linear_gradient("L").resize(self.sheet.size)
        return Image.composite(Image.new("RGB", self.sheet.size, last), Image.new("RGB", self.sheet.size, first), down)

    def _strokes(self, mask: Image.Image, lines: list[list[Point]], look: Element, scale: float, ink: int) -> None:
        pen = ImageDraw.Draw(mask)
        width = float(look.get("stroke-width", 1)) * scale
        is_round = look.get("stroke-linecap") == "round"
        dashes = [float(length) * scale for length in str(look.get("stroke-dasharray") or "").split()]
        for line in lines:
            for piece in _dashed(line, dashes) if dashes else [line]:
                if len(piece) > 2 or piece[0] != piece[-1]:
                    pen.line(piece, fill=ink, width=max(1, round(width)), joint="curve" if width > 4 else None)
                for x, y in (piece[0], piece[-1]) if is_round and piece else ():
                    pen.ellipse((x - width / 2, y - width / 2, x + width / 2, y + width / 2), fill=ink)


def _outline(kind: str, element: Element) -> list[list[Point]]:
    """The shape as lines of points."""

    def number(name: str) -> float:
        return float(element.get(name, 0))

    if kind == "rect":
        x, y, width, height = (number(name) for name in ("x", "y", "width", "height"))
        return [[(x, y), (x + width, y), (x + width, y + height), (x, y + height)]]
    if kind == "path":
        return list(_path(str(element.get("d"))))
    x, y = number("cx"), number("cy")
    across, down = (number("r"), number("r")) if kind == "circle" else (number("rx"), number("ry"))
    turns = [step / 72 * math.tau for step in range(73)]
    return [[(x + across * math.cos(turn), y + down * math.sin(turn)) for turn in turns]]


def _path(text: str) -> Iterator[list[Point]]:
    tokens = [match[1] or float(match[2]) for match in _STEP.finditer(text)]
    line: list[Point] = []
    command, place = "", 0

    def take(count: int) -> list[float]:
        nonlocal place
        found = [float(token) for token in tokens[place : place + count]]
        place += count
        return found

    while place < len(tokens):
        if isinstance(tokens[place], str):
            command = str(tokens[place])
            place += 1
        x, y = line[-1] if line else (0.0, 0.0)
        match command:
            case "M":
                if line:
                    yield line
                line = _pairs(take(2))
                command = "L"
            case "L":
                line += _pairs(take(2))
            case "H":
                line.append((take(1)[0], y))
            case "V":
                line.append((x, take(1)[0]))
            case "h":
                line.append((x + take(1)[0], y))
            case "v":
                line.append((x, y + take(1)[0]))
            case "C" | "Q":
                line += _curve([(x, y), *_pairs(take(6 if command == "C" else 4))])
            case "a":
                line += _arc((x, y), take(7))
            case _:  # z
                line.append(line[0])
    if line:
        yield line


def _pairs(numbers: list[float]) -> list[Point]:
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def _curve(points: list[Point]) -> list[Point]:
    """A Bézier curve of any degree (de Casteljau), without its beginning."""

    def at(share: float) -> Point:
        rest = points
        while len(rest) > 1:
            rest = [(a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share) for a, b in pairwise(rest)]
        return rest[0]

    return [at(step / _CURVE_STEPS) for step in range(1, _CURVE_STEPS + 1)]


def _arc(start: Point, numbers: list[float]) -> list[Point]:
    """A circle's arc, relative, without its beginning (SVG 2, appendix B.2.4, for equal radii)."""
    radius, _, _, is_large, sweep, dx, dy = numbers
    distance = math.hypot(dx, dy)
    if not distance:
        return []
    radius = max(radius, distance / 2)
    lift = math.sqrt(max(0.0, radius**2 - (distance / 2) ** 2)) * (-1 if is_large == sweep else 1)
    centre = (start[0] + dx / 2 - lift * dy / distance, start[1] + dy / 2 + lift * dx / distance)
    begin = math.atan2(start[1] - centre[1], start[0] - centre[0])
    turn = math.atan2(start[1] + dy - centre[1], start[0] + dx - centre[0]) - begin
    turn = turn % math.tau if sweep else turn % math.tau - math.tau
    steps = max(6, round(abs(turn) * 14))
    angles = [begin + turn * step / steps for step in range(1, steps + 1)]
    return [(centre[0] + radius * math.cos(angle), centre[1] + radius * math.sin(angle)) for angle in angles]


def _dashed(line: list[Point], dashes: list[float]) -> Iterator[list[Point]]:
    """The line in pieces: a dash, a gap, and so on."""
    piece, left, is_on, number = [line[0]], dashes[0], True, 0
    for start, end in pairwise(line):
        at, length = start, math.dist(start, end)
        while length > left:
            at = (at[0] + (end[0] - at[0]) * left / length, at[1] + (end[1] - at[1]) * left / length)
            length -= left
            if is_on:
                yield [*piece, at]
            number, is_on = number + 1, not is_on
            piece, left = [at], dashes[number % len(dashes)]
        piece, left = [*piece, end], left - length
    if is_on:
        yield piece


# --- Matrices: (a, b, c, d, e, f) as SVG writes them ------------------------------------------------


def _transform(element: Element) -> Matrix:
    matrix = _IDENTITY
    for name, inside in re.findall(r"(\w+)\(([^)]*)\)", element.get("transform", "")):
        numbers = [float(number) for number in re.findall(_NUMBER, inside)]
        if name == "translate":
            matrix = _times(matrix, (1, 0, 0, 1, numbers[0], numbers[1]))
        elif name == "rotate":
            x, y = (*numbers[1:], 0.0, 0.0)[:2]
            sine, cosine = math.sin(math.radians(numbers[0])), math.cos(math.radians(numbers[0]))
            turned: Matrix = (cosine, sine, -sine, cosine, x - cosine * x + sine * y, y - sine * x - cosine * y)
            matrix = _times(matrix, turned)
    return matrix


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * m + e, b * k + d * m + f)


def _moved(point: Point, matrix: Matrix) -> Point:
    a, b, c, d, e, f = matrix
    return (a * point[0] + c * point[1] + e, b * point[0] + d * point[1] + f)


def _scale_of(matrix: Matrix) -> float:
    return math.hypot(matrix[0], matrix[1])
