"""Understanding what organizers write, by rules: no model, no network, no database."""

from conversations.understanding.brief import KINDS, understand_brief
from conversations.understanding.edits import PriceChange
from conversations.understanding.facts import Brief, Found, Moment, Problem, TicketBrief
from conversations.understanding.requests import Request, understand_request

__all__ = [
    "KINDS",
    "Brief",
    "Found",
    "Moment",
    "PriceChange",
    "Problem",
    "Request",
    "TicketBrief",
    "understand_brief",
    "understand_request",
]
