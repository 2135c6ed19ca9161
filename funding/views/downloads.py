from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from funding.explorer import exports
from funding.explorer.datasets import TABLES

from .pages import refused


@require_safe
def table_csv(request: HttpRequest, name: str) -> HttpResponseBase:
    """A whole table as CSV, the filtered ones with the query of their page; a bad query is a 400 that says what is wrong."""
    table = TABLES[name]
    asked = table.reads(request.GET)
    if table.filtered and not asked.is_valid:
        return refused(asked.errors)
    return exports.response(table, asked, request)
