"""The tool that puts an event before the public: it only ever asks."""

from typing import Any

from conversations.registry import DRAFT, PUBLISHED, Done, Obstacle, Risk, ToolContext, tool
from conversations.tools.asking import NoArguments
from events.models import Event
from ticketing.operations import publishing as operations

_ABOUT_PERSON = {"account": "account", "role": "organizer", "email": "email"}


def publication_obstacle(context: ToolContext, arguments: NoArguments) -> Obstacle | None:
    """What stands between the draft and an approval card: something missing, an account, the role."""
    event = context.subject
    if event.status == Event.Status.PUBLISHED:
        return Obstacle(f"{event.name} is public already: {event.page_url}")
    checks = operations.publication_checks(event, profile=context.profile, now=context.now)
    blockers = operations.blockers_among(checks)
    missing = tuple(check.sentence for check in blockers if check.about not in _ABOUT_PERSON)
    if missing:
        return Obstacle("It cannot be published yet.", lines=missing)
    for check in blockers:
        return Obstacle(check.sentence, need=_ABOUT_PERSON[check.about])
    return None


def publication_facts(context: ToolContext, arguments: NoArguments) -> dict[str, Any]:
    """What publishing does, computed from the rows: address, seats on sale, the most that can be taken."""
    return operations.publication_facts(context.subject)


@tool(
    NoArguments,
    risk=Risk.APPROVAL,
    states={DRAFT, PUBLISHED},
    doing="Publishing",
    facts=publication_facts,
    obstacle=publication_obstacle,
    is_sensitive=True,
)
def publish_event(context: ToolContext, arguments: NoArguments) -> Done:
    """Make the page public and open sales. Runs only after the person's click."""
    event = context.subject
    if event.status != Event.Status.PUBLISHED:
        event = operations.publish_event(event, by=context.profile, now=context.now)
    return Done("Event published", event.page_url, rows=(("Page", event.page_url),), data={"url": event.page_url})
