"""Cases of an evaluation, talked through as a person would, and what then stands in the rows.

Nothing here reads a text: a case goes the way of every message, and the prediction is read back from the event, its
tickets, the tool calls that ran and what a question still waits for. What was only assumed is left out.
"""

import json
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from allauth.account.models import EmailAddress

from accounts.models import AppRole, Profile, User, UserRole
from conversations.assumptions import assumed_fields
from conversations.models import Conversation, Run, ToolCall
from conversations.operations import send_message, start_conversation
from conversations.operations.answering import answer_run
from conversations.operations.budgets import EngineChoice
from eventai.db.acting import acting_as, acting_as_system
from eventai.errors import DomainError
from events.models import Event
from ticketing.models import Ticket

_LAST_MINUTE = time(23, 59)  # how a day without an hour ends in the rows


@dataclass(frozen=True)
class Case:
    """What the assistant may see of a case: the messages, when they are sent, and the organizer's zone and language."""

    id: str
    now: datetime
    timezone: str
    locale: str
    turns: tuple[str, ...]

    @classmethod
    def of(cls, data: dict[str, Any]) -> "Case":
        """A case from a line of a file; `now` is local to the organizer's zone."""
        now = datetime.fromisoformat(data["now"]).replace(tzinfo=ZoneInfo(data["timezone"]))
        return cls(data["id"], now, data["timezone"], data["locale"], tuple(data["turns"]))


def predict(case: Case, *, engine: Run.Engine = Run.Engine.BUILT_IN) -> dict[str, Any]:
    """Talk a case through with an organizer of its own, the clock standing still, and tell what came of it."""
    organizer = _organizer(case)
    conversation: Conversation | None = None
    choice = EngineChoice(engine)
    for text in case.turns:
        run = _say(case, organizer, conversation, text)
        if run is None:
            continue
        conversation = run.conversation
        answer_run(run.pk, worker="evaluation", clock=lambda: case.now, choose=lambda *_: choice)
    return {"id": case.id} | (_prediction(conversation) if conversation else {})


def _organizer(case: Case) -> Profile:
    """Somebody new, with a confirmed address and the case's zone and language."""
    with acting_as_system():
        user = User(email=f"{uuid.uuid4().hex}@evaluation.example")
        user.set_unusable_password()
        user.save()
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        profile = Profile.objects.get(user=user)
        profile.timezone, profile.locale = case.timezone, case.locale
        profile.save(update_fields=["timezone", "locale"])
        UserRole.objects.create(user=profile, role=AppRole.ORGANIZER)
    return profile


def _say(case: Case, organizer: Profile, conversation: Conversation | None, text: str) -> Run | None:
    """Send one message; None when it is refused, as an empty one is."""
    try:
        with acting_as(organizer.pk):
            if conversation is not None:
                key = uuid.uuid4()
                return send_message(conversation, text=text, client_key=key, by=organizer, now=case.now)
            begun = start_conversation(organizer, text=text, client_key=uuid.uuid4(), now=case.now)
            return begun.runs.get()
    except DomainError:
        return None


def _prediction(conversation: Conversation) -> dict[str, Any]:
    with acting_as_system():
        read = Conversation.objects.select_related("event").get(pk=conversation.pk)
        calls = ToolCall.objects.filter(run__conversation=read, status=ToolCall.Status.DONE)
        done = list(calls.order_by("run__created_at", "created_at", "position"))
        memo: dict[str, Any] = (read.metadata.get("pending") or {}).get("memo", {})
        told = {key: memo[key][:5] for key in ("start_time", "end_time") if memo.get(key)}
        facts = _event_facts(read.event, read.metadata) if read.event else {}
        tickets = list(_tickets(read)) + [_waiting(ticket) for ticket in memo.get("tickets", [])]
    asked = [field for call in done if call.name == "ask_user" for field in _fields_asked(call)]
    tools = [_named("tools", call.name) for call in done]
    return {**facts, **told, "tickets": tickets, "asked": asked, "tools": tools, "recurrence": None}


def _event_facts(event: Event, metadata: dict[str, Any]) -> dict[str, Any]:
    """What was said about the event. A mere default is no fact."""
    assumed = assumed_fields(metadata, event)
    said: dict[str, Callable[[], Any]] = {
        "name": lambda: event.name,
        "timezone": lambda: event.timezone,
        "currency": lambda: event.currency,
    }
    return {
        **{name: None if name in assumed else read() for name, read in said.items()},
        "type": _named("types", event.kind) or None,
        "start": _moment(event.starts_local, has_hour=event.has_start_time),
        "end": _moment(event.ends_local, has_hour=True),
        "venue_name": event.venue or None,
        "city": event.city or None,
        "country": event.country or None,
        "online": event.is_online,
        "capacity": event.capacity,
        "description": event.summary or None,
    }


def _moment(at: datetime | None, *, has_hour: bool) -> str | None:
    if at is None:
        return None
    day: date = at.date()
    return f"{at:%Y-%m-%dT%H:%M}" if has_hour and at.time() < _LAST_MINUTE else day.isoformat()


def _tickets(conversation: Conversation) -> Iterable[dict[str, Any]]:
    event = conversation.event
    shown = Ticket.objects.filter(event=event).exclude(visibility=Ticket.Visibility.ARCHIVED)
    for ticket in shown.order_by("position") if event else ():
        assumed = assumed_fields(conversation.metadata, ticket)
        ends = ticket.sale_ends_at.astimezone(event.zone) if event and ticket.sale_ends_at else None
        yield {
            "name": None if "name" in assumed else ticket.name,
            "price": f"{ticket.price.normalize():f}",
            "quantity": None if "quantity" in assumed else ticket.quantity,
            "sale_ends": _moment(ends, has_hour=True),
        }


def _waiting(ticket: dict[str, Any]) -> dict[str, Any]:
    """A ticket type that waits for an answer, such as how many there are."""
    ends = datetime.fromisoformat(ticket["sale_ends_at"]) if ticket.get("sale_ends_at") else None
    return {
        "name": None if "name" in ticket.get("assumed", ()) else ticket["name"],
        "price": ticket.get("price"),
        "quantity": ticket.get("quantity"),
        "sale_ends": _moment(ends, has_hour=True),
    }


def _fields_asked(call: ToolCall) -> list[str]:
    """The fields of a question: the one it is about, and those asked for in the same breath."""
    return [field for field in (call.arguments.get("field"), *call.arguments.get("also", [])) if field]


@cache
def _names() -> dict[str, dict[str, str]]:
    """What our tools and our sorts of event are called there: the one place where the names meet."""
    text = files("conversations").joinpath("evaluation_names.json").read_text("utf-8")
    found: dict[str, dict[str, str]] = json.loads(text)
    return found


def _named(table: str, name: str) -> str:
    return _names()[table].get(name, name)
