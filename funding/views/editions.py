"""Which edition a request reads: the current release, or what its address names, as if the site were mounted there."""

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import get_script_prefix, reverse, set_script_prefix
from django.utils.http import urlencode

from funding.addresses import in_release, is_in_a_release, of_now, with_query
from funding.models import Change, Preview, Release, Round
from funding.releases.answering import answered
from funding.releases.current import known_releases
from funding.releases.reading import Edition as Readable
from funding.releases.reading import edition_read, reading

from .cache import answer_once, key_of, version_of_code
from .former import address_now

logger = logging.getLogger(__name__)

READING = ["GET", "HEAD"]

FROZEN = re.compile(r"(?P<mount>/releases/(?P<number>[1-9][0-9]{0,8}))/")
"""How the address of a page of one release begins: `/releases/7/forces/kent/`."""

PREVIEWED = re.compile(r"(?P<mount>/preview/(?P<number>[1-9][0-9]{0,8}))/")
"""How the address of a page of a preview begins: `/preview/3/forces/kent/`."""

Answer = Callable[[HttpRequest], HttpResponseBase]


class ReadsARelease:
    """Middleware: whatever is public reads one release, in a transaction that cannot write and finds no other table.

    What the admin shows is of the record, and so is not public; nor are previews (`ReadsAPreview`). A page that was made before is not made again, and is there
    also while the database is not; others are then a 503.
    """

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.private = reverse("admin:index")
        version_of_code()  # now, and before a server makes workers of this process

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith(self.private) or PREVIEWED.match(request.path_info):
            return self.answer(request)
        if request.method not in READING:
            return HttpResponseNotAllowed(READING)
        be_at_the_sites_address(request)
        try:
            return self._read(request)
        except (OperationalError, InterfaceError) as error:
            return unavailable(request, error)

    def process_view(self, request: HttpRequest, *of_view: Any) -> None:
        """The admin is of the record, and so within no edition."""
        if edition_read() and request.resolver_match and request.resolver_match.app_name == "admin":
            raise Http404

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """What a view raised, where it is the database that does not answer."""
        is_ours = isinstance(error, (OperationalError, InterfaceError)) and edition_read() is not None
        return unavailable(request, error) if is_ours else None

    def _read(self, request: HttpRequest) -> HttpResponseBase:
        releases, frozen = known_releases(), FROZEN.match(request.path_info)
        named = releases.of(int(frozen["number"])) if frozen else None
        release = named or releases.current
        if release is None:
            return render(request, "nothing_published.html", status=404)
        if release.withdrawn_at:
            return withdrawn(request, release)
        with mounted(request, frozen["mount"] if frozen and named else ""):
            return answer_once(
                request,
                key_of(request, release, releases),
                is_frozen=named is not None,
                answer=lambda: answered(lambda: made_of(release, request, self.answer)),
            )


def made_of(edition: Readable, request: HttpRequest, answer: Answer) -> HttpResponseBase:
    """The page, out of the tables of this edition and of no others."""
    with reading(edition):
        response = answer(request)
        if response.status_code in (400, 404) and (address := address_now(request)):
            return HttpResponsePermanentRedirect(address)
    if isinstance(response, StreamingHttpResponse):
        # Its rows are fetched while it is sent.
        response.streaming_content = _within(edition, get_script_prefix(), iter(response))
    return response


def be_at_the_sites_address(request: HttpRequest) -> None:
    """What the page says of its own address, and is kept under, is what the settings say, at whichever it was asked."""
    if settings.SITE_ADDRESS:
        request.get_host()  # which refuses what is not among ALLOWED_HOSTS
        scheme, _, host = settings.SITE_ADDRESS.partition("://")
        request.META.update({"wsgi.url_scheme": scheme, "HTTP_HOST": host})
        request.META.pop("HTTP_X_FORWARDED_HOST", None)


def unavailable(request: HttpRequest, error: Exception) -> HttpResponse:
    """What is not in the cache, while the database does not answer."""
    logger.error("The database does not answer: %s", error, extra={"request": request, "status_code": 503})
    return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": "5"})


def _within(edition: Readable, prefix: str, content: Iterator[Any]) -> Iterator[Any]:
    with prefixed(prefix), reading(edition):
        yield from content


