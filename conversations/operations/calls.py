"""Tool calls of a run: written down first, carried out as the person, and written down again with what came of it."""

import json
import secrets
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from accounts.models import Profile
from conversations.engines.steps import Call, Outcome
from conversations.models import Conversation, Message, Run, RunEvent, ToolCall
from conversations.operations.approvals import hash_of
from conversations.operations.runs import add_message, append_event
from conversations.registry import Done, Obstacle, Tool, ToolContext, context_for
from conversations.tools import TOOLS
from eventai.db.acting import acting_as, acting_as_system
from eventai.errors import DomainError


class CallBook:
    """The calls of one attempt at a run."""

    def __init__(self, run: Run, conversation: Conversation, profile: Profile, clock: Callable[[], datetime]) -> None:
        self.run = run
        self.conversation = conversation
        self.profile = profile
        self.clock = clock
        self.count = 0

    def approved_call(self) -> ToolCall | None:
        """The call this run carries out, when a person's approval began it."""
        if self.run.kind != Run.Kind.APPROVAL:
            return None
        with acting_as_system():
            return ToolCall.objects.filter(pk=self.run.client_key, status=ToolCall.Status.APPROVED).first()

    def write_down(self, calls: Iterable[Call], *, text: str) -> list[ToolCall]:
        """Store what was said and the calls that follow it, in one transaction, before any of them runs."""
        rows = [self._row(call) for call in calls]
        with acting_as_system():
            append_event(self.run, RunEvent.Kind.STATUS, {"text": _doing(rows[0].name)})
            message = add_message(
                self.run, Message.Role.ASSISTANT, text, tool_calls=[_as_function(row) for row in rows]
            )
            for row in rows:
                row.message = message
                row.save(force_insert=True)
                append_event(self.run, RunEvent.Kind.TOOL, _event_of(row))
        return rows

    def carry_out(self, call: ToolCall) -> Outcome:
        """Run a stored call, or park it until a person decides."""
        tool = TOOLS.get(call.name)
        if tool is None:
            return self._refuse(call, "There is no such tool.")
        if tool.risk == ToolCall.Risk.APPROVAL and call.decided_at is None:
            return self._park(call, tool)
        try:
            arguments = tool.arguments.model_validate(call.arguments)
            with acting_as(self.profile.pk):
                done = tool.handler(self._context(tool), arguments)
        except ValidationError as error:
            return self._refuse(call, _first_fault(error))
        except DomainError as refusal:
            return self._refuse(call, refusal.sentence)
        return self._complete(call, done)

    def _context(self, tool: Tool) -> ToolContext:
        context = context_for(self.conversation, self.profile, self.clock())
        if context.state not in tool.states:
            raise DomainError(
                "There is no event yet. Describe it first." if context.event is None else "That is done already."
            )
        return context

    def _park(self, call: ToolCall, tool: Tool) -> Outcome:
        try:
            with acting_as(self.profile.pk):
                context = self._context(tool)
                obstacle = tool.obstacle(context) if tool.obstacle else None
                facts = tool.facts(context) if tool.facts and obstacle is None else {}
        except DomainError as refusal:
            return self._refuse(call, refusal.sentence)
        if obstacle is not None:
            return self._refuse(call, obstacle.sentence, obstacle)
        with acting_as_system():
            call.status, call.facts, call.facts_hash = ToolCall.Status.PENDING_APPROVAL, facts, hash_of(facts)
            call.save()
            append_event(self.run, RunEvent.Kind.TOOL, _event_of(call))
            append_event(self.run, RunEvent.Kind.APPROVAL, {"reference": call.reference})
            Run.objects.filter(pk=self.run.pk).update(status=Run.Status.AWAITING_APPROVAL, lease_until=None)
        return Outcome(call.name, is_done=False, is_waiting=True)

    def _complete(self, call: ToolCall, done: Done) -> Outcome:
        result = {
            "title": done.title, "summary": done.summary, "rows": [list(row) for row in done.rows],
            "undo": list(done.undo), "data": done.data,
        }  # fmt: skip
        self._settle(call, ToolCall.Status.DONE, result, changes_draft=done.changes_draft)
        return Outcome(call.name, is_done=True, sentence=done.summary, rows=done.rows, data=done.data)

    def _refuse(self, call: ToolCall, sentence: str, obstacle: Obstacle | None = None) -> Outcome:
        need, lines = (obstacle.need, obstacle.lines) if obstacle else ("", ())
        result = {"error": sentence, "need": need, "lines": list(lines)}
        self._settle(call, ToolCall.Status.FAILED, result, changes_draft=False)
        return Outcome(call.name, is_done=False, sentence=sentence, need=need, lines=lines)

    def _settle(self, call: ToolCall, status: ToolCall.Status, result: dict[str, Any], *, changes_draft: bool) -> None:
        """Record what came of a call, also when the run was stopped meanwhile: it happened."""
        with acting_as_system():
            call.status, call.result = status, result
            call.save(update_fields=["status", "result"])
        with acting_as_system():
            append_event(self.run, RunEvent.Kind.TOOL, _event_of(call))
            spoken = {key: result[key] for key in ("error", "lines", "summary", "rows", "data") if result.get(key)}
            add_message(self.run, Message.Role.TOOL, json.dumps(spoken), meta={"tool_call_id": call.call_id})
            if changes_draft:
                append_event(self.run, RunEvent.Kind.STATE, {"call": call.reference})

    def _row(self, call: Call) -> ToolCall:
        self.count += 1
        tool = TOOLS.get(call.name)
        return ToolCall(
            reference=secrets.token_hex(8),
            run=self.run,
            call_id=f"{self.run.reference}-{self.run.attempt}-{self.count}",
            position=self.count,
            name=call.name,
            arguments=call.arguments,
            risk=tool.risk if tool else ToolCall.Risk.READ,
            status=ToolCall.Status.RUNNING,
        )


def _doing(name: str) -> str:
    return TOOLS[name].doing if name in TOOLS else "Working"


def _event_of(call: ToolCall) -> dict[str, Any]:
    """What the stream says about a call: enough to draw its receipt."""
    title = call.result.get("title") or _doing(call.name)
    return {
        "reference": call.reference, "name": call.name, "state": call.status, "risk": call.risk,
        "title": title, "summary": call.result.get("summary") or call.result.get("error", ""),
    }  # fmt: skip


def _as_function(call: ToolCall) -> dict[str, Any]:
    arguments = json.dumps(call.arguments)
    return {"id": call.call_id, "type": "function", "function": {"name": call.name, "arguments": arguments}}


def _first_fault(error: ValidationError) -> str:
    fault = error.errors(include_url=False, include_input=False)[0]
    return f"{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}"
