"""Editions of a record, made up by Hypothesis: the tiny record of files after some edits, and after some more."""

import csv
import io
import tempfile
from copy import deepcopy
from pathlib import Path

from hypothesis import strategies as st

from funding.importer import Record, Refused, read_folders
from funding.importer.record import KINDS, Cell, Row
from funding.importer.rows import AllocationRow, AwardRow, ProjectRow, RegionRow
from tests.data.record_files import FILES, REFERENCE_FILES

Files = dict[str, list[dict[str, str]]]
"""The rows of each file, with the text of each of its columns."""

HAVING_FILES = [kind for kind in KINDS if kind is not RegionRow]

TEXTS = ["ash", "Birch, “cedar”", 'elm "oak"', "50% of half_way", r"back\slash <b>&", "St John's", "Éa ů"]
YEARS = ["2016-17", "2017-18", "2018-19", "2019-20"]
POUNDS = ["1", "2.50", "100", "250000.01", "999999999.99"]
VALUES = {
    "amount_gbp": POUNDS,
    "as_at": ["2016-06-30", "2017-03-31", "2018-03-31"],
    "announced_on": ["2016-08-05", "2017-12-31"],
    "base_year": YEARS,
    "column": ["0", "1", "7"],
    "covers_from": YEARS,
    "covers_to": YEARS,
    "date": ["2019", "2021-02", "2016-08-05"],
    "entity": ["round:late", "project:lab", "award:first-care"],
    "financial_year": YEARS,
    "index": ["76.0754", "100.0000"],
    "national_scope": ["true", "false"],
    "officers_fte": ["0.50", "1501.57", "2000.00"],
    "ons_code": ["E23000001", "E23000002", "W15000001"],
    "period_basis": ["stated", "years", "round"],
    "population": ["1", "857888"],
    "population_year": ["2001", "2011"],
    "project_count": ["1", "14"],
    "published_on": ["2016", "2021-02", "2016-08-05"],
    "qualifier": ["exactly", "about", "almost", "at least", "up to"],
    "region": ["East of England", "Wales", "London & south"],
    "rounded_to_gbp": ["1", "100"],
    "row": ["0", "1", "7"],
    "url": ["https://example.org/3", "http://example.org/4?a=b&c=d"],
    "website": ["https://police.example.org"],
}
CHOICES = {
    ("forces.csv", "kind"): ["territorial", "special", "national_body"],
    ("rounds.csv", "kind"): ["bids", "national programmes", "not confirmed"],
    ("allocations.csv", "kind"): ["stated", "remainder"],
    ("allocations.csv", "status"): ["awarded", "provisional"],
    ("deflators.csv", "status"): ["outturn", "forecast"],
}
"""What an edit may write into a cell that is no id; else one of the texts. What the importer refuses is not written."""


def tiny() -> Files:
    """The tiny record with all its files and columns. The words of its sources name no amount, so that any other is right."""
    files: Files = {}
    for kind in HAVING_FILES:
        text = {**FILES, **REFERENCE_FILES}[kind.FILE]
        rows = csv.DictReader(io.StringIO(text))
        files[kind.FILE] = [{column: row.get(column, "") for column in kind.cells()} for row in rows]
    for rows in files.values():
        for row in rows:
            if "amount_gbp" in row:
                row["as_stated"] = "as the notice says"
    files["sub_grants.csv"][0]["amount_gbp"] = "1"
    return files


def written(files: Files, folder: Path) -> Path:
    """Writes the files into the folder, and returns it."""
    for name, rows in files.items():
        columns = next(list(kind.cells()) for kind in HAVING_FILES if name == kind.FILE)
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns)
            writer.writeheader()
            writer.writerows(rows)
    return folder


def record_of(files: Files) -> Record:
    """What the importer reads of them. Raises Refused."""
    with tempfile.TemporaryDirectory() as folder:
        return read_folders(written(files, Path(folder)))


@st.composite
def editions(draw: st.DrawFn, number: int) -> list[Files]:
    """So many editions of a record, one after the other. Any two that follow each other differ."""
    found: list[Files] = []
    files = tiny()
    files["projects.csv"][1]["lead_id"] = draw(st.sampled_from(["", "gwent", "nca"]))
    while len(found) < number:
        for _ in range(draw(st.integers(3, 10))):
            edited = draw(_edited(files))
            if edited != files and _can_be_loaded(edited):
                files = edited
        if not found or files != found[-1]:
            found.append(files)
    return found


def _can_be_loaded(files: Files) -> bool:
    try:
        record_of(files)
    except Refused:
        return False
    return True


@st.composite
def _edited(draw: st.DrawFn, files: Files) -> Files:
    """The files with one cell changed, one row added, or one removed; it may be more than the importer takes."""
    kinds = [*[AllocationRow] * 6, *[ProjectRow] * 2, AwardRow, *HAVING_FILES]  # money moves often
    kind = draw(st.sampled_from([kind for kind in kinds if files[kind.FILE]]))
    place = draw(st.integers(0, len(files[kind.FILE]) - 1))
    files = deepcopy(files)
    rows = files[kind.FILE]
    row, own_id = rows[place], _own_id(kind)
    how = draw(st.sampled_from(["change", "change", "add", "remove"]))
    if how == "remove":
        rows.remove(row)
        _forget(kind, row, files)
        return files
    if how == "add":
        columns = sorted({column for columns in [kind.ID, *kind.UNIQUE] for column in columns} - {own_id})
        row = {**row, **({own_id: f"new-{draw(st.integers(1, 99))}"} if own_id else {})}
        rows.append(row)
    else:
        columns = [draw(st.sampled_from([column for column in kind.cells() if column != own_id]))]
    for column in columns:
        values = [value for value in _values(kind, column, files) if value != row[column]]
        row[column] = draw(st.sampled_from(values)) if values else row[column]
    return files


def _own_id(kind: type[Row]) -> str | None:
    """The column with the id that others name it by, if it has one."""
    column = kind.ID[0]
    return column if len(kind.ID) == 1 and kind.cells()[column].refers_to is None else None


def _values(kind: type[Row], column: str, files: Files) -> list[str]:
    """What a cell can be tried with."""
    how = kind.cells()[column]
    if isinstance(how.refers_to, type):
        values = [next(iter(row.values())) for row in files[how.refers_to.FILE]]
        if how.is_list:
            values += [f"{one};{other}" for one in values for other in values if one != other]
    else:
        values = CHOICES.get((kind.FILE, column)) or VALUES.get(column) or TEXTS
    return values if how.required else ["", *values]


def _forget(kind: type[Row], gone: dict[str, str], files: Files) -> None:
    """Takes a row that was removed out of what names it: out of lists, and with it rows that are nothing without it."""
    for other in HAVING_FILES:
        for row in list(files[other.FILE]):
            for column, how in other.cells().items():
                if not _names(how, row[column], kind, next(iter(gone.values()))):
                    continue
                if how.required:
                    files[other.FILE].remove(row)
                    _forget(other, row, files)
                    break
                row[column] = ";".join(id_ for id_ in row[column].split(";") if id_ != next(iter(gone.values())))


def _names(how: Cell, text: str, kind: type[Row], id_: str) -> bool:
    if isinstance(how.refers_to, dict):
        what, _, named = text.partition(":")
        return how.refers_to.get(what) is kind and named == id_
    return how.refers_to is kind and id_ in text.split(";")
