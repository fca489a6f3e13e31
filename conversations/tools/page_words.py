"""Tools that write the words of the page. What a model invents is left out before anything is written."""

from pydantic import BaseModel, Field

from conversations.registry import DRAFT, PUBLISHED, Done, Risk, ToolContext, tool
from conversations.tools.invention import Invented, Witness
from conversations.tools.page_receipts import facts_of, placed, written
from events import operations
from events.models import Event
from events.page.editing import PageCopy, section_named


class Highlight(BaseModel):
    """A reason to come."""

    title: str = Field(max_length=60)
    text: str = Field(max_length=300)


class Answer(BaseModel):
    """A question and its answer."""

    q: str = Field(max_length=160)
    a: str = Field(max_length=1200)


class PageWords(BaseModel):
    """Words for the page. None keeps what is there; an empty text takes it away."""

    title: str | None = Field(default=None, max_length=90)
    tagline: str | None = Field(default=None, max_length=300)
    about: str | None = Field(default=None, max_length=6000, description="Markdown, 2 or 3 short paragraphs")
    highlights: list[Highlight] | None = Field(default=None, max_length=12)
    faq: list[Answer] | None = Field(default=None, max_length=20)
    cta: str | None = Field(default=None, max_length=160)
    seo_title: str | None = Field(default=None, max_length=80)
    seo_description: str | None = Field(default=None, max_length=160)


class SectionWords(BaseModel):
    """A section by its type or heading, and what shall be different about it."""

    section: str = Field(
        max_length=80, description="hero, about, agenda, speakers, venue, tickets, faq … or its heading"
    )
    heading: str | None = Field(default=None, max_length=90)
    text: str | None = Field(default=None, max_length=6000)
    hidden: bool | None = None
    expected_version: int | None = Field(default=None, description="The event's version you read")


@tool(PageWords, risk=Risk.WRITE, states={DRAFT, PUBLISHED}, doing="Writing the page", is_sensitive=True)
def revise_page_copy(context: ToolContext, arguments: PageWords) -> Done:
    """Write the page's words from what the person said. No prices, dates or invented facts: the page shows the event's.

    Highlights replace those there are, questions are added. Live fields: {name} {day} {venue} {city} {price}.
    """
    facts = facts_of(context)
    witness = Witness(context, facts)
    copy = PageCopy(
        title=witness.line(arguments.title),
        tagline=witness.line(arguments.tagline),
        about=witness.prose(arguments.about),
        highlights=witness.pairs([(one.title, one.text) for one in arguments.highlights or ()] or None),
        faq=witness.pairs([(one.q, one.a) for one in arguments.faq or ()] or None),
        cta=witness.line(arguments.cta),
        seo_title=witness.line(arguments.seo_title),
        seo_description=witness.line(arguments.seo_description),
    )
    if copy == PageCopy() and witness.left_out:
        raise Invented(witness.sentence)
    event = operations.revise_page_copy(context.subject, copy=copy, by=context.profile, facts=facts)
    return written(context, event, facts, title="Page written", witness=witness)


@tool(SectionWords, risk=Risk.WRITE, states={DRAFT, PUBLISHED}, doing="Changing a section", is_sensitive=True)
def revise_section(context: ToolContext, arguments: SectionWords) -> Done:
    """Change one section's heading or text, hide it or show it again."""
    facts = facts_of(context)
    witness = Witness(context, facts)
    heading, text = witness.line(arguments.heading), witness.prose(arguments.text)
    if witness.left_out and heading is None and text is None:
        raise Invented(witness.sentence)
    event = operations.revise_section(
        context.subject,
        section=arguments.section,
        heading=heading,
        text=text,
        is_hidden=arguments.hidden,
        by=context.profile,
        facts=facts,
        expected_version=arguments.expected_version,
    )
    if arguments.hidden is not None and heading is None and text is None:
        return _shown(event, arguments)
    return written(context, event, facts, title="Section changed", witness=witness)


def _shown(event: Event, arguments: SectionWords) -> Done:
    _, name = section_named(event.landing_page_config, arguments.section)
    if arguments.hidden:
        return placed(event, title="Section hidden", summary=f"“{name}” is not on the page; nothing of it is lost")
    return placed(event, title="Section shown", summary=f"“{name}” is on the page")
