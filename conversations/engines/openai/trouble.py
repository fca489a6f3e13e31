"""What goes wrong with a provider, sorted by what can be done about it."""

from datetime import datetime
from email.utils import parsedate_to_datetime
from json import JSONDecodeError
from typing import Any, Literal

Kind = Literal["busy", "cut", "refused", "parameter", "too_long"]


class Trouble(Exception):
    """A request that came to nothing.

    busy: nothing came yet, ask again after `wait` seconds; cut: it broke off; parameter: `parameter` is not taken;
    too_long: the conversation does not fit; refused: asking again is no use. `sentence` is for the person.
    """

    def __init__(self, kind: Kind, sentence: str, *, wait: float | None = None, parameter: str = "") -> None:
        super().__init__(sentence)
        self.kind = kind
        self.sentence = sentence
        self.wait = wait
        self.parameter = parameter
        self.has_spoken = False


_BROKE_OFF = "The model's answer broke off."


def trouble_from(fault: Exception, *, has_begun: bool, now: datetime) -> Trouble:
    """Sort what the client raised."""
    import openai

    if isinstance(fault, JSONDecodeError):  # a broken line of the stream; the client lets it through
        return Trouble("cut", _BROKE_OFF)
    if isinstance(fault, openai.APIStatusError):
        return _from_status(fault, now)
    if isinstance(fault, openai.APIConnectionError) and not has_begun:
        return Trouble("busy", "The model's server could not be reached.")
    if isinstance(fault, openai.APIError) and not has_begun:
        return Trouble("cut", "The model's server reported an error.")
    return Trouble("cut", _BROKE_OFF)


def _from_status(fault: Any, now: datetime) -> Trouble:
    status, text = fault.status_code, f"{fault.message} {fault.body}"
    if status in (408, 409, 429) or status >= 500:
        wait = _wait(fault.response.headers, now)
        return Trouble(
            "busy", "The model's server is busy." if status == 429 else "The model's server failed.", wait=wait
        )
    if status in (401, 403):
        return Trouble("refused", "The model's server refused the key.")
    if status == 404:
        return Trouble("refused", "The model's server does not know the model.")
    if status == 413 or "context_length" in text or "context length" in text or "context size" in text:
        return Trouble("too_long", "The conversation is too long for the model.")
    if status in (400, 422):
        body = fault.body if isinstance(fault.body, dict) else {}
        return Trouble("parameter", "The model's server refused the request.", parameter=str(body.get("param") or text))
    return Trouble("refused", "The model's server refused the request.")


def _wait(headers: Any, now: datetime) -> float | None:
    """How long the server asks to wait, in seconds: milliseconds, seconds or a date."""
    try:
        if headers.get("retry-after-ms"):
            return float(headers["retry-after-ms"]) / 1000
        return float(headers.get("retry-after", ""))
    except ValueError:
        pass
    try:
        return max(0.0, (parsedate_to_datetime(headers["retry-after"]) - now).total_seconds())
    except (KeyError, TypeError, ValueError):
        return None
