"""What a site needs besides its pages: robots.txt, the sitemap, the icon, and the pages for when something is wrong."""

from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from forces.models import Force, Region
from funding.models import Round
from funding.releases.reading import edition_read
from projects.models import Project, Theme


class Pages(Sitemap[str]):
    """The pages that are there whatever the data."""

    def items(self) -> list[str]:
        return [
            "home",
            "projects",
            "rounds",
            "regions",
            "forces",
            "themes",
            "partnerships",
            "compare",
            "data",
            "about",
            "releases",
        ]

    def location(self, item: str) -> str:
        return reverse(item)

    def lastmod(self, item: str) -> datetime | None:
        return _made_at()


class Details(Sitemap[Any]):
    """A page for each published round, each project with an award of one, and each theme, region and force."""

    def items(self) -> list[Any]:
        things: list[QuerySet[Any]] = [
            Round.objects.published(),
            Project.objects.filter(awards__round__in_next_release=True).distinct(),
            Theme.objects.all(),
            Region.objects.all(),
            Force.objects.all(),
        ]
        return [thing for queryset in things for thing in queryset]

    def lastmod(self, item: Any) -> datetime | None:
        return _made_at()


def _made_at() -> datetime | None:
    """When whatever is read now came to be as it is."""
    edition = edition_read()
    return edition.made_at if edition else None


SITEMAPS = {"pages": Pages, "details": Details}


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Everything may be read but the admin, filters, whose combinations have no end, and what earlier releases showed."""
    root = reverse("home")
    lines = [
        "User-agent: *",
        f"Disallow: {reverse('admin:index')}",
        f"Disallow: {root}preview/",
        f"Disallow: {root}*?",
        f"Allow: {root}*?page=",
        f"Disallow: {root}releases/*/",
        f"Allow: {root}releases/*/changes/",
        "",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Where browsers look for the icon without being told."""
    return redirect(static("icon.svg"))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Without the request: its host may be what is bad, and then every look at it raises again."""
    return HttpResponse(render_to_string("400.html"), status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:
    """For want of a permission, or (with a reason, for developers) of a form's CSRF token."""
    return render(request, "403.html", status=403)


class NoSuchPage(Http404):
    """A page that is not there, and why, in words for the reader."""


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What is not there, with why if a view said so, and ways on."""
    reason = str(exception) if isinstance(exception, NoSuchPage) else ""
    return render(request, "404.html", {"reason": reason}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Without the request, so that no database and no context processor is needed."""
    return HttpResponse(render_to_string("500.html"), status=500)
