"""Which fields the sections of a page have in the editor, and how a section's content becomes fields and back."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django import forms

from events.page.editing import free_person_id
from events.page.schema import HIGHLIGHT_ICONS, WAY_ICONS
from events.page.sections import Content

TBA = "To be announced"
Kind = Literal["line", "text", "choice", "check", "hidden", "picture", "links", "day"]


@dataclass(frozen=True)
class Field:
    """One field: its name in the section, its label, how long it may be."""

    name: str
    label: str
    most: int = 80
    kind: Kind = "line"
    choices: tuple[tuple[str, str], ...] = ()
    is_required: bool = False
    hint: str = ""

    def draw(self, pictures: Iterable[tuple[str, str]]) -> forms.Field:
        common: dict[str, Any] = {"label": self.label, "required": self.is_required, "help_text": self.hint}
        match self.kind:
            case "check":
                return forms.BooleanField(**common)
            case "day":
                return forms.IntegerField(min_value=1, max_value=30, **common)
            case "choice":
                return forms.ChoiceField(choices=self.choices, **common)
            case "picture":
                return forms.ChoiceField(choices=[("", "None"), *pictures], **common)
            case "hidden":
                return forms.CharField(max_length=self.most, widget=forms.HiddenInput, **common)
            case "text" | "links":
                rows = 6 if self.most > 1200 else 3
                return forms.CharField(max_length=self.most, widget=forms.Textarea({"rows": rows}), **common)
        return forms.CharField(max_length=self.most, **common)


HEADING = Field("heading", "Heading")
_LINKS_HINT = "One address a line, each beginning with https:// or mailto:"
_MARKDOWN = "A blank line begins a new paragraph, **stars** make words bold."


def _icons(names: Iterable[str]) -> tuple[tuple[str, str], ...]:
    return tuple((name, name.capitalize()) for name in names)


TOPS: dict[str, tuple[Field, ...]] = {
    "hero": (
        Field("title", "Title", 90, hint="Empty: the event's name."),
        Field("tagline", "Line below it", 300, "text", hint="Empty: the event's summary."),
        Field("primary", "Words on the button", 40),
        Field("image", "Picture", kind="picture", hint="Without one the page shows its drawn cover."),
        Field("show_date", "Show the date", kind="check"),
        Field("show_venue", "Show the venue", kind="check"),
    ),
    "about": (
        HEADING,
        Field("body", "Text", 6000, "text", hint=_MARKDOWN),
        Field("image", "Picture", kind="picture"),
        Field("live_figures", "Show seats and length", kind="check"),
    ),
    "highlights": (HEADING,),
    "agenda": (HEADING,),
    "speakers": (HEADING,),
    "venue": (
        HEADING,
        Field("directions", "How to get there", 1200, "text"),
        Field("map", "Map", kind="choice", choices=(("static", "Drawn"), ("link", "A link"), ("none", "None"))),
        Field("image", "Picture", kind="picture"),
    ),
    "gallery": (HEADING,),
    "rich_text": (HEADING, Field("body", "Text", 6000, "text", hint=_MARKDOWN)),
    "tickets": (HEADING, Field("note", "Note below the tickets", 300, "text")),
    "sponsors": (HEADING,),
    "faq": (HEADING,),
    "countdown": (
        HEADING,
        Field(
            "target", "Counts down to", kind="choice",
            choices=(("event_start", "the beginning"), ("sales_end", "the end of ticket sales")),
        ),
        Field("after", "What it says then"),
    ),
    "contact": (
        HEADING,
        Field("email", "Email", 180),
        Field("text", "Text", 600, "text"),
        Field("links", "Links", 2400, "links", hint=_LINKS_HINT),
    ),
    "cta": (HEADING, Field("text", "Invitation", 160, is_required=True), Field("button", "Words on the button", 40)),
}  # fmt: skip


@dataclass(frozen=True)
class ItemList:
    """The list of a section: what one entry is called, its fields, and how entries are read."""

    name: str
    one: str
    fields: tuple[Field, ...]
    read: Callable[[Content, Mapping[str, str]], list[dict[str, Any]]]


def _reading(name: str, fields: tuple[Field, ...]) -> Callable[[Content, Mapping[str, str]], list[dict[str, Any]]]:
    return lambda section, people: [_item_fields(item, fields) for item in section.get(name, [])]


def _slots(section: Content, people: Mapping[str, str]) -> list[dict[str, Any]]:
    return [
        {**_item_fields(item, _SLOT), "day": day["day"], "speakers": _names(item.get("speakers", []), people)}
        for day in section.get("days", [])
        for item in day["items"]
    ]


def _names(ids: Iterable[str], people: Mapping[str, str]) -> str:
    return ", ".join(people[ref] for ref in ids if ref in people)


def _list(name: str, one: str, *fields: Field) -> ItemList:
    return ItemList(name, one, fields, _reading(name, fields))


_SLOT = (
    Field("day", "Day", kind="day", is_required=True),
    Field("start", "From", 5, hint="14:30"),
    Field("end", "Until", 5),
    Field("title", "What", 140, is_required=True),
    Field("text", "More about it", 600, "text"),
    Field("track", "Track", 40),
    Field("speakers", "Who", 300, hint="Names from the page's people, with commas."),
    Field("is_break", "It is a break", kind="check"),
)
LISTS: dict[str, ItemList] = {
    "about": _list("figures", "figure", Field("value", "Figure", 30, is_required=True), Field("label", "Of what", 60)),
    "highlights": _list(
        "items", "reason",
        Field("icon", "Icon", kind="choice", choices=_icons(HIGHLIGHT_ICONS)),
        Field("title", "Title", 60, is_required=True), Field("text", "Text", 300, "text"),
    ),
    "agenda": ItemList("days", "slot", _SLOT, _slots),
    "speakers": _list(
        "items", "person",
        Field("id", "", 40, "hidden"), Field("name", "Name", 80, is_required=True), Field("title", "What they do"),
        Field("company", "Where"), Field("bio", "About them", 1200, "text"), Field("photo", "Photo", kind="picture"),
        Field("links", "Links", 1200, "links", hint=_LINKS_HINT),
    ),
    "venue": _list(
        "ways", "way to get there",
        Field("icon", "By", kind="choice", choices=_icons(WAY_ICONS)), Field("text", "How", 160, is_required=True),
    ),
    "gallery": _list(
        "images", "picture",
        Field("asset", "Picture", kind="picture", is_required=True), Field("alt", "What it shows", 160),
    ),
    "sponsors": _list(
        "items", "supporter",
        Field("name", "Name", 80, is_required=True), Field("tier", "Tier", 30), Field("logo", "Logo", kind="picture"),
        Field("href", "Link", 300),
    ),
    "faq": _list(
        "items", "question",
        Field("q", "Question", 160, is_required=True), Field("a", "Answer", 1200, "text", is_required=True),
    ),
}  # fmt: skip


def to_fields(section: Content, kind: str) -> dict[str, Any]:
    """A section's own fields as a form shows them."""
    return _item_fields(section, TOPS[kind])


