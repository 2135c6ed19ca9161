"""The reading: a folder of files in, a typed record or every error out. No test here touches the database."""

import codecs
import csv
import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from funding.importer import Record, Refused, read_folders
from funding.importer.rows import (
    AllocationRow,
    AwardRow,
    ConflictRow,
    DeflatorRow,
    ForceRow,
    OfficersRow,
    PopulationRow,
    ProjectRow,
    RegionRow,
    RenamingRow,
    RoundRow,
    SourceRow,
    SubGrantRow,
    TileRow,
    YearEndOfficersRow,
)
from tests.data.record_files import FILES, REFERENCE_FILES, edit, write_record

FUND = Path(__file__).parents[3] / "fixtures" / "police_transformation_fund"


@pytest.fixture
def folder(tmp_path) -> Path:
    return write_record(tmp_path)


def errors(*folders: Path) -> list[str]:
    with pytest.raises(Refused) as refused:
        read_folders(*folders)
    return [str(problem) for problem in refused.value.problems]


def sizes(record: Record) -> dict[str, int]:
    return {kind.FILE.removesuffix(".csv"): len(record[kind]) for kind in record if kind is not RegionRow}


def regions(record: Record) -> dict[str, str]:
    return {row.region_id: row.region for row in record[RegionRow]}


def test_read_folder_gives_typed_rows(folder):
    record = read_folders(folder)

    assert sizes(record) == {
        "sources": 2,
        "themes": 2,
        "forces": 3,
        "tile_grid": 2,
        "force_officers": 1,
        "projects": 2,
        "rounds": 2,
        "announcements": 1,
        "awards": 3,
        "allocations": 4,
        "fund_totals": 1,
        "sub_grants": 1,
        "conflicts": 3,
    }
    lab, care = record[ProjectRow]
    assert (lab.line, lab.description, lab.lead_id, lab.partner_ids) == (
        2,
        "Joins, and analyses, data.",
        "norfolk",
        ("gwent", "nca"),
    )
    assert (lab.national_scope, lab.other_theme_ids, lab.note) == (True, ("people",), "")
    assert (care.national_scope, care.lead_id, care.partner_ids, care.source_ids) == (False, None, (), ())
    assert record[SourceRow][1].published_on == "2021-02"
    assert record[RoundRow][0].announced_on == date(2016, 8, 5)
    assert record[RoundRow][1].announced_on is None
    assert record[RoundRow][1].financial_year == 2017
    assert record[OfficersRow][0].officers_fte == Decimal("1501.57")
    assert record[AllocationRow][1].amount_gbp == Decimal("250000.50")
    assert record[AllocationRow][0].rounded_to_gbp == Decimal(100000)
    assert record[AllocationRow][2].financial_year is None
    assert record[ConflictRow][0].entity == ("award", "first-lab")
    assert (record[ForceRow][1].population, record[ForceRow][1].website) == (None, "")


def test_regions_are_those_of_territorial_forces(folder):
    assert regions(read_folders(folder)) == {"east-of-england": "East of England", "wales": "Wales"}


def test_allocation_kind_is_remainder_only_beside_years(folder):
    record = read_folders(folder)

    assert [row.kind for row in record[AllocationRow]] == ["stated", "stated", "remainder", "stated"]


def test_allocation_kind_is_what_its_row_says_where_it_says_one(folder):
    text = FILES["allocations.csv"].replace("£1m", "the rest").splitlines()
    text = [text[0] + ",kind", *(f"{line},{kind}" for line, kind in zip(text[1:], ["", "", "stated", ""], strict=True))]
    (folder / "allocations.csv").write_text("\n".join(text))

    assert [row.kind for row in read_folders(folder)[AllocationRow]] == ["stated", "stated", "stated", "stated"]


def test_remainder_with_a_year(folder):
    text = FILES["allocations.csv"].splitlines()
    (folder / "allocations.csv").write_text("\n".join([text[0] + ",kind", text[1] + ",remainder"]))

    assert errors(folder) == [
        "allocations.csv row 2, kind: a remainder is what the published years leave, so it has no year. "
        "Empty this cell or the year's."
    ]


# Columns and files that a folder may lack

PERIOD = ",covers_from,covers_to,period_basis,period_as_stated"


def write_periods(folder: Path, *periods: str) -> None:
    """Add the columns of periods to awards.csv, with these cells in its three rows."""
    header, *rows = FILES["awards.csv"].splitlines()
    lines = [header + PERIOD, *(f"{row},{period}" for row, period in zip(rows, periods, strict=True))]
    (folder / "awards.csv").write_text("\n".join(lines))


def test_awards_without_the_columns_of_a_period(folder):
    assert {
        (row.covers_from, row.covers_to, row.period_basis, row.period_as_stated)
        for row in read_folders(folder)[AwardRow]
    } == {(None, None, "", "")}


def test_awards_with_periods(folder):
    write_periods(folder, "2016-17,2018-19,stated,over three years", "2016-17,2016-17,years,", ",,,")

    assert [
        (row.covers_from, row.covers_to, row.period_basis, row.period_as_stated)
        for row in read_folders(folder)[AwardRow]
    ] == [(2016, 2018, "stated", "over three years"), (2016, 2016, "years", ""), (None, None, "", "")]


OUTSIDE = "The fund ran from 2016-17 to 2019-20: the year must be one of these."
BOTH = "the cell is empty. A period has a first and a last year: give both or neither."
NO_PERIOD = "there is no period. Fill in covers_from and covers_to, or empty this cell."


