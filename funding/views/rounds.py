from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from funding.addresses import csv_of, projects_where
from funding.figures import breakdowns, round_bars
from funding.figures.options import Scope
from funding.models import Award, Conflict, Round
from funding.tables.lists import AwardTable, RoundTable
from funding.totals import listings
from funding.totals.dimensions import LEAD, THEME
from funding.totals.selection import Selection

from .pages import render_with_figures


@require_safe
def round_list(request: HttpRequest) -> HttpResponse:
    """What each round announced beside what is itemised of it."""
    selection = Selection.published()
    rows = listings.rounds(selection)
    context = {
        "total": selection.total(),
        "charts": {"announced": round_bars.announced_and_itemised(rows, csv=csv_of("rounds"))},
        "table": RoundTable(rows, caption="Rounds of the fund", order_by=request.GET.get("sort")),
        "sources": selection.sources(),
    }
    return render_with_figures(request, "rounds/list.html", context)


@require_safe
def round_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One round: what was announced, what is itemised, the gap between them, and its projects."""
    round_ = get_object_or_404(Round.objects.published().select_related("announcement"), slug=slug)
    awards = Award.objects.published().for_round(round_)
    selection = Selection.of(awards)
    row = listings.RoundRow(round_, round_.announced, selection.total())
    themes, leads = selection.by(THEME), selection.by(LEAD)
    csv = csv_of("allocations", round=slug)
    scope = Scope("Allocations of this round", "Number of projects of this round")
    context = {
        "row": row,
        "charts": {
            "announced": round_bars.announced_and_itemised([row], csv=csv_of("rounds")),
            "projects": round_bars.projects_announced_and_known(row),
            "years": breakdowns.by_year(
                selection.by_year(),
                scope=scope,
                href=lambda group: projects_where(round=slug, fy=group.slug),
                without_amount=row.itemised.awards_without_amount,
                csv=csv,
            ),
            "themes": breakdowns.by_theme(
                themes, scope=scope, href=lambda group: projects_where(round=slug, theme=group.slug), csv=csv
            ),
            "leads": breakdowns.by_lead(
                leads, scope=scope, href=lambda group: projects_where(round=slug, lead=group.slug), csv=csv
            ),
        },
        "table": AwardTable(
            awards.select_related("project__lead").prefetch_related("allocations").order_by("project__title", "pk"),
            caption=f"Projects awarded money in {round_}",
        ),
        "conflicts": Conflict.objects.public().filter(round=round_).select_related("source_a", "source_b"),
        "sources": selection.sources(),
        "csv": {"allocations": csv, "projects": csv_of("projects", round=slug)},
    }
    return render_with_figures(request, "rounds/detail.html", context)
