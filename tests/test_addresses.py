"""Every address and every kind of person: who gets in. An address without a line here fails.

GET, or POST without a body where GET is not answered. `in` is an answer (also a form's complaint about the empty body),
`login` the way to the sign-in page, a number a refusal.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.signing import get_cookie_signer
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django.fixtures import Settings

from accounts.models import Profile
from conversations.models import Attachment, Conversation, Run, ToolCall
from eventai.db.acting import acting_as_system
from eventai.models import OutboxMessage, StorageObject
from events.models import ChangeSet, Event, Task
from tests.world import GUEST_TOKEN, World, make_world
from ticketing.models import Order, Ticket

pytestmark = pytest.mark.django_db

ACTORS = ("anonymous", "guest", "ben", "olga", "omar", "dora", "sam", "ada")
OURS = {"eventai", "accounts", "people", "conversations", "events", "ticketing"}

ADDRESSES = """
                                anonymous  guest      ben        olga       omar       dora       sam        ada
accounts:become_organizer       login      login      in         in         in         in         in         in
accounts:change_avatar          login      login      in         in         in         in         in         in
accounts:data                   login      login      in         in         in         in         in         in
accounts:profile                login      login      in         in         in         in         in         in
accounts:remove_avatar          login      login      in         in         in         in         in         in
accounts:security               login      login      in         in         in         in         in         in
conversations:answer            404        404        404        in         404        404        404        404
conversations:approve           404        404        404        in         404        404        404        404
conversations:attach            404        404        404        in         404        404        404        404
conversations:conversation      404        404        404        in         404        404        404        404
conversations:conversations     in         in         in         in         in         in         in         in
conversations:deny              404        404        404        in         404        404        404        404
conversations:discard_attachment404        404        404        in         404        404        404        404
conversations:home              in         in         in         in         in         in         in         in
conversations:news              404        404        404        in         404        404        404        404
conversations:panel             404        404        404        in         404        404        404        404
conversations:preview           404        404        404        in         404        404        404        404
conversations:retry             404        404        404        400        404        404        404        404
conversations:stop              404        404        404        409        404        404        404        404
conversations:take_candidates   404        404        404        in         404        404        404        404
conversations:withdraw          404        404        404        409        404        404        404        404
eventai:document                404        404        404        404        404        404        404        404
eventai:healthz                 in         in         in         in         in         in         in         in
eventai:letter                  404        404        404        404        404        404        404        in
eventai:outbox                  404        404        404        404        404        404        404        in
eventai:private_file            404        404        404        404        404        404        404        404
eventai:sheet                   in         in         in         in         in         in         in         in
eventai:stored_file             404        404        404        404        404        404        404        404
events:add_picture              login      login      404        in         in         404        404        in
events:add_task                 login      login      404        in         in         404        404        in
events:approve_task             login      login      404        in         in         404        404        in
events:caption_picture          login      login      404        in         in         404        404        in
events:complete_task            login      login      404        in         in         404        404        in
events:dismiss_task             login      login      404        in         in         404        404        in
events:edit                     login      login      404        in         in         404        404        in
events:new                      login      login      in         in         in         in         in         in
events:picture_state            login      login      404        in         in         404        404        in
events:pictures                 login      login      404        in         in         404        404        in
events:remove_picture           login      login      404        in         in         404        404        in
events:reschedule_task          login      login      404        in         in         404        404        in
events:restore_task             login      login      404        in         in         404        404        in
events:revise_task              login      login      404        in         in         404        404        in
events:set_top_picture          login      login      404        in         in         404        404        in
events:tasks                    login      login      404        in         in         404        404        in
people:assistant                404        404        404        404        404        404        404        in
people:connection               404        404        404        404        404        404        404        in
people:erase_account            login      login      in         in         in         in         in         in
people:export_account           login      login      in         in         in         in         in         in
people:release_guest            login      login      in         in         in         in         in         in
people:test_connection          404        404        404        404        404        404        404        409
ticketing:add_section           login      login      404        in         in         404        404        in
ticketing:again                 404        404        in         404        404        404        404        404
ticketing:availability          in         in         in         in         in         in         in         in
ticketing:calendar              in         in         in         in         in         in         in         in
ticketing:changes               login      login      404        in         in         404        404        in
ticketing:choose_page_version   login      login      404        404        404        404        404        404
ticketing:confirm_claim         login      login      404        in         in         404        404        in
ticketing:cover                 in         in         in         in         in         in         in         in
ticketing:details               404        404        in         404        404        404        404        404
ticketing:door                  login      login      404        in         in         in         404        in
ticketing:editor                login      login      404        in         in         404        404        in
ticketing:event_page            in         in         in         in         in         in         in         in
ticketing:events                login      login      in         in         in         in         in         in
ticketing:guests                login      login      404        in         in         in         404        in
ticketing:hide_section          login      login      404        in         in         404        404        in
ticketing:move_section          login      login      404        in         in         404        404        in
ticketing:my_tickets            login      login      in         in         in         in         in         in
ticketing:order                 404        404        in         404        404        404        404        404
ticketing:organizer             in         in         in         in         in         in         in         in
ticketing:organizer_calendar    in         in         in         in         in         in         in         in
ticketing:organizer_feed        in         in         in         in         in         in         in         in
ticketing:overview              login      login      404        in         in         in         404        in
ticketing:own_look              in         in         in         in         in         in         in         in
ticketing:page_versions         login      login      404        in         in         404        404        in
ticketing:pay                   404        404        in         404        404        404        404        404
ticketing:preview_draft         login      login      404        in         in         404        404        in
ticketing:publish               login      login      404        in         in         404        404        in
ticketing:publish_page_changes  login      login      404        in         in         404        404        in
ticketing:question_claim        login      login      404        in         in         404        404        in
ticketing:redo_changes          login      login      404        409        409        404        404        409
ticketing:redo_page             login      login      404        409        409        404        404        409
ticketing:rehearse              login      login      404        in         in         404        404        in
ticketing:release               404        404        in         404        404        404        404        404
ticketing:remove_section        login      login      404        in         in         404        404        in
ticketing:remove_ticket         login      login      404        in         in         404        404        in
ticketing:reserve               409        409        409        409        409        409        409        409
ticketing:restore_page          login      login      404        409        409        404        404        409
ticketing:restyle_page          login      login      404        in         in         404        404        in
ticketing:rewrite_section       login      login      404        in         in         404        404        in
ticketing:robots                in         in         in         in         in         in         in         in
ticketing:section               login      login      404        in         in         404        404        in
ticketing:set_section           login      login      404        in         in         404        404        in
ticketing:set_ticket            login      login      404        in         in         404        404        in
ticketing:set_ticket            login      login      404        in         in         404        404        in
ticketing:share                 login      login      404        in         in         404        404        in
ticketing:sitemap               in         in         in         in         in         in         in         in
ticketing:social_image          in         in         in         in         in         in         in         in
ticketing:speaker_art           in         in         in         in         in         in         in         in
ticketing:ticket_page           404        404        in         404        404        404        404        404
ticketing:tickets               login      login      404        in         in         404        404        in
ticketing:undo_changes          login      login      404        in         in         404        404        in
ticketing:undo_check_in         login      login      404        404        404        404        404        404
ticketing:undo_page             login      login      404        in         in         404        404        in
ticketing:widget                in         in         in         in         in         in         in         in
ticketing:withdraw              login      login      404        409        409        404        404        409
"""


def addresses(resolver: URLResolver | None = None, namespace: str = "") -> Iterator[tuple[str, list[str]]]:
    """Every named address of our apps, with its parameters."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, pattern.namespace or namespace)
        elif isinstance(pattern, URLPattern) and namespace in OURS:
            yield f"{namespace}:{pattern.name}", list(pattern.pattern.converters)


