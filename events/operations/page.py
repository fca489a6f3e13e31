"""What is done with the words and sections of an event's page. Facts stay the event's: a page stores none of them.

Every operation locks the event, takes `expected_version` (the `version` of the event somebody looked at; None: whatever
stands), and refuses a price or a date that the event tells otherwise. `facts` brings the tickets, for those prices.
"""

from collections.abc import Callable, Sequence
from typing import Any

from pydantic import ValidationError

from accounts.models import Profile
from eventai.errors import DomainError, NotAllowed
from eventai.operation import operation
from events.facts import event_facts
from events.models import Event
from events.operations.events import PageUnreadable
from events.page import editing
from events.page.contradictions import contradictions, with_live_fields
from events.page.editing import AddableType, PageCopy
from events.page.facts import PageFacts

Edit = Callable[[dict[str, Any]], dict[str, Any]]


class PageChanged(DomainError):
    """Somebody else changed the event since it was read."""


class FactContradicted(DomainError):
    """A text says otherwise than the event."""


@operation
def revise_page_copy(
    event: Event, *, copy: PageCopy, by: Profile, facts: PageFacts | None = None, expected_version: int | None = None
) -> Event:
    """Write the given words on the page: None keeps what is there, an empty text takes it away.

    The event's own day, venue and lowest price become live fields. Raises PageChanged, FactContradicted and
    PageUnreadable.
    """
    known = facts or event_facts(event)
    heads = {"title": copy.title, "tagline": copy.tagline, "cta": copy.cta}
    true: dict[str, Any] = {name: true_text(text, known, is_headline=True) for name, text in heads.items()}
    true |= {name: true_text(getattr(copy, name), known) for name in ("about", "seo_title", "seo_description")}
    for name in ("highlights", "faq"):
        pairs = getattr(copy, name)
        true[name] = tuple((true_text(a, known), true_text(b, known)) for a, b in pairs) if pairs is not None else None
    if true["title"] == known.name:
        true["title"] = ""  # the page shows the name by itself, whatever it becomes
    return edit_page(event, lambda config: editing.revise_copy(config, PageCopy(**true)), expected_version)


@operation
def revise_section(
    event: Event,
    *,
    section: str,
    by: Profile,
    heading: str | None = None,
    text: str | None = None,
    is_hidden: bool | None = None,
    facts: PageFacts | None = None,
    expected_version: int | None = None,
) -> Event:
    """Change the heading or the words of one section, hide it or show it; None keeps.

    `section` is a type, an id or a heading. Raises NoSuchSection, SectionFixed, PageChanged, FactContradicted.
    """
    known = facts or event_facts(event)
    is_headline = section == "hero"
    heading, text = (true_text(words, known, is_headline=is_headline) for words in (heading, text))
    if is_headline and heading == known.name:
        heading = ""

    def edit(config: dict[str, Any]) -> dict[str, Any]:
        return editing.revise_section(config, section, heading=heading, text=text, is_hidden=is_hidden)

    return edit_page(event, edit, expected_version, section=section)


@operation
def add_section(
    event: Event,
    *,
    kind: AddableType,
    by: Profile,
    heading: str | None = None,
    text: str | None = None,
    after: str | None = None,
    facts: PageFacts | None = None,
    may_be_empty: bool = False,
) -> Event:
    """Add a section to the page, or show again the one that was hidden. Raises SectionFixed, SectionEmpty."""
    known = facts or event_facts(event)
    heading, text = true_text(heading, known), true_text(text, known)
    words: dict[str, Any] = {"heading": heading, "text": text, "after": after, "may_be_empty": may_be_empty}
    return edit_page(event, lambda config: editing.add_section(config, kind, **words))


@operation
def remove_section(event: Event, *, section: str, by: Profile) -> Event:
    """Take a section off the page with all it says; `revise_section` hides it instead."""
    return edit_page(event, lambda config: editing.remove_section(config, section))


@operation
def move_section(
    event: Event, *, section: str, by: Profile, before: str | None = None, after: str | None = None
) -> Event:
    """Put a section before or behind another one; with neither, at the end."""
    return edit_page(event, lambda config: editing.move_section(config, section, before=before, after=after))


