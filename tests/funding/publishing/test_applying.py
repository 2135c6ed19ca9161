"""For any two editions: the changes, applied to the files of the one before, give those of the next, and their pounds add up."""

import csv
import io
import zipfile
from decimal import Decimal

from hypothesis import given, settings

from funding.publishing.differences import differences, moved
from funding.publishing.package import pack
from tests.data.edited_records import editions, record_of
from tests.data.strategies import TIMES, generated

generated_pairs = settings(generated, max_examples=40 * TIMES)

Rows = dict[str, dict[str, dict[str, str]]]
"""The cells of each row of each file, by what the row is known by."""

KNOWN_BY = {
    "allocations.csv": ["award_id", "financial_year", "kind"],
    "conflicts.csv": ["entity", "field", "source_a", "source_b"],
    "force_officers.csv": ["force_id", "as_at"],
    "officers.csv": ["force_id", "as_at"],
    "population.csv": ["force_id", "as_at"],
    "renamings.csv": ["force_id", "change"],
}
"""The columns by which a row is known; in the other files it is the first."""

REGIONS = {
    "East of England": "east-of-england",
    "London & south": "london-south",
    "Wales": "wales",
    "National bodies": "national-bodies",
    "Lead not stated": "not-stated",
}


def rows_in(package: bytes) -> Rows:
    """What the files of a package say, read without the importer. Ids of a list stand in one order, and empty cells for nothing."""
    files: Rows = {}
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        for name in archive.namelist():
            rows = list(csv.DictReader(io.StringIO(archive.read(name).decode(), newline="")))
            if name == "allocations.csv":
                with_years = {row["award_id"] for row in rows if row["financial_year"]}
                for row in rows:
                    is_rest = not row["financial_year"] and row["award_id"] in with_years
                    row["kind"] = row.get("kind") or ("remainder" if is_rest else "stated")
            for row in rows:
                for column in row:
                    if column.endswith("_ids"):
                        row[column] = ";".join(sorted(row[column].split(";")))
            files[name] = {" ".join(row[column] for column in KNOWN_BY.get(name, list(row)[:1])): row for row in rows}
    return files


def said(files: Rows) -> Rows:
    """Without empty cells, which files may leave out with their column, and without files that have no rows."""
    return {
        name: {key: {column: text for column, text in row.items() if text} for key, row in rows.items()}
        for name, rows in files.items()
        if rows
    }


@generated_pairs
@given(editions(2))
def test_changes_applied_to_the_files_of_an_edition_give_those_of_the_next(two):
    before, after = map(record_of, two)
    files = rows_in(pack(before))

    for change in differences(before, after):
        rows = files.setdefault(change.file, {})
        if change.kind == "removed":
            assert change.written == {}
            del rows[change.row]
        elif change.kind == "added":
            assert change.row not in rows
            rows[change.row] = change.written
        else:
            assert change.written.keys() == {change.column}
            assert rows[change.row].get(change.column, "") != change.written[change.column]
            rows[change.row] |= change.written

    assert said(files) == said(rows_in(pack(after)))


def sums_of(files: Rows) -> dict[tuple[str, str], tuple[str, str]]:
    """The name of each group that has an amount, and what it comes to, by what it is a group of and its id."""
    sums: dict[tuple[str, str], tuple[str, Decimal]] = {}
    for allocation in files["allocations.csv"].values():
        award = files["awards.csv"][allocation["award_id"]]
        project = files["projects.csv"][award["project_id"]]
        if project["lead_id"]:
            region = files["forces.csv"][project["lead_id"]]["region"] or "National bodies"
        else:
            region = "Lead not stated"
        groups = [
            ("total", "", "All allocations"),
            ("theme", project["theme_id"], files["themes.csv"][project["theme_id"]]["name"]),
            ("round", award["round_id"], files["rounds.csv"][award["round_id"]]["name"]),
            ("region", REGIONS[region], region),
        ]
        for by, id_, name in groups:
            _, pounds = sums.get((by, id_), (name, Decimal(0)))
            sums[by, id_] = (name, pounds + Decimal(allocation["amount_gbp"]))
    return {group: (name, f"{pounds:.2f}") for group, (name, pounds) in sums.items()}


@generated_pairs
@given(editions(2))
def test_pounds_of_the_changes_and_of_groups_are_what_plain_sums_of_the_files_say(two):
    before, after = map(record_of, two)
    was, comes_to = (sums_of(rows_in(pack(record))) for record in (before, after))
    expected = {
        (*group, (comes_to.get(group) or was[group])[0], *pounds)
        for group in was.keys() | comes_to.keys()
        for pounds in [tuple(sums[group][1] if group in sums else None for sums in (was, comes_to))]
        if pounds[0] != pounds[1]
    }
    total_was, total = (Decimal(sums.get(("total", ""), ("", 0))[1]) for sums in (was, comes_to))

    changes, found = differences(before, after), moved(before, after)

    assert sum(change.pounds or 0 for change in changes) == total - total_was
    assert {change.file for change in changes if change.pounds} <= {"allocations.csv"}
    assert {(group["by"], group["id"], group["name"], group["before"], group["after"]) for group in found} == expected
    assert len(found) == len(expected)
