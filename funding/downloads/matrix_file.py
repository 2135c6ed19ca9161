"""The matrix of forces on the sheet of an SVG file."""

from funding.figures.matrix import CELL, HEAD, REGION_GAP, REGION_ROOM, Head, Matrix

from .map_file import LOOKS
from .sheet import COLOURS, INSIDE, MARGIN, Sheet, width_of

ROOM = 164
"""Width of the names of rows, in units of the matrix."""

SCALE = 1.2
"""How much larger than its own units the matrix is drawn at most; one of many forces is smaller, so that it fits the sheet."""

SIZE, SMALL = 14, 12
"""Size of the names of forces and numbers, and of those of regions, in units of the matrix."""


def draw_matrix(sheet: Sheet, drawn: Matrix) -> None:
    """The cells with their numbers between the names of rows and columns, and the key above them."""
    sheet.y += 8
    sheet.paragraph("Projects that name both:", size=13, colour="ink")
    sheet.key([(text, LOOKS[band]) for band, text in drawn.legend])
    sheet.y += 16
    _Drawing(sheet, drawn).draw()


class _Drawing:
    """The matrix at a place on the sheet. Places are given in units of the matrix, its own corner being (0, 0)."""

    def __init__(self, sheet: Sheet, drawn: Matrix) -> None:
        self.sheet, self.drawn = sheet, drawn
        self.scale = min(SCALE, INSIDE / (ROOM + drawn.width))
        self.left, self.top = MARGIN + ROOM * self.scale, sheet.y

    def draw(self) -> None:
        drawn = self.drawn
        for head in drawn.regions:
            self._text(head.text, -ROOM, head.at - 6, size=SMALL, fill=COLOURS["soft"])
        for head in drawn.row_heads:
            self._text(head.text, -ROOM, head.at + 23, size=_fitting(head, ROOM - REGION_GAP))
        for head in drawn.column_heads:
            self._column(head)
        for line in drawn.grid:
            for x in line.xs:
                self._cell(x, line.y, fill=COLOURS["line" if x == line.own else "wash"])
        for cell in drawn.cells:
            self._cell(cell.x, cell.y, **LOOKS[cell.band])
            colour = "paper" if cell.band in ("band-3", "band-4") else "ink"
            self._text(
                str(cell.number),
                cell.x + CELL / 2 - 1,
                cell.y + 23,
                fill=COLOURS[colour],
                text_anchor="middle",
                font_weight=600,
            )
        self.sheet.y = self.top + drawn.height * self.scale

    def _column(self, head: Head) -> None:
        """A name that is written upwards and ends above its column."""
        x, y = self._place(head.at + 23, HEAD + REGION_ROOM - 6)
        self.sheet.line(
            head.text,
            x=0,
            y=0,
            size=_fitting(head, HEAD) * self.scale,
            transform=f"translate({x:.2f} {y:.2f}) rotate(-90)",
        )

    def _cell(self, x: float, y: float, **look: object) -> None:
        left, top = self._place(x, y)
        side = (CELL - 2) * self.scale
        self.sheet.rect("paper", x=left, y=top, width=side, height=side, **look)

    def _text(self, text: str, x: float, y: float, *, size: float = SIZE, **look: object) -> None:
        left, base = self._place(x, y)
        self.sheet.line(text, x=left, y=base, size=size * self.scale, **look)

    def _place(self, x: float, y: float) -> tuple[float, float]:
        return self.left + x * self.scale, self.top + y * self.scale


def _fitting(head: Head, room: float) -> float:
    """The size at which a name fits its room: the usual one, or smaller if it is long."""
    return min(SIZE, room / width_of(head.text, 1)) if head.text else SIZE
