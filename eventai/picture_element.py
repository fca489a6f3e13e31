"""A picture as a page shows it, whatever it is stored as."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """One format: its type, and its addresses by width."""

    content_type: str
    srcset: str


@dataclass(frozen=True)
class PictureElement:
    """What `{% picture %}` draws. Width and height are the picture's own, in pixels; 0 where unknown."""

    src: str
    width: int = 0
    height: int = 0
    alt: str = ""
    sources: tuple[Source, ...] = ()
