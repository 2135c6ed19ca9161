"""A chart: its words and rows, the bars that the server draws, and what Plotly lays over them.

Every chart is horizontal bars, which read well on a phone and keep long names legible. A page has them in a table, whose
labels wrap, are links and are read aloud; a file has the same bars between lines of text.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import plotly.graph_objects as go

from .figure import Figure
from .lettering import wrapped
from .numbers import Row

UNKNOWN = "unknown"
"""The colour, hatched, of what is not known: the year not published, the lead not stated."""

LEAST = 0.003
"""Of the longest bar, the part that a bar has at least: what is hardly there can be seen."""

LABELS, BARS, VALUES, GAP = 210, 318, 200, 12
"""Widths of the columns of a chart in a file, and the room between them."""

TEXT, LINE, BAR = 13, 17, 20
"""In a file, the size of the text of rows, from one line of it to the next, and the height of a bar."""

ROWS_IN_SUMMARY = 6
"""How many rows a summary tells one by one."""


@dataclass(frozen=True)
class Series:
    """One kind of bar: its name in the legend, and the colour token that the style sheet gives a light and a dark value."""

    name: str
    colour: str


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A bar as it is drawn: its class in the style sheet, and where it stands."""

    colour: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, kw_only=True)
class Line:
    """A row as a file has it: where it begins and how high it is, and in it the lines of its words and its bars."""

    top: float
    height: float
    label: list[tuple[str, float]]
    value: list[tuple[str, float]]
    bars: list[Bar]

    @property
    def bars_top(self) -> float:
        return (self.height - BAR) / 2


@dataclass(frozen=True, kw_only=True)
class Chart(Figure):
    """A chart with its words. Each row has a bar for each of the `series`; `overlaid` bars start at the same place.

    `scale` is the longest bar of charts that are compared with each other.
    """

    series: tuple[Series, ...]
    overlaid: bool = False
    scale: Decimal | None = None

    kind = "bars"
    on_page = "figures/_bars.html"
    nothing = "Nothing to draw: no amount is published here."
    values_from = LABELS + BARS + 2 * GAP
    bars_from = LABELS + GAP
    text_size = TEXT

    @property
    def summary(self) -> str:
        """Its rows in one sentence: `Kent: £3m; Essex: £1m; and 9 more rows.`"""
        told = self.rows if len(self.rows) <= ROWS_IN_SUMMARY + 1 else self.rows[:ROWS_IN_SUMMARY]
        parts = [f"{row.label}: {row.text}" for row in told]
        if more := len(self.rows) - len(told):
            parts.append(f"and {more} more rows")
        return f"{'; '.join(parts)}." if parts else ""

    @property
    def largest(self) -> Decimal:
        """The longest bar, or 1 if there is none, so that lengths can be shares of it."""
        return self.scale or max((self._length(row) for row in self.rows), default=Decimal(0)) or Decimal(1)

    def _length(self, row: Row) -> Decimal:
        values = [value or Decimal(0) for value in row.values]
        return max(values, default=Decimal(0)) if self.overlaid else sum(values, Decimal(0))

    @property
    def figure_id(self) -> str:
        """The id of the element that holds the figure's data."""
        return f"{self.slug}-figure"

    @property
    def key(self) -> list[tuple[str, str]]:
        return [(series.colour, series.name) for series in self.series] if len(self.series) > 1 else []

    def bars_of(self, row: Row, *, length: float, height: float) -> list[Bar]:
        """The bars of a row: one after the other, or if `overlaid` over each other and all but the first half as high.

        `length` is that of the longest bar of the chart.
        """
        bars, start = [], 0.0
        for index, (series, value) in enumerate(zip(self.series, row.values, strict=True)):
            if value:
                width = length * float(value / self.largest)
                inner = self.overlaid and index > 0
                bars.append(
                    Bar(
                        colour=UNKNOWN if self._is_hatched(row) else series.colour,
                        x=round(start, 2),
                        y=height / 4 if inner else 0,
                        width=round(max(width, length * LEAST), 2),
                        height=height / 2 if inner else height,
                    )
                )
                start += 0 if self.overlaid else width
        return bars

    def _is_hatched(self, row: Row) -> bool:
        return row.unknown and len(self.series) == 1

    @property
    def table(self) -> list[tuple[Row, list[Bar]]]:
        """The rows as a page has them, with their bars in per cent of the width."""
        return [(row, self.bars_of(row, length=100, height=10)) for row in self.rows]

    @property
    def lines(self) -> list[Line]:
        """The rows as a file has them, each as high as its words, which stand around its middle."""
        lines, top = [], 0.0
        for row in self.rows:
            label, value = wrapped(row.label, LABELS, TEXT), wrapped(row.text, VALUES, TEXT)
            height = max(BAR + 10, LINE * max(len(label), len(value)) + 8)
            lines.append(
                Line(
                    top=top,
                    height=height,
                    label=_around(height / 2, label),
                    value=_around(height / 2, value),
                    bars=self.bars_of(row, length=BARS, height=BAR),
                )
            )
            top += height
        return lines

    @property
    def size(self) -> tuple[float, float]:
        return self.values_from + VALUES, sum(line.height for line in self.lines)

    @property
    def plotly(self) -> dict[str, Any]:
        """What the browser lays over these bars: values, colour tokens and what each bar says. `charts.js` has the layout."""
        unknown = [index for index, row in enumerate(self.rows) if self._is_hatched(row)]
        traces = [
            go.Bar(
                orientation="h",
                x=[None if row.values[index] is None else float(row.values[index] or 0) for row in self.rows],
                meta={"colour": series.colour, "unknown": unknown},
                hovertext=["" if row.values[index] is None else _hover(self, row, index) for row in self.rows],
                hoverinfo="text",
            )
            for index, series in enumerate(self.series)
        ]
        return {
            "traces": [trace.to_plotly_json() for trace in traces],
            "overlaid": self.overlaid,
            "largest": float(self.largest),
        }


def _around(middle: float, lines: list[str]) -> list[tuple[str, float]]:
    """Lines of text, each with its baseline, so that they stand around a place."""
    first = middle - LINE * (len(lines) - 1) / 2 + TEXT * 0.35
    return [(line, round(first + LINE * index, 2)) for index, line in enumerate(lines)]


def _hover(chart: Chart, row: Row, index: int) -> str:
    """What a bar says when it is pointed at: `2017-18, 2016-17 first round of bids: £4,120,000`."""
    series = f", {chart.series[index].name}" if len(chart.series) > 1 else ""
    return _plain(f"{row.label}{series}: {row.bars[index].said}")


def _plain(text: str) -> str:
    """Text in which Plotly, which reads a little HTML in every text, finds none."""
    return text.replace("&", "&amp;").replace("<", "&lt;")
