"""What a record is: rows of files, and for each of their columns how it is read and which field of the database it fills."""

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
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


@dataclasses.dataclass(frozen=True, kw_only=True)
class Cell:
    """A column: the parser of its cells, what an empty cell means, whose ids they hold, and which field they fill.

    `optional`: the whole column may be missing from a file. Where values are pairs, what is named and its id, `refers_to`
    has a kind of row for each thing that can be named. `fills` is a path from the row's model: `amount`, `theme__slug`.
    """

    parse: Parse[Any]
    required: bool
    optional: bool
    blank: Any
    refers_to: "type[Row] | Mapping[str, type[Row]] | None"
    fills: str

    @property
    def paths(self) -> Sequence[str]:
        """The fields that the column fills, of which a pair fills one and leaves the others empty."""
        return [f"{what}__slug" for what in self.refers_to] if isinstance(self.refers_to, Mapping) else [self.fills]

    def values(self, value: Any) -> Sequence[Any]:
        """What they hold for a value of the column."""
        if isinstance(self.refers_to, Mapping):
            named, id_ = value
            return [id_ if what == named else None for what in self.refers_to]
        return [value]


@overload
def cell(parse: Parse[T], *, fills: str = "", refers_to: "type[Row] | Mapping[str, type[Row]] | None" = None) -> T: ...
@overload
def cell(
    parse: Parse[T], *, blank: B, fills: str = "", refers_to: "type[Row] | None" = None, optional: bool = False
) -> T | B: ...
def cell(
    parse: Parse[Any],
    *,
    blank: Any = dataclasses.MISSING,
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

    `NAME` is what reports call such rows, `MODEL` where they are kept, and `ID` the columns by which one is known again.
    `UNIQUE` says which columns together no two rows share, and why; blank texts do not count. A row with `PART_OF` says more
    of the thing that a row of that kind with the same id is. `SOURCED` is what messages call a row that needs a source ("An
    allocation"). A folder may lack an optional file.
    """

    FILE: ClassVar[str]
    NAME: ClassVar[str]
    MODEL: ClassVar[type[Model]]
    ID: ClassVar[tuple[str, ...]]
    UNIQUE: ClassVar[Mapping[tuple[str, ...], str]]
    PART_OF: ClassVar["type[Row] | None"] = None
    SOURCED: ClassVar[str] = ""
    IS_OPTIONAL: ClassVar[bool] = False

    file: str
    line: int

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

    def identity(self) -> Identity:
        """The values of the columns in `ID`."""
        return tuple(getattr(self, column) for column in self.ID)

    def values(self) -> dict[str, Any]:
        """What it says of its model's fields, by path."""
        return {
            path: value
            for column, how in self.cells().items()
            for path, value in zip(how.paths, how.values(getattr(self, column)), strict=True)
        }

    @classmethod
    def describe(cls, thing: Any) -> str:
        """A stored thing, named as in the files."""
        return str(thing.slug)


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
        return iter(self._rows)


def parts_of(kind: type[Row]) -> list[type[Row]]:
    """The kinds of rows that say more of the things that rows of this kind are."""
    return [part for part in KINDS if part.PART_OF is kind]
