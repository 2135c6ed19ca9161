"""What a chart hands to Plotly and what the server draws of it, in short."""

import json

from funding.figures.bars import Chart


def trace(chart: Chart, index: int = 0) -> dict:
    return chart.plotly["traces"][index]


def texts(chart: Chart) -> list[str]:
    """The words beside the bars."""
    return [row.text for row in chart.rows]


def drawn(chart: Chart) -> list[list[tuple]]:
    """Colour, start and width of the bars of each row, in per cent."""
    return [[(bar.colour, f"{bar.x:.2f}", f"{bar.width:.2f}") for bar in bars] for _, bars in chart.table]


def cells(chart: Chart) -> list[tuple]:
    return [(row.label, *row.cells) for row in chart.rows]


def assert_plain(chart: Chart) -> None:
    """What the browser lays over the bars is data alone: a place for each row, and no colour, place or size of its own."""
    figure = json.loads(json.dumps(chart.plotly))
    assert set(figure) == {"traces", "overlaid", "largest"}
    assert len(figure["traces"]) == len(chart.series)
    for one in figure["traces"]:
        assert set(one) == {"type", "orientation", "x", "hovertext", "hoverinfo", "meta"}
        assert len(one["x"]) == len(one["hovertext"]) == len(chart.rows)
        assert set(one["meta"]) == {"colour", "unknown"}
    assert all(len(row.cells) == len(chart.columns) for row in chart.rows)
