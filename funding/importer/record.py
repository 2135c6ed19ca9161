"""What a record is: rows of files, and for each of their columns how it is read, written, and which field it fills."""

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, cached_property
from typing import Any, ClassVar, TypeVar, overload

from django.db.models import Model

T = TypeVar("T")
B = TypeVar("B")
R = TypeVar("R", bound="Row")
Parse = Callable[[str], T]
Identity = tuple[Any, ...]

SMALL = 32_767  # PostgreSQL's smallint
LARGE = 2_147_483_647  # and its integer

KINDS: "list[type[Row]]" = []
"""All kinds of rows, as they are declared: each after those that it names."""


def as_text(value: Any) -> str:
    """A value as a cell writes it, where its column has no way of its own."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return ";".join(value)
    return value.isoformat() if isinstance(value, date) else str(value)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Cell:
    """A column: how its cells are read and written, what an empty one means, whose ids they hold, and which field they fill.

    `optional`: the whole column may be missing from a file. Where values are pairs, what is named and its id, `refers_to`
    has a kind of row for each thing that can be named. `fills` is a path from the row's model: `amount`, `theme__slug`.
    """

    parse: Parse[Any]
    write: Callable[[Any], str]
    required: bool
    optional: bool
    blank: Any
    refers_to: "type[Row] | Mapping[str, type[Row]] | None"
    fills: str

    @property
    def is_list(self) -> bool:
        """Whether its cells hold any number of ids."""
        return isinstance(self.blank, tuple)

    @property
    def paths(self) -> Sequence[str]:
        """The fields that the column fills, of which a pair fills one and leaves the others empty."""
        return [f"{what}__slug" for what in self.refers_to] if isinstance(self.refers_to, Mapping) else [self.fills]

    def fields(self, value: Any) -> Sequence[Any]:
        """What they hold for a value of the column."""
        if isinstance(self.refers_to, Mapping):
            named, id_ = value
            return [id_ if what == named else None for what in self.refers_to]
        return [value]

    def value(self, fields: Sequence[Any]) -> Any:
        """The value of the column for what they hold."""
        if isinstance(self.refers_to, Mapping):
            return next((what, id_) for what, id_ in zip(self.refers_to, fields, strict=True) if id_ is not None)
        return self.blank if fields[0] is None else fields[0]

    def named(self, value: Any) -> "list[tuple[type[Row], str]]":
        """The kind and the id of each row that a value of the column names."""
        if self.refers_to is None or not value:
            return []
        if isinstance(self.refers_to, Mapping):
            what, id_ = value
            return [(self.refers_to[what], id_)]
        return [(self.refers_to, id_) for id_ in ([value] if isinstance(value, str) else value)]

    def text(self, value: Any) -> str:
        """The text of the cell."""
        return "" if value is None else self.write(value)


@overload
def cell(
    parse: Parse[T],
    *,
    write: Callable[[Any], str] = as_text,
    fills: str = "",
    refers_to: "type[Row] | Mapping[str, type[Row]] | None" = None,
) -> T: ...
@overload
def cell(
    parse: Parse[T],
    *,
    blank: B,
    write: Callable[[Any], str] = as_text,
    fills: str = "",
    refers_to: "type[Row] | None" = None,
    optional: bool = False,
) -> T | B: ...
def cell(
    parse: Parse[Any],
    *,
    blank: Any = dataclasses.MISSING,
    write: Callable[[Any], str] = as_text,
    fills: str = "",
    refers_to: "type[Row] | Mapping[str, type[Row]] | None" = None,
    optional: bool = False,
) -> Any:
    """A field of a row's class that is a column of its file. Without `blank`, its cells cannot be empty.

    Unless `fills` says otherwise, it fills the field that has its name; of ids, the relation: `theme_id` fills `theme`, and
    `source_ids` fills `sources`.
    """
    required = blank is dataclasses.MISSING
    how = Cell(
        parse=parse,
        write=write,
        required=required,
        optional=optional,
        blank=None if required else blank,
        refers_to=refers_to,
        fills=fills,
    )
    return dataclasses.field(metadata={"cell": how})


@dataclasses.dataclass(frozen=True, kw_only=True)
class Row:
    """A row of any file, one field a column in the file's order; `line` is where it begins in its `file`.

    `lacks` are the optional columns that its file does not have, of which it says nothing.

    `NAME` is what reports call such rows, `MODEL` where they are kept, and `ID` the columns by which one is known again.
    `UNIQUE` says which columns together no two rows share, and why; blank texts do not count. Two rows whose `LOOKS` are
    alike are likely to be the same thing. A row with `PART_OF` says more of the thing that a row of that kind with the same id
    is. `SOURCED` is what messages call a row that needs a source ("An allocation"). A folder may lack an optional file.
    `TITLE` is what readers call a row, with its columns in braces; `PAGE` the name of the address of its page, if it has one.
    """

    FILE: ClassVar[str]
    NAME: ClassVar[str]
    MODEL: ClassVar[type[Model]]
    ID: ClassVar[tuple[str, ...]]
    UNIQUE: ClassVar[Mapping[tuple[str, ...], str]]
    LOOKS: ClassVar[str] = ""
    PART_OF: ClassVar["type[Row] | None"] = None
    SOURCED: ClassVar[str] = ""
    IS_OPTIONAL: ClassVar[bool] = False
    TITLE: ClassVar[str] = ""
    PAGE: ClassVar[str] = ""

    file: str = ""
    line: int = 0
    lacks: frozenset[str] = frozenset()

    def __init_subclass__(cls) -> None:
        KINDS.append(cls)

    @classmethod
    @cache
    def cells(cls) -> Mapping[str, Cell]:
        """Each column of the file."""
        cells: dict[str, Cell] = {}
        for field in dataclasses.fields(cls):
            how: Cell | None = field.metadata.get("cell")
            if how is not None:
                cells[field.name] = dataclasses.replace(how, fills=how.fills or _path(field.name, how))
        return cells

    @classmethod
    def complete(cls, rows: Sequence[dict[str, Any]]) -> None:
        """Fills in, where the file leaves it unsaid, what follows from other cells. Cells that could not be read are not there."""

    @classmethod
    def fields_of(cls, columns: Iterable[str]) -> list[str]:
        """The fields that these columns fill, by path."""
        return [path for column in columns for path in cls.cells()[column].paths]

    @property
    def identity(self) -> Identity:
        """The values of the columns in `ID`."""
        return tuple(getattr(self, column) for column in self.ID)

    @property
    def key(self) -> str:
        """The same as one text, which no other row of the file has."""
        return " ".join(self.cells()[column].text(getattr(self, column)) for column in self.ID)

    @property
    def label(self) -> str:
        """What reports call the row: its id, and what else it takes to tell it from others."""
        first, *others = [self.cells()[column].text(getattr(self, column)) for column in self.ID]
        return f"{first} ({', '.join(others)})" if others else first

    @cached_property
    def named(self) -> "list[tuple[type[Row], str]]":
        """The kind and the id of each row that it names."""
        return [name for column, how in self.cells().items() for name in how.named(getattr(self, column))]

    @property
    def award(self) -> str | None:
        """The id of the award that it is part of. Files that name an award have all its parts."""
        return None

    def fields(self, columns: Iterable[str]) -> dict[str, Any]:
        """What these columns say of the model's fields, by path."""
        said: dict[str, Any] = {}
        for column in columns:
            how = self.cells()[column]
            said.update(zip(how.paths, how.fields(getattr(self, column)), strict=True))
        return said

    def text(self, column: str) -> str:
        """What stands in a column, in one spelling: the ids of a list in the order of the alphabet."""
        how, value = self.cells()[column], getattr(self, column)
        return how.text(tuple(sorted(value)) if how.is_list else value)

    @cached_property
    def texts(self) -> dict[str, str]:
        """What the row says, by the columns that its file has."""
        return {column: self.text(column) for column in self.cells() if column not in self.lacks}


