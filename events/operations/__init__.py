"""What is done with events: the doorway for pages, tools, commands and jobs."""

from events.facts import event_facts
from events.operations.events import (
    RESERVED_SLUGS,
    EventUnclear,
    NotDiscardable,
    PageUnreadable,
    UnknownPerson,
    create_event,
    discard_event,
    grant_event_permission,
    revise_event,
    revise_page,
    revoke_event_permission,
    set_theme,
)
from events.operations.planning import Plan, expire, expire_tasks, lock_for_plans, plan_tasks
from events.operations.tasks import (
    TaskDecided,
    TaskUnclear,
    add_task,
    approve_task,
    complete_task,
    dismiss_task,
    reschedule_task,
    restore_task,
    revise_task,
)

__all__ = [
    "RESERVED_SLUGS",
    "EventUnclear",
    "NotDiscardable",
    "PageUnreadable",
    "Plan",
    "TaskDecided",
    "TaskUnclear",
    "UnknownPerson",
    "add_task",
    "approve_task",
    "complete_task",
    "create_event",
    "discard_event",
    "dismiss_task",
    "event_facts",
    "expire",
    "expire_tasks",
    "grant_event_permission",
    "lock_for_plans",
    "plan_tasks",
    "reschedule_task",
    "restore_task",
    "revise_event",
    "revise_page",
    "revise_task",
    "revoke_event_permission",
    "set_theme",
]