def parameters(name: str, names: list[str]) -> dict[str, Any]:
    """Olga's published event, Ben's order, Olga's conversation: what the address is about."""
    with acting_as_system():
        event = Event.objects.get(name="Olga's night")
        task = Task.objects.get(event=event, rule="reminder")
        conversation = Conversation.objects.get(event=event)
        run = Run.objects.get(conversation=conversation)
        known: dict[str, Any] = {
            "slug": event.slug,
            "rule": task.rule,
            "occurrence": task.occurrence,
            "position": 1,
            "letter_id": OutboxMessage.objects.get().pk,
            "path": StorageObject.objects.get(bucket="avatars").path,
            "bucket": "avatars",
            "picture": StorageObject.objects.get(bucket="landing-pages").pk,
            "token": "forged",
            "ref": "ilse",
            "name": "event-page",
            "tag": "latest",
            "section": "about",
            "preset": "signal",
            "accent": "aa3300",
            "organizer": f"olga-{event.organizer_id.hex[:8]}",
        }
        if name.endswith(("undo_changes", "redo_changes", "restore_page")):
            known["reference"] = ChangeSet.objects.filter(event=event).undoable()[0].reference
        elif name.startswith("ticketing:"):
            known["reference"] = (
                Ticket.objects.get(event=event, name="Entry").reference
                if "slug" in names
                else Order.objects.get(event=event, customer__user__isnull=False).reference
            )
        else:
            known["reference"] = {
                "conversations:answer": run.reference,
                "conversations:stream": run.reference,
                "conversations:stop": run.reference,
                "conversations:retry": run.reference,
                "conversations:withdraw": run.reference,
                "conversations:approve": ToolCall.objects.get(run=run).reference,
                "conversations:deny": ToolCall.objects.get(run=run).reference,
                "conversations:discard_attachment": Attachment.objects.get(conversation=conversation).reference,
                "conversations:take_candidates": Attachment.objects.get(conversation=conversation).reference,
            }.get(name, conversation.reference)
    return {key: known[key] for key in names}


def browser_of(actor: str, world: World, client_of: Callable[[Profile], Client]) -> Client:
    client = client_of(world.people[actor]) if actor in world.people else Client()
    if actor == "guest":
        client.cookies["guest"] = get_cookie_signer(salt="guest" + "guest").sign(GUEST_TOKEN)
    client.raise_request_exception = False
    return client


def outcome(client: Client, url: str) -> str:
    """What the person meets; whatever it does is taken back."""
    with transaction.atomic():
        answer = client.get(url)
        if answer.status_code == 405:
            answer = client.post(url)
        transaction.set_rollback(True)
    if answer.status_code in (301, 302):
        return "login" if "/accounts/login/" in answer["Location"] else "in"
    return "in" if answer.status_code in (200, 204, 422) else str(answer.status_code)


def test_who_gets_in_where(client_of: Callable[[Profile], Client], settings: Settings) -> None:
    settings.OUTBOX_IS_OPEN = False
    world = make_world()
    found = [" " * 32 + "".join(f"{actor:<11}" for actor in ACTORS).rstrip()]
    for name, names in sorted({(name, tuple(names)) for name, names in addresses()}):
        if name == "conversations:stream":
            continue  # an endless answer; its own test asks who may listen
        url = reverse(name, kwargs=parameters(name, list(names)))
        outcomes = [outcome(browser_of(actor, world, client_of), url) for actor in ACTORS]
        found.append(f"{name:<32}" + "".join(f"{one:<11}" for one in outcomes).rstrip())
    assert "\n".join(found) == ADDRESSES.strip("\n")
