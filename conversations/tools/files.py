"""The tool that tells what was found in the files of a conversation. It adds nothing: only a person's click does."""

from collections import Counter

from pydantic import BaseModel, Field

from conversations.registry import DRAFT, NO_EVENT, PUBLISHED, Done, Risk, ToolContext, tool

_MOST_TITLES = 40


class FileName(BaseModel):
    """A file of the conversation by its name; None means the last one."""

    name: str | None = Field(default=None, max_length=200)


@tool(FileName, risk=Risk.READ, states={NO_EVENT, DRAFT, PUBLISHED}, doing="Looking at the file", reads_untrusted=True)
def list_attachment(context: ToolContext, arguments: FileName) -> Done:
    """Say what was found in a file the person gave: titles only. The person picks what is added; you cannot."""
    files = context.conversation.attachments.order_by("-created_at")
    named = files.filter(name__iexact=arguments.name) if arguments.name else files
    found = named.first()
    if found is None:
        return Done("No such file", "there is none of that name", changes_draft=False)
    kinds = Counter(str(one["kind"]) for one in found.candidates)
    counts = ", ".join(f"{count} {kind}" for kind, count in kinds.items())
    titles = [str(one["title"]) for one in found.candidates[:_MOST_TITLES]]
    data = {"file": found.name, "found": titles, "taken": sum("taken_at" in one for one in found.candidates)}
    return Done("File read", counts or "nothing to add", data=data, changes_draft=False)