def _path(column: str, how: Cell) -> str:
    if how.refers_to is None:
        return column
    return f"{column.removesuffix('_id').removesuffix('_ids') + ('s' if column.endswith('_ids') else '')}__slug"


class Record:
    """All rows of all files by kind (`record[AwardRow]`): complete, consistent, and fit for the database."""

    def __init__(self, rows: Mapping[type[Row], Sequence[Row]]) -> None:
        self._rows = rows

    def __getitem__(self, kind: type[R]) -> Sequence[R]:
        return self._rows[kind]  # type: ignore[return-value]  # each kind's rows are of that kind

    def __iter__(self) -> Iterator[type[Row]]:
        """The kinds that it has, each after those that it names."""
        return (kind for kind in KINDS if kind in self._rows)

    @cached_property
    def nameable(self) -> dict[tuple[type[Row], str], Row]:
        """The rows that others can name, by their kind and id."""
        return {(kind, row.key): row for kind in self if len(kind.ID) == 1 for row in self[kind]}

    @cached_property
    def names(self) -> frozenset[tuple[type[Row], str]]:
        """The kind and the id of each row that any of its rows names."""
        return frozenset(name for kind in self for row in self[kind] for name in row.named)

    def by_id(self, kind: type[R]) -> dict[Identity, R]:
        """The rows of a kind by what identifies them; none of a kind that the record does not have."""
        return {row.identity: row for row in self[kind]} if kind in self._rows else {}


def parts_of(kind: type[Row]) -> list[type[Row]]:
    """The kinds of rows that say more of the things that rows of this kind are."""
    return [part for part in KINDS if part.PART_OF is kind]
