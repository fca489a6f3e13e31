"""The desk's page about what was changed at an event, and the ways to take it back and bring it back."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.access import PersonRequest, signed_in
from eventai.db.functions import call_rows
from eventai.http import local_url
from events.desk import event_to_change
from events.history import EVENTS, PAGE
from events.models import ChangeSet, Event
from ticketing.operations.changes import redo_changes, undo_changes

_PER_PAGE = 30
_ICONS = {ChangeSet.Kind.CHANGE: "pencil-line", ChangeSet.Kind.UNDO: "undo-2", ChangeSet.Kind.REDO: "redo-2"}


@dataclass(frozen=True)
class Entry:
    """A change set with who made it."""

    change: ChangeSet
    who: str

    @property
    def icon(self) -> str:
        return _ICONS[ChangeSet.Kind(self.change.kind)]

    @property
    def can_be_undone(self) -> bool:
        """Whether it is a change that stands; whether nothing stands in the way, the click tells."""
        is_change = self.change.kind == ChangeSet.Kind.CHANGE and not self.change.undone_by
        return is_change and not self.change.is_beginning

    @property
    def has_page(self) -> bool:
        """Whether the page as it was after this change can be brought back."""
        return any(PAGE in item.after for item in self.change.items.all() if item.table_name == EVENTS)


@require_GET
@signed_in
def changes(request: PersonRequest, slug: str) -> HttpResponse:
    """Everything that people and the assistant changed at the event, newest first."""
    event = event_to_change(request, slug)
    sets = ChangeSet.objects.filter(event=event)
    page = Paginator(sets.told(), _PER_PAGE).get_page(request.GET.get("page"))
    undo = sets.redoable().first()
    context = {
        "event": event,
        "entries": _entries(request, event, page.object_list),
        "page": page,
        "to_redo": sets.told().filter(undone_by=undo).first() if undo else None,
        "is_open": event.status in (Event.Status.DRAFT, Event.Status.PUBLISHED),
        "may_change": True,
        "nav": "events",
    }
    return render(request, "ticketing/changes.html", context)


@require_POST
@signed_in
def undo(request: PersonRequest, slug: str, reference: str) -> HttpResponse:
    event, change_set = _found(request, slug, reference)
    done = undo_changes(event, change_set=change_set, by=request.profile, now=timezone.now())
    return _said(request, event, done, back="redo", change_set=change_set)


@require_POST
@signed_in
def redo(request: PersonRequest, slug: str, reference: str) -> HttpResponse:
    event, change_set = _found(request, slug, reference)
    done = redo_changes(event, change_set=change_set, by=request.profile, now=timezone.now())
    return _said(request, event, done, back="undo", change_set=change_set)


def _found(request: PersonRequest, slug: str, reference: str) -> tuple[Event, ChangeSet]:
    event = event_to_change(request, slug)
    return event, get_object_or_404(ChangeSet, event=event, reference=reference)


def _said(request: HttpRequest, event: Event, done: ChangeSet, *, back: str, change_set: ChangeSet) -> HttpResponse:
    """Say what was done, offer the way back, and go to where the click came from: under the event's address of now."""
    old = reverse("ticketing:overview", args=[event.slug])
    event.refresh_from_db(fields=["slug"])
    way_back = reverse(f"ticketing:{back}_changes", args=[event.slug, change_set.reference])
    messages.success(request, f"{done.label}.", extra_tags=way_back)
    asked = local_url(request, request.POST.get("next"), default=reverse("ticketing:changes", args=[event.slug]))
    now = reverse("ticketing:overview", args=[event.slug])
    return redirect(now + asked.removeprefix(old) if asked.startswith(old) else asked)


def _entries(request: PersonRequest, event: Event, sets: Any) -> list[Entry]:
    names = dict(call_rows("people_who_changed", event.pk))
    return [Entry(change, _who(change, names, request.profile.pk)) for change in sets]


def _who(change: ChangeSet, names: dict[Any, str], me: Any) -> str:
    name = "you" if change.actor_id == me else names.get(change.actor_id) or "somebody who left"
    return f"EventAI for {name}" if change.run_id else name[:1].upper() + name[1:]
