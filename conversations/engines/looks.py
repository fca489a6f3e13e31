"""Looks and tones as people name them."""

import re
from typing import Any

from events.page.phrases import TONES, Tone
from events.page.theme import LOOKS

_COLOURS = {
    "red": "#c62828",
    "blue": "#1f5fbf",
    "green": "#2e7d32",
    "purple": "#7b3fa0",
    "violet": "#6a4fb3",
    "orange": "#d9730d",
    "teal": "#0f766e",
    "turquoise": "#12838a",
    "pink": "#c2407c",
    "yellow": "#b8860b",
    "navy": "#1e3a6e",
    "gold": "#a67c00",
    "brown": "#7a4f2b",
    "burgundy": "#7d1f3a",
    "magenta": "#b0248f",
    "cyan": "#0e7490",
    "lime": "#5c7f0a",
    "coral": "#d5533e",
}
_NEAR: dict[str, Tone] = {"energetic": "playful", "elegant": "professional"}


def look_named(text: str, theme: str | None) -> dict[str, Any]:
    """What a wish for another look means as arguments of `set_theme`; empty when it names none we have."""
    squeezed = re.sub(r"[^a-z]", " ", text.lower())
    for preset, look in LOOKS.items():
        title = re.sub(r"\s+", r"\\s*", look.title.lower())
        if re.search(rf"\b(?:{title}|{preset})\b", squeezed):
            return {"preset": preset}
    if theme in ("dark", "light"):
        return {"mode": theme}
    if theme and re.fullmatch(r"#[0-9a-f]{6}", theme):
        return {"accent": theme}
    return {"accent": _COLOURS[theme]} if theme in _COLOURS else {}


def tone_named(tone: str | None) -> Tone | None:
    """The tone we have that comes nearest; None when none does."""
    if tone is None:
        return None
    return next((known for known in TONES if known == tone), _NEAR.get(tone))
