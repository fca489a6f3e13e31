"""The house's own pages: letters that wait to be read, files, and whether it is alive."""

from contextlib import AbstractContextManager, nullcontext
from uuid import UUID

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.paginator import Paginator
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from eventai.db.acting import acting_as_system
from eventai.db.functions import call
from eventai.models import OutboxMessage, StorageObject

LETTERS_PER_PAGE = 50
PUBLIC_BUCKETS = (StorageObject.Bucket.AVATARS, StorageObject.Bucket.LANDING_PAGES)


@require_safe
@never_cache
def outbox(request: HttpRequest) -> HttpResponse:
    """All letters, latest first."""
    with _reading_letters():
        letters = OutboxMessage.objects.defer("body_text", "body_html")
        page = Paginator(letters, LETTERS_PER_PAGE).get_page(request.GET.get("page"))
        context = {"letters": list(page.object_list), "page_obj": page}
    return render(request, "eventai/outbox.html", context)


@require_safe
@never_cache
def letter(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """One letter as it was written."""
    with _reading_letters():
        found = get_object_or_404(OutboxMessage, pk=letter_id)
    if found.kind == "account" and not settings.OUTBOX_IS_OPEN:
        found.body_text, found.body_html = (
            "This letter holds a code or a link to sign in: only its recipient reads it.",
            "",
        )
    return render(request, "eventai/letter.html", {"letter": found})


def _reading_letters() -> AbstractContextManager[None]:
    """Everybody's letters while the outbox is open (development, no mail server), else an admin's view of them."""
    if settings.OUTBOX_IS_OPEN:
        return acting_as_system()
    if not call("is_admin"):
        raise Http404
    return nullcontext()


@require_safe
def stored_file(request: HttpRequest, bucket: str, path: str) -> HttpResponse:
    """A file whose row the asking person may see. Its name is never used again, so browsers may keep it."""
    found = get_object_or_404(StorageObject, bucket=bucket, path=path)
    name = f"{found.bucket}/{found.path}"
    if not default_storage.exists(name):
        raise Http404
    with default_storage.open(name) as file:
        answer = HttpResponse(file.read(), content_type=found.content_type)
    scope = "public" if found.bucket in PUBLIC_BUCKETS else "private"
    answer["Cache-Control"] = f"{scope}, max-age=31536000, immutable"
    answer["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return answer


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Whether the process lives and the database answers it."""
    connection.ensure_connection()
    alive = connection.is_usable()
    return HttpResponse("ok" if alive else "no database", content_type="text/plain", status=200 if alive else 503)
