"""The built-in assistant's words: what it understood, what it did, what it assumed. Past tense, no cheer."""

from collections.abc import Iterable

from conversations.engines.drafting import when_words
from conversations.engines.steps import Outcome
from conversations.tools.moments import when, where
from conversations.understanding.facts import Brief, TicketBrief
from eventai.money import Money
from events.models import Event
from events.page.phrases import TONES
from events.page.theme import LOOKS
from ticketing.models import Ticket

HONEST = "I am the built-in assistant: rules, no AI model."
EXAMPLES = (
    "“Make it 250 seats”, “Change the early bird to 20 €”, “Move it to Saturday 12 June”, “Use the Blue Note theme”,"
    " “Make the page more professional”, “Publish it”"
)
NEW_EXAMPLE = "“A jazz night at The Low Note in Chicago on Friday 12 June, 8:30 pm, for 140 people, tickets $28.”"
GREETING = f"Hello. Tell me what you are planning, in a sentence or two. For example: {NEW_EXAMPLE}"
HELP_NEW = (
    f"{HONEST} Describe your event in your own words: what, when, where, for how many, at what price. I draft the"
    f" event, its tickets, its page and its tasks; you look, change and publish. For example: {NEW_EXAMPLE}"
)
HELP_DRAFT = f"{HONEST} I can change the event, its tickets and its page. For example: {EXAMPLES}."
UNCLEAR_NEW = f"I found no event in that. Say what, when and where. For example: {NEW_EXAMPLE}"
UNCLEAR_DRAFT = f"I did not understand that, so nothing was changed. What I can do: {EXAMPLES}."
LOOKS_TO_CHOOSE = (
    "There are eight looks, each in its own colours; I can also make the page light, dark or of one colour."
)
LOOK_CHIPS = tuple(f"Use the {look.title} theme" for look in list(LOOKS.values())[:5])
TONES_TO_CHOOSE = "I can rewrite my sentences of the page in three tones. I do not invent text; your own words stay."
TONE_CHIPS = tuple(f"Make the page more {tone}" for tone in TONES)


def understood(brief: Brief, timezone: str) -> str:
    """Each fact with the words it was read from; empty when there was none."""
    lines = [f"- **{label}:** {value}{_from(words)}" for label, value, words in _facts(brief, timezone)]
    return "I read this in your message:\n\n" + "\n".join(lines) + "\n\n" if lines else ""


def _facts(brief: Brief, timezone: str) -> Iterable[tuple[str, str, str]]:
    if brief.name:
        yield "Name", brief.name.value, ""
    if brief.start and not brief.problems:
        zone = brief.timezone.value if brief.timezone else timezone
        yield "When", when_words(brief.start.value, brief.end.value if brief.end else None, zone), brief.start.words
    place = ", ".join(found.value for found in (brief.venue, brief.city) if found)
    if place:
        words = next((found.words for found in (brief.city, brief.venue) if found), "")
        yield "Where", place, "" if words.lower() in place.lower() else words
    if brief.online and brief.online.value:
        yield "Online", "yes", brief.online.words
    if brief.capacity:
        yield "Capacity", f"{brief.capacity.value:,}", brief.capacity.words
    for ticket in brief.tickets:
        yield "Ticket", ticket_words(ticket), ticket.words


def ticket_words(ticket: TicketBrief) -> str:
    """A ticket as it was described: "Early bird, €20, 50 seats"."""
    price = _price(ticket)
    seats = f"{ticket.quantity:,} seats" if ticket.quantity else ""
    name = ticket.name or ("" if price else "one sort")
    said = [name[:1].upper() + name[1:], price, seats]
    return ", ".join(part for part in said if part)


def _price(ticket: TicketBrief) -> str:
    if ticket.price is None:
        return ""
    if not ticket.price:
        return "free"
    return Money(ticket.price, ticket.currency).brief if ticket.currency else f"{ticket.price:f}"


def _from(words: str) -> str:
    short = " ".join(words.split())
    return f" (“{short[:60]}{'…' if len(short) > 60 else ''}”)" if short else ""


