"""What a column of a downloadable table is: a name, a meaning, a type, and the path from a row to its value."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from funding import financial_year


@dataclass(frozen=True, kw_only=True)
class Type:
    """What the cells of a column are: in words, and how a cell is made of the value that the column's path leads to."""

    name: str
    cell: Callable[[Any], Any] = lambda value: value


def _slugs(things: Iterable[Any]) -> str:
    return ";".join(thing.slug for thing in things)


def _addresses(addresses: Iterable[str]) -> str:
    return ";".join(address.replace(";", "%3B") for address in addresses)


TEXT = Type(name="text")
TEXTS = Type(name="texts, separated by ;", cell=";".join)
THINGS = replace(TEXTS, cell=_slugs)
ADDRESSES = replace(TEXTS, cell=_addresses)
NUMBER = Type(name="whole number")
LENGTH = replace(NUMBER, cell=len)
DECIMAL = Type(name="number")
POUNDS = Type(name="pounds")
DATE = Type(name="date, 2016-08-05")
YEAR = replace(TEXT, cell=financial_year.label)
FIRST_DAY = replace(DATE, cell=financial_year.first_day)
LAST_DAY = replace(DATE, cell=financial_year.last_day)
YES_OR_NO = Type(name="true or false")
PAGE = Type(name="web address")
"""The path of a page of this site; the writer makes it a whole address."""


@dataclass(frozen=True)
class Column:
    """A column: its name, what it means, the path from a row to its value, and its type.

    The path is names of attributes, `award.round.slug`; without any, it is the row itself. What is null on the way is an
    empty cell. A method on the way is called.
    """

    name: str
    meaning: str
    path: str
    type: Type = TEXT

    def read(self, row: Any) -> Any:
        """The cell of a row; None where there is nothing."""
        value = row
        for name in filter(None, self.path.split(".")):
            value = getattr(value, name)
            if callable(value):
                value = value()
            if value is None:
                return None
        return self.type.cell(value)
