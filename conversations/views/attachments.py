"""Files given to a conversation: a file comes, finds are added, a file is discarded."""

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.middleware import scope_of
from conversations.models import Attachment
from conversations.operations.attachments import NotReadable, attach_file, discard_attachment, take_candidates
from conversations.views.saying import conversation_of, profile_of
from conversations.views.thread import up_to_date
from eventai.http import own_transactions


@own_transactions
@require_POST
def attach(request: HttpRequest, reference: str) -> HttpResponse:
    """Read a file and show what was found in it. Nothing of it is added."""
    _place_refusals(request)
    with scope_of(request):
        found = conversation_of(request, reference)
        profile = found.user
    given = request.FILES.get("file")
    if not isinstance(given, UploadedFile):
        raise NotReadable("Choose a file first.")
    attach_file(
        found,
        name=given.name or "",
        content_type=given.content_type or "",
        data=given.read(),
        by=profile,
        now=timezone.now(),
    )
    with scope_of(request):
        return up_to_date(request, found)


@require_POST
def take(request: HttpRequest, reference: str) -> HttpResponse:
    """Add what was picked."""
    attachment = _attachment_of(request, reference)
    ids = request.POST.getlist("ids")
    take_candidates(attachment, ids=ids, by=attachment.conversation.user, now=timezone.now())
    response = up_to_date(request, attachment.conversation)
    response["HX-Trigger"] = "draft-changed"
    return response


@require_POST
def discard(request: HttpRequest, reference: str) -> HttpResponse:
    """Forget a file."""
    attachment = _attachment_of(request, reference)
    found = attachment.conversation
    discard_attachment(attachment, by=found.user)
    return up_to_date(request, found)


def _attachment_of(request: HttpRequest, reference: str) -> Attachment:
    """The file, if it stands in the acting person's own conversation."""
    _place_refusals(request)
    profile = profile_of(request)
    if profile is None:
        raise Http404
    attachments = Attachment.objects.select_related("conversation__user", "conversation__event")
    return get_object_or_404(attachments, reference=reference, conversation__user=profile)


def _place_refusals(request: HttpRequest) -> None:
    request.refusal_place = "#message-refused"  # type: ignore[attr-defined]  # read by eventai.http.refused
