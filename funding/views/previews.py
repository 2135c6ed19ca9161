"""Who sees a preview: editors who are signed in, and whoever has its link, on any page of it."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser, User
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from funding.addresses import with_query
from funding.models import Preview
from funding.publishing import is_of_before
from funding.releases.answering import answered
from funding.releases.reading import edition_read

from .editions import PREVIEWED, READING, Answer, made_of, mounted, unavailable

KEY = "key"


class ReadsAPreview:
    """Middleware: what stands at `/preview/3/…` is read in the tables of that preview, and kept by nobody.

    Its link has a key once; a cookie remembers it, for the addresses of this preview alone.
    """

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        asked = PREVIEWED.match(request.path_info)
        if asked is None or edition_read():  # which no preview is within
            return self.answer(request)
        if request.method not in READING:
            return HttpResponseNotAllowed(READING)
        try:
            response = answered(lambda: self._read(request, int(asked["number"]), asked["mount"]))
        except (OperationalError, InterfaceError) as error:
            response = unavailable(request, error)
        response.headers["Cache-Control"] = "private, no-store"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    def _read(self, request: HttpRequest, number: int, mount: str) -> HttpResponseBase:
        preview = Preview.objects.live().filter(number=number).first()
        if preview and KEY in request.GET and preview.opens_with(request.GET[KEY]):
            return remembers(preview, request, mount)
        if preview is None or not may_see(preview, request):
            return render(request, "no_preview.html", status=404)
        preview.is_of_before = is_of_before(preview)
        with mounted(request, mount):
            return made_of(preview, request, self.answer)


def may_see(preview: Preview, request: HttpRequest) -> bool:
    """Whether whoever asks came by its link, or is an editor."""
    user: User | AnonymousUser = request.user
    return preview.opens_with(request.COOKIES.get(f"preview-{preview.number}", "")) or (
        user.is_active and user.has_perm("funding.view_preview")
    )


def remembers(preview: Preview, request: HttpRequest, mount: str) -> HttpResponse:
    """Sends on to the same page without the key, which a cookie has from then on."""
    query = request.GET.copy()
    del query[KEY]
    response = HttpResponseRedirect(with_query(request.path, query.urlencode()))
    response.set_cookie(
        f"preview-{preview.number}",
        preview.key,
        max_age=preview.ends_at - timezone.now(),
        path=f"{request.META.get('SCRIPT_NAME', '')}{mount}/",
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )
    return response
