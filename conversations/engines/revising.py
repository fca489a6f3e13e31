"""Changes to a draft: facts, tickets, and what waited for either, however they are mixed in one message."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from conversations.engines import replies
from conversations.engines.asking import ask_on, doubt
from conversations.engines.drafting import FREE, PAID, Plan, dates_of, places_of, plan_tickets, share_seats, told_ticket
from conversations.engines.questions import SKIP, Question
from conversations.engines.steps import Act, Answer, Call, Say, Turn
from conversations.understanding.facts import Brief, TicketBrief
from conversations.understanding.requests import Request
from eventai.money import Money
from ticketing.models import Ticket


def revise(turn: Turn, request: Request) -> Answer:
    """Change the facts and the tickets that were named; what waited for one of them comes along."""
    brief, plan = request.brief, Plan(memo=dict(turn.memo))
    edits = _edits(turn, request)
    question = edits if isinstance(edits, Question) else None
    told = [] if isinstance(edits, Question) else edits
    facts = _facts(turn, brief, plan, told)
    if refused := _other_currency(turn, told):
        yield Say(refused)
        yield from ask_on(turn, None, plan.memo)
        return
    if facts:
        plan.calls.append(Call("revise_event", facts))
    _tickets(turn, told, brief, plan)
    if plan.calls:
        outcomes = yield Act(tuple(plan.calls))
        yield Say(replies.changed(outcomes, plan.assumed))
    elif question is None and plan.memo == turn.memo and doubt(brief, plan.memo) is None:
        yield Say(replies.UNCLEAR_DRAFT + "\n\n")
        yield from ask_on(turn, None, turn.memo, again=True)
        return
    if question is not None:
        yield Say(question.sentence)
        yield replace(question, memo=plan.memo).asked()
        return
    yield from ask_on(turn, brief, plan.memo)


def _facts(turn: Turn, brief: Brief, plan: Plan, told: list[TicketBrief]) -> dict[str, Any]:
    """The event's facts as arguments. A day that ends a sale is not the event's."""
    ends = {ticket.sale_ends for ticket in told if ticket.sale_ends}
    sells = brief.start is not None and brief.start.value.day in ends
    facts: dict[str, Any] = places_of(brief) | ({} if sells else dates_of(brief))
    for key, found in (("name", brief.name), ("capacity", brief.capacity), ("kind", brief.kind)):
        if found is not None:
            facts[key] = found.value
    if "start_day" in facts:
        waiting = {key: plan.memo.pop(key) for key in ("start_time", "end_time") if key in plan.memo}
        facts = waiting | facts
    elif turn.event is not None and turn.event.start_date is None:
        hours = {"start_time": brief.start_time, "end_time": brief.end_time}
        plan.memo |= {key: found.value.isoformat() for key, found in hours.items() if found}
    if brief.timezone and (brief.city or "timezone" in turn.assumed_of_event):
        facts["timezone"] = brief.timezone.value
    currency = next((ticket.currency for ticket in told if ticket.currency), None)
    if currency and turn.event and (currency != turn.event.currency or "currency" in turn.assumed_of_event):
        facts["currency"] = currency
    return facts


def _other_currency(turn: Turn, told: list[TicketBrief]) -> str:
    """Why a price in another currency cannot be set; empty where it can."""
    currency = next((ticket.currency for ticket in told if ticket.currency), None)
    if turn.event is None or currency is None or currency == turn.event.currency:
        return ""
    if "currency" in turn.assumed_of_event:
        return ""
    names = {_key(ticket.name) for ticket in told}
    if not any(shown.price for shown in turn.tickets if _key(shown.name) not in names):
        return ""
    return (
        f"The other tickets are in {turn.event.currency}, and an event has one currency. Say “{currency}” prices for"
        " all of them, or give me this one in the same currency. Nothing was changed.\n\n"
    )


def _edits(turn: Turn, request: Request) -> list[TicketBrief] | Question:
    """The tickets to set, each with a name where one follows; or the question that is left."""
    told = list(request.tickets) or ([request.ticket] if request.ticket else [])
    told = told or (list(request.brief.tickets) if request.kind == "set_ticket" else [])
    if not told and request.kind == "set_ticket":
        return Question("tickets", "What does the ticket cost, and how many are there?", ("Free", SKIP), turn.memo)
    names = [ticket.name for ticket in turn.tickets] + [ticket["name"] for ticket in turn.waiting_tickets]
    found: list[TicketBrief] = []
    for ticket in told:
        known = _known(turn, ticket.name)
        if ticket.name is None and names and not found and len(told) == 1 and len(names) > 1:
            options = tuple(f"{ticket.words} for {name}" for name in names[:4])
            return Question("ticket", "Which ticket do you mean?", options, turn.memo)
        if ticket.name is None and len(names) == 1 and not found:
            ticket, known = replace(ticket, name=names[0]), _known(turn, names[0])
        if request.price_change and isinstance(known, Ticket) and turn.event:
            ticket = replace(ticket, price=_moved(known.price, request, turn.event.currency))
        if known is None and ticket.price is None and len(told) == 1:
            return _price_of(turn, ticket)
        found.append(ticket)
    return found


def _price_of(turn: Turn, ticket: TicketBrief) -> Question:
    prices = ("free", Money(Decimal(15), turn.event.currency).brief) if turn.event else ()
    name = ticket.name or "the ticket"
    return Question("tickets", f"What does “{name}” cost?", tuple(f"{name} {price}" for price in prices), turn.memo)


def _known(turn: Turn, name: str | None) -> Ticket | dict[str, Any] | None:
    """The ticket of that name: one that is on the page, or one that waits for a number."""
    shown = next((ticket for ticket in turn.tickets if _key(ticket.name) == _key(name)), None)
    return shown or next((ticket for ticket in turn.waiting_tickets if _key(ticket["name"]) == _key(name)), None)


def _tickets(turn: Turn, told: list[TicketBrief], brief: Brief, plan: Plan) -> None:
    """Calls for the tickets that were told, those that waited for a number, and those that share the house."""
    capacity = brief.capacity.value if brief.capacity else (turn.event.capacity if turn.event else None)
    zone = turn.event.timezone if turn.event else turn.timezone
    waiting = {_key(ticket["name"]): dict(ticket) for ticket in plan.memo.pop("tickets", [])}
    new: list[TicketBrief] = []
    for ticket in told:
        known = _known(turn, ticket.name)
        if isinstance(known, Ticket):
            plan.calls.append(Call("set_ticket", _changed(known, ticket, zone, turn)))
        elif known is not None:
            waiting[_key(ticket.name)] |= told_ticket(ticket, zone)
        elif ticket.price is not None:
            new.append(ticket)
    open_ones = list(waiting.values())
    if any(ticket.get("price") is None for ticket in open_ones) or (open_ones and capacity is None):
        ready = [ticket for ticket in open_ones if ticket.get("price") is not None and ticket.get("quantity")]
        plan.memo["tickets"] = [ticket for ticket in open_ones if ticket not in ready]
        open_ones = ready
    elif open_ones and capacity is not None and any(not ticket.get("quantity") for ticket in open_ones):
        share_seats(open_ones, capacity, plan)
    plan.calls += [Call("set_ticket", ticket) for ticket in open_ones]
    plan_tickets(new, capacity=_room(turn, capacity), zone=zone, plan=plan)
    if brief.capacity and turn.tickets:
        _share_again(turn, brief.capacity.value, {_key(ticket.name) for ticket in told if ticket.quantity}, plan)


def _changed(known: Ticket, told: TicketBrief, zone: str, turn: Turn) -> dict[str, Any]:
    """The arguments that change a ticket: what was told, nothing else."""
    facts = told_ticket(told, zone) | {"name": known.name}
    if told.price is not None and bool(told.price) != bool(known.price) and known.name in (PAID, FREE):
        facts |= {"new_name": PAID if told.price else FREE, "assumed": ["name"]}
    return facts


def _share_again(turn: Turn, capacity: int, numbered: set[str], plan: Plan) -> None:
    """Tickets that only share the house, or are all of it, follow its size."""
    whole = len(turn.tickets) == 1 and turn.event is not None and turn.tickets[0].quantity == turn.event.capacity
    sharing = [
        ticket
        for ticket in turn.tickets
        if _key(ticket.name) not in numbered and (whole or "quantity" in turn.assumed.get(ticket.reference, ()))
    ]
    if not sharing:
        return
    fixed = sum(ticket.quantity for ticket in turn.tickets if ticket not in sharing)
    wanted: list[dict[str, Any]] = [{"name": ticket.name} for ticket in sharing]
    share_seats(wanted, max(capacity - fixed, len(sharing)), plan)
    by_name = {call.arguments["name"]: call for call in plan.calls if call.name == "set_ticket"}
    for ticket in wanted:
        if call := by_name.get(ticket["name"]):
            call.arguments.update(ticket | {"assumed": [*call.arguments.get("assumed", []), "quantity"]})
        else:
            plan.calls.append(Call("set_ticket", ticket))


def _room(turn: Turn, capacity: int | None) -> int | None:
    """Seats that the other types leave; the whole house when they take all of it already."""
    if capacity is None:
        return None
    left = capacity - sum(ticket.quantity for ticket in turn.tickets)
    return left if left > 0 else capacity


def _moved(price: Decimal, request: Request, currency: str) -> Decimal:
    change = request.price_change
    if change is None:
        return price
    moved = price + change.amount if change.amount is not None else price * (1 + (change.percent or Decimal(0)) / 100)
    return Money(max(moved, Decimal(0)), currency).amount


def remove_ticket(turn: Turn, request: Request) -> Answer:
    """Take a ticket type off the page."""
    name = request.ticket.name if request.ticket else None
    if name is None:
        options = tuple(f"Remove {ticket.name}" for ticket in turn.tickets[:4])
        question = Question("ticket", "Which ticket shall go?", options, turn.memo)
        yield Say(question.sentence)
        yield question.asked()
        return
    waiting = [ticket for ticket in turn.waiting_tickets if _key(ticket["name"]) != _key(name)]
    memo = turn.memo | {"tickets": waiting}
    if len(waiting) < len(turn.waiting_tickets):
        yield Say(f"“{name}” is off the list.\n\n")
    else:
        outcomes = yield Act((Call("remove_ticket", {"name": name}),))
        yield Say(replies.done(outcomes, f"“{name}” is off the page."))
    yield from ask_on(turn, None, memo)


def _key(name: str | None) -> str:
    return (name or "").casefold()
