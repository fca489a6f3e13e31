"""The forms of a page's sections: what a section says as fields, and its list as rows with one free row at the end.

The shape alone: what may stand on a page, the schema and the operations judge.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID, uuid4

from django import forms

from events.models import Event
from events.page.sections import Content, name_of, state_of
from events.section_fields import LISTS, TOPS, Field, ItemList, from_fields, to_fields, unknown_people

_ACT = re.compile(r"(up|down|drop)-(\d{1,2})")
_MOST_ROWS = 81


class SectionForm:
    """One section to be filled in. `pictures` are (asset, name), `people` are (id, name) of the page's speakers."""

    def __init__(
        self,
        section: Content,
        *,
        event: Event,
        pictures: Iterable[tuple[str, str]] = (),
        people: Mapping[str, str] | None = None,
        data: Mapping[str, str] | None = None,
    ) -> None:
        self.section, self.event, self.data = section, event, data
        self.pictures, self.people = list(pictures), dict(people or {})
        self.state = state_of(section)
        self.base = data.get("base", "") if data else self.state
        self.writing = _uuid(data.get("writing", "")) if data else uuid4()
        self.list: ItemList | None = LISTS.get(section["type"])
        self.top = self._form(TOPS[section["type"]], "top", to_fields(section, section["type"]))
        self.rows = self._rows()

    @property
    def name(self) -> str:
        return name_of(self.section)

    @property
    def is_stale(self) -> bool:
        """Whether somebody changed the section since it was opened."""
        return bool(self.base) and self.base != self.state

    def is_valid(self) -> bool:
        is_valid = all([self.top.is_valid(), *(row.is_valid() for row in self.rows)])
        for row in self.rows:
            if unknown := unknown_people(row.cleaned_data.get("speakers") or "", self.people):
                row.add_error(
                    "speakers", f"{', '.join(unknown)}: not among the page's people yet. Add them there first."
                )
                is_valid = False
        return is_valid

    @property
    def problem(self) -> str:
        """The first thing to mend, in words; empty where there is none."""
        for form in (self.top, *self.rows):
            for name, errors in form.errors.items():
                return f"{form.fields[name].label}: {errors[0]}"
        return ""

    def content(self) -> Content:
        """What was filled in, as the section stores it; the pressed button's move or removal is done."""
        items = [row.cleaned_data for row in self.rows if row.has_changed() or not row.empty_permitted]
        act = _ACT.fullmatch(self.data.get("act", "")) if self.data else None
        if act:
            items = _acted(items, act[1], int(act[2]))
        return from_fields(self.section, self.top.cleaned_data, items, people=self.people)

    def _rows(self) -> list[forms.Form]:
        if self.list is None:
            return []
        known = self.list.read(self.section, self.people)
        count = len(known) if self.data is None else min(_number(self.data.get("rows", "")), _MOST_ROWS)
        values = [known[place] if place < len(known) else {} for place in range(count)]
        rows = [self._form(self.list.fields, f"row-{place}", value) for place, value in enumerate(values)]
        choices = {field.name: field.choices[0][0] for field in self.list.fields if field.choices}
        days = {field.name: 1 for field in self.list.fields if field.kind == "day"}
        free = self._form(self.list.fields, f"row-{count}", choices | days)
        free.empty_permitted, free.use_required_attribute = True, False
        return [*rows, free]

    def _form(self, fields: Iterable[Field], prefix: str, initial: dict[str, Any]) -> forms.Form:
        form = forms.Form(self.data, prefix=prefix, initial=initial, auto_id="f-%s")
        form.fields = {field.name: field.draw(self.pictures) for field in fields}
        return form


def _acted(items: list[dict[str, Any]], act: str, place: int) -> list[dict[str, Any]]:
    if place >= len(items):
        return items
    item = items.pop(place)
    if act != "drop":
        items.insert(max(0, place + (1 if act == "down" else -1)), item)
    return items


def _number(text: str) -> int:
    return int(text) if re.fullmatch(r"\d{1,3}", text) else 0


def _uuid(text: str) -> UUID | None:
    return UUID(text) if re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", text) else None
