"""The prompt box on the home page, what is on soon, and the list of conversations."""

from datetime import datetime, timedelta
from typing import Any

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_http_methods, require_safe

from accounts.identity import read_profile, remember_guest
from accounts.middleware import scope_of
from accounts.operations import open_guest
from conversations.discovery import DAYS, Search, chosen_filters, find_cards, places, sort_choices
from conversations.forms import MessageForm
from conversations.models import Conversation
from conversations.operations import start_conversation
from conversations.views.saying import LIMITS, frame_of, locale_of, profile_of, said
from eventai.db.functions import call
from eventai.errors import DomainError
from eventai.http import own_transactions

EXAMPLES = (
    (
        "mic",
        "Conference in Lisbon",
        "A two-day software conference in Lisbon on 17 and 18 September 2027 for 420 people,"
        " early bird €190 until 30 June, regular €240, students €95.",
    ),
    (
        "footprints",
        "Charity 10K",
        "A sunrise charity 10K run in Edinburgh on the first Sunday of May at 6am, 1,150 runners, £28 each.",
    ),
    (
        "utensils",
        "Supper for 36",
        "A long-table supper for 36 people in a greenhouse in Copenhagen on Saturday 6 March at 19:00,"
        " 640 kroner with wine.",
    ),
    ("users", "Free meetup", "A free type meetup in Lagos on Thursday 28 January at 18:30, 80 places."),
)
SHOWN_AT_ONCE = 12
GUESTS_PER_ADDRESS = 200  # a day; a classroom shares one
_DAY = 86_400  # seconds


class TooManyGuests(DomainError):
    """Somebody opens guests by the hundred."""

    status_code = 429


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The prompt box above everything; below it what is on soon."""
    return _home(request, MessageForm.blank(_example(request)))


@own_transactions
@require_http_methods(["GET", "HEAD", "POST"])
def conversations(request: HttpRequest) -> HttpResponse:
    """The list of conversations; a POST starts one, as a new guest if nobody is there yet."""
    if request.method == "POST":
        return _start(request)
    with scope_of(request):
        profile = profile_of(request)
        mine = Conversation.objects.of(profile) if profile else Conversation.objects.none()
        query = request.GET.get("q", "")[:100]
        listed = list(mine.with_state().filter(title__icontains=query)[:100])
        context = {
            "form": MessageForm.blank(),
            "groups": by_day(listed),
            "query": query,
            "limit": LIMITS[profile is None],
        }
        return render(request, "conversations/conversations.html", context | frame_of(request))


def by_day(listed: list[Conversation]) -> dict[str, list[Conversation]]:
    """Conversations under the headings of the list: today, this week, before."""
    now = timezone.now()
    groups: dict[str, list[Conversation]] = {}
    for conversation in listed:
        groups.setdefault(_heading(conversation.updated_at, now), []).append(conversation)
    return groups


def _heading(at: datetime, now: datetime) -> str:
    if timezone.localdate(at) == timezone.localdate(now):
        return "Today"
    return "Last seven days" if now - at < timedelta(days=7) else "Before"


def _start(request: HttpRequest) -> HttpResponse:
    form = MessageForm(request.POST)
    fresh = _somebody(request) if form.is_valid() else ""
    with scope_of(request):
        begun = said(form, lambda: _begin(request, form))
        response = redirect(begun) if begun else _home(request, form)
    if fresh:
        remember_guest(response, fresh)
    return response


def _somebody(request: HttpRequest) -> str:
    """Make sure that somebody asks: nobody becomes a guest, whose new secret is returned."""
    with scope_of(request):
        if profile_of(request):
            return ""
        address = get_adapter().get_client_ip(request)
        if not call("count_against_limit", address, "open_guest", GUESTS_PER_ADDRESS, _DAY):
            raise TooManyGuests("Too many visitors began from your network today. Sign in, or try again tomorrow.")
        _, token = open_guest()
    request.fresh_guest_token = token  # type: ignore[attr-defined]  # read by accounts.identity
    request.profile = SimpleLazyObject(lambda: read_profile(request))  # type: ignore[attr-defined]  # the acting middleware's
    return token


def _begin(request: HttpRequest, form: MessageForm) -> Conversation:
    profile = profile_of(request)
    if profile is None:
        raise TooManyGuests("Your visit could not be remembered. Allow cookies for this site, or sign in.")
    return start_conversation(
        profile,
        text=form.cleaned_data["text"],
        client_key=form.cleaned_data["client_key"],
        now=timezone.now(),
        timezone=form.cleaned_data["timezone"],
        locale=locale_of(request),
    )


def _home(request: HttpRequest, form: MessageForm) -> HttpResponse:
    now, search, asked = timezone.now(), Search.of(request.GET), request.GET.get("upto", "")
    most = min(int(asked), 120) if asked.isdecimal() and len(asked) < 4 else SHOWN_AT_ONCE
    shown, has_more = find_cards(search, now=now, most=most)
    context: dict[str, Any] = {
        "nav": "discover", "form": form, "examples": EXAMPLES, "cards": shown, "has_more": has_more,
        "search": search, "sorts": sort_choices(search), "chosen": chosen_filters(search), "days": DAYS.items(),
        "places": places(now), "more": search.url(upto=str(most + SHOWN_AT_ONCE)) if most < 120 else "",
        "limit": LIMITS[not request.user.is_authenticated],
    }  # fmt: skip
    return render(request, "conversations/home.html", context, status=form.status)


def _example(request: HttpRequest) -> str:
    number = request.GET.get("example", "")
    return EXAMPLES[int(number)][2] if number in {"0", "1", "2", "3"} else ""
