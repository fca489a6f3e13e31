"""What a page claims and nobody but its people can know: they say that it is right, or that it is not sure."""

from datetime import datetime

from accounts.models import Profile
from eventai.db.functions import call
from eventai.errors import NotAllowed
from eventai.operation import operation
from events.models import Event
from events.page.claims import fold
from ticketing.models import CheckedClaim


@operation
def confirm_claim(event: Event, *, words: str, by: Profile, now: datetime) -> CheckedClaim:
    """Remember that these words of the page are right, however they are spelled; twice changes nothing.

    Raises NotAllowed.
    """
    _needs_to_change(event)
    known = {"words": words, "checked_by": by, "created_at": now}
    claim, _ = CheckedClaim.objects.get_or_create(event=event, key=fold(words)[:300], defaults=known)
    return claim


@operation
def question_claim(event: Event, *, words: str, by: Profile, now: datetime) -> int:
    """Take that back, so that the words are asked about again; returns how many were checked. Raises NotAllowed."""
    _needs_to_change(event)
    taken_back, _ = CheckedClaim.objects.filter(event=event, key=fold(words)[:300]).delete()
    return taken_back


def _needs_to_change(event: Event) -> None:
    if not call("may_change_event", event.pk):
        raise NotAllowed("What this page claims is for its organizers to check.")
