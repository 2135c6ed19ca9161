from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from funding.addresses import csv_of, projects_where
from funding.figures import breakdowns, round_bars
from funding.figures.options import Scope
from funding.filters.list_query import ListQuery
from funding.filters.query import Query
from funding.models import Award, Conflict, Round
from funding.tables.lists import AwardTable, RoundTable
from funding.totals import listings
from funding.totals.dimensions import LEAD, THEME
from funding.totals.selection import Selection

from .pages import page, render_page


@page(ListQuery.of(RoundTable.sorts()))
def round_list(request: HttpRequest, query: ListQuery) -> HttpResponse:
    """What each round announced beside what is itemised of it."""
    selection = Selection.published()
    rows = listings.rounds(selection)
    context = {
        "total": selection.total(),
        "table": RoundTable(rows, caption="Rounds of the fund", order_by=query.sort),
    }
    figures = [round_bars.announced_and_itemised(rows, csv=csv_of("rounds"))]
    return render_page(request, query, "rounds/list.html", context, figures=figures, sources=selection.sources())


@page(Query)
def round_detail(request: HttpRequest, query: Query, slug: str) -> HttpResponse:
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
        "table": AwardTable(
            awards.select_related("project__lead")
            .prefetch_related("allocations")
            .order_by("project__sort_key", "project__slug"),
            caption=f"Projects awarded money in {round_}",
        ),
        "conflicts": Conflict.objects.public().filter(round=round_).select_related("source_a", "source_b"),
        "csv": {"allocations": csv, "projects": csv_of("projects", round=slug)},
    }
    figures = [
        round_bars.announced_and_itemised([row], csv=csv_of("rounds")),
        round_bars.projects_announced_and_known(row),
        breakdowns.by_year(
            selection.by_year(),
            scope=scope,
            href=lambda group: projects_where(round=slug, fy=group.slug),
            without_amount=row.itemised.awards_without_amount,
            csv=csv,
        ),
        breakdowns.by_theme(
            themes, scope=scope, href=lambda group: projects_where(round=slug, theme=group.slug), csv=csv
        ),
        breakdowns.by_lead(leads, scope=scope, href=lambda group: projects_where(round=slug, lead=group.slug), csv=csv),
    ]
    return render_page(request, query, "rounds/detail.html", context, figures=figures, sources=selection.sources())
