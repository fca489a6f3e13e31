"""Turns about the event's tasks: adding, moving, dismissing, ticking off, wording, approving, explaining."""

from collections.abc import Callable
from typing import Any

from conversations.engines import replies
from conversations.engines.asking import ask_on
from conversations.engines.steps import Act, Answer, Call, Outcome, Say, Turn
from conversations.understanding.requests import Request
from conversations.understanding.task_requests import TASK_ACTS, TaskRequest

NOTHING_YET = "There is no event yet, so there is nothing to plan for. Tell me about it first: what, when and where."


def task_turn(turn: Turn, request: Request) -> Answer:
    """Do what the message wants done with a task, say what came of it, and go on asking what is missing."""
    task = request.task
    if turn.event is None or task is None:
        yield Say(NOTHING_YET)
        return
    [outcome] = yield Act((_call(task),))
    if outcome.need:  # the card says it, and leads there
        return
    yield Say(_SAID[task.act](task, outcome) if outcome.is_done else replies.refusals([outcome]))
    yield from ask_on(turn, None, turn.memo, again=True)


def approved(outcome: Outcome) -> str:
    """After the click on a task's card."""
    return f"Approved: **{outcome.data.get('title', '')}**, {outcome.data.get('due', '')}.\n\n"


def _call(task: TaskRequest) -> Call:
    if task.act == "add_task":
        return Call("add_task", {"title": task.name, **_when(task)})
    if task.act == "explain_task":
        return Call("list_tasks", {"task": task.name})
    if task.act == "reschedule_task":
        return Call("reschedule_task", {"task": task.name, **_when(task)})
    if task.act == "revise_task":
        return Call("revise_task", {"task": task.name, task.field: task.words})
    return Call(task.act, {"task": task.name})


def _when(task: TaskRequest) -> dict[str, Any]:
    return {"when_text": task.when_text} if task.when_text else {}


def _added(task: TaskRequest, outcome: Outcome) -> str:
    data = outcome.data
    if not task.due and data["due"] == "without a date":
        named = f"“move the task {data['title']} to …”"
        return f"On your list: **{data['title']}**, without a date. Say {named} to give it one.\n\n"
    moves = ", and it moves with the event" if task.due.days is not None else ""
    hour = "" if task.due.at else " I assumed ==nine in the morning==."
    return f"On your list: **{data['title']}**, {data['due']}{moves}.{hour}\n\n"


def _moved(task: TaskRequest, outcome: Outcome) -> str:
    moves = "It moves with the event." if task.due.days is not None else "It stays there when the event moves."
    [(title, step)] = outcome.rows
    return f"Moved: **{title}**, {step}. {moves if not task.due.shift else ''}".rstrip() + "\n\n"


def _dismissed(task: TaskRequest, outcome: Outcome) -> str:
    return f"“{outcome.data['title']}” is off the list. On the page of the tasks you can put it back.\n\n"


def _finished(task: TaskRequest, outcome: Outcome) -> str:
    return f"Ticked off: **{outcome.data['title']}**.\n\n"


def _reworded(task: TaskRequest, outcome: Outcome) -> str:
    again = " It waits for your approval." if outcome.data["status"] == "waiting" else ""
    lines = "\n".join(f"- {label}: {step}" for label, step in outcome.rows)
    return f"Changed “{outcome.data['title']}”:\n\n{lines}\n\n{again}".rstrip() + "\n\n"


def _explained(task: TaskRequest, outcome: Outcome) -> str:
    [told] = outcome.data["tasks"]
    text = f"**{told['title']}:** {told['why']} It is {told['status'].lower()}, {told['due']}."
    if note := told.get("note"):
        text += f" {note}"
    if subject := told.get("subject"):
        quoted = "\n".join(f"> {row}" for row in told["text"].split("\n"))
        text += f"\n\nThis is what would go out now:\n\n> **{subject}**\n>\n{quoted}"
    return text + "\n\n"


def _waiting(task: TaskRequest, outcome: Outcome) -> str:
    return "It waits for your click.\n\n"


_SAID: dict[str, Callable[[TaskRequest, Outcome], str]] = {
    "add_task": _added,
    "approve_task": _waiting,
    "complete_task": _finished,
    "dismiss_task": _dismissed,
    "explain_task": _explained,
    "reschedule_task": _moved,
    "revise_task": _reworded,
}
TASK_ANSWERS: dict[str, Callable[[Turn, Request], Answer]] = dict.fromkeys(TASK_ACTS, task_turn)
