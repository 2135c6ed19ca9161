"""The exports: a table's rows as CSV, exactly those of the view, streamed.

UTF-8 with a byte order mark (so that spreadsheets read £ and é), RFC 4180: CRLF, one header row, no notes.
"""

import csv
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import StreamingHttpResponse
from django.utils.text import slugify

from funding.addresses import of_now
from funding.filters.query import Query

from .column import PAGE, Column
from .datasets import Table

BYTE_ORDER_MARK = "\ufeff"
FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")
"""What makes a spreadsheet run a cell as a formula (OWASP, "CSV injection"), with the full-width forms."""


class _Line:
    """A file that gives back what is written to it: csv.writer's only way to make one line."""

    def write(self, text: str) -> str:
        return text


def cell(value: Any) -> str:
    """A value as the text of a cell: plain numbers, ISO dates, true and false, nothing for None.

    Text that a spreadsheet would run as a formula gets an apostrophe in front; numbers never need one.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:.0f}" if value == value.to_integral_value() else f"{value:.2f}"
    if isinstance(value, date):
        return value.isoformat()
    text = str(value)
    if not isinstance(value, int) and text.startswith(FORMULA_STARTS):
        return f"'{text}"
    return text


def lines(table: Table, asked: Query) -> Iterator[str]:
    """The header and then a line for each row."""
    writer = csv.writer(_Line(), lineterminator="\r\n")
    yield BYTE_ORDER_MARK + writer.writerow([column.name for column in table.columns])
    for row in table.rows(asked):
        yield writer.writerow([cell(_of_any_host(column, column.read(row))) for column in table.columns])


def _of_any_host(column: Column, value: Any) -> Any:
    """The value, the address of a page as it is whichever release is read: a file depends on its rows alone."""
    return of_now(value) if column.type is PAGE and value else value


def file_name(table: Table, asked: Query) -> str:
    """`police-transformation-fund-allocations-theme-digital-ict.csv`: the table, and what it is filtered by."""
    filters = (f"{name.replace('_', '-')}-{slugify(value)}" for name, value in asked.filters)
    parts = ["police-transformation-fund", table.name, *filters]
    return "-".join(parts)[:150].rstrip("-") + ".csv"


def response(table: Table, asked: Query) -> StreamingHttpResponse:
    """The whole table as a download."""
    return StreamingHttpResponse(
        lines(table, asked),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{file_name(table, asked)}"'},
    )
