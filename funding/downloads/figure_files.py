"""A figure as a file: an SVG drawing that stands alone, and its rows as CSV."""

import csv
import io

from funding.figures.bars import Chart
from funding.figures.figure import Figure
from funding.figures.matrix import Matrix
from funding.figures.tile_map import TileMap

from .csv_writer import BYTE_ORDER_MARK, cell
from .map_file import draw_map
from .matrix_file import draw_matrix
from .sheet import COLOURS, INSIDE, MARGIN, SERIF, Sheet, wrapped

LABELS, VALUES, GAP = 210, 200, 12
"""Widths of a chart's columns beside its bars, and the room between them."""

BARS_FROM = MARGIN + LABELS + GAP
BARS = INSIDE - LABELS - VALUES - 2 * GAP
TEXT, LINE, BAR = 13, 17, 20
"""Size of the text of rows, from one line of it to the next, and the height of a bar."""


def as_csv(figure: Figure) -> str:
    """The rows of the figure's table of numbers, in the form of the site's other exports (see `exports`)."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(figure.fields)
    writer.writerows([cell(value) for value in record] for record in figure.records)
    return BYTE_ORDER_MARK + written.getvalue()


def as_svg(figure: Figure, *, source: str, address: str) -> str:
    """The figure with its words, the line that says where its numbers come from, and the address where it stands."""
    sheet = Sheet(title=figure.title, description=f"{figure.subtitle.rstrip('.')}. {figure.summary}")
    sheet.paragraph(figure.title, size=24, leading=1.2, colour="ink", font_weight="bold", font_family=SERIF)
    sheet.y += 4
    sheet.paragraph(figure.subtitle)
    if isinstance(figure, Chart):
        _draw_chart(sheet, figure)
    elif isinstance(figure, TileMap):
        draw_map(sheet, figure)
    elif isinstance(figure, Matrix):
        draw_matrix(sheet, figure)
    sheet.y += 10
    sheet.paragraph(
        ". ".join(f"{fact.name}: {fact.text}{f' ({fact.label})' if fact.label else ''}" for fact in figure.facts),
        size=TEXT,
        colour="ink",
    )
    sheet.paragraph(figure.note, size=TEXT)
    sheet.y += 6
    sheet.paragraph(source, size=12)
    sheet.paragraph(f"Police Transformation Fund explorer: {address}", size=12)
    return sheet.written()


def _draw_chart(sheet: Sheet, chart: Chart) -> None:
    """A line for each row: its label, its bars, and what they come to."""
    if chart.has_legend:
        sheet.key([(series.name, {"fill": COLOURS[series.colour]}) for series in chart.series])
    sheet.y += 12
    for line in chart.drawn:
        row = line["row"]
        label, value = wrapped(row.label, LABELS, TEXT), wrapped(row.text, VALUES, TEXT)
        height = max(BAR + 10, LINE * max(len(label), len(value)) + 8)
        middle = sheet.y + height / 2
        for lines, x in ((label, MARGIN), (value, BARS_FROM + BARS + GAP)):
            first = middle - LINE * (len(lines) - 1) / 2 + TEXT * 0.35
            for index, text in enumerate(lines):
                sheet.line(text, x=x, y=first + LINE * index, size=TEXT)
        for bar in line["bars"]:
            tall = BAR / 2 if bar["inner"] else BAR
            sheet.rect(
                bar["colour"],
                x=BARS_FROM + float(bar["x"]) * BARS / 100,
                y=middle - tall / 2,
                width=float(bar["width"]) * BARS / 100,
                height=tall,
            )
        sheet.y += height
