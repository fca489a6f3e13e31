"""The built-in assistant: rules, no AI model. It reads, acts through the tools, and asks."""

from datetime import datetime

from conversations.engines import changes, page_talk, replies, task_talk
from conversations.engines.asking import ask_on
from conversations.engines.drafting import plan_draft
from conversations.engines.questions import is_skipped
from conversations.engines.steps import Act, Answer, Outcome, Say, Turn
from conversations.understanding.facts import Brief, Moment
from conversations.understanding.requests import Request, understand_request
from events.models import Event

_FIELDS = {"place": "city"}  # what we ask for, as the readers of answers call it


def _asked_for(turn: Turn) -> str | None:
    """What was asked, for the readers: tickets that wait for a number of seats wait for a capacity."""
    if turn.pending_field == "tickets" and turn.waiting_tickets:
        return "capacity"
    return _FIELDS.get(turn.pending_field, turn.pending_field) or None


class BuiltInEngine:
    """Answers turns by rules."""

    replays = True
    unsettled = None

    def answer(self, turn: Turn) -> Answer:
        if turn.approved is not None:
            yield Say(_after_click(turn.approved))
        elif turn.pending_field and is_skipped(turn.text):
            yield from changes.skip(turn)
        elif page_talk.is_answer(turn):
            yield from page_talk.answer(turn)
        else:
            yield from _answered(turn, understood(turn))


def _after_click(outcome: Outcome) -> str:
    """What came of what a person approved."""
    if not outcome.is_done:
        return replies.refusals([outcome])
    return task_talk.approved(outcome) if outcome.name == "approve_task" else replies.published(outcome)


def _answered(turn: Turn, request: Request) -> Answer:
    if request.kind == "brief":
        yield from changes.another_event(turn, request) if turn.had_event else draft(turn, request.brief)
    elif not turn.had_event and request.kind in ("revise_event", "set_ticket"):
        yield from draft(turn, request.brief)
    else:
        yield from changes.ANSWERS[request.kind](turn, request)


def understood(turn: Turn) -> Request:
    """What the message asks for, read against the event as it was when it was sent."""
    event = turn.event if turn.had_event else None
    start, end = _moments(event)
    return understand_request(
        turn.text,
        now=turn.now,
        timezone=event.timezone if event else turn.timezone,
        locale=turn.locale,
        ticket_names=_names(turn) if event else [],
        has_event=event is not None,
        pending_field=_asked_for(turn),
        event_start=start,
        event_end=end,
        before=turn.before,
    )


def _names(turn: Turn) -> list[str]:
    return [ticket.name for ticket in turn.tickets] + [ticket["name"] for ticket in turn.waiting_tickets]


def draft(turn: Turn, brief: Brief) -> Answer:
    """The first turn: everything that was understood, at once."""
    plan = plan_draft(brief, timezone=turn.timezone)
    if said := replies.understood(brief, turn.timezone):
        yield Say(said)
    outcomes = yield Act(tuple(plan.calls))
    yield Say(replies.drafted(outcomes, plan.assumed))
    if brief.recurrence:
        yield Say(replies.once_only(brief.recurrence.words))
    yield from ask_on(turn, brief, plan.memo)


def _moments(event: Event | None) -> tuple[Moment | None, Moment | None]:
    if event is None:
        return None, None
    return _moment(event.starts_local, event), _moment(event.ends_local, event)


def _moment(at: datetime | None, event: Event) -> Moment | None:
    return Moment(at.date(), at.time() if event.has_start_time else None) if at else None
