"""Tools that change how the page looks and sounds."""

from pydantic import BaseModel

from conversations.registry import DRAFT, PUBLISHED, Done, Risk, ToolContext, tool
from events import operations
from events.page.phrases import Tone
from events.page.reading import read_page
from events.page.theme import LOOKS, Preset
from events.page.writing import changed_texts, redraw_copy


class Theme(BaseModel):
    """One of the eight looks."""

    preset: Preset


class PageTone(BaseModel):
    """How the page should sound."""

    tone: Tone | None = None


@tool(Theme, risk=Risk.WRITE, states={DRAFT, PUBLISHED}, doing="Changing the look")
def set_theme(context: ToolContext, arguments: Theme) -> Done:
    """Dress the page in one of the eight themes."""
    before = read_page(context.subject.landing_page_config).theme.preset
    operations.set_theme(context.subject, preset=arguments.preset, by=context.profile)
    now, was = LOOKS[arguments.preset], LOOKS[before]
    return Done(
        "Look changed",
        f"{now.title} theme",
        rows=(("Theme", f"{was.title} → {now.title}" if now != was else now.title), ("Made for", now.purpose)),
        undo=({"name": "set_theme", "arguments": {"preset": before}},),
    )


@tool(PageTone, risk=Risk.WRITE, states={DRAFT, PUBLISHED}, doing="Rewriting the page")
def revise_page(context: ToolContext, arguments: PageTone) -> Done:
    """Say the page's sentences in another tone. A person's own words stay."""
    event = context.subject
    before = event.landing_page_config
    config = redraw_copy(before, operations.event_facts(event), arguments.tone or "friendly")
    changes = changed_texts(before, config)
    operations.revise_page(event, config=config, by=context.profile)
    count = len(changes)
    return Done(
        "Page rewritten" if count else "Nothing to rewrite",
        f"{count} {'text' if count == 1 else 'texts'}, {arguments.tone}" if count else "it sounds like that already",
        rows=tuple((change.before or "New", change.after or "Taken out") for change in changes[:6]),
        data={"changed": count},
    )
