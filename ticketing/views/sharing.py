"""The desk's page for passing an event on: its link, its picture, its tickets on other sites."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.access import PersonRequest, signed_in
from events.desk import event_to_change
from events.models import Event
from events.operations import set_embed_origins
from ticketing.offer import landing_of, social_image_url
from ticketing.organizers import organizer_at

_SCRIPT = "js/ticket-widget.js"  # by its plain name: what is pasted elsewhere outlives a release


class OriginsForm(forms.Form):
    """The sites that may show the tickets, one a line."""

    origins = forms.CharField(
        label="Sites that may show it",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "placeholder": "https://example.org"}),
        help_text="One address a line, like https://example.org. Other sites cannot show your tickets in a frame.",
    )


@require_http_methods(["GET", "POST"])
@signed_in
def share(request: PersonRequest, slug: str) -> HttpResponse:
    """Link, picture and widget of an event; a POST says which sites may show the widget."""
    event = event_to_change(request, slug)
    form = OriginsForm(request.POST or None, initial={"origins": "\n".join(event.embed_origins.split())})
    if not form.is_valid():
        return render(request, "ticketing/share.html", _context(event, form), status=422 if form.is_bound else 200)
    set_embed_origins(event, origins=form.cleaned_data["origins"].split(), by=request.profile)
    messages.success(request, "Saved. These sites can show the tickets now.")
    return redirect("ticketing:share", event.slug)


def _context(event: Event, form: OriginsForm) -> dict[str, Any]:
    landing = landing_of(event, now=timezone.now())
    organizer = organizer_at(f"-{event.organizer_id.hex[:8]}")
    return {
        "event": event,
        "form": form,
        "social_image": social_image_url(event, landing),
        "organizer": organizer if organizer and organizer.id == event.organizer_id else None,
        "code": _code(event),
        "may_change": True,
        "nav": "events",
    }


def _code(event: Event) -> str:
    """What goes into another site's page: the frame, and the script that makes it as tall as its content."""
    script = f"{settings.SITE_URL}{static('')}{_SCRIPT}"
    frame = f'src="{event.page_url}embed/" title="Tickets" width="100%" height="420" loading="lazy"'
    return f'<iframe data-eventai-widget {frame} style="border:0"></iframe>\n<script src="{script}" async></script>'
