"""What is the same for everybody and handed out again and again: compressed once, named by a tag."""

import gzip
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b

import brotli
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers

_WORTH_COMPRESSING = 500  # bytes


@dataclass(frozen=True)
class Document:
    """Something ready to be handed out to anybody: its bytes, plain and compressed, and the tag that names them."""

    content: bytes
    content_type: str = "text/html; charset=utf-8"

    @cached_property
    def etag(self) -> str:
        return f'W/"{blake2b(self.content, digest_size=12).hexdigest()}"'  # weak: the same in every compression

    @cached_property
    def by_brotli(self) -> bytes:
        return bytes(brotli.compress(self.content, quality=6))  # type: ignore[no-untyped-call]  # brotli has no types

    @cached_property
    def by_gzip(self) -> bytes:
        return gzip.compress(self.content, mtime=0)

    def answer(self, request: HttpRequest, *, keep: str = "no-cache") -> HttpResponse:
        """The document or, where the browser has it, word that it still holds. `keep` is its Cache-Control."""
        if self.etag in request.headers.get("If-None-Match", ""):
            response = get_conditional_response(request, etag=self.etag) or HttpResponse(status=304)
        else:
            response = self._compressed(request.headers.get("Accept-Encoding", ""))
        response["ETag"] = self.etag
        response["Cache-Control"] = keep
        patch_vary_headers(response, ["Accept-Encoding"])
        return response

    def _compressed(self, accepted: str) -> HttpResponse:
        content, encoding = self.content, ""
        is_text = len(content) > _WORTH_COMPRESSING and self.content_type != "image/png"
        if is_text and "br" in accepted:
            content, encoding = self.by_brotli, "br"
        elif is_text and "gzip" in accepted:
            content, encoding = self.by_gzip, "gzip"
        response = HttpResponse(content, content_type=self.content_type)
        if encoding:
            response["Content-Encoding"] = encoding
        return response
