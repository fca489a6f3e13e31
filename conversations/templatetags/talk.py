"""How the chat shows words: the assistant's in its Markdown, with what it assumed highlighted."""

import re
import uuid
from datetime import datetime
from html import unescape

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from conversations.untrusted import visible
from events.markdown import render_markdown

register = template.Library()

_LINK = re.compile(r'<a href="(?P<address>[^"]*)"[^>]*>(?P<label>.*?)</a>', re.DOTALL)
_ASSUMED = re.compile(r"==([^<>=]{1,300})==")


@register.filter
def hours_left(instant: datetime) -> str:
    """How long until then, in whole hours: "24 h"; "1 h" at the least."""
    seconds = (instant - timezone.now()).total_seconds()
    return f"{max(1, round(seconds / 3600))} h"


@register.simple_tag
def fresh_key() -> str:
    """A key for a message that a button sends: pressed twice, it is said once."""
    return str(uuid.uuid4())


@register.filter
def words(text: str) -> SafeString:
    """Render the assistant's text; `==assumed==` becomes highlighter, an address of this host a link.

    Links to other hosts are shown as text: what a model was talked into writing is not one click away.
    """
    html = _LINK.sub(_own_or_text, render_markdown(visible(text)))
    return mark_safe(_linked(_ASSUMED.sub(r"<mark>\1</mark>", html)))  # noqa: S308 - sanitized just before


def _own_or_text(link: re.Match[str]) -> str:
    """A link of this host as it is, any other as its words and its address."""
    address, label = unescape(link["address"]), link["label"]
    if address == settings.SITE_URL or address.startswith(f"{settings.SITE_URL}/"):
        return link[0]
    return label if address in unescape(label) else f"{label} ({escape(address)})"


def _linked(html: str) -> str:
    """With links to our own pages; other hosts' addresses stay plain text, and links stay what they are."""
    own = re.compile(rf"(?P<other><a\b.*?</a>|<[^>]*>)|(?<![\w/.@:-]){re.escape(settings.SITE_URL)}/[\w/-]*", re.DOTALL)
    return own.sub(lambda found: found[0] if found["other"] else f'<a href="{found[0]}">{found[0]}</a>', html)
