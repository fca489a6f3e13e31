"""The editor of an event's page: every click changes the draft, which visitors see once it is published."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.access import PersonRequest, signed_in
from eventai.http import wants_fragment
from events.desk import event_to_change
from events.models import ChangeSet, Event
from events.operations import (
    add_section,
    choose_page_version,
    move_section,
    publish_page_changes,
    redraw_section_copy,
    remove_section,
    restore_page,
    restyle_page,
    revise_section,
    set_section,
)
from events.page.sections import section_of, sections_of
from events.section_forms import SectionForm
from ticketing.editor import Desk, page_changes, section_form, versions_of
from ticketing.editor_forms import AddForm, LookForm, MoveForm, ToneForm, VersionForm
from ticketing.offer import draft_of, facts_on_sale
from ticketing.operations.changes import NothingToRedo, NothingToUndo, redo_changes, undo_changes


@require_GET
@signed_in
def page(request: PersonRequest, slug: str) -> HttpResponse:
    """The whole editor; `?section=` opens a section's form, as the links do without JavaScript."""
    event = event_to_change(request, slug)
    asked = request.GET.get("section", "")
    known = {section["id"] for section in sections_of(event.landing_page_config)}
    desk = _desk(request, event, opened=section_form(event, asked) if asked in known else None)
    return render(request, "ticketing/editor.html", {"event": event, "desk": desk})


@require_GET
@signed_in
def section(request: PersonRequest, slug: str, section: str) -> HttpResponse:
    """The editor with a section's form open, to be swapped in."""
    event = event_to_change(request, slug)
    desk = _desk(request, event, opened=section_form(event, section))
    return render(request, "ticketing/_editor.html", {"event": event, "desk": desk})


@require_GET
@signed_in
def preview(request: PersonRequest, slug: str) -> HttpResponse:
    """The draft as visitors would see it, what still waits marked."""
    event = event_to_change(request, slug)
    context = {"event": event, "landing": draft_of(event, now=timezone.now())}
    return render(request, "ticketing/draft.html", context)


@require_POST
@signed_in
def set_(request: PersonRequest, slug: str, section: str) -> HttpResponse:
    """Save a section's form; when somebody changed the section meanwhile, show both."""
    event = _event_to_edit(request, slug)
    form = section_form(event, section, request.POST)
    is_valid = form.is_valid()
    if "autosave" in request.POST and (form.is_stale or not is_valid):
        return render(request, "ticketing/_saved.html", {"form": form, "state": "unsaved"})
    if not is_valid or form.is_stale:
        return _answer(request, event, status=409 if form.is_stale else 422, opened=form)
    event = _written(request, event, form)
    if "autosave" in request.POST:
        saved = section_form(event, section)
        return render(request, "ticketing/_saved.html", {"form": saved, "state": "saved", "now": timezone.now()})
    opened = section_form(event, section) if request.POST.get("act") else None
    return _answer(request, event, f"“{form.name}” saved.", opened=opened, focus=section)


@require_POST
@signed_in
def move(request: PersonRequest, slug: str, section: str) -> HttpResponse:
    event = _event_to_edit(request, slug)
    form = MoveForm(request.POST)
    form.full_clean()
    event = move_section(event, section=section, by=request.profile, **form.place(event, section))
    ids = [one["id"] for one in sections_of(event.landing_page_config)]
    return _answer(request, event, f"It is section {ids.index(section)} now.")


@require_POST
@signed_in
def hide(request: PersonRequest, slug: str, section: str) -> HttpResponse:
    """Hide a section from visitors, or show it again."""
    event = _event_to_edit(request, slug)
    is_hidden = not section_of(event.landing_page_config, section)["hidden"]
    event = revise_section(event, section=section, is_hidden=is_hidden, by=request.profile)
    return _answer(request, event, "Hidden from visitors." if is_hidden else "Shown again.")


@require_POST
@signed_in
def remove(request: PersonRequest, slug: str, section: str) -> HttpResponse:
    event = remove_section(_event_to_edit(request, slug), section=section, by=request.profile)
    return _answer(request, event, "Section removed. Undo brings it back.")


@require_POST
@signed_in
def add(request: PersonRequest, slug: str) -> HttpResponse:
    """Add a section and open its form."""
    event = _event_to_edit(request, slug)
    form = AddForm(request.POST)
    if not form.is_valid():
        return _answer(request, event, "Choose what to add.", status=422)
    before = {one["id"] for one in sections_of(event.landing_page_config) if not one["hidden"]}
    event = add_section(event, kind=form.cleaned_data["kind"], by=request.profile, may_be_empty=True)
    added = next(
        one["id"] for one in sections_of(event.landing_page_config) if not one["hidden"] and one["id"] not in before
    )
    return _answer(request, event, "Section added.", opened=section_form(event, added))


