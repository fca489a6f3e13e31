"""Every turn after the first: answers to what was asked, corrections, looks, tones, publishing."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from conversations.engines import replies
from conversations.engines.asking import ask_on, doubt
from conversations.engines.drafting import Plan, dates_of, places_of, plan_tickets, share_seats
from conversations.engines.looks import look_named, tone_named
from conversations.engines.questions import SKIP, Question
from conversations.engines.steps import Act, Answer, Call, Say, Turn
from conversations.understanding.facts import Brief, TicketBrief
from conversations.understanding.requests import Request
from conversations.understanding.spans import fold
from conversations.understanding.ticket_mentions import known_ticket
from eventai.money import Money


def revise_event(turn: Turn, request: Request) -> Answer:
    """Change the facts that were named; what waited for one of them comes along."""
    brief, plan = request.brief, Plan(memo=dict(turn.memo))
    facts: dict[str, Any] = dates_of(brief) | places_of(brief)
    if brief.name:
        facts["name"] = brief.name.value
    if brief.capacity:
        facts["capacity"] = brief.capacity.value
    if "start_day" in facts:
        told = {key: plan.memo.pop(key) for key in ("start_time", "end_time") if key in plan.memo}
        facts = told | facts
    if brief.city and brief.timezone and not turn.tickets:
        facts["timezone"] = brief.timezone.value
    if facts:
        plan.calls.append(Call("revise_event", facts))
    _tickets_along(turn, brief, plan)
    if not plan.calls and doubt(brief, plan.memo) is None:
        yield from unclear(turn, request)
        return
    if plan.calls:
        outcomes = yield Act(tuple(plan.calls))
        yield Say(replies.changed(outcomes, plan.assumed))
    yield from ask_on(turn, brief, plan.memo)


def _tickets_along(turn: Turn, brief: Brief, plan: Plan) -> None:
    """Tickets told in the same breath, tickets that waited for a number, and one that always was the whole house."""
    capacity = brief.capacity.value if brief.capacity else (turn.event.capacity if turn.event else None)
    waiting = plan.memo.pop("tickets", [])
    if waiting and capacity is not None:
        share_seats(waiting, capacity, plan)
        plan.calls += [Call("set_ticket", ticket) for ticket in waiting]
    elif waiting:
        plan.memo["tickets"] = waiting
    if brief.tickets:
        plan_tickets(list(brief.tickets), capacity=capacity, zone=_zone(turn), plan=plan)
    elif brief.capacity and len(turn.tickets) == 1 and turn.event and turn.tickets[0].quantity == turn.event.capacity:
        ticket = turn.tickets[0]
        plan.calls.append(Call("set_ticket", {"name": ticket.name, "quantity": brief.capacity.value}))
        plan.assumed.append(f"all of them are sold as “{ticket.name}”")


def set_ticket(turn: Turn, request: Request) -> Answer:
    """Create a ticket type or change one; asks which one, or for what is missing."""
    if len(several := _several(turn, request)) > 1:
        yield from set_tickets(turn, several)
        return
    ticket = _meant(turn, request)
    if isinstance(ticket, Question):
        yield Say(ticket.sentence)
        yield ticket.asked()
        return
    others = [other for other in turn.waiting_tickets if other["name"].casefold() != (ticket.name or "").casefold()]
    plan = Plan(memo=turn.memo | {"tickets": others})
    capacity = turn.event.capacity if turn.event else None
    known = next((shown for shown in turn.tickets if shown.name.casefold() == (ticket.name or "").casefold()), None)
    if known is None:
        plan_tickets([ticket], capacity=_room(turn, capacity), zone=_zone(turn), plan=plan)
    else:
        price = ticket.price if ticket.price is not None else known.price
        told = replace(ticket, price=price, quantity=ticket.quantity or known.quantity)
        plan_tickets([told], capacity=capacity, zone=_zone(turn), plan=plan)
    if ticket.currency and turn.event and ticket.currency != turn.event.currency:
        if any(shown.price for shown in turn.tickets if shown is not known):
            yield Say(_other_currency(turn.event.currency, ticket.currency))
            yield from ask_on(turn, None, plan.memo)
            return
        plan.calls.insert(0, Call("revise_event", {"currency": ticket.currency}))
    if plan.calls:
        outcomes = yield Act(tuple(plan.calls))
        yield Say(replies.changed(outcomes, plan.assumed))
    yield from ask_on(turn, None, plan.memo)


def _several(turn: Turn, request: Request) -> list[TicketBrief]:
    """The types that a message prices one by one, each under the name it has where it is known."""
    names = [ticket.name for ticket in turn.tickets] + [ticket["name"] for ticket in turn.waiting_tickets]
    told = [ticket for ticket in request.brief.tickets if ticket.name and ticket.price is not None]
    return [replace(ticket, name=known_ticket(fold(ticket.name or ""), names) or ticket.name) for ticket in told]


def set_tickets(turn: Turn, told: list[TicketBrief]) -> Answer:
    """Create or change several ticket types at once; those without a number share the seats that are left."""
    known = {ticket.name.casefold(): ticket for ticket in turn.tickets}
    names = {(ticket.name or "").casefold() for ticket in told}
    waiting = [ticket for ticket in turn.waiting_tickets if ticket["name"].casefold() not in names]
    plan = Plan(memo=turn.memo | {"tickets": waiting})
    told = [
        replace(ticket, quantity=ticket.quantity or known[key].quantity) if (key := _key(ticket)) in known else ticket
        for ticket in told
    ]
    currency = next((ticket.currency for ticket in told if ticket.currency), None)
    if currency and turn.event and currency != turn.event.currency:
        if any(shown.price for shown in turn.tickets if shown.name.casefold() not in names):
            yield Say(_other_currency(turn.event.currency, currency))
            yield from ask_on(turn, None, turn.memo)
            return
        plan.calls.append(Call("revise_event", {"currency": currency}))
    capacity = turn.event.capacity if turn.event else None
    plan_tickets(told, capacity=_room(turn, capacity), zone=_zone(turn), plan=plan)
    if plan.calls:
        outcomes = yield Act(tuple(plan.calls))
        yield Say(replies.changed(outcomes, plan.assumed))
    yield from ask_on(turn, None, plan.memo)


def _key(ticket: TicketBrief) -> str:
    return (ticket.name or "").casefold()


def _meant(turn: Turn, request: Request) -> TicketBrief | Question:
    """The ticket to set, named and priced; or the question that is left."""
    told = request.ticket or next(iter(request.brief.tickets), None)
    if told is None:
        return Question("tickets", "What does the ticket cost, and how many are there?", ("Free", SKIP), turn.memo)
    names = [ticket.name for ticket in turn.tickets] + [ticket["name"] for ticket in turn.waiting_tickets]
    if told.name is None and len(names) == 1:
        told = replace(told, name=names[0])
    elif told.name is None and names:
        options = tuple(f"{told.words} for {name}" for name in names[:4])
        return Question("ticket", "Which ticket do you mean?", options, turn.memo)
    known = next((ticket for ticket in turn.tickets if ticket.name.casefold() == (told.name or "").casefold()), None)
    waiting = next((t for t in turn.waiting_tickets if t["name"].casefold() == (told.name or "").casefold()), None)
    if waiting and told.price is None:
        told = replace(told, price=Decimal(waiting["price"]))
    if request.price_change and known and turn.event:
        return replace(told, price=_moved(known.price, request, turn.event.currency))
    if known is None and told.price is None:
        prices = ("free", Money(Decimal(15), turn.event.currency).brief) if turn.event else ()
        asked = tuple(f"{told.name} {price}" for price in prices)
        return Question("tickets", f"What does “{told.name}” cost?", asked, turn.memo)
    return told


def _moved(price: Decimal, request: Request, currency: str) -> Decimal:
    change = request.price_change
    if change is None:
        return price
    moved = price + change.amount if change.amount is not None else price * (1 + (change.percent or Decimal(0)) / 100)
    return Money(max(moved, Decimal(0)), currency).amount


def _room(turn: Turn, capacity: int | None) -> int | None:
    """Seats that the other types leave; the whole house when they take all of it already."""
    if capacity is None:
        return None
    left = capacity - sum(ticket.quantity for ticket in turn.tickets)
    return left if left > 0 else capacity


def _other_currency(now: str, asked: str) -> str:
    return (
        f"The other tickets are in {now}, and an event has one currency. Say “{asked}” prices for all of them,"
        " or give me this one in the same currency. Nothing was changed.\n\n"
    )


def remove_ticket(turn: Turn, request: Request) -> Answer:
    """Take a ticket type off the page."""
    name = request.ticket.name if request.ticket else None
    if name is None:
        options = tuple(f"Remove {ticket.name}" for ticket in turn.tickets[:4])
        question = Question("ticket", "Which ticket shall go?", options, turn.memo)
        yield Say(question.sentence)
        yield question.asked()
        return
    waiting = [ticket for ticket in turn.waiting_tickets if ticket["name"].casefold() != name.casefold()]
    if len(waiting) < len(turn.waiting_tickets):
        yield Say(f"“{name}” is dropped.\n\n")
        yield from ask_on(turn, None, turn.memo | {"tickets": waiting})
        return
    outcomes = yield Act((Call("remove_ticket", {"name": name}),))
    yield Say(replies.done(outcomes, f"“{name}” is off the page."))
    yield from ask_on(turn, None, turn.memo)


def set_theme(turn: Turn, request: Request) -> Answer:
    """Another look: one of the eight, light or dark, a colour."""
    look = look_named(turn.text, request.theme)
    if not look:
        yield Say(replies.LOOKS_TO_CHOOSE)
        yield Question("theme", "Which one?", replies.LOOK_CHIPS, turn.memo).asked()
        return
    outcomes = yield Act((Call("set_theme", look),))
    yield Say(replies.changed(outcomes, []))
    yield from ask_on(turn, None, turn.memo)


def rewrite_page(turn: Turn, request: Request) -> Answer:
    """Another tone for the page's sentences."""
    tone = tone_named(request.tone)
    if tone is None:
        yield Say(replies.TONES_TO_CHOOSE)
        yield Question("tone", "Which one?", replies.TONE_CHIPS, turn.memo).asked()
        return
    outcomes = yield Act((Call("revise_page", {"tone": tone}),))
    yield Say(replies.rewritten(outcomes, tone))
    yield from ask_on(turn, None, turn.memo)


