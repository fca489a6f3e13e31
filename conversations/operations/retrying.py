"""Saying the last turn anew: what it changed is taken back first, and it leaves the conversation."""

from datetime import datetime
from uuid import UUID

from accounts.models import Profile
from conversations.models import Attachment, Conversation, Message, Run
from conversations.operations.queue import add_turn, hold_run
from conversations.operations.talk import clean_words, count_message, key_of, title_of
from eventai.db.acting import acting_as
from eventai.errors import DomainError, NotAllowed
from eventai.operation import operation
from events.models import ChangeSet, Event
from events.operations import discard_event
from ticketing.operations.changes import redo_changes, undo_changes


class NotRetryable(DomainError):
    """The turn is not the last one, or it is not over."""


class TouchedSince(DomainError):
    """The draft of the turn holds somebody's own work by now."""


@operation
def retry_run(run: Run, *, by: Profile, now: datetime, client_key: UUID, text: str | None = None) -> Run:
    """Answer the last message anew, or an edited one: `text`. The same `client_key` twice is one turn.

    What the turn's tools changed is taken back, a draft that began with it is thrown away, and the turn leaves the
    conversation; if something cannot be taken back, nothing happens. Locks the conversation, the run and the event.
    Raises NotRetryable, TouchedSince, ChangedSince or what sending a message raises.
    """
    if run.conversation.user_id != by.pk:
        raise NotAllowed("Only the owner of the conversation asks again.")
    locked = hold_run(run.pk)
    conversation = locked.conversation
    said = locked.messages.filter(role=Message.Role.USER).first()
    if said is None:
        raise NotRetryable("There is no message to answer anew. Say below what you want.")
    words = clean_words(said.content if text is None else text, by=by)
    client_key = key_of(client_key, words)
    again = conversation.runs.filter(client_key=client_key).first()
    if again is not None:
        return again
    _refuse_untimely(locked)
    with acting_as(by.pk):  # a guest takes back as the profile in whose name it was done
        _take_back(locked, said, by=by, now=now)
    count_message(by)
    _go_back(conversation, said, words)
    fresh = add_turn(conversation, client_key=client_key, kind=Run.Kind.RETRY, words=words)
    if not by.is_guest:  # who gives no files
        Attachment.objects.filter(run=locked).update(run=fresh)
    locked.replaced_by = fresh
    locked.save(update_fields=["replaced_by"])
    return fresh


def _refuse_untimely(run: Run) -> None:
    if run.is_live or run.conversation.runs.live().exists() or run.conversation.runs.waiting().exists():
        raise NotRetryable("An answer is being written, or waits for you. Try again when it is complete.")
    if run.conversation.runs.shown().last() != run:
        raise NotRetryable("Only the last message is answered anew. Say below what should be different.")


def _take_back(run: Run, asked: Message, *, by: Profile, now: datetime) -> None:
    event = Event.objects.filter(pk=run.conversation.event_id).first() if run.conversation.event_id else None
    if event is None:
        return
    sets = ChangeSet.objects.filter(event=event)
    if not asked.meta.get("had_event"):
        if sets.exclude(run_id=run.pk).exists() or event.status != Event.Status.DRAFT:
            raise TouchedSince(
                f"“{event.name}” was changed since, so it is not drafted anew. Say below what should be different."
            )
        discard_event(event, by=by)
        return
    for change in sets.filter(run_id=run.pk, undone_by=None).order_by("-created_at", "-pk"):
        if change.kind == ChangeSet.Kind.UNDO:
            redo_changes(event, by=by, now=now, change_set=change.undoes)
        else:
            undo_changes(event, by=by, now=now, change_set=change.undoes if change.undoes_id else change)


def _go_back(conversation: Conversation, asked: Message, words: str) -> None:
    """Put the conversation back to where it was when the message was sent."""
    before = asked.meta.get("metadata", conversation.metadata)
    conversation.metadata = {**before, "pending": asked.meta.get("pending")}
    if not asked.meta.get("had_event"):
        conversation.event = None
    event = Event.objects.filter(pk=conversation.event_id).first() if conversation.event_id else None
    conversation.title = event.name if event else title_of(words)
    conversation.save(update_fields=["metadata", "event", "title"])
