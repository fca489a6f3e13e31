"""The Markdown people may write."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.markdown import TAGS, render_markdown


def test_words_lists_and_links_are_rendered() -> None:
    html = render_markdown("# Big\n\n**a** [b](https://example.org)\n\n* c")
    assert html == (
        '<h3>Big</h3>\n<p><strong>a</strong> <a href="https://example.org" rel="nofollow noopener">b</a></p>\n'
        "<ul>\n<li>c</li>\n</ul>\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](data:text/html;base64,eA==)",
        "[x](/admin/logout/)",
        "[x](//evil.example)",
        "![x](https://evil.example/beacon.png)",
        '[x](https://example.org/ "onclick=1")',
        '<https://example.org/"onmouseover=1>',
        "| a |\n|---|\n| b |",
        "[x]: javascript:alert(1)\n\n[x]",
    ],
)
def test_hostile_text_makes_no_markup(text: str) -> None:
    html = render_markdown(text)
    assert not re.search(r"<(script|img|table|iframe)|href=\"(?!https://)|<[^>]*\son", html)


@given(
    st.text()
    | st.lists(st.sampled_from(["<", ">", "[", "](", ")", "*", "\n", "javascript:", "https://x", "`", "&"])).map(
        "".join
    )
)
def test_only_listed_tags_and_attributes_come_out(text: str) -> None:
    for tag, attributes in re.findall(r"<(\w+)([^>]*)>", render_markdown(text)):
        assert tag in TAGS
        assert re.fullmatch(r'( (href|rel|start)="[^"]*")*', attributes)
