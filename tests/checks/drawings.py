"""SVG files, read as XML."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass

SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Mark:
    """A rectangle or a line of text: where it begins on the sheet, how large it is, and its attributes.

    The height of a text is the size of its letters.
    """

    x: float
    y: float
    width: float
    height: float
    element: ET.Element

    @property
    def fill(self) -> str | None:
        return self.element.get("fill")


def read_svg(file: str | bytes) -> ET.Element:
    """The drawing; raises `ParseError` if it is not well-formed."""
    return ET.fromstring(file.encode() if isinstance(file, str) else file)  # noqa: S314  # the site's own


def texts(drawing: ET.Element) -> list[str]:
    """What it says, line by line."""
    return [text.text or "" for text in drawing.iter(f"{SVG}text")]


def marks(drawing: ET.Element, kind: str) -> list[Mark]:
    """Every `rect` or `text`, in the order in which they are painted."""
    return list(_placed(drawing, kind, 0, 0, 1, 14))


def _placed(element: ET.Element, kind: str, x: float, y: float, scale: float, size: float) -> Iterator[Mark]:
    """Those in an element, whose own place and size are those of what it stands in."""
    for name, numbers in re.findall(r"(translate|scale)\(([^)]*)\)", element.get("transform", "")):
        first, *second = map(float, numbers.split())
        if name == "translate":
            x, y = x + scale * first, y + scale * second[0]
        else:
            scale *= first
    size = float(element.get("font-size", size).removesuffix("px")) if element.get("font-size") else size
    if element.tag == f"{SVG}{kind}":
        at, width, height = _number(element, "x", "dx"), _number(element, "width"), _number(element, "height") or size
        yield Mark(x + scale * at, y + scale * _number(element, "y", "dy"), scale * width, scale * height, element)
    for child in element:
        if child.tag != f"{SVG}defs":
            yield from _placed(child, kind, x, y, scale, size)


def _number(element: ET.Element, *names: str) -> float:
    return sum(float(element.get(name, 0)) for name in names)
