"""A file as the conversation shows it: what was found in it, by kind, and what of it is in the event by now."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from conversations.models import Attachment

_NAMES = {
    "event": ("date", "dates"), "ticket": ("ticket", "tickets"), "agenda": ("agenda item", "agenda items"),
    "speaker": ("speaker", "speakers"), "faq": ("question", "questions"), "note": ("remark", "remarks"),
}  # fmt: skip


@dataclass(frozen=True)
class Group:
    """Candidates of one kind."""

    kind: str
    candidates: tuple[dict[str, Any], ...]

    @property
    def label(self) -> str:
        """What they are: "12 speakers"."""
        one, many = _NAMES[self.kind]
        return f"{len(self.candidates)} {one if len(self.candidates) == 1 else many}"

    @property
    def heading(self) -> str:
        return _NAMES[self.kind][1].capitalize()

    @property
    def is_choice(self) -> bool:
        """Whether only one of them can be added at a time: an event has one date."""
        return self.kind == "event"

    @property
    def is_long(self) -> bool:
        return len(self.candidates) > 2 and not self.is_choice


@dataclass(frozen=True)
class FileShown:
    """A file and what was found in it. `has_event`: the conversation has an event that it can be added to."""

    attachment: Attachment
    has_event: bool

    @property
    def groups(self) -> list[Group]:
        kinds = dict.fromkeys(one["kind"] for one in self.attachment.candidates if one["kind"] in _NAMES)
        return [Group(kind, tuple(one for one in self.attachment.candidates if one["kind"] == kind)) for kind in kinds]

    @property
    def summary(self) -> str:
        """What was found, in words: "2 tickets, 12 speakers"; empty for nothing."""
        return ", ".join(group.label for group in self.groups if group.kind != "note")

    @property
    def is_over(self) -> bool:
        """Whether there is nothing left to add."""
        return all(one.get("taken_at") or not one["call"]["name"] for one in self.attachment.candidates)

    @property
    def begins(self) -> bool:
        """Whether it offers an event to begin, where there is none yet."""
        return not self.has_event and any(one["kind"] == "event" for one in self.attachment.candidates)

    @property
    def waits_for_event(self) -> bool:
        """Whether what it holds belongs to an event, and there is none."""
        return not self.has_event and not self.begins and not self.is_over


def files_shown(attachments: Iterable[Attachment], *, has_event: bool) -> list[FileShown]:
    """The files in the order in which they were given."""
    return [FileShown(attachment, has_event) for attachment in sorted(attachments, key=lambda one: one.created_at)]
