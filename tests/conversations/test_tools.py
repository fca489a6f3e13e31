"""The registry: every tool is an operation's second door, and what mails or publishes waits for a person."""

import pytest

import events.operations
import ticketing.operations.changes
import ticketing.operations.publishing
import ticketing.operations.tickets
from conversations.registry import Risk
from conversations.tools import TOOLS

OWN = {"ask_user", "list_attachment", "list_tasks"}  # they change nothing about an event


def test_the_tools_are_these_with_these_risks() -> None:
    assert {name: tool.risk.value for name, tool in TOOLS.items()} == {
        "add_agenda_item": "W",
        "add_faq_item": "W",
        "add_section": "W",
        "add_speaker": "W",
        "add_sponsor": "W",
        "add_task": "W",
        "approve_task": "A",
        "ask_user": "R",
        "complete_task": "W",
        "create_event": "W",
        "dismiss_task": "W",
        "list_attachment": "R",
        "list_tasks": "R",
        "move_section": "W",
        "publish_event": "A",
        "redo_changes": "W",
        "remove_section": "W",
        "remove_ticket": "W",
        "reschedule_task": "W",
        "revise_event": "W",
        "revise_page": "W",
        "revise_page_copy": "W",
        "revise_section": "W",
        "revise_task": "W",
        "set_theme": "W",
        "set_ticket": "W",
        "undo_changes": "W",
    }


@pytest.mark.parametrize("name", sorted(set(TOOLS) - OWN))
def test_a_tool_carries_the_name_of_its_operation(name: str) -> None:
    selling = (ticketing.operations.tickets, ticketing.operations.publishing, ticketing.operations.changes)
    doors = (events.operations, *selling)
    assert any(hasattr(door, name) for door in doors)


@pytest.mark.parametrize("name", sorted(TOOLS))
def test_a_tool_says_what_it_is_for_and_what_it_may_do(name: str) -> None:
    tool = TOOLS[name]

    assert tool.description.endswith(".")
    assert tool.states
    assert (tool.facts is not None) == (tool.risk == Risk.APPROVAL)
