from django.http import HttpRequest, HttpResponse

from funding.figures import matrix
from funding.filters.pair_query import PairQuery
from funding.tables.explorer_table import ROWS_ON_A_PAGE
from funding.tables.lists import PairTable
from funding.totals.partnerships import in_most_pairs

from .pages import page, render_page
from .paging import asked_page, paginate


@page(PairQuery, says_errors=True)
def partnership_list(request: HttpRequest, asked: PairQuery) -> HttpResponse:
    """Which forces are named together, in how many of the projects that a query asks for, and the money in those."""
    pairs = asked.pairs
    which = f" in projects {asked.projects.words}" if asked.is_valid and asked.projects.words else ""
    table = PairTable(pairs, caption=f"Pairs of forces named together{which}", order_by=asked.sort)
    paginate(table, asked_page(request), rows=ROWS_ON_A_PAGE)
    context = {
        "asked": asked,
        "which": which,
        "pairs": pairs,
        "company": in_most_pairs(pairs),
        "table": table,
        "csv": asked.csv["partnerships"],
    }
    figures = [matrix.of_pairs(pairs, href=asked.address, which=asked.projects.words, csv=asked.csv["partnerships"])]
    sources = asked.projects.selection.sources()
    return render_page(request, asked, "partnerships.html", context, figures=figures, sources=sources)