@pytest.mark.parametrize(
    ("period", "reasons"),
    [
        ("2016-17,,stated,", [f"covers_to: {BOTH}"]),
        (",2016-17,stated,", [f"covers_from: {BOTH}"]),
        (
            "2018-19,2017-18,stated,",
            ["covers_to: the period ends before it begins, in 2018-19. Correct one of them."],
        ),
        ("2015-16,2017-18,stated,", [f"covers_from: {OUTSIDE}"]),
        ("2016-17,2020-21,stated,", [f"covers_to: {OUTSIDE}"]),
        (
            "2016-17,2017-18,,",
            ["period_basis: the cell is empty. Say how the period is known: stated, years, round."],
        ),
        (
            "2016-17,2017-18,guess,",
            ["period_basis: “guess” is not one of the values allowed here: stated, years, round."],
        ),
        (",,round,", [f"period_basis: {NO_PERIOD}"]),
        (",,,over two years", [f"period_as_stated: {NO_PERIOD}"]),
    ],
)
def test_bad_period(folder, period, reasons):
    write_periods(folder, period, ",,,", ",,,")

    assert errors(folder) == [f"awards.csv row 2, {reason}" for reason in reasons]


def test_facts_beside_the_fund_from_another_folder(folder, tmp_path_factory):
    beside = tmp_path_factory.mktemp("reference")
    for name, text in REFERENCE_FILES.items():
        (beside / name).write_text(text)
    (beside / "sources.csv").write_text(
        FILES["sources.csv"].splitlines()[0] + "\ns3,ONS,Lookup,,https://example.org/3,,\n"
    )
    edit(beside, "population.csv", "s1;s2,City", "s3,City")

    record = read_folders(folder, beside)

    assert [row.source_id for row in record[SourceRow]] == ["s1", "s2", "s3"]
    assert [(row.financial_year, row.index, row.base_year) for row in record[DeflatorRow]] == [
        (2016, Decimal("76.0754"), 2024),
        (2024, Decimal(100), 2024),
    ]
    assert [(row.force_id, row.population, row.source_ids) for row in record[PopulationRow]] == [
        ("norfolk", 892_870, ("s1", "s2")),
        ("gwent", 587_743, ("s3",)),
    ]
    assert [(row.as_at, row.officers_fte) for row in record[YearEndOfficersRow]] == [
        (date(2017, 3, 31), Decimal("1497.2"))
    ]
    assert [(row.old_name, row.date, row.detail) for row in record[RenamingRow]] == [
        ("Gwent Police", "2024-05", "Outcome not found.")
    ]


def test_folder_without_facts_beside_the_fund_says_nothing_of_them(folder):
    assert PopulationRow not in read_folders(folder)


def test_same_id_in_two_folders_names_both_files(folder, tmp_path_factory):
    beside = tmp_path_factory.mktemp("reference")
    (beside / "sources.csv").write_text(FILES["sources.csv"])

    assert errors(folder, beside) == [
        f"{beside.name}/sources.csv row {row}, source_id: the same as in row {row} of {folder.name}/sources.csv. "
        "Every source has its own id."
        for row in (2, 3)
    ]


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            "deflators.csv",
            "100.0000",
            "99.5",
            "row 3, index: in its base year an index is 100. Correct the index or the base year.",
        ),
        (
            "deflators.csv",
            "76.0754",
            "76.07541",
            "row 2, index: “76.07541” has more than four decimals. Write at most four.",
        ),
        (
            "deflators.csv",
            "76.0754",
            "1.2m",
            "row 2, index: “1.2m” is not an index. Write digits only, such as 76.0754.",
        ),
        (
            "deflators.csv",
            "76.0754",
            "0",
            "row 2, index: “0” cannot be an index: it must be more than 0 and less than 10000.",
        ),
        (
            "deflators.csv",
            "2016-17,",
            "2024-25,",
            "row 3, financial_year: the same as in row 2. A year has one deflator.",
        ),
        (
            "deflators.csv",
            "outturn,March 2026,s1\n2024",
            "outturn,March 2026,\n2024",
            "row 2, source_ids: A deflator needs at least one source. Name one of sources.csv.",
        ),
        (
            "population.csv",
            "892870",
            "0",
            "row 2, population: “0” is not a whole number from 1 to 2147483647. Write digits only.",
        ),
        (
            "population.csv",
            "gwent",
            "kent",
            "row 3, force_id: “kent” is not in forces.csv. Add it there, or correct it here.",
        ),
        (
            "officers.csv",
            "2017-03-31",
            "2017-03-30",
            "row 2, as_at: a financial year ends on 31 March. Correct the day.",
        ),
        (
            "renamings.csv",
            ",s2",
            ",",
            "row 2, source_ids: A renaming needs at least one source. Name one of sources.csv.",
        ),
    ],
)
def test_bad_fact_beside_the_fund(folder, file, old, new, expected):
    for name, text in REFERENCE_FILES.items():
        (folder / name).write_text(text)
    edit(folder, file, old, new)

    found = errors(folder)
    assert f"{file} {expected}" in found
    assert len(found) == (2 if "2024-25" in new else 1)


# What editors and spreadsheets do to files


@pytest.mark.parametrize("file", FILES)
def test_bom_crlf_blank_lines_and_spaces_make_no_difference(folder, tmp_path_factory, file):
    untidy = write_record(tmp_path_factory.mktemp("untidy"))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    for cells in csv.reader(FILES[file].splitlines()):
        writer.writerows([[], [f" {cell}\t" for cell in cells], [" "] * len(cells), [""] * 30])
    (untidy / file).write_bytes(codecs.BOM_UTF8 + text.getvalue().encode())

    tidy, read = read_folders(folder), read_folders(untidy)

    def without_lines(record: Record) -> list[dict[str, object]]:
        return [{**row.texts, "lacks": row.lacks} for kind in record for row in record[kind]]

    assert without_lines(read) == without_lines(tidy)


