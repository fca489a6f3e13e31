"""Tools that take back what was changed, and bring it back again."""

from conversations.registry import DRAFT, PUBLISHED, Done, Risk, ToolContext, tool
from conversations.tools.asking import NoArguments
from eventai.errors import DomainError
from events.models import ChangeSet, Event, Task
from ticketing.operations import changes as operations


class ApprovalNeedsClick(DomainError):
    """What mails people is let go by a click alone."""


@tool(NoArguments, risk=Risk.WRITE, states={DRAFT, PUBLISHED}, doing="Undoing", is_sensitive=True)
def undo_changes(context: ToolContext, arguments: NoArguments) -> Done:
    """Take back the latest turn or change by hand: event, tickets, page and tasks. Again takes back the one before."""
    return _told(context, operations.undo_changes(context.subject, by=context.profile, now=context.now))


@tool(NoArguments, risk=Risk.WRITE, states={DRAFT, PUBLISHED}, doing="Redoing", is_sensitive=True)
def redo_changes(context: ToolContext, arguments: NoArguments) -> Done:
    """Bring back what was undone last. A change made after the undo ends this."""
    done = operations.redo_changes(context.subject, by=context.profile, now=context.now)
    _refuse_approvals(done)
    return _told(context, done)


def _refuse_approvals(done: ChangeSet) -> None:
    """An approval that was taken back comes back by another click, which the desk's button is and a tool is not."""
    for item in done.items.all():
        had, has = item.before.get("data") or {}, item.after.get("data") or {}
        if item.after.get("status") == Task.Status.SCHEDULED and "approved" in has and "approved" not in had:
            raise ApprovalNeedsClick(f"That would approve “{item.subject}” again. Approve it on the list of tasks.")


def _told(context: ToolContext, done: ChangeSet) -> Done:
    """What was taken back, line by line; the conversation is called as its event is."""
    conversation = context.conversation
    name = Event.objects.values_list("name", flat=True).get(pk=context.subject.pk)
    if name != context.subject.name == conversation.title:
        conversation.title = name
        conversation.save(update_fields=["title"])
    title, _, summary = done.label.partition(": ")
    rows = tuple((line.label, _step(line.before, line.after)) for line in done.lines)
    return Done(title, summary, rows=rows, data={"changes": len(rows)})


def _step(before: str, after: str) -> str:
    if before and after:
        return f"{before} → {after}"
    return after or f"{before} → taken out"
