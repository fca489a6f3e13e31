"""What the views of a conversation share: whose it is, in which frame it stands, what became of a message."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from accounts.models import Profile
from conversations.forms import LONGEST, MessageForm
from conversations.models import Conversation, Run
from conversations.operations.talk import GUEST_CHARACTERS
from eventai.errors import DomainError

R = TypeVar("R")
LIMITS = {True: GUEST_CHARACTERS, False: LONGEST}  # characters, for a guest and for somebody with an account


def profile_of(request: HttpRequest) -> Profile | None:
    """The acting profile, or None."""
    found: Profile | None = request.profile or None  # type: ignore[attr-defined]  # set by the acting middleware
    return found


def conversation_of(request: HttpRequest, reference: str) -> Conversation:
    """The conversation, if it is the acting person's; nobody else's exists for them."""
    profile = profile_of(request)
    if profile is None:
        raise Http404
    return get_object_or_404(Conversation.objects.select_related("event"), reference=reference, user=profile)


def said(form: MessageForm, act: Callable[[], R]) -> R | None:
    """What the operation made of the words, or None with the reason in the form: the words stay in the box."""
    if not form.is_valid():
        form.status = 422
        return None
    try:
        return act()
    except DomainError as refusal:
        form.add_error(None, refusal.sentence)
        form.status = refusal.status_code
        return None


def frame_of(request: HttpRequest) -> dict[str, Any]:
    """The frame around the page: the app's for people with an account, the site's for guests."""
    if not request.user.is_authenticated:
        return {"frame": "conversations/guest_frame.html", "nav": "assistant"}
    waiting = Run.objects.filter(conversation__user=profile_of(request), status=Run.Status.AWAITING_APPROVAL)
    return {"frame": "app.html", "nav": "assistant", "waiting_count": waiting.count()}


def locale_of(request: HttpRequest) -> str:
    """The browser's first language, for dates such as 02/03."""
    first = request.headers.get("Accept-Language", "").split(",")[0].split(";")[0].strip()
    return first if first.replace("-", "").isalnum() and len(first) <= 12 else ""