@contextmanager
def mounted(request: HttpRequest, mount: str) -> Iterator[None]:
    """The request as an application at that path gets it, so that every address it makes begins there."""
    request.META["SCRIPT_NAME"] = f"{request.META.get('SCRIPT_NAME', '')}{mount}"
    request.path_info = request.META["PATH_INFO"] = request.path_info.removeprefix(mount)
    with prefixed(f"{get_script_prefix().removesuffix('/')}{mount}/"):
        yield


@contextmanager
def prefixed(prefix: str) -> Iterator[None]:
    before = get_script_prefix()
    set_script_prefix(prefix)
    try:
        yield
    finally:
        set_script_prefix(before)


def withdrawn(request: HttpRequest, release: Release) -> HttpResponse:
    """What every address of a withdrawn release says from now on: a page, or as a file the same in a line."""
    if request.path_info.endswith("/") and "figure" not in request.GET:
        return render(request, "withdrawn.html", {"withdrawn": release}, status=410)
    reason = f"{release} was withdrawn: {release.withdrawn_why}\n"
    return HttpResponse(reason, status=410, content_type="text/plain; charset=utf-8")


@dataclass(kw_only=True)
class Edition:
    """What a page says of the release or the preview that it is of."""

    release: Release | Preview
    request: HttpRequest

    @property
    def is_preview(self) -> bool:
        """Whether nothing of it is public yet."""
        return isinstance(self.release, Preview)

    @cached_property
    def drafts(self) -> list[Round]:
        """The rounds that a preview shows and that no release would have if one were made now."""
        return list(Round.objects.filter(slug__in=self.release.rounds)) if isinstance(self.release, Preview) else []

    @property
    def link(self) -> str:
        """The address of the page in a preview, for those who are no editors."""
        key = self.release.key if isinstance(self.release, Preview) else ""
        return self.request.build_absolute_uri(with_query(self.request.get_full_path(), urlencode({"key": key})))

    @property
    def what_changed(self) -> str:
        """What the list of its changes is called: `What release 2 changed`."""
        return (
            f"What preview {self.release.number} would change"
            if self.is_preview
            else f"What {str(self.release).lower()} changed"
        )

    @property
    def is_copy(self) -> bool:
        """Whether the page stands for another one, which shows what is so now; what a release changed stays what it is."""
        return is_in_a_release() and self._name != "changes"

    @property
    def is_citable(self) -> bool:
        """Whether a release has the page: the list of releases is in none, and a preview is none."""
        return self._name != "releases" and not self.is_preview

    @property
    def _name(self) -> str:
        match = self.request.resolver_match
        return match.url_name or "" if match else ""

    @property
    def changes(self) -> str:
        """Where what the release changed is listed."""
        return reverse("changes") if self.is_preview else in_release(self.release.number, reverse("changes"))

    @property
    def all_releases(self) -> str:
        """Where all releases are listed, under no release."""
        return of_now(reverse("releases"))

    @property
    def feed(self) -> str:
        """Where changes of what the page is about can be followed; nothing if it is of many things."""
        kind, _, slug = self.subject.partition(":")
        return of_now(reverse(f"{kind}-feed", args=[slug])) if slug else ""

    @property
    def subject(self) -> str:
        """What the page is about, as changes call it: `project:galvanise`; nothing if it is of many things."""
        match = self.request.resolver_match
        return f"{self._name}:{match.kwargs['slug']}" if match and self._name in PAGES_OF_ONE else ""

    @cached_property
    def changes_here(self) -> int:
        """How many things the release changed about what the page is about."""
        return len(self.release.changes_about(self.subject)) if self.subject and self.release.follows_id else 0

    @cached_property
    def current(self) -> Release | None:
        """What the site shows now."""
        return Release.objects.current()

    @cached_property
    def changes_since(self) -> int:
        """How many things changed since, about what the page is about, or in all."""
        if self.current is None:
            return 0
        changes = Change.objects.until(self.current).filter(release__number__gt=self.release.number)
        return (changes.concerning(self.subject) if self.subject else changes).count()


PAGES_OF_ONE = ("project", "force", "round", "theme")


def edition(request: HttpRequest) -> dict[str, Any]:
    """For templates: the `edition` that the page is of; None on pages that are of none, as those of the admin."""
    release = edition_read()
    return {"edition": Edition(release=release, request=request) if release else None}
