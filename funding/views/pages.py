"""Pages with figures: the page, or one of its figures as a file, at the same address."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify

from funding.downloads.figure_files import as_csv, as_svg
from funding.figures.figure import Figure
from funding.words import shortened

from .site import NoSuchPage

TYPES = {"svg": "image/svg+xml", "csv": "text/csv"}


def render_with_figures(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """The page; with `figure=years&format=svg` (or csv) besides its other parameters, that figure of it as a file.

    A query that could not be read has no file: 400, with the reasons. Figures are the `charts` of the context, a dictionary, and every other figure in it, such as a map. What is not among
    them, or has nothing to draw, is not found.
    """
    if "figure" not in request.GET:
        return render(request, template, context)
    if "asked" in context and not context["asked"].is_valid:
        return refused(context["asked"].errors)
    figures = {figure.slug: figure for figure in _figures(context) if not figure.is_empty}
    asked, kind = request.GET["figure"], request.GET.get("format", "")
    if asked not in figures:
        there = f"It has {', '.join(figures)}." if figures else "It has none."
        raise NoSuchPage(f"This page has no figure called “{shortened(asked)}”. {there}")
    if kind not in TYPES:
        raise NoSuchPage(f"A figure comes as svg or as csv, not as “{shortened(kind)}”.")
    return _file(request, figures[asked], kind, "sources" in context)


def refused(errors: Sequence[str]) -> HttpResponse:
    """What a file is instead where its query could not be read: the reasons, as text."""
    return HttpResponse("\n".join(errors) + "\n", status=400, content_type="text/plain; charset=utf-8")


def _figures(context: dict[str, Any]) -> list[Figure]:
    return [*context.get("charts", {}).values(), *(one for one in context.values() if isinstance(one, Figure))]


def _file(request: HttpRequest, figure: Figure, kind: str, sources_on_page: bool) -> HttpResponse:
    view = request.GET.copy()
    for name in ("figure", "format"):
        view.pop(name, None)
    address = request.build_absolute_uri(f"{quote(request.path)}{f'?{view.urlencode()}' if view else ''}")
    listed = address if sources_on_page else request.build_absolute_uri(reverse("about"))
    source = f"Source: the published documents listed at {listed}#sources"
    body = as_csv(figure) if kind == "csv" else as_svg(figure, source=source, address=f"{address}#{figure.anchor}")
    name = slugify(f"police transformation fund {request.path.replace('/', ' ')} {' '.join(_words(view.lists()))}")
    return HttpResponse(
        body,
        content_type=f"{TYPES[kind]}; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name[:130].rstrip("-")}-{figure.slug}.{kind}"',
            "X-Robots-Tag": "noindex",
        },
    )


def _words(lists: Any) -> list[str]:
    """`theme`, `digital-ict`, `cyber`: the parameters of a view as the name of a file has them."""
    return [part for name, values in lists for part in (name.replace("_", "-"), *values)]
