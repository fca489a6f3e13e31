"""`{% field form.email %}` and `{% fields form %}`: form fields as the design draws them."""

from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

register = template.Library()


def kind_of(bound: BoundField) -> str:
    """Return how a field is laid out: hidden, choice (one box), group (a legend and choices) or line."""
    widget = bound.field.widget
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, forms.CheckboxInput):
        return "choice"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "group"
    return "line"


def describing_ids(bound: BoundField, *, has_hint: bool) -> str:
    """Return the ids of the hint and of the errors, in reading order."""
    ids = [f"{bound.auto_id}_helptext"] if has_hint else []
    return " ".join([*ids, f"{bound.auto_id}_error"] if bound.errors else ids)


def is_first_wrong(bound: BoundField) -> bool:
    """Say whether this is the first field a person has to correct; it takes the focus."""
    return next(iter(bound.form.errors), None) == bound.name


def draw(bound: BoundField, *, has_hint: bool, attrs: dict[str, Any]) -> SafeString:
    """Draw the widget with the design's class and the ids that describe it."""
    kind = kind_of(bound)
    if kind == "line":
        one_time_code = bound.field.widget.attrs.get("autocomplete") == "one-time-code"
        attrs = {"class": "input", "placeholder": False, "data-code": one_time_code, **attrs}
    if described := describing_ids(bound, has_hint=has_hint):
        attrs["aria-describedby"] = described
    if is_first_wrong(bound):
        attrs["autofocus"] = True
    return bound.as_widget(attrs=attrs)


@register.inclusion_tag("_field.html")
def field(bound: BoundField, *, label: str = "", hint: str = "", **attrs: Any) -> dict[str, Any]:
    """Draw one field: label above, hint, widget, errors. Further arguments become attributes of the widget."""
    spoken_hint = hint or bound.help_text
    return {
        "field": bound,
        "kind": kind_of(bound),
        "label": label or bound.label,
        "hint": spoken_hint,
        "widget": draw(bound, has_hint=bool(spoken_hint), attrs=attrs),
    }


@register.inclusion_tag("_fields.html")
def fields(form: forms.BaseForm) -> dict[str, Any]:
    """Draw a whole form without its `<form>`: what is wrong with it, then every field."""
    return {"form": form}
