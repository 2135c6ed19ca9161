"""The sheet of a figure's file: where its words, its key and its drawing stand, from its top down (`templates/figures/sheet.svg`)."""

from dataclasses import dataclass

from funding.figures.figure import Figure
from funding.figures.lettering import width_of, wrapped

WIDTH, MARGIN = 800, 24
INSIDE = WIDTH - 2 * MARGIN

LARGEST_SCALE = 1.35
"""How much larger than its own units a drawing is at most; a wide one is smaller, so that it fits."""

SMALL = 13
SWATCH = 18
"""Width of a swatch of the key, with the room beside it."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of text: its class in the style sheet, its baseline, and its size."""

    text: str
    look: str
    x: float
    y: float
    size: float


@dataclass(frozen=True, kw_only=True)
class Swatch:
    """A mark of the key: its class in the style sheet, and its upper left corner."""

    look: str
    x: float
    y: float


class Sheet:
    """What stands where. Lengths are in units of the sheet, which are pixels at its own size."""

    width, margin = WIDTH, MARGIN

    def __init__(self, figure: Figure, *, source: str, address: str) -> None:
        self.description = f"{figure.subtitle.rstrip('.')}. {figure.summary}"
        self.swatches: list[Swatch] = []
        self._lines: list[Line] = []
        self._y = float(MARGIN)

        self._write(figure.title, look="sheet-title", size=24, leading=1.2)
        self._write(figure.subtitle, size=14, space=4)
        self._write(f"{figure.key_title}:" if figure.key_title else "", look="", space=8)
        self._write_key(figure)
        self.above, self._lines = self._lines, []

        width, height = figure.size
        self.drawing_top = round(self._y + 16, 2)
        self.scale = round(min(LARGEST_SCALE, INSIDE / width), 4)
        self._y = self.drawing_top + height * self.scale

        facts = (f"{fact.name}: {fact.text}{f' ({fact.label})' if fact.label else ''}" for fact in figure.facts)
        self._write(". ".join(facts), look="", space=10)
        self._write(figure.note, space=4)
        self._write(source, size=12, space=10)
        self._write(f"Police Transformation Fund explorer, {address}", size=12)
        self.below = self._lines
        self.height = round(self._y + MARGIN)

    def _write(
        self, text: str, *, look: str = "sheet-aside", size: float = SMALL, leading: float = 1.4, space: float = 0
    ) -> None:
        """Text over the whole width, some space below what is there; nothing if it is empty."""
        lines = wrapped(text, INSIDE, size)
        self._y += space if lines else 0
        for line in lines:
            self._y += size * leading
            self._put(line, x=MARGIN, look=look, size=size)

    def _write_key(self, figure: Figure) -> None:
        """What the marks mean, side by side as far as there is room."""
        x = float(MARGIN)
        self._y += 24 if figure.key else 0
        for look, words in figure.key:
            width = SWATCH + width_of(words, SMALL)
            if x > MARGIN and x + width > WIDTH - MARGIN:
                x, self._y = float(MARGIN), self._y + 20
            self.swatches.append(Swatch(look=look, x=round(x, 2), y=round(self._y - 11, 2)))
            for number, line in enumerate(wrapped(words, INSIDE - SWATCH, SMALL)):
                self._y += 17 if number else 0
                self._put(line, x=x + SWATCH, look="", size=SMALL)
            x += width + 20

    def _put(self, text: str, *, x: float, look: str, size: float) -> None:
        self._lines.append(Line(text=text, look=look, x=round(x, 2), y=round(self._y, 2), size=size))
