"""A sheet on which a figure is drawn as SVG, from its top down: text that wraps, bars, keys, tiles.

The file stands alone: light colours on white, fonts of the reader's system, no style sheet, nothing from elsewhere.
"""

import re
import unicodedata
import xml.etree.ElementTree as ET  # writes, never reads

WIDTH, MARGIN = 800, 24
INSIDE = WIDTH - 2 * MARGIN
SANS = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
SERIF = "Charter, 'Bitstream Charter', 'Sitka Text', Cambria, Georgia, serif"

COLOURS = {
    "ink": "#1d1d1f",
    "soft": "#555b63",
    "paper": "#fff",
    "wash": "#f5f6f8",
    "line": "#d8dbe0",
    "link": "#12436d",
    "series-1": "#12436d",
    "series-2": "#28a197",
    "series-3": "#801650",
    "series-4": "#f46a25",
    "series-5": "#a285d1",
    "other": "#8b8b8b",
    "pale": "#a9c0d6",
    "unknown": "#6b7178",
    "unknown-back": "#d8dbe0",
    "band-1": "#dbe6f0",
    "band-2": "#9dbbd5",
    "band-3": "#4878a3",
    "band-4": "#12436d",
}
"""The light colours of the style sheet, by the names of its tokens."""

NOT_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML file can hold."""

NARROW, WIDE = " .,:;'’|!()[]/ijlftI-–", "mwMW@%£&—"


def width_of(text: str, size: float) -> float:
    """About how wide a text is, in units of the drawing: no font is at hand here to measure it."""
    return size * sum(_advance(character) for character in text)


def _advance(character: str) -> float:
    if unicodedata.combining(character):
        return 0
    if unicodedata.east_asian_width(character) in "WF":
        return 1.05
    if character in NARROW:
        return 0.36
    if character in WIDE:
        return 0.88
    if character.isdigit():
        return 0.64
    return 0.7 if character.isupper() else 0.6


def wrapped(text: str, width: float, size: float) -> list[str]:
    """The text in lines of at most that width, broken at spaces, and within a word that is wider than a line."""
    lines, line = [], ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if width_of(longer, size) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        line = ""
        for character in word:
            if line and width_of(line + character, size) > width:
                lines.append(line)
                line = ""
            line += character
    return [*lines, line] if line else lines


class Sheet:
    """The drawing so far. `y` is how far down it reaches, in units of the drawing (pixels at its own size)."""

    def __init__(self, *, title: str, description: str) -> None:
        self.y = float(MARGIN)
        self.svg = ET.Element(
            "svg", {"xmlns": "http://www.w3.org/2000/svg", "role": "img", "xml:lang": "en-GB", "font-family": SANS}
        )
        self._put(self.svg, "title", title)
        self._put(self.svg, "desc", description)
        self.paper = self._put(self.svg, "rect", fill=COLOURS["paper"], width=WIDTH)
        definitions = self._put(self.svg, "defs")
        hatch = self._put(
            definitions,
            "pattern",
            id="hatch",
            width=6,
            height=6,
            patternUnits="userSpaceOnUse",
            patternTransform="rotate(45)",
        )
        self._put(hatch, "rect", width=6, height=6, fill=COLOURS["unknown-back"])
        self._put(hatch, "rect", width=3, height=6, fill=COLOURS["unknown"])

    def _put(self, parent: ET.Element, tag: str, text: str = "", /, **attributes: object) -> ET.Element:
        """An element in another; `stroke_width=2` is the attribute `stroke-width`."""
        named = {name.replace("_", "-"): _number(value) for name, value in attributes.items()}
        element = ET.SubElement(parent, tag, named)
        if text:
            element.text = NOT_XML.sub("", text)
        return element

    def line(self, text: str, *, x: float, y: float, size: float, **attributes: object) -> None:
        """One line of text whose baseline is at `y`."""
        self._put(self.svg, "text", text, **{"fill": COLOURS["ink"], "x": x, "y": y, "font_size": size, **attributes})

    def rect(self, colour: str, *, x: float, y: float, width: float, height: float, **attributes: object) -> None:
        """A rectangle in a colour of the style sheet, or hatched for what is not known."""
        fill = "url(#hatch)" if colour == "unknown" else COLOURS[colour]
        if colour == "pale":
            attributes = {"stroke": COLOURS["link"], **attributes}
        self._put(self.svg, "rect", **{"x": x, "y": y, "width": width, "height": height, "fill": fill, **attributes})

    def paragraph(
        self, text: str, *, size: float = 14, leading: float = 1.4, colour: str = "soft", **attributes: object
    ) -> None:
        """Text over the whole width, below what is there; nothing if it is empty."""
        for line in wrapped(text, INSIDE, size):
            self.y += size * leading
            self.line(line, x=MARGIN, y=self.y, size=size, fill=COLOURS[colour], **attributes)

    def key(self, entries: list[tuple[str, dict[str, object]]]) -> None:
        """What the colours mean, each with the attributes of its swatch, side by side as far as there is room."""
        x, size = float(MARGIN), 13
        self.y += 24
        for name, swatch in entries:
            [first, *more] = wrapped(name, INSIDE - 18, size) or [""]
            if x > MARGIN and x + 18 + width_of(name, size) > WIDTH - MARGIN:
                x, self.y = float(MARGIN), self.y + 20
            self._put(self.svg, "rect", **{"x": x, "y": self.y - 11, "width": 12, "height": 12, **swatch})
            self.line(first, x=x + 18, y=self.y, size=size)
            for line in more:
                self.y += 17
                self.line(line, x=x + 18, y=self.y, size=size)
            x += 18 + width_of(name, size) + 20

    def written(self) -> str:
        """The file, as high as what is on it."""
        height = round(self.y + MARGIN)
        self.paper.set("height", str(height))
        for name, value in {"viewBox": f"0 0 {WIDTH} {height}", "width": str(WIDTH), "height": str(height)}.items():
            self.svg.set(name, value)
        return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(self.svg, encoding="unicode") + "\n"


def _number(value: object) -> str:
    """An attribute's value: numbers to a hundredth."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
