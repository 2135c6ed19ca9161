from django.http import HttpRequest, HttpResponse

from funding.addresses import csv_of
from funding.figures import breakdowns, round_bars, tile_map
from funding.figures.options import Scope
from funding.filters.query import Query
from funding.filters.sorting import largest_first
from funding.models import FundTotal
from funding.tables.lists import RoundTable
from funding.totals import listings
from funding.totals.dimensions import REGION, ROUND, THEME
from funding.totals.groups import Totals
from funding.totals.selection import Selection

from .pages import page, render_page

LARGEST = 8


@page(Query)
def home(request: HttpRequest, query: Query) -> HttpResponse:
    """The fund at a glance: how much, to how many, where, when, for what, and the way in to everything."""
    selection = Selection.published()
    themes, regions = selection.by(THEME), selection.by(REGION)
    total = Totals.combined(themes)
    rounds, forces = listings.rounds(selection), listings.led_by_force(selection)
    context = {
        "total": total,
        "rounds": RoundTable(
            rounds, caption="Rounds of the fund, with what was announced and what is itemised", orderable=False
        ),
        "largest": largest_first(selection)[:LARGEST],
        "fund_totals": FundTotal.objects.prefetch_related("sources"),
    }
    figures = [
        breakdowns.by_year(
            selection.by_year(),
            selection.by_year_and(ROUND),
            Scope(csv=csv_of("allocations")),
            without_amount=total.awards_without_amount,
        ),
        breakdowns.broken_down(breakdowns.REGIONS, regions, Scope(csv=csv_of("regions"))),
        breakdowns.broken_down(breakdowns.THEMES, themes, Scope(csv=csv_of("themes"))),
        round_bars.announced_and_itemised([row for row in rounds if row.announcement], csv=csv_of("rounds")),
        tile_map.force_map(forces, Scope(csv=csv_of("forces"))),
    ]
    return render_page(request, query, "home.html", context, figures=figures)
