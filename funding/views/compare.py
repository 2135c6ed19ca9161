from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from funding.addresses import csv_of, view, with_file
from funding.figures import comparison_bars
from funding.filters.compare_query import CompareQuery
from funding.tables import comparison_table
from funding.totals.comparison import LED

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
        years = comparison_bars.years_charts(found, asked.chosen)
        context |= {
            "comparison": found,
            "sides": list(zip(asked.chosen, found.sides, strict=True)),
            "charts": {
                "totals": comparison_bars.totals_chart(found, asked.chosen),
                **{chart.slug: chart for chart in years},
            },
            "years": years,
            "leads": asked.kind in LED,
            "shared": [(one, [asked.things[slug].short_name for slug in one.slugs]) for one in found.shared],
            "measures": comparison_table.measures(found, asked.chosen),
            "breakdowns": comparison_table.breakdowns(found, asked.chosen),
            "together": comparison_table.together(found),
            "sources": found.selection.sources(),
            "csv": csv_of("compare", asked.query_string),
        }
    return render_with_figures(request, "compare.html", context)
