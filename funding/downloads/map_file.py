"""The map of tiles on the sheet of an SVG file."""

from funding.figures.tile_map import TILE_HEIGHT, TILE_WIDTH, Tile, TileMap

from .sheet import COLOURS, MARGIN, Sheet

SCALE = 1.35
"""How much larger the map is in the file than its own units."""

PAPER = {"fill": COLOURS["paper"], "stroke": COLOURS["soft"]}
LOOKS: dict[str, dict[str, object]] = {
    "band-1": {"fill": COLOURS["band-1"], "stroke": COLOURS["soft"]},
    "band-2": {"fill": COLOURS["band-2"], "stroke": COLOURS["soft"]},
    "band-3": {"fill": COLOURS["band-3"]},
    "band-4": {"fill": COLOURS["band-4"]},
    "nothing": {**PAPER},
    "not-published": {**PAPER, "stroke_width": 2, "stroke_dasharray": "5 4"},
    "not-stated": {"fill": "url(#hatch)", "stroke": COLOURS["soft"]},
}
"""The attributes of a tile and of its key: what is not an amount differs by more than its colour."""


def draw_map(sheet: Sheet, drawn: TileMap) -> None:
    """The tiles with the names of forces and their figures, and the key above them."""
    sheet.y += 8
    sheet.paragraph(f"{drawn.legend_title}:", size=13, colour="ink")
    sheet.key([(text, LOOKS[band]) for band, text in drawn.legend])
    sheet.y += 16
    top = sheet.y
    for tile in [*drawn.tiles, *drawn.others]:
        _draw_tile(sheet, tile, top)
    if drawn.others:
        sheet.line(drawn.heading, x=MARGIN, y=top + drawn.heading_y * SCALE, size=15 * SCALE, fill=COLOURS["soft"])
    sheet.y = top + drawn.height * SCALE


def _draw_tile(sheet: Sheet, tile: Tile, top: float) -> None:
    def rect(inset: int, **look: object) -> None:
        sheet.rect(
            "paper",
            x=MARGIN + (tile.x + inset) * SCALE,
            y=top + (tile.y + inset) * SCALE,
            width=(TILE_WIDTH - 4 - 2 * inset) * SCALE,
            height=(TILE_HEIGHT - 4 - 2 * inset) * SCALE,
            **look,
        )

    rect(0, **LOOKS[tile.band])
    if tile.is_framed:
        rect(5)
    if tile.chosen:
        rect(0, fill="none", stroke=COLOURS["ink"], stroke_width=5)
    colour = {"band-3": "paper", "band-4": "paper", "nothing": "soft"}.get(tile.band, "ink")
    for text, down in tile.lines:
        sheet.line(
            text,
            x=MARGIN + (tile.x + (TILE_WIDTH - 4) / 2) * SCALE,
            y=top + (tile.y + down) * SCALE,
            size=14.5 * SCALE,
            fill=COLOURS[colour],
            text_anchor="middle",
            font_weight=400 if tile.band == "nothing" else 600,
        )