def test_space_before_a_quoted_cell_makes_no_difference(folder):
    edit(folder, "projects.csv", ',"Joins, and analyses, data."', ', "Joins, and analyses, data."')

    assert read_folders(folder)[ProjectRow][0].description == "Joins, and analyses, data."


def test_columns_in_another_order_make_no_difference(folder):
    before = read_folders(folder)[TileRow]
    (folder / "tile_grid.csv").write_text("row,force_id,column\n4,norfolk,5\n6,gwent,1\n")

    assert read_folders(folder)[TileRow] == before


def test_row_numbers_are_those_of_an_editor_after_blank_lines_and_cells_over_several_lines(folder):
    (folder / "themes.csv").write_bytes(
        b'\r\ntheme_id,name,description\r\ndigital,Digital,"Systems\r\nand\r\nplatforms."\r\n,,\r\npeople,People,\r\n'
    )

    assert errors(folder) == ["themes.csv row 7, description: the cell is empty. Fill it in."]


def test_header_only_is_a_file_without_rows(folder):
    header = FILES["conflicts.csv"].splitlines()[0]
    (folder / "conflicts.csv").write_text(header)

    assert read_folders(folder)[ConflictRow] == []


def test_other_files_in_the_folder_are_passed_over(folder):
    (folder / "README.md").write_text("Notes")
    (folder / "draft.csv").write_text("\0")

    assert sizes(read_folders(folder))["sources"] == 2


# Folders and files that cannot be read

SAVE_AGAIN = "Save the file again as “CSV UTF-8 (comma delimited)”."


def test_folder_that_is_not_there(tmp_path):
    assert errors(tmp_path / "nowhere") == [f"{tmp_path}/nowhere: there is no such folder."]


def test_file_instead_of_a_folder(folder):
    assert errors(folder / "themes.csv") == [f"{folder}/themes.csv: this is a file. Name the folder it is in."]


def test_missing_files_are_each_named_once(folder):
    (folder / "sources.csv").unlink()
    (folder / "forces.csv").unlink()

    missing = (
        "the file is missing from the folder. If there is nothing to put in it, give it only its row of column names."
    )
    assert errors(folder) == [f"forces.csv: {missing}", f"sources.csv: {missing}"]


def test_folder_in_the_place_of_a_file(folder):
    (folder / "themes.csv").unlink()
    (folder / "themes.csv").mkdir()

    assert errors(folder) == ["themes.csv: the file cannot be read (Is a directory)."]


TILES = "The columns are: force_id, column, row."


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", ["tile_grid.csv: the file is empty. Its first row must name the columns: force_id, column, row."]),
        (
            b"\xef\xbb\xbf\r\n,,\r\n",
            ["tile_grid.csv: the file is empty. Its first row must name the columns: force_id, column, row."],
        ),
        (
            b"force_id,column,row\r\nnorfolk,5,4\r\ngw\xe9nt,1,6",
            [f"tile_grid.csv row 3: the file is not UTF-8: byte 3 of this row is 0xE9. {SAVE_AGAIN}"],
        ),
        (
            "force_id,column,row\n".encode("utf-16"),
            [f"tile_grid.csv row 1: the file is not UTF-8: byte 1 of this row is 0xFF. {SAVE_AGAIN}"],
        ),
        (
            b"force_id;column;row\nnorfolk;5;4\n",
            [f"tile_grid.csv row 1: the columns are not separated by commas. {SAVE_AGAIN}"],
        ),
        (
            b"force_id\tcolumn\trow\nnorfolk\t5\t4\n",
            [f"tile_grid.csv row 1: the columns are not separated by commas. {SAVE_AGAIN}"],
        ),
        (
            b"force_id,column\nnorfolk,x\n",
            [
                "tile_grid.csv row 1: the column row is missing. Add it, with empty cells where nothing is known.",
                "tile_grid.csv row 2, column: “x” is not a whole number from 0 to 32767. Write digits only.",
            ],
        ),
        (
            b"force,column,row\nnorfolk,5,4\n",
            [
                f"tile_grid.csv row 1: “force” is not a column of this file. {TILES}",
                "tile_grid.csv row 1: the column force_id is missing. Add it, with empty cells where nothing is known.",
            ],
        ),
        (
            b"force_id,column,row,row,\nnorfolk,5,4,4,\n",
            [
                "tile_grid.csv row 1: the column row is there twice. Delete one.",
                f"tile_grid.csv row 1: column 5 has no name. Name it or delete it. {TILES}",
            ],
        ),
        (
            b"force_id,column,row\nnorfolk,5\ngwent,1,6,7\n",
            [
                "tile_grid.csv row 2: the row has 2 cells and the file has 3 columns. "
                "Put double quotes around text that holds a comma, and keep the commas of empty cells.",
                "tile_grid.csv row 3: the row has 4 cells and the file has 3 columns. "
                "Put double quotes around text that holds a comma, and keep the commas of empty cells.",
            ],
        ),
        (
            b'force_id,column,row\nnorfolk,x,4\n\n"gwent,1,6\nnorfolk,1,1\n',
            [
                "tile_grid.csv row 2, column: “x” is not a whole number from 0 to 32767. Write digits only.",
                "tile_grid.csv row 4: a double quote is opened in this row and never closed. Close it. "
                "The rows from here on were not read.",
            ],
        ),
        (
            b'force_id,column,row\n"norfolk"s,5,4\n',
            [
                "tile_grid.csv row 2: text follows a closing double quote. Write a double quote inside a quoted cell twice. "
                "The rows from here on were not read.",
            ],
        ),
        (
            b"force_id,column,row\n" + b"n" * 200_000 + b",5,4\n",
            [
                "tile_grid.csv row 2: the row cannot be read as CSV (field larger than field limit (131072)). "
                "Look for a double quote that is not closed. The rows from here on were not read.",
            ],
        ),
        (
            b"force_id,column,row\nnor\0folk,5,4\n",
            [
                "tile_grid.csv row 2, force_id: the cell holds a null character, which no text has. "
                "Delete the cell and type it again.",
            ],
        ),
    ],
)
def test_broken_file(folder, content, expected):
    (folder / "tile_grid.csv").write_bytes(content)

    assert errors(folder) == expected


