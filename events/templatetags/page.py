"""What the landing page's templates say: sections by their type, text with live fields, pictures by their id."""

import logging
from dataclasses import replace

from django import template
from django.template import Context, TemplateDoesNotExist
from django.utils.safestring import SafeString, mark_safe

from eventai.picture_element import PictureElement
from events.markdown import render_markdown
from events.page.facts import PageFacts
from events.page.layout import Block
from events.page.live import fill_line, fill_markdown
from events.page.schema import Image

logger = logging.getLogger(__name__)
register = template.Library()


@register.simple_tag(takes_context=True)
def page_section(context: Context, block: Block) -> SafeString:
    """Render a section by its type's template, with everything the page was given; an unknown type renders nothing."""
    if context.template is None:
        return mark_safe("")
    try:
        section_template = context.template.engine.get_template(f"events/sections/{block.type}.html")
    except TemplateDoesNotExist:
        logger.warning("page section left out: no template for its type")
        return mark_safe("")
    with context.push(block=block, section=block.section):
        return section_template.render(context)


@register.simple_tag
def photo_of(image: Image | None, facts: PageFacts) -> PictureElement | None:
    """An uploaded picture, for the tag picture; None when there is none or it is gone. The page's own words win."""
    found = facts.pictures.get(image.asset) if image else None
    return replace(found, alt=image.alt) if found and image and image.alt else found


@register.filter
def live(text: str | None, facts: PageFacts) -> str:
    """A line with its live fields filled."""
    return fill_line(text or "", facts)


@register.filter
def live_markdown(text: str | None, facts: PageFacts) -> SafeString:
    """Markdown with its live fields filled, rendered."""
    return render_markdown(fill_markdown(text or "", facts))


@register.filter
def link_label(link: str) -> str:
    """A link as people say it: the address after mailto:, or host and path."""
    return link.removeprefix("mailto:").removeprefix("https://").removeprefix("www.").rstrip("/")


@register.filter
def markdown(text: str | None) -> SafeString:
    """Markdown as it stands, rendered."""
    return render_markdown(text or "")
