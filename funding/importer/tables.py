"""A CSV file as rows of cells by column. Nothing here knows what the columns mean."""

import codecs
import csv
import io
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from .problems import Problem

SAVE_AGAIN = "Save the file again as “CSV UTF-8 (comma delimited)”."


@dataclass(frozen=True, kw_only=True)
class TableRow:
    """The cells of one row by column, without surrounding spaces; `line` is where it begins in the file.

    `whole` is false for a row with too many or too few cells, of which no cell is sure to be in its column.
    """

    line: int
    cells: dict[str, str]
    whole: bool


@dataclass(frozen=True, kw_only=True)
class Table:
    """What could be read of a file, which problems call by its `name`. `columns` are its own, as named in its first row.

    `complete` is false if the reading stopped before the end.
    """

    name: str
    columns: list[str]
    rows: list[TableRow]
    problems: list[Problem]
    complete: bool


def read_table(path: Path, columns: Sequence[str], *, optional: Collection[str], name: str) -> Table:
    """The rows of a UTF-8, comma-separated file whose first row names `columns`, in any order; `optional` ones can be missing.

    A BOM, either kind of line end, spaces around cells and blank rows (of nothing or of commas only) are all right.
    """
    header: list[str] = []
    rows: list[TableRow] = []
    problems: list[Problem] = []
    complete = False
    try:
        records = _records(_decode(path))
        line, header = next(records, (0, []))
        _check_separator(line, header)
        problems += [Problem(name, line or None, None, reason) for reason in _wrong_columns(header, columns, optional)]
        for line, cells in records:
            whole = len(cells) == len(header)
            if not whole:
                problems.append(Problem(name, line, None, _miscounted(len(cells), len(header))))
            rows.append(TableRow(line=line, cells=dict(zip(header, cells, strict=False)), whole=whole))
        complete = True
    except _ReadError as error:
        problems.append(Problem(name, error.line, None, str(error)))
    return Table(name=name, columns=header, rows=rows, problems=problems, complete=complete)


class _ReadError(Exception):
    """Nothing can be read from this line on (None: of the whole file)."""

    def __init__(self, line: int | None, reason: str) -> None:
        self.line = line
        super().__init__(reason)


def _decode(path: Path) -> str:
    try:
        data = path.read_bytes().removeprefix(codecs.BOM_UTF8)
    except FileNotFoundError:
        raise _ReadError(
            None,
            "the file is missing from the folder. If there is nothing to put in it, give it only its row of column names.",
        ) from None
    except OSError as error:
        raise _ReadError(None, f"the file cannot be read ({error.strerror}).") from None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        place = len(before) - before.rfind(b"\n")
        reason = f"the file is not UTF-8: byte {place} of this row is 0x{data[error.start]:02X}. {SAVE_AGAIN}"
        raise _ReadError(before.count(b"\n") + 1, reason) from None


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each record that is not blank, with the number of the line it begins on; a quoted cell can run over several lines."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, skipinitialspace=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = [cell.strip() for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error as error:
            raise _ReadError(line, f"{_advice(str(error))} The rows from here on were not read.") from None
        if any(cells):
            yield line, cells


def _advice(error: str) -> str:
    if "unexpected end of data" in error:
        return "a double quote is opened in this row and never closed. Close it."
    if "expected after" in error:
        return "text follows a closing double quote. Write a double quote inside a quoted cell twice."
    return f"the row cannot be read as CSV ({error}). Look for a double quote that is not closed."


def _check_separator(line: int, header: Sequence[str]) -> None:
    if len(header) == 1 and any(separator in header[0] for separator in ";\t"):
        raise _ReadError(line, f"the columns are not separated by commas. {SAVE_AGAIN}")


def _wrong_columns(header: Sequence[str], columns: Sequence[str], optional: Collection[str]) -> Iterator[str]:
    expected = ", ".join(columns)
    if not header:
        yield f"the file is empty. Its first row must name the columns: {expected}."
        return
    for place, name in enumerate(header, start=1):
        if not name:
            yield f"column {place} has no name. Name it or delete it. The columns are: {expected}."
        elif name not in columns:
            yield f"“{name}” is not a column of this file. The columns are: {expected}."
        elif name in header[: place - 1]:
            yield f"the column {name} is there twice. Delete one."
    for name in columns:
        if name not in header and name not in optional:
            yield f"the column {name} is missing. Add it, with empty cells where nothing is known."


def _miscounted(cells: int, columns: int) -> str:
    return (
        f"the row has {cells} cells and the file has {columns} columns. "
        "Put double quotes around text that holds a comma, and keep the commas of empty cells."
    )
