"""Tools that add, move and remove the parts of the page: sections, speakers, slots, questions, sponsors."""

from pydantic import BaseModel, Field

from conversations.registry import DRAFT, PUBLISHED, Done, Risk, ToolContext, tool
from conversations.tools.invention import Invented, Witness
from conversations.tools.page_receipts import facts_of, placed, written
from events import operations
from events.page.editing import NAMES, SectionType, section_named

_CLOCK = r"^([01]\d|2[0-3]):[0-5]\d$"


class NewSection(BaseModel):
    """A kind of section, with its heading and text if it has any; behind `after`, else where it usually stands."""

    type: SectionType
    heading: str | None = Field(default=None, max_length=80)
    text: str | None = Field(default=None, max_length=6000)
    after: str | None = Field(default=None, max_length=80)


class SectionName(BaseModel):
    """A section by its type or heading."""

    section: str = Field(max_length=80)


class NewPlace(BaseModel):
    """A section, and the one it shall stand before or after; with neither it goes to the end."""

    section: str = Field(max_length=80)
    before: str | None = Field(default=None, max_length=80)
    after: str | None = Field(default=None, max_length=80)


class SpeakerFacts(BaseModel):
    """A person as they were told. None means "not said"."""

    name: str = Field(min_length=1, max_length=80)
    title: str | None = Field(default=None, max_length=80)
    company: str | None = Field(default=None, max_length=80)
    bio: str | None = Field(default=None, max_length=1200)


class AgendaSlot(BaseModel):
    """A slot of the programme. `day` counts from 1; hours are local, HH:MM."""

    title: str = Field(min_length=1, max_length=140)
    day: int | None = Field(default=None, ge=1, le=30)
    start: str | None = Field(default=None, pattern=_CLOCK)
    end: str | None = Field(default=None, pattern=_CLOCK)
    text: str | None = Field(default=None, max_length=600)
    track: str | None = Field(default=None, max_length=40)
    speakers: list[str] | None = Field(default=None, max_length=8)


class FaqItem(BaseModel):
    """A question and its answer."""

    question: str = Field(min_length=1, max_length=160)
    answer: str = Field(min_length=1, max_length=1200)


class SponsorFacts(BaseModel):
    """A supporter of the event."""

    name: str = Field(min_length=1, max_length=80)
    tier: str | None = Field(default=None, max_length=30)
    link: str | None = Field(default=None, max_length=300)


@tool(NewSection, risk=Risk.WRITE, states={DRAFT, PUBLISHED}, doing="Adding a section", is_sensitive=True)
def add_section(context: ToolContext, arguments: NewSection) -> Done:
    """Add a section to the page, or show a hidden one again."""
    facts = facts_of(context)
    witness = Witness(context, facts)
    heading, text = witness.line(arguments.heading), witness.prose(arguments.text)
    if witness.left_out and text is None and arguments.text:
        raise Invented(witness.sentence)
    event = operations.add_section(
        context.subject,
        kind=arguments.type,
        heading=heading,
        text=text,
        after=arguments.after,
        by=context.profile,
        facts=facts,
    )
    rows = (("Section", heading or NAMES[arguments.type].capitalize()), *witness.rows)
    return placed(event, title="Section added", summary=rows[0][1], rows=rows)


@tool(SectionName, risk=Risk.WRITE, states={DRAFT, PUBLISHED}, doing="Removing a section")
def remove_section(context: ToolContext, arguments: SectionName) -> Done:
    """Take a section off the page with all it says. To keep its words, hide it with revise_section."""
    _, name = section_named(context.subject.landing_page_config, arguments.section)
    event = operations.remove_section(context.subject, section=arguments.section, by=context.profile)
    return placed(event, title="Section removed", summary=name, rows=(("Removed", name),))


@tool(NewPlace, risk=Risk.WRITE, states={DRAFT, PUBLISHED}, doing="Moving a section")
def move_section(context: ToolContext, arguments: NewPlace) -> Done:
    """Put a section before or after another one, or at the end."""
    config = context.subject.landing_page_config
    _, name = section_named(config, arguments.section)
    event = operations.move_section(
        context.subject,
        section=arguments.section,
        before=arguments.before,
        after=arguments.after,
        by=context.profile,
    )
    other = arguments.before or arguments.after
    where = (
        f"{'before' if arguments.before else 'after'} “{section_named(config, other)[1]}”" if other else "at the end"
    )
    return placed(event, title="Section moved", summary=f"“{name}” {where}", rows=(("Moved", f"“{name}” {where}"),))


