"""A conversation as its page shows it: turn by turn, what was said and what was done, finished or still coming."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from conversations.attachments.shown import FileShown, files_shown
from conversations.models import Conversation, Message, Run, RunEvent, ToolCall
from conversations.registry import TOOLS
from events.models import ChangeSet

_QUIET = ("ask_user",)


@dataclass
class Receipt:
    """A tool call in plain words."""

    call: ToolCall

    @property
    def state(self) -> str:
        """done, running or failed; what is unknown is shown as failed."""
        states = {ToolCall.Status.DONE: "done", ToolCall.Status.RUNNING: "running"}
        return states.get(ToolCall.Status(self.call.status), "failed")

    @property
    def title(self) -> str:
        if self.call.status == ToolCall.Status.UNKNOWN:
            return "Interrupted"
        tool = TOOLS.get(self.call.name)
        doing = tool.doing if tool else self.call.name
        return str(self.call.result.get("title") or (doing if self.state == "running" else f"{doing}: not done"))

    @property
    def summary(self) -> str:
        return str(self.call.result.get("summary", ""))

    @property
    def sentence(self) -> str:
        return str(self.call.result.get("error", ""))

    @property
    def rows(self) -> list[list[str]]:
        return list(self.call.result.get("rows", []))

    @property
    def lines(self) -> list[str]:
        return list(self.call.result.get("lines", []))

    @property
    def need(self) -> str:
        return str(self.call.result.get("need", ""))


@dataclass
class Part:
    """A stretch of an answer: text, receipts that belong together, or a card to decide."""

    kind: str
    text: str = ""
    is_coming: bool = False  # text to which more is added
    receipts: list[Receipt] = field(default_factory=list)
    call: ToolCall | None = None


@dataclass
class TurnShown:
    """One turn: what the person wrote (nothing after an approval), and the answer as far as it is."""

    run: Run
    asked: Message | None
    parts: list[Part]
    last_event: int = 0
    question: ToolCall | None = None
    change: ChangeSet | None = None
    can_retry: bool = False
    files: list[FileShown] = field(default_factory=list)

    @property
    def is_live(self) -> bool:
        return self.run.status in (Run.Status.QUEUED, Run.Status.RUNNING)

    @property
    def answered_at(self) -> datetime:
        return self.run.finished_at or self.run.started_at or self.run.created_at

    @property
    def options(self) -> list[str]:
        """Likely answers to the question that ends the turn."""
        return list(self.question.arguments.get("options", [])) if self.question else []

    @property
    def can_undo(self) -> bool:
        return self.change is not None and self.change.undone_by_id is None and not self.change.is_beginning

    @property
    def is_undone(self) -> bool:
        return self.change is not None and self.change.undone_by_id is not None

    @property
    def taken_back(self) -> str:
        """What trying again takes back first, in a sentence; empty when nothing."""
        if self.change is None or self.change.undone_by_id:
            return ""
        if self.change.is_beginning:
            return f"The draft of “{self.change.event.name}” is thrown away and drafted anew."
        return f"This is taken back first: {self.change.label[:1].lower()}{self.change.label[1:]}."


def transcript(conversation: Conversation, *, since: Run | None = None) -> list[TurnShown]:
    """Every turn of the conversation in order, or those from the given one on, in a fixed number of queries."""
    shown = list(conversation.runs.shown())
    chosen = shown[shown.index(since) :] if since in shown else shown
    messages = list(Message.objects.filter(run__in=chosen).exclude(status=Message.Status.FAILED).order_by("seq"))
    calls = list(ToolCall.objects.filter(run__in=chosen).select_related("decided_by"))
    live = [run for run in chosen if run.is_live]
    events = list(RunEvent.objects.filter(run__in=live).order_by("seq")) if live else []
    changes = _changes(chosen)
    turns = [
        _shown(
            run,
            [message for message in messages if message.run_id == run.pk],
            [call for call in calls if call.run_id == run.pk],
            [event for event in events if event.run_id == run.pk],
        )
        for run in chosen
    ]
    for turn in turns:
        turn.change = changes.get(turn.run.pk)
    if turns and since is None:
        _place_files(conversation, turns)
    if turns and turns[-1].asked and not turns[-1].run.is_live:
        turns[-1].can_retry = True
    return turns


def _place_files(conversation: Conversation, turns: list[TurnShown]) -> None:
    """Every file below the turn after which it was given."""
    for shown in files_shown(conversation.attachments.all(), has_event=conversation.event_id is not None):
        given = [turn for turn in turns if turn.run.created_at <= shown.attachment.created_at]
        (given or turns[:1])[-1].files.append(shown)


def version_of(conversation: Conversation) -> str:
    """A fingerprint of what the conversation shows: when it is another one, an open page is out of date."""
    runs = conversation.runs.filter(replaced_by=None).order_by("created_at", "pk").values_list("reference", "status")
    calls = ToolCall.objects.filter(run__conversation=conversation).exclude(facts={}).order_by("created_at", "pk")
    changes = ChangeSet.objects.filter(event=conversation.event_id, run_id__isnull=False).order_by("created_at", "pk")
    parts = [
        list(runs),
        list(calls.values_list("reference", "status", "facts_hash")),
        [str(row) for row in conversation.attachments.order_by("created_at").values_list("reference", "run_id")],
        [str(row) for row in changes.values_list("reference", "undone_by_id")] if conversation.event_id else [],
    ]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]


def _changes(runs: list[Run]) -> dict[UUID, ChangeSet]:
    """What each turn changed, where it changed something that can be taken back."""
    sets = ChangeSet.objects.filter(kind=ChangeSet.Kind.CHANGE, run_id__in=[run.pk for run in runs])
    found = sets.select_related("event").prefetch_related("items").order_by("created_at", "pk")
    return {change.run_id: change for change in found if change.run_id}


def _shown(run: Run, messages: list[Message], calls: list[ToolCall], events: list[RunEvent]) -> TurnShown:
    asked = next((message for message in messages if message.role == Message.Role.USER), None)
    turn = TurnShown(run, asked, parts=[], last_event=events[-1].seq if events else 0)
    for message in messages:
        if message.role == Message.Role.ASSISTANT:
            _add_text(turn.parts, message.content)
            _add_calls(turn, [call for call in calls if call.message_id == message.pk])
    if turn.is_live:
        _add_text(turn.parts, _text_since_last_message(events), is_coming=True)
    return turn


def _text_since_last_message(events: list[RunEvent]) -> str:
    pieces: list[str] = []
    for event in events:
        if event.kind == RunEvent.Kind.TEXT:
            pieces.append(str(event.data.get("text", "")))
        elif event.kind in (RunEvent.Kind.TOOL, RunEvent.Kind.RESET):
            pieces.clear()
    return "".join(pieces)


def _add_text(parts: list[Part], text: str, *, is_coming: bool = False) -> None:
    if text.strip():
        parts.append(Part("text", text=text, is_coming=is_coming))


def _add_calls(turn: TurnShown, calls: list[ToolCall]) -> None:
    for call in calls:
        if call.name in _QUIET:
            turn.question = call if call.status == ToolCall.Status.DONE else None
        elif call.facts:
            turn.parts.append(Part("approval", call=call))
        elif call.result.get("need"):
            turn.parts.append(Part("need", receipts=[Receipt(call)]))
        elif turn.parts and turn.parts[-1].kind == "receipts":
            turn.parts[-1].receipts.append(Receipt(call))
        else:
            turn.parts.append(Part("receipts", receipts=[Receipt(call)]))
