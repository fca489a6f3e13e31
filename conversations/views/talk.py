"""One conversation: its page, what is said in it, the draft beside it."""

from contextlib import suppress

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from conversations.forms import MessageForm
from conversations.models import Conversation, Run
from conversations.operations import NothingToStop, send_message, stop_run
from conversations.transcript import TurnShown, transcript, version_of
from conversations.views.home import by_day
from conversations.views.saying import conversation_of, frame_of, said
from conversations.views.thread import thread_context, up_to_date
from eventai.http import wants_fragment
from ticketing.offer import draft_of


@require_http_methods(["GET", "HEAD", "POST"])
def conversation(request: HttpRequest, reference: str) -> HttpResponse:
    """One conversation with the live preview beside it; a POST says something in it."""
    found = conversation_of(request, reference)
    if request.method != "POST":
        return _page(request, found, MessageForm.blank())
    form = MessageForm(request.POST)
    was_up_to_date = request.POST.get("version") == version_of(found)
    run = said(form, lambda: _send(request, found, form))
    if run is None:
        if wants_fragment(request):
            return render(
                request, "conversations/_composer.html", thread_context(request, found, form), status=form.status
            )
        return _page(request, found, form)
    if not wants_fragment(request):
        return redirect(found)
    begun = transcript(found, since=run) if run.status != Run.Status.WAITING else []
    turns = begun if was_up_to_date else transcript(found)
    context = {"turns": turns, "is_whole": not was_up_to_date}
    response = render(request, "conversations/_sent.html", context | thread_context(request, found))
    response["HX-Reswap"] = "none"  # everything in it knows its place; the box itself stays
    return response


@require_GET
def news(request: HttpRequest, reference: str) -> HttpResponse:
    """The thread as it stands, for an open page that shows another version of it; else nothing (204)."""
    found = conversation_of(request, reference)
    if request.GET.get("version") == version_of(found):
        return HttpResponse(status=204)
    return up_to_date(request, found)


@require_GET
def preview(request: HttpRequest, reference: str) -> HttpResponse:
    """The draft's page as visitors will see it, for the frame beside the conversation."""
    event = conversation_of(request, reference).event
    landing = draft_of(event, now=timezone.now()) if event else None
    return render(request, "conversations/preview.html", {"landing": landing, "event": event, "reserve_url": ""})


@require_GET
def panel(request: HttpRequest, reference: str) -> HttpResponse:
    """The pane with the preview, once there is something to see."""
    return render(request, "conversations/_preview.html", {"conversation": conversation_of(request, reference)})


def _send(request: HttpRequest, found: Conversation, form: MessageForm) -> Run:
    profile, now = found.user, timezone.now()
    live = found.runs.filter(status__in=[Run.Status.QUEUED, Run.Status.RUNNING]).first()
    if form.cleaned_data["stop_first"] and live:
        with suppress(NothingToStop):  # it ended meanwhile, which is as good
            stop_run(live, by=profile, now=now)
    text, key = form.cleaned_data["text"], form.cleaned_data["client_key"]
    return send_message(found, text=text, client_key=key, by=profile, now=now)


def _page(request: HttpRequest, found: Conversation, form: MessageForm) -> HttpResponse:
    turns: list[TurnShown] = transcript(found)
    mine = Conversation.objects.of(found.user).with_state()[:40]
    context = {"turns": turns, "groups": by_day(list(mine)), "has_preview": True}
    context |= thread_context(request, found, form) | frame_of(request)
    return render(request, "conversations/conversation.html", context, status=form.status)
