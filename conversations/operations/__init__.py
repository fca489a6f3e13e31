"""What is done in conversations: the doorway for pages and jobs."""

from conversations.operations.approvals import (
    AlreadyDecided,
    ApprovalExpired,
    approve_tool_call,
    deny_tool_call,
    expire_tool_calls,
)
from conversations.operations.runs import NothingToStop, forget_run_events, stop_run, take_over_runs
from conversations.operations.talk import (
    AnswerPending,
    NothingSaid,
    SaidTooMuch,
    TooManyMessages,
    send_message,
    start_conversation,
)

__all__ = [
    "AlreadyDecided",
    "AnswerPending",
    "ApprovalExpired",
    "NothingSaid",
    "NothingToStop",
    "SaidTooMuch",
    "TooManyMessages",
    "approve_tool_call",
    "deny_tool_call",
    "expire_tool_calls",
    "forget_run_events",
    "send_message",
    "start_conversation",
    "stop_run",
    "take_over_runs",
]
