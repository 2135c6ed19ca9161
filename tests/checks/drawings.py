"""SVG files, read as XML."""

import xml.etree.ElementTree as ET

SVG = "{http://www.w3.org/2000/svg}"


def read_svg(file: str | bytes) -> ET.Element:
    """The drawing; raises `ParseError` if it is not well-formed."""
    return ET.fromstring(file.encode() if isinstance(file, str) else file)  # noqa: S314  # the site's own


def texts(drawing: ET.Element) -> list[str]:
    """What it says, line by line."""
    return [text.text or "" for text in drawing.iter(f"{SVG}text")]
