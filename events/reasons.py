"""Why a task is there, in a sentence: which rule planned it, when it is due by that rule, whether it moves."""

from events.models import Task
from events.timing import Anchor

_BY_RULE = {
    "welcome": "one letter with each booking",
    "reminder": "7 days before the start",
    "check_in_instructions": "on the morning of the day, two hours before an early start",
    "follow_up": "the day after the end, at ten",
    "low_sales": "fewer than 30 % of the seats are sold with three weeks to go, or nobody has bought for a week",
    "capacity": "at 80 %, 95 % and 100 % of the seats, once each",
}
_NAMES = {
    "check_in_instructions": "check-in instructions",
    "follow_up": "follow-up",
    "low_sales": "low sales",
    "capacity": "seats sold",
}


def reason_of(task: Task) -> str:
    """Who or what put the task there, and what its time hangs on."""
    anchor, is_fixed = Anchor.of(task.data), bool(task.data.get("is_rescheduled"))
    if task.rule == "hand":
        by = "Added for you by the assistant" if task.data.get("by_assistant") else "Added by hand"
        return f"{by}: {anchor.words}; moves with the event." if anchor else f"{by}."
    name = _NAMES.get(task.rule, task.rule)
    what = f"Planned by the rule “{name}”: {_BY_RULE.get(task.rule, 'when it is called for')}"
    if is_fixed:
        return f"{what}. You gave it a time of its own, so it does not move with the event."
    if anchor:
        return f"Planned by the rule “{name}”. You set it to {anchor.words}; moves with the event."
    return f"{what}; moves with the event." if task.due_date else f"{what}."
