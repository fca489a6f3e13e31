"""Theme tokens stay readable."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.page.theme import HERO_LAYOUTS, LOOKS, PRESETS, Preset, Theme, accent_on, contrast

COLORS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
STYLES = (Path(__file__).parents[2] / "static" / "css" / "themes.css").read_text()


def declared(preset: str, token: str) -> tuple[str, str]:
    """A token's light and dark colour in the style sheet."""
    block = re.search(rf'\[data-landing-theme="{preset}"\] \{{(.*?)\n\}}', STYLES, re.DOTALL)
    assert block
    value = re.search(rf"--{token}: (?:light-dark\()?(#\w+)(?:, (#\w+)\))?", block[1])
    assert value
    return value[1], value[2] or value[1]


@pytest.mark.parametrize("preset", PRESETS)
def test_python_and_the_style_sheet_know_the_same_papers(preset: Preset) -> None:
    background, panel = declared(preset, "t-bg"), declared(preset, "t-panel")
    look = LOOKS[preset]
    assert look.dark == (background[1], panel[1])
    assert look.light in (None, (background[0], panel[0]))


@given(accent=COLORS, preset=st.sampled_from(PRESETS))
def test_any_accent_is_readable_in_every_theme(accent: str, preset: Preset) -> None:
    for papers in filter(None, (LOOKS[preset].light, LOOKS[preset].dark)):
        fill, on_fill, link = accent_on(accent, papers)
        assert contrast(fill, on_fill) >= 4.5
        assert all(contrast(fill, paper) >= 3 and contrast(link, paper) >= 4.5 for paper in papers)


def test_a_good_accent_is_left_as_it_is() -> None:
    assert accent_on("#6b1f2a", ("#f8f1e7", "#fffaf2")) == ("#6b1f2a", "#ffffff", "#6b1f2a")


@given(accent=COLORS, preset=st.sampled_from(PRESETS))
def test_the_own_sheet_holds_custom_properties_only(accent: str, preset: Preset) -> None:
    properties = Theme(preset=preset, accent=accent).custom_properties
    assert re.fullmatch(r"(--t-[a-z-]+:light-dark\(#[0-9a-f]{6},#[0-9a-f]{6}\);?){3}", properties.lower())


def test_always_dark_themes_have_no_light_mode() -> None:
    assert [Theme(preset=preset, mode="light").color_mode for preset in ("signal", "gala", "bluenote")] == [
        "light",
        "dark",
        "dark",
    ]


def test_a_theme_has_its_own_hero_until_one_is_chosen() -> None:
    assert Theme(preset="salon").hero_layout == "framed"
    assert [Theme(preset="salon", hero=hero).hero_layout for hero in HERO_LAYOUTS] == list(HERO_LAYOUTS)
