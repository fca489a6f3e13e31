"""How the chat shows words: the assistant's in its Markdown, with what it assumed highlighted."""

import re
from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from events.markdown import render_markdown

register = template.Library()

_ASSUMED = re.compile(r"==([^<>=]{1,300})==")


@register.filter
def hours_left(instant: datetime) -> str:
    """How long until then, in whole hours: "24 h"; "1 h" at the least."""
    seconds = (instant - timezone.now()).total_seconds()
    return f"{max(1, round(seconds / 3600))} h"


@register.filter
def words(text: str) -> SafeString:
    """Render the assistant's text; `==assumed==` becomes highlighter."""
    return mark_safe(_ASSUMED.sub(r"<mark>\1</mark>", render_markdown(text)))  # noqa: S308 - sanitized just before
