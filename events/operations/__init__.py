"""What is done with events: the doorway for pages, tools, commands and jobs."""

from events.operations.events import (
    RESERVED_SLUGS,
    EventUnclear,
    NotDiscardable,
    PageUnreadable,
    UnknownPerson,
    create_event,
    discard_event,
    event_facts,
    grant_event_permission,
    revise_event,
    revise_page,
    revoke_event_permission,
    set_theme,
)
from events.operations.planning import plan_tasks
from events.operations.tasks import (
    TaskDecided,
    add_task,
    approve_task,
    complete_task,
    dismiss_task,
    reschedule_task,
)

__all__ = [
    "RESERVED_SLUGS",
    "EventUnclear",
    "NotDiscardable",
    "PageUnreadable",
    "TaskDecided",
    "UnknownPerson",
    "add_task",
    "approve_task",
    "complete_task",
    "create_event",
    "discard_event",
    "dismiss_task",
    "event_facts",
    "grant_event_permission",
    "plan_tasks",
    "reschedule_task",
    "revise_event",
    "revise_page",
    "revoke_event_permission",
    "set_theme",
]
