"""Which uploaded pictures a page names, and where."""

from collections.abc import Iterator
from uuid import UUID

from events.page.schema import About, Gallery, Hero, Image, Page, Speakers, Sponsors, Venue


def places_of(page: Page) -> dict[str, list[str]]:
    """Each picture a page names, by its asset, with the places in words: "at the top", "photo of Ilse Vandermeer"."""
    places: dict[str, list[str]] = {}
    for image, place in _images(page):
        if image is not None:
            places.setdefault(image.asset, []).append(place)
    if page.seo.image:
        places.setdefault(page.seo.image, []).append("in link previews")
    return places


def id_of(asset: str) -> UUID:
    """The stored file's id. Raises ValueError for what is no asset."""
    return UUID(asset.removeprefix("asset:"))


def _images(page: Page) -> Iterator[tuple[Image | None, str]]:
    for section in page.sections:
        match section:
            case Hero():
                yield section.image, "at the top"
            case About():
                yield section.image, "in “About”"
            case Venue():
                yield section.image, "beside the venue"
            case Gallery():
                yield from ((image, "in the gallery") for image in section.images)
            case Speakers():
                yield from ((person.photo, f"photo of {person.name}") for person in section.items)
            case Sponsors():
                yield from ((sponsor.logo, f"logo of {sponsor.name}") for sponsor in section.items)
