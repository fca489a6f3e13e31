"""Tool schemas: what every server takes."""

from collections.abc import Iterator
from typing import Any

import pytest

from conversations.engines.openai.schemas import (
    HIDDEN,
    ROOM,
    arguments_from,
    parameters_of,
    schema_of,
    size_of,
    tools_in,
)
from conversations.registry import DRAFT, NO_EVENT, PUBLISHED
from conversations.tools import TOOLS

FORBIDDEN = {"oneOf", "anyOf", "allOf", "$ref", "$defs", "default", "pattern", "format", "title", "minLength"}
NAMES = sorted(TOOLS)


def parts(schema: Any) -> Iterator[dict[str, Any]]:
    """Every object in a schema, names of fields left out."""
    if isinstance(schema, dict):
        yield schema
        for key, value in schema.items():
            children = value.values() if key == "properties" else [value]
            for child in children:
                yield from parts(child)
    if isinstance(schema, list):
        for child in schema:
            yield from parts(child)


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_holds_nothing_a_server_refuses(name: str) -> None:
    for part in parts(parameters_of(TOOLS[name])):
        assert not FORBIDDEN & part.keys()
        if part.get("type") == "object":
            assert part["required"] == list(part["properties"])
            assert part["additionalProperties"] is False


@pytest.mark.parametrize("name", NAMES)
def test_a_tool_has_a_plain_name_a_description_and_arguments_that_may_be_null(name: str) -> None:
    tool = TOOLS[name]
    assert name.replace("_", "").isalpha()
    assert len(name) <= 40
    assert tool.description
    for field, schema in parameters_of(tool)["properties"].items():
        assert field not in HIDDEN
        assert tool.arguments.model_fields[field].is_required() or "null" in schema["type"]


@pytest.mark.parametrize("name", NAMES)
def test_null_for_everything_that_may_be_null_is_nothing_said(name: str) -> None:
    fields = parameters_of(TOOLS[name])["properties"]
    written = {field: None for field, schema in fields.items() if "null" in schema["type"]}

    assert arguments_from(TOOLS[name], written) == {}


def test_what_is_written_for_not_said_is_left_out() -> None:
    written = {"name": "Blue Hour", "venue": "", "city": "null", "assumed": ["name"], "capacity": None}

    assert arguments_from(TOOLS["create_event"], written) == {"name": "Blue Hour"}


@pytest.mark.parametrize("state", [NO_EVENT, DRAFT, PUBLISHED])
def test_the_tools_fit_and_belong_to_the_state(state: str) -> None:
    offered = tools_in(state)

    assert sum(map(size_of, offered)) <= ROOM
    assert all(state in tool.states for tool in offered)
    needed = {"create_event"} if state == NO_EVENT else {"revise_event", "set_ticket", "publish_event", "add_task"}
    assert needed | {"ask_user"} <= {tool.name for tool in offered}


def test_a_small_model_gets_few_tools_and_the_needed_ones() -> None:
    offered = [tool.name for tool in tools_in(DRAFT, is_small=True)]

    assert len(offered) == 10
    assert {"revise_event", "set_ticket", "ask_user"} <= set(offered)


def test_a_tool_for_which_a_person_is_asked_says_so() -> None:
    assert "The person is asked with a button" in schema_of(TOOLS["publish_event"])["function"]["description"]
