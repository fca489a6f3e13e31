"""What templates and style sheets keep: no code, known icons, named colours, fragments that say what they need."""

import re
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.template import Context, Template, engines
from django.template.loader import get_template

from eventai.templatetags.browsers import browser_name
from eventai.templatetags.icons import UnknownIcon, icon

TEMPLATES = settings.BASE_DIR / "templates"
STYLES = settings.BASE_DIR / "static" / "css"

PAGES = sorted(path for path in TEMPLATES.rglob("*.html") if "emails" not in path.parts)
FRAGMENTS = [path for path in PAGES if path.name.startswith("_")]
SHEETS = sorted(path for path in STYLES.rglob("*.css") if path.name not in {"tokens.css", "themes.css"})

RAW_COLOUR = re.compile(
    r"#[0-9a-f]{3,8}\b"
    r"|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch)\((?!from\b)"
    r"|(?<=[:\s,(])(?:white|black|red|green|blue|yellow|orange|purple|pink|gray|grey)(?=[\s,;)!])",
    re.IGNORECASE,
)


def names(paths: list[Path], root: Path) -> list[str]:
    return [str(path.relative_to(root)) for path in paths]


def without_template_tags(text: str) -> str:
    return re.sub(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", "", text, flags=re.DOTALL)


def root_of(fragment: Path) -> str:
    """Return the first tag; a fragment that begins by including another one has that one's root."""
    text = re.sub(r"\{#.*?#\}|\{%\s*(?:load|if|with)\b.*?%\}", "", fragment.read_text(), flags=re.DOTALL).strip()
    if included := re.match(r"\{%\s*include\s+\"([^\"]+)\"", text):
        return root_of(TEMPLATES / included.group(1))
    found = re.search(r"<[a-z][^>]*>", without_template_tags(text))
    return found.group() if found else ""


def python_sources() -> str:
    apps = ("eventai", "accounts", "events", "ticketing", "conversations")
    return "\n".join(path.read_text() for app in apps for path in (settings.BASE_DIR / app).rglob("*.py"))


@pytest.mark.parametrize("name", names(PAGES, TEMPLATES))
def test_every_template_compiles(name: str) -> None:
    assert get_template(name)


@pytest.mark.parametrize("page", PAGES, ids=names(PAGES, TEMPLATES))
def test_no_template_holds_code(page: Path) -> None:
    text = without_template_tags(page.read_text())
    scripts = [tag for tag in re.findall(r"<script\b[^>]*>", text) if "src=" not in tag and "application/" not in tag]
    handlers = re.findall(r"<[a-z][^>]*\s(?:on[a-z]+|hx-on[:a-z-]*)\s*=", text)
    assert (scripts, handlers, re.findall(r"javascript:|<style\b", text)) == ([], [], [])


@pytest.mark.parametrize("page", PAGES, ids=names(PAGES, TEMPLATES))
def test_a_style_attribute_sets_custom_properties_only(page: Path) -> None:
    text = re.sub(r"\{[%#].*?[%#]\}", "", page.read_text(), flags=re.DOTALL)
    declarations = [part.strip() for style in re.findall(r"\sstyle=[\"']([^\"']*)", text) for part in style.split(";")]
    assert [part for part in declarations if part and not re.match(r"--|\{\{ \S*custom_properties \}\}$", part)] == []


@pytest.mark.parametrize("page", PAGES, ids=names(PAGES, TEMPLATES))
def test_every_icon_named_in_a_template_exists(page: Path) -> None:
    for name in re.findall(r"\{%\s*icon\s+\"([^\"]+)\"", page.read_text()):
        assert (settings.BASE_DIR / "static" / "icons" / f"{name}.svg").is_file(), name


@pytest.mark.parametrize("fragment", FRAGMENTS, ids=names(FRAGMENTS, TEMPLATES))
def test_a_fragment_says_what_it_needs_and_extends_nothing(fragment: Path) -> None:
    text = fragment.read_text()
    assert text.startswith("{# Needs: ")
    assert "{% extends" not in text


@pytest.mark.parametrize("fragment", FRAGMENTS, ids=names(FRAGMENTS, TEMPLATES))
def test_a_fragment_that_is_swapped_has_its_own_root_id(fragment: Path) -> None:
    if f'"{fragment.relative_to(TEMPLATES)}"' not in python_sources() or fragment.name in {
        "_field.html",
        "_fields.html",
        "_picture.html",
    }:
        return  # only included by other templates, so nothing is swapped
    assert re.search(r"\s(?:id|hx-swap-oob)=", root_of(fragment)), root_of(fragment)


@pytest.mark.parametrize("sheet", SHEETS, ids=names(SHEETS, STYLES))
def test_colours_are_named_in_tokens_and_themes_only(sheet: Path) -> None:
    text = re.sub(r"/\*.*?\*/|url\([^)]*\)", "", sheet.read_text(), flags=re.DOTALL)
    values = re.findall(r":[^:{};]+(?=[;}])", text)
    assert [value for value in values if RAW_COLOUR.search(value)] == []


def test_an_icon_is_drawn_for_the_eye_only() -> None:
    drawn = icon("check", size="s")
    assert drawn.startswith('<svg class="icon" data-size="s" viewBox="0 0 24 24"')
    assert 'aria-hidden="true"' in drawn
    assert '<path d="M20 6 9 17l-5-5" />' in drawn


@pytest.mark.parametrize("name", ["no-such-icon", "../../manage", "LICENSE"])
def test_an_unknown_icon_is_refused(name: str) -> None:
    with pytest.raises(UnknownIcon):
        icon(name)


def test_the_page_for_a_broken_server_needs_nothing() -> None:
    page = get_template("500.html").render()
    assert "That was us, not you." in page
    assert 'href="/"' in page


def test_a_field_is_described_by_its_hint_and_its_errors() -> None:
    page = Template("{% load fields %}{% field form.email hint='We write only once.' %}")
    drawn = page.render(Context({"form": email_form({"email": "nobody"})}))
    assert 'aria-describedby="id_email_helptext id_email_error"' in drawn
    assert 'aria-invalid="true"' in drawn
    assert 'id="id_email_helptext">We write only once.' in drawn
    assert 'id="id_email_error"><p class="error">' in drawn


def test_what_a_person_typed_is_escaped() -> None:
    drawn = (
        engines["django"]
        .from_string("{% load fields %}{% fields form %}")
        .render({"form": email_form({"email": '"><script>alert(1)</script>'})})
    )
    assert "<script>" not in drawn


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox on Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0", "Edge on Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Safari/604.1", "Safari on iPhone"),
        ("", "A browser"),
    ],
)
def test_a_browser_is_called_by_its_name(user_agent: str, name: str) -> None:
    assert browser_name(user_agent) == name


def email_form(data: dict[str, str]) -> forms.Form:
    form = forms.Form(data)
    form.fields["email"] = forms.EmailField()
    return form
