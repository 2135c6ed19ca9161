"""What names and titles are sorted and found by, so that “Éssex” stands beside “Essex” and “Quoted” by its letters.

The database works the key of each row out by itself, however the row is written. Its function `sort_key`, which a migration
makes, and the function here give the same for every text: a test holds them to it.
"""

import re
import unicodedata
from string import ascii_lowercase, ascii_uppercase
from typing import Protocol

from django.db import models
from django.db.models import F, Func, Value
from django.db.models.functions import Concat

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

_PLAIN = {
    **dict.fromkeys(range(0x300, 0x370)),  # accents, once they are taken off their letters
    **dict.fromkeys(map(ord, APOSTROPHES)),
    **{ord(letter): plain for letter, plain in UNDECOMPOSED.items()},
    **{ord(capital): plain for capital, plain in zip("ÆŒẞØŁĐÐÞĦ", ["ae", "oe", "ss", *"oldd", "th", "h"], strict=True)},
    **dict(zip(map(ord, ascii_uppercase), ascii_lowercase, strict=True)),
}

_BETWEEN_WORDS = re.compile(r"[\x01-/:-@\[-`{-\xbf×÷\u2000-\u206f\u20a0-\u20cf−]+")
"""Signs and blanks: of ASCII and Latin-1, general punctuation, currencies, and minus."""


def sort_key(text: str) -> str:
    """`crime and law the mayors office` for `“Crime” and law: the Mayor’s Office`.

    Letters and digits, small and without accents; apostrophes are left out, and whatever else stands between words is one
    blank. Sorted by code points, digits come before letters and a word before one that it begins.
    """
    return _BETWEEN_WORDS.sub(" ", unicodedata.normalize("NFKD", text).translate(_PLAIN)).strip(" ")


class Named(Protocol):
    """What has a name, and so a sort key, and an id."""

    @property
    def sort_key(self) -> str: ...

    @property
    def slug(self) -> str: ...


def by_name(thing: Named) -> tuple[str, str]:
    """Sorts things by name, and by id where names are alike."""
    return thing.sort_key, thing.slug


def in_database(field: str) -> Func:
    """An expression for the sort key of a text field."""
    return Func(F(field), function="sort_key", output_field=models.TextField())


def sort_key_of(*fields: str) -> models.GeneratedField:
    """A column that the database keeps: the sort key of a text field, or of several, one after the other."""
    first, *others = map(in_database, fields)
    key = (
        Concat(first, *(part for other in others for part in (Value("\t", output_field=models.TextField()), other)))
        if others
        else first
    )
    return models.GeneratedField(expression=key, output_field=models.TextField(db_collation="C"), db_persist=True)
