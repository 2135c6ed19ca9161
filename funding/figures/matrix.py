"""Who works with whom as a matrix, drawn on the server: forces by forces, and in each cell how many projects name both."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from forces.models import Force
from forces.sort_key import by_name
from funding import words
from funding.totals.dimensions import NATIONAL_BODIES_LABEL
from funding.totals.partnerships import Pair

from .figure import Figure
from .lettering import fitting
from .numbers import Column, Row, count, pounds, read

FORCES_AT_MOST = 20
"""More would be too small to read; the table below the figure has them all."""

CELL = 36
"""Side of a cell, in units of the drawing."""

REGION_ROOM = 22
"""What a region's name needs above its first force; the columns keep a narrow gap there."""

REGION_GAP = 8
EDGE = 2
HEAD = 128
"""Height of the columns' heads, which are written upwards."""

HEADS = 156
"""Width of the names of rows, which are a drawing of their own on a page, so that they stay while the cells scroll."""

NAME, REGION = 14, 12
"""Sizes of the names of forces and regions; one that is too long for its place is smaller."""

BANDS = [
    (5, "band-4", "5 or more projects"),
    (3, "band-3", "3 or 4 projects"),
    (2, "band-2", "2 projects"),
    (1, "band-1", "1 project"),
]
"""From how many projects, the class of the cell, and what the legend says."""


@dataclass(frozen=True, kw_only=True)
class MatrixCell:
    """A pair: where its cell is, what is printed in it, what it says to those who do not see it, and where it leads.

    Every pair has two cells. Only one of them, below the diagonal, `is_first`: a keyboard or a screen reader meets it once.
    """

    x: int
    y: int
    number: int
    band: str
    label: str
    href: str | None
    is_first: bool


@dataclass(frozen=True)
class Head:
    """A name beside a row or above a column, where it stands, and the size at which it fits."""

    text: str
    at: int
    size: float


@dataclass(frozen=True)
class Line:
    """A row of the empty grid: where each of its cells is, and the one on the diagonal, where a force would meet itself."""

    y: int
    xs: list[int]
    own: int


@dataclass(frozen=True, kw_only=True)
class Matrix(Figure):
    """The drawing: heads of rows and columns, the cells and their legend; and the pairs that it shows, as `rows` of numbers."""

    row_heads: list[Head]
    column_heads: list[Head]
    regions: list[Head]
    grid: list[Line]
    cells: list[MatrixCell]
    legend: list[tuple[str, str]]
    width: int
    height: int
    sentence: str

    ids = ("force_a_id", "force_b_id")
    kind = "matrix"
    on_page = "figures/_matrix.html"
    nothing = "No two forces are named together."
    heads_width = HEADS + REGION_GAP
    column_foot = HEAD + REGION_ROOM - 6
    side = CELL - 2

    @property
    def anchor(self) -> str:
        return self.slug

    @property
    def key(self) -> list[tuple[str, str]]:
        return self.legend

    @property
    def size(self) -> tuple[float, float]:
        return self.heads_width + self.width, self.height

    @property
    def summary(self) -> str:
        return self.sentence


PAIR_NUMBERS: tuple[Column[Pair], ...] = (
    count("Projects that name both", "projects", lambda pair: len(pair.projects)),
    pounds("Money in them", "amount_gbp", lambda pair: pair.money.shown),
    count("Projects whose amount is not published", "projects_without_amount", lambda pair: pair.without_amount),
)


