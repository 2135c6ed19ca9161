"""The numbers of a figure: one list of columns gives its table's cells, its file's fields, its bars and what they say."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Generic, TypeVar

from funding import words
from funding.money import Amount, Missing

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Number:
    """A number as a figure prints it.

    `cell` stands in its table, `short` beside its bar, `said` is what the bar says when it is pointed at. `length` is that of
    the bar (None: no bar); `plain` are the values in the figure's file, None where there is none.
    """

    cell: str
    short: str = ""
    said: str = ""
    length: Decimal | None = None
    plain: tuple[Any, ...]


@dataclass(frozen=True)
class Column(Generic[T]):
    """A column of a figure's numbers: its head, what its values are called in a file, and its number of each row."""

    head: str
    fields: tuple[str, ...]
    number: Callable[[T], Number]


def pounds(head: str, field: str, amount: Callable[[T], Amount | Missing], qualifier: str = "qualifier") -> Column[T]:
    """A column of amounts; in a file pounds and, unless that has no name, qualifier."""
    fields = (field, qualifier) if qualifier else (field,)

    def number(thing: T) -> Number:
        found = amount(thing)
        length, plain = (
            (found.pounds, (found.pounds, found.qualifier.value)) if isinstance(found, Amount) else (None, (None, None))
        )
        return Number(
            cell=found.exact(), short=found.short(), said=found.exact(), length=length, plain=plain[: len(fields)]
        )

    return Column(head, fields, number)


def count(head: str, field: str, things: Callable[[T], int | None], noun: str = "") -> Column[T]:
    """A column of numbers of things, each called by its noun where no head says what it is; None: not stated."""

    def number(thing: T) -> Number:
        size = things(thing)
        if size is None:
            return Number(cell="not stated", short="not stated", plain=(None,))
        text = words.count(size, noun) if noun else f"{size:,}"
        return Number(cell=f"{size:,}", short=text, said=text, length=Decimal(size), plain=(size,))

    return Column(head, (field,), number)


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row of a figure: what it is of, its address, its numbers, and those of them that are drawn as bars with a text.

    `ids` are what the first columns of a file say, as a rule the slug. `unknown` is what is not known (a year, a lead).
    """

    ids: tuple[str, ...]
    label: str
    numbers: tuple[Number, ...]
    bars: tuple[Number, ...] = ()
    text: str = ""
    href: str | None = None
    unknown: bool = False

    @property
    def cells(self) -> tuple[str, ...]:
        return tuple(number.cell for number in self.numbers)

    @property
    def values(self) -> tuple[Decimal | None, ...]:
        """The lengths of its bars."""
        return tuple(number.length for number in self.bars)

    @property
    def record(self) -> tuple[Any, ...]:
        """The row of a file."""
        return (*self.ids, self.label, *(value for number in self.numbers for value in number.plain))


def read(columns: Iterable[Column[T]], thing: T) -> tuple[Number, ...]:
    """The numbers of one row."""
    return tuple(column.number(thing) for column in columns)
