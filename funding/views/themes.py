from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from funding.addresses import csv_of, projects_where
from funding.figures import breakdowns
from funding.figures.options import Scope
from funding.filters.sorting import largest_first
from funding.models import Award
from funding.tables.lists import ProjectTable, ThemeTable
from funding.totals import listings
from funding.totals.dimensions import LEAD, ROUND
from funding.totals.groups import by_amount
from funding.totals.selection import Selection
from projects.models import Theme

from .pages import render_with_figures
from .switches import measure_of, measure_switch


@require_safe
def theme_list(request: HttpRequest) -> HttpResponse:
    """What each theme got."""
    selection = Selection.published()
    rows = listings.themes(selection)
    groups = by_amount(row.group for row in rows if row.group.projects)
    context = {
        "total": selection.total(),
        "chart_switch": measure_switch(request, "chart-themes"),
        "charts": {
            "themes": breakdowns.by_theme(
                groups,
                href=lambda group: projects_where(theme=group.slug),
                csv=csv_of("themes"),
                measure=measure_of(request),
            )
        },
        "table": ThemeTable(rows, caption="Themes and what is counted under each", order_by=request.GET.get("sort")),
        "sources": selection.sources(),
    }
    return render_with_figures(request, "themes/list.html", context)


@require_safe
def theme_detail(request: HttpRequest, slug: str) -> HttpResponse:
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
        "charts": {
            "years": breakdowns.by_year(
                selection.by_year(),
                selection.by_year_and(ROUND),
                scope=scope,
                href=lambda group: projects_where(theme=slug, fy=group.slug),
                without_amount=total.awards_without_amount,
                csv=csv,
            ),
            "leads": breakdowns.by_lead(
                leads, scope=scope, href=lambda group: projects_where(theme=slug, lead=group.slug), csv=csv
            ),
        },
        "projects": ProjectTable(
            largest_first(selection.projects()),
            caption="Projects counted under it, largest amount first",
            orderable=False,
            exclude=("theme",),
        ),
        "also": Selection.of(published.filter(project__other_themes=theme)).projects().order_by("title", "pk"),
        "sources": selection.sources(),
        "csv": {"allocations": csv, "projects": csv_of("projects", theme=slug)},
    }
    return render_with_figures(request, "themes/detail.html", context)
