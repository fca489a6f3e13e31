"""The desk's page of an event's pictures."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts.access import PersonRequest, signed_in
from accounts.middleware import scope_of
from eventai.files import kept_file
from eventai.http import fragment_or_redirect, own_transactions, wants_fragment
from eventai.models import StorageObject
from events.desk import event_to_change, event_to_view
from events.models import Event
from events.operations import add_picture, caption_picture, remove_picture, set_top_picture
from events.picture_forms import CaptionForm, PictureForm, TopForm
from events.pictures import Row, Shelf

_FOR_VISITORS = " Visitors see it once you publish the page's changes."
_BUCKET = StorageObject.Bucket.LANDING_PAGES


@require_GET
@signed_in
def pictures(request: PersonRequest, slug: str) -> HttpResponse:
    """The event's pictures, to be added to, described and deleted."""
    event, powers = event_to_view(request, slug)
    return render(request, "events/pictures.html", _page(request, event, may_change=powers.may_change))


@require_GET
@signed_in
def state(request: PersonRequest, slug: str, picture: UUID) -> HttpResponse:
    """How far a picture is, asked for while its sizes are being drawn."""
    event, _ = event_to_view(request, slug)
    row = Row(_picture_of(event, picture), ())
    return render(request, "events/_picture_state.html", {"event": event, "row": row})


@require_POST
@own_transactions
@signed_in
def add(request: PersonRequest, slug: str) -> HttpResponse:
    """Take a picture: drawn anew and stored outside of any transaction, then kept in one."""
    with scope_of(request):
        event = event_to_change(request, slug)
        request.refusal_place = "#pictures-refusal"  # type: ignore[attr-defined]  # read by eventai.http.refused
    form = PictureForm(request.POST, request.FILES)
    if not form.is_valid():
        with scope_of(request):
            template = "events/_pictures.html" if wants_fragment(request) else "events/pictures.html"
            return render(request, template, _page(request, event, form=form), status=422)
    picture = form.cleaned_data["image"]
    with kept_file(_BUCKET, picture.content, suffix=picture.suffix) as path, scope_of(request):
        add_picture(event, picture, path=path, name=form.file_name, alt=form.cleaned_data["alt"], by=request.profile)
    with scope_of(request):
        return _changed(request, event, "Picture added.")


@require_POST
@signed_in
def caption(request: PersonRequest, slug: str, picture: UUID) -> HttpResponse:
    event, stored = _picture_to_change(request, slug, picture)
    form = CaptionForm(request.POST)
    if form.is_valid():
        caption_picture(stored, alt=form.cleaned_data["alt"], by=request.profile)
    return _changed(request, event, "Description saved.")


@require_POST
@signed_in
def set_top(request: PersonRequest, slug: str) -> HttpResponse:
    """Put a picture at the top of the page, or the drawn cover back."""
    event = event_to_change(request, slug)
    request.refusal_place = "#pictures-refusal"  # type: ignore[attr-defined]  # read by eventai.http.refused
    form = TopForm(request.POST)
    chosen = form.cleaned_data["picture"] if form.is_valid() else None
    event = set_top_picture(event, _picture_of(event, chosen) if chosen else None, by=request.profile)
    words = "The page shows it at the top." if chosen else "The page shows its drawn cover again."
    return _changed(request, event, words + (_FOR_VISITORS if event.has_unpublished_changes else ""))


@require_POST
@signed_in
def remove(request: PersonRequest, slug: str, picture: UUID) -> HttpResponse:
    event, stored = _picture_to_change(request, slug, picture)
    remove_picture(stored, by=request.profile)
    return _changed(request, event, "Picture deleted.")


def _picture_to_change(request: PersonRequest, slug: str, picture: UUID) -> tuple[Event, StorageObject]:
    event = event_to_change(request, slug)
    request.refusal_place = "#pictures-refusal"  # type: ignore[attr-defined]  # read by eventai.http.refused
    return event, _picture_of(event, picture)


def _picture_of(event: Event, picture: UUID) -> StorageObject:
    found: StorageObject = get_object_or_404(StorageObject.objects.pictures(), pk=picture, event=event)
    return found


def _changed(request: PersonRequest, event: Event, words: str) -> HttpResponse:
    if not wants_fragment(request):
        messages.success(request, words)
        return redirect("events:pictures", event.slug)
    context = {**_page(request, event), "said": words}
    return fragment_or_redirect(request, "events/_pictures.html", context, to=event)


def _page(
    request: PersonRequest, event: Event, *, form: PictureForm | None = None, may_change: bool = True
) -> dict[str, Any]:
    return {
        "event": event,
        "shelf": Shelf.of(event),
        "form": form or PictureForm(),
        "may_change": may_change,
        "is_own": event.organizer_id == request.profile.pk,
        "nav": "events",
    }
