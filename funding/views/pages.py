"""What all pages do alike: read their query, have one address, and give each of their figures as a file."""

from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from funding import words
from funding.addresses import of_now, with_query
from funding.downloads.figure_files import as_csv, as_svg
from funding.figures.figure import Figure
from funding.filters.query import Query
from funding.releases.reading import edition_read
from funding.words import shortened

from .crawlers import follows_no_filter
from .paging import asked_page, with_page
from .site import NoSuchPage

TYPES = {"svg": "image/svg+xml", "csv": "text/csv"}

Q = TypeVar("Q", bound=Query)
P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, Q, P], HttpResponse]


def page(
    read: Callable[[QueryDict], Q], *, says_errors: bool = False
) -> Callable[[View[Q, P]], Callable[Concatenate[HttpRequest, P], HttpResponse]]:
    """Makes a page of a function that gets the request and its query, as `read` reads it.

    Another spelling of the query is sent on to the canonical one. A query that is not valid is a 400, which shows what is wrong
    and nothing else, unless the page itself `says_errors`; a file of it, or of one with a parameter that is not known, is
    refused. What has a query is not to be indexed.
    """

    def decorate(view: View[Q, P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
        @require_safe
        @wraps(view)
        def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            query = read(request.GET)
            address = address_of(request, query)
            if "figure" in request.GET and query.refusals:
                return refused(query.refusals)
            if query.is_valid and not query.is_canonical:
                return redirect(with_query(address, query.besides))
            if query.is_valid or says_errors:
                response = view(request, query, *args, **kwargs)
            else:
                response = render(request, "refused.html", {"query": query})
            if not query.is_valid:
                response.status_code = 400
            if set(query.query) - {"page"}:
                response.headers["X-Robots-Tag"] = "noindex"
            return response

        return answer

    return decorate


def address_of(request: HttpRequest, query: Query) -> str:
    """The page's own address: the canonical query, and the page of its list."""
    number = asked_page(request) if query.has_pages else 1
    return with_query(request.path, with_page(query.query_string, number))


def render_page(
    request: HttpRequest,
    query: Query,
    template: str,
    context: dict[str, Any],
    *,
    figures: Iterable[Figure | None] = (),
    sources: Any = None,
) -> HttpResponse:
    """The page, with its figures as `charts` by their slugs; or where one is asked for by `figure` and `format`, its file.

    `sources` are the documents that it lists; None where it has no list of its own.
    """
    drawn = {figure.slug: figure for figure in figures if figure}
    if "figure" in request.GET:
        return _figure_file(request, query, drawn, has_sources=sources is not None)
    address = address_of(request, query)
    # Links of the page that carry its query carry it as this site spells it.
    request.GET = QueryDict(address.partition("?")[2])
    context = {"query": query, "charts": drawn, "sources": sources, "canonical": address, **context}
    return HttpResponse(follows_no_filter(render_to_string(template, context, request)))


def refused(errors: Sequence[str]) -> HttpResponse:
    """What a file is instead where its query could not be read: the reasons, as text."""
    return HttpResponse("\n".join(errors) + "\n", status=400, content_type="text/plain; charset=utf-8")


def _figure_file(request: HttpRequest, query: Query, figures: dict[str, Figure], *, has_sources: bool) -> HttpResponse:
    """A figure of a page as SVG or CSV. What is not among them, or has nothing to draw, is not found."""
    figures = {slug: figure for slug, figure in figures.items() if not figure.is_empty}
    slug, kind = request.GET["figure"], request.GET.get("format", "")
    if slug not in figures:
        has = f"It has {', '.join(figures)}." if figures else "It has none."
        raise NoSuchPage(f"This page has no figure called “{shortened(slug)}”. {has}")
    if kind not in TYPES:
        raise NoSuchPage(f"A figure comes as svg or as csv, not as “{shortened(kind)}”.")
    figure = figures[slug]
    # Without the host, and as it is whichever release is read: the file depends on its figure alone.
    path = of_now(request.path)
    address = with_query(quote(path), query.query_string)
    listed = address if has_sources else of_now(reverse("about"))
    source = f"Source: the published documents listed at {listed}#sources"
    edition = edition_read()
    where = f"{words.release_in_sentence(edition)}, {address}" if edition else address
    body = as_csv(figure) if kind == "csv" else as_svg(figure, source=source, address=f"{where}#{figure.anchor}")
    parts = [part for name, values in QueryDict(query.query_string).lists() for part in (name, *values)]
    name = slugify(f"police transformation fund {path} {' '.join(parts)}".replace("/", " ").replace("_", "-"))
    return HttpResponse(
        body,
        content_type=f"{TYPES[kind]}; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name[:130].rstrip("-")}-{slug}.{kind}"',
            "X-Robots-Tag": "noindex",
        },
    )
