"""The registry: every tool is an operation's second door, and what mails or publishes waits for a person."""

import pytest

import events.operations
import ticketing.operations.publishing
import ticketing.operations.tickets
from conversations.registry import Risk
from conversations.tools import TOOLS

OWN = {"ask_user", "list_tasks"}  # they change nothing about an event


def test_the_tools_are_these_with_these_risks() -> None:
    assert {name: tool.risk.value for name, tool in TOOLS.items()} == {
        "ask_user": "R",
        "create_event": "W",
        "list_tasks": "R",
        "publish_event": "A",
        "remove_ticket": "W",
        "revise_event": "W",
        "revise_page": "W",
        "set_theme": "W",
        "set_ticket": "W",
    }


@pytest.mark.parametrize("name", sorted(set(TOOLS) - OWN))
def test_a_tool_carries_the_name_of_its_operation(name: str) -> None:
    doors = (events.operations, ticketing.operations.tickets, ticketing.operations.publishing)
    assert any(hasattr(door, name) for door in doors)


@pytest.mark.parametrize("name", sorted(TOOLS))
def test_a_tool_says_what_it_is_for_and_what_it_may_do(name: str) -> None:
    tool = TOOLS[name]

    assert tool.description.endswith(".")
    assert tool.states
    assert (tool.facts is not None) == (tool.risk == Risk.APPROVAL)
