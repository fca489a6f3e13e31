"""Theme tokens: eight looks, four heroes, and one accent colour that stays readable on all of them."""

from dataclasses import dataclass
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict

from events.page.text import Hex

Preset = Literal["signal", "bluenote", "stride", "salon", "meadow", "boardroom", "carnival", "gala"]
Mode = Literal["auto", "light", "dark"]
HeroLayout = Literal["banner", "split", "poster", "framed"]
PRESETS: tuple[Preset, ...] = get_args(Preset)
HERO_LAYOUTS: tuple[HeroLayout, ...] = get_args(HeroLayout)

TEXT_CONTRAST = 4.5  # WCAG 2.2, 1.4.3
SHAPE_CONTRAST = 3.0  # WCAG 2.2, 1.4.11


@dataclass(frozen=True)
class Look:
    """What Python must know of a theme; the rest stands in themes.css. `paper` is page and panel, per scheme."""

    title: str
    purpose: str
    hero: HeroLayout
    light: tuple[str, str] | None
    dark: tuple[str, str]
    font: str = ""  # the file its headings need, where that is not the app's own


LOOKS: dict[Preset, Look] = {
    "signal": Look(
        "Signal",
        "Product and technology conferences",
        "banner",
        ("#f3f1ea", "#fbfaf6"),
        ("#171512", "#211e1a"),
        "bricolage-grotesque-latin-opsz-normal",
    ),
    "bluenote": Look(
        "Blue Note", "Concerts and club nights", "split", None, ("#0d1830", "#142242"), "archivo-latin-standard-normal"
    ),
    "stride": Look(
        "Stride",
        "Races and outdoor sport",
        "poster",
        ("#fff5e6", "#ffffff"),
        ("#12211e", "#1a2e2a"),
        "archivo-latin-standard-normal",
    ),
    "salon": Look(
        "Salon",
        "Suppers, exhibitions, book evenings",
        "framed",
        ("#f8f1e7", "#fffaf2"),
        ("#1c1413", "#271c1a"),
        "fraunces-latin-opsz-normal",
    ),
    "meadow": Look(
        "Meadow",
        "Wellbeing, gardens, family days",
        "poster",
        ("#f5f8ec", "#ffffff"),
        ("#131c15", "#1c281e"),
        "fraunces-latin-opsz-normal",
    ),
    "boardroom": Look(
        "Boardroom",
        "Seminars, partner days, investor meetings",
        "split",
        ("#f7f9fb", "#ffffff"),
        ("#0f161d", "#17212b"),
    ),
    "carnival": Look(
        "Carnival",
        "Festivals, street parties, children",
        "banner",
        ("#fff8e8", "#ffffff"),
        ("#17173a", "#20204a"),
        "bricolage-grotesque-latin-opsz-normal",
    ),
    "gala": Look(
        "Gala", "Black tie, awards, weddings", "framed", None, ("#14110f", "#1d1916"), "bodoni-moda-latin-opsz-normal"
    ),
}


class Theme(BaseModel):
    """How a page looks: a preset and the little an organizer may change about it."""

    model_config = ConfigDict(extra="forbid")

    preset: Preset = "signal"
    mode: Mode = "auto"
    accent: Hex | None = None
    hero: HeroLayout | None = None

    @property
    def look(self) -> Look:
        return LOOKS[self.preset]

    @property
    def display_fonts(self) -> tuple[str, ...]:
        """The file of the theme's own letters, asked for early so that the title does not change its shape."""
        return (f"fonts/{self.look.font}.woff2",) if self.look.font else ()

    @property
    def hero_layout(self) -> HeroLayout:
        """The chosen hero, or the preset's own."""
        return self.hero or self.look.hero

    @property
    def color_mode(self) -> Mode:
        """The mode that applies: always-dark presets have no other."""
        return self.mode if self.look.light else "dark"

    @property
    def own_accent(self) -> str:
        """The page's own accent as its style sheet is called, "aa3300"; empty without one."""
        return self.accent.removeprefix("#").lower() if self.accent else ""

    @property
    def own_sheet(self) -> str:
        """The style sheet of the page's own accent; empty without one."""
        page = f'.landing[data-landing-theme="{self.preset}"][data-own-accent="{self.own_accent}"]'
        return f"{page} {{ {self.custom_properties} }}\n" if self.accent else ""

    @property
    def custom_properties(self) -> str:
        """CSS custom properties of the page's own accent; empty without one."""
        if self.accent is None:
            return ""
        dark = accent_on(self.accent, self.look.dark)
        light = accent_on(self.accent, self.look.light) if self.look.light else dark
        pairs = zip(("accent", "on-accent", "link"), light, dark, strict=True)
        return ";".join(f"--t-{name}:light-dark({day},{night})" for name, day, night in pairs)


def accent_on(accent: str, papers: tuple[str, ...]) -> tuple[str, str, str]:
    """Fit an accent to the given backgrounds: (fill, text on the fill, text in the accent), each `#rrggbb`."""
    fill = _moved_until(accent, papers, SHAPE_CONTRAST)
    on_fill = max("#ffffff", "#000000", key=lambda ink: contrast(ink, fill))
    return fill, on_fill, _moved_until(accent, papers, TEXT_CONTRAST)


def contrast(one: str, other: str) -> float:
    """The WCAG contrast ratio of two `#rrggbb` colours, 1 to 21."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(color: str) -> float:
    channels = [value / 255 for value in _channels(color)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _channels(color: str) -> list[int]:
    return [int(color[i : i + 2], 16) for i in (1, 3, 5)]


def _moved_until(color: str, papers: tuple[str, ...], ratio: float) -> str:
    """Mix a colour away from the paper, in steps of a fiftieth, until it stands out by the ratio."""
    target = 0 if _luminance(papers[0]) > 0.18 else 255
    for step in range(51):
        mixed = "#" + "".join(f"{round(c + (target - c) * step / 50):02x}" for c in _channels(color))
        if all(contrast(mixed, paper) >= ratio for paper in papers):
            return mixed
    return "#" + f"{target:02x}" * 3
