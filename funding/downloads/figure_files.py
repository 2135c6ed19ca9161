"""A figure as a file: an SVG drawing that stands alone, and its rows as CSV."""

import csv
import io

from django.template.loader import render_to_string

from funding.figures.figure import Figure

from .csv_writer import BYTE_ORDER_MARK, cell
from .looks import standing_alone
from .sheet import Sheet


def as_csv(figure: Figure) -> str:
    """The rows of the figure's table of numbers, in the form of the site's other exports (see `exports`)."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(figure.fields)
    writer.writerows([cell(value) for value in record] for record in figure.records)
    return BYTE_ORDER_MARK + written.getvalue()


def as_svg(figure: Figure, *, source: str, address: str) -> str:
    """The figure with its words, the line that says where its numbers come from, and the address where it stands."""
    sheet = Sheet(figure, source=source, address=address)
    return standing_alone(render_to_string("figures/sheet.svg", {"figure": figure, "sheet": sheet}))
