from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from funding.downloads import csv_writer
from funding.downloads.datasets import TABLES

from .pages import refused


@require_safe
def table_csv(request: HttpRequest, name: str) -> HttpResponseBase:
    """A whole table as CSV, for the query of its page; a query that could not be read whole is a 400 that says why."""
    table = TABLES[name]
    query = table.reads(request.GET)
    return refused(query.refusals) if query.refusals else csv_writer.response(table, query)
