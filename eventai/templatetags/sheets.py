"""`{% sheet "event-page" %}`: the address of a style sheet in one piece."""

from django import template
from django.urls import reverse

from eventai.sheets import bundled_sheet

register = template.Library()


@register.simple_tag
def sheet(name: str) -> str:
    """The sheet's address. Another content is another address, so browsers keep it for good."""
    tag = bundled_sheet(name).etag.strip('W/"')
    return reverse("eventai:sheet", args=[name, tag])