def test_ids_of_a_file_that_could_not_be_read_are_not_called_unknown(folder):
    edit(folder, "projects.csv", "project_id,", "id,")
    edit(folder, "themes.csv", "digital,", '"digital,')

    assert errors(folder) == [
        "projects.csv row 1: “id” is not a column of this file. The columns are: project_id, title, description, theme_id, "
        "other_theme_ids, lead_id, partner_ids, national_scope, source_ids, note.",
        "projects.csv row 1: the column project_id is missing. Add it, with empty cells where nothing is known.",
        "themes.csv row 2: a double quote is opened in this row and never closed. Close it. "
        "The rows from here on were not read.",
    ]


def test_ids_of_rows_with_errors_are_not_called_unknown(folder):
    edit(folder, "themes.csv", "Systems and platforms.", "")
    edit(folder, "projects.csv", "care,Welfare,", "care,Welfare,extra,")

    assert [error.split(":")[0] for error in errors(folder)] == ["projects.csv row 3", "themes.csv row 2, description"]


# Cells

NOT_AN_AMOUNT = "is not an amount. Write whole pounds as digits only, such as 1200000."
NOT_MORE = "is not more than £0. If the amount is not published, leave it out: unknown is never zero."


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("£1.2m", f"“£1.2m” {NOT_AN_AMOUNT}"),
        ('"1,000"', f"“1,000” {NOT_AN_AMOUNT}"),
        ("1e5", f"“1e5” {NOT_AN_AMOUNT}"),
        ("NaN", f"“NaN” {NOT_AN_AMOUNT}"),
        ("Infinity", f"“Infinity” {NOT_AN_AMOUNT}"),
        ("1_000", f"“1_000” {NOT_AN_AMOUNT}"),
        ("٣٠٠", f"“٣٠٠” {NOT_AN_AMOUNT}"),
        ("+5", f"“+5” {NOT_AN_AMOUNT}"),
        ("5.", f"“5.” {NOT_AN_AMOUNT}"),
        ("x" * 100, f"“{'x' * 60}…” {NOT_AN_AMOUNT}"),
        (
            "-5",
            "“-5” reads as less than £0, and a repayment is not recorded as an amount. Leave the amount as it was, "
            "and say in a note what was paid back, and when.",
        ),
        ("0", f"“0” {NOT_MORE}"),
        ("0.00", f"“0.00” {NOT_MORE}"),
        ("1.234", "“1.234” has more than two decimals. Write at most two."),
        ("1000000000000", "“1000000000000” is too large: at most 12 digits of pounds fit."),
        ("", "the cell is empty. Fill it in."),
    ],
)
def test_bad_amount(folder, text, reason):
    edit(folder, "allocations.csv", ",400000,", f",{text},")

    assert errors(folder) == [f"allocations.csv row 2, amount_gbp: {reason}"]


@pytest.mark.parametrize("text", ["999999999999.99", "0.01", "007.5"])
def test_amount_at_the_limits(folder, text):
    edit(folder, "allocations.csv", ",400000,about,100000,", f",{text},about,,")
    edit(folder, "allocations.csv", "£0.4m", "not in figures")
    edit(folder, "allocations.csv", "£1m", "not in figures")

    assert read_folders(folder)[AllocationRow][0].amount_gbp == Decimal(text)


UNLESS_MEANT = "Correct one of them; or, if it is meant, name {} in the note and say why."


@pytest.mark.parametrize(
    ("file", "old", "new", "reason"),
    [
        (
            "allocations.csv",
            "250000.50,exactly",
            "2500000.50,exactly",
            "row 3, amount_gbp: The amount is £2,500,000.50, and its words say £250,000.50. "
            + UNLESS_MEANT.format("£2,500,000.50"),
        ),
        (
            "allocations.csv",
            ",400000,about,100000",
            ",0.4,about,",
            "row 2, amount_gbp: The amount is £0.40, and its words say £400,000. " + UNLESS_MEANT.format("£0.40"),
        ),
        (
            "allocations.csv",
            ",349999.50,",
            ",3499999.50,",
            "row 4, amount_gbp: The amount is £3,499,999.50, beside £650,000.50 in years, and its words say £1,000,000. "
            + UNLESS_MEANT.format("£3,499,999.50"),
        ),
        (
            "announcements.csv",
            "23000000",
            "2300000",
            "row 2, amount_gbp: The amount is £2,300,000, and its words say £23,000,000. Correct one of them.",
        ),
        (
            "fund_totals.csv",
            "76400000",
            "764000000",
            "row 2, amount_gbp: The amount is £764,000,000, and its words say £76,400,000. "
            + UNLESS_MEANT.format("£764,000,000"),
        ),
        (
            "sub_grants.csv",
            ",1000,",
            ",100,",
            "row 2, amount_gbp: The amount is £100, and its words say £1,000. " + UNLESS_MEANT.format("£100"),
        ),
        (
            "sub_grants.csv",
            ",1000,£1000",
            ",1000001,£1000001",
            "row 2, amount_gbp: The share is £1,000,001, and the award that it is part of £1,000,000. "
            + UNLESS_MEANT.format("£1,000,001"),
        ),
    ],
)
def test_amount_that_its_words_or_its_award_contradict(folder, file, old, new, reason):
    edit(folder, file, old, new)

    assert [problem for problem in errors(folder) if "row 4" not in problem or "row 4" in reason] == [
        f"{file} {reason}"
    ]


