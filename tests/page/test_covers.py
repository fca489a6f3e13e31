"""Drawn covers."""

from xml.etree import ElementTree

import pytest

from events.covers import cover
from events.page.theme import PRESETS


@pytest.mark.parametrize("theme", PRESETS)
def test_a_cover_is_a_picture_of_the_asked_size_without_a_script(theme: str) -> None:
    for size in ((1600, 900), (480, 600), (40, 40)):
        root = ElementTree.fromstring(cover("seed", theme, *size))  # noqa: S314 - our own drawing
        assert (root.get("width"), root.get("height")) == (str(size[0]), str(size[1]))
        names = {element.tag.rpartition("}")[2] for element in root.iter()}
        assert not names & {"script", "image", "foreignObject", "use", "a"}


@pytest.mark.parametrize("theme", PRESETS)
def test_the_seed_decides_the_picture(theme: str) -> None:
    assert cover("one", theme) == cover("one", theme)
    assert cover("one", theme) != cover("two", theme)


def test_a_hostile_seed_leaves_no_trace() -> None:
    assert "<script" not in cover('"><script>alert(1)</script>', "signal")
