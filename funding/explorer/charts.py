"""Charts of money: rows in, a chart out, which holds what the server draws itself and the Plotly figure over it.

Builders are pure: they know of no request, no database and no setting. Every chart is horizontal bars, which read well on a
phone, keep long names legible, and can be drawn as a table where there is no JavaScript.
"""

import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import plotly.graph_objects as go

from forces.models import NOT_STATED
from funding import financial_year, money
from funding.listings import RoundRow
from funding.selection import Cell, Group, year_order

from . import words

UNKNOWN = "unknown"
"""The colour, hatched, of what is not known: the year not published, the lead not stated."""

PALE = "pale"
OTHER = "other"
SERIES_AT_MOST = 4
"""How many groups a stacked chart tells apart before the rest is "other" (look.md)."""

LABEL_WIDTH = 24
"""Characters after which a label of the figure wraps."""


@dataclass(frozen=True)
class Series:
    """One kind of bar: its name in the legend, and the colour token that the style sheet gives a light and a dark value."""

    name: str
    colour: str


@dataclass(frozen=True)
class Row:
    """One row of a chart: its label, an address to follow, a value for each series (None: no bar), what is printed, and its cells."""

    label: str
    values: tuple[Decimal | None, ...]
    text: str
    cells: tuple[str, ...]
    href: str | None = None
    unknown: bool = False


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A chart with its words. `title` is its message; `columns` head the cells of its table; `overlaid` bars start at the same place."""

    slug: str
    title: str
    subtitle: str
    series: tuple[Series, ...]
    rows: tuple[Row, ...]
    columns: tuple[str, ...]
    first_column: str
    note: str = ""
    csv: str = ""
    overlaid: bool = False

    @property
    def largest(self) -> Decimal:
        """The longest bar, or 1 if there is none, so that lengths can be shares of it."""
        return max((self._length(row) for row in self.rows), default=Decimal(0)) or Decimal(1)

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
                customdata=[[_hover(self, row, index), row.href or ""] for row in self.rows],
                hovertemplate="%{customdata[0]}<extra></extra>",
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
    value = row.values[index]
    if len(chart.series) == 1:
        return _plain(f"{row.label}: {row.cells[0]}")
    amount = money.pounds(value) if value is not None else words.NOTHING_PUBLISHED
    return _plain(f"{row.label}, {chart.series[index].name}: {amount}")


def _wrapped(label: str) -> str:
    """A label in at most two lines; the whole of it is in the table and in what the bar says."""
    lines = textwrap.wrap(label, LABEL_WIDTH, max_lines=2, placeholder="…")
    return "<br>".join(_plain(line) for line in lines)


def _plain(text: str) -> str:
    """Text in which Plotly, which reads a little HTML in every text, finds none."""
    return text.replace("&", "&amp;").replace("<", "&lt;")


GROUP_COLUMNS = ("Amount", "Projects", "Awards whose amount is not published")


def _group_row(group: Group, href: str | None, *, unknown: bool) -> Row:
    published = group.amount is not None
    missing = "not published" if group.projects else "nothing"
    return Row(
        label=group.label,
        values=(group.amount,),
        text=words.of_group(group) if published else missing,
        cells=(
            money.qualified(money.pounds(group.pounds), group.qualifier) if published else missing,
            f"{group.projects:,}",
            f"{group.awards_without_amount:,}",
        ),
        href=href,
        unknown=unknown,
    )


def by_group(
    groups: Sequence[Group],
    *,
    slug: str,
    title: str,
    subtitle: str,
    first_column: str,
    href: Callable[[Group], str | None],
    note: str = "",
    csv: str = "",
    most: int | None = None,
) -> Chart:
    """A bar for each group, in the order given; beyond `most`, the rest together in one bar, so that the bars still add up.

    What is not stated is never among the rest: it keeps a bar of its own, after them.
    """
    stated = [group for group in groups if group.slug != NOT_STATED]
    shown = stated if most is None or len(stated) <= most + 1 else stated[:most]
    rows = [_group_row(group, href(group), unknown=False) for group in shown]
    if rest := stated[len(shown) :]:
        rows.append(_group_row(Group.combined("", f"{len(rest)} others", rest), None, unknown=False))
    rows += [_group_row(group, href(group), unknown=True) for group in groups if group.slug == NOT_STATED]
    return Chart(
        slug=slug,
        title=title,
        subtitle=subtitle,
        series=(Series("Amount", "series-1"),),
        rows=tuple(rows),
        columns=GROUP_COLUMNS,
        first_column=first_column,
        note=note,
        csv=csv,
    )


def by_year(
    groups: Sequence[Group],
    *,
    subtitle: str,
    href: Callable[[Group], str | None],
    note: str = "",
    csv: str = "",
    slug: str = "years",
) -> Chart:
    """A bar for each financial year of the fund, those without money too, and one for what has no published year."""
    return Chart(
        slug=slug,
        title=words.years_message(groups),
        subtitle=subtitle,
        series=(Series("Amount", "series-1"),),
        rows=tuple(_year_row(group, (group.amount or None,), href(group)) for group in _every_year(groups)),
        columns=("Amount", "Projects"),
        first_column="Financial year",
        note=note,
        csv=csv,
    )


def by_year_stacked(
    groups: Sequence[Group],
    cells: Sequence[Cell],
    *,
    subtitle: str,
    href: Callable[[Group], str | None],
    others: str,
    note: str = "",
    csv: str = "",
    slug: str = "years",
) -> Chart:
    """The years' bars made of their largest groups (over all years) and the rest, called `others`."""
    totals: dict[str, Decimal] = {}
    labels: dict[str, str] = {}
    for cell in cells:
        totals[cell.slug] = totals.get(cell.slug, Decimal(0)) + cell.amount
        labels[cell.slug] = cell.label
    largest = sorted(totals, key=lambda key: (-totals[key], key))
    named = largest if len(largest) <= SERIES_AT_MOST + 1 else largest[:SERIES_AT_MOST]
    series = [Series(labels[key], f"series-{index}") for index, key in enumerate(named, start=1)]
    if len(named) < len(largest):
        series.append(Series(others, OTHER))

    def values(year: int | None) -> tuple[Decimal | None, ...]:
        of_year = {cell.slug: cell.amount for cell in cells if cell.year == year}
        parts = [of_year.get(key) for key in named]
        if len(named) < len(largest):
            parts.append(sum((amount for key, amount in of_year.items() if key not in named), Decimal(0)) or None)
        return tuple(parts)

    rows = []
    for group in _every_year(groups):
        year = None if group.slug == financial_year.NOT_PUBLISHED else financial_year.parse(group.slug)
        row = _year_row(group, values(year), href(group))
        parts = tuple("–" if value is None else money.pounds(value) for value in row.values)
        rows.append(Row(row.label, row.values, row.text, (*row.cells, *parts), row.href, row.unknown))
    return Chart(
        slug=slug,
        title=words.years_message(groups),
        subtitle=subtitle,
        series=tuple(series) or (Series("Amount", "series-1"),),
        rows=tuple(rows) if series else (),
        columns=("Amount", "Projects", *(one.name for one in series)),
        first_column="Financial year",
        note=note,
        csv=csv,
    )


