"""What is done in conversations: the doorway for pages and jobs."""

from conversations.operations.approvals import (
    AlreadyDecided,
    ApprovalExpired,
    approve_tool_call,
    deny_tool_call,
    expire_tool_calls,
)
from conversations.operations.queue import IsAnswered, TooManyWaiting, withdraw_message
from conversations.operations.retrying import NotRetryable, TouchedSince, retry_run
from conversations.operations.runs import (
    NothingToStop,
    begin_forgotten_turns,
    forget_run_events,
    stop_run,
    take_over_runs,
)
from conversations.operations.talk import (
    NothingSaid,
    SaidTooMuch,
    TooManyMessages,
    send_message,
    start_conversation,
)

__all__ = [
    "AlreadyDecided",
    "ApprovalExpired",
    "IsAnswered",
    "NotRetryable",
    "NothingSaid",
    "NothingToStop",
    "SaidTooMuch",
    "TooManyMessages",
    "TooManyWaiting",
    "TouchedSince",
    "approve_tool_call",
    "begin_forgotten_turns",
    "deny_tool_call",
    "expire_tool_calls",
    "forget_run_events",
    "retry_run",
    "send_message",
    "start_conversation",
    "stop_run",
    "take_over_runs",
    "withdraw_message",
]
