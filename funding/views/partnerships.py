from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from funding.addresses import csv_of, view, with_file
from funding.figures import matrix
from funding.filters.pair_query import PairQuery
from funding.tables.lists import ROWS_ON_A_PAGE, PairTable
from funding.totals.partnerships import in_most_pairs

from .pages import render_with_figures
from .paging import asked_page, paginate, with_page


@require_safe
def partnership_list(request: HttpRequest) -> HttpResponse:
    """Which forces are named together, in how many of the projects that a query asks for, and the money in those."""
    asked, number = PairQuery(request.GET), asked_page(request)
    address = view("partnerships", with_page(asked.query_string, number))
    if asked.is_valid and not asked.is_canonical:
        return redirect(with_file(address, request.GET))
    pairs = asked.pairs
    which = f" in projects {asked.projects.words}" if asked.is_valid and asked.projects.words else ""
    table = PairTable(pairs, caption=f"Pairs of forces named together{which}", order_by=asked.sort)
    paginate(table, number, rows=ROWS_ON_A_PAGE)
    selection = asked.projects.selection
    csv = csv_of("partnerships", asked.query_string)
    context = {
        "asked": asked,
        "which": which,
        "pairs": pairs,
        "company": in_most_pairs(pairs),
        "matrix": matrix.of_pairs(pairs, href=asked.address, which=asked.projects.words, csv=csv),
        "table": table,
        "sources": selection.sources(),
        "csv": csv,
        "canonical": address,
    }
    return render_with_figures(request, "partnerships.html", context)
