"""A chart: its words and rows, the bars that the server draws, and the Plotly figure that is laid over them.

Every chart is horizontal bars, which read well on a phone, keep long names legible, and are a table without JavaScript.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import plotly.graph_objects as go

from .figure import Figure
from .numbers import Row

UNKNOWN = "unknown"
"""The colour, hatched, of what is not known: the year not published, the lead not stated."""

ROWS_IN_SUMMARY = 6
"""How many rows a summary tells one by one."""


@dataclass(frozen=True)
class Series:
    """One kind of bar: its name in the legend, and the colour token that the style sheet gives a light and a dark value."""

    name: str
    colour: str


@dataclass(frozen=True, kw_only=True)
class Chart(Figure):
    """A chart with its words. Each row has a bar for each of the `series`; `overlaid` bars start at the same place.

    `scale` is the longest bar of charts that are compared with each other.
    """

    series: tuple[Series, ...]
    overlaid: bool = False
    scale: Decimal | None = None

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
    def has_legend(self) -> bool:
        return len(self.series) > 1

    @property
    def drawn(self) -> list[dict[str, Any]]:
        """The rows as the server draws them: bars in per cent of the width, to a tenth."""
        drawn = []
        for row in self.rows:
            start, bars = Decimal(0), []
            for index, (series, value) in enumerate(zip(self.series, row.values, strict=True)):
                if value:
                    width = value / self.largest * 100
                    bars.append(
                        {
                            "colour": UNKNOWN if row.unknown and len(self.series) == 1 else series.colour,
                            "x": f"{start:.2f}",
                            "width": f"{max(width, Decimal('0.3')):.2f}",
                            "inner": self.overlaid and index > 0,
                        }
                    )
                    start += Decimal(0) if self.overlaid else width
            drawn.append({"row": row, "bars": bars})
        return drawn

    @property
    def plotly(self) -> dict[str, Any]:
        """What the browser lays over these bars: values, colour tokens and what each bar says. `charts.js` has the layout."""
        unknown = [index for index, row in enumerate(self.rows) if row.unknown and len(self.series) == 1]
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


def _hover(chart: Chart, row: Row, index: int) -> str:
    """What a bar says when it is pointed at: `2017-18, 2016-17 first round of bids: £4,120,000`."""
    series = f", {chart.series[index].name}" if len(chart.series) > 1 else ""
    return _plain(f"{row.label}{series}: {row.bars[index].said}")


def _plain(text: str) -> str:
    """Text in which Plotly, which reads a little HTML in every text, finds none."""
    return text.replace("&", "&amp;").replace("<", "&lt;")
