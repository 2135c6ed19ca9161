"""Pages that were made once: a page depends on its release, its address, its host and this code, and on nothing else."""

import gzip
import hashlib
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

from django.conf import settings
from django.core.cache import caches
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseNotModified,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode
from redis import exceptions as redis_exceptions

from funding.filters.query import ASIDE
from funding.models import Release
from funding.releases.current import Releases

T = TypeVar("T")

logger = logging.getLogger(__name__)

LARGEST = 1_000_000  # bytes, compressed; what is larger is made anew each time
KEPT = ("Content-Type", "Content-Disposition", "X-Robots-Tag", "Location", "Vary")
"""The headers that a view sets. All others belong to the answer and not to the page."""

REDIRECTS = {301: HttpResponsePermanentRedirect, 302: HttpResponseRedirect}
KEPT_STATUSES = (200, *REDIRECTS)
"""Addresses of nothing have no end, and would push out those of pages."""

ANY_CACHE = "public, max-age=60, stale-while-revalidate=600, stale-if-error=86400"
FROZEN = "public, max-age=86400, stale-while-revalidate=604800, stale-if-error=604800"
"""For how long browsers and proxies may show a page unasked, and how long if this site does not answer."""


@dataclass(frozen=True)
class Page:
    """What is kept of an answer: its status, the headers that the view set, and its body, compressed."""

    status: int
    headers: dict[str, str]
    body: bytes

    @classmethod
    def of(cls, response: HttpResponse) -> "Page | None":
        """None of what must not be kept: it is for one reader alone, or an accident, or too large."""
        is_public = not response.cookies and "Cookie" not in response.headers.get("Vary", "")
        if response.status_code not in KEPT_STATUSES or not is_public:
            return None
        body = gzip.compress(response.content, compresslevel=6, mtime=0)
        headers = {name: response.headers[name] for name in KEPT if name in response.headers}
        return cls(response.status_code, headers, body) if len(body) <= LARGEST else None

    def response(self, request: HttpRequest) -> HttpResponse:
        """The answer, compressed if the request takes that."""
        if self.status in REDIRECTS:
            return REDIRECTS[self.status](self.headers["Location"], headers=self.headers)
        takes_gzip = "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "")
        response = HttpResponse(self.body if takes_gzip else gzip.decompress(self.body), headers=self.headers)
        if takes_gzip:
            response.headers["Content-Encoding"] = "gzip"
            response.headers["Content-Length"] = str(len(self.body))
        patch_vary_headers(response, ["Accept-Encoding"])
        return response


@cache
def version_of_code() -> str:
    """A digest of all that a page is made by: source, templates, static files and packages, as they are when the site starts."""
    digest = hashlib.sha256()
    folders = ["forces", "projects", "funding", "templates", "static"]
    paths = [path for folder in folders for path in Path(settings.BASE_DIR, folder).rglob("*") if path.is_file()]
    for path in sorted([*paths, settings.BASE_DIR / "requirements.txt"]):
        if path.suffix != ".pyc":
            digest.update(str(path.relative_to(settings.BASE_DIR)).encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def key_of(request: HttpRequest, release: Release, releases: Releases) -> str:
    """What the page depends on: also on the other releases, since it may say what they changed and what became of them."""
    parts = [
        version_of_code(),
        releases.state,
        str(release.number),
        f"{request.scheme} {request.get_host()}",
        _address(request),
    ]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _address(request: HttpRequest) -> str:
    """The address without what campaigns add to it."""
    query = [(name, value) for name, values in request.GET.lists() for value in values if not ASIDE.fullmatch(name)]
    return f"{request.path}?{urlencode(query)}"


def answer_once(
    request: HttpRequest, key: str, *, is_frozen: bool, answer: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    """The page from the cache; else it is made, and kept if it may be."""
    etag = f'W/"{key[:32]}"'
    if etag in request.headers.get("If-None-Match", ""):  # it was given to an answer that can only be the same again
        return HttpResponseNotModified(headers={"ETag": etag, "Cache-Control": FROZEN if is_frozen else ANY_CACHE})
    page: Page | None = _of_cache(lambda: caches["default"].get(key))
    if page is None:
        made = answer()
        page = Page.of(made) if isinstance(made, HttpResponse) else None
        if page is not None:
            _of_cache(lambda: caches["default"].set(key, page))
    response = page.response(request) if page else made
    if response.status_code == 200:
        response.headers["Cache-Control"] = FROZEN if is_frozen else ANY_CACHE
        response.headers["ETag"] = etag
    return response


SECONDS_LEFT_ALONE = 2.0


@dataclass
class _Cache:
    """The shared cache as it was last seen."""

    left_alone_until: float = 0.0


_cache = _Cache()


def _of_cache(ask: Callable[[], T]) -> T | None:
    """What the cache answers. One that does not answer is as an empty one, and for a moment is not asked again."""
    if time.monotonic() < _cache.left_alone_until:
        return None
    try:
        return ask()
    except redis_exceptions.RedisError as error:
        logger.warning("The cache does not answer: %s", error)
        if isinstance(error, (redis_exceptions.ConnectionError, redis_exceptions.TimeoutError)):
            _cache.left_alone_until = time.monotonic() + SECONDS_LEFT_ALONE
        return None
