"""Reads folders of CSV files into a record, or finds every error in them. It never asks the database."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .cells import quoted
from .checks import checks_of
from .problems import Problem, Refused
from .record import KINDS, Cell, Record, Row
from .rows import ForceRow, RegionRow, regions_of
from .tables import Table, TableRow, read_table

Ids = Mapping[type[Row], Collection[str] | None]
"""The ids that each kind of file gives out; None if a file could not be read to its end."""


def read_folders(*folders: Path) -> Record:
    """The record in the folders' files (others than the data set's own are passed over); a file can be in several of them.

    Raises Refused with every error of every file, so that all can be put right at once.
    """
    for folder in folders:
        if not folder.is_dir():
            reason = "this is a file. Name the folder it is in." if folder.exists() else "there is no such folder."
            raise Refused([Problem(str(folder), None, None, reason)])
    tables = {kind: list(_tables(kind, folders)) for kind in KINDS if kind is not RegionRow}
    tables = {kind: of_kind for kind, of_kind in tables.items() if of_kind or not kind.IS_OPTIONAL}
    ids = {kind: _ids(kind, of_kind) for kind, of_kind in tables.items()}
    problems = [problem for of_kind in tables.values() for table in of_kind for problem in table.problems]
    readings = {
        kind: [_read_row(kind, table.name, row, ids, problems) for table in of_kind for row in table.rows if row.whole]
        for kind, of_kind in tables.items()
    }
    for kind, of_kind in readings.items():
        kind.complete([reading.cells for reading in of_kind])
    by_id = {kind: _by_id(kind, rows) for kind, rows in readings.items()}
    for kind, rows in readings.items():
        problems += _repeated(kind, rows)
        problems += [
            Problem(row.file, row.line, column, reason)
            for row in rows
            for check in checks_of(kind)
            for column, reason in check(row.cells, by_id)
        ]
    if problems:
        raise Refused(problems)
    read = {
        kind: [kind(file=row.file, line=row.line, lacks=row.lacks, **row.cells) for row in rows]
        for kind, rows in readings.items()
    }
    return Record({**read, RegionRow: regions_of(Record(read)[ForceRow], {})})


@dataclass(frozen=True, kw_only=True)
class _Reading:
    """The cells of a row that could be read, as values."""

    file: str
    line: int
    lacks: frozenset[str]
    cells: dict[str, Any]


def _tables(kind: type[Row], folders: Sequence[Path]) -> Iterator[Table]:
    """The file in each folder that has it. If none has one that is needed, the first folder is said to lack it."""
    columns = kind.cells()
    having = [folder for folder in folders if (folder / kind.FILE).exists()]
    for folder in having or ([] if kind.IS_OPTIONAL else folders[:1]):
        yield read_table(
            folder / kind.FILE,
            list(columns),
            optional={column for column, how in columns.items() if how.optional},
            name=f"{folder.name}/{kind.FILE}" if len(having) > 1 else kind.FILE,
        )


def _id_column(kind: type[Row]) -> str:
    return next(iter(kind.cells()))


def _ids(kind: type[Row], tables: Sequence[Table]) -> Collection[str] | None:
    """Ids of rows with errors count: those who cite them are not to blame."""
    column = _id_column(kind)
    if not all(table.complete and column in table.columns for table in tables):
        return None
    return {row.cells[column] for table in tables for row in table.rows if column in row.cells}


def _by_id(kind: type[Row], readings: Sequence[_Reading]) -> dict[str, list[Mapping[str, Any]]]:
    rows: dict[str, list[Mapping[str, Any]]] = {}
    for reading in readings:
        if _id_column(kind) in reading.cells:
            rows.setdefault(reading.cells[_id_column(kind)], []).append(reading.cells)
    return rows


def _read_row(kind: type[Row], file: str, row: TableRow, ids: Ids, problems: list[Problem]) -> _Reading:
    """The good cells; what is wrong with the others is added to `problems`."""
    good: dict[str, Any] = {}
    for column, how in kind.cells().items():
        if column not in row.cells and not how.optional:
            continue  # the column is missing, which the table says
        try:
            value = _value(row.cells.get(column, ""), how)
        except ValueError as error:
            problems.append(Problem(file, row.line, column, str(error)))
            continue
        unknown = list(_unknown_ids(value, how, ids))
        problems += [Problem(file, row.line, column, reason) for reason in unknown]
        if not unknown:
            good[column] = value
    return _Reading(file=file, line=row.line, lacks=frozenset(kind.cells()) - row.cells.keys(), cells=good)


def _value(text: str, how: Cell) -> Any:
    if "\0" in text:
        raise ValueError("the cell holds a null character, which no text has. Delete the cell and type it again.")
    if text:
        return how.parse(text)
    if how.required:
        raise ValueError("the cell is empty. Fill it in.")
    return how.blank


def _unknown_ids(value: Any, how: Cell, ids: Ids) -> Iterator[str]:
    for kind, id_ in how.named(value):
        known = ids[kind]
        if known is not None and id_ not in known:
            yield f"{quoted(id_)} is not in {kind.FILE}. Add it there, or correct it here."


def _repeated(kind: type[Row], rows: Sequence[_Reading]) -> Iterator[Problem]:
    """A problem for each row that repeats what an earlier one has and no two may share."""
    for columns, reason in kind.UNIQUE.items():
        first: dict[tuple[Any, ...], _Reading] = {}
        for row in rows:
            if all(row.cells.get(column, "") != "" for column in columns):
                earlier = first.setdefault(tuple(row.cells[column] for column in columns), row)
                if earlier is not row:
                    where = f"row {earlier.line}" + ("" if earlier.file == row.file else f" of {earlier.file}")
                    yield Problem(row.file, row.line, " and ".join(columns), f"the same as in {where}. {reason}")