def test_accents_are_read_as_one_character_with_their_letter(folder):
    edit(folder, "projects.csv", "Data lab", "Caf\u0065\u0301")

    assert read_folders(folder)[ProjectRow][0].title == "Caf\u00e9"


def test_amount_that_its_note_names_is_meant(folder):
    edit(folder, "sub_grants.csv", ",1000,£1000,s2,", ",1000001,£1000,s2,Paid £1000001 with interest.")

    assert read_folders(folder)[SubGrantRow][0].amount_gbp == 1_000_001


ROUND_KINDS = "bids, commissioned, pre-allocated, national programmes, not confirmed"
QUALIFIERS = "exactly, about, almost, at least, up to"
NOT_SEEN = "the text has a character that is not seen:"
ON_ONE_LINE = "Delete it, or write the text on one line."
OUTSIDE_FUND_LIFE = "The fund ran in 2016-17 to 2019-20: a round was announced then, or at most a year before or after."
NOT_A_DAY = "is not a date. Write it as 2016-08-05."
NOT_A_DATE = "is not a date. Write it as 2016-08-05, or 2016-08 or 2016 if no more is known."
NOT_A_WEB_ADDRESS = "is not a web address. Write all of it, beginning with http:// or https://."
NOT_AN_ID = "cannot be an id. Use only letters from a to z, digits, hyphens and underscores."


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        # Financial years
        (
            "allocations.csv",
            "2017-18",
            "2016-18",
            "row 3, financial_year: “2016-18” is not one financial year: 2016 is followed by 17. Write it as 2016-17.",
        ),
        (
            "allocations.csv",
            "2017-18",
            "next year",
            "row 3, financial_year: “next year” is not a financial year. Write it as 2016-17.",
        ),
        (
            "rounds.csv",
            ",2016-17,",
            ",2020-21,",
            "row 2, financial_year: The fund ran from 2016-17 to 2019-20: the year must be one of these.",
        ),
        ("rounds.csv", ",2016-17,", ",,", "row 2, financial_year: the cell is empty. Fill it in."),
        # Choices
        (
            "rounds.csv",
            ",bids,",
            ",Bid,",
            f"row 2, kind: “Bid” is not one of the values allowed here: {ROUND_KINDS}.",
        ),
        (
            "announcements.csv",
            ",about,",
            ",roughly,",
            f"row 2, qualifier: “roughly” is not one of the values allowed here: {QUALIFIERS}.",
        ),
        (
            "allocations.csv",
            ",provisional,",
            ",paid,",
            "row 3, status: “paid” is not one of the values allowed here: awarded, provisional.",
        ),
        (
            "forces.csv",
            ",national_body,",
            ",agency,",
            "row 4, kind: “agency” is not one of the values allowed here: territorial, special, national_body.",
        ),
        # True and false
        (
            "projects.csv",
            ",true,",
            ",yes,",
            "row 2, national_scope: “yes” is neither true nor false. Write true or false.",
        ),
        ("projects.csv", ",true,", ",,", "row 2, national_scope: the cell is empty. Fill it in."),
        # Texts
        (
            "projects.csv",
            "Data lab",
            "Data \u202elab",
            f"row 2, title: After “Data ” {NOT_SEEN} U+202E, right-to-left override. {ON_ONE_LINE}",
        ),
        (
            "projects.csv",
            "Data lab",
            "Data\u000blab",
            f"row 2, title: After “Data” {NOT_SEEN} U+000B, a control. {ON_ONE_LINE}",
        ),
        (
            "projects.csv",
            "Data lab",
            '"Data\nlab"',
            f"row 2, title: After “Data” {NOT_SEEN} U+000A, the end of a line. {ON_ONE_LINE}",
        ),
        (
            "projects.csv",
            "Looks after officers.",
            "Looks after\u200b officers.",
            f"row 3, description: After “Looks after” {NOT_SEEN} U+200B, zero width space. Delete it.",
        ),
        (
            "sources.csv",
            "https://example.org/1",
            "https://example.org/\u2066one",
            f"row 2, url: After “https://example.org/” {NOT_SEEN} U+2066, left-to-right isolate. {ON_ONE_LINE}",
        ),
        # Dates
        (
            "rounds.csv",
            ",2016-08-05,",
            ",0016-08-05,",
            f"row 2, announced_on: “0016-08-05” cannot be. {OUTSIDE_FUND_LIFE}",
        ),
        (
            "rounds.csv",
            ",2016-08-05,",
            ",9999-12-31,",
            f"row 2, announced_on: “9999-12-31” cannot be. {OUTSIDE_FUND_LIFE}",
        ),
        (
            "force_officers.csv",
            "2016-09-30",
            "0016-09-30",
            "row 2, as_at: “0016-09-30” cannot be. The day of a count is in the years 2000 to 2099.",
        ),
        (
            "sources.csv",
            "2016-08-05",
            "0016-08-05",
            "row 2, published_on: “0016-08-05” is not in the years 1900 to 2099. Correct it.",
        ),
        # Amounts and their steps
        (
            "allocations.csv",
            ",about,100000,",
            ",about,400001,",
            "row 2, rounded_to_gbp: A source cannot have rounded an amount to a step that is larger than the amount.",
        ),
        ("rounds.csv", ",2016-08-05,", ",05/08/2016,", f"row 2, announced_on: “05/08/2016” {NOT_A_DAY}"),
        ("rounds.csv", ",2016-08-05,", ",20160805,", f"row 2, announced_on: “20160805” {NOT_A_DAY}"),
        ("rounds.csv", ",2016-08-05,", ",2016-08,", f"row 2, announced_on: “2016-08” {NOT_A_DAY}"),
        (
            "rounds.csv",
            ",2016-08-05,",
            ",2016-02-30,",
            "row 2, announced_on: “2016-02-30” is not a day of the calendar. Correct it.",
        ),
        ("force_officers.csv", ",2016-09-30,", ",,", "row 2, as_at: the cell is empty. Fill it in."),
        ("sources.csv", ",2021-02,", ",Feb 2021,", f"row 3, published_on: “Feb 2021” {NOT_A_DATE}"),
        ("sources.csv", ",2021-02,", ",2021-2,", f"row 3, published_on: “2021-2” {NOT_A_DATE}"),
        (
            "sources.csv",
            ",2021-02,",
            ",2021-13,",
            "row 3, published_on: “2021-13” is not in the calendar. Correct it.",
        ),
        (
            "sources.csv",
            ",2021-02,",
            ",2021-02-29,",
            "row 3, published_on: “2021-02-29” is not in the calendar. Correct it.",
        ),
        # Addresses
        (
            "sources.csv",
            "http://example.org/2",
            "www.example.org",
            f"row 3, url: “www.example.org” {NOT_A_WEB_ADDRESS}",
        ),
        (
            "sources.csv",
            "http://example.org/2",
            "ftp://example.org",
            f"row 3, url: “ftp://example.org” {NOT_A_WEB_ADDRESS}",
        ),
        (
            "sources.csv",
            "http://example.org/2",
            "HTTP://example.org",
            f"row 3, url: “HTTP://example.org” {NOT_A_WEB_ADDRESS}",
        ),
        (
            "sources.csv",
            "http://example.org/2",
            "http://example.org/" + "a" * 482,
            "row 3, url: the text has 501 characters, and at most 500 fit. Shorten it.",
        ),
        ("forces.csv", "https://norfolk.example.org", "none", f"row 2, website: “none” {NOT_A_WEB_ADDRESS}"),
        # Numbers
        (
            "announcements.csv",
            ",14,",
            ",0,",
            "row 2, project_count: “0” is not a whole number from 1 to 32767. Write digits only.",
        ),
        (
            "fund_totals.csv",
            ",98,",
            ",about 98,",
            "row 2, project_count: “about 98” is not a whole number from 1 to 32767. Write digits only.",
        ),
        (
            "tile_grid.csv",
            ",5,4",
            ",5,-1",
            "row 2, row: “-1” is not a whole number from 0 to 32767. Write digits only.",
        ),
        (
            "forces.csv",
            ",857888,",
            ",2147483648,",
            "row 2, population: “2147483648” is not a whole number from 0 to 2147483647. Write digits only.",
        ),
        (
            "forces.csv",
            ",2011,",
            ",11,",
            "row 2, population_year: “11” is not a whole number from 1801 to 2100. Write digits only.",
        ),
        (
            "force_officers.csv",
            ",1501.57,",
            ",many,",
            "row 2, officers_fte: “many” is not a number of officers. Write digits only, such as 2683.89.",
        ),
        (
            "force_officers.csv",
            ",1501.57,",
            ",-1,",
            "row 2, officers_fte: “-1” cannot be a number of officers: it must be between 0 and 9999999.99.",
        ),
        (
            "allocations.csv",
            ",100000,",
            ",0,",
            "row 2, rounded_to_gbp: “0” is not more than £0. "
            "Write the step to which the source rounded, such as 100000, or empty the cell.",
        ),
        (
            "forces.csv",
            "E23000024",
            "S23000024",
            "row 2, ons_code: “S23000024” is not an ONS code. Write E or W and eight digits, such as E23000024.",
        ),
        # Ids and texts
        ("fund_totals.csv", "size-2016", "size 2016", f"row 2, total_id: “size 2016” {NOT_AN_ID}"),
        (
            "fund_totals.csv",
            "size-2016",
            "s" * 61,
            "row 2, total_id: the text has 61 characters, and at most 60 fit. Shorten it.",
        ),
        (
            "awards.csv",
            "£0.5m",
            "x" * 301,
            "row 3, as_stated: the text has 301 characters, and at most 300 fit. Shorten it.",
        ),
        (
            "forces.csv",
            ",East of England,",
            f",{'Far Away ' * 6},",
            "row 2, region: the text has 53 characters, and at most 50 fit. Shorten it.",
        ),
        ("sub_grants.csv", "share-1", "", "row 2, sub_grant_id: the cell is empty. Fill it in."),
        ("allocations.csv", "first-care,", ",", "row 5, award_id: the cell is empty. Fill it in."),
        # Ids of other files
        (
            "allocations.csv",
            "first-care,",
            "second-care,",
            "row 5, award_id: “second-care” is not in awards.csv. Add it there, or correct it here.",
        ),
        (
            "awards.csv",
            ",late,",
            ",later,",
            "row 4, round_id: “later” is not in rounds.csv. Add it there, or correct it here.",
        ),
        (
            "awards.csv",
            ",care,",
            ",cure,",
            "row 3, project_id: “cure” is not in projects.csv. Add it there, or correct it here.",
        ),
        (
            "projects.csv",
            ",norfolk,",
            ",northfolk,",
            "row 2, lead_id: “northfolk” is not in forces.csv. Add it there, or correct it here.",
        ),
        (
            "projects.csv",
            "gwent;nca",
            "gwent;ncb",
            "row 2, partner_ids: “ncb” is not in forces.csv. Add it there, or correct it here.",
        ),
        (
            "projects.csv",
            ",people,norfolk",
            ",crime,norfolk",
            "row 2, other_theme_ids: “crime” is not in themes.csv. Add it there, or correct it here.",
        ),
        (
            "sub_grants.csv",
            ",gwent,",
            ",gwynedd,",
            "row 2, recipient_id: “gwynedd” is not in forces.csv. Add it there, or correct it here.",
        ),
        (
            "tile_grid.csv",
            "gwent",
            "gwynedd",
            "row 3, force_id: “gwynedd” is not in forces.csv. Add it there, or correct it here.",
        ),
        (
            "conflicts.csv",
            "award:first-lab",
            "award:last-lab",
            "row 2, entity: “last-lab” is not in awards.csv. Add it there, or correct it here.",
        ),
        (
            "conflicts.csv",
            "round:first",
            "round:last",
            "row 3, entity: “last” is not in rounds.csv. Add it there, or correct it here.",
        ),
        (
            "conflicts.csv",
            "project:lab",
            "scheme:lab",
            "row 4, entity: “scheme:lab” does not say what it is about. Write round:, project: or award: and its id.",
        ),
        (
            "conflicts.csv",
            "project:lab",
            "project:",
            "row 4, entity: “project:” does not say what it is about. Write round:, project: or award: and its id.",
        ),
        (
            "conflicts.csv",
            "£1m,s1,",
            "£1m,s9,",
            "row 2, source_a: “s9” is not in sources.csv. Add it there, or correct it here.",
        ),
        ("announcements.csv", "s1;s2", "s1; s1", "row 2, source_ids: “s1” is named twice. Name it once."),
        # Cells that do not go together
        (
            "allocations.csv",
            ",about,,awarded",
            ",exactly,1000,awarded",
            "row 4, rounded_to_gbp: an amount that is given exactly has no rounding step. "
            "Empty this cell or correct the qualifier.",
        ),
        (
            "allocations.csv",
            "s2,The rest.",
            ",The rest.",
            "row 4, source_ids: An allocation needs at least one source. Name one of sources.csv.",
        ),
        (
            "announcements.csv",
            "s1;s2",
            " ; ",
            "row 2, source_ids: An announcement needs at least one source. Name one of sources.csv.",
        ),
        (
            "fund_totals.csv",
            ",s1,",
            ",,",
            "row 2, source_ids: A total of the fund needs at least one source. Name one of sources.csv.",
        ),
        (
            "sub_grants.csv",
            ",s2,",
            ",,",
            "row 2, source_ids: A share passed on needs at least one source. Name one of sources.csv.",
        ),
        (
            "force_officers.csv",
            ",s1",
            ",",
            "row 2, source_ids: A count of officers needs at least one source. Name one of sources.csv.",
        ),
        (
            "projects.csv",
            "gwent;nca",
            "gwent;norfolk",
            "row 2, partner_ids: Norfolk Constabulary leads this project, so it cannot be a partner as well.",
        ),
        (
            "projects.csv",
            ",people,norfolk",
            ",people;digital,norfolk",
            "row 2, other_theme_ids: Digital is this project's theme already, so it cannot be a further one.",
        ),
        (
            "forces.csv",
            ",Wales,Wales,",
            ",National bodies,Wales,",
            "row 3, region: a territorial force lies in a region of England or in Wales. Name it.",
        ),
        (
            "forces.csv",
            ",Wales,Wales,",
            ",,Wales,",
            "row 3, region: a territorial force lies in a region of England or in Wales. Name it.",
        ),
        (
            "forces.csv",
            ",Wales,Wales,",
            ",National,Wales,",
            "row 3, region: a territorial force lies in a region of England or in Wales. Name it.",
        ),
        (
            "forces.csv",
            ",Wales,Wales,",
            ",East-of-England,Wales,",
            "row 3, region: “East-of-England” is also written “East of England”. Write a region one way only.",
        ),
        (
            "forces.csv",
            "national_body,,",
            "national_body,E23000099,",
            "row 4, ons_code: only a territorial force has a police force area code. Empty this cell or correct the kind.",
        ),
        (
            "forces.csv",
            ",2011,",
            ",,",
            "row 2, population_year: the cell is empty. A population needs its census year.",
        ),
        ("forces.csv", ",857888,", ",,", "row 2, population: the cell is empty. A census year needs its population."),
        (
            "tile_grid.csv",
            "gwent",
            "nca",
            "row 3, force_id: “nca” is not a territorial force, and only they have a tile. Delete the row.",
        ),
        (
            "conflicts.csv",
            "£1.1m,s2,",
            "£1.1m,s1,",
            "row 2, source_b: the same source as source_a. A disagreement needs two.",
        ),
        # What no two rows share
        ("themes.csv", ",People,", ",Digital,", "row 3, name: the same as in row 2. Every theme has its own name."),
        (
            "forces.csv",
            "W15000003",
            "E23000024",
            "row 3, ons_code: the same as in row 2. Every force has its own code.",
        ),
        (
            "forces.csv",
            ",NCA,",
            ",Gwent,",
            "row 4, short_name: the same as in row 3. Every force has its own short name.",
        ),
        (
            "tile_grid.csv",
            "gwent,1,6",
            "gwent,5,4",
            "row 3, column and row: the same as in row 2. A tile holds one force.",
        ),
        ("tile_grid.csv", "gwent,1,6", "norfolk,1,6", "row 3, force_id: the same as in row 2. A force has one tile."),
        (
            "rounds.csv",
            ",Late awards,",
            ",First round,",
            "row 3, name: the same as in row 2. Every round has its own name.",
        ),
        (
            "awards.csv",
            "late-lab,late,",
            "late-lab,first,",
            "row 4, round_id and project_id: the same as in row 2. "
            "A round has one award to a project; each of its amounts is a row of allocations.csv.",
        ),
        (
            "allocations.csv",
            "2017-18",
            "16/17",
            "row 3, award_id and financial_year and kind: the same as in row 2. "
            "An award has one amount a year, and one of each kind with the year empty.",
        ),
        (
            "allocations.csv",
            "first-care,",
            "first-lab,",
            "row 5, award_id and financial_year and kind: the same as in row 4. "
            "An award has one amount a year, and one of each kind with the year empty.",
        ),
    ],
)
def test_bad_cell(folder, file, old, new, expected):
    edit(folder, file, old, new)

    assert errors(folder) == [f"{file} {expected}"]


