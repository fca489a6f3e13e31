"""Tool calls of a run: written down first, carried out as the person, settled in the same transaction.

A call's effects and its row commit together. So whoever follows a killed worker finds it done or not begun.
"""

import json
import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import DatabaseError
from pydantic import ValidationError

from accounts.models import Profile
from conversations.engines.steps import Act, Call, Outcome
from conversations.models import Conversation, Message, Run, RunEvent, ToolCall
from conversations.operations.approvals import facts_of, hash_of
from conversations.operations.queue import hold
from conversations.operations.runs import RunLost, add_message, append_event
from conversations.registry import Done, Obstacle, Tool, ToolContext, context_for
from conversations.tools import TOOLS
from conversations.tools.crosscheck import Disagreement
from conversations.untrusted import marked
from eventai.db.acting import acting_as, acting_as_system, changing
from eventai.errors import DomainError

logger = logging.getLogger(__name__)
_WORDS = 6  # messages of the person that a model's arguments are checked against
_CHANGED = (
    "What you approved was changed before it could be done, so nothing happened. Ask again to see it as it is now."
)
_BROKEN = "This did not work because of a fault on our side. Nothing of it happened."


@dataclass(frozen=True)
class Step:
    """A finished step: a stored message of the assistant, the engine that took it, and what became of its calls."""

    engine: str
    names: tuple[str, ...]
    outcomes: list[Outcome]

    @property
    def is_waiting(self) -> bool:
        return any(outcome.is_waiting for outcome in self.outcomes)


class CallBook:
    """The calls of one attempt at a run. `conversation` and `profile` are as they were when the last call was made."""

    def __init__(self, run: Run, clock: Callable[[], datetime]) -> None:
        self.run = run
        self.clock = clock
        self.conversation: Conversation = run.conversation
        self.profile: Profile = run.conversation.user
        with acting_as_system():
            self.stored = list(run.tool_calls.select_related("message").order_by("position"))
            self.before = _calls_before(run)

    def approved(self) -> Outcome | None:
        """What became of the call this run carries out, when a person's approval began it."""
        if self.run.kind != Run.Kind.APPROVAL:
            return None
        with acting_as_system():
            call = ToolCall.objects.get(pk=self.run.client_key)
        return self.carry_out(call)

    def resume(self) -> list[Step]:
        """The steps of earlier workers, in order; calls they did not come to are made now."""
        steps: dict[Any, list[ToolCall]] = {}
        for call in self.stored:
            steps.setdefault(call.message_id, []).append(call)
        return [
            Step(
                engine=str(calls[0].message.meta.get("engine", "")) if calls[0].message else "",
                names=tuple(call.name for call in calls),
                outcomes=[self.carry_out(call) for call in calls],
            )
            for calls in steps.values()
        ]

    def look(self) -> None:
        """Look again whose conversation it is: a guest may have signed up meanwhile."""
        with acting_as_system():
            self.conversation = Conversation.objects.select_related("user").get(pk=self.conversation.pk)
            self.profile = self.conversation.user

    def changes(self) -> list[ToolCall]:
        """The calls of this run that changed something."""
        with acting_as_system():
            done = self.run.tool_calls.filter(status=ToolCall.Status.DONE).exclude(risk=ToolCall.Risk.READ)
            return list(done.order_by("position"))

    def write_down(self, act: Act, *, text: str) -> list[ToolCall]:
        """Store what was said and the calls that follow it, in one transaction, before any of them runs."""
        rows: list[ToolCall] = []
        for call in act.calls:
            rows.append(self._row(call, [*self.stored, *rows]))
        meta = {"engine": self.run.engine, **act.meta}
        with acting_as_system():
            append_event(self.run, RunEvent.Kind.STATUS, {"text": _doing(rows[0].name)})
            functions = [_as_function(row) for row in rows]
            message = add_message(self.run, Message.Role.ASSISTANT, text, tool_calls=functions, meta=meta)
            for row in rows:
                row.message = message
                row.save(force_insert=True)
                append_event(self.run, RunEvent.Kind.TOOL, _event_of(row))
        self.stored += rows
        return rows

    def carry_out(self, call: ToolCall) -> Outcome:
        """Run a stored call, or park it until a person decides; what was settled before is only told again."""
        if call.status not in (ToolCall.Status.RUNNING, ToolCall.Status.APPROVED):
            return outcome_of(call)
        with acting_as_system():
            self.conversation = hold(self.conversation.pk)  # whose it is may have changed: a guest signed up
            self.profile = self.conversation.user
            self._settle(call, self._attempt(call))
        return outcome_of(call)

    def _attempt(self, call: ToolCall) -> Done | Obstacle | dict[str, Any]:
        """What came of a call: done, refused with a sentence, or the facts to be approved."""
        tool, fault = TOOLS.get(call.name), call.result.get("fault")
        if fault or tool is None:
            return Obstacle(str(fault or "There is no such tool."))
        try:
            with acting_as(self.profile.pk), changing(self.run.pk):
                return self._made(call, tool)
        except ValidationError as error:
            return Obstacle(_first_fault(error))
        except Disagreement as refusal:
            return Obstacle(refusal.sentence, conflict=refusal.conflict)
        except DomainError as refusal:
            return Obstacle(refusal.sentence)
        except (DatabaseError, RunLost):
            raise
        except Exception:
            logger.exception("The tool %s failed", call.name)
            return Obstacle(_BROKEN)

    def _made(self, call: ToolCall, tool: Tool) -> Done | Obstacle | dict[str, Any]:
        arguments = tool.arguments.model_validate(call.arguments)
        context = self._context(call, tool)
        if call.decided_at is not None:
            if hash_of(facts_of(call, tool, context)) != call.facts_hash:
                return Obstacle(_CHANGED)
            return tool.handler(context, arguments)
        if not self._needs_click(tool):
            return tool.handler(context, arguments)
        obstacle = tool.obstacle(context, arguments) if tool.obstacle else None
        return obstacle or facts_of(call, tool, context)

    def _needs_click(self, tool: Tool) -> bool:
        """Behind words of other people, what is sensitive is not done on its own either."""
        if tool.risk == ToolCall.Risk.APPROVAL:
            return True
        return tool.is_sensitive and any(
            TOOLS[call.name].reads_untrusted
            for call in [*self.before, *self.stored]
            if call.status == ToolCall.Status.DONE and call.name in TOOLS
        )

    def _context(self, call: ToolCall, tool: Tool) -> ToolContext:
        context = context_for(self.conversation, self.profile, self.clock())
        by_model = call.message and call.message.meta.get("engine") not in (None, Run.Engine.BUILT_IN)
        if by_model and call.decided_at is None:  # what a person approved needs no other witness
            context = replace(context, is_model=True, words=self._last_words())
        if context.state not in tool.states:
            raise DomainError(
                "There is no event yet. Describe it first." if context.event is None else "That is done already."
            )
        return context

    def _last_words(self) -> tuple[str, ...]:
        """What the person said last, newest message last."""
        said = self.conversation.messages.filter(role=Message.Role.USER).exclude(run__replaced_by__isnull=False)
        return tuple(reversed(said.order_by("-seq").values_list("content", flat=True)[:_WORDS]))

    def _settle(self, call: ToolCall, found: Done | Obstacle | dict[str, Any]) -> None:
        """Record what came of a call where it happened; who lost the run meanwhile takes it all back with RunLost."""
        if isinstance(found, dict):
            self._park(call, found)
            return
        if isinstance(found, Done):
            call.status, call.result = ToolCall.Status.DONE, _result_of(found)
        else:
            call.status = ToolCall.Status.FAILED
            call.result = {"error": found.sentence, "need": found.need, "lines": list(found.lines)}
            call.result |= {"conflict": found.conflict} if found.conflict else {}
        call.save(update_fields=["status", "result"])
        append_event(self.run, RunEvent.Kind.TOOL, _event_of(call))
        add_message(self.run, Message.Role.TOOL, told_of(call), meta={"tool_call_id": call.call_id})
        if isinstance(found, Done) and found.changes_draft:
            append_event(self.run, RunEvent.Kind.STATE, {"call": call.reference})

    def _park(self, call: ToolCall, facts: dict[str, Any]) -> None:
        call.status, call.facts, call.facts_hash = ToolCall.Status.PENDING_APPROVAL, facts, hash_of(facts)
        call.save()
        append_event(self.run, RunEvent.Kind.TOOL, _event_of(call))

    def _row(self, call: Call, before: list[ToolCall]) -> ToolCall:
        tool, position = TOOLS.get(call.name), len(before) + 1
        is_own = bool(call.id) and all(row.call_id != call.id[:60] for row in before)
        return ToolCall(
            reference=secrets.token_hex(8),
            run=self.run,
            call_id=call.id[:60] if is_own else f"{self.run.reference}-{position}",  # some give the same to every call
            position=position,
            name=call.name[:60],
            arguments=call.arguments,
            risk=tool.risk if tool else ToolCall.Risk.READ,
            status=ToolCall.Status.RUNNING,
            result={"fault": call.fault} if call.fault else {},
        )


