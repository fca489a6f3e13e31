"""Tools that change nothing about an event: a question to the person, a look at the list."""

from typing import Any

from pydantic import BaseModel, Field

from conversations.registry import DRAFT, NO_EVENT, PUBLISHED, Done, Risk, ToolContext, tool
from conversations.tools.moments import when
from events.models import Task


class Question(BaseModel):
    """One question, the field it is about, and at most five likely answers. `memo` is kept until it is answered.

    `also` names fields that the same sentence asks for.
    """

    question: str
    field: str = ""
    options: list[str] = Field(default_factory=list, max_length=5)
    memo: dict[str, Any] = Field(default_factory=dict)
    also: list[str] = Field(default_factory=list, max_length=3)


class NoArguments(BaseModel):
    """Nothing to say."""


@tool(Question, risk=Risk.READ, states={NO_EVENT, DRAFT, PUBLISHED}, doing="Asking")
def ask_user(context: ToolContext, arguments: Question) -> Done:
    """Ask the person one question with likely answers to choose from; ends the turn."""
    conversation = context.conversation
    conversation.metadata = {**conversation.metadata, "pending": arguments.model_dump(mode="json")}
    conversation.save(update_fields=["metadata"])
    return Done("Question asked", arguments.question, changes_draft=False)


@tool(NoArguments, risk=Risk.READ, states={DRAFT, PUBLISHED}, doing="Looking at your tasks")
def list_tasks(context: ToolContext, arguments: NoArguments) -> Done:
    """List what is planned for the event: what waits for approval and when each is due."""
    tasks = Task.objects.open().filter(event=context.subject)
    rows = tuple((task.title, _due(task, context)) for task in tasks)
    return Done(
        "Tasks looked up",
        f"{len(rows)} open" if rows else "nothing open",
        rows=rows,
        data={
            "tasks": [list(row) for row in rows],
            "event_date": when(context.subject),
            "timezone": context.subject.timezone,
        },
        changes_draft=False,
    )


def _due(task: Task, context: ToolContext) -> str:
    if task.due_date is None:
        return f"{task.get_status_display()}, with each booking"
    day = task.due_date.astimezone(context.subject.zone)
    return f"{task.get_status_display()}, {day:%a} {day.day} {day:%b %Y, %H:%M}"
