from django.conf import settings
from django.http import HttpRequest, HttpResponse

from funding.addresses import csv_of
from funding.downloads import datasets
from funding.figures import headlines
from funding.filters.facets import FACETS
from funding.filters.query import Query
from funding.models import Conflict, FundTotal, Source
from funding.tables.lists import RoundTable
from funding.totals import listings
from funding.totals.selection import Selection

from .pages import page, render_page


@page(Query)
def data(request: HttpRequest, query: Query) -> HttpResponse:
    """Everything to download, and the data dictionary, which is made from the exports' own columns."""
    context = {
        "tables": [(table, csv_of(table.name)) for table in datasets.TABLES.values()],
        "facets": FACETS.values(),
        "total": Selection.published().total(),
    }
    return render_page(request, query, "data.html", context)


@page(Query)
def about(request: HttpRequest, query: Query) -> HttpResponse:
    """How figures are counted, what is covered round by round, what is missing, and every source."""
    selection = Selection.published()
    rows = listings.rounds(selection)
    context = {
        "total": selection.total(),
        "message": headlines.rounds(rows),
        "rounds": RoundTable(rows, caption="Coverage by round", orderable=False),
        "notes": [row.round for row in rows if row.round.note],
        "fund_totals": FundTotal.objects.prefetch_related("sources"),
        "conflicts": Conflict.objects.public().select_related(
            "round", "project", "award__project", "source_a", "source_b"
        ),
        "sources": Source.objects.public(),
        "contact": settings.CONTACT,
    }
    return render_page(request, query, "about.html", context)