def _calls_before(run: Run) -> list[ToolCall]:
    """The calls of the runs that this one goes on with: an approval cuts a turn in two."""
    calls: list[ToolCall] = []
    while run.kind == Run.Kind.APPROVAL:
        run = Run.objects.get(tool_calls=run.client_key)
        calls += run.tool_calls.all()
    return calls


def outcome_of(call: ToolCall) -> Outcome:
    """What became of a stored call, as the engine is told."""
    result = call.result
    return Outcome(
        call.name,
        is_done=call.status == ToolCall.Status.DONE,
        is_waiting=call.status == ToolCall.Status.PENDING_APPROVAL,
        sentence=str(result.get("summary") or result.get("error") or ""),
        need=str(result.get("need", "")),
        told=told_of(call),
        lines=tuple(result.get("lines", [])),
        rows=tuple((str(label), str(value)) for label, value in result.get("rows", [])),
        data=result.get("data", {}),
    )


def told_of(call: ToolCall) -> str:
    """What a model reads about a call: JSON, with other people's words marked as such."""
    keys = ("error", "conflict", "lines", "summary", "rows", "data")
    spoken = {key: call.result[key] for key in keys if call.result.get(key)}
    if call.status in (ToolCall.Status.DENIED, ToolCall.Status.EXPIRED):
        spoken = {"error": f"Not done: the approval was {call.status}."}
    tool = TOOLS.get(call.name)
    return json.dumps(marked(spoken) if tool and tool.reads_untrusted else spoken)


def _result_of(done: Done) -> dict[str, Any]:
    return {
        "title": done.title, "summary": done.summary, "rows": [list(row) for row in done.rows],
        "data": done.data,
    }  # fmt: skip


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