@require_POST
@signed_in
def restyle(request: PersonRequest, slug: str) -> HttpResponse:
    event = _event_to_edit(request, slug)
    form = LookForm(request.POST)
    if not form.is_valid():
        return _answer(request, event, "A colour is written like #1d4ed8. Nothing was changed.", status=422)
    event = restyle_page(event, by=request.profile, **form.look())
    return _answer(request, event, "The page has its new look.")


@require_POST
@signed_in
def rewrite(request: PersonRequest, slug: str, section: str) -> HttpResponse:
    event = _event_to_edit(request, slug)
    form = ToneForm(request.POST)
    if not form.is_valid():
        return _answer(request, event, "Choose a tone.", status=422)
    before = event.landing_page_config
    event = redraw_section_copy(event, section=section, tone=form.cleaned_data["tone"], by=request.profile)
    is_same = event.landing_page_config == before
    said = "Nothing changed: these words are your own, and stay." if is_same else "Rewritten. Undo takes it back."
    return _answer(request, event, said, focus=section)


@require_GET
@signed_in
def versions(request: PersonRequest, slug: str) -> HttpResponse:
    """Three versions of the page to choose from."""
    event = event_to_change(request, slug)
    context = {"event": event, "versions": versions_of(event, now=timezone.now()), "nav": "events"}
    return render(request, "ticketing/versions.html", context)


@require_POST
@signed_in
def choose(request: PersonRequest, slug: str) -> HttpResponse:
    event = event_to_change(request, slug)
    form = VersionForm(request.POST)
    if not form.is_valid():
        raise Http404
    choose_page_version(event, version=form.cleaned_data["version"], by=request.profile)
    messages.success(request, "The page is drawn anew. Undo brings the earlier one back.")
    return redirect("ticketing:editor", event.slug)


@require_POST
@signed_in
def undo(request: PersonRequest, slug: str) -> HttpResponse:
    """Take back the latest change of the page that stands."""
    event = _event_to_edit(request, slug)
    latest = page_changes(event).undoable().first()
    if latest is None:
        raise NothingToUndo("Nothing about the page can be undone.")
    done = undo_changes(event, change_set=latest, by=request.profile, now=timezone.now())
    return _answer(request, _fresh(event), f"{done.label}.")


@require_POST
@signed_in
def redo(request: PersonRequest, slug: str) -> HttpResponse:
    event = _event_to_edit(request, slug)
    latest = page_changes(event).redoable().first()
    if latest is None:
        raise NothingToRedo("Nothing about the page was undone last.")
    done = redo_changes(event, change_set=latest, by=request.profile, now=timezone.now())
    return _answer(request, _fresh(event), f"{done.label}.")


@require_POST
@signed_in
def publish(request: PersonRequest, slug: str) -> HttpResponse:
    event = publish_page_changes(_event_to_edit(request, slug), by=request.profile)
    return _answer(request, event, "Published. Visitors see the page as it is here.")


@require_POST
@signed_in
def restore(request: PersonRequest, slug: str, reference: str) -> HttpResponse:
    """Bring back the page as it was after a change."""
    event = event_to_change(request, slug)
    change_set = get_object_or_404(ChangeSet, event=event, reference=reference)
    restore_page(event, change_set=change_set, by=request.profile)
    messages.success(request, "The page is as it was then. Visitors see it once you publish its changes.")
    return redirect("ticketing:editor", event.slug)


def _event_to_edit(request: PersonRequest, slug: str) -> Event:
    event = event_to_change(request, slug)
    request.refusal_place = "#editor-refusal"  # type: ignore[attr-defined]  # read by eventai.http.refused
    return event


def _written(request: PersonRequest, event: Event, form: SectionForm) -> Event:
    return set_section(
        event,
        section=form.section["id"],
        content=form.content(),
        base=form.base,
        writing=form.writing,
        by=request.profile,
        facts=facts_on_sale(event, now=timezone.now()),
    )


def _desk(request: HttpRequest, event: Event, **more: Any) -> Desk:
    device = "phone" if request.GET.get("device") == "phone" else "desktop"
    return Desk(event, timezone.now(), device=device, **more)


def _fresh(event: Event) -> Event:
    return Event.objects.get(pk=event.pk)


def _answer(request: PersonRequest, event: Event, said: str = "", *, status: int = 200, **more: Any) -> HttpResponse:
    """The editor as it is now; without JavaScript the page, which a redirect leads to where something was done."""
    desk = _desk(request, event, said=said, **more)
    context = {"event": event, "desk": desk}
    if wants_fragment(request):
        return render(request, "ticketing/_editor.html", context, status=status)
    if status != 200:
        return render(request, "ticketing/editor.html", context, status=status)
    if said:
        messages.success(request, said)
    opened = f"?section={desk.opened.section['id']}" if desk.opened else ""
    return redirect(reverse("ticketing:editor", args=[event.slug]) + opened)
