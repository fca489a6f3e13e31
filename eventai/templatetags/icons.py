"""`{% icon "name" size="s" %}`: an icon of `static/icons/` drawn into the page."""

import re
from functools import cache

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

SIZES = {"": "", "s": ' data-size="s"', "l": ' data-size="l"'}


class UnknownIcon(ValueError):
    """A template names an icon that does not exist."""


@cache
def shapes(name: str) -> SafeString:
    """Return what stands inside the `<svg>` of an icon file. Raises UnknownIcon."""
    file = settings.BASE_DIR / "static" / "icons" / f"{name}.svg"
    if not re.fullmatch(r"[a-z0-9-]+", name) or not file.is_file():
        raise UnknownIcon(f"There is no icon {name!r}.")
    inside = re.sub(r"<!--.*?-->|<svg[^>]*>|</svg>", "", file.read_text(), flags=re.DOTALL)
    return mark_safe(re.sub(r"\s*\n\s*", " ", inside).strip())  # noqa: S308 - our own files, no input


@register.simple_tag
def icon(name: str, size: str = "") -> SafeString:
    """Draw an icon for the eye only; the words beside it carry the meaning. `size` is "s", "l" or nothing."""
    return format_html(
        '<svg class="icon"{} viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-linecap="round"'
        ' stroke-linejoin="round" aria-hidden="true">{}</svg>',
        mark_safe(SIZES[size]),  # noqa: S308 - one of three literals
        shapes(name),
    )
