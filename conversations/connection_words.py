"""What was found out about a model, in plain words: for the settings page and the command."""

from dataclasses import dataclass
from typing import Any

from conversations.engines.openai.capability import SMALL_CONTEXT


@dataclass(frozen=True)
class Line:
    """One thing found out. `is_good` is None where it is neither good nor bad."""

    label: str
    words: str
    is_good: bool | None = None


def said_in_words(found: dict[str, Any], error: str) -> list[Line]:
    """The findings line by line; when the model could not be asked, only why."""
    if error:
        return [Line("Server", error, False)]
    return [
        Line("Server", _models(found), True),
        _line(
            found, "one_tool", "Tools", "It uses them.", "It did not use one. The built-in assistant answers instead."
        ),
        _line(
            found,
            "two_tools",
            "Several tools at once",
            "Yes.",
            "One after another; answers take a little longer.",
            None,
        ),
        _memory(found),
        Line("First word after", _seconds(found.get("first_ms"))),
        _line(found, "tells_usage", "Tokens used", "It counts them.", "It does not say; they are estimated.", None),
        Line("Length limit", f"Asked for as {found.get('limit_name') or 'nothing: it takes none'}."),
    ]


def _line(found: dict[str, Any], key: str, label: str, good: str, bad: str, otherwise: bool | None = False) -> Line:
    return Line(label, good, True) if found.get(key) else Line(label, bad, otherwise)


def _models(found: dict[str, Any]) -> str:
    count = found.get("models")
    if count is None:
        return "It answers. It does not list its models."
    listed = "this one among them" if found.get("is_listed") else "this one not among them"
    return f"It answers. It lists {count:,} model{'' if count == 1 else 's'}, {listed}."


def _memory(found: dict[str, Any]) -> Line:
    window = found.get("context")
    told = f" Its window is {window:,} tokens." if window else ""
    few = " It is offered fewer tools." if window and window < SMALL_CONTEXT else ""
    if found.get("remembers"):
        return Line("Long conversations", f"The start of a prompt of 6,000 tokens arrived.{told}{few}", not few)
    lost = "The start of a long prompt was lost, so it is sent short ones and fewer tools. Give it a larger window."
    return Line("Long conversations", lost, False)


def _seconds(milliseconds: int | None) -> str:
    return f"{milliseconds / 1000:.1f} s" if milliseconds is not None else "not measured"
