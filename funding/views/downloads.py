from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from funding.downloads import csv_writer
from funding.downloads.datasets import TABLES

from .pages import refused


@require_safe
def table_csv(request: HttpRequest, name: str) -> HttpResponseBase:
    """A whole table as CSV, the filtered ones with the query of their page; a bad query is a 400 that says what is wrong."""
    table = TABLES[name]
    asked = table.reads(request.GET)
    if table.filtered and not asked.is_valid:
        return refused(asked.errors)
    return csv_writer.response(table, asked, request)
