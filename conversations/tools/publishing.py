"""The tool that puts an event before the public: it only ever asks."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from conversations.registry import DRAFT, PUBLISHED, Done, Obstacle, Risk, ToolContext, tool
from conversations.tools.asking import NoArguments
from events.models import Event
from events.page.claims import find_claims, fold
from ticketing.checks import blockers_among, publication_checks, warnings_among
from ticketing.operations import publishing as operations

_ABOUT_PERSON = {"account": "account", "role": "organizer", "email": "email"}


def publication_obstacle(context: ToolContext, arguments: NoArguments) -> Obstacle | None:
    """What stands between the draft and an approval card: something missing, an account, the role."""
    event = context.subject
    if event.status == Event.Status.PUBLISHED:
        if event.has_unpublished_changes:
            desk = f"{settings.SITE_URL}{reverse('ticketing:editor', args=[event.slug])}"
            return Obstacle(f"{event.name} is public. Publish the page's changes with a click in its editor: {desk}")
        return Obstacle(f"{event.name} is public already: {event.page_url}")
    blockers = blockers_among(publication_checks(event, profile=context.profile, now=context.now))
    missing = tuple(check.sentence for check in blockers if check.about not in _ABOUT_PERSON)
    if missing:
        return Obstacle("It cannot be published yet.", lines=missing)
    for check in blockers:
        return Obstacle(check.sentence, need=_ABOUT_PERSON[check.about])
    return None


def publication_facts(context: ToolContext, arguments: NoArguments) -> dict[str, Any]:
    """What publishing does, computed from the rows: address, seats on sale, the most that can be taken; and `warnings`.

    What the person said in the conversation is a source: such a claim on the page is no warning here.
    """
    event, said = context.subject, "\n".join(map(fold, context.words))
    found = warnings_among(publication_checks(event, profile=context.profile, now=context.now))
    warnings = [check.sentence for check in found if not check.claim or find_claims(check.claim, known=said)]
    return {**operations.publication_facts(event), "warnings": warnings}


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