def test_spreadsheets_true_and_false_are_read(folder):
    edit(folder, "projects.csv", ",true,", ",TRUE,")
    edit(folder, "projects.csv", ",false,", ",FALSE,")

    assert [row.national_scope for row in read_folders(folder)[ProjectRow]] == [True, False]


def test_duplicate_ids_name_both_rows_and_all_that_is_the_same(folder):
    with (folder / "sources.csv").open("a") as file:
        file.write("\ns1,Home Office,First notice again,,https://example.org/3,,\n")
    with (folder / "awards.csv").open("a") as file:
        file.write("late-lab,late,lab,again,,\n")

    assert errors(folder) == [
        "awards.csv row 5, award_id: the same as in row 4. Every award has its own id.",
        "awards.csv row 5, round_id and project_id: the same as in row 4. "
        "A round has one award to a project; each of its amounts is a row of allocations.csv.",
        "sources.csv row 5, source_id: the same as in row 2. Every source has its own id.",
    ]


def test_bad_id_is_reported_where_it_is_given_and_not_where_it_is_cited(folder):
    edit(folder, "forces.csv", "nca,National", "n c a,National")
    edit(folder, "projects.csv", "gwent;nca", "gwent;n c a")

    assert errors(folder) == [f"forces.csv row 4, force_id: “n c a” {NOT_AN_ID}"]


