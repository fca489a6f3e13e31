"""The small forms of the page's editor: where a section goes, what is added, how the page looks."""

from typing import Any, get_args

from django import forms
from django.core.validators import RegexValidator

from events.models import Event
from events.page.editing import NAMES
from events.page.phrases import TONES
from events.page.sections import sections_of
from events.page.theme import HERO_LAYOUTS, PRESETS, Mode


def _choices(values: Any) -> list[tuple[str, str]]:
    return [(value, value.capitalize()) for value in values]


class MoveForm(forms.Form):
    """A step up or down, or before another section; the end where nothing is said."""

    to = forms.ChoiceField(choices=_choices(("up", "down")), required=False)
    before = forms.SlugField(max_length=40, required=False)

    def place(self, event: Event, section: str) -> dict[str, str]:
        """Beside which section it goes, as `move_section` is told."""
        if before := self.cleaned_data.get("before"):
            return {"before": before}
        ids = [one["id"] for one in sections_of(event.landing_page_config)]
        step = {"up": -1, "down": 1}.get(self.cleaned_data.get("to") or "")
        if section not in ids or step is None:
            return {}
        beside = ids[min(max(ids.index(section) + step, 0), len(ids) - 1)]
        return {"before": beside} if step < 0 else {"after": beside}


class AddForm(forms.Form):
    """What kind of section is added."""

    kind = forms.ChoiceField(choices=[(kind, kind) for kind in NAMES if kind != "hero"])


class LookForm(forms.Form):
    """Theme, colour scheme, hero, and a colour of the page's own."""

    preset = forms.ChoiceField(choices=_choices(PRESETS))
    mode = forms.ChoiceField(choices=_choices(get_args(Mode)))
    hero = forms.ChoiceField(choices=[("", ""), *_choices(HERO_LAYOUTS)], required=False)
    accent = forms.CharField(required=False, validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$")])
    has_accent = forms.BooleanField(required=False)

    def look(self) -> dict[str, Any]:
        """The look as `restyle_page` takes it: an empty text stands for the theme's own."""
        chosen = self.cleaned_data
        accent = chosen["accent"].lower() if chosen["has_accent"] else ""
        return {"preset": chosen["preset"], "mode": chosen["mode"], "hero": chosen["hero"], "accent": accent}


class ToneForm(forms.Form):
    """In which tone a section is said."""

    tone = forms.ChoiceField(choices=_choices(TONES))


class VersionForm(forms.Form):
    """Which of the versions is taken."""

    version = forms.IntegerField(min_value=1, max_value=3)
