from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from funding.addresses import csv_of
from funding.figures import breakdowns
from funding.figures.options import Scope
from funding.filters.list_query import ListQuery
from funding.filters.query import Query
from funding.filters.view import View
from funding.tables.lists import ProjectTable, ThemeTable
from funding.totals import listings
from funding.totals.dimensions import LEAD, ROUND
from funding.totals.groups import by_amount
from funding.totals.selection import Selection
from projects.models import Theme

from .pages import page, render_page
from .switches import measure_switch


@page(ListQuery.reader(ThemeTable.sorts(), "measure"))
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
    scope = Scope(measure=query.measure, csv=csv_of("themes"))
    chart = breakdowns.broken_down(breakdowns.THEMES, groups, scope)
    return render_page(request, query, "themes/list.html", context, figures=[chart], sources=selection.sources())


@page(Query)
def theme_detail(request: HttpRequest, query: Query, slug: str) -> HttpResponse:
    """One theme: what it got, from which rounds, through whom."""
    theme = get_object_or_404(Theme, slug=slug)
    view = View.of(theme=theme)
    selection, total = view.selection, view.selection.total()
    context = {
        "theme": theme,
        "total": total,
        "projects": ProjectTable(
            view.projects(),
            caption="Projects counted under it, largest amount first",
            orderable=False,
            exclude=("theme",),
        ),
        "also": Selection.published().also_about([slug]).projects(),
        "csv": view.csv,
    }
    figures = [
        breakdowns.by_year(
            selection.by_year(),
            selection.by_year_and(ROUND),
            view.scope,
            without_amount=total.awards_without_amount,
        ),
        breakdowns.broken_down(breakdowns.LEADS, selection.by(LEAD), view.scope),
    ]
    return render_page(request, query, "themes/detail.html", context, figures=figures, sources=selection.sources())
