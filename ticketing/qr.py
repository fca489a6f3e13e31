"""QR codes as SVG that stands in the page: scannable in print, in the dark and without JavaScript."""

from functools import lru_cache
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

_QUIET_ZONE = 4  # modules, as ISO/IEC 18004 asks


@lru_cache(maxsize=512)
def qr_svg(content: str, label: str) -> SafeString:
    """Draw the content as an SVG with white ground and quiet zone; `label` is for those who do not see it."""
    code: QRCode[Any] = QRCode(error_correction=ERROR_CORRECT_M, border=_QUIET_ZONE)
    code.add_data(content)  # type: ignore[no-untyped-call]  # the library has no types
    matrix = code.get_matrix()  # type: ignore[no-untyped-call]  # the same
    return format_html(
        '<svg viewBox="0 0 {0} {0}" role="img" aria-label="{1}" shape-rendering="crispEdges">'
        '<rect width="{0}" height="{0}" fill="#fff"/><path d="{2}" fill="#000"/></svg>',
        len(matrix),
        label,
        mark_safe("".join(_bars(matrix))),  # noqa: S308 - numbers and letters of our own
    )


def _bars(matrix: list[list[bool]]) -> list[str]:
    """The dark modules as path commands, neighbours joined to one bar."""
    bars = []
    for y, row in enumerate(matrix):
        start: int | None = None
        for x, is_dark in enumerate([*row, False]):
            if is_dark and start is None:
                start = x
            elif not is_dark and start is not None:
                bars.append(f"M{start} {y}h{x - start}v1h-{x - start}z")
                start = None
    return bars
