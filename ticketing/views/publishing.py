"""From the desk to the public and back: the review, the rehearsal, the step itself."""

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import PersonRequest, signed_in
from eventai.http import fragment_or_redirect
from events.desk import event_to_change
from events.models import Event
from ticketing.checks import blockers_among, publication_checks
from ticketing.desk_forms import ClaimForm
from ticketing.operations.claims import confirm_claim, question_claim
from ticketing.operations.publishing import publication_facts, publish_event, withdraw_event
from ticketing.operations.rehearsal import Step, rehearse_sale


@require_http_methods(["GET", "POST"])
@signed_in
def publish(request: PersonRequest, slug: str) -> HttpResponse:
    """The review before publishing: what it means, what is missing, how it looks; and the step itself."""
    event = event_to_change(request, slug)
    if request.method == "POST":
        event = publish_event(event, by=request.profile, now=timezone.now())
        messages.success(request, f"{event.name} is public.")
        return redirect("ticketing:overview", event.slug)
    if event.status != Event.Status.DRAFT:
        return redirect("ticketing:overview", event.slug)
    return render(request, "ticketing/publish.html", _review(request, event))


@require_POST
@signed_in
def rehearse(request: PersonRequest, slug: str) -> HttpResponse:
    """A sale played through. It leaves nothing behind, so without JavaScript the review itself shows what was seen."""
    event = event_to_change(request, slug)
    steps = rehearse_sale(event, by=request.profile, now=timezone.now())
    if request.headers.get("HX-Request"):
        return render(request, "ticketing/_rehearsal.html", {"event": event, **_rehearsed(steps)})
    return render(request, "ticketing/publish.html", {**_review(request, event), **_rehearsed(steps)})


@require_POST
@signed_in
def confirm(request: PersonRequest, slug: str) -> HttpResponse:
    event, form = event_to_change(request, slug), ClaimForm(request.POST)
    if not form.is_valid():
        return render(request, "ticketing/publish.html", _review(request, event), status=422)
    confirm_claim(event, words=form.cleaned_data["words"], by=request.profile, now=timezone.now())
    return _checked(request, event)


@require_POST
@signed_in
def question(request: PersonRequest, slug: str) -> HttpResponse:
    event, form = event_to_change(request, slug), ClaimForm(request.POST)
    if not form.is_valid():
        return render(request, "ticketing/publish.html", _review(request, event), status=422)
    question_claim(event, words=form.cleaned_data["words"], by=request.profile, now=timezone.now())
    return _checked(request, event)


@require_POST
@signed_in
def withdraw(request: PersonRequest, slug: str) -> HttpResponse:
    event = withdraw_event(event_to_change(request, slug), by=request.profile, now=timezone.now())
    messages.success(request, f"{event.name} is a draft again. Its page is no longer public.")
    return redirect("ticketing:overview", event.slug)


def _checked(request: PersonRequest, event: Event) -> HttpResponse:
    to = reverse("ticketing:publish", args=[event.slug])
    return fragment_or_redirect(request, "ticketing/_checks.html", _review(request, event), to=to)


def _review(request: PersonRequest, event: Event) -> dict[str, Any]:
    checks = publication_checks(event, profile=request.profile, now=timezone.now())
    return {
        "event": event,
        "facts": publication_facts(event),
        "checks": checks,
        "blockers": blockers_among(checks),
        "nav": "events",
    }


def _rehearsed(steps: list[Step]) -> dict[str, Any]:
    """The steps by ticket type, and how many types cannot be sold."""
    walks = [(ticket, list(walk)) for ticket, walk in groupby(steps, key=lambda step: step.ticket)]
    return {"walks": walks, "failed": sum(not walk[-1].is_good for _, walk in walks)}
