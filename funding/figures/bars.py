"""A chart: its words and rows, the bars that the server draws, and the Plotly figure that is laid over them.

Every chart is horizontal bars, which read well on a phone, keep long names legible, and are a table without JavaScript.
"""

import textwrap
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import plotly.graph_objects as go

from .figure import Figure

UNKNOWN = "unknown"
"""The colour, hatched, of what is not known: the year not published, the lead not stated."""

LABEL_WIDTH = 24
"""Characters after which a label of the figure wraps."""

ROWS_IN_SUMMARY = 6
"""How many rows a summary tells one by one."""


@dataclass(frozen=True)
class Series:
    """One kind of bar: its name in the legend, and the colour token that the style sheet gives a light and a dark value."""

    name: str
    colour: str


@dataclass(frozen=True)
class Row:
    """One row of a chart: its label, an address to follow, a value for each series (None: no bar), what is printed, and its cells.

    `said` is what each bar says when it is pointed at (without it, the first cell); `slug` and `data` are the row as plain
    values, `data` for the columns that the chart calls `data_fields`.
    """

    label: str
    values: tuple[Decimal | None, ...]
    text: str
    cells: tuple[str, ...]
    href: str | None = None
    unknown: bool = False
    said: tuple[str, ...] = ()
    slug: str = ""
    data: tuple[Any, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Chart(Figure):
    """A chart with its words. `columns` head the cells of its table; `overlaid` bars start at the same place.

    `scale` is the longest bar of charts that are compared with each other.
    """

    series: tuple[Series, ...]
    rows: tuple[Row, ...]
    columns: tuple[str, ...]
    first_column: str
    data_fields: tuple[str, ...]
    overlaid: bool = False
    scale: Decimal | None = None

    @property
    def is_empty(self) -> bool:
        return not self.rows

    @property
    def fields(self) -> tuple[str, ...]:
        return ("id", "label", *self.data_fields)

    @property
    def records(self) -> list[tuple[Any, ...]]:
        return [(row.slug, row.label, *row.data) for row in self.rows]

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
    def figure(self) -> go.Figure:
        """The Plotly figure. Colours are tokens in `meta`, which the page replaces by those of its colour scheme."""
        places = list(range(len(self.rows)))
        layout = _layout(
            [_wrapped(row.label) for row in self.rows], overlaid=self.overlaid, largest=float(self.largest)
        )
        layout["annotations"] = [
            {
                "x": float(self._length(row)),
                "y": place,
                "text": row.text,
                "xanchor": "left",
                "xshift": 6,
                "showarrow": False,
            }
            for place, row in zip(places, self.rows, strict=True)
        ]
        figure = go.Figure(layout=layout)
        for index, series in enumerate(self.series):
            colours = [UNKNOWN if row.unknown and len(self.series) == 1 else series.colour for row in self.rows]
            figure.add_bar(
                orientation="h",
                name=series.name,
                x=[None if row.values[index] is None else float(row.values[index] or 0) for row in self.rows],
                y=places,
                width=0.36 if self.overlaid and index else 0.72,
                meta={"colours": colours},
                marker={"pattern": {"shape": ["/" if colour == UNKNOWN else "" for colour in colours], "size": 6}},
                customdata=[_hover(self, row, index) for row in self.rows],
                hovertemplate="%{customdata}<extra></extra>",
            )
        return figure

    @property
    def json(self) -> dict[str, Any]:
        """The figure as plain data for the page."""
        figure: dict[str, Any] = self.figure.to_plotly_json()
        return figure


def _layout(labels: list[str], *, overlaid: bool, largest: float) -> dict[str, Any]:
    """The one layout of all charts: no axis lines, since every bar says its amount, and room for those words on the right."""
    return {
        "template": "none",
        "meta": {"largest": largest},
        "barmode": "overlay" if overlaid else "stack",
        "showlegend": False,
        "margin": {"l": 8, "r": 8, "t": 4, "b": 4, "pad": 8},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": "system-ui, sans-serif", "size": 15},
        "xaxis": {"visible": False, "range": [0, largest * 1.45], "fixedrange": True},
        "yaxis": {
            "tickmode": "array",
            "tickvals": list(range(len(labels))),
            "ticktext": labels,
            "range": [len(labels) - 0.5, -0.5],
            "automargin": True,
            "fixedrange": True,
            "zeroline": False,
            "showgrid": False,
            "showline": False,
            "ticks": "",
        },
        "hoverlabel": {"align": "left"},
        "dragmode": False,
    }


def _hover(chart: Chart, row: Row, index: int) -> str:
    """What a bar says when it is pointed at: `2017-18, 2016-17 first round of bids: £4,120,000`."""
    if len(chart.series) == 1:
        return _plain(f"{row.label}: {row.said[0] if row.said else row.cells[0]}")
    return _plain(f"{row.label}, {chart.series[index].name}: {row.said[index]}")


def _wrapped(label: str) -> str:
    """A label in at most two lines; the whole of it is in the table and in what the bar says."""
    lines = textwrap.wrap(label, LABEL_WIDTH, max_lines=2, placeholder="…")
    return "<br>".join(_plain(line) for line in lines)


def _plain(text: str) -> str:
    """Text in which Plotly, which reads a little HTML in every text, finds none."""
    return text.replace("&", "&amp;").replace("<", "&lt;")
