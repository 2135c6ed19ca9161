"""A drawing that stands alone: the rules of the style sheet as its own attributes, in light colours, and nothing of a page.

A style element would be shorter, but many programs that open SVG files do not read one, or not its variables.
"""

import re
import xml.etree.ElementTree as ET  # reads only what our own templates wrote
from functools import cache

from django.conf import settings

SVG = "http://www.w3.org/2000/svg"
NOT_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML file can hold."""

OF_A_PAGE = re.compile(r"class|href|role|aria-.*|tabindex|focusable")
"""Attributes that mean something on a page alone."""

ET.register_namespace("", SVG)


@cache
def looks() -> list[tuple[str, dict[str, str]]]:
    """The rules of `drawings.css`: a class, and attributes. A later rule goes before an earlier one."""
    tokens = dict(re.findall(r"--([\w-]+):([^;]+);", _style_sheet("tokens.css").partition("@media")[0]))
    rules = []
    for selectors, body in re.findall(r"([^{}]+)\{([^{}]*)\}", _style_sheet("drawings.css")):
        attributes = {
            name: " ".join(re.sub(r"var\(--([\w-]+)\)", lambda token: tokens[token[1]], value).split())
            for name, value in re.findall(r"([\w-]+):([^;]+);", body)
        }
        rules += [(selector.strip().removeprefix("."), attributes) for selector in selectors.split(",")]
    return rules


def _style_sheet(name: str) -> str:
    text = (settings.BASE_DIR / "static" / "css" / name).read_text(encoding="utf-8")
    return re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)


def standing_alone(drawing: str) -> str:
    """The file of a drawing made from our templates, for any program that shows SVG."""
    svg = ET.fromstring(NOT_XML.sub("", drawing))  # noqa: S314  # our own
    for element in svg.iter():
        classes = element.get("class", "").split()
        look = {name: value for of, attributes in looks() if of in classes for name, value in attributes.items()}
        kept = {name: value for name, value in element.attrib.items() if not OF_A_PAGE.fullmatch(name)}
        element.attrib = look | kept
        # A link leads nowhere from a file, and a drawing within it is a group at its place.
        if element.tag == f"{{{SVG}}}a":
            element.tag = f"{{{SVG}}}g"
        elif element.tag == f"{{{SVG}}}svg" and element is not svg:
            element.tag = f"{{{SVG}}}g"
            element.attrib = {"transform": f"translate({kept.get('x', 0)} {kept.get('y', 0)})", **look}
    svg.set("role", "img")
    ET.indent(svg, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(svg, encoding="unicode") + "\n"
