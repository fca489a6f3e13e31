"""The one form of a conversation: something to say."""

import uuid
from typing import Any
from zoneinfo import available_timezones

from django import forms

LONGEST = 10_000  # characters of a signed-in person's message; a guest's bound is the operation's


class WordsField(forms.CharField):
    """Text as people paste it: what cannot be seen is dropped later, so nothing is refused for it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(strip=False, **kwargs)
        self.validators = []


class MessageForm(forms.Form):
    """A message, the browser's key for it, and where the browser is."""

    text = WordsField(required=False, label="What are you planning?")
    client_key = forms.UUIDField(widget=forms.HiddenInput)
    timezone = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    stop_first = forms.BooleanField(required=False)

    status = 200  # of the answer that shows the form

    @classmethod
    def blank(cls, text: str = "") -> "MessageForm":
        """An empty form with a fresh key."""
        return cls(initial={"client_key": uuid.uuid4(), "text": text})

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"])
        if not text.strip():
            raise forms.ValidationError("Write what you are planning first.")
        if len(text) > LONGEST:
            raise forms.ValidationError(
                f"That is {len(text):,} characters; a message can have {LONGEST:,}. Shorten it a little."
            )
        return text

    def clean_timezone(self) -> str:
        """A time zone nobody knows is as good as none."""
        zone = str(self.cleaned_data["timezone"])
        return zone if zone in available_timezones() else ""

    @property
    def words(self) -> str:
        """What stands in the box: kept when it was refused."""
        return str(self.data.get("text", "")) if self.is_bound else str(self.initial.get("text", ""))

    @property
    def next_key(self) -> str:
        """The key of the next try: refused words are another turn."""
        return str(uuid.uuid4() if self.is_bound else self.initial["client_key"])

    @property
    def refusals(self) -> list[str]:
        """Why it was not sent, in plain sentences."""
        return [str(error) for errors in self.errors.values() for error in errors] if self.is_bound else []
