"""Whatever two people and the assistant do to a page in whatever order: it stays valid, and undo leads back to the byte."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import AppRole, Profile
from eventai.db.acting import acting_as, changing
from eventai.errors import DomainError
from events.models import Event
from events.operations import (
    add_faq_item,
    add_section,
    add_speaker,
    choose_page_version,
    move_section,
    redraw_section_copy,
    remove_section,
    restyle_page,
    revise_section,
    set_section,
)
from events.page.reading import check_page
from events.page.sections import sections_of
from tests import builders
from tests.ticketing import buying
from ticketing.editor import page_changes
from ticketing.operations.changes import redo_changes, undo_changes

Act = Callable[[Event, Profile, str, str], Any]

WORDS = st.text("abc äß{}*#<>&\n\u202e", max_size=40)
ACTS: dict[str, Act] = {
    "words": lambda e, by, at, words: set_section(e, section=at, content={"heading": words[:80]}, by=by),
    "text": lambda e, by, at, words: revise_section(e, section=at, text=words, by=by),
    "hide": lambda e, by, at, words: revise_section(e, section=at, is_hidden=len(words) % 2 == 0, by=by),
    "up": lambda e, by, at, words: move_section(e, section=at, before=ids(e)[len(words) % len(ids(e))], by=by),
    "last": lambda e, by, at, words: move_section(e, section=at, by=by),
    "remove": lambda e, by, at, words: remove_section(e, section=at, by=by),
    "add": lambda e, by, at, words: add_section(e, kind="rich_text", by=by, after=at, may_be_empty=True),
    "gallery": lambda e, by, at, words: add_section(e, kind="gallery", by=by, may_be_empty=True),
    "speaker": lambda e, by, at, words: add_speaker(e, name=words or "Ilse", by=by),
    "question": lambda e, by, at, words: add_faq_item(e, question=words or "Why", answer=words, by=by),
    "look": lambda e, by, at, words: restyle_page(e, preset="gala" if words else "salon", by=by),
    "tone": lambda e, by, at, words: redraw_section_copy(e, section=at, tone="playful", by=by),
    "version": lambda e, by, at, words: choose_page_version(e, version=len(words) % 3 + 1, by=by),
}
STEPS = st.lists(
    st.tuples(st.sampled_from(["olga", "omar", "assistant"]), st.sampled_from(sorted(ACTS)), st.integers(0, 9), WORDS),
    min_size=1,
    max_size=8,
)


def ids(event: Event) -> list[str]:
    return [section["id"] for section in sections_of(event.landing_page_config)]


def stored(event: Event) -> str:
    """The page byte by byte."""
    return json.dumps(buying.fresh(event).landing_page_config, sort_keys=True)


@dataclass
class Room:
    """An event that two people and the assistant write on, and every page it ever had."""

    event: Event
    people: dict[str, Profile]
    pages: list[str] = field(default_factory=list)

    def do(self, who: str, act: str, place: int, words: str) -> None:
        """One act in a scope of its own; what is refused changes nothing."""
        person = self.people["olga" if who == "assistant" else who]
        event = buying.fresh(self.event)
        at = ids(event)[place % len(ids(event))]
        before = stored(event)
        try:
            with acting_as(person.pk):
                if who == "assistant":
                    with changing(uuid4()):
                        ACTS[act](event, person, at, words)
                else:
                    ACTS[act](event, person, at, words)
        except DomainError:
            assert stored(event) == before
        if stored(event) != before:
            self.pages.append(stored(event))

    def back(self) -> None:
        self._step(lambda: page_changes(self.event).undoable().first(), undo_changes)

    def forth(self) -> None:
        self._step(lambda: page_changes(self.event).redoable().first(), redo_changes)

    def _step(self, which: Callable[[], Any], act: Callable[..., Any]) -> None:
        olga = self.people["olga"]
        with acting_as(olga.pk):
            act(self.event, change_set=which(), by=olga, now=timezone.now())


@pytest.mark.django_db
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=STEPS)
def test_any_sequence_leaves_a_valid_page_and_undo_leads_back(db: None, steps: list[tuple[str, str, int, str]]) -> None:
    name = uuid4().hex[:8]
    people = {who: builders.make_person(f"{who}.{name}", AppRole.ORGANIZER) for who in ("olga", "omar")}
    event = builders.make_event(people["olga"])
    builders.open_to(event, people["omar"], "change_event")
    room = Room(event, people)
    room.pages.append(stored(event))
    for step in steps:
        room.do(*step)
        check_page(buying.fresh(event).landing_page_config)
    for page in reversed(room.pages[:-1]):
        room.back()
        assert stored(event) == page
    for page in room.pages[1:]:
        room.forth()
        assert stored(event) == page
