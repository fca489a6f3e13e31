"""What stands around a conversation's turns, and the fragment that brings an open page up to date."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from conversations.forms import MessageForm
from conversations.models import Conversation, Run
from conversations.transcript import transcript, version_of
from conversations.views.saying import LIMITS, profile_of
from eventai.http import wants_fragment
from events.models import ChangeSet, Event


def thread_context(request: HttpRequest, found: Conversation, form: MessageForm | None = None) -> dict[str, Any]:
    """What stands around the turns: who answers, what waits, what to suggest, the box and its words."""
    live = found.runs.filter(status__in=[Run.Status.QUEUED, Run.Status.RUNNING]).first()
    profile = profile_of(request)
    return {
        "conversation": found,
        "form": form or MessageForm.blank(),
        "live": live,
        "waiting": list(found.runs.waiting().filter(kind__in=[Run.Kind.USER, Run.Kind.RETRY])),
        "limit": LIMITS[profile is None or profile.is_guest],
        "suggestions": suggestions(found, live),
        "engine": found.runs.shown().exclude(status=Run.Status.QUEUED).last(),
        "version": version_of(found),
    }


def up_to_date(request: HttpRequest, found: Conversation) -> HttpResponse:
    """The whole thread as it stands, swapped in place; without htmx the page itself."""
    if not wants_fragment(request):
        return redirect(found)
    fresh = Conversation.objects.select_related("event").get(pk=found.pk)
    listed = Conversation.objects.filter(pk=found.pk).with_state().get()
    context = thread_context(request, fresh) | {"turns": transcript(fresh), "listed": listed}
    return render(request, "conversations/_thread.html", context)


def suggestions(found: Conversation, live: Run | None) -> list[str]:
    """Likely answers to the open question, or likely next wishes."""
    if live is not None or found.runs.filter(status=Run.Status.AWAITING_APPROVAL).exists():
        return []
    pending = found.metadata.get("pending") or {}
    if pending.get("options"):
        return [*pending["options"], *_taking_back(found)]
    if found.event is None:
        return []
    if found.event.status == Event.Status.PUBLISHED:
        return [*_taking_back(found), "Show the tasks", "Make the page more professional"]
    return ["Publish it", *_taking_back(found), "Make the page more professional", "Show the tasks"]


def _taking_back(found: Conversation) -> list[str]:
    """ "Undo" below a turn that changed something, "Redo" below an undo; neither once something else was changed."""
    last = found.runs.shown().last()
    made = ChangeSet.objects.filter(event=found.event).order_by("-created_at", "-pk").prefetch_related("items").first()
    if made is None or last is None or made.run_id != last.pk or made.is_beginning:
        return []
    return ["Redo" if made.kind == ChangeSet.Kind.UNDO else "Undo"]
