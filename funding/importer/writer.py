"""Writes a record as the files that `read_folders` reads."""

import csv
from pathlib import Path
from typing import Any

from .record import KINDS, Record, Row
from .rows import RegionRow


def write_folder(record: Record, folder: Path) -> list[Path]:
    """A file for each kind of row. An optional file without rows, and an optional column without values, is left out.

    What follows from other cells is left unsaid, as the files do that people keep.
    """
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for kind in KINDS:
        if kind is RegionRow or (kind.IS_OPTIONAL and not record.by_id(kind)):
            continue
        path = folder / kind.FILE
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerows(_cells(kind, record))
        paths.append(path)
    return paths


def _cells(kind: type[Row], record: Record) -> list[list[str]]:
    """The cells of the file, its header first."""
    rows = [{column: getattr(row, column) for column in kind.cells()} for row in record[kind]]
    columns = []
    for column, how in kind.cells().items():
        if how.optional:
            implied: list[dict[str, Any]] = [{**row, column: how.blank} for row in rows]
            kind.complete(implied)
            said = [
                "" if row[column] == cells[column] else how.text(cells[column])
                for row, cells in zip(implied, rows, strict=True)
            ]
        else:
            said = [how.text(row[column]) for row in rows]
        if not how.optional or any(said):
            columns.append([column, *said])
    return [list(cells) for cells in zip(*columns, strict=True)]
