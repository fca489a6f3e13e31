"""The desk's pages about an event itself: its facts by hand, and its tasks."""

import uuid
from typing import Any

from django.contrib import messages
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import PersonRequest, signed_in
from eventai.http import fragment_or_redirect, local_url, wants_fragment
from events.desk import event_to_change, event_to_view, say_saved
from events.forms import EventForm, RescheduleForm, TaskForm, WordsForm
from events.models import Event, Task
from events.operations import (
    add_task,
    approve_task,
    complete_task,
    create_event,
    dismiss_task,
    move_page,
    reschedule_task,
    restore_task,
    revise_event,
    revise_task,
)
from events.queue import Queue

_BEGUN = "begun"  # session: events begun by form, by the form's key, so that a second click begins no second one


@require_http_methods(["GET", "POST"])
@signed_in
def new(request: PersonRequest) -> HttpResponse:
    """An event by hand. The same form sent twice begins one event."""
    key = request.POST.get("client_key", "")
    begun: dict[str, str] = request.session.get(_BEGUN, {})
    if key in begun:
        return redirect("ticketing:overview", begun[key])
    form = EventForm(request.POST or None, is_new=True, initial=_first_guesses(request))
    if not form.is_valid():
        context = {"form": form, "client_key": key or uuid.uuid4(), "nav": "events"}
        return render(request, "events/event_form.html", context, status=422 if form.is_bound else 200)
    event = create_event(request.profile, by=request.profile, now=timezone.now(), **form.changes())
    request.session[_BEGUN] = {**dict(list(begun.items())[-9:]), key: event.slug}
    messages.success(request, "Draft saved. Add tickets, then publish it.")
    return redirect("ticketing:overview", event.slug)


@require_http_methods(["GET", "POST"])
@signed_in
def edit(request: PersonRequest, slug: str) -> HttpResponse:
    """The event's facts, corrected by hand."""
    event = event_to_change(request, slug)
    keeps_currency = event.tickets.filter(sold__gt=0).exists() or event.tickets.filter(reserved__gt=0).exists()
    form = EventForm(request.POST or None, keeps_currency=keeps_currency, initial=EventForm.initial_of(event))
    if not form.is_valid():
        context = {"form": form, "event": event, "nav": "events"}
        return render(request, "events/event_form.html", context, status=422 if form.is_bound else 200)
    event = revise_event(event, by=request.profile, now=timezone.now(), **form.changes())
    if form.address:
        event = move_page(event, slug=form.address, by=request.profile)
    say_saved(request, event, "Changes saved.")
    return redirect("ticketing:overview", event.slug)


@require_GET
@signed_in
def tasks(request: PersonRequest, slug: str) -> HttpResponse:
    """Everything that is to be done for the event, and what was done."""
    event, powers = event_to_view(request, slug)
    form = TaskForm(zone=event.timezone, initial={"client_key": uuid.uuid4()})
    return render(request, "events/tasks.html", _page(event, form, may_change=powers.may_change))


@require_POST
@signed_in
def add(request: PersonRequest, slug: str) -> HttpResponse:
    event = event_to_change(request, slug)
    form = TaskForm(request.POST, zone=event.timezone)
    if not form.is_valid():
        return render(request, "events/tasks.html", _page(event, form, may_change=True), status=422)
    add_task(event, by=request.profile, now=timezone.now(), **form.cleaned_data)
    say_saved(request, event, "On the list.")
    return redirect("events:tasks", event.slug)


@require_POST
@signed_in
def approve(request: PersonRequest, slug: str, rule: str, occurrence: str) -> HttpResponse:
    event, task = _task_to_decide(request, slug, rule, occurrence)
    task = approve_task(task, by=request.profile, now=timezone.now())
    say_saved(request, event, f"“{task.title}” is approved.")
    return _queue(request, event)


@require_POST
@signed_in
def dismiss(request: PersonRequest, slug: str, rule: str, occurrence: str) -> HttpResponse:
    event, task = _task_to_decide(request, slug, rule, occurrence)
    return _closed(request, event, dismiss_task(task, by=request.profile))


@require_POST
@signed_in
def complete(request: PersonRequest, slug: str, rule: str, occurrence: str) -> HttpResponse:
    event, task = _task_to_decide(request, slug, rule, occurrence)
    return _closed(request, event, complete_task(task, by=request.profile))


@require_POST
@signed_in
def restore(request: PersonRequest, slug: str, rule: str, occurrence: str) -> HttpResponse:
    event, task = _task_to_decide(request, slug, rule, occurrence)
    restore_task(task, by=request.profile, now=timezone.now())
    return _queue(request, event)


@require_POST
@signed_in
def revise(request: PersonRequest, slug: str, rule: str, occurrence: str) -> HttpResponse:
    event, task = _task_to_decide(request, slug, rule, occurrence)
    form = WordsForm(request.POST)
    form.full_clean()  # its shape is free: what the words may be, the operation judges
    revise_task(task, by=request.profile, now=timezone.now(), **form.words())
    say_saved(request, event, "Words saved.")
    return _queue(request, event)


@require_POST
@signed_in
def reschedule(request: PersonRequest, slug: str, rule: str, occurrence: str) -> HttpResponse:
    event, task = _task_to_decide(request, slug, rule, occurrence)
    form = RescheduleForm(request.POST, zone=event.timezone)
    if not form.is_valid():
        return _queue(request, event, unclear=task, status=422)
    reschedule_task(task, due_date=form.cleaned_data["due_date"], by=request.profile, now=timezone.now())
    say_saved(request, event, "The time is set.")
    return _queue(request, event)


def _task_to_decide(request: PersonRequest, slug: str, rule: str, occurrence: str) -> tuple[Event, Task]:
    event = event_to_change(request, slug)
    request.refusal_place = "#tasks-refusal"  # type: ignore[attr-defined]  # read by eventai.http.refused
    return event, get_object_or_404(Task, event=event, rule=rule, occurrence=occurrence)


def _page(event: Event, form: TaskForm, *, may_change: bool) -> dict[str, Any]:
    queue = _queue_of(event)
    return {"event": event, "queue": queue, "may_change": may_change, "form": form, "nav": "events"}


def _queue_of(event: Event) -> Queue:
    people = event.tickets.aggregate(sold=Sum("sold"))["sold"]
    return Queue.of(event, now=timezone.now(), people=people)


def _closed(request: PersonRequest, event: Event, task: Task) -> HttpResponse:
    """The queue without the task, and the way to put it back."""
    if not wants_fragment(request):
        say_saved(request, event, f"“{task.title}” is off the list. All tasks has it, to be put back.")
    return _queue(request, event, closed=task)


def _queue(request: HttpRequest, event: Event, **more: Any) -> HttpResponse:
    """The queue as it is now; without JavaScript, the page the click came from."""
    status = more.pop("status", 200)
    back = local_url(request, request.POST.get("next"), default=reverse("events:tasks", args=[event.slug]))
    queue = _queue_of(event)
    context = {"event": event, "queue": queue, "may_change": True, "back": back, "is_swapped": True, **more}
    response = fragment_or_redirect(request, "events/_tasks.html", context, to=f"{back}#tasks")
    if status != 200 and response.status_code == 200:
        response.status_code = status
    return response


def _first_guesses(request: PersonRequest) -> dict[str, Any]:
    """What a new event probably is: in the person's time zone, by them."""
    person = request.profile
    return {
        "timezone": person.timezone or "UTC",
        "currency": "USD",
        "host": person.company_name or person.full_name,
    }