def of_pairs(pairs: Sequence[Pair], *, href: Callable[[Pair], str | None], which: str = "", csv: str = "") -> Matrix:
    """The matrix of the forces that are named together with most others, those of a region beside each other.

    `which` says of which projects the pairs are, in words that follow "projects".
    """
    everyone = _most_connected(pairs)
    shown = sorted(everyone[:FORCES_AT_MOST], key=_by_region)
    xs, ys, regions = _places(shown)
    cells, rows = [], []
    for pair in pairs:
        if pair.a in xs and pair.b in xs:
            first, second = sorted(pair.forces, key=lambda force: ys[force])
            label, band, number = said(pair), _band(len(pair.projects)), len(pair.projects)
            cells.append(
                MatrixCell(
                    x=xs[first], y=ys[second], number=number, band=band, label=label, href=href(pair), is_first=True
                )
            )
            cells.append(
                MatrixCell(
                    x=xs[second], y=ys[first], number=number, band=band, label=label, href=href(pair), is_first=False
                )
            )
            ids, numbers = (pair.a.slug, pair.b.slug), read(PAIR_NUMBERS, pair)
            rows.append(Row(ids=ids, label=_names(pair), numbers=numbers, href=href(pair)))
    cells.sort(key=lambda cell: (cell.y, cell.x))
    most = max((cell.number for cell in cells), default=0)
    return Matrix(
        slug="matrix",
        title=message(pairs),
        subtitle="Number of projects that name both forces, as lead or partner"
        + (f". Counts only projects {which}" if which else ""),
        note=_note(len(shown), len(everyone)),
        csv=csv,
        row_heads=[Head(force.short_name, y, fitting(force.short_name, HEADS, NAME)) for force, y in ys.items()],
        column_heads=[Head(force.short_name, x, fitting(force.short_name, HEAD, NAME)) for force, x in xs.items()],
        regions=regions,
        grid=[Line(y, list(xs.values()), xs[force]) for force, y in ys.items()],
        cells=cells,
        legend=[(band, text) for least, band, text in reversed(BANDS) if least <= most],
        width=max(xs.values(), default=0) + CELL,
        height=max(ys.values(), default=0) + CELL,
        first_column="Forces",
        numbers=PAIR_NUMBERS,
        rows=tuple(rows),
        sentence=_summary(pairs),
    )


def _note(shown: int, everyone: int) -> str:
    which = f"These are the {shown} forces named together with most others, of {everyone}. " if everyone > shown else ""
    return f"{which}Never add the numbers up: a project that names three forces is in three pairs."


def _most_connected(pairs: Iterable[Pair]) -> list[Force]:
    """The forces that are in a pair: those in most pairs first, then those with most projects in them, then by name."""
    in_pairs: dict[Force, list[int]] = {}
    for pair in pairs:
        for force in pair.forces:
            in_pairs.setdefault(force, []).append(len(pair.projects))
    return sorted(in_pairs, key=lambda force: (-len(in_pairs[force]), -sum(in_pairs[force]), *by_name(force)))


def _by_region(force: Force) -> tuple[bool, str, str, str]:
    """Those of a region together, national bodies last."""
    return force.region is None, force.region.sort_key if force.region else "", *by_name(force)


def _places(forces: Sequence[Force]) -> tuple[dict[Force, int], dict[Force, int], list[Head]]:
    """Where the column and the row of each force begin, and where the name of each region stands."""
    xs: dict[Force, int] = {}
    ys: dict[Force, int] = {}
    regions: list[Head] = []
    x, y, last = EDGE - REGION_GAP, HEAD, ""
    for force in forces:
        region = str(force.region or NATIONAL_BODIES_LABEL)
        if region != last:
            x, y, last = x + REGION_GAP, y + REGION_ROOM, region
            regions.append(Head(region, y, fitting(region, HEADS, REGION)))
        xs[force], ys[force] = x, y
        x, y = x + CELL, y + CELL
    return xs, ys, regions


def _band(projects: int) -> str:
    return next(band for least, band, _ in BANDS if projects >= least)


def said(pair: Pair) -> str:
    """`Essex and Kent: 3 projects, about £2m in them`."""
    count = words.count(len(pair.projects), "project")
    if pair.money.amount is None:
        return f"{_names(pair)}: {count}, amount not published"
    return f"{_names(pair)}: {count}, {pair.money.amount} in {'it' if len(pair.projects) == 1 else 'them'}"


def message(pairs: Sequence[Pair]) -> str:
    """Which two forces are named together most often, as a headline."""
    if not pairs:
        return "No two forces are named together"
    most = max(len(pair.projects) for pair in pairs)
    first, *others = [pair for pair in pairs if len(pair.projects) == most]
    if most == 1:
        return (
            "No two forces are named together in more than one project" if others else f"{_names(first)} work together"
        )
    if not others:
        return f"{_names(first)} are named together most often: in {most} projects"
    if len(others) == 1:
        return f"{_names(first)}, and {_names(others[0])}, are named together most often: in {most} projects each"
    return f"{len(others) + 1} pairs of forces are named together most often: in {most} projects each"


def _names(pair: Pair) -> str:
    return f"{pair.a.short_name} and {pair.b.short_name}"


def _summary(pairs: Sequence[Pair]) -> str:
    """How many pairs are more than a single project, in a sentence."""
    often = sum(len(pair.projects) > 1 for pair in pairs)
    if len(pairs) < 2:
        return ""
    if not often:
        return f"All {len(pairs)} pairs share one project each."
    return f"Of {len(pairs)} pairs, {often} {'shares' if often == 1 else 'share'} more than one project."
