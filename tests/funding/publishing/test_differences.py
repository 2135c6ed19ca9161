"""What a reader is told of two editions, and that it is all there is to tell."""

from pathlib import Path

import pytest

from funding.importer import read_folders
from funding.publishing.differences import differences, moved
from tests.data.real_fund import FOLDER, FOLDERS
from tests.data.record_files import edit

FIRST = FOLDER.parent / "first_edition"


def told(changes) -> list[tuple[str, ...]]:
    """What is said of each change: what, how, and where something changed, the column, before and after."""
    return [
        (change.what, change.kind, *([change.column, change.before, change.after] if change.column else []))
        for change in changes
    ]


def compare(folder: Path, file: str, old: str, new: str):
    before = read_folders(folder)
    edit(folder, file, old, new)
    return before, read_folders(folder)


def test_record_differs_in_nothing_from_itself(folder):
    assert differences(read_folders(folder), read_folders(folder)) == []
    assert moved(read_folders(folder), read_folders(folder)) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("projects.csv", ",true,", ",false,", [("Data lab", "changed", "national_scope", "yes", "no")]),
        (
            "rounds.csv",
            ",2016-08-05,",
            ",2016-08-06,",
            [("First round", "changed", "announced_on", "5 August 2016", "6 August 2016")],
        ),
        (
            "awards.csv",
            "first-lab,first,lab,£1m,s1,",
            "first-lab,first,lab,£1m,s1;s2,",
            [("Data lab, First round", "changed", "source_ids", "", "“Second notice” (The Press)")],
        ),
        (
            "sources.csv",
            "s2,",
            "s3,The Press,Third notice,2019,https://example.org/3,,\ns2,",
            [("“Third notice” (The Press)", "added")],
        ),
        (
            "conflicts.csv",
            "project:lab,lead,Norfolk,s1,Gwent,s2,Norfolk,As above.\n",
            "",
            [("Disagreement of sources about Data lab: lead", "removed")],
        ),
        (
            "announcements.csv",
            ",23000000,about,£23 million,",
            ",24000000,about,£24 million,",
            [
                ("First round, as announced", "changed", "amount_gbp", "£23,000,000", "£24,000,000"),
                ("First round, as announced", "changed", "as_stated", "£23 million", "£24 million"),
            ],
        ),
    ],
)
def test_change_is_told_in_words(folder, file, old, new, expected):
    before, after = compare(folder, file, old, new)

    assert told(differences(before, after)) == expected
    assert all(change.pounds is None for change in differences(before, after))
    assert moved(before, after) == []


def test_amount_that_changes_moves_the_sums_of_its_groups(folder):
    before, after = compare(
        folder, "allocations.csv", ",400000,about,100000,awarded,£0.4m,", ",500000,about,100000,awarded,£0.5m,"
    )

    changes = differences(before, after)

    assert told(changes) == [
        ("Data lab, First round, 2016-17", "changed", "amount_gbp", "£400,000", "£500,000"),
        ("Data lab, First round, 2016-17", "changed", "as_stated", "£0.4m", "£0.5m"),
    ]
    assert [change.pounds for change in changes] == [100_000, None]
    assert [change.written for change in changes] == [{"amount_gbp": "500000"}, {"as_stated": "£0.5m"}]
    assert changes[0].about == [
        "round:first",
        "project:lab",
        "theme:digital",
        "theme:people",
        "force:norfolk",
        "force:gwent",
        "force:nca",
    ]
    assert moved(before, after) == [
        {"by": "total", "id": "", "name": "All allocations", "before": "1500000.00", "after": "1600000.00"},
        {"by": "theme", "id": "digital", "name": "Digital", "before": "1000000.00", "after": "1100000.00"},
        {"by": "round", "id": "first", "name": "First round", "before": "1500000.00", "after": "1600000.00"},
        {
            "by": "region",
            "id": "east-of-england",
            "name": "East of England",
            "before": "1000000.00",
            "after": "1100000.00",
        },
    ]


def test_lead_that_changes_moves_the_money_of_its_regions(folder):
    before, after = compare(folder, "projects.csv", ",norfolk,gwent;nca,", ",gwent,norfolk;nca,")

    assert told(differences(before, after)) == [
        ("Data lab", "changed", "lead_id", "Norfolk Constabulary", "Gwent Police"),
        ("Data lab", "changed", "partner_ids", "Gwent Police", "Norfolk Constabulary"),
    ]
    assert moved(before, after) == [
        {"by": "region", "id": "east-of-england", "name": "East of England", "before": "1000000.00", "after": None},
        {"by": "region", "id": "wales", "name": "Wales", "before": None, "after": "1000000.00"},
    ]


def test_award_that_comes_with_its_amount_is_two_rows_and_money_comes_first(folder):
    before = read_folders(folder)
    edit(folder, "awards.csv", "late-lab,", "late-care,late,care,£5,s1,\nlate-lab,")
    edit(folder, "allocations.csv", "first-care,,", "late-care,2018-19,5,exactly,,awarded,£5,s1,\nfirst-care,,")
    after = read_folders(folder)

    changes = differences(before, after)

    assert told(changes) == [("Welfare, Late awards, 2018-19", "added"), ("Welfare, Late awards", "added")]
    assert [change.place for change in changes] == [1, 2]
    assert [change.pounds for change in changes] == [5, None]
    assert {"by": "round", "id": "late", "name": "Late awards", "before": None, "after": "5.00"} in moved(before, after)
    assert {
        "by": "region",
        "id": "not-stated",
        "name": "Lead not stated",
        "before": "500000.00",
        "after": "500005.00",
    } in moved(before, after)


def test_amount_that_goes_leaves_its_groups_without_one(folder):
    before, after = compare(folder, "allocations.csv", "first-care,,500000,up to,,awarded,£0.5m,s2,\n", "")

    [change] = differences(before, after)

    assert (change.what, change.kind, change.pounds) == (
        "Welfare, First round, year not published",
        "removed",
        -500_000,
    )
    assert {"by": "theme", "id": "people", "name": "People", "before": "500000.00", "after": None} in moved(
        before, after
    )


def test_column_that_a_file_did_not_have_was_empty(folder):
    before = read_folders(folder)
    awards = (folder / "awards.csv").read_text().splitlines()
    awards = [
        awards[0] + ",covers_from,covers_to,period_basis,period_as_stated",
        *(f"{line},,,," for line in awards[1:]),
    ]
    (folder / "awards.csv").write_text("\n".join(awards))

    assert differences(before, read_folders(folder)) == []


def test_second_edition_of_the_real_record_differs_in_what_was_announced_of_it():
    """Written down from the data set's own notes: 15 sources, 2 disagreements, 13 rows, the periods; and no pounds."""
    first, second = read_folders(FIRST, FOLDERS[1]), read_folders(*FOLDERS)
    changes = differences(first, second)
    periods = {"covers_from", "covers_to", "period_basis", "period_as_stated"}

    added = [change.file for change in changes if change.kind == "added"]
    assert added == ["sources.csv"] * 15 + ["conflicts.csv"] * 2
    assert not any(change.kind == "removed" for change in changes)
    fuller = {(change.file, change.row) for change in changes if change.column and change.column not in periods}
    assert len(fuller) == 13
    assert {change.column for change in changes} - periods == {"", "source_ids", "note"}
    with_period = {change.row for change in changes if change.column == "covers_from"}
    assert len(with_period) == 52
    assert {change.file for change in changes if change.column in periods} == {"awards.csv"}
    assert moved(first, second) == []
    assert all(change.pounds is None for change in changes)
