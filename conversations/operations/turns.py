"""What an engine is told at the beginning of a turn, read as the person who asked."""

from datetime import datetime
from typing import Any

from django.conf import settings

from accounts.models import Profile
from conversations.assumptions import assumed_fields
from conversations.engines.steps import Outcome, Past, Turn
from conversations.models import Conversation, Message, Run, ToolCall
from conversations.operations.calls import told_of
from events.models import Event
from ticketing.models import Ticket

_MOST_PAST = 400  # messages


def read_turn(
    run: Run, conversation: Conversation, profile: Profile, *, approved: Outcome | None, now: datetime
) -> Turn:
    """The turn of a run. What was pending stands with the message, so that each attempt starts from the same."""
    message = run.messages.filter(role=Message.Role.USER).first()
    start = message.meta if message else {}
    metadata = conversation.metadata
    turn = Turn(
        text=message.content if message else "",
        now=now,
        timezone=metadata.get("timezone") or profile.timezone or settings.TIME_ZONE,
        locale=metadata.get("locale") or profile.locale or settings.LANGUAGE_CODE,
        had_event=bool(start.get("had_event")),
        pending=start.get("pending") or {},
        skipped=frozenset(metadata.get("skipped", [])),
        approved=approved,
        before=_before(message),
    )
    read_draft(turn, conversation)
    return turn


def _before(message: Message | None) -> str:
    """What the person said before this message: "no, 250" speaks of a number in it."""
    if message is None:
        return ""
    said = Message.objects.filter(conversation=message.conversation_id, role=Message.Role.USER, seq__lt=message.seq)
    return str(said.order_by("-seq").values_list("content", flat=True).first() or "")


def read_draft(turn: Turn, conversation: Conversation) -> None:
    """The event and its tickets as they are now."""
    turn.event = Event.objects.filter(pk=conversation.event_id).first() if conversation.event_id else None
    shown = Ticket.objects.filter(event=turn.event).exclude(visibility=Ticket.Visibility.ARCHIVED)
    turn.tickets = list(shown) if turn.event else []
    rows: dict[str, Event | Ticket] = {"event": turn.event} if turn.event else {}
    rows |= {ticket.reference: ticket for ticket in turn.tickets}
    turn.assumed = {key: assumed_fields(conversation.metadata, row) for key, row in rows.items()}


def read_past(conversation: Conversation) -> tuple[Past, ...]:
    """What was said and done, as a model's history needs it; turns that were said anew are forgotten.

    What became of calls without a stored result (stopped, denied, expired) stands in `meta["outcomes"]` by their ids.
    """
    rows = conversation.messages.exclude(run__replaced_by__isnull=False).order_by("-seq")[:_MOST_PAST]
    messages = list(reversed(rows))
    results: dict[Any, dict[str, str]] = {}
    for call in ToolCall.objects.filter(message__in=messages):
        results.setdefault(call.message_id, {})[call.call_id] = told_of(call)
    return tuple(
        Past(
            role=message.role,
            content=message.content,
            tool_calls=tuple(message.tool_calls),
            status=message.status,
            meta=message.meta | ({"outcomes": results[message.pk]} if message.pk in results else {}),
            run=str(message.run_id or ""),
        )
        for message in messages
    )


def put_off(conversation: Conversation, turn: Turn, *, remark: str) -> None:
    """Remember the questions that were put off, so that they are not asked again, and the remark that was made."""
    noted = dict(conversation.metadata)
    if turn.skipped:
        noted["skipped"] = sorted(turn.skipped | set(noted.get("skipped", [])))
    if remark:
        noted["remark"] = remark
    if noted != conversation.metadata:
        conversation.metadata = noted
        conversation.save(update_fields=["metadata"])