@tool(SpeakerFacts, risk=Risk.WRITE, states={DRAFT, PUBLISHED}, doing="Adding a speaker", is_sensitive=True)
def add_speaker(context: ToolContext, arguments: SpeakerFacts) -> Done:
    """Put a person on the page, or tell more of one who is there. Only people the person named."""
    facts = facts_of(context)
    witness = Witness(context, facts)
    for what, text in (("speaker", arguments.name), ("title", arguments.title), ("company", arguments.company)):
        witness.require(what, text)
    event = operations.add_speaker(
        context.subject,
        name=arguments.name,
        title=arguments.title,
        company=arguments.company,
        bio=witness.prose(arguments.bio),
        by=context.profile,
        facts=facts,
    )
    role = ", ".join(part for part in (arguments.title, arguments.company) if part)
    rows = (("Speaker", ", ".join(part for part in (arguments.name, role) if part)), *witness.rows)
    return placed(event, title=f"Speaker added: {arguments.name}", summary=role or "on the page", rows=rows)


@tool(AgendaSlot, risk=Risk.WRITE, states={DRAFT, PUBLISHED}, doing="Adding to the agenda", is_sensitive=True)
def add_agenda_item(context: ToolContext, arguments: AgendaSlot) -> Done:
    """Put a slot into the programme; the same title at the same hour is changed. Only hours the person said."""
    facts = facts_of(context)
    witness = Witness(context, facts)
    witness.require_times((arguments.start, arguments.end))
    for name in arguments.speakers or ():
        witness.require("speaker", name)
    if witness.line(arguments.title) is None:
        raise Invented(witness.sentence)
    event = operations.add_agenda_item(
        context.subject,
        title=arguments.title,
        day=arguments.day or 1,
        start=arguments.start,
        end=arguments.end,
        text=witness.prose(arguments.text),
        track=arguments.track,
        speakers=arguments.speakers or (),
        by=context.profile,
    )
    hours = "–".join(at for at in (arguments.start, arguments.end) if at) or "hour open"
    when = hours if facts.day_count < 2 else f"day {arguments.day or 1}, {hours}"
    who = ", ".join(arguments.speakers or ())
    words = f"{arguments.title}, {who}" if who else arguments.title
    return placed(event, title="Agenda item added", summary=when, rows=((when, words), *witness.rows))


@tool(FaqItem, risk=Risk.WRITE, states={DRAFT, PUBLISHED}, doing="Adding a question", is_sensitive=True)
def add_faq_item(context: ToolContext, arguments: FaqItem) -> Done:
    """Answer a question on the page, with an answer the person gave."""
    facts = facts_of(context)
    witness = Witness(context, facts)
    if witness.pairs([(arguments.question, arguments.answer)]) is None:
        raise Invented(witness.sentence)
    event = operations.add_faq_item(
        context.subject, question=arguments.question, answer=arguments.answer, by=context.profile, facts=facts
    )
    return written(context, event, facts, title="Question answered", witness=witness)


@tool(SponsorFacts, risk=Risk.WRITE, states={DRAFT, PUBLISHED}, doing="Adding a sponsor", is_sensitive=True)
def add_sponsor(context: ToolContext, arguments: SponsorFacts) -> Done:
    """Thank a supporter on the page, with a tier such as Gold and a link. Only names and links the person gave."""
    witness = Witness(context, facts_of(context))
    for what, text in (("sponsor", arguments.name), ("link", arguments.link)):
        witness.require(what, text)
    event = operations.add_sponsor(
        context.subject, name=arguments.name, tier=arguments.tier, href=arguments.link, by=context.profile
    )
    words = ", ".join(part for part in (arguments.name, arguments.tier) if part)
    return placed(
        event, title=f"Sponsor added: {arguments.name}", summary=arguments.tier or "Partner", rows=(("Sponsor", words),)
    )