def publish_event(turn: Turn, request: Request) -> Answer:
    """Ask for the click that publishes; or say what stands in the way."""
    if turn.event is None:
        yield from unclear(turn, request)
        return
    [outcome] = yield Act((Call("publish_event"),))
    if not outcome.need:  # else the card says it, and leads there
        yield Say(replies.not_ready(outcome))
    if outcome.lines:
        yield from ask_on(turn, None, turn.memo, again=True)


def undo(turn: Turn, request: Request) -> Answer:
    """Take back what the last changing turn did."""
    if not turn.undo:
        yield Say(replies.NOTHING_TO_UNDO)
        return
    outcomes = yield Act(tuple(Call(call["name"], call["arguments"]) for call in turn.undo))
    yield Say(replies.changed(outcomes, []))
    yield from ask_on(turn, None, turn.memo)


def redo(turn: Turn, request: Request) -> Answer:
    """Bring back what the last turn took back."""
    if turn.undone:
        yield from undo(turn, request)
        return
    yield Say(replies.NOTHING_TO_REDO)


def list_tasks(turn: Turn, request: Request) -> Answer:
    """What is planned."""
    if turn.event is None:
        yield Say(replies.UNCLEAR_NEW)
        return
    [outcome] = yield Act((Call("list_tasks"),))
    yield Say(replies.task_list(outcome))
    yield from ask_on(turn, None, turn.memo)


