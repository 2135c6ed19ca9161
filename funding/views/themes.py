from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from funding.addresses import csv_of, projects_where
from funding.figures import breakdowns
from funding.figures.options import Scope
from funding.filters.list_query import ListQuery
from funding.filters.query import Query
from funding.filters.sorting import largest_first
from funding.models import Award
from funding.tables.lists import ProjectTable, ThemeTable
from funding.totals import listings
from funding.totals.dimensions import LEAD, ROUND
from funding.totals.groups import by_amount
from funding.totals.selection import Selection
from projects.models import Theme

from .pages import page, render_page
from .switches import measure_switch


@page(ListQuery.of(ThemeTable.sorts(), "measure"))
def theme_list(request: HttpRequest, query: ListQuery) -> HttpResponse:
    """What each theme got."""
    selection = Selection.published()
    rows = listings.themes(selection)
    groups = by_amount(row.group for row in rows if row.group.projects)
    context = {
        "total": selection.total(),
        "chart_switch": measure_switch(query, "chart-themes"),
        "table": ThemeTable(rows, caption="Themes and what is counted under each", order_by=query.sort),
    }
    chart = breakdowns.by_theme(
        groups, href=lambda group: projects_where(theme=group.slug), csv=csv_of("themes"), measure=query.measure
    )
    return render_page(request, query, "themes/list.html", context, figures=[chart], sources=selection.sources())


@page(Query)
def theme_detail(request: HttpRequest, query: Query, slug: str) -> HttpResponse:
    """One theme: what it got, from which rounds, through whom."""
    theme = get_object_or_404(Theme, slug=slug)
    published = Award.objects.published()
    selection = Selection.of(published.for_theme(theme))
    total, leads = selection.total(), selection.by(LEAD)
    csv = csv_of("allocations", theme=slug)
    scope = Scope("Allocations to this theme", "Number of projects of this theme")
    context = {
        "theme": theme,
        "total": total,
        "projects": ProjectTable(
            largest_first(selection.projects()),
            caption="Projects counted under it, largest amount first",
            orderable=False,
            exclude=("theme",),
        ),
        "also": Selection.of(published.filter(project__other_themes=theme)).projects().order_by("sort_key", "slug"),
        "csv": {"allocations": csv, "projects": csv_of("projects", theme=slug)},
    }
    figures = [
        breakdowns.by_year(
            selection.by_year(),
            selection.by_year_and(ROUND),
            scope=scope,
            href=lambda group: projects_where(theme=slug, fy=group.slug),
            without_amount=total.awards_without_amount,
            csv=csv,
        ),
        breakdowns.by_lead(leads, scope=scope, href=lambda group: projects_where(theme=slug, lead=group.slug), csv=csv),
    ]
    return render_page(request, query, "themes/detail.html", context, figures=figures, sources=selection.sources())
