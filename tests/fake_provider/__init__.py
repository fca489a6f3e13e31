"""A server that speaks OpenAI's chat API, and every way of getting it wrong. The model's name chooses the behaviour.

In tests: `with FakeProvider() as provider: …`, with `provider.url` as the address. A model of any other name answers
the turns of `provider.script`, one for each request: text, then tool calls.
By hand: `python -m tests.fake_provider --port 9000 --script turns.json`, a JSON list of turns.
"""

from tests.fake_provider import misbehaviour, shapes
from tests.fake_provider.server import BEHAVIOURS, USAGE, FakeProvider, Turn, Wire, behaviour, perform, tool_piece

__all__ = [
    "BEHAVIOURS",
    "USAGE",
    "FakeProvider",
    "Turn",
    "Wire",
    "behaviour",
    "misbehaviour",
    "perform",
    "shapes",
    "tool_piece",
]
