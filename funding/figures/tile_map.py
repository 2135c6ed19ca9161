"""The forces of England and Wales as a map of equal tiles, drawn on the server, with those who are not on it below.

On the basis "led", a tile shows what the force leads, and all tiles add up. On the basis "involved", it shows in how many
projects the force leads or partners: those never add up, since a project stands in several tiles.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from forces.models import NOT_STATED
from funding.addresses import projects_where
from funding.totals.groups import Totals
from funding.totals.listings import ForceRow

from .figure import Figure
from .numbers import Row, read
from .options import WHOLE_FUND, Basis, Scope
from .tile_words import LEAD_NOT_STATED, TileWords

TILE_WIDTH, TILE_HEIGHT = 88, 74
GAP = 4
"""Between two tiles; part of their width and height."""

FRAME = 5
"""How wide the hatched frame of a tile is whose words stand on paper."""

COLUMNS = 6
"""How many tiles stand side by side below the map, or more if the map is wider."""

HEADING = 40
"""Room for the words above the tiles below the map."""


@dataclass(frozen=True, kw_only=True)
class Tile:
    """One force: where its tile is, in units of the drawing, what is printed on it, and what it says to those who do not see it."""

    x: int
    y: int
    lines: list[tuple[str, int]]
    band: str
    label: str
    href: str
    chosen: bool = False

    @property
    def is_framed(self) -> bool:
        """Whether its words stand on paper within a hatched frame, since they could not be read on the hatching."""
        return self.band == LEAD_NOT_STATED


@dataclass(frozen=True, kw_only=True)
class TileMap(Figure):
    """The tiles on the map, those below it under a `heading`, the size of the drawing, its legend and its numbers.

    `on_map` is what the forces on the map lead, `off_map` holds those who lead the rest.
    """

    tiles: list[Tile]
    others: list[Tile]
    heading_y: int
    width: int
    height: int
    legend_title: str
    legend: list[tuple[str, str]]
    sentence: str
    on_map: Totals
    off_map: list[ForceRow]

    kind = "map"
    nothing = "No force is known."
    heading = "Not on the map"
    tile_width, tile_height = TILE_WIDTH - GAP, TILE_HEIGHT - GAP
    middle = tile_width / 2
    frame_width, frame_height = tile_width - 2 * FRAME, tile_height - 2 * FRAME
    frame = FRAME

    @property
    def anchor(self) -> str:
        return self.slug

    @property
    def key_title(self) -> str:
        return self.legend_title

    @property
    def key(self) -> list[tuple[str, str]]:
        return self.legend

    @property
    def size(self) -> tuple[float, float]:
        return self.width - GAP, self.height - GAP

    @property
    def summary(self) -> str:
        return self.sentence

    @property
    def fields(self) -> tuple[str, ...]:
        slug, label, *numbers = super().fields
        return (slug, label, "on_map", *numbers)

    @property
    def records(self) -> list[tuple[object, ...]]:
        return [
            (slug, label, index < len(self.tiles), *numbers)
            for index, (slug, label, *numbers) in enumerate(super().records)
        ]


def page_of(row: ForceRow) -> str:
    """The page of a force, or the projects whose lead is not stated."""
    return row.force.get_absolute_url() if row.force else projects_where(lead=NOT_STATED)


def force_map(
    rows: Sequence[ForceRow],
    scope: Scope = WHOLE_FUND,
    *,
    basis: Basis = Basis.LED,
    href: Callable[[ForceRow], str] = page_of,
    chosen: Collection[str] = (),
) -> TileMap:
    """The map of what forces lead, in pounds or in projects, or of the number of projects in which they are involved.

    `rows` are `listings.led_by_force` or, needed for "involved", `listings.forces`. On the basis "led", the tiles on and
    below the map are all the rows, so they add up to the total. `chosen` are the slugs of those that a filter names.
    """
    kind = TileWords(basis, scope)
    shown = [row for row in rows if row.force or not kind.involved]
    placed = [row for row in shown if row.force and row.force.tile_column is not None]
    others = [row for row in shown if row not in placed]

    def tile(row: ForceRow, x: int, y: int) -> Tile:
        return Tile(
            x=x,
            y=y,
            lines=kind.lines(row),
            band=kind.band(row),
            label=kind.label(row),
            href=href(row),
            chosen=row.led.slug in chosen,
        )

    left = min((row.force.tile_column or 0 for row in placed if row.force), default=0)
    top = min((row.force.tile_row or 0 for row in placed if row.force), default=0)
    tiles = [
        tile(
            row,
            ((row.force.tile_column or 0) - left) * TILE_WIDTH,
            ((row.force.tile_row or 0) - top) * TILE_HEIGHT,
        )
        for row in placed
        if row.force
    ]
    columns = max([one.x // TILE_WIDTH + 1 for one in tiles], default=0)
    columns = max(columns, COLUMNS) if others else columns
    end = max((one.y + TILE_HEIGHT for one in tiles), default=0)
    below = [
        tile(row, index % columns * TILE_WIDTH, end + HEADING + index // columns * TILE_HEIGHT)
        for index, row in enumerate(others)
    ]
    on_map = Totals.combined(row.led for row in placed)
    off_map = Totals.combined(row.led for row in others)
    return TileMap(
        slug="map",
        title=kind.title(shown),
        subtitle=kind.subtitle,
        tiles=tiles,
        others=below,
        heading_y=end + HEADING - 14,
        width=columns * TILE_WIDTH,
        height=max((one.y + TILE_HEIGHT for one in [*tiles, *below]), default=0),
        legend_title=kind.legend_title,
        legend=kind.legend,
        first_column="Force",
        numbers=kind.numbers,
        rows=tuple(
            Row(ids=(row.led.slug,), label=row.led.label, numbers=read(kind.numbers, row), href=href(row))
            for row in [*placed, *others]
        ),
        sentence=kind.sentence(placed),
        note=kind.note(on_map, off_map),
        csv=scope.csv,
        on_map=on_map,
        off_map=[row for row in others if row.led.projects],
    )