def test_spelling_of_a_region_is_compared_with_rows_whose_ids_are_good(folder):
    edit(folder, "forces.csv", "gwent,Gwent", "g went,Gwent")

    found = [error for error in errors(folder) if error.startswith("forces.csv")]
    assert found == [f"forces.csv row 3, force_id: “g went” {NOT_AN_ID}"]


def test_duplicates_are_found_beside_other_errors_of_the_same_row(folder):
    edit(folder, "allocations.csv", "first-lab,2017-18,250000.50", "first-lab,2016-17,lots")

    assert errors(folder) == [
        f"allocations.csv row 3, amount_gbp: “lots” {NOT_AN_AMOUNT}",
        "allocations.csv row 3, award_id and financial_year and kind: the same as in row 2. "
        "An award has one amount a year, and one of each kind with the year empty.",
    ]


def test_unknown_ids_are_the_only_error_of_cells_that_are_compared_with_them(folder):
    edit(folder, "projects.csv", ",digital,people,", ",crime,people,")
    edit(folder, "allocations.csv", ",s2,The rest.", ",s3,The rest.")

    assert errors(folder) == [
        "allocations.csv row 4, source_ids: “s3” is not in sources.csv. Add it there, or correct it here.",
        "projects.csv row 2, theme_id: “crime” is not in themes.csv. Add it there, or correct it here.",
    ]