def drafted(outcomes: list[Outcome], assumed: list[str]) -> str:
    """What the first draft is, and what is only assumed about it."""
    created = outcomes[0]
    tasks = created.data.get("tasks", 0)
    sections = created.data.get("sections", 0)
    text = f"Drafted: a page with {sections} sections and {_count(tasks, 'task')} that wait for your approval."
    if assumed:
        text += " I assumed that " + "; ".join(f"=={words}==" for words in assumed) + ". All of it is easy to change."
    return text + "\n\n" + refusals(outcomes)


def changed(outcomes: list[Outcome], assumed: list[str]) -> str:
    """What was changed, old and new; what was assumed; refusals in their own words."""
    lines = [f"- {label}: {value}" for outcome in outcomes if outcome.is_done for label, value in outcome.rows]
    done = "Done.\n\n" + "\n".join(lines[:8]) + "\n\n" if lines else ""
    if not done and any(outcome.is_done for outcome in outcomes):
        done = "It is like that already.\n\n"
    if assumed and done:
        done += "I assumed that " + "; ".join(f"=={words}==" for words in assumed) + ".\n\n"
    return done + refusals(outcomes)


def done(outcomes: list[Outcome], sentence: str) -> str:
    """One sentence when it was done; else why not."""
    return f"{sentence}\n\n" if all(outcome.is_done for outcome in outcomes) else refusals(outcomes)


def rewritten(outcomes: list[Outcome], tone: str) -> str:
    """How much of the page sounds different now."""
    count = sum(outcome.data.get("changed", 0) for outcome in outcomes)
    if not count:
        return f"The page sounds {tone} already; nothing was changed.\n\n" + refusals(outcomes)
    return f"Rewritten: {_count(count, 'text')} of the page, now {tone}. Your own words stayed.\n\n"


def once_only(words: str) -> str:
    """Series are not kept yet, and that is said."""
    return f"I read “{words}”, but one event is one date for now: this is the first of them.\n\n"


def known(event: Event, tickets: list[Ticket]) -> str:
    """What is known about the event, for a question."""
    facts = [("When", when(event) or "open"), ("Where", where(event) or "open")]
    facts.append(("Capacity", f"{event.capacity:,}" if event.capacity else "open"))
    facts += [("Ticket", f"{t.name}, {_cost(t, event)}, {t.sold:,} of {t.quantity:,} sold") for t in tickets]
    lines = "\n".join(f"- **{label}:** {value}" for label, value in facts)
    return f"{HONEST} This is what I know about “{event.name}”:\n\n{lines}\n\n"


def _cost(ticket: Ticket, event: Event) -> str:
    return Money(ticket.price, event.currency).brief if ticket.price else "free"


def refusals(outcomes: list[Outcome]) -> str:
    """What was not done, and why."""
    return "".join(f"{outcome.sentence}\n\n" for outcome in outcomes if not outcome.is_done and not outcome.lines)


def not_ready(outcome: Outcome) -> str:
    """Why there is no approval card."""
    if outcome.lines:
        return f"{outcome.sentence} What is missing:\n\n" + "\n".join(f"- {line}" for line in outcome.lines) + "\n\n"
    return f"{outcome.sentence}\n\n"


def published(outcome: Outcome) -> str:
    """After the click."""
    return f"Published. The page is public at **{outcome.data.get('url', '')}** and its tickets are on sale.\n\n"


def task_list(outcome: Outcome) -> str:
    """The open tasks, one a line."""
    if not outcome.rows:
        return "Nothing is open. Tasks are planned when the event has a date.\n\n"
    lines = "\n".join(f"- **{title}:** {due}" for title, due in outcome.rows)
    zone = str(outcome.data["timezone"]).replace("_", " ")
    count = _count(len(outcome.rows), "task")
    return f"{count} planned, in the time of {zone}:\n\n{lines}\n\nNothing is sent before you approve it.\n\n"


def _count(number: int, noun: str) -> str:
    return f"1 {noun}" if number == 1 else f"{number} {noun}s"
