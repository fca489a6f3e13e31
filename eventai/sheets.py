"""A style sheet and everything it imports as one file: a first visit waits for one answer instead of twenty.

The sheets under static/css stay the only source. `@import url("x.css") layer(y);` becomes `@layer y { … }`, in order,
and relative addresses become those the static files have.
"""

import re
from functools import lru_cache
from pathlib import PurePosixPath

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.templatetags.static import static

from eventai.documents import Document

_IMPORT = re.compile(r'@import url\("([^"]+)"\) layer\((\w+)\);')
_ADDRESS = re.compile(r'url\("?(?!data:|#)([^")]+)"?\)')
_COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
_BLANKS = re.compile(r"\s*\n\s*")


class NoSuchSheet(Exception):
    """No style sheet of ours has this name."""


def bundled_sheet(name: str) -> Document:
    """The sheet `static/css/<name>.css` with its imports. Raises NoSuchSheet."""
    return _bundled.__wrapped__(name) if settings.DEBUG else _bundled(name)


@lru_cache(maxsize=8)
def _bundled(name: str) -> Document:
    text = _inlined(f"css/{name}.css")
    return Document(text.encode(), "text/css; charset=utf-8")


def _inlined(path: str) -> str:
    folder = PurePosixPath(path).parent
    text = _COMMENT.sub("", _read(path))
    text = _IMPORT.sub(lambda found: f"@layer {found[2]} {{\n{_inlined(str(folder / found[1]))}\n}}", text)
    return _BLANKS.sub("\n", _ADDRESS.sub(lambda found: f'url("{_address(folder, found[1])}")', text))


def _address(folder: PurePosixPath, relative: str) -> str:
    """Where the static file is that the sheet calls by its relative address; an address made before stays."""
    if relative.startswith(("/", "http")):
        return relative
    parts: list[str] = list(folder.parts)
    for part in PurePosixPath(relative).parts:
        parts = parts[:-1] if part == ".." else [*parts, part]
    return static("/".join(parts))


def _read(path: str) -> str:
    found = finders.find(path)
    if isinstance(found, str):
        with open(found, encoding="utf-8") as file:  # noqa: PTH123 - a path from Django's finders
            return file.read()
    if not staticfiles_storage.exists(path):
        raise NoSuchSheet(path)
    with staticfiles_storage.open(path) as file:
        return str(file.read().decode())