def test_every_unknown_id_of_a_list_is_named(folder):
    edit(folder, "projects.csv", "gwent;nca", "kent;gwent;essex")

    assert errors(folder) == [
        "projects.csv row 2, partner_ids: “kent” is not in forces.csv. Add it there, or correct it here.",
        "projects.csv row 2, partner_ids: “essex” is not in forces.csv. Add it there, or correct it here.",
    ]


def test_errors_of_all_files_come_by_file_and_row(folder):
    edit(folder, "sources.csv", "http://example.org/2", "nowhere")
    edit(folder, "sources.csv", ",2016-08-05,", ",soon,")
    edit(folder, "conflicts.csv", "round:first", "round:last")
    edit(folder, "awards.csv", ",£1m,", ",,")
    (folder / "themes.csv").unlink()

    assert [error.split(":")[0] for error in errors(folder)] == [
        "awards.csv row 2, as_stated",
        "conflicts.csv row 3, entity",
        "sources.csv row 2, published_on",
        "sources.csv row 3, url",
        "themes.csv",
    ]


# The real fund


def test_real_fund_is_read_whole():
    assert sizes(read_folders(FUND)) == {
        "sources": 128,
        "themes": 20,
        "forces": 52,
        "tile_grid": 43,
        "force_officers": 44,
        "projects": 52,
        "rounds": 11,
        "announcements": 6,
        "awards": 59,
        "allocations": 53,
        "fund_totals": 11,
        "sub_grants": 7,
        "conflicts": 26,
    }


def test_real_fund_has_one_remainder():
    record = read_folders(FUND)

    remainders = [row for row in record[AllocationRow] if row.kind == "remainder"]
    assert [(row.award_id, row.note) for row in remainders] == [
        ("com-police-now-expansion", "What is left of the stated total after the rounded yearly amounts.")
    ]


def test_real_fund_lies_in_ten_regions():
    assert regions(read_folders(FUND)) == {
        "east-midlands": "East Midlands",
        "east-of-england": "East of England",
        "london": "London",
        "north-east": "North East",
        "north-west": "North West",
        "south-east": "South East",
        "south-west": "South West",
        "wales": "Wales",
        "west-midlands": "West Midlands",
        "yorkshire-and-the-humber": "Yorkshire and The Humber",
    }
