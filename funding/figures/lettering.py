"""How wide a text is, and where it breaks, in a drawing: SVG breaks no lines, and no font is at hand here to measure one."""

import unicodedata

NARROW, WIDE = " .,:;'’|!()[]/ijlftI-–", "mwMW@%£&—"


def width_of(text: str, size: float) -> float:
    """About how wide a text of this size is, in units of the drawing."""
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


def fitting(text: str, width: float, size: float) -> float:
    """The size at which a text fits on one line: this one, or smaller if the text is long."""
    needed = width_of(text, size)
    return size if needed <= width else int(10 * size * width / needed) / 10