def _every_year(groups: Sequence[Group]) -> list[Group]:
    """The groups with those years of the fund that have none between them."""
    by_slug = {group.slug: group for group in groups}
    years: list[int | None] = [*financial_year.fund_years()]
    years += [None] if financial_year.NOT_PUBLISHED in by_slug else []
    slugs = [financial_year.slug(year) for year in sorted(years, key=year_order)]
    return [by_slug.get(slug, Group.none(slug, slug)) for slug in slugs]


def _year_row(group: Group, values: tuple[Decimal | None, ...], href: str | None) -> Row:
    return Row(
        label=group.label,
        values=values,
        text=words.of_group(group) if group.amount else "nothing itemised",
        cells=(
            money.qualified(money.pounds(group.pounds), group.qualifier) if group.amount else "nothing itemised",
            f"{group.projects:,}",
        ),
        href=href if group.amount else None,
        unknown=group.slug == financial_year.NOT_PUBLISHED,
    )


ANNOUNCED = Series("Announced", PALE)
ITEMISED = Series("Itemised here", "series-1")


def announced_and_itemised(rows: Sequence[RoundRow], *, title: str, csv: str) -> Chart:
    """For each round, what was announced and over it what is itemised: two bars from the same start, which are never added."""
    return Chart(
        slug="announced",
        title=title,
        subtitle="Announced (pale) and itemised here (dark), £, on one scale. They are compared and never added.",
        series=(ANNOUNCED, ITEMISED),
        rows=tuple(_round_row(row) for row in rows),
        columns=("Announced", "Itemised", "Itemised as a share of announced"),
        first_column="Round",
        csv=csv,
        overlaid=True,
    )


def _round_row(row: RoundRow) -> Row:
    announced = str(row.announcement) if row.announcement else "not announced as a whole"
    itemised = words.of_group(row.itemised) if row.itemised.amount else "none itemised"
    return Row(
        label=row.round.name,
        values=(row.announcement.amount if row.announcement else None, row.itemised.amount or None),
        text=f"{itemised} of {announced}" if row.announcement else itemised,
        cells=(
            money.qualified(money.pounds(row.announcement.amount), row.announcement.qualifier)
            if row.announcement
            else "not stated",
            money.qualified(money.pounds(row.itemised.pounds), row.itemised.qualifier)
            if row.itemised.amount
            else "not published",
            words.percent(row.coverage) if row.coverage is not None else "not known",
        ),
        href=row.round.get_absolute_url(),
    )


def projects_announced_and_known(row: RoundRow) -> Chart:
    """How many projects a round was announced to have, and how many of them are known here, with and without an amount."""
    announced = row.announcement.project_count if row.announcement else None
    known = row.itemised.projects
    numbers = {
        "Announced": announced,
        "Known here": known,
        "Known, with an amount": row.itemised.awards_with_amount,
    }
    known_in_words = f"{known} of {announced} announced projects" if announced else words.count(known, "project")
    return Chart(
        slug="projects",
        title=f"{known_in_words} {'is' if known_in_words == '1 project' else 'are'} known",
        subtitle="Number of projects in the round",
        series=(Series("Projects", "series-1"),),
        rows=tuple(_count_row(label, number) for label, number in numbers.items()),
        columns=("Projects",),
        first_column="What is counted",
    )


def _count_row(label: str, number: int | None) -> Row:
    text = "not stated" if number is None else f"{number:,}"
    return Row(label=label, values=(None if number is None else Decimal(number),), text=text, cells=(text,))
