from typing import Any

from django.http import HttpRequest, HttpResponse

from funding.figures import comparison_bars
from funding.figures.bars import Chart
from funding.filters.compare_query import CompareQuery
from funding.tables import comparison_table

from .pages import page, render_page


@page(CompareQuery, says_errors=True)
def compare(request: HttpRequest, asked: CompareQuery) -> HttpResponse:
    """Two to four forces, regions, rounds or themes side by side, and the lists to choose them from."""
    context: dict[str, Any] = {"asked": asked}
    figures: list[Chart] = []
    sources = None
    if asked.is_complete and (found := asked.comparison):
        years = comparison_bars.years_charts(found, asked.chosen)
        figures = [comparison_bars.totals_chart(found, asked.chosen), *years]
        sources = found.selection.sources()
        context |= {
            "comparison": found,
            "sides": list(zip(asked.chosen, found.sides, strict=True)),
            "years": years,
            "shared": [(one, [asked.things[slug].short_name for slug in one.slugs]) for one in found.shared],
            "measures": comparison_table.measures(found, asked.chosen),
            "breakdowns": comparison_table.breakdowns(found, asked.chosen),
            "together": comparison_table.together(found),
            "csv": asked.csv["compare"],
        }
    return render_page(request, asked, "compare.html", context, figures=figures, sources=sources)
