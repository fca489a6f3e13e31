"""Who steps past row security: every call of `acting_as_system()`, by file. A new one is a decision, written down here."""

import ast
from collections import Counter
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
APPS = ("eventai", "accounts", "events", "ticketing", "conversations")

CALL_SITES = {
    "eventai/post.py": 3,  # the post carries everybody's letters
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
