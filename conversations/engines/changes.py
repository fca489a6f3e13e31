"""Every turn after the first: answers to what was asked, corrections, looks, tones, publishing."""

from collections.abc import Callable

from conversations.engines import replies
from conversations.engines.asking import ask_on
from conversations.engines.looks import look_named, tone_named
from conversations.engines.page_talk import edit_page
from conversations.engines.questions import Question
from conversations.engines.revising import remove_ticket, revise
from conversations.engines.steps import Act, Answer, Call, Say, Turn
from conversations.engines.task_talk import TASK_ANSWERS
from conversations.understanding.requests import Request


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
    """Take back the latest change."""
    yield from _take_back(turn, "undo_changes")


def redo(turn: Turn, request: Request) -> Answer:
    """Bring back what was undone last."""
    yield from _take_back(turn, "redo_changes")


def _take_back(turn: Turn, name: str) -> Answer:
    if turn.event is None:
        yield Say(replies.UNCLEAR_NEW)
        return
    outcomes = yield Act((Call(name),))
    yield Say(replies.changed(outcomes, []))
    yield from ask_on(turn, None, turn.memo)


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


ANSWERS: dict[str, Callable[[Turn, Request], Answer]] = {
    "revise_event": revise,
    "set_ticket": revise,
    "remove_ticket": remove_ticket,
    "set_theme": set_theme,
    "rewrite_page": rewrite_page,
    "publish_event": publish_event,
    "undo": undo,
    "redo": redo,
    "list_tasks": list_tasks,
    **TASK_ANSWERS,
    "edit_page": edit_page,
    "greeting": greeting,
    "help": help_,
    "confirm": confirm,
    "deny": deny,
    "question": question,
    "unclear": unclear,
}
