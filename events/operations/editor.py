"""What the page's editor does besides single words: whole sections, the look, versions, and publishing the draft.

Visitors see the published page. Everything else here changes the draft (`landing_page_config`), and every change of it
is a change set that can be undone.
"""

from contextlib import AbstractContextManager, nullcontext
from typing import Any
from uuid import UUID

from accounts.models import Profile
from eventai.db.acting import continuing
from eventai.errors import DomainError
from eventai.operation import operation
from events.facts import event_facts
from events.models import ChangeSet, Event
from events.operations.events import locked_event, revise_page
from events.operations.page import edit_page, true_text
from events.page.facts import PageFacts
from events.page.phrases import Tone
from events.page.sections import Content, exchanged, name_of, section_of, state_of, texts_in
from events.page.theme import HeroLayout, Mode, Preset
from events.page.writing import draw_version, redraw_section, restyle

_PAGE = "landing_page_config"
_WRITTEN = frozenset(
    {"heading", "title", "tagline", "body", "text", "note", "q", "a", "label", "directions", "after", "bio"}
)


class SectionChanged(DomainError):
    """Somebody else changed the section since it was opened."""


class NotPublished(DomainError):
    """The event is not before the public."""


class NoSuchVersion(DomainError):
    """The page never was like that."""


@operation
def publish_page_changes(event: Event, *, by: Profile) -> Event:
    """Show visitors the page as it is written now. Publishing the same twice changes nothing.

    Locks the event. Raises NotPublished for a draft, whose page goes out with the event.
    """
    locked = locked_event(event)
    if locked.status == Event.Status.DRAFT:
        raise NotPublished(f"{locked.name} is a draft. Its page goes out when you publish the event.")
    if locked.has_unpublished_changes:
        locked.published_page = locked.landing_page_config
        locked.save(update_fields=["published_page", "updated_at"])
    return locked


@operation
def set_section(
    event: Event,
    *,
    section: str,
    content: Content,
    by: Profile,
    base: str = "",
    writing: UUID | None = None,
    facts: PageFacts | None = None,
) -> Event:
    """Write the fields of one section, named by its id; None takes one away, what is not named stays.

    `base` is the state (`events.page.sections.state_of`) that was looked at; empty: whatever stands. What
    is written under one `writing` is one change, until somebody else changes the event. Locks the event.
    Raises SectionChanged, NoSuchSection, FactContradicted and PageUnreadable.
    """
    known = facts or event_facts(event)

    def edit(config: dict[str, Any]) -> dict[str, Any]:
        there = section_of(config, section)
        if base and state_of(there) != base:
            raise SectionChanged(f"Somebody changed “{name_of(there)}” while you were writing. Nothing was lost.")
        return exchanged(config, section, _true(content, there, known))

    locked_event(event)
    with _going_on(event, writing):
        return edit_page(event, edit)


@operation
def restyle_page(
    event: Event,
    *,
    by: Profile,
    preset: Preset | None = None,
    mode: Mode | None = None,
    accent: str | None = None,
    hero: HeroLayout | None = None,
) -> Event:
    """Dress the page: theme, colour scheme, accent, hero; None keeps, an empty accent takes the theme's own.

    Locks the event. Raises PageUnreadable.
    """
    return edit_page(event, lambda config: restyle(config, preset=preset, mode=mode, accent=accent, hero=hero))


@operation
def redraw_section_copy(event: Event, *, section: str, tone: Tone, by: Profile) -> Event:
    """Say one section's own sentences in another tone; a person's words stay, calmed where the tone is professional."""
    facts = event_facts(event)

    def edit(config: dict[str, Any]) -> dict[str, Any]:
        section_of(config, section)
        return redraw_section(config, facts, tone, section)

    return edit_page(event, edit)


@operation
def choose_page_version(event: Event, *, version: int, by: Profile) -> Event:
    """Take one of the versions drawn for the page, from 1; a person's own words stay in each. Locks the event."""
    facts = event_facts(event)
    return edit_page(event, lambda config: draw_version(config, facts, version))


@operation
def restore_page(event: Event, *, change_set: ChangeSet, by: Profile) -> Event:
    """Make the page what it was after a change; everything since stays in the history. Raises NoSuchVersion."""
    locked = locked_event(event)
    item = change_set.items.filter(row_id=locked.pk, after__has_key=_PAGE).first()
    if item is None or change_set.event_id != locked.pk:
        raise NoSuchVersion("The page was not changed then, so there is nothing to bring back.")
    return revise_page(locked, config=item.after[_PAGE], by=by)


def _going_on(event: Event, writing: UUID | None) -> AbstractContextManager[None]:
    """The change set that was begun under this name, as long as it is the latest one of the event."""
    begun = ChangeSet.objects.filter(pk=writing).exists() if writing else False
    latest = ChangeSet.objects.filter(event=event).order_by("-created_at", "-pk").values_list("pk", flat=True).first()
    return continuing(writing) if writing and (not begun or latest == writing) else nullcontext()


def _true(content: Content, there: Content, facts: PageFacts) -> Content:
    """The content with live fields for what may change, where something was written. Raises FactContradicted."""
    known = {text for _, text in texts_in(there)}
    for path, text in list(texts_in(content)):
        if path[-1] in _WRITTEN and text not in known:
            node: Any = content
            for step in path[:-1]:
                node = node[step]
            node[path[-1]] = true_text(text, facts, is_headline=there["type"] == "hero")
    if there["type"] == "hero" and content.get("title") in (facts.name, "{name}"):
        content["title"] = None  # the page shows the name by itself, whatever it becomes
    return content
