"""The forces of England and Wales as a map of equal tiles, drawn on the server: where each leads, and how much."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from forces.models import Force
from funding import money
from funding.groups import Group
from funding.listings import ForceRow

from . import words

TILE_WIDTH, TILE_HEIGHT = 88, 74

BANDS = [
    (Decimal(10_000_000), "band-4", "£10m or more"),
    (Decimal(5_000_000), "band-3", "£5m to £10m"),
    (Decimal(1_000_000), "band-2", "£1m to £5m"),
    (Decimal(0), "band-1", "under £1m"),
]
"""From how many pounds, the class of the tile, and what the legend says."""

NOT_PUBLISHED = ("not-published", "leads projects, amount not published")
NOTHING = ("nothing", "leads nothing that is known")

LINES = {
    "avon-and-somerset": ("Avon &", "Somerset"),
    "bedfordshire": ("Beds",),
    "cambridgeshire": ("Cambs",),
    "city-of-london": ("City of", "London"),
    "derbyshire": ("Derbys",),
    "devon-and-cornwall": ("Devon &", "Cornwall"),
    "dyfed-powys": ("Dyfed-", "Powys"),
    "gloucestershire": ("Glos",),
    "greater-manchester": ("Greater", "Manc"),
    "hampshire": ("Hants",),
    "hertfordshire": ("Herts",),
    "humberside": ("Humber-", "side"),
    "lancashire": ("Lancs",),
    "leicestershire": ("Leics",),
    "lincolnshire": ("Lincs",),
    "merseyside": ("Mersey-", "side"),
    "metropolitan": ("Met",),
    "northamptonshire": ("Northants",),
    "northumbria": ("Northum-", "bria"),
    "north-yorkshire": ("North", "Yorks"),
    "nottinghamshire": ("Notts",),
    "south-yorkshire": ("South", "Yorks"),
    "staffordshire": ("Staffs",),
    "warwickshire": ("Warks",),
    "west-midlands": ("West", "Mids"),
    "west-yorkshire": ("West", "Yorks"),
}
"""Short forms of the names that are too long for a tile; the others are broken at their spaces."""


@dataclass(frozen=True)
class Tile:
    """One force: where its tile is, in units of the drawing, what is printed on it, and what it says to those who do not see it."""

    x: int
    y: int
    lines: list[tuple[str, int]]
    band: str
    label: str
    href: str
    led: Group


@dataclass(frozen=True)
class TileMap:
    """All tiles, the size of the drawing, its legend, and what is not on the map."""

    tiles: list[Tile]
    width: int
    height: int
    legend: list[tuple[str, str]]
    on_map: Group
    off_map: list[ForceRow]


def led_map(rows: Sequence[ForceRow]) -> TileMap:
    """The map of what forces lead. Its tiles and `off_map` together are all the rows, so together they add up to the total."""
    placed = [(row, row.force) for row in rows if row.force and row.force.tile_column is not None]
    left = min((force.tile_column or 0 for _, force in placed), default=0)
    top = min((force.tile_row or 0 for _, force in placed), default=0)
    tiles = []
    for row, force in placed:
        x = ((force.tile_column or 0) - left) * TILE_WIDTH
        y = ((force.tile_row or 0) - top) * TILE_HEIGHT
        tiles.append(
            Tile(x, y, _lines(row, force), _band(row.led), _label(row, force), force.get_absolute_url(), row.led)
        )
    legend = [(band, text) for _, band, text in BANDS] + [NOT_PUBLISHED, NOTHING]
    return TileMap(
        tiles=tiles,
        width=max((tile.x for tile in tiles), default=0) + TILE_WIDTH,
        height=max((tile.y for tile in tiles), default=0) + TILE_HEIGHT,
        legend=legend,
        on_map=Group.combined("", "On the map", [row.led for row, _ in placed]),
        off_map=[row for row in rows if (row.force is None or row.force.tile_column is None) and row.led.projects],
    )


def _band(group: Group) -> str:
    if group.projects == 0:
        return NOTHING[0]
    if group.amount is None:
        return NOT_PUBLISHED[0]
    return next(band for least, band, _ in BANDS if group.amount >= least)


def _lines(row: ForceRow, force: Force) -> list[tuple[str, int]]:
    """The lines of text on a tile, each with its distance from the tile's top."""
    names = LINES.get(force.slug) or tuple(force.short_name.split()[:2])
    value = "–" if row.led.projects == 0 else "?" if row.led.amount is None else money.short_pounds(row.led.amount)
    first = 24 if len(names) == 2 else 32
    return [(line, first + 18 * index) for index, line in enumerate([*names, value])]


def _label(row: ForceRow, force: Force) -> str:
    """`Dyfed-Powys: leads nothing that is known; involved in 1 project`."""
    if row.led.projects == 0:
        leads = NOTHING[1]
    elif row.led.amount is None:
        leads = f"leads {words.count(row.led.projects, 'project')}, amount not published"
    else:
        leads = f"leads {words.count(row.led.projects, 'project')}, {words.of_group(row.led)}"
    involved = f"; involved in {words.count(row.involved.projects, 'project')}" if row.involved else ""
    return f"{force.short_name}: {leads}{involved}"
