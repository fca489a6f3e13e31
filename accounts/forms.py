"""The forms of the settings pages."""

from typing import Any, ClassVar, cast
from zoneinfo import available_timezones

from django import forms
from django.core.files.uploadedfile import UploadedFile

from accounts.models import Profile
from eventai.pictures import FORMATS, MAX_BYTES, NotAPicture, square_webp

AVATAR_SIDE = 256  # pixels


def timezone_choices() -> list[tuple[str, str]]:
    """Places people live in, by continent; not the aliases and fixed offsets of the database."""
    continents = (
        "Africa/",
        "America/",
        "Antarctica/",
        "Asia/",
        "Atlantic/",
        "Australia/",
        "Europe/",
        "Indian/",
        "Pacific/",
    )
    places = sorted(name for name in available_timezones() if name.startswith(continents))
    return [("", "Not set"), ("UTC", "UTC"), *((name, name.replace("_", " ").replace("/", " / ")) for name in places)]


class ProfileForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """How a person is called, and by which clock they live."""

    timezone = forms.ChoiceField(
        label="Time zone", choices=timezone_choices, required=False, help_text="New events start out in it."
    )

    class Meta:
        model = Profile
        fields: ClassVar[list[str]] = ["full_name", "company_name", "timezone"]
        labels: ClassVar[dict[str, str]] = {"full_name": "Your name", "company_name": "Company or group"}
        help_texts: ClassVar[dict[str, str]] = {
            "company_name": "Shown as the host of your events, unless you say otherwise."
        }
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "full_name": forms.TextInput(attrs={"autocomplete": "name"}),
            "company_name": forms.TextInput(attrs={"autocomplete": "organization"}),
        }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed through
        known = {name for name, _ in timezone_choices()}
        if self.instance.timezone not in known:  # an alias, set by the browser or an older database
            field = cast(forms.ChoiceField, self.fields["timezone"])
            field.choices = [*timezone_choices(), (self.instance.timezone, self.instance.timezone)]


class AvatarForm(forms.Form):
    """A picture to be shown beside the name."""

    image = forms.FileField(
        label="Picture",
        help_text="JPEG, PNG, WebP or GIF, up to 5 MB. We keep the middle square.",
        widget=forms.FileInput(attrs={"accept": ",".join(f"image/{kind.lower()}" for kind in FORMATS)}),
    )

    def clean_image(self) -> bytes:
        upload: UploadedFile[Any] = self.cleaned_data["image"]
        try:
            return square_webp(upload.read(MAX_BYTES + 1), side=AVATAR_SIDE)
        except NotAPicture as refusal:
            raise forms.ValidationError(refusal.sentence) from refusal
