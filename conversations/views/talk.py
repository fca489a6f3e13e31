"""One conversation: its page, what is said in it, the draft beside it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from conversations.forms import MessageForm
from conversations.models import Conversation, Run
from conversations.operations import send_message, stop_run
from conversations.transcript import TurnShown, transcript
from conversations.views.home import by_day
from conversations.views.saying import LIMITS, conversation_of, frame_of, profile_of, said
from eventai.http import wants_fragment
from events.models import ChangeSet, Event
from ticketing.offer import landing_of


@require_http_methods(["GET", "HEAD", "POST"])
def conversation(request: HttpRequest, reference: str) -> HttpResponse:
    """One conversation with the live preview beside it; a POST says something in it."""
    found = conversation_of(request, reference)
    if request.method != "POST":
        return _page(request, found, MessageForm.blank())
    form = MessageForm(request.POST)
    run = said(form, lambda: _send(request, found, form))
    if run is None:
        if wants_fragment(request):
            context = composer_context(request, found, form)
            return render(request, "conversations/_composer.html", context, status=form.status)
        return _page(request, found, form)
    if not wants_fragment(request):
        return redirect(found)
    [turn] = transcript(found, runs=[run])
    return render(
        request, "conversations/_sent.html", {"turn": turn} | composer_context(request, found, MessageForm.blank())
    )


@require_GET
def preview(request: HttpRequest, reference: str) -> HttpResponse:
    """The draft's page as visitors will see it, for the frame beside the conversation."""
    event = conversation_of(request, reference).event
    landing = landing_of(event, now=timezone.now(), is_preview=True) if event else None
    return render(request, "conversations/preview.html", {"landing": landing, "event": event, "reserve_url": ""})


@require_GET
def panel(request: HttpRequest, reference: str) -> HttpResponse:
    """The pane with the preview, once there is something to see."""
    return render(request, "conversations/_preview.html", {"conversation": conversation_of(request, reference)})


def composer_context(request: HttpRequest, found: Conversation, form: MessageForm) -> dict[str, Any]:
    """What the box at the foot needs: the words, who is answering, what to suggest."""
    live = found.runs.filter(status__in=[Run.Status.QUEUED, Run.Status.RUNNING]).first()
    profile = profile_of(request)
    return {
        "conversation": found, "form": form, "live": live, "limit": LIMITS[profile is None or profile.is_guest],
        "suggestions": suggestions(found, live),
    }  # fmt: skip


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
    last = found.runs.order_by("-created_at").first()
    made = ChangeSet.objects.filter(event=found.event).order_by("-created_at", "-pk").prefetch_related("items").first()
    if made is None or last is None or made.run_id != last.pk or made.is_beginning:
        return []
    return ["Redo" if made.kind == ChangeSet.Kind.UNDO else "Undo"]


def _send(request: HttpRequest, found: Conversation, form: MessageForm) -> Run:
    profile, now = found.user, timezone.now()
    live = found.runs.filter(status__in=[Run.Status.QUEUED, Run.Status.RUNNING]).first()
    if form.cleaned_data["stop_first"] and live:
        stop_run(live, by=profile, now=now)
    text, key = form.cleaned_data["text"], form.cleaned_data["client_key"]
    return send_message(found, text=text, client_key=key, by=profile, now=now)


def _page(request: HttpRequest, found: Conversation, form: MessageForm) -> HttpResponse:
    turns: list[TurnShown] = transcript(found)
    mine = Conversation.objects.of(found.user).with_state()[:40]
    context = {"turns": turns, "groups": by_day(list(mine)), "has_preview": True}
    context |= composer_context(request, found, form) | frame_of(request)
    return render(request, "conversations/conversation.html", context, status=form.status)