@operation
def add_speaker(
    event: Event,
    *,
    name: str,
    by: Profile,
    title: str | None = None,
    company: str | None = None,
    bio: str | None = None,
    facts: PageFacts | None = None,
) -> Event:
    """Put a person on the page, or tell more of one who is there by that name."""
    bio = true_text(bio, facts or event_facts(event))
    return edit_page(event, lambda config: editing.put_speaker(config, name, title=title, company=company, bio=bio))


@operation
def add_agenda_item(
    event: Event,
    *,
    title: str,
    by: Profile,
    day: int = 1,
    start: str | None = None,
    end: str | None = None,
    text: str | None = None,
    track: str | None = None,
    speakers: Sequence[str] = (),
) -> Event:
    """Put a slot into the programme of a day, counted from 1; the same title at the same hour is the same slot.

    `start` and `end` are "14:30", local to the event. Speakers are named; new names join the people of the page.
    """

    def edit(config: dict[str, Any]) -> dict[str, Any]:
        return editing.put_agenda_item(
            config, title, day=day, start=start, end=end, text=text, track=track, speakers=speakers
        )

    return edit_page(event, edit)


@operation
def add_faq_item(event: Event, *, question: str, answer: str, by: Profile, facts: PageFacts | None = None) -> Event:
    """Answer a question on the page; the same question is answered anew."""
    answer = true_text(answer, facts or event_facts(event)) or ""
    return edit_page(event, lambda config: editing.put_question(config, question, answer))


@operation
def add_sponsor(event: Event, *, name: str, by: Profile, tier: str | None = None, href: str | None = None) -> Event:
    """Thank a supporter on the page, or change their tier or link."""
    return edit_page(event, lambda config: editing.put_sponsor(config, name, tier=tier, href=href))


def true_text(text: str | None, facts: PageFacts, *, is_headline: bool = False) -> str | None:
    """The text with live fields for what may change. Raises FactContradicted."""
    if not text:
        return text
    wrong = contradictions(text, facts, is_headline=is_headline)
    if wrong:
        told = "; ".join(f"the text says “{one.words}”, but {one.sentence}" for one in wrong[:2])
        raise FactContradicted(
            f"The page was not changed: {told}. Prices and dates are the event's: change them there; the page follows."
        )
    return with_live_fields(text, facts)


def edit_page(event: Event, edit: Edit, expected_version: int | None = None, *, section: str = "") -> Event:
    """The event with its page edited, locked meanwhile. Raises PageChanged, PageUnreadable and what the edit raises."""
    locked = Event.objects.select_for_update().filter(pk=event.pk).first()
    if locked is None:
        raise NotAllowed("You may look at this event, but not change it.")
    if expected_version is not None and locked.version != expected_version:
        raise PageChanged(_what_is_there(locked, section))
    try:
        config = edit(locked.landing_page_config)
    except ValidationError as fault:
        raise PageUnreadable(f"The page was not changed: {_fault(fault)}") from fault
    if config != locked.landing_page_config:
        locked.landing_page_config = config
        locked.save(update_fields=["landing_page_config", "updated_at"])
        locked.refresh_from_db(fields=["version"])
    return locked


def _what_is_there(event: Event, section: str) -> str:
    said = editing.section_text(event.landing_page_config, section) if section else ""
    now = f" It now says: “{said[:300]}”." if said else ""
    return f"Somebody changed the event meanwhile; nothing of yours was written.{now} Look at it and try again."


def _fault(fault: ValidationError) -> str:
    """The first thing to mend, in words: which text, and what is wrong with it."""
    error = fault.errors(include_url=False, include_input=False)[0]
    place = next((str(step) for step in reversed(error["loc"]) if isinstance(step, str)), "it")
    limit = (error.get("ctx") or {}).get("max_length")
    what = f"can have {limit} characters at most" if limit else str(error["msg"]).removeprefix("Value error, ")
    return f"{_PLACES.get(place, place)}: {what}."


_PLACES = {"q": "The question", "a": "The answer", "href": "The link", "body": "The text", "start": "The hour"}
