"""Tools that change how the page looks and sounds."""

from pydantic import BaseModel, Field

from conversations.registry import DRAFT, PUBLISHED, Done, Risk, ToolContext, tool
from conversations.tools.page_receipts import for_visitors
from events import operations
from events.page.live import fill_line
from events.page.phrases import Tone
from events.page.reading import read_page
from events.page.theme import LOOKS, Mode, Preset
from events.page.writing import changed_texts, redraw_copy, restyle


class Theme(BaseModel):
    """One of the eight looks, light or dark, an accent colour (#rrggbb, empty for the look's own). None stays."""

    preset: Preset | None = None
    mode: Mode | None = None
    accent: str | None = Field(default=None, pattern=r"^(#[0-9a-f]{6})?$")


class PageTone(BaseModel):
    """How the page should sound."""

    tone: Tone | None = None


@tool(Theme, risk=Risk.WRITE, states={DRAFT, PUBLISHED}, doing="Changing the look")
def set_theme(context: ToolContext, arguments: Theme) -> Done:
    """Change how the page looks: one of the eight themes, light or dark, an accent colour."""
    event = context.subject
    before = read_page(event.landing_page_config).theme
    if arguments.preset and not (arguments.mode or arguments.accent):
        event = operations.set_theme(event, preset=arguments.preset, by=context.profile)
    else:
        chosen = arguments.model_dump(exclude_none=True)
        event = operations.revise_page(event, config=restyle(event.landing_page_config, **chosen), by=context.profile)
    now = read_page(event.landing_page_config).theme
    rows = (
        ("Theme", _step(LOOKS[before.preset].title, LOOKS[now.preset].title)),
        ("Mode", _step(before.mode, now.mode)),
        ("Colour", _step(before.accent or "its own", now.accent or "its own")),
    )
    return Done(
        "Look changed",
        f"{LOOKS[now.preset].title} theme",
        rows=(*(row for row in rows if row[1]), *for_visitors(event)),
    )


def _step(before: str, after: str) -> str:
    return f"{before} → {after}" if before != after else ""


@tool(PageTone, risk=Risk.WRITE, states={DRAFT, PUBLISHED}, doing="Rewriting the page", is_sensitive=True)
def revise_page(context: ToolContext, arguments: PageTone) -> Done:
    """Say the page's sentences in another tone. A person's own words stay."""
    event = context.subject
    before = event.landing_page_config
    config = redraw_copy(before, operations.event_facts(event), arguments.tone or "friendly")
    facts = operations.event_facts(event)
    changes = [
        (fill_line(change.before, facts), fill_line(change.after, facts)) for change in changed_texts(before, config)
    ]
    event = operations.revise_page(event, config=config, by=context.profile)
    count = len(changes)
    return Done(
        "Page rewritten" if count else "Nothing to rewrite",
        f"{count} {'text' if count == 1 else 'texts'}, {arguments.tone}" if count else "it sounds like that already",
        rows=tuple((was or "New", now or "Taken out") for was, now in changes[:6]) + for_visitors(event),
        data={"changed": count},
    )
