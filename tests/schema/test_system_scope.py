"""Who steps past row security: every call of `acting_as_system()`, by file. A new one is a decision, told here."""

import ast
from collections import Counter
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
APPS = ("eventai", "accounts", "events", "ticketing", "conversations")

CALL_SITES = {
    "eventai/buckets.py": 4,  # sizes drawn and unused files swept by the clock
    "eventai/post.py": 3,  # the post carries everybody's letters
    "eventai/views.py": 1,  # the outbox of a development machine is open to whoever sits at it
    "accounts/management/commands/appoint_admin.py": 1,  # the first admin
    "events/jobs.py": 1,  # tasks of everybody expire
    "ticketing/jobs.py": 3,  # holds of everybody end; the sales of every event are looked at
    "ticketing/operations/rehearsal.py": 3,  # a sale played to its end, undone before anybody sees it
    "ticketing/views/checkout.py": 1,  # settling a payment
    "conversations/evaluation.py": 2,  # the organizers of evaluation cases, in a database of their own
    "conversations/operations/answering.py": 11,  # the assistant's own words and steps; its acts run as the person
    "conversations/operations/approvals.py": 1,  # approvals of everybody expire
    "conversations/operations/attachments.py": 1,  # the turn that a person's click on a file's finds makes
    "conversations/operations/calls.py": 6,  # receipts of what the assistant did
    "conversations/operations/connection.py": 3,  # what the worker finds out about the model belongs to nobody
    "conversations/operations/guests.py": 3,  # what visitors began: promised, given back, deleted after a week
    "conversations/operations/export.py": 1,  # everything held about one person, letters included
    "conversations/operations/people.py": 2,  # claiming a guest, erasing an account
    "conversations/operations/runs.py": 5,  # who works on which turn
    "conversations/demo/world.py": 6,  # the demo's people
}


def test_every_call_site_is_listed() -> None:
    found: Counter[str] = Counter()
    for path in (path for app in APPS for path in sorted((PROJECT / app).rglob("*.py"))):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "id", getattr(node.func, "attr", "")) == "acting_as_system"
            ):
                found[str(path.relative_to(PROJECT))] += 1
    assert dict(found) == CALL_SITES
