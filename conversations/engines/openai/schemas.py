"""The registry's tools as JSON schemas: flat, every field required and nullable, nothing a server could choke on.

One schema with a union of objects makes some servers refuse the whole request, so there are none.
"""

import json
from typing import Any

from conversations.registry import NO_EVENT, TOOLS, Tool

HIDDEN = frozenset({"assumed", "memo"})  # for the built-in assistant; for a model, code finds out
ROOM = 12_000  # characters of all schemas, about 3,000 tokens
FEWEST = 10
_FIRST = "create_event"  # once there is an event, to change it is another tool's
_PREFERRED = """
    create_event revise_event set_ticket ask_user revise_page set_theme publish_event revise_page_copy
    revise_section add_speaker add_agenda_item add_faq_item
    list_tasks add_task remove_ticket undo_changes redo_changes reschedule_task dismiss_task complete_task revise_task
""".split()
_KEPT = ("type", "enum", "items", "description")
_FORMATS = {"date": "YYYY-MM-DD", "time": "HH:MM", "date-time": "ISO 8601 with offset"}


def tools_in(state: str, *, is_small: bool = False) -> list[Tool]:
    """The tools that make sense in a state of the event, the most needed first; few for a small model."""
    fitting = [tool for tool in TOOLS.values() if state in tool.states and tool.risk != tool.risk.HUMAN]
    offered = [tool for tool in fitting if state == NO_EVENT or tool.name != _FIRST]
    offered.sort(key=lambda tool: _PREFERRED.index(tool.name) if tool.name in _PREFERRED else len(_PREFERRED))
    kept: list[Tool] = []
    room = ROOM
    for tool in offered[:FEWEST] if is_small else offered:
        room -= size_of(tool)
        if room >= 0:
            kept.append(tool)
    return kept


def size_of(tool: Tool) -> int:
    """Characters of a tool's schema as it is sent."""
    return len(json.dumps(schema_of(tool, strict=True), separators=(",", ":")))


def schema_of(tool: Tool, *, strict: bool = False) -> dict[str, Any]:
    """A tool as the `tools` parameter has it."""
    function = {"name": tool.name, "description": _described(tool), "parameters": parameters_of(tool)}
    return {"type": "function", "function": function | ({"strict": True} if strict else {})}


def parameters_of(tool: Tool) -> dict[str, Any]:
    """The arguments as a schema: null stands for "not said"."""
    raw = tool.arguments.model_json_schema()
    return _object(raw, raw.get("$defs", {}), is_outermost=True)


def arguments_from(tool: Tool | None, written: dict[str, Any]) -> dict[str, Any]:
    """What a model wrote, without what was not said and without what is not for models to say."""
    said = {key: value for key, value in written.items() if value is not None and key not in HIDDEN}
    if tool is None:
        return said
    texts = {key for key, schema in parameters_of(tool)["properties"].items() if "string" in schema["type"]}
    return {key: value for key, value in said.items() if not (key in texts and _is_blank(value))}


def _is_blank(value: Any) -> bool:
    """How models that cannot say null write "not said"."""
    return isinstance(value, str) and value.strip().lower() in ("", "null", "none")


def _described(tool: Tool) -> str:
    if tool.risk == tool.risk.APPROVAL:
        return f"{tool.description} The person is asked with a button; you need not ask."
    return tool.description


def _object(raw: dict[str, Any], named: dict[str, Any], *, is_outermost: bool = False) -> dict[str, Any]:
    shown = {key: value for key, value in raw.get("properties", {}).items() if key not in HIDDEN}
    required = set(raw.get("required", []))
    fields = {
        key: _field(value, named, is_nullable=is_outermost and key not in required) for key, value in shown.items()
    }
    return {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}


def _field(raw: dict[str, Any], named: dict[str, Any], *, is_nullable: bool = False) -> dict[str, Any]:
    """One field: a plain type, a list, or one of some words; a union becomes its first real member."""
    if "$ref" in raw:
        raw = {**named[raw["$ref"].rsplit("/", 1)[-1]], **{key: raw[key] for key in ("description",) if key in raw}}
    if "allOf" in raw and len(raw["allOf"]) == 1:
        return _field({**raw["allOf"][0], "description": raw.get("description", "")}, named, is_nullable=is_nullable)
    if "anyOf" in raw:
        members = [member for member in raw["anyOf"] if member.get("type") != "null"]
        is_nullable = is_nullable or len(members) < len(raw["anyOf"])
        return _field({**members[0], **_description(raw)}, named, is_nullable=is_nullable)
    if raw.get("type") == "object" or "properties" in raw:
        return _object(raw, named) | _description(raw)
    field = {key: raw[key] for key in _KEPT if key in raw}
    if "const" in raw:
        field["enum"] = [raw["const"]]
    if "items" in raw:
        field["items"] = _field(raw["items"], named)
    if hint := _FORMATS.get(raw.get("format", "")):
        field["description"] = f"{raw.get('description', '')} {hint}".strip()
    return _nullable(field) if is_nullable else field


def _description(raw: dict[str, Any]) -> dict[str, Any]:
    return {"description": raw["description"]} if raw.get("description") else {}


def _nullable(field: dict[str, Any]) -> dict[str, Any]:
    kind = field.get("type", "string")
    found = {**field, "type": [kind, "null"] if isinstance(kind, str) else [*kind, "null"]}
    if "enum" in field:
        found["enum"] = [*field["enum"], None]
    return found
