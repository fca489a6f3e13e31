"""The Markdown people and the assistant may write: words, lists, quotes, links. No pictures, no HTML, no tables."""

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

TAGS = {"p", "br", "strong", "em", "s", "code", "a", "ul", "ol", "li", "blockquote", "h3", "h4", "hr"}
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
SCHEMES = {"https", "mailto", "tel"}
_ADDRESSES = ("https://", "mailto:", "tel:", "#")


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:
        """Whether a link says where it leads: not a path of our own host, not a script."""
        return url.lower().startswith(_ADDRESSES)


_parser = _Parser("js-default", {"html": False, "linkify": False, "breaks": True}).disable(
    ["image", "table", "code", "fence", "html_block", "html_inline", "reference"]
)


def render_markdown(text: str) -> SafeString:
    """Render the subset to HTML that may stand in a page; headings begin at the third level."""
    tokens = _parser.parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = "h3" if token.tag in ("h1", "h2", "h3") else "h4"
    html = _parser.renderer.render(tokens, _parser.options, {})
    clean = nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="nofollow noopener")
    return mark_safe(clean)  # noqa: S308 - the sanitizer has just seen it
