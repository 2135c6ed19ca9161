from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from funding.addresses import csv_of
from funding.figures import breakdowns, round_bars
from funding.filters.list_query import ListQuery
from funding.filters.query import Query
from funding.filters.view import View
from funding.models import Award, Conflict, Round
from funding.tables.lists import AwardTable, RoundTable
from funding.totals import listings
from funding.totals.dimensions import LEAD, THEME
from funding.totals.selection import Selection

from .pages import page, render_page


@page(ListQuery.reader(RoundTable.sorts()))
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
    view = View.of(round=round_)
    selection = view.selection
    row = listings.RoundRow(round=round_, announcement=round_.announced, itemised=selection.total())
    context = {
        "row": row,
        "table": AwardTable(
            Award.objects.filter(round=round_)
            .select_related("project__lead")
            .prefetch_related("allocations")
            .order_by("project__sort_key", "project__slug"),
            caption=f"Projects awarded money in {round_}",
        ),
        "conflicts": Conflict.objects.public().filter(round=round_).select_related("source_a", "source_b"),
        "csv": view.csv,
    }
    figures = [
        round_bars.announced_and_itemised([row], csv=csv_of("rounds")),
        round_bars.projects_announced_and_known(row),
        breakdowns.by_year(selection.by_year(), scope=view.scope, without_amount=row.itemised.awards_without_amount),
        breakdowns.broken_down(breakdowns.THEMES, selection.by(THEME), view.scope),
        breakdowns.broken_down(breakdowns.LEADS, selection.by(LEAD), view.scope),
    ]
    return render_page(request, query, "rounds/detail.html", context, figures=figures, sources=selection.sources())
