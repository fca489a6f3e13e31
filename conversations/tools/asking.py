"""The tool that changes nothing about an event: a question to the person."""

from typing import Any

from pydantic import BaseModel, Field

from conversations.registry import DRAFT, NO_EVENT, PUBLISHED, Done, Risk, ToolContext, tool


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
