"""`{% picture photo sizes="50vw" alt="…" %}`: an uploaded picture, in the width and the format the browser wants."""

from typing import Any

from django import template

from eventai.picture_element import PictureElement

register = template.Library()


@register.inclusion_tag("_picture.html")
def picture(
    element: PictureElement, *, sizes: str = "100vw", alt: str = "", is_first: bool = False, **attributes: Any
) -> dict[str, Any]:
    """Draw a picture; `sizes` says how wide it stands, `is_first` that it is seen before anything is scrolled.

    `alt` stands in for the picture's own words. Further arguments become attributes of the image.
    """
    named = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
    return {
        "element": element,
        "sizes": sizes,
        "alt": alt or element.alt,
        "is_first": is_first,
        "attributes": named.items(),
    }
