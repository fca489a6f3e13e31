"""The house's own pages: letters that wait to be read, files, and whether it is alive."""

from contextlib import AbstractContextManager, nullcontext
from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.core.paginator import Paginator
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import get_conditional_response
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from eventai.db.acting import acting_as_anonymous, acting_as_system
from eventai.db.functions import call
from eventai.files import read_file
from eventai.http import own_transactions
from eventai.links import handed_over, opened, private_link
from eventai.models import OutboxMessage, StorageObject
from eventai.sheets import NoSuchSheet, bundled_sheet

LETTERS_PER_PAGE = 50


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
@own_transactions
def stored_file(request: HttpRequest, bucket: str, path: str) -> HttpResponse:
    """A file of a public bucket. Its name is never used again, so browsers may keep it for good.

    The bytes are read after the transaction: the store may be another machine.
    """
    with acting_as_anonymous():
        found = StorageObject.objects.at(bucket, path).first()
    if found is None or not found.is_public:
        raise Http404
    etag = f'"{path}"'
    answer: Any = get_conditional_response(request, etag=etag)
    if answer is None:
        content = read_file(bucket, path)
        if content is None:
            raise Http404
        answer = _inert(HttpResponse(content, content_type=found.type_at(path)))
    answer["ETag"], answer["Cache-Control"] = etag, "public, max-age=31536000, immutable"
    return cast(HttpResponse, answer)


@require_safe
@never_cache
def document(request: HttpRequest, path: str) -> HttpResponse:
    """A file of the private bucket whose row the asking person may see: the link that opens it for minutes."""
    return redirect(private_link(get_object_or_404(StorageObject, bucket=StorageObject.Bucket.DOCUMENTS, path=path)))


@require_safe
@never_cache
@own_transactions
def private_file(request: HttpRequest, token: str) -> HttpResponse:
    """What a signed link opens, for whoever holds it until it ends."""
    file = opened(token)
    if file is None:
        raise Http404
    if address := handed_over(file):
        return redirect(address)
    content = read_file(file.bucket, file.path)
    if content is None:
        raise Http404
    answer = _inert(HttpResponse(content, content_type=file.content_type))
    answer["Content-Disposition"] = file.disposition
    answer["Referrer-Policy"] = "no-referrer"
    return answer


def _inert(answer: HttpResponse) -> HttpResponse:
    """What others uploaded runs nothing and is nothing but what we say it is."""
    answer["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@require_safe
@own_transactions
def sheet(request: HttpRequest, name: str, tag: str) -> HttpResponse:
    """A style sheet in one piece. The tag names its content; an old one gets the present one, for a minute."""
    try:
        document = bundled_sheet(name)
    except NoSuchSheet as unknown:
        raise Http404 from unknown
    is_present = tag in document.etag
    return document.answer(request, keep=f"public, max-age={31_536_000 if is_present else 60}")


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Whether the process lives and the database answers it."""
    connection.ensure_connection()
    alive = connection.is_usable()
    return HttpResponse("ok" if alive else "no database", content_type="text/plain", status=200 if alive else 503)
