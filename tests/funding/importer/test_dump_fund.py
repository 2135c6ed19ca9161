"""`manage.py dump_fund`: the record as files again, and that the way there and back changes nothing."""

import csv
import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import Sum

from forces.models import Force, OfficerCount
from funding.importer import read_folders
from funding.models import Allocation, Award, LoadedRow
from tests.data.builders import make_allocation, make_round
from tests.data.real_fund import FOLDERS
from tests.data.record_files import FILES, REFERENCE_FILES, edit, write_record

FUND, REFERENCE = FOLDERS


def dump(folder: Path) -> str:
    out = io.StringIO()
    call_command("dump_fund", str(folder), stdout=out)
    return out.getvalue()


def load(*folders: Path) -> str:
    out = io.StringIO()
    call_command("load_fund", *map(str, folders), stdout=out)
    return out.getvalue()


def texts(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.csv"))}


@pytest.mark.django_db
def test_dump_gives_the_loaded_files_back(tmp_path):
    load(write_record(tmp_path / "in"))

    said = dump(tmp_path / "out")

    assert said.startswith("Wrote sources.csv, themes.csv, forces.csv, tile_grid.csv, ")
    assert texts(tmp_path / "out") == {
        **FILES,
        # A body that is no territorial force lies in no region, whatever the file says.
        "forces.csv": FILES["forces.csv"].replace("national_body,,National,", "national_body,,,"),
    }


@pytest.mark.django_db
def test_dump_gives_optional_files_and_columns_back(tmp_path):
    write_record(tmp_path / "in")
    for name, text in REFERENCE_FILES.items():
        (tmp_path / "in" / name).write_text(text)
    edit(tmp_path / "in", "officers.csv", "1497.2,", "1497.20,")
    header, *rows = FILES["awards.csv"].splitlines()
    periods = ["2016-17,2018-19,stated,over three years", "2016-17,2016-17,years,", ",,,"]
    awards = [f"{header},covers_from,covers_to,period_basis,period_as_stated"]
    awards += [f"{row},{period}" for row, period in zip(rows, periods, strict=True)]
    (tmp_path / "in" / "awards.csv").write_text("\n".join(awards) + "\n")
    load(tmp_path / "in")

    dump(tmp_path / "out")

    out = texts(tmp_path / "out")
    assert out["awards.csv"] == (tmp_path / "in" / "awards.csv").read_text()
    for name in REFERENCE_FILES:
        assert out[name] == (tmp_path / "in" / name).read_text()


@pytest.mark.django_db
def test_drafts_are_in_the_dump(tmp_path):
    load(write_record(tmp_path / "in"))
    make_round(slug="draft", name="Draft", published=False)

    dump(tmp_path / "out")

    assert "draft,Draft," in texts(tmp_path / "out")["rounds.csv"]
    assert "already agrees" in load(tmp_path / "out")


@pytest.mark.django_db
def test_amount_that_is_no_remainder_though_it_looks_like_one(tmp_path):
    load(write_record(tmp_path / "in"))
    make_allocation(award=Award.objects.get(slug="first-care"), year=2016, amount=5)

    dump(tmp_path / "out")

    rows = list(csv.DictReader(io.StringIO(texts(tmp_path / "out")["allocations.csv"])))
    assert [(row["award_id"], row["financial_year"], row["kind"]) for row in rows] == [
        ("first-lab", "2016-17", ""),
        ("first-lab", "2017-18", ""),
        ("first-lab", "", ""),
        ("first-care", "", "stated"),
        ("first-care", "2016-17", ""),
    ]
    assert "already agrees" in load(tmp_path / "out")
    assert Allocation.objects.get(award__slug="first-care", financial_year=None).kind == "stated"


@pytest.mark.django_db
def test_changes_made_here_are_no_changes_any_more_once_they_are_dumped_and_loaded(tmp_path):
    load(write_record(tmp_path / "files"))
    Force.objects.filter(slug="gwent").update(website="https://gwent.example.org", tile_row=7)
    OfficerCount.objects.update(officers_fte="1502.5")

    dump(tmp_path / "files")

    assert "already agrees" in load(tmp_path / "files")
    assert LoadedRow.objects.get(file="forces.csv", row="gwent").values["website"] == "https://gwent.example.org"
    assert "gwent,1,7\n" in texts(tmp_path / "files")["tile_grid.csv"]
    assert ",1502.50," in texts(tmp_path / "files")["force_officers.csv"]


@pytest.mark.django_db
def test_dump_that_load_fund_would_refuse_says_so(tmp_path):
    load(write_record(tmp_path / "in"))
    count = OfficerCount.objects.get()
    sources = list(count.sources.all())
    count.sources.clear()  # the database would refuse it when the transaction ends
    err = io.StringIO()

    with pytest.raises(CommandError) as refused:
        call_command("dump_fund", str(tmp_path / "out"), stdout=io.StringIO(), stderr=err)

    assert str(refused.value) == "They say what the database has, but load_fund refuses it: see above."
    assert err.getvalue() == (
        "force_officers.csv row 2, source_ids: A count of officers needs at least one source. Name one of sources.csv.\n"
    )
    count.sources.set(sources)


@pytest.mark.django_db
def test_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(CommandError, match="The files cannot be written"):
        dump(tmp_path / "file")


# The real fund


def cells(*folders: Path) -> dict[str, list[list[tuple[str, str]]]]:
    """What the files say, row by row and column by column; the ids of a list in one order."""
    record = read_folders(*folders)
    return {kind.NAME: [list(row.texts.items()) for row in record[kind]] for kind in record}


@pytest.mark.usefixtures("real_fund")
def test_dump_of_the_real_fund_is_the_files_that_were_loaded(tmp_path):
    dump(tmp_path)

    dumped = texts(tmp_path)
    for folder in FOLDERS:
        for path in sorted(folder.glob("*.csv")):
            if path.name not in ("forces.csv", "tile_grid.csv", "sources.csv"):
                assert dumped[path.name] == path.read_text(encoding="utf-8"), path.name
    files = cells(*FOLDERS)
    assert {name: sorted(rows) for name, rows in cells(tmp_path).items()} == {
        name: sorted(rows) for name, rows in files.items()
    }
    assert dumped["sources.csv"].splitlines() == [
        *(FUND / "sources.csv").read_text().splitlines(),
        *(REFERENCE / "sources.csv").read_text().splitlines()[1:],
    ]


@pytest.mark.usefixtures("real_fund")
def test_dump_of_the_real_fund_changes_nothing_when_it_is_loaded(tmp_path):
    dump(tmp_path)

    with transaction.atomic():
        assert load(tmp_path).splitlines()[-1:] == [
            "Nothing changed: the database already agrees with the files.",
        ]
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_dump_of_the_real_fund_makes_the_same_fund_elsewhere(tmp_path):
    load(*FOLDERS)
    dump(tmp_path / "first")
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute(
            "TRUNCATE forces_region, forces_force, projects_theme, funding_source, funding_loadedrow CASCADE"
        )
        cursor.execute("TRUNCATE funding_round, funding_fundtotal, funding_deflator CASCADE")

    load(tmp_path / "first")
    dump(tmp_path / "second")

    assert texts(tmp_path / "second") == texts(tmp_path / "first")
    assert Allocation.objects.aggregate(total=Sum("amount")) == {"total": 218_980_084}
