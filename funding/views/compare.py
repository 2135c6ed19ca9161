from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from funding.explorer import compare_charts, compare_table
from funding.explorer.addresses import csv_of, view, with_file
from funding.explorer.compare_query import CompareQuery

from .pages import render_with_figures


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Two to four forces, regions, rounds or themes side by side, and the lists to choose them from."""
    asked = CompareQuery(request.GET)
    address = view("compare", asked.query_string)
    if asked.is_valid and not asked.is_canonical:
        return redirect(with_file(address, request.GET))
    context: dict[str, Any] = {"asked": asked, "canonical": address}
    if asked.is_complete and (found := asked.comparison):
        years = compare_charts.years_charts(found, asked.chosen)
        context |= {
            "comparison": found,
            "sides": list(zip(asked.chosen, found.sides, strict=True)),
            "charts": {
                "totals": compare_charts.totals_chart(found, asked.chosen),
                **{chart.slug: chart for chart in years},
            },
            "years": years,
            "leads": asked.kind in compare_table.LED,
            "shared": [(one, [asked.things[slug].short_name for slug in one.slugs]) for one in found.shared],
            "measures": compare_table.measures(found, asked.chosen),
            "breakdowns": compare_table.breakdowns(found, asked.chosen),
            "together": compare_table.together(found),
            "sources": found.selection.sources(),
            "csv": csv_of("compare", asked.query_string),
        }
    return render_with_figures(request, "compare.html", context)
