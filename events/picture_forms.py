"""The forms of an event's pictures."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from eventai.pictures import MAX_UPLOAD_BYTES, CleanPicture, NotAPicture, clean_picture
from eventai.sniffing import SUFFIXES

_ACCEPTED = ",".join(suffix for suffixes in SUFFIXES.values() for suffix in suffixes)
_SHOWS = "What does it show?"


def alt_field() -> forms.CharField:
    """The picture in words: asked for, never demanded, since a picture may be mere decoration."""
    return forms.CharField(
        label=_SHOWS,
        required=False,
        max_length=300,
        help_text="Read aloud to people who cannot see it. Empty means that it is only decoration.",
    )


class PictureForm(forms.Form):
    """A picture for an event's page. Clean, `image` is the picture drawn anew."""

    image = forms.FileField(
        label="Picture",
        max_length=200,
        help_text=f"JPEG, PNG, WebP or GIF, up to {MAX_UPLOAD_BYTES // 1_000_000} MB. We remove where it was taken.",
        widget=forms.FileInput(attrs={"accept": _ACCEPTED}),
    )
    alt = alt_field()
    file_name = ""
    most = MAX_UPLOAD_BYTES

    def clean_image(self) -> CleanPicture:
        upload: UploadedFile[Any] = self.cleaned_data["image"]
        self.file_name = upload.name or ""
        try:
            return clean_picture(upload.read(MAX_UPLOAD_BYTES + 1), name=self.file_name)
        except NotAPicture as refusal:
            raise forms.ValidationError(refusal.sentence) from refusal


class TopForm(forms.Form):
    """Which picture stands at the top of the page; none is the drawn cover."""

    picture = forms.UUIDField(required=False)


class CaptionForm(forms.Form):
    """What one picture shows."""

    alt = alt_field()
