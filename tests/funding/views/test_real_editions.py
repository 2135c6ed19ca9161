"""What the second edition of the real record changed, on its page: exactly what its files say that the first edition's do not."""

import csv
import re
from collections import Counter
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from tests.checks.public_site import body_of, words_in, words_of
from tests.data.real_fund import FOLDER

pytestmark = pytest.mark.django_db

FIRST = FOLDER.parent / "first_edition"

KNOWN_BY = {
    "allocations.csv": ["award_id", "financial_year"],
    "conflicts.csv": ["entity", "field", "source_a", "source_b"],
    "force_officers.csv": ["force_id", "as_at"],
}
"""The columns by which a row is known; in the other files it is the first."""

COLUMNS = {
    "source_ids": "Sources",
    "note": "Note",
    "covers_from": "Covers, from",
    "covers_to": "Covers, to",
    "period_basis": "How the period is known",
    "period_as_stated": "The period in its source's words",
}
PERIOD = {"covers_from", "covers_to", "period_basis", "period_as_stated"}


def rows_in(folder) -> dict[str, dict[tuple[str, ...], dict[str, str]]]:
    """The rows of each file by what they are known by, as anybody would read them."""
    files = {}
    for path in folder.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        files[path.name] = {
            tuple(row[column] for column in KNOWN_BY.get(path.name, list(row)[:1])): row for row in rows
        }
    return files


@pytest.fixture(scope="module")
def before():
    return rows_in(FIRST)


@pytest.fixture(scope="module")
def after():
    return rows_in(FOLDER)


def name_of(file: str, row: dict[str, str], files) -> str:
    """What readers call a row."""
    if file == "sources.csv":
        return f"“{row['title']}” ({row['publisher']})"
    if file == "projects.csv":
        return row["title"]
    if file == "fund_totals.csv":
        return f"Size of the fund, {row['period']}: {row['as_stated']}"
    if file == "awards.csv":
        project, round_ = files["projects.csv"][(row["project_id"],)], files["rounds.csv"][(row["round_id"],)]
        return f"{project['title']}, {round_['name']}"
    if file == "allocations.csv":
        award = name_of("awards.csv", files["awards.csv"][(row["award_id"],)], files)
        return f"{award}, {row['financial_year'] or 'year not published'}"
    assert file == "conflicts.csv"
    what, id_ = row["entity"].split(":")
    return (
        f"Disagreement of sources about {name_of(f'{what}s.csv', files[f'{what}s.csv'][(id_,)], files)}: {row['field']}"
    )


def line_of(column: str, old: str, new: str, files) -> str:
    """What readers are told of a cell that says something else."""
    if column == "source_ids":
        old, new = (
            "; ".join(
                name_of("sources.csv", files["sources.csv"][(id_,)], files)
                for id_ in ids.split(";")
                if id_ not in others.split(";")
            )
            for ids, others in [(old, new), (new, old)]
        )
        assert not old, "no source was taken off"
        return f"Sources added: {new}"
    return f"{COLUMNS[column]}: {old or 'nothing'} → {new or 'nothing'}"


def test_page_lists_what_the_files_of_the_second_edition_say_anew_and_nothing_else(before, after):
    expected: Counter[tuple[str, str]] = Counter()
    for file, rows in after.items():
        assert before[file].keys() <= rows.keys(), file
        for key, row in rows.items():
            if key not in before[file]:
                expected[name_of(file, row, after), "Added"] += 1
                continue
            old = before[file][key]
            for column, text in row.items():
                if text != old.get(column, ""):
                    line = line_of(column, old.get(column, ""), text, after)
                    expected[name_of(file, row, after), line] += 1
    call_command("load_editions", stdout=StringIO())

    response = Client().get("/releases/2/changes/")

    sections = re.findall(r'<section class="change">\s*<h3>(.*?)</h3>(.*?)</section>', body_of(response), re.DOTALL)
    lines = [
        (words_in(name), words_in(line))
        for name, listed in sections
        for line in re.findall(r"<li>(.*?)</li>", listed, re.DOTALL)
    ]
    assert Counter(lines) == expected
    assert len(lines) == 232
    assert "232 changes since release 1. No amount of any group moved: £0." in words_of(response)


def test_numbers_of_what_changed_are_those_of_the_note(before, after):
    """15 sources, 2 disagreements, 13 rows with more sources or a fuller note, and the years of 52 awards; no pounds."""
    added = {file: len(rows.keys() - before[file].keys()) for file, rows in after.items()}
    changed = {
        (file, key): {column for column, text in row.items() if text != before[file][key].get(column, "")}
        for file, rows in after.items()
        for key, row in rows.items()
        if key in before[file]
    }
    assert {file: number for file, number in added.items() if number} == {"sources.csv": 15, "conflicts.csv": 2}
    assert sum(bool(columns - PERIOD) for columns in changed.values()) == 13
    assert sum("covers_from" in columns for columns in changed.values()) == 52
    call_command("load_editions", stdout=StringIO())

    said = words_of(Client().get("/releases/2/changes/"))

    assert re.findall(r"([A-Z][a-z ]+): (\d+) changed", said) == [
        ("Allocations", "1"),
        ("Sources", "15"),
        ("Projects", "6"),
        ("Awards", "52"),
        ("Totals of the fund", "1"),
        ("Conflicts", "2"),
    ]
    assert "What came to something else" not in said
    assert (
        "15 new sources and 2 new disagreements between sources; 13 rows with more sources or a fuller note. No amount changed."
        in said
    )