def deny(turn: Turn, request: Request) -> Answer:
    """A no: to the question that was asked, or to nothing in particular."""
    if turn.pending_field:
        yield from skip(turn)
        return
    yield Say("Fine, nothing was changed.")


def skip(turn: Turn) -> Answer:
    """Put the question off and ask the next one."""
    turn.skipped |= {turn.pending_field}
    yield Say("That can wait. You can say it at any time.\n\n")
    yield from ask_on(turn, None, turn.memo)


def confirm(turn: Turn, request: Request) -> Answer:
    """A yes: nothing is ever done on a mere yes, so the question is asked again."""
    if turn.pending_field:
        yield from ask_on(turn, None, turn.memo, again=True)
        return
    yield Say("Good. Say “publish it” when you want it public; I will ask for your click first.")


def greeting(turn: Turn, request: Request) -> Answer:
    """Hello."""
    yield Say(replies.GREETING if turn.event is None else f"Hello. We are at “{turn.event.name}”.\n\n")
    yield from ask_on(turn, None, turn.memo, again=True)


def help_(turn: Turn, request: Request) -> Answer:
    """What can be said here."""
    yield Say(replies.HELP_NEW if turn.event is None else replies.HELP_DRAFT + "\n\n")
    yield from ask_on(turn, None, turn.memo, again=True)


def question(turn: Turn, request: Request) -> Answer:
    """A question is answered with the facts there are; nothing else is known."""
    if turn.event is None:
        yield Say(replies.HELP_NEW)
        return
    yield Say(replies.known(turn.event, turn.tickets))
    yield from ask_on(turn, None, turn.memo, again=True)


def another_event(turn: Turn, request: Request) -> Answer:
    """A second event has a conversation of its own."""
    name = turn.event.name if turn.event else "one event"
    yield Say(
        f"This conversation is about “{name}”. For another event, start another conversation: each keeps its own draft."
    )


def unclear(turn: Turn, request: Request) -> Answer:
    """Say so, and what would be understood."""
    yield Say(replies.UNCLEAR_NEW if turn.event is None else replies.UNCLEAR_DRAFT + "\n\n")
    yield from ask_on(turn, None, turn.memo, again=True)


def _zone(turn: Turn) -> str:
    return turn.event.timezone if turn.event else turn.timezone


ANSWERS: dict[str, Callable[[Turn, Request], Answer]] = {
    "revise_event": revise_event,
    "set_ticket": set_ticket,
    "remove_ticket": remove_ticket,
    "set_theme": set_theme,
    "rewrite_page": rewrite_page,
    "publish_event": publish_event,
    "undo": undo,
    "redo": redo,
    "list_tasks": list_tasks,
    "greeting": greeting,
    "help": help_,
    "confirm": confirm,
    "deny": deny,
    "question": question,
    "unclear": unclear,
}