def _item_fields(item: Mapping[str, Any], fields: Iterable[Field]) -> dict[str, Any]:
    return {field.name: _shown(field, item.get(field.name)) for field in fields if field.name in item}


def _shown(field: Field, value: Any) -> Any:
    if field.kind == "picture":
        return value["asset"] if isinstance(value, dict) else value
    if field.kind == "links":
        return "\n".join(value)
    return value["label"] if isinstance(value, dict) else value


def from_fields(
    section: Content, top: dict[str, Any], items: list[dict[str, Any]], *, people: Mapping[str, str]
) -> Content:
    """What was filled in, as the section stores it. What has no field stays as it was."""
    kind = section["type"]
    content = {field.name: _stored(field, top[field.name], section.get(field.name), section) for field in TOPS[kind]}
    entries = LISTS.get(kind)
    if entries is None:
        return content
    if kind == "agenda":
        return {**content, "days": _days(items, people)}
    rows = [_entry(item, entries.fields, section) for item in items]
    if kind == "speakers":
        _name_people(rows)
    return {**content, entries.name: rows}


def _stored(field: Field, value: Any, before: Any, section: Content) -> Any:
    match field.kind:
        case "picture":
            return _picture(value, section) if value else None
        case "links":
            return [line.strip() for line in value.splitlines() if line.strip()]
        case "check":
            return value
    if field.name in ("primary", "button"):
        return {**(before or {"action": "tickets"}), "label": value} if value else before
    if field.name in ("body", "directions", "note", "tagline") and value:
        return value
    return value or None


def _picture(asset: str, section: Content) -> dict[str, str]:
    """A picture with the words it had on the page; without any the picture's own description counts."""
    words = {image["asset"]: image.get("alt", "") for image in _images(section)}
    return {"asset": asset, "alt": words.get(asset, "")}


def _images(node: Any) -> Iterable[dict[str, str]]:
    if isinstance(node, dict):
        if "asset" in node:
            yield node
        for value in node.values():
            yield from _images(value)
    elif isinstance(node, list):
        for value in node:
            yield from _images(value)


def _entry(item: dict[str, Any], fields: Iterable[Field], section: Content) -> dict[str, Any]:
    if "asset" in item:
        return {"asset": item["asset"], "alt": item.get("alt", "")}
    stored = {field.name: _stored(field, item.get(field.name), None, section) for field in fields}
    return {name: value for name, value in stored.items() if value is not None}


def _name_people(rows: list[dict[str, Any]]) -> None:
    taken = {row["id"] for row in rows if row.get("id")}
    for row in rows:
        if not row.get("id"):
            row["id"] = free_person_id(taken, row["name"])
            taken.add(row["id"])
        row["placeholder"] = row["name"] == TBA


def unknown_people(named: str, people: Mapping[str, str]) -> list[str]:
    """Whom the page does not know of those named with commas."""
    known = {name.casefold() for name in people.values()}
    return [name for part in named.split(",") if (name := part.strip()) and name.casefold() not in known]


def _days(items: list[dict[str, Any]], people: Mapping[str, str]) -> list[dict[str, Any]]:
    """The slots by their days, with people by their ids."""
    ids = {name.casefold(): ref for ref, name in people.items()}
    days: dict[int, list[dict[str, Any]]] = {}
    for item in items:
        named = [ids[name] for part in item["speakers"].split(",") if (name := part.strip().casefold()) in ids]
        slot = {name: item[name] for name in ("start", "end", "title", "text", "track") if item[name]}
        slot |= {"is_break": item["is_break"], "tba": item["title"] == TBA, "speakers": named}
        days.setdefault(item["day"], []).append(slot)
    return [{"day": day, "items": days[day]} for day in sorted(days)]
