"""What a word is to the search: small letters and digits, without accents and apostrophes, wherever it is written."""

import re
import unicodedata
from typing import NamedTuple

APOSTROPHES = "'’‘ʼ"
"""Left out of a word, so that “Mayor’s”, “Mayor's” and “Mayors” are one."""

UNDECOMPOSED = {
    "æ": "ae",
    "œ": "oe",
    "ß": "ss",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ħ": "h",
    "ı": "i",
}
"""Letters that Unicode does not take apart, read as PostgreSQL's `unaccent` reads them."""

_WORD = re.compile(r"[^\W_]+")


class Span(NamedTuple):
    """A word of a text, and where in the text it begins and ends."""

    word: str
    start: int
    end: int


def spans(text: str) -> list[Span]:
    """The words of a text in order. A hyphen parts words: “tri-force” is two."""
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for letter in _plain(character):
            letters.append(letter)
            places.append(place)
    return [
        Span(match.group(), places[match.start()], places[match.end() - 1] + 1)
        for match in _WORD.finditer("".join(letters))
    ]


def words(text: str) -> tuple[str, ...]:
    """`("mayors", "office")` for `Mayor’s Office`."""
    return tuple(span.word for span in spans(text))


def _plain(character: str) -> str:
    if character in APOSTROPHES:
        return ""
    if character.isascii():
        return character.lower()
    letters = unicodedata.normalize("NFKD", character.lower())
    return "".join(UNDECOMPOSED.get(letter, letter) for letter in letters if not unicodedata.combining(letter))
