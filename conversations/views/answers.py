"""An answer while it comes: its stream, its state as a fragment, stopping it, deciding what it asks for."""

from typing import NamedTuple
from uuid import UUID

from asgiref.sync import sync_to_async
from django.core.exceptions import BadRequest
from django.db import connections
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.middleware import scope_of
from accounts.models import Profile
from conversations.forms import MessageForm
from conversations.models import Conversation, Run, ToolCall
from conversations.operations import approve_tool_call, deny_tool_call, retry_run, stop_run, withdraw_message
from conversations.streams import stream_of
from conversations.transcript import transcript
from conversations.views.saying import profile_of
from conversations.views.thread import thread_context, up_to_date
from eventai.http import own_transactions


class Watched(NamedTuple):
    """A run somebody may watch, and how far it is."""

    id: UUID
    is_over: bool
    last_event: int


@own_transactions
@require_GET
async def stream(request: HttpRequest, reference: str) -> HttpResponseBase:
    """The answer as server-sent events, from the one behind `after` or `Last-Event-ID` on.

    Who may see it is asked once; then no query runs here. An answer that was seen to its end is 204: do not come back.
    """
    run = await sync_to_async(_watched)(request, reference)
    after = _number(request.headers.get("Last-Event-ID") or request.GET.get("after", ""))
    if run.is_over and after >= run.last_event:
        return HttpResponse(status=204)
    response = StreamingHttpResponse(stream_of(run.id, after), content_type="text/event-stream")
    response["Cache-Control"] = "no-store"
    response["X-Accel-Buffering"] = "no"
    return response


@require_GET
def answer(request: HttpRequest, reference: str) -> HttpResponse:
    """One answer as it stands now, with what stands around it."""
    return _answered(request, _run_of(request, reference))


@require_POST
def stop(request: HttpRequest, reference: str) -> HttpResponse:
    """Stop an answer. What was written and done stays."""
    run = _run_of(request, reference)
    stop_run(run, by=_profile(request), now=timezone.now())
    return up_to_date(request, run.conversation)


@require_POST
def retry(request: HttpRequest, reference: str) -> HttpResponse:
    """Answer the last message anew, or an edited one."""
    run = _run_of(request, reference)
    form = MessageForm(request.POST)
    if not form.is_valid() and "client_key" in form.errors:
        raise BadRequest("The form has no key.")
    text = str(request.POST["text"]) if "text" in request.POST else None
    retry_run(run, by=_profile(request), now=timezone.now(), client_key=form.cleaned_data["client_key"], text=text)
    return up_to_date(request, run.conversation)


@require_POST
def withdraw(request: HttpRequest, reference: str) -> HttpResponse:
    """Take back a message that waits."""
    run = _run_of(request, reference)
    withdraw_message(run, by=_profile(request), now=timezone.now())
    return up_to_date(request, run.conversation)


@require_POST
def approve(request: HttpRequest, reference: str) -> HttpResponse:
    """Let the frozen call run: the only way something is published from a conversation."""
    call = approve_tool_call(_call_of(request, reference), by=_profile(request), now=timezone.now())
    return up_to_date(request, call.run.conversation)


@require_POST
def deny(request: HttpRequest, reference: str) -> HttpResponse:
    """Not now."""
    call = deny_tool_call(_call_of(request, reference), by=_profile(request), now=timezone.now())
    return up_to_date(request, call.run.conversation)


def _answered(request: HttpRequest, run: Run) -> HttpResponse:
    """The turn and those behind it, in the place of what stands there."""
    found = Conversation.objects.select_related("event").get(pk=run.conversation_id)
    if run not in found.runs.shown():
        response = up_to_date(request, found)
        response["HX-Reswap"] = "none"
        return response
    listed = Conversation.objects.filter(pk=found.pk).with_state().get()
    decided = ToolCall.objects.filter(pk=run.client_key).first() if run.kind == Run.Kind.APPROVAL else None
    turn, *later = transcript(found, since=run)
    context = {"turn": turn, "later": later, "listed": listed, "decided": decided}
    return render(request, "conversations/_answered.html", context | thread_context(request, found))


def _profile(request: HttpRequest) -> Profile:
    request.refusal_place = "#message-refused"  # type: ignore[attr-defined]  # read by eventai.http.refused
    profile = profile_of(request)
    if profile is None:
        raise Http404
    return profile


def _run_of(request: HttpRequest, reference: str) -> Run:
    runs = Run.objects.select_related("conversation")
    return get_object_or_404(runs, reference=reference, conversation__user=_profile(request))


def _call_of(request: HttpRequest, reference: str) -> ToolCall:
    calls = ToolCall.objects.select_related("run__conversation__event")
    return get_object_or_404(calls, reference=reference, run__conversation__user=_profile(request))


def _watched(request: HttpRequest, reference: str) -> Watched:
    """Ask once, in a scope of its own, and give the connection back: the stream outlives it by far."""
    try:
        with scope_of(request):
            run = _run_of(request, reference)
            last = run.events.aggregate(last=Max("seq"))["last"] or 0
            is_over = run.status not in (Run.Status.QUEUED, Run.Status.RUNNING)
            return Watched(run.pk, is_over, last)
    finally:
        if not connections["default"].in_atomic_block:  # inside a test's transaction it is not ours to close
            connections["default"].close()


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0
